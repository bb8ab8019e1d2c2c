"""The full-text index of the database: FTS5 on SQLite, ``tsvector`` with GIN on PostgreSQL.

Terms are made by us (``terms``), so both find the same; their own ways of cutting words are kept out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import connection

from amends.desk.search.terms import Asked


def write(terms: Mapping[int, Sequence[str]]) -> None:
    """Store the terms of cases, in place of what was stored under their numbers. The rows of CaseText must exist."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                "UPDATE search_casetext SET terms = %s::tsvector WHERE case_id = %s",
                [(_vector(words), number) for number, words in terms.items()],
            )
            return
        cursor.executemany("DELETE FROM search_terms WHERE rowid = %s", [(number,) for number in terms])
        cursor.executemany(
            "INSERT INTO search_terms (rowid, terms) VALUES (%s, %s)",
            [(number, " ".join(word or _BREAK for word in words)) for number, words in terms.items()],
        )


def find(
    wanted: Sequence[Asked], shop_ids: Sequence[int], *, open_end: bool, before: int | None, most: int
) -> list[int]:
    """Numbers of the cases that hold all that is wanted, the newest first, below ``before``."""
    if not wanted or not shop_ids:
        return []
    places = ", ".join(["%s"] * len(shop_ids))
    if connection.vendor == "postgresql":
        question = " & ".join(_for_postgresql(each, open_end) for each in wanted)
        matches = "t.terms @@ %s::tsquery"
        source, number = "search_casetext t", "t.case_id"
    else:
        question = " AND ".join(_for_sqlite(each, open_end) for each in wanted)
        matches = "search_terms MATCH %s"
        # CROSS JOIN: the index is walked from the newest on, and each hit asks for its shop; never the other way round.
        source, number = "search_terms f CROSS JOIN search_casetext t ON t.case_id = f.rowid", "f.rowid"
    below = "" if before is None else f" AND {number} < %s"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {number} FROM {source} WHERE {matches} AND t.shop_id IN ({places}){below}"  # noqa: S608
            f" ORDER BY {number} DESC LIMIT %s",
            [question, *shop_ids, *([] if before is None else [before]), most],
        )
        return [row[0] for row in cursor.fetchall()]


#: Stands between two texts in FTS5, where terms have no positions of their own; nobody can type it as a word.
_BREAK = "\ue000"


def _for_sqlite(each: Asked, open_end: bool) -> str:
    star = "*" if open_end and each.open_end else ""
    return f'("{" ".join(each.terms)}"{star} OR "{" ".join(each.hashed)}")'


def _quoted(term: str) -> str:
    doubled = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


def _for_postgresql(each: Asked, open_end: bool) -> str:
    star = ":*" if open_end and each.open_end else ""
    words = " <-> ".join(map(_quoted, each.terms)) + star
    return f"(({words}) | ({' <-> '.join(map(_quoted, each.hashed))}))"


def _vector(words: Sequence[str]) -> str:
    places: dict[str, list[str]] = {}
    for position, word in enumerate(words, start=1):
        if word:
            places.setdefault(word, []).append(str(position))
    # PostgreSQL keeps 255 places of a word.
    return " ".join(f"{_quoted(word)}:{','.join(at[:255])}" for word, at in places.items())
