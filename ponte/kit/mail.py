"""Sending one message: subject and body from templates, no personal data in the subject."""

from collections.abc import Mapping
from email.utils import getaddresses
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from ponte.kit.lines import one_line


def send(*, template: str, to: str, language: str, context: Mapping[str, Any]) -> None:
    """Send `emails/<template>.txt` in the addressee's language; its first line is the subject.

    Every template knows the site that writes, for the lines at its end: `emails/_end.txt`.

    One letter goes to one address: whatever is none, or several, is a fault of ours.
    """
    if one_line(to) != to or len(getaddresses([to])) != 1:
        raise ValueError("A letter goes to one address.")
    site = {
        "site_name": settings.SITE_NAME,
        "territory_name": settings.TERRITORY_NAME,
        "site_address": settings.SITE_ADDRESS,
    }
    with translation.override(language):
        text = render_to_string(f"emails/{template}.txt", {**site, **context})
    subject, _, body = text.strip().partition("\n")
    # A stray line break in a title would be refused as a forged header, and stop the letter.
    subject = " ".join(subject.split())
    EmailMultiAlternatives(subject=subject, body=body.strip() + "\n", to=[to]).send()
