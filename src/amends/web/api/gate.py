"""The gate of the API: who asks, how often, the same thing twice, and whether the answer is already known."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from amends.core.errors import DomainError
from amends.desk.people.models import Person
from amends.desk.tokens.operations import begin_answer, count_request, forget_answer, keep_answer
from amends.web.api.access import Access, UnknownToken, access_of
from amends.web.api.problems import from_domain, in_our_words, problem

ROOT = "/api/v1/"
#: Seconds in which requests are counted.
WINDOW = 60
LONGEST_KEY = 200

Answer = Callable[[HttpRequest], HttpResponse]


class ApiGate:
    """Stands before everything under ``/api/v1/`` and before nothing else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ROOT):
            return self.get_response(request)
        now = timezone.now()
        try:
            access = access_of(request, now)
        except UnknownToken:
            told = "This token opens nothing: it is unknown, was revoked, or has ended."
            return problem(401, "unknown_token", told, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
        if access is None:
            return in_our_words(self.get_response(request))
        request.amends_access = access  # type: ignore[attr-defined]
        if access.person is not None:
            request.user = access.person
        limit = limit_of(access)
        if limit["Retry-After"]:
            told = f"More than {settings.AMENDS_API_RATE} requests in a minute; go on when the time is over."
            return problem(429, "too_many_requests", told, headers=limit)
        response = _conditional(request, in_our_words(_once(request, access, now, self.get_response)))
        for name, value in limit.items():
            if value:
                response.headers[name] = value
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


def limit_of(access: Access) -> dict[str, str]:
    """Count a request; the headers that say how many are left. ``Retry-After`` is empty while there are some.

    The counters are in the database, so that several processes count together.
    """
    most = settings.AMENDS_API_RATE
    window, passed = divmod(int(time.time()), WINDOW)
    used, left = count_request(key=access.key, minute=window), WINDOW - passed
    return {
        "RateLimit-Policy": f'"token";q={most};w={WINDOW}',
        "RateLimit": f'"token";r={max(most - used, 0)};t={left}',
        "Retry-After": str(left) if used > most else "",
    }


def _once(request: HttpRequest, access: Access, now: datetime, answer: Answer) -> HttpResponse:
    """With an ``Idempotency-Key``, the same POST again gets the first answer and does nothing."""
    key = request.headers.get("Idempotency-Key", "")
    if not key or request.method != "POST" or access.person is None:
        return answer(request)
    if len(key) > LONGEST_KEY or not key.isprintable():
        told = f"An Idempotency-Key has at most {LONGEST_KEY} printable characters."
        return problem(400, "unreadable", told)
    try:
        kept = begin_answer(person=access.person, key=key, fingerprint=_fingerprint(request), now=now)
    except RequestDataTooBig:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20
        told = f"With an Idempotency-Key a request has at most {most} MB; send larger files without it."
        return problem(413, "too_large", told)
    except DomainError as refusal:
        return from_domain(refusal)
    if kept is not None:
        response = HttpResponse(kept.body, status=kept.status, content_type=kept.media_type)
        response.headers["Idempotency-Replayed"] = "true"
        return response
    return _kept(answer(request), access.person, key)


def _kept(response: HttpResponse, person: Person, key: str) -> HttpResponse:
    """Keep what was done. What was refused, and files, are not kept: asking again asks again."""
    kind = response.headers.get("Content-Type", "")
    if response.status_code < 400 and not response.streaming and (not response.content or "json" in kind):
        text = response.content.decode()
        keep_answer(person=person, key=key, status=response.status_code, media_type=kind, body=text)
    else:
        forget_answer(person=person, key=key)
    return response


def _fingerprint(request: HttpRequest) -> str:
    """Method, address and body. Of a form with files its boundary is left out: it is new each time."""
    body = request.body
    kind = request.headers.get("Content-Type", "")
    if "boundary=" in kind:
        body = body.replace(kind.partition("boundary=")[2].strip('"').encode(), b"")
    told = f"{request.method} {request.get_full_path()}\0".encode() + body
    return hashlib.sha256(told).hexdigest()


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An ETag on what was read, and 304 for who has it already."""
    if request.method not in ("GET", "HEAD") or response.status_code != 200 or response.streaming:
        return response
    if "ETag" not in response.headers:
        response.headers["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    found = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    return found if isinstance(found, HttpResponse) else response
