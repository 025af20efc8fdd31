"""Tries the newest backup out, so that one knows before the day on which it is needed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from locator.keeping.backup import BackupFailed
from locator.keeping.drill import SCRATCH, newest, restored
from locator.keeping.opened import standing_in
from locator.keeping.programs import ProgramFailed


class Command(BaseCommand):
    """Restores the newest backup into a scratch database, compares and checks that, and drops it."""

    help = "Restore the newest backup into a scratch database, compare, check the catalogue, drop it."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            path, manifest = newest(Path(settings.BACKUP_DIR))
            self.stdout.write(f"{path.name}: {manifest.rows} rows in {len(manifest.tables)} tables.")
            with restored(path, manifest) as scratch:
                scratch.compare()
                self.stdout.write(
                    "Restored; counts and checksums are those of the manifest. The catalogue in it:"
                )
                with standing_in(SCRATCH):
                    call_command("check_catalogue", stdout=self.stdout)
        except (BackupFailed, ProgramFailed) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"The backup was not tried: {error.strerror}.") from error
        except Error as error:
            raise CommandError(
                f"The backup was not tried: the database failed ({type(error).__name__})."
            ) from error
        self.stdout.write(f"The backup of {manifest.made_at} can be restored.")
