"""What is half done in the database: an application without its event, an import that got half through."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, OuterRef, Subquery

from locator.models import Act, CatalogueVersion, MailApplication, OutgoingMessage, Outlet


def half_taken() -> list[str]:
    """Return what is wrong with applications: each has its event and message, and no message is alone."""
    told = OutgoingMessage.objects.filter(topic="submitted", reference=OuterRef("reference"))
    counted = told.order_by().values("reference").annotate(count=Count("pk")).values("count")
    rows = MailApplication.objects.annotate(of_events=Count("events"), of_messages=Subquery(counted))
    wrong = [
        f"{reference} has {events} events and {messages or 0} messages"
        for reference, events, messages in rows.values_list("reference", "of_events", "of_messages")
        if (events, messages) != (1, 1)
    ]
    references = MailApplication.objects.values("reference")
    stray = OutgoingMessage.objects.filter(topic="submitted").exclude(reference__in=references)
    return wrong + [f"a message tells of {one.reference}, which there is not" for one in stray]


def half_imported(codes: Iterable[str]) -> list[str]:
    """Return what is wrong with imports that give these outlets one telephone each time."""
    wanted = sorted(codes)
    now = {str(phones) for phones in Outlet.objects.filter(code__in=wanted).values_list("phones", flat=True)}
    wrong = [f"{len(now)} versions in one catalogue"] if len(now) != 1 else []
    history = Outlet.history.model  # type: ignore[attr-defined]
    named = history.objects.filter(code__in=wanted, act__isnull=False).values_list("act").order_by()
    of_act = dict(named.annotate(Count("code", distinct=True)))
    wrong += [
        f"act {act} has {of_act.get(act, 0)} of {len(wanted)} outlets in the history"
        for act in Act.objects.order_by("pk").values_list("pk", flat=True)
        if of_act.get(act, 0) != len(wanted)
    ]
    last = history.objects.filter(act__isnull=False).order_by("-history_id").first()
    if last is not None and {str(last.phones)} != now:
        wrong.append("the last act in the history is not what the catalogue says")
    return wrong


def version() -> int:
    return CatalogueVersion.objects.get().number


def is_kept(shown: str) -> bool:
    """Tell whether what a process has shown is in the database: the reference of a receipt, or an act."""
    kind, _, what = shown.partition(" ")
    if kind == "receipt":
        return MailApplication.objects.filter(reference=what).exists()
    return Act.objects.filter(pk=int(what)).exists()
