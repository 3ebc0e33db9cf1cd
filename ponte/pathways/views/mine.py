"""My data: what is kept about me, who has looked, what I said yes to, a copy, what I ask."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ponte.kit import pdf
from ponte.kit.errors import RuleBroken
from ponte.pathways.actions.consents import give_consent, withdraw_consent
from ponte.pathways.actions.rights import ask_about_data, use_again
from ponte.pathways.forms.rights import AskForm
from ponte.pathways.models import Worker
from ponte.pathways.queries import holding, holding_words
from ponte.pathways.queries.consents import choices_of, withdrawn_by
from ponte.pathways.queries.emergencies import emergencies_about
from ponte.pathways.queries.rights import own_request, requests_of
from ponte.pathways.queries.special import Interface


def _own(request, pk: UUID) -> Worker:
    """Open a page of one's own; 404 where the data are somebody else's, or nobody's."""
    worker = holding.worker_for(request.actor, pk)
    if worker is None:
        raise Http404
    return worker


def _page(request, name: str, worker: Worker, *, status: int = 200, **more):
    context = {"worker": worker, "is_own": worker.person_id == request.actor.id, **more}
    return render(request, name, context, status=status)


@require_safe
def mine_home(request):
    """Straight to the one there is; a representative of several chooses."""
    workers = holding.workers_of(request.actor)
    if len(workers) == 1:
        return redirect("pathways:mine-detail", workers[0].pk)
    return render(request, "pathways/mine/home.html", {"workers": workers})


@require_safe
@never_cache
def mine_detail(request, pk: UUID):
    """The few places there are."""
    return _page(request, "pathways/mine/detail.html", _own(request, pk), has_pdf=pdf.is_possible())


@require_safe
@never_cache
def mine_kept(request, pk: UUID):
    """Everything that is kept."""
    worker = _own(request, pk)
    kept = holding.kept_about(worker, by=request.actor)
    return _page(
        request,
        "pathways/mine/kept.html",
        worker,
        shelves=holding_words.shelves(kept, get_language()),
    )


@require_safe
@never_cache
def mine_readers(request, pk: UUID):
    """Who has looked at it, and when."""
    worker = _own(request, pk)
    return _page(
        request,
        "pathways/mine/readers.html",
        worker,
        looks=holding_words.looks_at(worker),
        emergencies=emergencies_about(worker, by=request.actor),
    )


@require_safe
@never_cache
def mine_consents(request, pk: UUID):
    """What I said yes to, and how to take it back."""
    worker = _own(request, pk)
    choices = choices_of(worker, get_language())
    return _page(
        request, "pathways/mine/consents.html", worker, choices=choices, past=withdrawn_by(worker)
    )


@require_POST
def mine_consent(request, pk: UUID, purpose: str, recipient: str):
    """Say yes or take it back."""
    told = {"worker": _own(request, pk), "purpose": purpose, "recipient": recipient}
    try:
        if request.POST.get("answer") == "yes":
            ticked = request.POST.getlist("data")
            made = give_consent(data=ticked, easy_read=True, by=request.actor, **told)
            said = _("You said yes. You can take it back at any time.")
            if made is None:
                said = _("You said yes. It counts once the other has said yes to the same.")
            messages.success(request, said)
        elif request.POST.get("answer") == "no":
            withdraw_consent(by=request.actor, **told)
            messages.success(request, _("You took it back. Nobody sees it any more."))
    except RuleBroken as broken:
        messages.error(request, str(broken))
    return redirect("pathways:mine-consents", pk)


@require_safe
@never_cache
def mine_copy(request, pk: UUID):
    """A copy that other programs can read."""
    worker = _own(request, pk)
    told = holding.copy_of(worker, by=request.actor)
    name = f"{worker.code}-{timezone.localdate():%Y-%m-%d}.json"
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
@pdf.makes_pdf
def mine_pdf(request, pk: UUID):
    """The same to read and to print, as a tagged PDF."""
    worker, language = _own(request, pk), get_language()
    kept = holding.kept_about(worker, by=request.actor, through=Interface.PRINT)
    context = {"worker": worker, "shelves": holding_words.shelves(kept, language)}
    context |= {"on": timezone.localdate(), "language": language}
    return pdf.pdf_file(worker.code, render_to_string("pathways/mine/paper.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mine_requests(request, pk: UUID):
    """Ask for something to be corrected, stopped or deleted; and what was answered."""
    worker, form = _own(request, pk), AskForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            ask_about_data(worker=worker, by=request.actor, **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(broken.field, str(broken))
        else:
            messages.success(request, _("You asked. The office answers within a month."))
            return redirect("pathways:mine-requests", pk)
    asked, status = requests_of(worker, by=request.actor), 422 if form.is_bound else 200
    return _page(
        request, "pathways/mine/requests.html", worker, form=form, asked=asked, status=status
    )


@require_POST
def mine_request_lift(request, pk: UUID, asked: UUID):
    """Say that the data may be used again."""
    found = own_request(_own(request, pk), asked)
    try:
        use_again(request=found, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("Done. Your data are used again."))
    return redirect("pathways:mine-requests", pk)
