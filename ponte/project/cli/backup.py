"""Under construction."""

NAME = "backup"
HELP = "under construction"


def arguments(parser):
    return None


def run(chosen):
    return 1
