"""The agreement of a case: its text, who has signed, versions, receipts, and the check of all."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ponte.kit import pdf
from ponte.kit.errors import RuleBroken
from ponte.pathways import actions
from ponte.pathways.queries import agreements as queries
from ponte.pathways.queries.agreement_page import agreement_page, receipt_of
from ponte.pathways.queries.signing import is_whole, standing_of
from ponte.pathways.rules.signing import sheet_code
from ponte.pathways.states import Party
from ponte.pathways.views.agreement_shown import (
    changes_shown,
    parties_shown,
    signing_state,
    text_shown,
    words_shown,
)
from ponte.pathways.views.missing import missing_shown
from ponte.pathways.views.sections import framed


@require_safe
def agreement(request, pk: UUID):
    """The text that waits for signatures, or the one in force."""
    frame = framed(request, pk, "agreement")
    shown = agreement_page(frame.pathway, frame.mine, request.actor)
    may = {name: frame.mine.may(name) for name in ("revise_agreement", "sign_by_code")}
    context = {
        **frame.context,
        "shown": shown,
        "may": may,
        "parties": parties_shown(shown),
        "missing": missing_shown(frame.pathway, shown.missing),
        "signing": signing_state(shown),
        "blocks": text_shown(shown.text),
    }
    return render(request, "pathways/agreement/agreement.html", context)


@require_POST
def agreement_sign(request, pk: UUID):
    """Sign for one party, signed in."""
    frame = framed(request, pk, "agreement")
    text = queries.text_up_for_signing(frame.pathway)
    party, seen = request.POST.get("party", ""), request.POST.get("seen", "")
    if text is None or party not in Party.values:
        messages.error(request, _("There is no text to sign now."))
        return redirect("pathways:agreement", pk)
    try:
        made = actions.sign_agreement(agreement=text, party=party, seen=seen, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
        return redirect("pathways:agreement", pk)
    return redirect("pathways:signature-receipt", pk, made.pk)


@require_safe
def agreement_version(request, pk: UUID, number: int):
    """One version, and what it changed in the one before."""
    frame = framed(request, pk, "agreement")
    text = queries.version_of(pk, number)
    compared = queries.comparison(text)
    context = {
        **frame.context,
        "text": text,
        "blocks": text_shown(text),
        "compared": compared,
        "changes": changes_shown(compared),
        "runs": words_shown(compared),
    }
    return render(request, "pathways/agreement/version.html", context)


@require_safe
def agreement_check(request, pk: UUID, number: int):
    """This text, these signatures: worked out again before the reader's eyes."""
    frame = framed(request, pk, "agreement")
    context = {**frame.context, **_checked(queries.version_of(pk, number))}
    context["has_pdf"] = pdf.is_possible()
    return render(request, "pathways/agreement/check.html", context)


@require_safe
@pdf.makes_pdf
def agreement_pdf(request, pk: UUID, number: int):
    """The same as a tagged PDF, to keep."""
    frame = framed(request, pk, "agreement")
    text = queries.version_of(pk, number)
    context = {**_checked(text), "about": frame.pathway.code}
    html = render_to_string("pathways/agreement/document.html", context)
    return pdf.pdf_file(f"{frame.pathway.code}-V{text.version}", html)


def _checked(text) -> dict:
    standing = standing_of(text)
    lines = [
        {
            "party": party.label,
            "standing": one,
            "receipts": [receipt_of(each, standing) for each in one.signatures],
        }
        for party, one in standing.items()
    ]
    return {
        "text": text,
        "blocks": text_shown(text),
        "is_whole": is_whole(text),
        "lines": lines,
        "all_signed": all(one.is_complete for one in standing.values()),
        "code": sheet_code(text.version, text.text_hash),
    }


@require_safe
def signature_receipt(request, pk: UUID, signature: UUID):
    """Who signed, when, how, and the hash of what was signed."""
    frame = framed(request, pk, "agreement")
    found = queries.signature_of(pk, signature)
    receipt = receipt_of(found, standing_of(found.agreement))
    context = {**frame.context, "receipt": receipt}
    return render(request, "pathways/agreement/receipt.html", context)


@require_safe
def agreement_print(request, pk: UUID, number: int):
    """The sheet to be signed on paper: the text, the code that names it, room for each."""
    frame = framed(request, pk, "agreement")
    text = queries.version_of(pk, number)
    shown = agreement_page(frame.pathway, frame.mine, request.actor)
    context = {
        **frame.context,
        "text": text,
        "blocks": text_shown(text),
        "parties": parties_shown(shown),
        "code": sheet_code(text.version, text.text_hash),
    }
    return render(request, "pathways/agreement/sheet.html", context)
