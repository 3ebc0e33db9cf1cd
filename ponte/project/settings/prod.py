"""A real server behind a TLS proxy."""

import os

from ponte.project.settings.base import *  # noqa: F403

# How many proxies stand before us: the visitor's address is that many places from the right.
PROXIES = int(os.environ.get("PONTE_PROXIES", "1"))
MIDDLEWARE = ["ponte.project.middleware.proxy.AddressBehindProxy", *MIDDLEWARE]  # noqa: F405
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("PONTE_MAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("PONTE_MAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("PONTE_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("PONTE_MAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("PONTE_MAIL_TLS", "") == "starttls"
EMAIL_USE_SSL = os.environ.get("PONTE_MAIL_TLS", "") == "tls"
