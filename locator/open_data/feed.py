"""The changes of outlets as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import uuid5

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from locator.search.snapshot import Snapshot

from .changes import Change
from .columns import clean
from .hsds import OURS
from .licence import notes


class Feed(Atom1Feed):
    """An Atom feed that says when it last changed also while it is empty."""

    def __init__(self, *, changed_at: datetime, **about: Any) -> None:
        super().__init__(**about)
        self._changed_at = changed_at

    def latest_post_date(self) -> datetime:
        """Return when the newest entry was made, or the catalogue was changed where there is none."""
        return super().latest_post_date() if self.items else self._changed_at


def write_feed(
    changes: Iterable[Change], snapshot: Snapshot, *, page: str, feed: str, outlet: Callable[[str], str]
) -> str:
    """Return the feed in the language in force; ``outlet`` gives the address of an outlet's page."""
    language = get_language() or settings.LANGUAGE_CODE
    english = language.startswith("en")
    told = notes(snapshot)
    written = Feed(
        changed_at=snapshot.changed_at,
        title=_("Changes of the social security card outlets of Dalian"),
        subtitle=told.sample,
        description="",
        link=page,
        feed_url=feed,
        feed_guid=uuid5(OURS, f"changes/{language}").urn,
        feed_copyright="\n".join(told.lines),
        language=language,
        author_name=settings.OPERATOR_NAME,
    )
    for change in changes:
        name = (english and change.outlet.name_en) or change.outlet.name
        sample = _("Sample data: %(name)s") if change.outlet.bank.is_sample else "%(name)s"
        written.add_item(
            title=clean(sample % {"name": name}),
            link=outlet(change.outlet.code),
            description=format_html_join("", "<p>{}</p>", ((line,) for line in change.lines)),
            unique_id=change.key,
            updateddate=change.at,
        )
    return written.writeString("utf-8")
