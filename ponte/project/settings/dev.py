"""The demonstration: this machine only, mail in a folder that the site itself shows."""

from ponte.project.settings.base import *  # noqa: F403

DEMO = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
# Browsers take no secure cookie over plain http; the demonstration never leaves loopback.
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
LANGUAGE_COOKIE_SECURE = False
# All its visitors come from one address.
LETTERS_A_DAY = {**LETTERS_A_DAY, "address": 1000}  # noqa: F405
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
PROTECTION_EMAIL = PROTECTION_EMAIL or "dpo@ponte.example"  # noqa: F405
