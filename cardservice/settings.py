"""Settings, all from the environment; the start stops and names what is missing.

``DEMO=1`` makes up what is missing, for trying the site out on one's own machine, and only there.
"""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from . import database, embedding, geocoders, logs, map_tiles, programs, security, watchers
from .sign_in import *  # noqa: F403 - settings by their own names

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
SHORTEST_KEY = 50
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]"}

env = environ.Env()
DEMO = env.bool("DEMO", default=False)


def kept_secret(name: str) -> str:
    """Return a secret that a demonstration makes up once and keeps in ``var/``, for its owner's eyes."""
    path = VAR_DIR / name
    if not path.exists():
        VAR_DIR.mkdir(exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key(), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def words(name: str, default: object = env.NOTSET) -> list[str]:
    """Return a list from the environment without its blanks: an empty setting is an empty list."""
    return [word for raw in env.list(name, default=default) if (word := raw.strip())]


def keys(name: str) -> list[str]:
    """Return the keys of one kind, newest first; each long enough, none of them the sessions' key."""
    if DEMO and name not in env.ENVIRON:
        return [kept_secret(name.lower())]
    found = words(name)
    if not found or SECRET_KEY in found or any(len(key) < SHORTEST_KEY for key in found):
        raise ImproperlyConfigured(
            f"Set {name} to one or more texts of {SHORTEST_KEY} characters or more, of chance, with commas "
            "between, other than SECRET_KEY."
        )
    return found


SECRET_KEY = kept_secret("secret_key") if DEMO and "SECRET_KEY" not in env.ENVIRON else env.str("SECRET_KEY")
ALLOWED_HOSTS = (
    ["localhost", "127.0.0.1"] if DEMO and "ALLOWED_HOSTS" not in env.ENVIRON else words("ALLOWED_HOSTS")
)
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set the ALLOWED_HOSTS environment variable to the site's host names.")
if DEMO and not set(ALLOWED_HOSTS) <= LOCAL_HOSTS:
    # A demonstration speaks plain HTTP with made-up secrets; a public host name means that DEMO was left on.
    raise ImproperlyConfigured("DEMO=1 is for one's own machine: unset it, or unset ALLOWED_HOSTS.")
DEBUG = False
CONTENT_SECURITY_POLICY = security.CONTENT_SECURITY_POLICY

INSTALLED_APPS = [
    "locator",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "cardservice.administration.Administration",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django_htmx",
    "js_lib_leaflet",
    "simple_history",
    "rest_framework",
    "corsheaders",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
]

MIDDLEWARE = [
    "cardservice.watched.Watched",
    "django.middleware.security.SecurityMiddleware",
    "cardservice.headers.BrowserLimits",
    "csp.middleware.CSPMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pads each answer at random, and the token of forms is masked anew each time: sizes give nothing away.
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cardservice.languages.StaffInTwoLanguages",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cardservice.sessions.StaffSessions",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "cardservice.urls"
WSGI_APPLICATION = "cardservice.wsgi.application"

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
                "locator.public.context.site",
            ],
        },
    },
]

if DEMO and "DATABASE_URL" not in env.ENVIRON:
    VAR_DIR.mkdir(exist_ok=True)
    DATABASES = {"default": env.db_url_config(f"sqlite:///{VAR_DIR / 'locator.sqlite3'}")}
else:
    DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES = database.with_replica(
    database.tuned(
        DATABASES["default"], env.str("TEST_DATABASE_NAME", default=str(VAR_DIR / "test.sqlite3"))
    ),
    env.db_url("REPLICA_DATABASE_URL") if env.str("REPLICA_DATABASE_URL", default="") else None,
)
DATABASE_ROUTERS = ["cardservice.database.PrimaryAlone"]
DATABASE_SERVING = database.serving(
    env.str("DATABASE_POOL", default="1-6"),
    env.float("DATABASE_POOL_SECONDS", default=2.0),
    env.float("DATABASE_STATEMENT_SECONDS", default=30.0),
    env.float("DATABASE_IDLE_SECONDS", default=60.0),
)
SLOW_QUERY_MS = env.int("SLOW_QUERY_MS", default=0)
BACKUP_DIR = env.path("BACKUP_DIR", default=str(VAR_DIR / "backups"))
BACKUP_KEEP = env.int("BACKUP_KEEP", default=14)

