"""The note of the sharing meeting: co-operative and service, before the worker is asked."""

from django.utils.translation import gettext as _

from ponte.kit.templatetags.moments import day_in_full
from ponte.pathways.documents.paper import Paper, Part, told
from ponte.pathways.queries.sharing import SharingNote


def sharing_paper(found: SharingNote) -> Paper:
    """Return the note of one case."""
    case = found.pathway
    title, about = _("Note of the sharing meeting"), case.code
    if not case.shared_on:
        none = _("Co-operative and service have not met about this worker yet.")
        return Paper(title, about, (Part(_("The sharing meeting"), notes=(none,)),))
    meeting = Part(
        _("The sharing meeting"),
        pairs=told(
            (_("Worker"), found.worker),
            (_("Co-operative"), case.cooperative.name),
            (_("Day"), day_in_full(case.shared_on)),
            (_("Support actions agreed"), case.support_actions),
        ),
    )
    return Paper(title, about, (meeting, _said(found)))


def _said(found: SharingNote) -> Part:
    none = _("The co-operative wrote it down; no word of the service stands beside it.")
    points = tuple(
        f"{one.name}, {one.get_party_display()}, {day_in_full(one.stated_on)}" for one in found.said
    )
    return Part(_("Who confirmed it"), notes=() if points else (none,), points=points)
