"""The definition of the API is whole, and the answers are what it says."""

from __future__ import annotations

import json
import shlex
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from drf_spectacular.drainage import GENERATOR_STATS, reset_generator_stats
from drf_spectacular.validation import validate_schema

from locator.api.definition import definition
from locator.api.nearest import CRITERIA
from locator.api.urls import urlpatterns
from locator.api.where import PERSONAL
from locator.search.current import current
from tests.thorough import one_in

from .conftest import NEAREST, QINGNIWAQIAO

SCHEMA = "/api/v1/schema/"
HERE = {**QINGNIWAQIAO, "open_at": "2026-11-22T23:30"}
READING = {
    "/api/v1/outlets/nearest/": HERE,
    "/api/v1/outlets/": {"page_size": "200"},
    "/api/v1/services/": {},
    "/api/v1/banks/": {},
    "/api/v1/districts/": {},
}


def test_the_definition_is_made_without_a_warning() -> None:
    reset_generator_stats()
    made = definition()
    assert not GENERATOR_STATS
    validate_schema(made)


def test_the_definition_names_every_address() -> None:
    routes = {f"/api/{pattern.pattern}".replace("<slug:code>", "{code}") for pattern in urlpatterns[:-1]}
    assert set(definition()["paths"]) == routes - {SCHEMA, "/api/docs/", "/api/docs/styles.css"}


def test_the_definition_is_served_as_json_and_as_yaml(api: Any) -> None:
    as_json = api.client.get(SCHEMA)
    as_yaml = api.client.get(SCHEMA, {"as": "yaml"})
    assert as_json.headers["Content-Type"].startswith("application/vnd.oai.openapi+json")
    assert as_json.json()["paths"] == yaml.safe_load(as_yaml.content)["paths"]
    assert api.client.get(SCHEMA, {"as": "xml"}).status_code == 400


@pytest.mark.parametrize("path", READING)
def test_an_answer_has_the_shape_that_the_definition_gives_it(api: Any, path: str) -> None:
    assert_shape(api.client.get(path, READING[path]), path, "get")


@pytest.mark.long
def test_posted_questions_and_single_outlets_have_their_shape_too(api: Any) -> None:
    assert_shape(api("json", NEAREST, {"address": "青泥洼桥"}), NEAREST, "post")
    assert_shape(api("json", NEAREST, {"address": "新华街道"}), NEAREST, "post")
    assert_shape(api("json", "/api/v1/places/", {"q": "西安路"}), "/api/v1/places/", "post")
    for outlet in one_in(4, list(current().snapshot.outlets)):
        assert_shape(api.client.get(f"/api/v1/outlets/{outlet.code}/"), "/api/v1/outlets/{code}/", "get")


def test_an_error_has_the_shape_that_the_definition_gives_it(api: Any) -> None:
    assert_shape(api("get", NEAREST, {"limit": "0"}), NEAREST, "get", "400")
    assert_shape(api("json", NEAREST, {"limit": "0"}), NEAREST, "post", "400")


def test_a_shape_that_is_not_kept_is_noticed(api: Any) -> None:
    answer = api.client.get("/api/v1/banks/")
    said = answer.json()
    del said["results"][0]["short_name"]
    answer.json = lambda: said
    with pytest.raises(jsonschema.ValidationError):
        assert_shape(answer, "/api/v1/banks/", "get")


@cache
def closed_definition() -> Any:
    made = json.loads(json.dumps(definition()))
    for component in made["components"]["schemas"].values():
        # What is answered but not described would be missed otherwise.
        component["additionalProperties"] = False
    return made


def assert_shape(answer: Any, path: str, method: str, status: str = "200") -> None:
    shape_of(path, method, status).validate(answer.json())


@cache
def shape_of(path: str, method: str, status: str) -> Any:
    made = closed_definition()
    shape = made["paths"][path][method]["responses"][status]["content"]["application/json"]["schema"]
    whole = {**shape, "components": made["components"]}
    kind = jsonschema.validators.validator_for(whole)
    kind.check_schema(whole)
    return kind(whole)


def test_the_guide_names_every_address_and_every_field() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    for path in definition()["paths"]:
        assert path.removeprefix("/api/v1/").split("/")[0] in guide
    for field in PERSONAL | CRITERIA:
        assert f"`{field}`" in guide


def test_the_questions_of_the_guide_are_answered(api: Any) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8").replace("\\\n", " ")
    asked = 0
    for line in guide.splitlines():
        # Those about applications are asked one after the other, in tests/api/applications/test_guide.py.
        if line.startswith("curl ") and "/applications/" not in line:
            words = shlex.split(line)
            path = next(word for word in words if word.startswith("http")).removeprefix(
                "http://localhost:8000"
            )
            body = words[words.index("-d") + 1] if "-d" in words else None
            answer = api.raw(path, body, "application/json") if body else api.client.get(path)
            assert answer.status_code == 200, line
            asked += 1
    assert asked >= 7
