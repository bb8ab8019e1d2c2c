"""The person's language on every page, a content security policy without inline scripts, and fewer bytes on the way."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import translation

LANGUAGE_OF = {"zh": "zh-hans", "en": "en"}
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; form-action 'self'; base-uri 'none'; object-src 'none'"
)


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


class CompressionMiddleware(GZipMiddleware):
    """Pages, scripts and styles are sent compressed; files that are packed already, and parts of files, as they are.

    Every compressed answer carries some bytes of random length and the form tokens are masked anew each time, so that
    its size tells nothing of what stands in it (BREACH; see Django's GZipMiddleware).
    """

    #: JSON is not: compressing weakens an ETag, and the API's If-Match needs a strong one.
    PACKED_WELL = frozenset({"text/html", "text/css", "text/javascript", "text/plain", "image/svg+xml"})

    def process_request(self, request: HttpRequest) -> None:
        """Compressing weakens an ETag, and If-None-Match takes weak and strong for the same (RFC 9110, 13.1.2).

        Static files and open pages compare it by its letters, so that they would send everything again.
        """
        asked = request.META.get("HTTP_IF_NONE_MATCH", "")
        if asked:
            request.META["HTTP_IF_NONE_MATCH"] = asked.replace('W/"', '"')

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.status_code == 206 or kind not in self.PACKED_WELL:
            return response
        answer: HttpResponseBase = super().process_response(request, response)
        return answer
