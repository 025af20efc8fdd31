"""The site's own settings; hashed names of static files would need a collectstatic first."""

import os
from pathlib import Path

from cardservice.settings import *  # noqa: F403

STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT = Path(os.environ["SNAPSHOT_PATH"]).parent / "static"
STATIC_ROOT.mkdir(exist_ok=True)
