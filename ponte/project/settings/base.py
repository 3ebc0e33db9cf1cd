"""What every way of running Ponte shares."""

import os
from pathlib import Path

import pghistory
from csp.constants import SELF

from ponte.project.settings.environment import database, one_of, secrets, state_home, words

PACKAGE = Path(__file__).resolve().parents[2]
HOME = state_home()
SECRETS = secrets()
SECRET_KEY = os.environ.get("PONTE_SECRET_KEY") or SECRETS.get("secret_key", "")
DEBUG = False
DEMO = False
SITE_NAME = "Ponte"
PLACES_ASKED_EVERY = 5  # seconds for which a process trusts the places it has in memory
TERRITORY_NAME = os.environ.get("PONTE_TERRITORY", "")
TERRITORY_ACCENT = one_of("PONTE_ACCENT", "green", "violet", "wine")  # blue where none is set
SITE_ADDRESS = os.environ.get("PONTE_ADDRESS", "http://localhost:8000")
ALLOWED_HOSTS = words("PONTE_HOSTS")

INSTALLED_APPS = [
    "ponte.project",
    "ponte.exchange",
    "ponte.pathways",
    "ponte.directory",
    "ponte.organizations",
    "ponte.accounts",
    "ponte.territory",
    "ponte.kit",
    "ponte.kit.audit",
    "ponte.kit.duties",
    "ponte.kit.limits",
    "ponte.kit.sealing",
    "ponte.kit.journal",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "csp",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "ponte.project.middleware.health.Health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "ponte.project.middleware.input.CleanInput",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ponte.accounts.middleware.CardSessions",
    "ponte.project.middleware.still.StillHere",
    "ponte.project.middleware.rows.RowContextOfRequest",
    "ponte.project.middleware.beside.AssistedSessions",
    "ponte.project.middleware.door.LoginUnlessPublic",
]

ROOT_URLCONF = "ponte.project.urls"
WSGI_APPLICATION = "ponte.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ponte.project.page.page",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# One database, two connections: `default` within the request's transaction, `aside` for what
# must stay when that transaction rolls back (tries counted, denials).
_url = os.environ.get("DATABASE_URL", "")
_timeouts = "-c statement_timeout=15s -c lock_timeout=5s -c jit=off"
DATABASES = {
    "default": {
        **database(_url or "postgresql:///ponte", options=_timeouts),
        "ATOMIC_REQUESTS": True,
        "CONN_HEALTH_CHECKS": True,
    },
    "aside": {
        **database(_url or "postgresql:///ponte", options=_timeouts),
        "CONN_HEALTH_CHECKS": True,
    },
}
DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
DATABASES["aside"]["OPTIONS"]["pool"] = {"min_size": 0, "max_size": 4, "timeout": 10}
DATABASE_ROUTERS = ["ponte.project.databases.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "ponte_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Parts of the frame that are the same on every page of a language, in each process.
    "template_fragments": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# The history row itself says who acted, from the keys that `ponte.kit.acting` sets.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CONTEXT_ID_FIELD = pghistory.ContextUUIDField()
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
PROCRASTINATE_ON_APP_READY = "ponte.project.schedule.on_app_ready"

# Master keys of sealed fields (`ponte.kit.sealing`): read from the secrets, never kept in here.
SEALING_KEYS = "ponte.project.settings.environment.sealing_keys"

# Where the heads of the audit log go every night: copy that folder to another machine.
AUDIT_HEADS = os.environ.get("PONTE_AUDIT_HEADS") or HOME / "audit"
# How long archives are kept: a certificate of deletion says until when one may hold what went.
BACKUP_DAYS = int(os.environ.get("PONTE_BACKUP_DAYS", "30"))

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "front"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# Without a star the password is optional: a code by e-mail is enough.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_SIGNUP_FORM_CLASS = "ponte.accounts.forms.NameAtSignup"
ACCOUNT_FORMS = {
    "login": "ponte.accounts.forms.entrance.SignIn",
    "signup": "ponte.accounts.forms.entrance.SignUp",
    "request_login_code": "ponte.accounts.forms.entrance.AskForCode",
    "reset_password": "ponte.accounts.forms.entrance.ForgotPassword",
    "add_email": "ponte.accounts.forms.entrance.AddAddress",
}
ACCOUNT_ADAPTER = "ponte.accounts.adapters.AccountAdapter"
MFA_ADAPTER = "ponte.accounts.adapters.MFAAdapter"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "10/m/ip",
    "request_login_code": "10/m/ip,3/5m/key",
    # Letters that confirm an address; what causes one is counted beside its form as well.
    "confirm_email": "1/10s/key,20/d/key",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = SITE_NAME
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": SECRETS.get("openid_connect", [])}}

SESSION_ENGINE = "ponte.kit.sessions"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
# What a session opened with a printed card reaches beside public pages: names and namespaces.
CARD_OPENS = {"home", "account_logout", "pathways"}
# What a tutor and a worker reach together on the tutor's device: names only.
ASSISTED_OPENS = {
    *("pathways:worker-home", "pathways:worker-case", "pathways:worker-hours"),
    *(
        "pathways:worker-difficulty",
        "pathways:worker-people",
        "pathways:logbook-new",
        "pathways:assisted-end",
    ),
    *("pathways:worker-assessment", "pathways:sheet-fill", "pathways:sheet-step"),
    "pathways:sheet-sitting",
    *("account_logout", "privacy", "accessibility", "report"),
}
# What is still written when it is sent after such a session ran out, as it was typed in time.
ASSISTED_KEEPS = {
    *("pathways:worker-hours", "pathways:worker-difficulty", "pathways:logbook-new"),
    "pathways:sheet-step",
}
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    },
}
# Kept in their own cookie: reading them must not make public pages vary on the session.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
UPLOAD_LIMIT = 50 * 1024 * 1024
# The first one counts while the file streams; beyond the limit the others see nothing of it.
FILE_UPLOAD_HANDLERS = [
    "ponte.kit.spreadsheets.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

USE_TZ = True
TIME_ZONE = "Europe/Rome"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("it", "Italiano"),
    ("en", "English"),
    ("fr", "Français"),
    ("nl", "Nederlands"),
    ("hr", "Hrvatski"),
    ("sl", "Slovenščina"),
    ("pl", "Polski"),
]
# The language of addresses without one, and of visitors whose browser asks for none of ours.
HOME_LANGUAGE = os.environ.get("PONTE_LANGUAGE", "it")
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["ponte.project.formats"]

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "files"

# How many letters in a day one person, somebody of the office, or one address of the network
# without an account may cause; several people may share an address.
LETTERS_A_DAY = {
    "person": int(os.environ.get("PONTE_LETTERS_PER_PERSON", "20")),
    "officer": int(os.environ.get("PONTE_LETTERS_PER_OFFICER", "200")),
    "address": int(os.environ.get("PONTE_LETTERS_PER_ADDRESS", "60")),
}
DEFAULT_FROM_EMAIL = os.environ.get("PONTE_MAIL_FROM", "ponte@localhost")
OFFICE_EMAIL = os.environ.get("PONTE_OFFICE_EMAIL", DEFAULT_FROM_EMAIL)
# Told of each case that is opened in an emergency; without it none can be.
PROTECTION_EMAIL = os.environ.get("PONTE_PROTECTION_EMAIL", "")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = HOME / "mail"

ROLES = "ponte.project.roles.ROLES"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"without_links": {"()": "ponte.project.logs.HideLinks"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["without_links"],
        },
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
