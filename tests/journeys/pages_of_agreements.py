"""Pages of agreements, and of whoever signs without an account."""

from tests.journeys.visit import ERRORS, OPEN, Visit, link, with_both, with_one

A_CASE = "pathways/{}/agreement/"
SIGNED = "select pathway_id, id from pathways_signature where signer_name = 'Canary'"
WAITS = "select pathway_id from pathways_signatory where capacity = 'guardian'"
SIGNER = "select pathway_id, id from pathways_signatory where capacity = 'guardian'"
AGREEMENT = (
    Visit("agreement", "pathways:agreement", with_one(A_CASE, WAITS), "tutor", OPEN),
    Visit(
        "terms of an agreement",
        "pathways:agreement-terms",
        with_one(A_CASE + "terms/", WAITS),
        "placement",
        ERRORS,
    ),
    *(
        Visit(
            f"agreement, {name}",
            f"pathways:agreement-{name}",
            with_one(A_CASE + f"versions/{number}/{rest}", WAITS),
            "signatory",
        )
        for name, number, rest in (
            ("version", 2, ""),
            ("check", 2, "check/"),
            ("print", 2, "print/"),
        )
    ),
    Visit(
        "signature on paper",
        "pathways:paper-signature",
        with_one(A_CASE + "paper/", WAITS),
        "placement",
        ERRORS,
    ),
    Visit(
        "signers",
        "pathways:agreement-signers",
        with_one(A_CASE + "signers/", WAITS),
        "placement",
        ERRORS,
    ),
    Visit(
        "signing with a code",
        "pathways:code-signature",
        with_both(A_CASE + "signers/{}/code/here/", SIGNER),
        "tutor",
        ERRORS,
    ),
    Visit(
        "stating with a code",
        "pathways:ending-here",
        with_both("pathways/{}/ending/report/signers/{}/here/", SIGNER),
        "tutor",
        ERRORS,
    ),
    Visit(
        "receipt of a signature",
        "pathways:signature-receipt",
        with_both(A_CASE + "receipts/{}/", SIGNED),
        "tutor",
    ),
    Visit("sign", "pathways:signing-page", link("signing", "pathways/sign/{}/"), states=ERRORS),
    Visit("link again", "pathways:signing-again", "pathways/sign/again/", states=ERRORS),
)
