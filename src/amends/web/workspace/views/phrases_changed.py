"""What agents change most, for those who lead them."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.desk.replies.changes import LETTERS, Changed, changed_most
from amends.desk.shops.queries import shops_led_by
from amends.web.workspace.frame import BadParameter, person_of, workspace_view
from amends.web.workspace.phrasebook.asking import asked
from amends.web.workspace.phrasebook.naming import language_name, phrase_name
from amends.web.workspace.phrasebook.shelf import chips


@require_safe
@workspace_view
def changed(request: HttpRequest) -> HttpResponse:
    asking = asked(request)
    person = person_of(asking.frame)
    if not asking.lead:
        raise BadParameter(_("Only a lead or an owner sees what agents change."), 404)
    rows = changed_most(shops_led_by(person))
    screen = asking.frame.language
    context = {
        "frame": asking.frame,
        "asking": asking,
        "letters": LETTERS,
        "changed": [
            {
                "row": row,
                "name": phrase_name(row.phrase, screen),
                "language": language_name(row.wording, screen),
                "pieces": chips(row.text),
                "instead": [
                    {
                        "text": text,
                        "pieces": chips(text),
                        "number": number,
                        "address": _address(row, text, asking.beside),
                    }
                    for text, number in row.texts
                ],
            }
            for row in rows
        ],
    }
    return render(request, "workspace/phrases/changed.html", context)


def _address(row: Changed, text: str, beside: str) -> str:
    """The form of the wording, with the text in it."""
    page = reverse("phrase", args=[row.wording, row.phrase, row.variant + 1])
    return f"{page}?{urlencode({'beside': beside, 'text': text})}"
