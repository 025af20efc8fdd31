def rows(site, text):
    return site.post("/suggest/", q=text).json()["suggestions"]


def test_at_most_eight_places_are_offered(site):
    assert 0 < len(rows(site, "x")) <= 8


def test_a_suggestion_says_what_and_where_it_is(site):
    best = rows(site, "xianlu")[0]
    assert best["key"]
    assert ("road" if site.english else "道路") in best["more"]
    assert ("Shahekou" if site.english else "沙河口") in best["more"]


def test_text_that_is_no_name_gets_no_suggestions(site):
    for text in ("", "   ", "路" * 101, "😀", "\x00"):
        assert rows(site, text) == []


def test_suggestions_are_asked_for_by_post_only_and_kept_by_nobody(site):
    assert site.client.get(site.prefix + "/suggest/?q=x").status_code == 405
    assert "no-store" in site.post("/suggest/", q="x").headers["Cache-Control"]
