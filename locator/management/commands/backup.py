"""Makes a backup of the whole database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from locator.keeping.backup import BackupFailed, back_up
from locator.keeping.programs import ProgramFailed


class Command(BaseCommand):
    """Copies the database into BACKUP_DIR, with a manifest of rows and checksums beside it."""

    help = (
        "Back the database up into BACKUP_DIR and keep the newest BACKUP_KEEP. The keys of the settings are "
        "not in it: without FIELD_KEYS nobody reads what is personal in it."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            path, manifest = back_up(Path(settings.BACKUP_DIR), keep=settings.BACKUP_KEEP)
        except (BackupFailed, ProgramFailed) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"No backup was made: {error.strerror}. Look at {settings.BACKUP_DIR}."
            ) from error
        except Error as error:
            raise CommandError(
                f"No backup was made: the database failed ({type(error).__name__})."
            ) from error
        self.stdout.write(
            f"{path}: {manifest.rows} rows in {len(manifest.tables)} tables, {manifest.bytes} bytes. "
            "The keys of the settings are not in it; keep them elsewhere."
        )
