"""The WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cardservice.settings")

application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - there are settings now
from django.db import connections  # noqa: E402

from .database import serve  # noqa: E402

serve(connections.settings, settings.DATABASE_SERVING)
