"""The note of a meeting: agenda with decisions, who does what, who was there; cases by code."""

from django.utils.translation import gettext as _

from ponte.kit.templatetags.moments import day_in_full
from ponte.pathways.documents.paper import Paper, Part, Table, told
from ponte.pathways.queries.meetings import MeetingPage, Task


def meeting_paper(shown: MeetingPage) -> Paper:
    """Return the note of a meeting as its reader has it."""
    meeting = shown.meeting
    day = day_in_full(meeting.on)
    held = _("It took place; the minutes are closed.") if meeting.held_at else ""
    return Paper(
        _("Meeting note"),
        day,
        (
            Part(
                _("The meeting"),
                pairs=told(
                    (_("Meeting"), meeting.get_kind_display()),
                    (_("Called by"), meeting.office.name),
                    (_("Day"), day),
                    (_("Place"), meeting.place),
                    (_("State"), held or _("Still open: the meeting was not held yet.")),
                ),
            ),
            _people(shown),
            _agenda(shown),
            _tasks(shown),
        ),
    )


def _people(shown: MeetingPage) -> Part:
    if not shown.meeting.held_at:
        return Part(_("Who came"), notes=(_("Still open: the meeting was not held yet."),))
    none = _("Nobody was written down.")
    return Part(_("Who came"), notes=() if shown.came else (none,), points=tuple(shown.came))


def _agenda(shown: MeetingPage) -> Part:
    open_ = _("Nothing decided yet.")
    points = [
        (f"{number}. {one.item.case_code} {one.item.subject}".strip(), one.item.decision or open_)
        for number, one in enumerate(shown.points, 1)
    ]
    return Part(
        _("Agenda and decisions"),
        notes=() if points else (_("Nothing on the agenda yet."),),
        pairs=tuple((" ".join(label.split()), text) for label, text in points),
    )


def _tasks(shown: MeetingPage) -> Part:
    if not shown.tasks:
        return Part(_("Who does what"), notes=(_("No task."),))
    rows = tuple(_task(one) for one in shown.tasks)
    columns = (_("What"), _("Who"), _("By"), _("State"))
    return Part(_("Who does what"), table=Table(_("Tasks, the next due first"), columns, rows))


def _task(one: Task) -> tuple[str, ...]:
    state = _("done") if one.task.done_at else _("late") if one.is_late else _("to do")
    return one.task.what, one.who, day_in_full(one.task.due_on), state
