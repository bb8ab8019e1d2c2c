"""Keeping the index: what a case says, by its newest words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from amends.desk.cases.models import Case
from amends.desk.people.personal_data import blind_index
from amends.desk.search import index
from amends.desk.search.models import CaseText
from amends.desk.search.terms import digest_of, terms_of


def index_cases(texts: Iterable[tuple[Case, Sequence[str], Sequence[str]]]) -> int:
    """Make cases findable by their texts and, hashed, by names; what did not change is left alone.

    Nothing of this is a record of what somebody did: no journal. It is derived, and may be derived again. Returns how
    many were written.
    """
    found = {case.pk: (case, terms_of(words, names, hashed_term)) for case, words, names in texts}
    with transaction.atomic():
        known = dict(CaseText.objects.filter(pk__in=found).values_list("pk", "digest"))
        changed = [
            (CaseText(case=case, shop_id=case.shop_id, digest=digest), terms)
            for pk, (case, terms) in sorted(found.items())
            if known.get(pk) != (digest := digest_of(terms))
        ]
        CaseText.objects.bulk_create(
            [row for row, _ in changed], update_conflicts=True, unique_fields=["case"], update_fields=["shop", "digest"]
        )
        index.write({row.pk: terms for row, terms in changed})
    return len(changed)


def hashed_term(term: str) -> str:
    """A term of a name or address as it stands in the index: keyed, so that the index tells no names."""
    return f"zn{blind_index(f'search:{term}')}"
