"""What the rules of the team say, in the language of the screen."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.core.money import Money
from amends.desk.cases.models import Case
from amends.desk.flow.assigning import Suggestion
from amends.desk.people.models import Person
from amends.desk.replies.caps import Limit
from amends.web import showing
from amends.web.workspace.casepage.translated import language_name


@dataclass(frozen=True, slots=True)
class Shown:
    """A colleague for a case: ``Olga: reads Portuguese, 12 open, least``."""

    person: Person
    reasons: str
    suggested: bool
    possible: bool
    has_it: bool
    away: bool


def suggestions_shown(rows: list[Suggestion], case: Case, language: str) -> list[Shown]:
    """The rule's ranking in words; the first one is suggested where she is at work and has room."""
    return [
        Shown(
            person=each.person,
            reasons=_join(_reasons(each, case, language), language),
            suggested=place == 0 and each.row.possible,
            possible=each.row.possible,
            has_it=each.person.pk == case.assignee_id,
            away="away" in each.row.reasons,
        )
        for place, each in enumerate(rows)
    ]


def _join(words: list[str], language: str) -> str:
    return ("，" if language.startswith("zh") else ", ").join(words)


def _reasons(each: Suggestion, case: Case, language: str) -> list[str]:
    read = language_name(case.language or (case.buyer.locale if case.buyer else ""), language)
    kind = showing.word(case.kind, "Kind", language)
    words = {
        "reads": _("reads %(language)s") % {"language": read},
        "reads_not": _("does not read %(language)s") % {"language": read},
        "kind": _("good at “%(kind)s”") % {"kind": kind},
        "kind_not": _("rather other kinds"),
        "platform": _("good at %(platform)s") % {"platform": showing.word(case.shop.platform, "Platform", language)},
        "platform_not": _("rather other platforms"),
        "shop": _("at home in this shop"),
        "shop_not": _("rather other shops"),
        "knows_buyer": _("has written to this buyer"),
        "least": _("least"),
        "away": _("away"),
        "full": _("has enough"),
    }
    said = [words[reason] for reason in each.row.reasons]
    number = ngettext("%(number)s open", "%(number)s open", each.row.open) % {"number": each.row.open}
    late = [at for at, reason in enumerate(each.row.reasons) if reason in ("least", "away", "full")]
    said.insert(late[0] if late else len(said), number)
    return said


@dataclass(frozen=True, slots=True)
class LimitShown:
    """One of her limits beside the letter: ``US$12.00 of US$50.00 given today``; ``after`` is what it would be."""

    text: str
    after: str
    share: int
    passed: bool


def limits_shown(limits: list[Limit], language: str) -> list[LimitShown]:
    return [_limit(limit, language) for limit in limits]


def _limit(limit: Limit, language: str) -> LimitShown:
    def amount(number: int) -> str:
        return showing.money_text(number, limit.currency, language) if limit.currency else str(number)

    given, most, after = amount(limit.given), amount(limit.most), amount(limit.given + limit.this)
    if limit.currency:
        text = _("%(given)s of %(most)s offered today") % {"given": given, "most": most}
    else:
        text = _("%(given)s of %(most)s cases with money today") % {"given": given, "most": most}
    share = min(round(44 * (limit.given + limit.this) / limit.most), 44) if limit.most else 44
    return LimitShown(text, after if limit.this else "", share, limit.passed)


def money_or_number(most: int, currency: str, language: str) -> str:
    """A cap in words."""
    if currency:
        return Money(most, currency).format(showing.locale_of(language))
    return ngettext("%(number)s case with money", "%(number)s cases with money", most) % {"number": most}
