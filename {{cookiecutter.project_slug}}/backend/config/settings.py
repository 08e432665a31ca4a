"""Settings, read from the environment and from `.env`. `.env.example` documents every variable."""

from pathlib import Path
from typing import Any

import environ
from sentry_sdk.utils import BadDsn

from config import environment as read
from config.environment import WrongSettingError
from config.logs import json_line
from observability import quiet
from observability import setup as observability

# --- Where things are ---------------------------------------------------------------------------

BACKEND = Path(__file__).resolve().parent.parent
SERVICE_ROOT = BACKEND.parent
environ.Env.read_env(SERVICE_ROOT / ".env")  # the real environment wins
SERVICE = read.service_answers(SERVICE_ROOT)
VAR = read.folder(SERVICE_ROOT / read.text("VAR_DIR", "var"))

# --- What runs ----------------------------------------------------------------------------------

_VARIABLES = SERVICE["variables"]
ENVIRONMENT = read.choice(
    _VARIABLES["environment"], SERVICE["defaults"]["environment"], SERVICE["environments"]
)
IS_PRODUCTION = ENVIRONMENT == "production"
RELEASE = read.release("RELEASE")
DEBUG = read.flag("DEBUG", default=False)
if DEBUG and IS_PRODUCTION:
    raise WrongSettingError(
        "DEBUG", "true in production", "false", "Remove DEBUG, or name another environment."
    )
SECRET_KEY = read.text("SECRET_KEY", "only-for-development" if DEBUG else "")
if not SECRET_KEY:
    raise WrongSettingError(
        "SECRET_KEY",
        "empty",
        "a long random text; empty only with DEBUG=true",
        "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'.",
    )

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "patients",
    "sentry_check",
    "observability",  # last: it looks at what the others have done
]
MIDDLEWARE = [
    # First: these see what the others make of errors.
    "observability.middleware.RequestContext",
    "observability.middleware.CaptureServerErrors",
    "django.middleware.security.SecurityMiddleware",
    "config.errors.JsonServerErrors",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
STATIC_URL = "static/"
LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True

# --- Database -----------------------------------------------------------------------------------

_SQLITE_OPTIONS: dict[str, Any] = {
    # A writer takes its lock when the transaction begins, so that it waits rather than fails.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        "PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=27103364;"
    ),
}


