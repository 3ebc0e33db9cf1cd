"""What a lived-in Ponte holds: a case with a row in every table, sealed words, a scan.

Run as a program in an installation's environment: `fill` writes it, `read` prints what only the
right keys can open.
"""

import json
import sys

import django

django.setup()

from ponte.kit.acting import acting  # noqa: E402
from ponte.kit.sealing.guard import opening  # noqa: E402
from ponte.pathways.models import Disadvantage, Document, SheetFile, Worker  # noqa: E402
from tests.organizations.factories import JOB, organization  # noqa: E402
from tests.pathways.factories import cast  # noqa: E402
from tests.pathways.rows import office_rows, whole_case  # noqa: E402


def fill() -> None:
    made = cast()
    case = whole_case(made.office, made.cooperative, made.company, made.tutor)
    office_rows(case, organization("Associazione"), made.lead.pk)


def read() -> dict:
    """Sealed values as people read them."""
    workers, kinds = Worker.objects.order_by("pk"), Disadvantage.objects.order_by("pk")
    return {
        "workers": [one.name for one in workers],
        "kinds": [one.kind for one in kinds],
        "answers": [one.answers for one in Document.objects.order_by("pk")],
        "scans": [one.content for one in SheetFile.objects.order_by("pk")],
    }


if __name__ == "__main__":
    with acting(JOB):
        if sys.argv[1] == "fill":
            fill()
        else:
            with opening():
                print(json.dumps(read(), sort_keys=True))  # noqa: T201
