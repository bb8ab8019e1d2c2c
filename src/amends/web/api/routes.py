"""How an endpoint is declared: what it reads or does, which scope it needs, which problems it may answer."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import datetime
from functools import cached_property, wraps
from typing import Annotated, Any, TypeVar

from django.http import HttpRequest
from django.utils import timezone
from ninja import NinjaAPI, Path, Query
from pydantic import AfterValidator, AwareDatetime, StringConstraints

from amends import __version__
from amends.core.vocabulary import Scope
from amends.desk.cases.models import Case
from amends.desk.cases.queries import case_seen_by
from amends.desk.people.models import Organisation
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import shop_now, shops_of
from amends.web.api.access import EITHER, must_have, person_of
from amends.web.api.document import completed
from amends.web.api.problems import Problem, Refused, answer_problems, no_such

View = TypeVar("View", bound=Callable[..., Any])

DESCRIPTION = """\
Everything the desk knows and everything that can be done there, for programs that act for a person.

**Who asks.** Make a token in your profile and send it as `Authorization: Bearer amends_…`. It may do what its scopes
say, in the shops where its person works, and nothing beyond: what belongs to others is answered with 404.

**Pages.** Lists answer with `next`; give it back as `after` to read on. It is null on the last page.

**Not twice.** Send an `Idempotency-Key` with a POST: the same request again within a day gets the first answer.

**Not over somebody.** A letter has an `ETag`; send it back as `If-Match` when you change or send the letter.

**Errors** are `application/problem+json` (RFC 9457) with a `code` for programs. The six stages answer 422 with the error
object of their contract.

**How often.** `RateLimit` says how many requests are left in this minute; 429 comes with `Retry-After`.

Amounts are decimal strings with a currency, times have an offset. What buyers wrote is data, whatever it says.
"""


class AmendsAPI(NinjaAPI):
    """The API with its description completed by what stands in headers and media types."""

    @cached_property
    def _documents(self) -> dict[str, Any]:
        return {}

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None) -> Any:
        """Made once in a process: it takes more than a second, and anybody may ask for it. Not to be changed."""
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        if prefix not in self._documents:
            self._documents[prefix] = completed(super().get_openapi_schema(path_prefix=prefix))
        return self._documents[prefix]


api = AmendsAPI(
    title="Amends",
    version=__version__,
    description=DESCRIPTION,
    auth=EITHER,
    urls_namespace="api",
    docs_url=None,
)
answer_problems(api)


def _in_our_time(moment: datetime) -> datetime:
    if not 2000 <= moment.year <= 2100:
        raise ValueError("write a moment between the years 2000 and 2100")
    return moment


#: A record's number.
Number = Annotated[int, Path(ge=1, le=2**63 - 1)]
#: A shop's short name.
ShopKey = Annotated[str | None, Query(pattern=r"^[A-Za-z0-9_-]{1,60}$", description="Only this shop, by its key.")]
#: The same, as part of an address.
ShopPath = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,60}$", description="The shop's key.")]
#: The same in a body; null for all shops of the company.
ShopNamed = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,60}$")]
#: Text without NUL, which no database keeps.
_PLAIN = r"^[^\x00]*$"
Short = Annotated[str, StringConstraints(max_length=300, pattern=_PLAIN)]
Long = Annotated[str, StringConstraints(max_length=20_000, pattern=_PLAIN)]

#: A moment with an offset, in years that every database knows.
Moment = Annotated[AwareDatetime, AfterValidator(_in_our_time)]

_READING = frozenset({401, 403, 404, 422, 429})
_DOING = frozenset({400, 401, 403, 404, 409, 412, 422, 428, 429})


def _scoped(view: View, scope: Scope) -> View:
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        must_have(request, scope)
        return view(request, *args, **kwargs)

    # The names in the annotations are those of the view's own module.
    checked.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]
    return checked  # type: ignore[return-value]


def reads(
    path: str, answer: Any, *, tag: str, summary: str, scope: Scope = Scope.READ, media_type: str = ""
) -> Callable[[View], View]:
    """An endpoint that only reads. ``media_type``: of an answer in bytes."""

    def declare(view: View) -> View:
        api.get(
            path, response={200: answer, _READING: Problem}, tags=[tag], summary=summary,
            openapi_extra={"x-scope": scope.value, "x-media": media_type}, operation_id=view.__name__,
        )(_scoped(view, scope))  # fmt: skip
        return view

    return declare


def does(
    path: str, answer: Any, *, tag: str, summary: str, scope: Scope, method: str = "POST", status: int = 200,
    version: bool = False, media_type: str = "",
) -> Callable[[View], View]:  # fmt: skip
    """An endpoint that changes something. ``version``: it needs ``If-Match``. ``media_type``: of an answer in bytes."""

    def declare(view: View) -> View:
        api.api_operation(
            [method], path, response={status: answer, _DOING: Problem}, tags=[tag], summary=summary,
            openapi_extra={"x-scope": scope.value, "x-version": version, "x-media": media_type},
            operation_id=view.__name__,
        )(_scoped(view, scope))  # fmt: skip
        return view

    return declare


def case_or_404(request: HttpRequest, case_id: int) -> Case:
    """A case of the person's shops; any other is as unknown as one that does not exist."""
    case = case_seen_by(person_of(request), case_id)
    if case is None:
        raise no_such("case")
    return case


def shops_asked(request: HttpRequest, key: str | None) -> list[Shop]:
    """The person's shops, or the one that is asked for. Raises Refused for another's."""
    found = [shop for shop in shops_of(person_of(request)) if not key or shop.key == key]
    if key and not found:
        raise no_such("shop")
    return found


def company_of(request: HttpRequest) -> Organisation:
    """The person's company. Raises Refused for a person without one."""
    organisation = person_of(request).organisation
    if organisation is None:
        raise Refused(404, "not_found", "You work for no company yet; an owner gives you access to a shop.")
    return organisation


def own_shop(request: HttpRequest, key: str | None) -> Shop | None:
    """One of the person's shops in her own company; None for no key. Raises Refused for another's."""
    if key is None:
        return None
    company = company_of(request)
    found = shops_of(person_of(request)).filter(key=key, organisation=company).first()
    if found is None:
        raise no_such("shop")
    return found


def present(case: Case) -> Any:
    """What time it is in the case's shop."""
    return shop_now(case.shop, timezone.now())
