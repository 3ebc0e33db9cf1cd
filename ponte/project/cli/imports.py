"""Under construction."""

NAME = "import"
HELP = "under construction"


def arguments(parser):
    return None


def run(chosen):
    return 1
