"""Settings: everything from the environment, safe by default, insecure production refused by name.

Without any variable set the application runs in production mode on SQLite and asks for SECRET_KEY and
ALLOWED_HOSTS; `DEBUG=1` (what `./run demo` sets) fills those in for one machine.
"""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.text("SECRET_KEY", "for-one-machine-only-never-for-production" if DEBUG else "")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost" if DEBUG else "")
if not DEBUG and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "SECRET_KEY must be set to at least 50 random characters (or set DEBUG=1 on your own machine)."
    )
if not DEBUG and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS must name the hosts this site is served on, comma-separated, without *."
    )

INSTALLED_APPS = [
    "practice",
    "clock",
    "outbox",
    "phases",
    "accounts",
    "engagements",
    "enquiries",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.CompressPublicPages",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "accounts.middleware.PersonalPages",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.drafts.ConfirmDrafts",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "practice.context.practice",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": env.database("DATABASE_URL", f"sqlite://{quote(str(BASE_DIR / 'var' / 'site.sqlite3'))}")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- Who somebody is -------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.validators.LongEnough", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "engagements:today"  # which sends clients on to their list
ACCOUNT_LOGOUT_REDIRECT_URL = "phases:overview"
ACCOUNT_ADAPTER = "accounts.adapter.InvitedOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = (
    "none"  # an account exists only by invitation, and its mailed link proves the address
)
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers whose address somebody typed
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
PASSWORD_RESET_TIMEOUT = 24 * 3600  # an invitation has a link of its own, which lasts longer
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60  # as accounts.codes.LASTS
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 2  # new codes from the page where one is typed
ACCOUNT_RATE_LIMITS = {
    # Thirty codes of five tries are 150 guesses a day at a million; what was counted is the same for every address.
    "request_login_code": "20/m/ip,3/m/key,10/h/key,30/d/key",
    "try_code": "30/m/ip,5/15m/key",
    "renew_invitation": "10/m/ip",
    "passkey_challenge": "20/m/ip",
}
MFA_ALLOW_UNVERIFIED_EMAIL = (
    True  # nobody can claim somebody else's address: accounts exist only by invitation
)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # phones' clocks drift
MFA_ADAPTER = "accounts.adapter.NamesThePractice"
ACCOUNT_UNIQUE_EMAIL = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 0)

# -- Languages -------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "Europe/Amsterdam")

# -- Static files ----------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(BASE_DIR / "var" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]

# -- Documents: outside everything that is served; the only way to one is a page that asks who you are ----------------
DOCUMENTS_ROOT = Path(env.text("DOCUMENTS_ROOT", str(BASE_DIR / "var" / "documents")))
DOCUMENT_MOST_BYTES = env.number("DOCUMENT_MOST_MEGABYTES", 20) * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "engagements.documents.uploads.CutOff",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.storage.HashedStaticFiles"
    },
    "documents": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": DOCUMENTS_ROOT,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
}

# -- Mail and background work ----------------------------------------------------------------------
MAIL_HOST = env.text("EMAIL_HOST")
if not DEBUG and not MAIL_HOST:
    raise ImproperlyConfigured("EMAIL_HOST must name a mail server: people come in by an invitation by mail.")
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": MAIL_HOST,
            "port": env.number("EMAIL_PORT", 587),
            "username": env.text("EMAIL_HOST_USER"),
            "password": env.text("EMAIL_HOST_PASSWORD"),
            "use_tls": env.flag("EMAIL_USE_TLS", default=True),
            "timeout": 20,
        },
    }
    if MAIL_HOST
    else {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
}
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "IM specialist <noreply@example.org>")
TASK_WORKER = env.flag("TASK_WORKER")  # or else a thread of the web process sends mail and runs what is due
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if TASK_WORKER
        else "django.tasks.backends.immediate.ImmediateBackend"
    }
}
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000" if DEBUG else "").rstrip("/")
if not DEBUG and not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured(
        "SITE_URL must be the https:// address of this site: links in mail are made from it."
    )

# Sign-in attempts are counted in the cache; in the database every process counts together.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {
            "MAX_ENTRIES": 100_000
        },  # at Django's 300, typing many addresses would push out the counts
    },
    # Kept by each process for itself, so that reading it is no query: what may be a minute old.
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "TIMEOUT": 60},
}

# -- Security --------------------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
EMBED_ORIGINS = env.origins("EMBED_ORIGINS")  # websites that may show the public figure in a frame
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = not DEBUG
SECURE_HSTS_SECONDS = 0 if DEBUG else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEBUG
SECURE_HSTS_PRELOAD = not DEBUG
if env.flag("BEHIND_TLS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# -- The practice ----------------------------------------------------------------------------------
# What holds until the practice administrator stores something else; see practice/models.py for the fields.
PRACTICE = {
    "name": env.text("PRACTICE_NAME", "IM specialist"),
    "tagline_nl": env.text("PRACTICE_TAGLINE", "Frisse wind door de organisatie"),
    "tagline_en": env.text("PRACTICE_TAGLINE_EN", "Fresh wind through the organisation"),
    "email": env.text("PRACTICE_EMAIL", "info@example.org"),
    "phone": env.text("PRACTICE_PHONE"),
    "address": env.text("PRACTICE_ADDRESS"),
    "colour_manager": env.text("PRACTICE_COLOUR_MANAGER", "#ed6a4c").lower(),
    "colour_organisation": env.text("PRACTICE_COLOUR_ORGANISATION", "#16958f").lower(),
}

# What the contact form promises.
ENQUIRY_ANSWER_WORKING_DAYS = env.number("ENQUIRY_ANSWER_WORKING_DAYS", 2)
ENQUIRY_RETENTION_DAYS = env.number(
    "ENQUIRY_RETENTION_DAYS", 365, least=1
)  # after it was declined or withdrawn

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    # Django's own handler would print every line a second time, and its own level would overrule the root's.
    "loggers": {"django": {"handlers": [], "level": "NOTSET"}},
}
