"""Settings. What differs between machines comes from the environment (docs/operations.md)."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from hdir.mail_url import mail_settings
from hdir.operations.logs import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def _secret_key() -> str:
    """From the environment, else from var/secret_key, which scripts/serve makes once."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    kept = VAR_DIR / "secret_key"
    if kept.is_file():
        return kept.read_text().strip()
    if DEBUG:
        return "only-for-debugging-on-this-machine"
    raise ImproperlyConfigured(
        "No secret key: set SECRET_KEY, or run scripts/serve once, which writes var/secret_key."
    )


DEBUG = _flag("DEBUG")
SECRET_KEY = _secret_key()
SITE_URL = os.environ.get("SITE_URL", "http://localhost:8000").rstrip("/")
# Only the agency itself may say that this is its site; until then every page says that it is not.
SITE_OFFICIAL = _flag("SITE_OFFICIAL")
# Where somebody who finds a weakness writes (RFC 9116): mailto: or https:. Without one, the page about the
# data says that the operator has named nobody.
SECURITY_CONTACT = os.environ.get("SECURITY_CONTACT") or f"{SITE_URL}/en/data#contact"
ALLOWED_HOSTS = [h.strip() for h in os.environ.get("ALLOWED_HOSTS", "").split(",") if h.strip()] or [
    "localhost",
    "127.0.0.1",
    "[::1]",
    urlsplit(SITE_URL).hostname or "localhost",
]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, so that it can add its languages to the forms
    "hdir.pages",  # before the admin, so that its templates win
    "hdir.records",
    "hdir.changes",
    "hdir.fixtures",
    "hdir.texts",
    "hdir.history",
    "hdir.drafts",
    "hdir.conflicts",
    "hdir.corrections",
    "hdir.editorial",
    "hdir.search",
    "hdir.opendata",
    "hdir.pagecache",
    "hdir.backups",
    "hdir.operations",
    "hdir.staticsite",
    "hdir.redactions",
    "directory",
    "strategy",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "hdir.accounts",  # after what it takes out of the admin
]

MIDDLEWARE = [
    "hdir.pagecache.middleware.PageCache",  # outermost: a page that is ready costs nothing but itself
    "hdir.operations.requests.identified_requests",
    # What every answer carries comes before whatever may answer: files, redirects and errors have it too.
    "csp.middleware.CSPMiddleware",
    "hdir.safety.headers.safe_headers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "hdir.opendata.frame.data_frame",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "hdir.opendata.middleware.link_headers",  # inside the language, which its addresses depend on
    "hdir.safety.bounds.bounded_questions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hdir.accounts.gate.SecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "hdir.pages.busy.OthersPublish",
    "hdir.drafts.middleware.PackageFaults",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "hdir.urls"
WSGI_APPLICATION = "hdir.wsgi.application"

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
                "hdir.pages.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "hdir.pages.templatetags.components",
                "hdir.pages.templatetags.links",
                "hdir.pages.templatetags.texts",
            ],
        },
    }
]

# --- Database and cache -------------------------------------------------------------------

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'hdir.sqlite3'}"
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # SQLite's defaults fail under concurrent writes: a transaction that reads first and writes later
    # can't wait for its turn. IMMEDIATE takes the turn at its start; WAL lets readers go on.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",
        timeout=5,
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    )
else:
    # A server that hangs, or a network that swallows what is sent, is to be noticed in seconds, not in
    # minutes.
    DATABASES["default"].setdefault("OPTIONS", {}).update(connect_timeout=5, tcp_user_timeout=20_000)
# How many connections each process keeps ready; 0: one is made for each request. hdir/wsgi.py turns them on
# for processes that serve; commands need one, once.
DATABASE_POOL = int(os.environ.get("DATABASE_POOL") or 0)
if DATABASE_POOL and DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # a request gives its connection back
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # the server may have been restarted meanwhile
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": 1,
        "max_size": DATABASE_POOL,
        "timeout": 2,  # seconds that a request waits for one, also while the database is away
        "name": "hdir",
    }

CACHES: dict[str, dict] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CACHE_IS_SHARED = bool(os.environ.get("CACHE_URL"))
if CACHE_IS_SHARED:
    CACHES["default"] = {
        "BACKEND": "hdir.forgiving_cache.ForgivingRedisCache",
        "LOCATION": os.environ["CACHE_URL"],
        # Half a second is an age for a cache: without limits, one that hangs would hang the site.
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }

