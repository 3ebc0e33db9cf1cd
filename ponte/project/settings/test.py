"""Tests: the real database roles, no pool, quick password hashes.

Each test process gets a migrated database of its own, and works in it as the app's role.
"""

import os

from ponte.project.supervisor import throwaway

os.environ.update(throwaway.provide())

from ponte.project.settings.base import *  # noqa: E402, F403

SECRET_KEY = "only-for-tests"
PROTECTION_EMAIL = "dpo@ponte.example"
DEMO = True
# A package of developers: it holds each flat's max_migration.txt against its migrations.
INSTALLED_APPS = [*INSTALLED_APPS, "django_linear_migrations"]  # noqa: F405
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
LANGUAGE_COOKIE_SECURE = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
for _alias in DATABASES.values():  # noqa: F405
    _alias["OPTIONS"].pop("pool", None)
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
# Each test client builds the middleware anew: look for a file when asked, not for all each time.
WHITENOISE_AUTOREFRESH = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
PLACES_ASKED_EVERY = 0
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
