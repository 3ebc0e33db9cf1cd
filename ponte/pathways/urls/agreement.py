"""The agreement of a case, and the pages of whoever signs without an account."""

from django.urls import path

from ponte.pathways.views import agreement, agreement_terms, signers, signing_here, signing_link

CASE = "<uuid:pk>/agreement/"
VERSION = CASE + "versions/<int:number>/"

urlpatterns = [
    path("sign/again/", signing_link.signing_again, name="signing-again"),
    path("sign/<str:token>/", signing_link.signing_page, name="signing-page"),
    path(CASE, agreement.agreement, name="agreement"),
    path(CASE + "sign/", agreement.agreement_sign, name="agreement-sign"),
    path(CASE + "terms/", agreement_terms.agreement_terms, name="agreement-terms"),
    path(CASE + "withdraw/", agreement_terms.amendment_withdraw, name="amendment-withdraw"),
    path(VERSION, agreement.agreement_version, name="agreement-version"),
    path(VERSION + "check/", agreement.agreement_check, name="agreement-check"),
    path(VERSION + "pdf/", agreement.agreement_pdf, name="agreement-pdf"),
    path(VERSION + "print/", agreement.agreement_print, name="agreement-print"),
    path(CASE + "paper/", signing_here.paper_signature, name="paper-signature"),
    path(CASE + "signers/", signers.agreement_signers, name="agreement-signers"),
    path(
        CASE + "signers/<uuid:signatory>/code/here/",
        signing_here.code_signature,
        name="code-signature",
    ),
    path(
        CASE + "signers/<uuid:signatory>/verbs/<slug:verb>/",
        signers.signer_verb,
        name="signer-verb",
    ),
    path(
        CASE + "receipts/<uuid:signature>/", agreement.signature_receipt, name="signature-receipt"
    ),
]