def _database(url: str) -> dict[str, Any]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR / "db.sqlite3",
            "OPTIONS": _SQLITE_OPTIONS,
        }
    if not url.startswith(("postgres://", "postgresql://")):
        # The URL holds a password, so it is not shown.
        raise WrongSettingError(
            "DATABASE_URL",
            "of another kind",
            "postgres://user:password@host:5432/name, or empty for SQLite",
            "Correct it, or empty it.",
        )
    return {
        **environ.Env.db_url_config(url),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(read.text("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Security -----------------------------------------------------------------------------------

ALLOWED_HOSTS = read.names("ALLOWED_HOSTS", "localhost,127.0.0.1")
WEB_ORIGIN = read.text("WEB_ORIGIN", "http://localhost:3000")
CSRF_TRUSTED_ORIGINS = [WEB_ORIGIN]
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60  # one shift
SESSION_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_SECURE = not DEBUG
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if DEBUG else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEBUG
X_FRAME_OPTIONS = "DENY"
# Only behind a proxy that sets this header itself; otherwise anyone could claim to use TLS.
if read.flag("TRUST_PROXY_HEADERS", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    # The Next server, inside the perimeter, calls the API over plain HTTP.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^api/"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}"}
    for validator in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# What is uploaded is a patient's: large files wait here, rather than in the machine's /tmp.
FILE_UPLOAD_TEMP_DIR = read.folder(VAR / "uploads")

# --- API ----------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["patients.permissions.IsClinicStaff"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 20,
    "DEFAULT_FILTER_BACKENDS": [
        "django_filters.rest_framework.DjangoFilterBackend",
        "rest_framework.filters.SearchFilter",
    ],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "observability.drf.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": SERVICE["name"],
    "DESCRIPTION": SERVICE["description"],
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    # Requests and responses are different types, so read-only fields are not asked for.
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/",
    "ENUM_NAME_OVERRIDES": {
        "PatientStatus": "patients.models.PatientStatus",
        "AppointmentStatus": "patients.models.AppointmentStatus",
        "Role": "patients.models.Role",
    },
}

# Whether a refused body is an event of its own as well: `observability.drf`.
CAPTURE_VALIDATION_ERRORS = read.flag("CAPTURE_VALIDATION_ERRORS", default=False)

# --- E-mail -------------------------------------------------------------------------------------

_EMAIL_URL = read.text("EMAIL_URL")
if _EMAIL_URL:
    if _EMAIL_URL.partition("://")[0] not in environ.Env.EMAIL_SCHEMES:
        raise WrongSettingError(
            "EMAIL_URL",
            "of another kind",
            "smtp+tls://user:password@host:587, or empty for files under var/mail",
            "Correct it, or empty it.",
        )
    vars().update(environ.Env.email_url_config(_EMAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = read.folder(VAR / "mail")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = read.text("DEFAULT_FROM_EMAIL", "clinic@localhost")

# --- Celery -------------------------------------------------------------------------------------

_CELERY_FOLDER = read.folder(VAR / "celery")
_BROKERS = ("filesystem://", "redis://", "rediss://", "amqp://", "amqps://")
CELERY_BROKER_URL = read.text("CELERY_BROKER_URL", "filesystem://localhost")
if not CELERY_BROKER_URL.startswith(_BROKERS):
    raise WrongSettingError(
        "CELERY_BROKER_URL",
        "of another kind",
        "redis://…, rediss://…, amqp://…, amqps://…, or empty for files under var/",
        "Correct it, or empty it.",
    )
CELERY_BROKER_IS_FILES = CELERY_BROKER_URL.startswith("filesystem:")
if CELERY_BROKER_IS_FILES:
    if IS_PRODUCTION:
        raise WrongSettingError(
            "CELERY_BROKER_URL",
            "empty or filesystem://, a queue of files for one machine, in production",
            "redis://…, rediss://… or amqp://…",
            "Set CELERY_BROKER_URL to a broker.",
        )
    CELERY_QUEUE_FOLDER = read.folder(_CELERY_FOLDER / "queue")
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(CELERY_QUEUE_FOLDER),
        "data_folder_out": str(CELERY_QUEUE_FOLDER),
        "control_folder": str(read.folder(_CELERY_FOLDER / "control")),
        "processed_folder": str(read.folder(_CELERY_FOLDER / "taken")),
        "store_processed": False,
        "polling_interval": 0.2,  # seconds
    }
    # Remote control replies through the queue, where nobody would take them away.
    CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 270
CELERY_TASK_SEND_SENT_EVENT = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_WORKER_CONCURRENCY = 2
CELERY_BEAT_SCHEDULER = "observability.celery_beat:Scheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(_CELERY_FOLDER / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "appointment-reminders": {
        "task": "patients.tasks.send_appointment_reminders",
        "schedule": 15 * 60,
    },
}

# --- Logs ---------------------------------------------------------------------------------------
# On stderr: lines for people, or JSON. They count as "left the process": see config/logs.py for
# what is kept out of them.

LOG_FORMAT = read.choice("LOG_FORMAT", "json" if IS_PRODUCTION else "text", ["json", "text"])
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"()": "config.logs.PlainFormatter", "exception_text": DEBUG},
        "json": {"()": "config.logs.JsonFormatter"},
    },
    "handlers": {
        "plain": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT},
        # They print nothing: they capture what the SDK does not of Celery's lines.
        "ended_children": {"class": "observability.celery_logs.EndedChildren"},
        "hooks": {"class": "observability.celery_logs.Hooks"},
    },
    "root": {"handlers": ["plain"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"level": "ERROR"},  # 4xx are answers, not news
        "django.db.backends": {"level": "WARNING"},  # SQL is logged at DEBUG
        # It prints paths. What requests are answered, `observability.middleware` logs, by route.
        "django.server": {"handlers": [], "level": "WARNING", "propagate": False},
        # In place of handlers of their own, which print texts of exceptions, and paths.
        "gunicorn.error": {"handlers": ["plain"], "level": "INFO", "propagate": False},
        "gunicorn.access": {"handlers": ["plain"], "level": "INFO", "propagate": False},
        "uvicorn": {"handlers": ["plain"], "level": "INFO", "propagate": False},
        "uvicorn.access": {"handlers": [], "level": "WARNING", "propagate": False},  # has paths
        # Celery's pool, which lets nobody above it know.
        "multiprocessing": {
            "handlers": ["plain", "ended_children"],
            "level": "WARNING",
            "propagate": False,
        },
        "celery.app.trace": {"handlers": ["hooks"], "level": "INFO", "propagate": True},
    },
}

# --- Sentry: the door, last, so that nothing is set up twice --------------------------------------

SENTRY_DSN = read.text(_VARIABLES["backend_dsn"])
TRACES_SAMPLE_RATES = read.rates("TRACES_SAMPLE_RATES")  # of single routes and tasks
TRACES_SAMPLE_RATE = read.rate("TRACES_SAMPLE_RATE", SERVICE["defaults"]["traces_sample_rate"])
if not DEBUG:
    # First, as Sentry wraps some of the hooks.
    quiet.install(json_line if LOG_FORMAT == "json" else None)
try:
    observability.start(
        dsn=SENTRY_DSN,
        environment=ENVIRONMENT,
        release=RELEASE,
        traces_sample_rate=TRACES_SAMPLE_RATE,
        traces_sample_rates=TRACES_SAMPLE_RATES,
        cron_monitors=read.flag("CRON_MONITORS", default=False),
        backend_root=BACKEND,
        production=IS_PRODUCTION,
    )
except BadDsn as error:
    raise WrongSettingError(
        _VARIABLES["backend_dsn"],
        "no DSN",
        "https://<public key>@<host>/<project id>",
        "Copy it from the project's settings in Sentry, or empty it.",
    ) from error
