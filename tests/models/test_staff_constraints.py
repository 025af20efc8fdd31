"""What the database refuses of staff, proposals, reports and counts, whoever asks."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone

from locator.models import (
    Act,
    GuideEntry,
    Invitation,
    Proposal,
    Report,
    SearchCount,
    StaffMember,
    Visit,
)

DAY = date(2026, 12, 1)


def somebody():
    return get_user_model().objects.get_or_create(username="somebody")[0]


def member(outlet, **values):
    StaffMember.objects.create(**{"user": somebody(), "role": "clerk", "bank": outlet.bank} | values)


def invitation(outlet, **values):
    sound = {"name": "新同事", "role": "clerk", "bank": outlet.bank, "expires_at": timezone.now()}
    Invitation.objects.create(**sound | values)


def act(outlet, **values):
    Act.objects.create(**{"how": "portal"} | values)


def undoing_itself(outlet):
    first = Act.objects.create(how="portal")
    row = Act.objects.create(how="undo", undoes=first)
    Act.objects.filter(pk=row.pk).update(undoes=row.pk)


def proposal(outlet, **values):
    sound = {"kind": "change", "bank": outlet.bank, "changes": [], "proposed_by": somebody()}
    Proposal.objects.create(**sound | values)


def decided_alone(outlet):
    proposal(outlet, state="accepted", decided_by=somebody(), decided_at=timezone.now())


def report(outlet, **values):
    sound = {"outlet": outlet, "reference": "A", "token": "a", "about": "hours", "due_on": DAY}
    Report.objects.create(**sound | values)


def visit(outlet, **values):
    Visit.objects.create(
        **{"token": "a", "outlet": outlet, "service": "apply", "day": DAY, "done": True} | values
    )


def counted_twice(outlet):
    for _ in range(2):
        SearchCount.objects.create(day=DAY, kind="nothing-found", district="210204")


def guide(outlet, **values):
    sound = {"service": "apply", "section": "who", "text": "本人", "text_en": "You", "checked_on": DAY}
    GuideEntry.objects.create(**sound | values)


BROKEN = {
    "staff_role_and_bank_agree": [
        (member, {"bank": None}), (member, {"role": "administrator"}), (member, {"role": "guest"}),
    ],
    "invitation_role_and_bank_agree": [(invitation, {"bank": None}), (invitation, {"role": "administrator"})],
    "invitation_used_or_withdrawn": [
        (invitation, {"used_at": timezone.now(), "withdrawn_at": timezone.now()}),
    ],
    "act_undo_names_what_it_undoes": [(act, {"how": "undo"})],
    "act_undoes_another": [(undoing_itself, {})],
    "proposal_decided_by_a_second_person": [(decided_alone, {})],
    "proposal_decided_or_waiting": [
        (proposal, {"state": "accepted"}), (proposal, {"decided_at": timezone.now()}),
    ],
    "proposal_refused_with_a_reason": [(proposal, {"state": "refused", "decided_at": timezone.now()})],
    "report_answered_with_an_outcome": [
        (report, {"outcome": "corrected"}), (report, {"answered_at": timezone.now()}),
    ],
    "visit_minutes_plausible": [(visit, {"minutes": 0}), (visit, {"minutes": 481})],
    "search_count_once_a_day_and_case": [(counted_twice, {})],
    "guide_service_known": [(guide, {"service": "hair-cut"})],
    "guide_section_known": [(guide, {"section": "gossip"})],
    "guide_audience_known": [(guide, {"audience": "tourists"})],
}  # fmt: skip
FIELDS = {
    constraint.name: getattr(constraint, "fields", ())
    for model in apps.get_app_config("locator").get_models()
    for constraint in model._meta.constraints
}


@pytest.mark.parametrize(
    ("name", "broken", "values"),
    [(name, broken, values) for name, ways in BROKEN.items() for broken, values in ways],
)
def test_the_database_refuses(outlet, name, broken, values):
    names = [name, *(f"UNIQUE constraint failed: .*{field}" for field in FIELDS[name][:1])]
    with pytest.raises(IntegrityError, match="|".join(names)), transaction.atomic():
        broken(outlet, **values)


@pytest.mark.parametrize("sound", [member, invitation, act, proposal, report, visit, guide])
def test_the_sound_row_is_accepted(outlet, sound):
    sound(outlet)
