"""Taking an application under a key that a program chose: sent again it is the same, and no other."""

from __future__ import annotations

import hmac
import json
from typing import TYPE_CHECKING

from django.db import transaction

from locator.models import MailApplication

from .drafts import Draft, keep_draft, read_draft
from .prepared import keep_photo, prepared
from .secrecy import fingerprint, fingerprints
from .submit import Submitted, submit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .facts import PersonalFacts
    from .submit import Wanted

KEYED, CONTENT = "keyed-submission", "keyed-content"


class OtherContentError(Exception):
    """The key has been used with another content, or so long ago that nobody can tell any more."""


def sent_before(token: str, key: str, content: Mapping[str, str]) -> MailApplication | None:
    """Return the application that was taken under this token and key; raises OtherContentError."""
    marks = fingerprints(_both(token, key), KEYED)
    first = MailApplication.objects.select_related("bank").filter(submission_token__in=marks).first()
    if first is not None and not _is_the_same(token, key, content):
        raise OtherContentError
    return first


def submit_once(
    facts: PersonalFacts,
    wanted: Wanted,
    *,
    token: str,
    key: str,
    content: Mapping[str, str],
    photo: bytes | None,
) -> Submitted:
    """Take an application whose facts were looked over, once for each token and key.

    The token is in the mark, so that nobody meets the key of somebody else. Raises OtherContentError, and
    what ``submit`` raises. The photo is erased with the same commit, and what stays of the content for a day
    is a fingerprint.
    """
    with transaction.atomic():
        done = submit(facts, wanted, token=fingerprint(_both(token, key), KEYED), photo=photo)
        if done.is_new:
            keep_draft(Draft(_both(token, key), {CONTENT: fingerprint(_as_text(content), CONTENT)}))
            if (draft := prepared(token)) is not None:
                keep_photo(draft, None)
    if not done.is_new and not _is_the_same(token, key, content):
        raise OtherContentError
    return done


def _is_the_same(token: str, key: str, content: Mapping[str, str]) -> bool:
    kept = read_draft(_both(token, key))
    then = kept.answers.get(CONTENT, "") if kept else ""
    return any(hmac.compare_digest(then, now) for now in fingerprints(_as_text(content), CONTENT))


def _as_text(content: Mapping[str, str]) -> str:
    """Write a content so that the order of its fields, and those left empty, make no difference."""
    return json.dumps({name: text for name, text in content.items() if text}, sort_keys=True)


def _both(token: str, key: str) -> str:
    return f"keyed:{token}:{key}"
