"""What is shared out between two databases leaves out nothing that asks one, however it gets there."""

import pytest
from django.conf import settings

from tests.dealt import (
    BRING_THEIR_OWN,
    PLAYERS,
    dealt,
    is_about_databases,
    is_elsewhere,
    turn,
    uses_a_database,
)

REFUSED = [f"tests/api/test_bad_input.py::test_refused[{value}]" for value in range(37)]
SPOKEN = [f"tests/public/test_home.py::test_said[{language}]" for language in ("zh", "en")]
ALONE = ["tests/catalogue/test_editing.py::test_one"]
PAGES = [f"tests/{of}/test_page.py::test_{what}" for of in ("staff", "public", "api") for what in range(40)]


def test_a_test_without_a_database_is_known(request):
    assert not uses_a_database(request.node)


def test_a_test_with_the_fixture_is_known(db, request):
    assert uses_a_database(request.node)


def test_a_test_that_commits_is_known(transactional_db, request):
    assert uses_a_database(request.node)


@pytest.mark.django_db
def test_a_marked_test_is_known(request):
    assert uses_a_database(request.node)


def test_a_test_over_a_sample_of_its_module_is_known(sample, db, request):
    assert uses_a_database(request.node)


def test_every_value_falls_to_one_of_the_two():
    shares = [dealt(REFUSED, player) for player in PLAYERS]
    assert shares[0] | shares[1] == set(REFUSED)
    assert shares[0].isdisjoint(shares[1])
    assert abs(len(shares[0]) - len(shares[1])) <= 1


def test_a_test_of_a_page_with_one_value_falls_to_one_of_the_two():
    shares = [dealt(PAGES, player) for player in PLAYERS]
    assert shares[0] | shares[1] == set(PAGES)
    assert shares[0].isdisjoint(shares[1])
    assert all(len(share) > len(PAGES) / 3 for share in shares)


def test_every_other_test_runs_on_both():
    for player in PLAYERS:
        share = dealt([*REFUSED, *SPOKEN, *ALONE], player)
        assert share >= set(ALONE)
        assert share & set(REFUSED)
        assert share & set(SPOKEN)


def test_neither_gets_all_of_one_language():
    said = "tests/public/test_home.py::test_said"
    pages = [f"{said}[{page}-{of}]" for page in range(40) for of in ("zh", "en")]
    for player in PLAYERS:
        chinese = sum("-zh]" in name for name in dealt(pages, player))
        assert 10 < chinese < 30


def test_what_is_about_the_database_itself_runs_on_both_with_every_value():
    assert is_about_databases("tests/models/test_constraints.py::test_the_database_refuses[3]", ["db"])
    assert is_about_databases("tests/catalogue/test_editing.py::test_two_at_once[undo]", ["race"])
    assert not is_about_databases(REFUSED[0], ["api", "db"])


@pytest.mark.parametrize(("brings", "where"), BRING_THEIR_OWN.items())
def test_what_brings_its_databases_along_runs_beside_one_of_the_two_and_is_there(brings, where):
    assert [player for player in PLAYERS if not is_elsewhere(brings, player)] == [where]
    file, _, function = brings.partition("::")
    assert f"def {function}" in (settings.BASE_DIR / file).read_text(encoding="utf-8")


def test_what_starts_and_kills_processes_comes_before_the_browsers_and_those_before_the_rest():
    names = [
        "tests/admin/test_a.py::test_b",
        "tests/browser/test_c.py::test_d",
        "tests/kills/test_e.py::test_f",
    ]
    assert sorted(names, key=turn) == names[::-1]
