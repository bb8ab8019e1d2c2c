"""What a process would otherwise do while the first person waits: made when the server starts.

Some two hundred operations of the API with their schemas, the templates of the pages that are opened all day, and the
words and weights by which the check of letters reads them.
"""

from __future__ import annotations

import gc

from django.db import connection
from django.template.loader import get_template
from django.urls import URLResolver, get_resolver

from amends.core.vocabulary import LANGUAGES
from amends.desk.cases.queries import languages_ahead
from amends.letter.linting.languages import guess
from amends.letter.linting.lexicon import lexicon
from amends.letter.linting.sense import second_reading

OPENED_ALL_DAY = ("workspace/queue.html", "workspace/case/page.html", "workspace/morning.html", "workspace/search.html")


def warm_pages() -> None:
    """Load every address and the templates of the pages that are opened all day: about a second and a half."""
    waiting = [get_resolver()]
    while waiting:
        waiting += [each for each in waiting.pop().url_patterns if isinstance(each, URLResolver)]
    for name in OPENED_ALL_DAY:
        get_template(name)
    _keep()


def warm_letters() -> None:
    """Make what the check of letters needs, in the languages that stand first in the queue: half a second for each.

    Runs beside the first requests, in a thread of its own; other languages are made when a letter first needs them.
    """
    guess("Thank you for your message", "thank you for your message")
    second_reading(["Thank you for your message"])
    try:
        for language in languages_ahead():
            main = language.partition("-")[0]
            if main in LANGUAGES:
                _ = lexicon(main).patterns
    finally:
        connection.close()
    _keep()


def _keep() -> None:
    """What was made stays for good: the collector, which stops a request to look at all of it, need not look again."""
    gc.collect()
    gc.freeze()
