"""The run on PostgreSQL leaves out nothing that asks a database, however it gets there."""

import pytest

from tests.with_database import kept, uses_a_database


def test_a_test_without_a_database_is_left_out(request):
    assert not uses_a_database(request.node)


def test_a_test_with_the_fixture_is_kept(db, request):
    assert uses_a_database(request.node)


def test_a_test_that_commits_is_kept(transactional_db, request):
    assert uses_a_database(request.node)


@pytest.mark.django_db
def test_a_marked_test_is_kept(request):
    assert uses_a_database(request.node)


def test_a_test_over_a_sample_of_its_module_is_kept(sample, db, request):
    assert uses_a_database(request.node)


def test_every_test_runs_there_and_of_many_values_one_in_three():
    family = [f"tests/api/test_bad_input.py::test_refused[{value}]" for value in "abcdefg"]
    others = [
        "tests/api/test_bad_input.py::test_one",
        *(f"tests/api/test_two.py::test_few[{v}]" for v in "xyz"),
    ]
    assert kept([*family, *others]) == {*family[::3], *others}


def test_of_what_is_about_the_database_itself_every_value_runs_there():
    refused = [f"tests/models/test_constraints.py::test_the_database_refuses[{value}]" for value in range(32)]
    assert kept(refused) == set(refused)