# A worker that finds a street map without an index builds one in a thread; the tests have no stray threads.
PREPARE_BESIDE = True
# Parts of pages that are the same for everybody, kept in the worker; nothing that a person typed is in them.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "fragments",
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
}
# Where a worker keeps its copy of the catalogue for a start without the database.
SNAPSHOT_PATH = env.path("SNAPSHOT_PATH", default=str(VAR_DIR / "catalogue.json"))
SNAPSHOT_CHECK_SECONDS = 1.0
# Where the index of imported street maps lies, prepared for every worker of the machine to map into memory.
PLACES_PATH = env.path("PLACES_PATH", default=str(VAR_DIR / "places.index"))

# Who is asked online for an address that is not known here; a typed address leaves only if that is wanted.
GEOCODERS = geocoders.read(
    words("GEOCODERS") if "GEOCODERS" in env.ENVIRON else [],
    env.str("GEOCODER_SECONDS", default="2"),
    env.str("GEOCODER_BOX", default=""),
    env.bool("TYPED_ADDRESSES_MAY_LEAVE", default=False),
    env.ENVIRON,
)

# The map beside the results, of a provider of the operator's choice; without one there is the sketch alone.
MAP = map_tiles.read(
    tiles=env.str("MAP_TILES", default=""),
    key=env.str("MAP_TILES_KEY", default=""),
    subdomains=env.str("MAP_SUBDOMAINS", default=""),
    datum=env.str("MAP_TILES_DATUM", default=""),
    attribution=env.str("MAP_ATTRIBUTION", default=""),
    approval_number=env.str("MAP_APPROVAL_NUMBER", default=""),
    max_zoom=env.str("MAP_MAX_ZOOM", default=""),
)

# A demonstration is reached by plain HTTP on this machine; elsewhere security keys ask for HTTPS.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
# What encrypts personal facts in the database, and what tells that two are of one person without reading
# them: the first key of each writes, all of them read. Neither is, or derives from, the key of the sessions.
FIELD_KEYS = keys("FIELD_KEYS")
FINGERPRINT_KEYS = keys("FINGERPRINT_KEYS")
# How text messages leave: shown on the console, written to a file, or handed to the operator's gateway.
MESSAGE_BACKEND = "console" if DEMO and "MESSAGE_BACKEND" not in env.ENVIRON else env.str("MESSAGE_BACKEND")
if MESSAGE_BACKEND not in {"console", "file", "gateway"}:
    raise ImproperlyConfigured("Set MESSAGE_BACKEND to console, file or gateway.")
MESSAGE_FILE = env.str("MESSAGE_FILE") if MESSAGE_BACKEND == "file" else ""
MESSAGE_GATEWAY_URL = env.str("MESSAGE_GATEWAY_URL") if MESSAGE_BACKEND == "gateway" else ""
MESSAGE_GATEWAY_TOKEN = env.str("MESSAGE_GATEWAY_TOKEN") if MESSAGE_BACKEND == "gateway" else ""
if MESSAGE_BACKEND == "gateway" and not MESSAGE_GATEWAY_URL.startswith("https://"):
    raise ImproperlyConfigured("Set MESSAGE_GATEWAY_URL to an address that begins with https://.")
# Who answers for the personal data of applicants, and where: told before anything is sent (PIPL, art. 17).
OPERATOR_NAME = (
    "演示 · Demonstration" if DEMO and "OPERATOR_NAME" not in env.ENVIRON else env.str("OPERATOR_NAME")
)
OPERATOR_CONTACT = "12333" if DEMO and "OPERATOR_CONTACT" not in env.ENVIRON else env.str("OPERATOR_CONTACT")
# The licence under which the operator gives the catalogue's own facts away; without one the files say so.
OPEN_DATA_LICENCE = env.str("OPEN_DATA_LICENCE", default="")
if OPEN_DATA_LICENCE and not OPEN_DATA_LICENCE.startswith("https://"):
    raise ImproperlyConfigured("Set OPEN_DATA_LICENCE to an address that begins with https://.")
