"""Staff pages are in Chinese and English; there are none by halves in another language."""

import pytest


@pytest.mark.parametrize("language", ["ja", "ko"])
@pytest.mark.parametrize("path", ["staff/", "staff/outlets/x/?a=1&b=%2F", "accounts/login/?next=/x/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_staff_page_in_japanese_or_korean_is_the_one_in_english(client, language, path, method):
    answer = getattr(client, method)(f"/{language}/{path}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/en/{path}")


@pytest.mark.parametrize("path", ["/ja/", "/ko/outlets/", "/ja/services/"])
def test_a_page_for_residents_is_left_alone(client, db, path):
    assert client.get(path).status_code in {200, 503}


@pytest.mark.parametrize("path", ["/accounts/login/", "/en/accounts/login/"])
def test_a_staff_page_offers_the_two_languages_that_it_has(client, db, path):
    page = client.get(path).text
    assert "日本語" not in page
    assert ("中文" in page, "English" in page) == (True, True)


def test_nothing_leads_to_another_site(client, db):
    assert client.get("/ja//evil.example/staff/").status_code == 404
