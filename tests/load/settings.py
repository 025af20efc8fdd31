"""The site's own settings, with an empty view beside its addresses to measure the nearest search against."""

from cardservice.settings import *  # noqa: F403

ROOT_URLCONF = "tests.benchmarks._empty"
# Hashed names of static files need a collectstatic first, and no page costs more or less for it.
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