# Younger than this a guardian applies: from 16 on an identity card is compulsory (Resident Identity Card
# Law, article 2), and the separate consent to the use of a child's data ends with 14 (PIPL, article 31).
GUARDIAN_BELOW_AGE = env.int("GUARDIAN_BELOW_AGE", default=16)
CHILD_DATA_BELOW_AGE = env.int("CHILD_DATA_BELOW_AGE", default=14)
# From this age a card bears a photo; cities draw the line at 6 or 7.
PHOTO_FROM_AGE = env.int("PHOTO_FROM_AGE", default=7)
# So many days an applicant has to correct what a clerk asked for; then the application ends by itself.
CORRECTION_DAYS = env.int("CORRECTION_DAYS", default=30)
# So many days after an application ended, what is personal in it is erased.
KEEP_APPLICATIONS_DAYS = env.int("KEEP_APPLICATIONS_DAYS", default=90)
# The term that the bank has from the application to the post: ten working days, after the Regulation on
# Handling Social Insurance (2023), article 6.
PROMISED_WORKING_DAYS = env.int("PROMISED_WORKING_DAYS", default=10)
# Replacements by post can be switched off; first cards cannot.
REISSUE_BY_POST = env.bool("REISSUE_BY_POST", default=True)
# What one address may do in an hour; what one telephone or one reference may stand is fixed beside, and less.
CODES_PER_ADDRESS_HOUR = env.int("CODES_PER_ADDRESS_HOUR", default=60)
APPLICATIONS_PER_ADDRESS_HOUR = env.int("APPLICATIONS_PER_ADDRESS_HOUR", default=30)
LOOKUPS_PER_ADDRESS_HOUR = env.int("LOOKUPS_PER_ADDRESS_HOUR", default=300)
# Devices may keep the directory for use without a network; 0 takes it from them again.
OFFLINE_COPY = env.bool("OFFLINE_COPY", default=True)
# How many proxies of our own stand before the server: only their additions to X-Forwarded-For are believed.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT

LANGUAGE_CODE = "zh-hans"
# Residents read all four; staff and programs have the first two (locator/public/languages.py).
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English")), ("ja", "日本語"), ("ko", "한국어")]
LOCALE_PATHS = [BASE_DIR / "locator" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE = not DEMO
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
# A session ends after a day's work, and when nothing was done for half an hour.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_SECONDS = 30 * 60
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Whose pages may show /embed/ in a frame.
EMBED_ORIGINS = embedding.read(env.str("EMBED_ORIGINS", default=""))
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# A search posts one line and a few choices; nothing here takes large bodies.
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# Staff send one table at a time; every form is read before it is known who sends it.
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["cardservice.uploads.InMemory"]

REST_FRAMEWORK = programs.REST_FRAMEWORK
DRF_STANDARDIZED_ERRORS = programs.ERRORS
SPECTACULAR_SETTINGS = programs.DEFINITION
CORS_ALLOW_ALL_ORIGINS = programs.CORS_ALLOW_ALL_ORIGINS
CORS_URLS_REGEX = programs.CORS_URLS_REGEX
CORS_ALLOW_METHODS = programs.CORS_ALLOW_METHODS
CORS_ALLOW_HEADERS = programs.CORS_ALLOW_HEADERS
CORS_EXPOSE_HEADERS = programs.CORS_EXPOSE_HEADERS
# So many readings a minute one address has in each worker; 0 counts nothing.
API_READS_PER_MINUTE = env.int("API_READS_PER_MINUTE", default=120)

# Who may read /metrics and the details of /readyz, and how what happens is written down.
METRICS_NETWORKS = watchers.read(words("METRICS_NETWORKS", watchers.THIS_MACHINE))
LOG_REQUESTS = env.bool("LOG_REQUESTS", default=False)
LOGGING = logs.configured(env.str("LOG_FORMAT", default="plain"))
# An error report names settings and code, never what a person typed.
DEFAULT_EXCEPTION_REPORTER = "cardservice.security.NoNamesOfFiles"
DEFAULT_EXCEPTION_REPORTER_FILTER = "cardservice.security.NoTypedValues"
