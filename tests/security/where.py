"""Every address of Ponte with arguments that lead to something, found by walking the resolver."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from django.urls import URLPattern, get_resolver
from django.utils import translation

# Which thing of the city an argument stands for; by the name of the address, else by argument.
BY_NAME = {
    "service-detail": {"slug": "card_slug"},
    "service-useful": {"slug": "card_slug"},
    "service-callback": {"slug": "card_slug"},
    "service-mistake": {"slug": "card_slug"},
    "enterprise-detail": {"slug": "profile_slug"},
    "enterprise-useful": {"slug": "profile_slug"},
    "enterprise-callback": {"slug": "profile_slug"},
    "enterprise-mistake": {"slug": "profile_slug"},
    "voice-sent": {"token": "sent_link"},
    "voice-detail": {"kind": "=callback", "pk": "callback"},
    "listing-confirm": {"token": "confirm_link"},
    "reference-confirm": {"token": "reference_link"},
    "reference-ask": {"pk": "profile", "reference": "reference"},
    "share-certify": {"pk": "profile"},
    "invitation": {"token": "invitation_link"},
    "keeping-link": {"token": "keeping_link"},
    "claim-detail": {"pk": "claim"},
    "claim-withdraw": {"pk": "claim"},
    "request-detail": {"pk": "request"},
    "request-withdraw": {"pk": "request"},
    "invitation-withdraw": {"pk": "invitation"},
    "keeping-end": {"pk": "keeping"},
    "keeping-letter": {"pk": "keeping"},
    "member-change": {"pk": "member"},
    "member-end": {"pk": "member"},
    "site-edit": {"pk": "site"},
    "site-remove": {"pk": "site"},
    "qualification-verify": {"pk": "qualification"},
    "qualification-remove": {"pk": "qualification"},
    "organization-claim": {"slug": "free"},
    "import-mapping": {"pk": "uploaded"},
    "case-detail": {"pk": "case"},
    "case-match": {"pk": "case"},
    **{
        f"matching-{name}": {"pk": thing}
        for thing, names in {
            "office": ("how", "weights", "proposals"),
            "opening": ("candidates", "conditions"),
            "worker": ("openings", "abilities", "take", "limits"),
            "proposal": ("proposal", "proposal-file", "groups-file"),
        }.items()
        for name in names
    },
    "matching-pair": {"worker": "worker", "pk": "opening"},
    "case-step": {"pk": "case", "action": "=accept_proposal"},
    "case-ending": {"pk": "case", "of": "=report"},
    "ending-paper": {"pk": "case", "of": "=report"},
    "ending-here": {"pk": "case", "of": "=report", "signatory": "signatory"},
    "ending-verb": {"pk": "case", "of": "=report", "signatory": "signatory", "verb": "=link"},
    "opportunity-detail": {"pk": "opening"},
    "opportunity-step": {"pk": "opening", "action": "=contact_company"},
    **dict.fromkeys(
        ("case-hours", "hours-confirm", "hours-correct", "hours-export")
        + ("reading-ask", "reading-open", "reading-close")
        + ("case-tutoring", "interview-hold", "issue-raise", "issue-act", "network-activate")
        + ("case-situation", "situation-record", "worker-correct")
        + ("case-people", "role-assign", "role-let-in", "role-end", "training-record")
        + ("post-fill",)
        + ("case-costs", "cost-add", "cost-wages", "cost-remove", "costs-export"),
        {
            "pk": "case",
            "entry": "hours_entry",
            "issue": "issue",
            "role": "case_role",
            "need": "reading_need",
            "person": "tutor",
            "cost": "cost",
        },
    ),
    **dict.fromkeys(("emergency-close", "emergency-review"), {"reading": "emergency"}),
    **dict.fromkeys(
        ("sheet-list", "sheet-begin", "sheet-compare", "sheet-compare-file", "sheet-blank"),
        {"pk": "case", "instrument": "=I4"},
    ),
    **dict.fromkeys(
        ("opening-sheet-list", "opening-sheet-begin", "opening-sheet-blank"),
        {"pk": "opening", "instrument": "=I1"},
    ),
    **dict.fromkeys(
        ("worker-case", "worker-answer", "worker-hours", "worker-people", "logbook")
        + ("worker-difficulty", "worker-assessment", "worker-job")
        + ("logbook-new", "logbook-export", "case-logbook", "case-access", "case-card")
        + ("case-card-end", "worker-invite", "assisted-open", "representative-add"),
        {"pk": "case"},
    ),
    "logbook-page": {"pk": "case", "page": "case"},
    **dict.fromkeys(("yard-case", "yard-enrol"), {"pk": "case"}),
    "yard-look": {"pk": "late_entry"},
    "yard-cut": {"pk": "phone"},
    "representative-end": {"pk": "case", "representative": "case"},
    "sheet-step": {"step": "=best_time"},
    "sheet-sitting": {"what": "=pause"},
    "sheet-file": {"file": "scan"},
    **dict.fromkeys(
        ("agreement", "agreement-sign", "agreement-terms", "amendment-withdraw")
        + (
            "agreement-version",
            "agreement-check",
            "agreement-pdf",
            "agreement-print",
            "paper-signature",
        )
        + ("agreement-signers", "code-signature", "signer-verb", "signature-receipt"),
        {
            "pk": "case",
            "number": "=1",
            "signatory": "signatory",
            "signature": "signature",
            "verb": "=link",
        },
    ),
    "signing-page": {"token": "signing_link"},
    "worker-invitation": {"token": "worker_link"},
    **dict.fromkeys(
        ("mine-detail", "mine-kept", "mine-readers", "mine-consents", "mine-copy", "mine-pdf")
        + ("mine-requests", "rights-detail", "retention-hold"),
        {"pk": "case"},
    ),
    "association-member-end": {"pk": "association_member"},
    "case-papers": {"pk": "case"},
    **dict.fromkeys(
        ("paper-scan", "paper-confirm", "paper-drop"), {"pk": "case", "word": "paper_word"}
    ),
    "mine-request-lift": {"pk": "case", "asked": "case"},
    "mine-consent": {"pk": "case", "purpose": "=share", "recipient": "=service"},
    "case-consents": {"pk": "case"},
    "case-consent-paper": {"pk": "case", "purpose": "=share", "recipient": "=service"},
    "case-consent-scan": {"pk": "case", "paper": "consent_paper"},
    **dict.fromkeys(
        ("funding-detail", "funding-edit", "funding-report", "funding-file", "funding-pdf"),
        {"pk": "funding"},
    ),
    "figures-table": {"table": "=states"},
    **dict.fromkeys(
        ("case-candidate", "candidate-pdf", "case-sharing", "sharing-pdf"), {"pk": "case"}
    ),
    **dict.fromkeys(("meeting-detail", "meeting-hold", "meeting-note"), {"pk": "meeting"}),
    "item-decide": {"pk": "agenda_item"},
    "task-finish": {"pk": "task"},
    "call-answer": {"pk": "call"},
    "call-edit": {"pk": "draft_call"},
    "call-move": {"pk": "draft_call", "move": "=publish"},
    "mfa_remove_webauthn": {"pk": "=1"},
    "mfa_edit_webauthn": {"pk": "=1"},
}
OTHERWISE = {
    "sheet": "sheet",
    "slug": "organization",
    "kind": "=card",
    "pk": "draft",
    "step": "=whom",
    "verb": "=publish",
    "language": "=pl",
    "form": "=csv",
    "name": "=typography",
    "provider_id": "=nobody",
}
OF_IMPORTS = {"pk": "previewed"}
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]+\)")


def addresses() -> dict[str, str]:
    """Return the pattern of every address by its name, in English."""
    with translation.override("en"):
        return dict(_walk(get_resolver().url_patterns, "/"))


def _walk(patterns, before: str) -> Iterator[tuple[str, str]]:
    for one in patterns:
        path = before + str(one.pattern).replace("^", "").replace("$", "")
        if isinstance(one, URLPattern):
            yield one.name or path, path
        else:
            yield from _walk(one.url_patterns, path)


def arguments(name: str, pattern: str) -> list[str]:
    return [one or other for one, other in ARGUMENT.findall(pattern)]


def path_to(name: str, things: dict[str, str], /, **instead: str) -> str:
    """Return the address of a thing of the city; `instead` replaces arguments, quoted."""
    pattern = addresses()[name]
    usual = {**OTHERWISE, **(OF_IMPORTS if "/imports/" in pattern else {}), **BY_NAME.get(name, {})}

    def value(found: re.Match) -> str:
        argument = found.group(1) or found.group(2)
        if argument in instead:
            return instead[argument]
        code = usual[argument]
        return quote(code[1:] if code.startswith("=") else things[code], safe="")

    return ARGUMENT.sub(value, pattern)
