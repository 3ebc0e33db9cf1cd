"""Sending a file and saying what its columns mean."""

from uuid import UUID

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ponte.exchange.actions.mapping import map_columns
from ponte.exchange.actions.uploading import Origin, Upload, upload_file
from ponte.exchange.forms import PLATFORM, MappingForm, UploadForm
from ponte.exchange.importers.kinds import KINDS
from ponte.exchange.permissions import IMPORT_RECORDS
from ponte.exchange.queries.runs import mappings_for, run_for
from ponte.exchange.views.showing import examples
from ponte.kit.errors import Refused, RuleBroken
from ponte.organizations.public import held_on, known_organizations

DETAIL = "exchange:import-detail"


def owners_of(actor) -> list[tuple[str, str]]:
    """Return for whom the actor may import: the platform, or organizations by name."""
    everywhere, organizations = held_on(actor, IMPORT_RECORDS)
    if not everywhere and not organizations:
        raise Refused(IMPORT_RECORDS)
    named = [(str(one.id), one.facts.name) for one in known_organizations(ids=organizations)]
    named.sort(key=lambda pair: pair[1].casefold())
    return [(PLATFORM, _("the platform's office")), *named] if everywhere else named


def import_new(request):
    """Take a file in."""
    owners = owners_of(request.actor)
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        owners=owners,
        too_large=getattr(request, "upload_too_big", False),
        initial={"kind": "enterprises"},
    )
    if request.method == "POST" and form.is_valid():
        try:
            run = _upload(request, form.cleaned_data)
            return redirect("exchange:import-mapping" if run.header else DETAIL, run.pk)
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
    return _answer(request, "exchange/import_new.html", {"form": form})


def _answer(request, template: str, context: dict):
    form = context["form"]
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, context, status=status)


def _upload(request, said: dict):
    origin = Origin(
        **{
            name: said[name]
            for name in ("source", "source_date", "is_complete", "erases", "confirms")
        }
    )
    return upload_file(
        kind=said["kind"],
        upload=Upload(said["file"].name, said["file"].chunks()),
        origin=origin,
        organization_id=None if said["whose"] == PLATFORM else UUID(said["whose"]),
        by=request.actor,
    )


def import_mapping(request, pk: UUID):
    """Say which column means what; saved choices can be taken over."""
    run = run_for(request.actor, pk)
    if not run.header:
        return redirect(DETAIL, run.pk)
    saved = list(mappings_for(run))
    chosen = run.columns
    if wanted := request.GET.get("saved"):
        chosen = next((one.columns for one in saved if str(one.pk) == wanted), chosen)
    kind = KINDS[run.kind]
    asked = {"kind": kind, "header": run.header, "chosen": chosen, "examples": examples(run)}
    form = MappingForm(request.POST or None, **asked)
    if request.method == "POST" and form.is_valid():
        try:
            save_as = form.cleaned_data["save_as"]
            map_columns(run=run, columns=form.columns, by=request.actor, save_as=save_as)
            return redirect(DETAIL, run.pk)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
    context = {"form": form, "run": run, "kind": kind, "saved": saved}
    return _answer(request, "exchange/import_mapping.html", context)
