"""Whatever goes wrong, a program reads one and the same envelope."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import NEAREST, ORDINARY, QINGNIWAQIAO

OUTLETS = "/api/v1/outlets/"
PLACES = "/api/v1/places/"
NO_ADDRESSES = [
    "/api/",
    "/api/v1/",
    "/api/v1/nothing/",
    "/api/v1/outlets",
    "/api/v1/a\u4e2d/",
]


def assert_envelope(answer: Any, status: int, kind: str, code: str) -> None:
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/json"
    said = answer.json()
    assert said["type"] == kind
    assert [error["code"] for error in said["errors"]] == [code]
    assert set(said["errors"][0]) == {"code", "detail", "attr"}
    assert said["errors"][0]["detail"]
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", NO_ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_an_address_that_is_none_gets_the_envelope(api: Any, path: str, method: str) -> None:
    assert_envelope(getattr(api.client, method)(path), 404, "client_error", "not_found")


@pytest.mark.parametrize("path", ["/api/v2/outlets/", "/api/v0/", "/api/v2", "/api/v17/applications/"])
def test_another_version_is_told_from_a_wrong_path(api: Any, path: str) -> None:
    answer = api.client.get(path, headers={"Accept-Language": "en"})
    assert_envelope(answer, 404, "client_error", "unknown_version")
    assert "/api/v1/" in answer.json()["errors"][0]["detail"]


@pytest.mark.parametrize("path", ["/api/docs/", "/api/docs/?script"])
def test_the_page_of_the_api_refuses_in_the_envelope_and_answers_whatever_is_accepted(
    api: Any, path: str
) -> None:
    assert_envelope(api.client.post(path), 405, "client_error", "method_not_allowed")
    answer = api.client.get(path, headers={"Accept": "image/png"})
    assert answer.status_code == 200
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not answer.cookies


def test_no_picture_is_written_into_the_style_sheet_of_the_page(api: Any) -> None:
    answer = api.client.get("/api/docs/styles.css")
    assert answer.headers["Content-Type"] == "text/css"
    assert len(answer.content) > 100_000
    assert b"data:" not in answer.content


def test_an_outlet_that_nobody_knows_gets_the_envelope(api: Any) -> None:
    assert_envelope(api.client.get(f"{OUTLETS}no-such-outlet/"), 404, "client_error", "not_found")


@pytest.mark.parametrize(
    ("method", "path"),
    [("put", NEAREST), ("delete", NEAREST), ("options", NEAREST), ("post", OUTLETS), ("get", PLACES)],
)
def test_a_method_that_an_address_does_not_take_gets_the_envelope(api: Any, method: str, path: str) -> None:
    answer = getattr(api.client, method)(path)
    assert_envelope(answer, 405, "client_error", "method_not_allowed")
    assert answer.headers["Allow"]


@pytest.mark.parametrize("content_type", ["text/plain", "multipart/form-data; boundary=x", "application/xml"])
def test_a_body_of_another_type_gets_the_envelope(api: Any, content_type: str) -> None:
    answer = api.raw(NEAREST, "address", content_type)
    assert_envelope(answer, 415, "client_error", "unsupported_media_type")


def test_a_body_that_is_too_large_gets_the_envelope(api: Any) -> None:
    answer = api.raw(NEAREST, '{"address": "' + "a" * 300_000 + '"}', "application/json")
    assert_envelope(answer, 413, "client_error", "too_large")


def test_whatever_an_asker_accepts_it_gets_json(api: Any) -> None:
    for accept in ("text/html", "image/png", "*/*", "application/json; indent=9999", ";;;"):
        answer = api.client.get(NEAREST, QINGNIWAQIAO, headers={"accept": accept})
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/json"


def test_a_fault_of_ours_gets_the_envelope_and_hides_what_it_was(api: Any, fault: None, caplog: Any) -> None:
    api.client.raise_request_exception = False
    answer = api.client.get(NEAREST, QINGNIWAQIAO)
    assert_envelope(answer, 500, "server_error", "error")
    assert "RuntimeError\n" in caplog.text
    # The message of an exception may hold what somebody typed.
    assert ORDINARY not in answer.content.decode() + caplog.text
