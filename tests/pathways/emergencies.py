"""A case in which somebody breaks the glass, and how."""

from ponte.kit.actor import Actor
from ponte.pathways import actions
from ponte.pathways.models import EmergencyReading, Pathway
from ponte.pathways.states import PathwayState
from tests.pathways import rows as row

WHY = "The tutor cannot be reached"
JOB = Actor.job("test.emergency")


def untouched(one) -> Pathway:
    """A case with one row in every table, whose glass nobody has broken yet."""
    named = row.worker(one.office, one.cooperative, name="Rosa Canary", person=one.worker)
    told = {"worker": named, "state": PathwayState.IN_SECONDMENT}
    found = row.whole_case(one.office, one.cooperative, one.company, one.tutor, **told)
    EmergencyReading.objects.all().delete()
    row.role(found, one.worker, "worker")
    return found


def broken(one, case, who: str = "administrator", **changed) -> EmergencyReading:
    told = {"office": case.office_id, "code": case.code, "reason": WHY} | changed
    with one.as_(who) as by:
        return actions.break_glass(**told, by=by)
