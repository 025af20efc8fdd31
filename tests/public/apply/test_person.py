"""The person's page: what the number holds, what is typed beside it, and what is put right later."""

from __future__ import annotations

from .conftest import Applicant


def test_a_day_typed_without_a_calendar_is_shown_in_the_calendar_s_own_form(applicant: Applicant) -> None:
    applicant.fill_in(until="person")
    typed = applicant.own("name", "document", "number") | {"valid_until": "2031年2月3日"}
    assert applicant.answer("person", **typed).status_code == 302
    assert 'value="2031-02-03"' in applicant.browser.get("/apply/person/").text
