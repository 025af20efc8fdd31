"""What the database refuses about applications by post and messages, whoever asks."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from locator.models import ApplicationBatch, MailApplication, OutgoingMessage


def application(outlet, **values):
    number = MailApplication.objects.count()
    sound = {
        "reference": f"R{number}", "submission_token": f"t{number}", "kind": "first", "bank": outlet.bank,
        "state_since": timezone.now(), "language": "zh-hans", "personal": b"x", "person": "p", "consents": {},
    }  # fmt: skip
    MailApplication.objects.create(**sound | values)


def another_of_the_same_person(outlet, **values):
    application(outlet)
    application(outlet, **values)


def batch(outlet, **values):
    ApplicationBatch.objects.create(**{"kind": "making", "bank": outlet.bank, "by_name": "x"} | values)


def message(outlet, **values):
    sound = {"topic": "posted", "language": "en", "telephone": b"x", "next_try_at": timezone.now()}
    OutgoingMessage.objects.create(**sound | values)


ERASED = {"redacted_at": timezone.now(), "personal": None, "person": ""}
BROKEN = {
    "application_state_known": [(application, {"state": "lost"})],
    "application_kind_known": [(application, {"kind": "gift"})],
    "application_reissue_has_a_reason": [
        (application, {"kind": "reissue"}), (application, {"reissue_reason": "lost"}),
    ],
    "application_one_open_per_person": [(another_of_the_same_person, {})],
    "application_erased_or_whole": [
        (application, {"personal": None}),
        (application, {"state": "withdrawn", "redacted_at": timezone.now()}),
        (application, ERASED | {"state": "withdrawn", "photo": b"x"}),
        (application, ERASED | {"state": "withdrawn", "person": "p"}),
    ],
    "application_erased_when_ended": [(application, ERASED)],
    "application_posted_with_a_number": [
        (application, {"state": state}) for state in ("posted", "delivered", "returned")
    ],
    "batch_kind_known": [(batch, {"kind": "burning"})],
    "message_waits_with_a_telephone": [(message, {"telephone": None})],
    "message_keeps_no_secret_longer": [
        (message, {"next_try_at": None}),
        (message, {"next_try_at": None, "telephone": None, "secret": b"x"}),
    ],
    "message_sent_or_waiting": [(message, {"sent_at": timezone.now()})],
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


def test_the_sound_rows_are_accepted(outlet):
    application(outlet)
    application(outlet, person="q", kind="reissue", reissue_reason="lost")
    application(outlet, state="delivered", ems_number="1" * 13)
    application(outlet, state="delivered", **ERASED)
    application(outlet, state="withdrawn")
    batch(outlet)
    message(outlet)
    message(outlet, telephone=None, next_try_at=None, sent_at=timezone.now())
