"""`GET /still-here`: who is signed in, for a page that is about to send what was typed into it."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.crypto import salted_hmac

from ponte.kit.actor import Actor
from ponte.pathways.public import assisted_actor
from ponte.project.middleware.rows import ASSISTED

PATH = "/still-here"
SALT = "ponte.still-here"


def mark_of(actor: Actor) -> str:
    """Return by what a page knows its owner again; it names nobody, and nobody has none."""
    if actor.id is None:
        return ""
    return salted_hmac(SALT, f"{actor.id}:{actor.beside or ''}").hexdigest()[:20]


class StillHere:
    """Answer before the row context: asking ends no session, and opens nothing.

    A session beside a worker that has run out is still told as theirs, because what was typed
    in it is kept when it is sent (`rows.py`).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path != PATH:
            return self.get_response(request)
        answer = JsonResponse({"who": mark_of(_asking(request))})
        answer["Cache-Control"] = "no-store"
        return answer


def _asking(request: HttpRequest) -> Actor:
    known = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
    if not known:
        return Actor.anonymous()
    return assisted_actor(Actor.of_person(request.user), request.session.get(ASSISTED))
