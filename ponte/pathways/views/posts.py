"""The post that is free: who has it now."""

from functools import partial
from uuid import UUID

from django.utils.translation import gettext_lazy

from ponte.pathways import actions, permissions
from ponte.pathways.forms.posts import FillPostForm
from ponte.pathways.views.answering import sent
from ponte.pathways.views.asking import Words, ask
from ponte.pathways.views.sections import framed

SECTION = "case-detail"
FILL = Words(
    gettext_lazy("The freed post goes to somebody else"),
    gettext_lazy("Write it down"),
    gettext_lazy("The post is taken again."),
    gettext_lazy(
        "Workers of the co-operative who are in no pathway. Somebody new is registered first."
    ),
)


def post_fill(request, pk: UUID):
    """Who of the co-operative has the post now."""
    frame = framed(request, pk, SECTION)
    permissions.require_case(request.actor, "fill_freed_post", frame.pathway)
    form = FillPostForm(sent(request), pathway=frame.pathway)
    act = partial(actions.fill_freed_post, pathway=frame.pathway)
    return ask(request, frame, form, act, words=FILL, back=SECTION)
