"""The run on PostgreSQL leaves out nothing that asks a database, however it gets there."""

import pytest

from tests.with_database import uses_a_database


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
