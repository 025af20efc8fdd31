"""What other functions write is listed and found in the admin, and cannot be edited past them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from locator.admin.looked_at import LookedAt
from locator.applications.facts import sealed
from locator.models import (
    Act,
    ApplicationBatch,
    ApplicationDraft,
    ApplicationEvent,
    Bank,
    CatalogueVersion,
    District,
    GeocodedAddress,
    Invitation,
    MailApplication,
    MapBorder,
    MapDoor,
    MapPlace,
    OutgoingMessage,
    Outlet,
    PhoneProof,
    Proposal,
    RateCounter,
    Report,
    Role,
    SearchCount,
    StaffEvent,
    StaffMember,
    StreetMap,
    StreetMapImport,
    Upload,
    Visit,
)
from tests.applications.people import PHONE, grown_up

MODELS = [model for model, found in admin.site._registry.items() if isinstance(found, LookedAt)]


def rows(numbers: range) -> None:
    """Make one of each for each number, of a person, a bank and an outlet of its own."""
    now, today = timezone.now(), timezone.localdate()
    for number in numbers:
        bank = Bank.objects.create(code=f"b-{number}", name=f"银行{number}", short_name="行")
        user = get_user_model().objects.create_user(f"user-{number}", password=None)
        facts = {"name": "x", "address": "x", "hours": "Mo-Fr 09:00-16:00", "source": "test"}
        outlet = Outlet.objects.create(
            code=f"o-{number}", bank=bank, district=District.objects.all()[number % 10], **facts
        )
        StaffMember.objects.create(user=user, role=Role.MANAGER, bank=bank)
        StaffEvent.objects.create(by=user, by_name=str(user), action="invited", bank=bank)
        Invitation.objects.create(name="x", bank=bank, invited_by=user, expires_at=now + timedelta(days=1))
        Act.objects.create(by=user, by_name=str(user), how=Act.How.PORTAL)
        Proposal.objects.create(kind="change", bank=bank, changes=[], proposed_by=user)
        key = {"token": f"t-{number}", "outlet": outlet}
        Report.objects.create(**key, reference=f"r-{number}", about="hours", due_on=today)
        Visit.objects.create(**key, service="apply", day=today, done=True)
        SearchCount.objects.create(day=today, kind="nothing-found", outlet=outlet.code, hits=1)
        Upload.objects.create(by=user, bank=bank, file_name="网点.csv", content=b"secret")
        application = MailApplication.objects.create(
            reference=f"r-{number}", submission_token=f"t-{number}", kind="first", bank=bank, state_since=now,
            language="en", personal=sealed(grown_up()), person=f"p-{number}", consents={},
        )  # fmt: skip
        ApplicationEvent.objects.create(application=application, action="submitted", state="submitted")
        ApplicationBatch.objects.create(kind="making", bank=bank, by_name="x").applications.add(application)
        OutgoingMessage.objects.create(topic="posted", language="en", telephone=b"secret", next_try_at=now)
        ApplicationDraft.objects.create(key=f"k-{number}", answers=b"secret", expires_at=now)
        street_map = StreetMap.objects.create(
            code=f"m-{number}", kind="table", attribution="x", licence="x", imported_at=now
        )
        StreetMapImport.objects.create(street_map=street_map, added=number)
        of_map = {"street_map": street_map, "ref": "way/1", "district": outlet.district}
        spot = {"latitude": 38.9, "longitude": 121.6}
        MapPlace.objects.create(**of_map, **spot, name="x", kind="road", radius_m=100)
        MapDoor.objects.create(**of_map, **spot, street="x", number="1")
        MapBorder.objects.create(street_map=street_map, district=outlet.district, rings="[]")
        GeocodedAddress.objects.create(key=f"k-{number}", provider="amap", expires_at=now)
        PhoneProof.objects.create(key=f"k-{number}", code="secret", expires_at=now)
        RateCounter.objects.create(key=f"sign-in:{number}", hits=1, ends_at=now)


def listing(model: Any) -> str:
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/"


def test_all_that_other_functions_write_is_listed() -> None:
    written = {
        Act, ApplicationBatch, ApplicationDraft, CatalogueVersion, Invitation, MailApplication,
        OutgoingMessage, PhoneProof,
        Proposal, RateCounter, Report, SearchCount, StaffEvent, StaffMember, Upload, Visit,
        GeocodedAddress, MapBorder, MapDoor, MapPlace, StreetMap, StreetMapImport,
    }  # fmt: skip
    assert set(MODELS) == {*written, get_user_model()}


def test_every_model_of_the_locator_has_its_place_in_the_administration() -> None:
    registered = set(admin.site._registry)
    beside = {inline.model for found in admin.site._registry.values() for inline in found.inlines}
    histories = {model for model in apps.get_models() if model.__name__.startswith("Historical")}
    missing = set(apps.get_app_config("locator").get_models()) - registered - beside - histories
    assert missing == set()


def test_no_page_of_another_package_changes_accounts_past_the_staff_pages() -> None:
    assert {model._meta.app_label for model in admin.site._registry} == {"locator", "auth"}
    assert [model for model in admin.site._registry if model._meta.app_label == "auth"] == [get_user_model()]


@pytest.mark.usefixtures("no_looks")
@pytest.mark.parametrize("query", [{}, {"q": "1"}], ids=["all", "searched"])
def test_a_list_asks_as_often_for_many_rows_as_for_few(administrator: Any, query: dict[str, str]) -> None:
    def queries(model: Any) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert administrator.get(listing(model), query).status_code == 200
        return len(captured)

    rows(range(2))
    # A worker looks at the catalogue once: that is no cost of the list.
    few = {model: min(queries(model) for _time in range(2)) for model in MODELS}
    rows(range(2, 10))
    many = {model: queries(model) for model in MODELS}
    assert few == many
    assert {model: number for model, number in few.items() if number > 14} == {}


def test_a_row_is_shown_and_neither_changed_nor_deleted(administrator: Any) -> None:
    rows(range(1))
    # The mark of a resident's form is nobody's to read.
    hidden = ["_save", "t-0", "secret", grown_up().name, grown_up().number, PHONE]
    wrong = {}
    for model in MODELS:
        row = model.objects.order_by("-pk").first()
        page, before = f"{listing(model)}{row.pk}/", list(model.objects.values())
        shown = administrator.get(f"{page}change/")
        answers = (
            shown,
            administrator.post(f"{page}change/", {"note": "x", "by_name": "x"}),
            administrator.post(f"{page}delete/", {"post": "yes"}),
            administrator.get(f"{listing(model)}add/"),
        )
        said = [answer.status_code for answer in answers]
        seen = [text for text in hidden if text in shown.text]
        changed = list(model.objects.values()) != before
        if said != [200, 403, 403, 403] or seen or changed:
            wrong[model.__name__] = said, seen, changed
    assert wrong == {}
