"""The OpenAPI document is a valid 3.1 document, and the API does what it says, whatever is sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache as cache_once
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from django.conf import settings as installed
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from making import NOW, days, event, message_record, order_record, parcel_record, review_record
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from amends.core.vocabulary import Scope
from amends.desk.cases.models import Case
from amends.desk.conversations.models import Message
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.replies.models import Reply
from amends.desk.shops.models import Membership
from amends.desk.tokens.operations import make_token
from amends.project.wsgi import application
from amends.web.api import routes
from amends.web.api.endpoints import api

pytestmark = pytest.mark.django_db
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]

#: These call servers that somebody names; `test_api_company.py` holds their answers against the document.
ASKS_OTHERS = frozenset({"try_mailbox", "set_up_assistant"})


@cache_once
def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="api/v1/"), default=str))
    return found


OPERATIONS = sorted(
    (told["operationId"], method, path)
    for path, methods in document()["paths"].items()
    for method, told in methods.items()
)


def test_the_document_is_served_without_a_sign_in_and_names_its_version() -> None:
    served = Client().get("/api/v1/openapi.json").json()
    assert served["openapi"].startswith("3.1")
    assert served["paths"].keys() == document()["paths"].keys()


def test_the_document_is_made_once_because_anybody_may_ask_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Client().get("/api/v1/openapi.json").content
    monkeypatch.setattr(routes, "completed", lambda document: pytest.fail("it was made again"))
    assert Client().get("/api/v1/openapi.json").content == first


def test_every_schema_of_the_document_is_a_valid_json_schema() -> None:
    told = document()
    schemas = [*told["components"]["schemas"].values()]
    for _, method, path in OPERATIONS:
        operation = told["paths"][path][method]
        schemas += [each["schema"] for each in operation["parameters"]]
        contents = [operation.get("requestBody", {}), *operation["responses"].values()]
        schemas += [each["schema"] for content in contents for each in content.get("content", {}).values()]
    for schema in schemas:
        jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})


@pytest.mark.parametrize(("name", "method", "path"), OPERATIONS)
def test_every_operation_says_its_scope_and_answers_errors_as_problems(name: str, method: str, path: str) -> None:
    operation = document()["paths"][path][method]
    assert operation["x-scope"] in {scope.value for scope in Scope}
    assert operation["summary"]
    for status in ("401", "403", "429"):
        assert list(operation["responses"][status]["content"]) == ["application/problem+json"]
    headers = {each["name"] for each in operation["parameters"] if each["in"] == "header"}
    assert ("Idempotency-Key" in headers) == (method == "post" and operation["tags"] != ["stages"])


@pytest.fixture
def _connected() -> Iterator[None]:
    """The server closes its connection after each request; here it is the test's own, as in Django's client."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def _a_shop_at_work(take_in: Any, run_jobs: Any, order: Any) -> None:
    """Dana's case, a stuck parcel, a bad review: something stands behind every address."""
    stuck = [event(NOW - days(40), "Accepted by carrier")]
    take_in(
        message_record(text="My parcel has not arrived. I want a full refund."),
        order_record("8201-2", placed_at=NOW - days(45)),
        parcel_record(orders=("8201-2",), events=stuck),
        review_record(),
    )
    run_jobs(NOW)


def _schema() -> Any:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


def _numbers(case: Case | None, person: Person) -> dict[str, int]:
    """Numbers of records that are there, so that what is sent reaches them."""
    if case is None:
        return {}
    letter = Reply.objects.filter(case=case).first()
    message = Message.objects.filter(conversation=case.conversation_id).first()
    known = {"letter_id": letter.pk if letter else 1, "message_id": message.pk if message else 1}
    return {"case_id": case.pk, "person_id": person.pk, **known}


@pytest.fixture
def olga(bob: Person) -> Person:
    """The owner of Lumora, to whom every address is open: Bob in her place."""
    Membership.objects.filter(person=bob).update(role=Membership.OWNER)
    return bob


@pytest.mark.on_one_database(
    "what the API answers to odd requests is not the database's affair, and takes half a minute"
)
@pytest.mark.usefixtures("_a_shop_at_work", "_connected")
@pytest.mark.parametrize(
    ("who", "mode", "times"),
    [("olga", GenerationMode.POSITIVE, 2), ("charlie", GenerationMode.POSITIVE, 1), ("olga", GenerationMode.NEGATIVE, 1)],
    ids=["as Olga", "as Charlie", "what does not fit"],
)  # fmt: skip
def test_whatever_is_sent_the_api_answers_as_its_document_says(
    who: str, mode: GenerationMode, times: int, olga: Person, charlie: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installed, "AMENDS_API_RATE", 1_000_000)
    person = {"olga": olga, "charlie": charlie}[who]
    made = make_token(
        actor=actor_of(person), person=person, name="fuzzing", scopes=[s.value for s in Scope], expires_at=None, now=NOW
    )
    known = _numbers(Case.objects.filter(shop__key="lumora-ali").first(), person)
    sent = 0
    for result in _schema().get_all_operations():
        operation = result.ok()
        if operation.definition.raw["operationId"] not in ASKS_OTHERS:
            sent += _fuzz(operation, made.secret, known, mode, times)
    assert sent > 0.9 * len(OPERATIONS)


def _fuzz(operation: Any, secret: str, known: dict[str, int], mode: GenerationMode, times: int) -> int:
    """Send what the description of one operation allows, or what it does not; returns how often."""
    sent = 0

    @settings(
        max_examples=times, deadline=None, database=None, derandomize=True, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case: Any) -> None:
        nonlocal sent
        sent += 1
        for name, number in known.items():
            if name in case.path_parameters and sent % 2:
                case.path_parameters[name] = number
        case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, checks=CHECKS)

    send()
    return sent
