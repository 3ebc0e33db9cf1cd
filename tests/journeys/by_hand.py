"""What a story does not tell on its pages: the way from a yes to an agreement that is written.

Run as a program with the stage's environment; prints the case.
"""

import sys

import django

django.setup()

from ponte.accounts.models import Person  # noqa: E402
from ponte.organizations.models import Organization  # noqa: E402
from ponte.pathways.models import Pathway  # noqa: E402
from ponte.pathways.states import PathwayState  # noqa: E402
from ponte.project.demo.examples import organization_id  # noqa: E402
from tests.pathways import factories as make  # noqa: E402

BODIES = {
    "office": "consorzio-esempio",
    "cooperative": "cooperativa-esempio-pulito",
    "company": "esempio-industria",
}
PEOPLE = {
    "lead": "placement-lead",
    "officer": "placement",
    "manager": "pathways",
    "tutor": "tutor",
    "signatory": "signatory",
    "referent": "referent",
    "operator": "service",
    "auditor": "auditor",
    "worker": "worker",
    "administrator": "administrator",
}
BETWEEN = (
    PathwayState.REQUESTED,
    PathwayState.ORIENTATION,
    PathwayState.ASSESSED,
    PathwayState.MATCH_REVIEW,
    PathwayState.AGREEMENT_DRAFT,
)


def cast() -> make.Cast:
    """The demonstration's bodies and people, as the steps of a case want them."""
    bodies = {
        name: Organization.objects.get(pk=organization_id(code)) for name, code in BODIES.items()
    }
    people = {
        name: Person.objects.get(email=f"{code}@ponte.example") for name, code in PEOPLE.items()
    }
    return make.Cast(**bodies, **people)


def agreed(pk: str) -> str:
    """Take a case from the yes to the agreement, each step by whoever takes it."""
    one = cast()
    make.trained(one, one.tutor)
    given = {"opportunity": make.opening(one)}
    with one.as_("tutor"):
        case = Pathway.objects.get(pk=pk)
    for state in BETWEEN:
        make.STEPS[state](one, case, given)
    return pk


if __name__ == "__main__":
    sys.stdout.write({"agreed": agreed}[sys.argv[1]](*sys.argv[2:]))
