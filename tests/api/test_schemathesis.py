"""Whatever a program makes up from the definition, the API keeps to it: no fault, no answer of another shape.

A few examples of each call here; two thousand with ``--hypothesis-profile long``, in parts
that workers share.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    negative_data_rejection,
    positive_data_acceptance,
)

definition = schemathesis.openapi.from_wsgi("/api/v1/schema/", get_wsgi_application())
OPERATIONS = [found.ok() for found in definition.get_all_operations()]
LONG = hypothesis_settings.get_current_profile_name() == "long"
EXAMPLES, PARTS = (1_000, 2) if LONG else (10, 1)
# What fails is made small, but not explained: that takes many more calls than finding it.
PHASES = [Phase.explicit, Phase.generate, Phase.shrink]
# Of a value that has the right type only the catalogue knows whether it is right: a place may lie elsewhere,
# a bank may not exist. And the reader takes a number that is written as a text, since a form has no others.
SAID_BY_THE_CATALOGUE = [positive_data_acceptance, negative_data_rejection]


@pytest.fixture
def _connection_stays() -> Iterator[None]:
    # As Django's own client does it: the transaction of the test outlives the requests in it.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_connection_stays")
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_every_call_keeps_to_the_definition(operation: Any, part: int, api: Any, settings: Any) -> None:
    settings.API_READS_PER_MINUTE = 10**9
    keeps(operation, EXAMPLES)


@pytest.mark.usefixtures("_connection_stays")
def test_a_definition_that_promises_more_than_is_answered_is_noticed(api: Any) -> None:
    other = schemathesis.openapi.from_wsgi("/api/v1/schema/", get_wsgi_application())
    other.raw_schema["components"]["schemas"]["Banks"]["required"].append("promised")
    operation = other["/api/v1/banks/"]["GET"]
    with pytest.raises(FailureGroup, match="promised"):
        keeps(operation, 5)


def keeps(operation: Any, examples: int) -> None:
    cases = [operation.as_strategy(generation_mode=mode) for mode in GenerationMode]

    @hypothesis_settings(max_examples=examples, suppress_health_check=list(HealthCheck), phases=PHASES)
    @given(case=st.one_of(cases))
    def keep(case: schemathesis.Case) -> None:
        # In one process nobody unpacks what the server packs.
        case.call_and_validate(headers={"Accept-Encoding": "identity"}, excluded_checks=SAID_BY_THE_CATALOGUE)

    keep()
