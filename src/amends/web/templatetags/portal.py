"""The words of the buyer's page in its templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from amends.web.portal import words
from amends.web.portal.gate import base_address

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: template.Context, key: str, **values: Any) -> str:
    """``{% say "files" count=3 %}`` in the page's language and the buyer's region."""
    return words.say(context["tag"], key, **values)


@register.simple_tag(takes_context=True)
def buyer_address(context: template.Context, token: str) -> str:
    """``{% buyer_address link.token %}``: the whole address of a buyer's page, as it may be given away."""
    return f"{base_address(context['request'])}{reverse('buyers_page', args=[token])}"
