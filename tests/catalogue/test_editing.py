"""What one person may change at once, what waits, and what is refused."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from locator.catalogue.editing import (
    Overtaken,
    Refused,
    edit,
    propose_closing,
    propose_opening,
    revision,
    verify,
)
from locator.catalogue.revision import revisions
from locator.models import Act, Offer, Outlet, Proposal
from locator.search.current import current, forget

CODE = "sample-a-01"


def stored(name):
    return Outlet.objects.values_list(name, flat=True).get(code=CODE)


def test_a_telephone_number_is_live_at_once_and_names_who_changed_it(clerk):
    outcome = edit(CODE, {"phones": ["0411-82345678"]}, by=clerk, seen=revision(CODE))

    assert stored("phones") == ["0411-82345678"]
    assert outcome.proposal is None
    row = Outlet.history.filter(code=CODE).latest("history_id")
    assert (row.act, row.act.by, row.history_user) == (outcome.act, clerk, clerk)


def test_what_is_equal_is_left_alone(clerk, outlet):
    before = Outlet.history.count()
    outcome = edit(CODE, {"hours": outlet.hours}, by=clerk, seen=None)

    assert (outcome.act, outcome.changed) == (None, ())
    assert Outlet.history.count() == before
    assert not Act.objects.exists()


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("name", "别的名字"), ("address", "别的地址"), ("latitude", 38.92), ("district", "210203"),
        ("town", "别的街道"), ("bank", "sample-b"),
    ],
)  # fmt: skip
def test_where_an_outlet_is_waits_for_a_second_person(clerk, outlet, fact, value):
    before = stored(fact)
    outcome = edit(CODE, {fact: value}, by=clerk, seen=None)

    assert stored(fact) == before
    assert outcome.act is None
    assert outcome.proposal.changes[0]["new"][fact] == value


def test_of_one_edit_the_harmless_part_is_live_and_the_rest_waits(clerk):
    outcome = edit(CODE, {"phones": ["12345"], "address": "别的地址"}, by=clerk, seen=None)

    assert stored("phones") == ["12345"]
    assert [change.fact for change in outcome.changed] == ["phones"]
    assert [change.fact for change in outcome.proposed] == ["address"]


def test_a_moved_point_takes_its_source_along_and_says_how_far(clerk, outlet):
    outcome = edit(
        CODE,
        {"latitude": outlet.latitude + 0.01, "position_source": "staff"},
        by=clerk,
        seen=None,
    )
    assert {change.fact for change in outcome.proposed} == {"latitude", "position_source"}
    assert 1100 < outcome.proposed[0].metres < 1120


@pytest.mark.parametrize(
    ("values", "fact"),
    [
        ({"phones": ["12"]}, "phones"),
        ({"hours": "when we like"}, "hours"),
        ({"hours": ""}, "hours"),
        ({"replace.hours": "Mo-Fr 25:00"}, "replace.hours"),
        ({"latitude": None}, "latitude"),
        ({"status": "suspended", "status_reason": "装修"}, "status_from"),
        ({"status": "suspended", "status_from": date(2026, 12, 1)}, "status_reason"),
        ({"status": "suspended", "status_from": date(2026, 12, 2), "status_until": date(2026, 12, 1),
          "status_reason": "装修"}, "status_until"),
        ({"pin.suspended_until": date(2026, 12, 1)}, "pin.suspended_from"),
        ({"pin.suspended_from": date(2026, 12, 2), "pin.suspended_until": date(2026, 12, 1)},
         "pin.suspended_until"),
        ({"verified_on": date(2199, 1, 1)}, "verified_on"),
        ({"machine_down_since": date(2199, 1, 1)}, "machine_down_since"),
        ({"district": "210299"}, "district"),
        ({"status": "moved"}, "status"),
        ({"name": ""}, "name"),
        ({"longitude": 181.0}, "longitude"),
        ({"latitude": float("nan")}, "latitude"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_by_name_and_changes_nothing(clerk, values, fact):
    before = Outlet.objects.filter(code=CODE).values().get()
    with pytest.raises(Refused) as refused:
        edit(CODE, {"phones": ["12345"], **values}, by=clerk, seen=None)

    assert fact in refused.value.errors
    assert all(refused.value.errors[fact])
    assert Outlet.objects.filter(code=CODE).values().get() == before
    assert not Proposal.objects.exists()


def test_all_errors_are_said_at_once(clerk):
    with pytest.raises(Refused) as refused:
        edit(CODE, {"phones": ["12"], "hours": "?", "card_hours": "??"}, by=clerk, seen=None)
    assert set(refused.value.errors) == {"phones", "hours", "card_hours"}


def test_an_unknown_fact_is_a_programming_error(clerk):
    with pytest.raises(KeyError):
        edit(CODE, {"opening": "now"}, by=clerk, seen=None)


def test_a_suspension_that_ends_loses_its_dates_and_reason(clerk):
    first = timezone.localdate()
    edit(
        CODE,
        {"status": "suspended", "status_from": first, "status_reason": "装修"},
        by=clerk,
        seen=None,
    )
    edit(CODE, {"status": "open"}, by=clerk, seen=None)
    assert (stored("status_from"), stored("status_reason")) == (None, "")


def test_the_second_of_two_people_is_shown_what_the_first_one_changed(clerk, colleague):
    seen = revision(CODE)
    edit(CODE, {"phones": ["12345"]}, by=clerk, seen=seen)

    with pytest.raises(Overtaken) as overtaken:
        edit(CODE, {"hours": "Mo-Fr 09:00-16:00"}, by=colleague, seen=seen)

    assert [(each.fact, each.new) for each in overtaken.value.changes] == [("phones", ["12345"])]
    assert overtaken.value.by_name == "clerk-a"
    edit(CODE, {"hours": "Mo-Fr 09:00-16:00"}, by=colleague, seen=overtaken.value.seen)
    assert (stored("hours"), stored("phones")) == ("Mo-Fr 09:00-16:00", ["12345"])


def test_a_change_of_a_service_overtakes_as_well(clerk, colleague):
    seen = revision(CODE)
    edit(CODE, {"pin.note": "二楼"}, by=clerk, seen=seen)
    with pytest.raises(Overtaken) as overtaken:
        edit(CODE, {"pin.note": "三楼"}, by=colleague, seen=seen)
    assert [each.fact for each in overtaken.value.changes] == ["pin.note"]


@pytest.mark.parametrize("seen", ["", "1.2", "a.b.c", "1.2.99999999999999999999999"])
def test_a_mark_that_never_was_one_is_taken_for_an_old_one(clerk, seen):
    with pytest.raises(Overtaken):
        edit(CODE, {"phones": ["12345"]}, by=clerk, seen=seen)


def test_of_two_who_save_what_they_saw_at_the_same_moment_one_is_shown_the_other(transactional_people, race):
    clerk, colleague = transactional_people
    seen = revision(CODE)
    done = race(
        lambda: edit(CODE, {"phones": ["12345"]}, by=clerk, seen=seen),
        lambda: edit(CODE, {"phones": ["0411-82345678"]}, by=colleague, seen=seen),
    )
    assert sorted(type(each).__name__ for each in done) == ["Outcome", "Overtaken"]


def test_without_the_mark_the_last_one_wins_unseen(transactional_people, race):
    clerk, colleague = transactional_people
    done = race(
        lambda: edit(CODE, {"phones": ["12345"]}, by=clerk, seen=None),
        lambda: edit(CODE, {"phones": ["0411-82345678"]}, by=colleague, seen=None),
    )
    assert [type(each).__name__ for each in done] == ["Outcome", "Outcome"]


def test_one_press_verifies_many_outlets_once(clerk):
    codes = list(Outlet.objects.filter(bank="sample-a").values_list("code", flat=True))
    done = verify(dict.fromkeys(codes, ""), by=clerk).act

    today = timezone.localdate()
    assert set(Outlet.objects.filter(code__in=codes).values_list("verified_on", flat=True)) == {today}
    assert Outlet.history.filter(act=done).count() >= len(codes) - 1
    assert verify(dict.fromkeys(codes, ""), by=clerk).act is None


def test_what_somebody_has_changed_since_is_not_verified_and_the_others_are(clerk, colleague):
    Outlet.objects.update(verified_on=None)
    codes = ["sample-a-01", "sample-a-02"]
    seen = revisions(codes)
    edit("sample-a-02", {"phones": ["0411-82345678"]}, by=colleague, seen=None)
    done = verify(seen, by=clerk)
    assert (done.count, done.overtaken) == (1, ("sample-a-02",))
    assert Outlet.objects.get(code="sample-a-01").verified_on == timezone.localdate()
    assert Outlet.objects.get(code="sample-a-02").verified_on is None
    assert verify(revisions(codes), by=clerk).count == 1


def test_a_change_is_in_the_answers_within_a_second(clerk, settings):
    settings.SNAPSHOT_CHECK_SECONDS = 0.0
    forget()
    assert current().snapshot.outlet(CODE).phones != ("12345",)
    edit(CODE, {"phones": ["12345"]}, by=clerk, seen=None)
    assert current().snapshot.outlet(CODE).phones == ("12345",)


NEW = {
    "code": "sample-a-99", "bank": "sample-a", "name": "新网点", "district": "210202", "address": "某路 1 号",
    "hours": "Mo-Fr 08:30-16:30", "source": "银行通知", "replace.cards": "own-bank",
}  # fmt: skip


def test_a_new_outlet_waits_for_a_second_person(manager):
    proposal = propose_opening(NEW, by=manager)
    assert not Outlet.objects.filter(code="sample-a-99").exists()
    assert proposal.kind == "open"
    assert proposal.changes[0]["new"]["name"] == "新网点"


@pytest.mark.parametrize(
    ("values", "fact"),
    [({"code": "sample-a-01"}, "code"), ({"code": "有字"}, "code"), ({"name": ""}, "name"),
     ({"hours": "??"}, "hours"), ({"bank": "nobody"}, "bank")],
)  # fmt: skip
def test_a_new_outlet_with_a_wrong_fact_is_refused(manager, values, fact):
    with pytest.raises(Refused) as refused:
        propose_opening(NEW | values, by=manager)
    assert fact in refused.value.errors


def test_a_code_that_waits_already_is_refused(manager):
    propose_opening(NEW, by=manager)
    with pytest.raises(Refused):
        propose_opening(NEW, by=manager)


def test_closing_for_good_waits_for_a_second_person(clerk):
    tomorrow = timezone.localdate() + timedelta(days=1)
    proposal = propose_closing(CODE, day=tomorrow, reason="迁址", by=clerk)
    assert proposal.kind == "close"
    assert stored("status") == "open"


def test_a_second_change_of_what_waits_is_refused(clerk, colleague):
    edit(CODE, {"address": "某路 1 号"}, by=clerk, seen=None)
    with pytest.raises(Refused) as refused:
        edit(CODE, {"address": "某路 2 号"}, by=colleague, seen=None)
    assert "address" in refused.value.errors


def test_machine_and_stock_follow_at_once(clerk):
    edit(CODE, {"cards_in_stock": False}, by=clerk, seen=None)
    snapshot = current().snapshot
    replace = snapshot.outlet(CODE).offers["replace"]
    assert str(replace.timetable.status(timezone.now()).state) == "closed"
    assert Offer.objects.filter(outlet=CODE).count() == 6
