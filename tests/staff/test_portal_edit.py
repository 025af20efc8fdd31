"""Changing facts in the portal: live at once, refused with reasons, overtaken by a colleague, or waiting."""

from datetime import date

import pytest

from locator.models import Act, Offer, Outlet, Proposal, Role
from locator.search.current import forget
from locator.staff.portal.groups import GROUPS
from tests.staff.conftest import BANK, words

CODE, THEIRS = "sample-a-02", "sample-b-01"
PAGE = f"/en/staff/outlets/{CODE}/"


def address(group, code=CODE):
    return f"/en/staff/outlets/{code}/edit/{group}/"


def typed(client, group, **changes):
    """Return what the form of a group sends when only some fields are typed over."""
    response = client.get(address(group))
    form = response.context["form"]
    sent = {"seen": response.context["seen"]}
    for name in form.fields:
        value = form[name].value()
        if value is True:
            sent[name] = "on"
        elif value not in {False, None}:
            sent[name] = str(value)
    return {**sent, **changes}


def outlet():
    return Outlet.objects.get(code=CODE)


def offer(service):
    return Offer.objects.get(outlet=CODE, service=service)


def test_every_group_of_facts_has_its_page(clerk, as_):
    browser = as_(clerk)
    paths = [f"{language}/staff/outlets/{CODE}/edit/{group}/" for language in ("", "/en") for group in GROUPS]
    assert {path: code for path in paths if (code := browser.get(path).status_code) != 200} == {}


def test_a_form_sent_as_it_came_changes_nothing(clerk, as_):
    client, acts, wrong = as_(clerk), Act.objects.count(), {}
    # The two suspensions ask for a first day and a reason.
    for group in (slug for slug in GROUPS if not slug.startswith("suspen")):
        status = client.post(address(group), typed(client, group)).status_code
        if status != 302 or Act.objects.count() != acts or Proposal.objects.exists():
            wrong[group] = status
    assert wrong == {}


def test_phones_are_typed_one_a_line_and_live_at_once(clerk, as_):
    client = as_(clerk)
    sent = typed(client, "contact", phones="12333\r\n ０４１１－82634567 \r\n")
    said = client.post(address("contact"), sent, follow=True)
    assert outlet().phones == ["12333", "0411-82634567"]
    assert "Saved, and shown to residents from now on: Telephone numbers." in words(said)


def test_a_name_waits_for_a_second_person_while_the_rest_is_live(clerk, as_):
    client, before = as_(clerk), outlet().name
    sent = typed(client, "address", name="示例银行甲新名网点", functional_area="高新园区")
    said = client.post(address("address"), sent, follow=True)
    assert (outlet().name, outlet().functional_area) == (before, "高新园区")
    assert "Waits for a second person before residents see it: Name." in words(said)
    assert "示例银行甲新名网点" in words(client.get(PAGE))


def test_services_are_set_row_by_row(clerk, as_):
    client = as_(clerk)
    sent = typed(
        client, "services", **{"pin.cards": "own-bank", "apply.who": "proxy", "pin.note": "请先取号"}
    )
    del sent["replace.available"]
    client.post(address("services"), sent)
    assert (offer("pin").cards, offer("pin").note) == ("own-bank", "请先取号")
    assert offer("apply").who == "proxy"
    assert not offer("replace").available


def test_accessibility_that_nobody_has_looked_at_can_be_said_and_unsaid(clerk, as_):
    client = as_(clerk)
    client.post(address("accessibility"), typed(client, "accessibility", step_free="no", hearing_loop="yes"))
    assert (outlet().step_free, outlet().hearing_loop) == (False, True)
    client.post(address("accessibility"), typed(client, "accessibility", step_free=""))
    assert outlet().step_free is None


def test_a_service_is_suspended_from_a_day_to_a_day_and_the_suspension_ended_with_one_press(clerk, as_):
    client = as_(clerk)
    dates = {
        "pin.suspended_from": "2026-12-01",
        "pin.suspended_until": "2026-12-05",
        "pin.suspension_reason": "密码键盘维修",
    }
    client.post(address("suspend-pin"), typed(client, "suspend-pin", **dates))
    assert (offer("pin").suspended_from, offer("pin").suspended_until) == (
        date(2026, 12, 1),
        date(2026, 12, 5),
    )
    assert "密码键盘维修" in words(client.get(PAGE))
    client.post(f"{PAGE}resume/", {"what": "pin"})
    assert (offer("pin").suspended_from, offer("pin").suspension_reason) == (None, "")


def test_the_outlet_is_suspended_and_opened_again(clerk, as_):
    client = as_(clerk)
    client.post(
        address("suspension"),
        typed(
            client, "suspension", status_from="2026-12-01", status_reason="装修", status_until="2026-12-20"
        ),
    )
    assert outlet().status == "suspended"
    client.post(f"{PAGE}resume/", {"what": "outlet"})
    assert (outlet().status, outlet().status_from) == ("open", None)


@pytest.mark.parametrize(
    ("now", "fact", "value"),
    [
        ("down", "machine_down_since", date.today()),  # noqa: DTZ011 - whichever day the test runs
        ("works", "machine_down_since", None),
        ("out", "cards_in_stock", False),
        ("back", "cards_in_stock", True),
    ],
)
def test_the_state_of_machine_and_cards_is_one_press(clerk, as_, now, fact, value):
    Outlet.objects.filter(code=CODE).update(
        machine_down_since=date(2026, 11, 1) if now == "works" else None, cards_in_stock=now != "back"
    )
    as_(clerk).post(f"{PAGE}cards/", {"now": now})
    assert getattr(outlet(), fact) == value


