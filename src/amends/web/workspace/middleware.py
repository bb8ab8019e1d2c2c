"""The person's language on every page, a content security policy without inline scripts, and pages that travel light."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import translation

LANGUAGE_OF = {"zh": "zh-hans", "en": "en"}
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; form-action 'self'; base-uri 'none'; object-src 'none'"
)
#: What is compressed. JSON is not: compressing weakens an ETag, and the API's If-Match needs a strong one.
COMPRESSED = frozenset({"text/html", "text/css", "text/javascript", "image/svg+xml"})


class CompressedPagesMiddleware(GZipMiddleware):
    """Pages, styles and scripts go compressed to whoever takes it, each with a random length against BREACH."""

    def process_request(self, request: HttpRequest) -> None:
        """Compressing weakens an ETag. Static files are compared by its letters, where weak and strong are the same."""
        asked = request.META.get("HTTP_IF_NONE_MATCH", "")
        if asked and request.path.startswith(settings.STATIC_URL):
            request.META["HTTP_IF_NONE_MATCH"] = asked.removeprefix("W/")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.status_code != 200 or kind not in COMPRESSED:
            return response
        return super().process_response(request, response)


class PersonLanguageMiddleware:
    """Screens speak the language that the person chose; before sign-in, that of the browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            language = LANGUAGE_OF.get(request.user.language, "en")
        else:
            chosen = request.COOKIES.get("language", "")
            language = LANGUAGE_OF.get(chosen) or translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class ContentSecurityMiddleware:
    """No script, style or picture from anywhere else, and none written into a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response
