"""What the settings, the database and the disk hold that the site needs."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.utils import timezone

from locator.applications.facts import PERSONAL
from locator.applications.secrecy import UnreadableError, decrypted, encrypted, fingerprint
from locator.keeping.backup import BackupFailed, manifests, read_manifest
from locator.models import MailApplication
from locator.search.disk import NoCopy, read_copy
from locator.search.snapshot import Snapshot

from .verdict import Line, NotWell, Soon, checked

# Pages show two weeks; the year's notice is published in November, so there is time to enter it.
SHOWN, CALENDAR_AHEAD = timedelta(days=14), timedelta(days=60)
# So many bytes free, for the copy of the catalogue, the index of street maps and the database to grow.
LEAST_FREE = 500 * 1024**2
SAMPLE = 20
# One is made each night; the first morning that it is late may be a machine that was switched off.
BACKUP_EVERY = timedelta(days=2)
# This release was made then; a clock before it is wrong.
RELEASED = datetime(2026, 10, 1, tzinfo=UTC)
CLOCKS_APART = timedelta(seconds=5)


def machine(snapshot: Snapshot | None, copy: Path) -> Iterator[Line]:
    """Look at everything around the searches; ``copy`` is where workers leave the catalogue."""
    if snapshot is not None:
        known = snapshot.calendar.known_until
        yield checked("calendar", lambda: _calendar(known, timezone.localdate()))
    yield checked("keys", _keys)
    yield checked("static files", _static_files)
    yield checked("messages", _messages)
    yield checked("copy of the catalogue", lambda: _copy(copy))
    yield checked("clock", lambda: _clock(snapshot))
    yield checked("disk", lambda: _disk(copy))
    yield checked("backup", lambda: _backup(Path(settings.BACKUP_DIR), timezone.now()))


def _calendar(known_until: date, today: date) -> str:
    if known_until < today + CALENDAR_AHEAD:
        late = known_until < today + SHOWN
        raise (NotWell if late else Soon)(
            f"Holidays are known until {known_until}. Paste the State Council's notice of the next year at "
            "/admin/locator/calendaryear/arrangement/ as soon as it is out."
        )
    return f"known until {known_until}"


def _keys() -> str:
    if decrypted(encrypted(b"selfcheck", PERSONAL), PERSONAL) != b"selfcheck" or not fingerprint(
        "x", "check"
    ):
        raise NotWell("The keys do not open what they encrypt. Look at FIELD_KEYS and FINGERPRINT_KEYS.")
    # The oldest and the newest: an old key that was taken away too early is missed by the oldest.
    kept = MailApplication.objects.filter(personal__isnull=False).values_list("personal", flat=True)
    sample = [*kept.order_by("pk")[: SAMPLE // 2], *kept.order_by("-pk")[: SAMPLE // 2]]
    try:
        for secret in sample:
            decrypted(bytes(secret), PERSONAL)
    except UnreadableError as error:
        raise NotWell(
            "An application cannot be opened. Put its old key back at the end of FIELD_KEYS."
        ) from error
    return f"{len(sample)} applications open" if sample else "work; no application is kept yet"


def _static_files() -> str:
    names = [name for finder in get_finders() for name, _storage in finder.list(["CVS", ".*", "*~"])]
    missing = [name for name in names if not _is_served(name)]
    if missing:
        raise NotWell(
            f"{len(missing)} are missing, {missing[0]} among them. Run manage.py collectstatic --no-input."
        )
    return f"{len(names)} collected"


def _is_served(name: str) -> bool:
    stored = getattr(staticfiles_storage, "stored_name", str)
    try:
        return staticfiles_storage.exists(stored(name))
    except ValueError:  # the manifest does not know it
        return False


def _messages() -> str:
    backend: str = settings.MESSAGE_BACKEND
    if backend == "console" and not settings.DEMO:
        raise NotWell(
            "They are only shown on the console. Set MESSAGE_BACKEND=gateway and the gateway's own."
        )
    if backend == "file" and not os.access(Path(settings.MESSAGE_FILE).parent, os.W_OK):
        raise NotWell("MESSAGE_FILE lies in a folder that cannot be written. Choose another, or its owner.")
    return f"by {backend}; nothing was sent"


def _copy(path: Path) -> str:
    folder = path.parent
    if not os.access(folder, os.W_OK | os.X_OK):
        raise NotWell("The folder of SNAPSHOT_PATH cannot be written. Give it to the user of the service.")
    if not path.exists():
        return "not there yet; the first worker writes it"
    owner = path.stat().st_uid
    if owner != os.geteuid():
        raise NotWell(
            "Another user owns the file of SNAPSHOT_PATH. Run this as the user of the service; if you do, "
            "delete the file."
        )
    try:
        return f"version {read_copy(path).number}"
    except NoCopy as bad:
        raise NotWell(f"It cannot be used: {bad}. Delete it; a worker writes it anew.") from bad


def _clock(snapshot: Snapshot | None) -> str:
    now = timezone.now()
    if now < RELEASED:
        raise NotWell("The clock is behind this release. Set it, and keep it by NTP.")
    if timezone.localtime(now).utcoffset() != timedelta(hours=8):
        raise NotWell("TIME_ZONE is not Beijing's. Restore TIME_ZONE in cardservice/settings.py.")
    if snapshot is not None and snapshot.changed_at > now + CLOCKS_APART:
        raise NotWell("The clock is behind the last change of the catalogue. Set it, and keep it by NTP.")
    apart = abs(_clock_of_the_database() - timezone.now())
    if apart > CLOCKS_APART:
        raise NotWell(f"The database's clock is {apart.total_seconds():.0f} s away. Keep both by NTP.")
    return f"{timezone.localtime(now):%Y-%m-%d %H:%M} in Beijing"


def _clock_of_the_database() -> datetime:
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        told: datetime = cursor.fetchone()[0]
    return told


def _disk(copy: Path) -> str:
    folders = {copy.parent, Path(settings.PLACES_PATH).parent, Path(settings.BACKUP_DIR)}
    folders.add(Path(tempfile.gettempdir()))
    if connection.vendor == "sqlite":
        folders.add(Path(str(connection.settings_dict["NAME"])).parent)
    free = {folder: shutil.disk_usage(folder).free for folder in folders if folder.is_dir()}
    for folder, left in sorted(free.items()):
        if left < LEAST_FREE:
            raise NotWell(f"{left // 1024**2} MB are left where {folder} lies. Make room.")
    return f"{min(free.values()) // 1024**2} MB are free"


def _backup(folder: Path, now: datetime) -> str:
    made = manifests(folder)
    if not made:
        raise Soon("There is none. Run manage.py backup, and turn on its timer.")
    try:
        newest = read_manifest(made[-1])
    except BackupFailed as bad:
        raise NotWell(f"{bad} Run manage.py backup.") from bad
    at = timezone.localtime(datetime.fromisoformat(newest.made_at))
    if now - at > BACKUP_EVERY:
        raise Soon(
            f"The newest is of {at:%Y-%m-%d %H:%M}. Look at: journalctl -u card-service-points-backup, and "
            "whether its timer is on."
        )
    if not (folder / newest.file).is_file():
        raise NotWell(f"{newest.file} is gone, and its manifest is there. Run manage.py backup.")
    return f"of {at:%Y-%m-%d %H:%M}, {newest.rows} rows"