# How many megabytes of ready pages each process keeps; 0 keeps none.
PAGE_CACHE_MB = int(os.environ.get("PAGE_CACHE_MB") or 64)
# The processes of one machine see here that something was published; those of many see it in the cache.
# Beside an SQLite database, so that two sites on two of them don't speak for each other.
_BESIDE = Path(DATABASES["default"]["NAME"]).parent
GENERATION_FILE = (_BESIDE if _BESIDE.is_absolute() else VAR_DIR) / "generation"
PAGE_CACHE_WATCH = True

# --- Editing -----------------------------------------------------------------------------------

# Nobody approves what is their own, unless this is switched off or they may publish alone.
FOUR_EYES = os.environ.get("FOUR_EYES", "on").lower() not in {"0", "false", "no", "off"}
EMAIL_URL = os.environ.get("EMAIL_URL", "")
DEFAULT_FROM_EMAIL = f"hdir@{urlsplit(SITE_URL).hostname or 'localhost'}"
globals().update(mail_settings(EMAIL_URL))

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Languages and time ----------------------------------------------------------------------

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
# Mails about drafts: no request says which language the receiver wants, and accounts keep none.
MAIL_LANGUAGE = os.environ.get("MAIL_LANGUAGE") or LANGUAGE_CODE
if MAIL_LANGUAGE not in dict(LANGUAGES):
    raise ImproperlyConfigured("MAIL_LANGUAGE is one of nb, nn and en.")
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["hdir.formats"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "nb"
MODELTRANSLATION_LANGUAGES = ("nb", "nn", "en")
# Which language is shown where one is missing: hdir/records/languages.py, the one place that decides.
# modeltranslation's own fallback is off, because it can't tell the page which language it chose.
MODELTRANSLATION_ENABLE_FALLBACKS = False
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Oslo"

# --- Static files ------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False  # they are for the pages of this site
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
SERIALIZATION_MODULES = {"json": "hdir.fixtures.serializer"}

# --- API ---------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "hdir.opendata.api.problems.exception_handler",
    "DEFAULT_SCHEMA_CLASS": "hdir.opendata.api.operations.ApiSchema",
    "URL_FORMAT_OVERRIDE": None,  # ?format= is a typo like any other
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "TITLE": "Who does what in the Norwegian Directorate of Health",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [],  # enumerations stand where they are used, with what they mean
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
}

# --- Safety ------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF],
        "manifest-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}
# A unit's page in the admin holds all that belongs to the unit: 1,600 fields for the largest one.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_HANDLERS = ["hdir.safety.uploads.NoUploads"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "hdir.pages.errors.not_sent_from_here"
# TLS is the proxy's work: what it says of the reader is believed.
BEHIND_PROXY = SITE_URL.startswith("https://")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    # Never to a host that the request names: it has not been looked at then.
    SECURE_SSL_HOST = urlsplit(SITE_URL).netloc
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# --- Accounts ----------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# Long rather than odd: nobody has to mix kinds of characters, or change a password that nobody else knows.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
# A working day; at the latest then somebody says again who they are, and when the browser is closed.
SESSION_COOKIE_AGE = 12 * 60 * 60
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = "hdir.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = [
    "username*",
    "password1*",
]  # nobody signs up; allauth wants to know what they would write
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator enters the address
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# hdir/accounts/limits.py counts instead, where all processes see it.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
MFA_ADAPTER = "hdir.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # the code before and the one after: telephones' clocks differ
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_PROXY  # http://localhost, while trying it out
MFA_FORMS = {
    "authenticate": "hdir.accounts.forms.CodeForm",
    "reauthenticate": "hdir.accounts.forms.CodeAgainForm",
    "add_webauthn": "hdir.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "hdir.accounts.forms.EditPasskeyForm",
}

# --- Watching ----------------------------------------------------------------------------------

# Whether /metrics answers, with numbers for Prometheus. The proxy in front keeps it from the public.
METRICS = _flag("METRICS")
LOG_FORMAT = os.environ.get("LOG_FORMAT") or "text"
try:
    LOGGING = logging_config(LOG_FORMAT)
except ValueError as error:
    raise ImproperlyConfigured(str(error)) from error
