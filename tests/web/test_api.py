"""The REST API: the six stages, one object in and one out, and reading cases."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from amends.web.api.stages import STAGES

CLOCK = {
    "id": "c1", "platform": "aliexpress", "procedure": "dispute_issue", "event": "buyer_opened_or_modified_dispute",
    "at": "2026-11-20T10:00:00+08:00",
}  # fmt: skip


@pytest.fixture
def program(settings):
    settings.AMENDS_API_TOKEN = "a-token-of-this-test"
    return Client(headers={"authorization": "Bearer a-token-of-this-test"})


def post(client, stage, record):
    body = record if isinstance(record, bytes) else json.dumps(record)
    return client.post(f"/api/v1/{stage}", body, content_type="application/json")


@pytest.mark.django_db
def test_a_stage_answers_one_object_with_one_object(program):
    answer = post(program, "clock", CLOCK)
    assert answer.status_code == 200
    assert answer.json()["due"].startswith("2026-11-25T10:00:00")


@pytest.mark.django_db
@pytest.mark.parametrize("stage", STAGES)
def test_what_cannot_be_used_is_a_422_with_the_contracts_error(program, stage):
    answer = post(program, stage, {"id": "x"})
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert error["code"] == "missing_field"
    assert error["field"]
    assert answer.json()["id"] == "x"


@pytest.mark.django_db
@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[]", b"null", b'{"id": 1' + b"[" * 5000])
def test_what_is_no_json_is_said_so(program, body):
    answer = post(program, "clock", body)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] in ("not_json", "wrong_type")


@pytest.mark.django_db
def test_without_a_sign_in_or_token_nothing_is_answered():
    assert post(Client(), "clock", CLOCK).status_code == 401
    assert Client().get("/api/v1/cases").status_code == 401


@pytest.mark.django_db
def test_the_token_opens_the_stages_and_no_data(program):
    assert program.get("/api/v1/cases").status_code == 403


@pytest.mark.django_db
def test_an_empty_token_opens_nothing(settings):
    settings.AMENDS_API_TOKEN = ""
    assert post(Client(headers={"authorization": "Bearer "}), "clock", CLOCK).status_code == 401


@pytest.mark.django_db
def test_the_openapi_document_names_every_stage(program):
    document = program.get("/api/v1/openapi.json").json()
    for stage in STAGES:
        schema = document["paths"][f"/api/v1/{stage}"]["post"]["requestBody"]["content"]["application/json"]["schema"]
        assert "id" in schema["required"]
    assert "/api/v1/cases/{case_id}" in document["paths"]
