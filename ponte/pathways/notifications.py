"""The words sent out about cases: no name, no code of a case, nothing of what is agreed."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from ponte.accounts.public import Person
from ponte.kit import links, mail
from ponte.kit.duties.models import Duty
from ponte.pathways.models import Call, EmergencyReading, SigningPass, Worker
from ponte.pathways.queries.inviting import link_for
from ponte.pathways.rules.limits import INVITED_DAYS
from ponte.pathways.rules.signing import LINK_DAYS

SIGNING_LINK = "agreement.sign"


def send_link(signing_pass: SigningPass) -> None:
    """Send a signatory the link to read and sign; it asks for the name that it does not say."""
    signatory = signing_pass.signatory
    token = links.make(SIGNING_LINK, {"pass": str(signing_pass.pk)}, days=LINK_DAYS)
    page = _address("signing-page", signatory.language, token)
    again = _address("signing-again", signatory.language)
    mail.send(
        template="pathways/signing_link",
        to=signatory.email,
        language=signatory.language,
        context={"page": page, "again": again, "until": signing_pass.expires_at},
    )


def invite_worker(worker: Worker) -> None:
    """Ask a worker in by e-mail; the letter does not say into what, nor as whom."""
    language = settings.HOME_LANGUAGE
    mail.send(
        template="pathways/worker_invitation",
        to=worker.email,
        language=language,
        context={
            "page": _address("worker-invitation", language, link_for(worker)),
            "days": INVITED_DAYS,
        },
    )


def send_code(signing_pass: SigningPass, code: str) -> None:
    """Send a signatory the code to type on the device that somebody hands them."""
    signatory = signing_pass.signatory
    mail.send(
        template="pathways/signing_code",
        to=signatory.email,
        language=signatory.language,
        context={"code": f"{code[:4]} {code[4:]}", "until": signing_pass.expires_at},
    )


def remind_to_sign(duty: Duty, case) -> None:
    """Remind somebody with an account that an agreement waits for a signature."""
    _remind("pathways/sign_reminder", duty, _address("agreement", duty.language, case))


def remind_of_start(duty: Duty, case) -> None:
    """Remind the tutor that the first day is near or past and something is missing."""
    _remind("pathways/start_reminder", duty, _address("agreement", duty.language, case))


def remind_to_answer(duty: Duty, case) -> None:
    """Remind a worker, or who acts for them, that a proposal waits for their yes or no."""
    _remind("pathways/answer_reminder", duty, _address("case-detail", duty.language, case))


def remind_of_turn(duty: Duty, case) -> None:
    """Remind somebody that a step, theirs or one they can help with, has waited past its day."""
    _remind("pathways/turn_reminder", duty, _address("case-detail", duty.language, case))


def send_call(call: Call, person: Person) -> None:
    """Tell somebody who speaks for a firm that its association asks for openings."""
    mail.send(
        template="pathways/call",
        to=person.email,
        language=person.language,
        context={
            "association": call.association.name,
            "title": call.title,
            "until": call.last_day,
            "page": _address("call-answer", person.language, call.pk),
        },
    )


def tell_office_of_emergency(duty: Duty, reading: EmergencyReading) -> None:
    """Tell the head of an office that one of its cases was opened; not which, nor why."""
    mail.send(
        template="pathways/emergency",
        to=duty.addressee,
        language=duty.language,
        context={
            "page": _address("case-people", duty.language, reading.pathway_id),
            "at": timezone.localtime(reading.opened_at),
            "until": timezone.localtime(reading.until),
        },
    )


def tell_protection_officer(duty: Duty, reading: EmergencyReading) -> None:
    """Tell the data protection officer the same; they have no account, so there is a number."""
    mail.send(
        template="pathways/emergency_protection",
        to=duty.addressee,
        language=duty.language,
        context={
            "number": str(reading.pk),
            "office": reading.office.name,
            "at": timezone.localtime(reading.opened_at),
            "until": timezone.localtime(reading.until),
        },
    )


def _remind(template: str, duty: Duty, page: str) -> None:
    mail.send(
        template=template,
        to=duty.addressee,
        language=duty.language,
        context={"page": page, "last": duty.sent + 1 >= duty.cap},
    )


def _address(name: str, language: str, *arguments) -> str:
    with translation.override(language):
        return settings.SITE_ADDRESS.rstrip("/") + reverse(f"pathways:{name}", args=arguments)