@pytest.mark.parametrize("path", ["cards/", "resume/"])
@pytest.mark.parametrize("sent", [{}, {"now": "x", "what": "y"}])
def test_a_press_that_says_nothing_known_changes_nothing(clerk, as_, path, sent):
    acts = Act.objects.count()
    assert as_(clerk).post(f"{PAGE}{path}", sent).status_code == 404
    assert Act.objects.count() == acts


WRONG = [
    ("contact", {"phones": "12333\nhello"}, "hello is not a telephone number"),
    ("address", {"name": ""}, "Fill this in."),
    ("address", {"district": "110101"}, "110101"),
    ("cards", {"machine_down_since": "2999-01-01"}, "This day has not come yet"),
    ("cards", {"machine_down_since": "soon"}, "Enter a day, such as 2026-11-30."),
    ("notice", {"notice": "长" * 301}, "300"),
    (
        "suspension",
        {"status_from": "2026-12-05", "status_until": "2026-12-01", "status_reason": "装修"},
        "The last day lies before the first.",
    ),
    ("suspension", {"status_from": "", "status_reason": ""}, "Fill this in."),
    ("suspend-pin", {"pin.suspended_from": "", "pin.suspension_reason": "x"}, "Fill this in."),
    ("services", {"pin.cards": "nobody"}, "nobody"),
    ("accessibility", {"step_free": "perhaps"}, "perhaps"),
    ("contact", {"landmark_note": "a\x00b"}, "Null characters"),
]


def test_what_is_wrong_is_said_beside_its_field_and_nothing_changes(clerk, as_):
    client, acts, unsaid = as_(clerk), Act.objects.count(), []
    for group, wrong, said in WRONG:
        response = client.post(address(group), typed(client, group, **wrong))
        targets = [line.target for line in response.context["form"].error_lines]
        told = response.status_code == 422 and said in words(response)
        beside = targets and all(f'id="{target}"' in response.content.decode() for target in targets)
        if not (told and beside and Act.objects.count() == acts):
            unsaid.append((group, wrong))
    assert unsaid == []


@pytest.fixture
def colleague(hire):
    return hire("colleague", Role.CLERK, BANK)


def test_the_second_of_two_people_sees_the_firsts_change_and_loses_nothing_typed(clerk, colleague, as_):
    first, second = as_(colleague), as_(clerk)
    one, two = (
        typed(first, "contact", phones="0411-82634567"),
        typed(second, "contact", landmark_note="三号门旁"),
    )
    assert first.post(address("contact"), one).status_code == 302

    shown = second.post(address("contact"), two)
    assert shown.status_code == 409
    assert "colleague changed this outlet" in words(shown)
    assert "0411-82634567" in words(shown)
    assert shown.context["form"]["landmark_note"].value() == "三号门旁"
    assert outlet().landmark_note != "三号门旁"

    again = typed_again(shown)
    assert second.post(address("contact"), again).status_code == 302
    # What the second had not touched stays as the first has put it.
    assert (outlet().landmark_note, outlet().phones) == ("三号门旁", ["0411-82634567"])


def typed_again(shown):
    form = shown.context["form"]
    return {"seen": shown.context["seen"], **{name: form[name].value() or "" for name in form.fields}}


def test_where_both_typed_into_one_field_the_seconds_words_are_kept_and_saved(clerk, colleague, as_):
    first, second = as_(colleague), as_(clerk)
    one, two = (
        typed(first, "contact", phones="0411-82634567"),
        typed(second, "contact", phones="0411-82630000"),
    )
    first.post(address("contact"), one)
    shown = second.post(address("contact"), two)
    assert shown.context["form"]["phones"].value() == "0411-82630000"
    second.post(address("contact"), typed_again(shown))
    assert outlet().phones == ["0411-82630000"]


def test_a_form_whose_mark_was_tampered_with_is_shown_again_not_saved(clerk, as_):
    client = as_(clerk)
    sent = typed(client, "contact", landmark_note="三号门旁")
    for seen in ("", "0.0.0", "x", "9" * 400, "1.2"):
        assert client.post(address("contact"), sent | {"seen": seen}).status_code == 409, seen
        assert outlet().landmark_note != "三号门旁", seen


PAGES = ["", "edit/contact/", "edit/address/", "close/", "cards/", "resume/", "verify/"]


SENT = {"now": "down", "what": "pin"}


def test_another_banks_outlet_is_not_there(clerk, manager, as_):
    there = {}
    for user in (clerk, manager):
        browser = as_(user)
        for path in PAGES:
            page = f"/en/staff/outlets/{THEIRS}/{path}"
            got, posted = (ask(page, SENT).status_code for ask in (browser.get, browser.post))
            if got not in {404, 405} or posted not in ({404} if path else {404, 405}):
                there[user.username, path] = got, posted
    assert there == {}


def test_an_outlet_that_a_clerk_does_not_keep_is_not_there(hire, as_):
    some = as_(hire("some", Role.CLERK, BANK, only=("sample-a-01",)))
    there = {}
    for path in PAGES:
        statuses = {ask(f"{PAGE}{path}", SENT).status_code for ask in (some.get, some.post)}
        if not statuses <= {404, 405}:
            there[path] = statuses
    assert there == {}
    assert outlet().machine_down_since is None


def test_a_group_that_does_not_exist_is_not_there(clerk, as_):
    assert as_(clerk).get(address("nonsense")).status_code == 404


def test_a_remark_is_for_colleagues_and_on_no_page_of_residents(clerk, as_, client):
    browser = as_(clerk)
    assert (
        browser.post(address("remark"), typed(browser, "remark", remark="对接人每周三来")).status_code == 302
    )
    forget()
    assert "对接人每周三来" in words(browser.get(PAGE))
    for path in (f"/outlets/{CODE}/", f"/api/v1/outlets/{CODE}/"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "对接人每周三来" not in answer.text
