"""Sending one message: subject and body from templates, no personal data in the subject."""

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation


def send(*, template: str, to: str, language: str, context: dict) -> None:
    """Send `emails/<template>.txt` in the addressee's language; its first line is the subject."""
    with translation.override(language):
        text = render_to_string(f"emails/{template}.txt", context)
    subject, _, body = text.strip().partition("\n")
    # A stray line break in a title would be refused as a forged header, and stop the letter.
    subject = " ".join(subject.split())
    EmailMultiAlternatives(subject=subject, body=body.strip() + "\n", to=[to]).send()
