"""Residents say how a visit went, without an account or a cookie, and others read it beside the promise."""

import re

import pytest
from django.db import OperationalError, connection
from django.test import Client

from locator.catalogue.form_tokens import new_token
from locator.models import Outlet, Report, Visit
from locator.search.current import current

CODE = "sample-a-02"
PAGE = f"/outlets/{CODE}/"
HERE = {"service": "apply", "done": "yes", "minutes": "7"}


def send(site, form="visit", token=None, **said):
    return site.post(f"{PAGE}{form}/", token=token or new_token(form, CODE), **said)


def visits(number):
    Visit.objects.bulk_create(
        Visit(token=f"{at}", outlet_id=CODE, service="apply", day="2026-11-01", done=at != 0, minutes=7)
        for at in range(number)
    )


def away(*args):
    raise OperationalError("the database is away")


def test_a_visit_is_told_without_an_account_or_a_cookie(site):
    token = re.search(r'name="token" value="([^"]+)"', site.get(f"{PAGE}visit/").source)[1]
    answer = send(site, token=token, **HERE)
    assert answer.status_code == 200
    assert f"{site.prefix}{PAGE}" in answer.source
    assert not site.client.cookies
    row = Visit.objects.get()
    assert (row.service, row.done, row.minutes, row.outlet_id) == ("apply", True, 7, CODE)


def test_no_token_of_a_cookie_is_needed(english):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(f"/en{PAGE}visit/", HERE | {"token": new_token("visit", CODE)})
    assert answer.status_code == 200


def test_a_second_press_counts_once_and_costs_nothing(english):
    token = new_token("visit", CODE)
    assert [send(english, token=token, **HERE).status_code for _ in range(8)] == [200] * 8
    assert Visit.objects.count() == 1


def test_whoever_went_away_with_nothing_is_led_to_the_report(english):
    assert f"/en{PAGE}report/" in send(english, service="pin", done="no").source


def test_what_is_missing_is_named_and_what_was_chosen_kept(english):
    answer = send(english, service="pin", minutes="many")
    assert answer.status_code == 422
    assert "Say whether it was done" in answer.words
    assert "whole number from 1 to 480" in answer.words
    assert 'value="pin" checked' in answer.source
    assert 'value="many"' in answer.source
    assert not Visit.objects.exists()


def test_a_token_of_another_outlet_is_none(english):
    answer = send(english, token=new_token("visit", "sample-a-03"), **HERE)
    assert answer.status_code == 422
    assert not Visit.objects.exists()


def test_one_connection_makes_no_outlets_name(english):
    assert [send(english, **HERE).status_code for _ in range(4)] == [200] * 3 + [429]


def test_mistakes_are_not_counted(english):
    assert {send(english, "report", about="").status_code for _ in range(12)} == {422}
    assert send(english, "report", about="hours").status_code == 200


def test_whoever_must_wait_is_told_whom_to_call(english):
    Outlet.objects.filter(code=CODE).update(phones=["0411-82634567"])
    answers = [send(english, "report", about="hours") for _ in range(6)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "tel:0411-82634567" in answers[-1].source
    assert "tel:12333" in answers[-1].source


def test_an_outlet_is_not_buried_under_reports(english):
    codes = [
        english.client.post(
            f"/en{PAGE}report/",
            {"token": new_token("report", CODE), "about": "hours"},
            REMOTE_ADDR=f"10.0.{number}.1",
        ).status_code
        for number in range(31)
    ]
    assert codes == [200] * 30 + [429]
    assert Report.objects.count() == 30


def test_four_visits_are_not_shown_and_five_are(english):
    visits(4)
    assert "Too few have told us yet" in english.get(PAGE).words
    Visit.objects.create(token="x", outlet_id=CODE, service="pin", day="2026-11-02", done=True)
    page = english.get(PAGE).words
    assert "Of 5 visits" in page
    assert "in 4 (80 %)" in page
    assert "7 minutes" not in page  # four of them are too few for a median


def test_the_median_stands_beside_the_promise(english):
    visits(5)
    page = english.get(PAGE).words
    assert "Half of 5 cards were made within 7 minutes; the promise is 5 minutes" in page


def test_the_outlets_page_asks_one_question_more(site, django_assert_num_queries):
    visits(5)
    current()
    with django_assert_num_queries(1):
        site.get(PAGE)


def test_with_the_database_away_the_outlets_page_does_without(site):
    visits(5)
    site.get(PAGE)
    with connection.execute_wrapper(away):
        page = site.get(PAGE)
    assert page.status_code == 200
    assert "0411" in page.words or CODE in page.source


@pytest.mark.parametrize("form", ["report", "visit"])
def test_with_the_database_away_nobody_is_told_that_it_was_taken(english, form):
    english.get(PAGE)
    with connection.execute_wrapper(away):
        assert english.get(f"{PAGE}{form}/").status_code == 200
        answer = send(english, form, about="hours", **HERE)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "press the button again in a minute" in answer.words


def test_what_the_site_says_now_stands_beside_each_choice(english):
    Outlet.objects.filter(code=CODE).update(phones=["0411-82634567"], step_free=False)
    page = english.get(f"{PAGE}report/").words
    assert "now: today " in page
    assert "now: 0411-82634567" in page
    assert "now: no step-free access" in page
    assert "Apply for a card" in page


def test_what_a_resident_wrote_is_in_no_log_and_no_address(english, caplog):
    caplog.set_level("DEBUG")
    answer = send(english, "report", about="other", text="三号窗口不办")
    reference = Report.objects.get().reference
    lookup = english.post("/reports/", reference=reference)
    logged = "".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert "三号窗口" not in logged
    assert reference not in logged
    links = re.findall(r'(?:href|action)="([^"]*)"', answer.source + lookup.source)
    assert not [link for link in links if reference in link or reference[:4] + "-" in link]
