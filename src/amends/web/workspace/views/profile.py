"""The person's own screen: language, light or dark, single keys; the languages she masters."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.core.vocabulary import LANGUAGES
from amends.desk.people.actors import actor_of
from amends.desk.people.operations import choose_language, declare_languages
from amends.web.workspace.casepage.translated import language_name
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, workspace_view
from amends.web.workspace.middleware import LANGUAGE_OF

YEAR = 365 * 24 * 3600


def _next(request: HttpRequest, otherwise: str) -> str:
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) else otherwise


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax")


@require_http_methods(["GET", "HEAD", "POST"])
@workspace_view
def profile(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    if request.method != "POST":
        return render(request, "workspace/profile.html", {"frame": frame, "languages": _languages(frame)})
    allowed = {"language": tuple(LANGUAGE_OF), "theme": ("auto", "light", "dark"), "keys": ("on", "off")}
    chosen = {name: request.POST[name] for name in allowed if name in request.POST}
    if not chosen or any(value not in allowed[name] for name, value in chosen.items()):
        raise BadParameter(_("Choose a language, a theme or whether single keys work."))
    response = redirect(_next(request, "/profile/"))
    if "language" in chosen and frame.person is not None:
        choose_language(actor=actor_of(frame.person), person=frame.person, language=chosen["language"], now=frame.now)
    for name, value in chosen.items():
        _remember(response, name, value)
    with translation.override(LANGUAGE_OF[chosen.get("language", frame.language[:2])]):
        messages.success(request, _("Saved."))
    return response


def _languages(frame: Frame) -> list[tuple[str, str, bool]]:
    """Each language of letters, its name, and whether the person has declared it."""
    writes = frame.person.writes if frame.person else []
    return [(code, language_name(code, frame.language), code in writes) for code in LANGUAGES]


@require_POST
@workspace_view
def languages(request: HttpRequest) -> HttpResponse:
    """In which languages the person reads and writes letters herself."""
    frame = frame_of(request)
    person = person_of(frame)
    declare_languages(actor=actor_of(person), person=person, languages=request.POST.getlist("writes"), now=frame.now)
    messages.success(request, _("Saved."))
    return redirect("/profile/#languages")


@require_POST
def screen_language(request: HttpRequest) -> HttpResponse:
    """Before sign-in: the language is kept in a cookie."""
    language = request.POST.get("language", "")
    if language not in LANGUAGE_OF:
        return HttpResponse("language: zh, en", status=400, content_type="text/plain; charset=utf-8")
    response = redirect(_next(request, "/"))
    _remember(response, "language", language)
    return response
