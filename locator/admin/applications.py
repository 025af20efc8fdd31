"""Applications by post: to be counted and followed here, masked, and worked on in the staff pages alone."""

from __future__ import annotations

from django.contrib import admin
from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from locator.applications.facts import ErasedError, opened
from locator.applications.masking import masked
from locator.applications.secrecy import UnreadableError
from locator.models import (
    ApplicationBatch,
    ApplicationDraft,
    ApplicationEvent,
    MailApplication,
    OutgoingMessage,
    PhoneProof,
)

from .looked_at import LookedAt, ReadOnly

MOST_COUNTED = 10_000


class OfMillions(Paginator):
    """Counts no further than somebody turns pages; an older application is found by its reference."""

    @cached_property
    def count(self) -> int:
        return len(self.object_list.order_by().values_list("pk")[:MOST_COUNTED])


class EventInline(ReadOnly, admin.TabularInline):
    """What happened to the application, with the names of fields and never a value."""

    model = ApplicationEvent
    fields = readonly_fields = ("at", "action", "state", "fields", "reasons", "by_name")
    extra = 0


@admin.register(MailApplication)
class MailApplicationAdmin(LookedAt):
    """Who wants what is masked; the whole is opened in the queue, where every opening is an event."""

    inlines = (EventInline,)
    list_display = ("reference", "kind", "bank", "state", "submitted_at", "state_since", "redacted_at")
    # No language: to offer those that there are, each page would read every row.
    list_filter = ("state", "kind", "bank")
    list_select_related = ("bank",)
    search_fields = ("reference",)
    ordering = ("-id",)
    paginator = OfMillions
    fields = (
        "reference", "kind", "reissue_reason", "bank", "state", "submitted_at", "state_since", "claimed_by",
        "language", "consents", "reasons", "erase_at_end", "redacted_at", "applicant",
    )  # fmt: skip
    readonly_fields = ("applicant",)

    @admin.display(description=_("Applicant, masked"))
    def applicant(self, application: MailApplication) -> str:
        try:
            shown = masked(opened(application))
        except ErasedError:
            return str(_("erased"))
        except UnreadableError:
            return str(_("No key opens it: FIELD_KEYS lacks the one that it was written with."))
        return format_html_join(" · ", "{}", ((value,) for value in shown.values()))


@admin.register(ApplicationBatch)
class ApplicationBatchAdmin(LookedAt):
    """Which applications one press moved together."""

    list_display = ("id", "kind", "bank", "at", "by_name")
    list_filter = ("kind", "bank")
    list_select_related = ("bank",)
    search_fields = ("by_name",)
    fields = ("kind", "bank", "at", "by_name", "applications")


@admin.register(OutgoingMessage)
class OutgoingMessageAdmin(LookedAt):
    """What is to be sent, was sent, or could not be; the telephone is never shown."""

    list_display = ("id", "topic", "reference", "language", "created_at", "tries", "sent_at", "failure")
    list_filter = ("topic", "language", "sent_at")
    search_fields = ("reference",)
    fields = ("topic", "reference", "language", "created_at", "next_try_at", "tries", "sent_at", "failure")
    date_hierarchy = "created_at"


@admin.register(ApplicationDraft)
class ApplicationDraftAdmin(LookedAt):
    """That somebody is filling in a form; what they type is theirs alone."""

    list_display = ("key", "expires_at")
    fields = ("key", "expires_at")


@admin.register(PhoneProof)
class PhoneProofAdmin(LookedAt):
    """That a code was sent, and how often it was tried; neither telephone nor code can be told from it."""

    list_display = ("key", "tries", "expires_at", "proved_at")
    fields = ("key", "tries", "expires_at", "proved_at")
