"""The packaged data: complete, sourced, and free of contradictions."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from amends.core.vocabulary import EvidenceType, Kind, Platform
from amends.evidence.checklist import normal_code
from amends.evidence.filetypes import MEDIA_TYPES
from amends.evidence.rulebook import (
    Sourced,
    kind_reasons,
    limits_of,
    payment_reasons,
    platform_limits,
    type_texts,
)

SHARED = Path(os.environ.get("AMENDS_SHARED", Path(__file__).resolve().parents[3] / "shared"))


def test_every_kind_every_type_and_every_platform_has_an_entry():
    assert set(kind_reasons()) == set(Kind)
    assert set(type_texts()) == set(EvidenceType)
    assert {entry.platform for entry in platform_limits().values()} == set(Platform)


def test_the_eight_reasons_of_payment_networks_are_there_for_stripe_and_shopify():
    codes = "product_not_received product_unacceptable fraudulent unrecognized duplicate credit_not_processed subscription_canceled general"
    for platform in ("stripe", "shopify_payments"):
        known = {code for entry in payment_reasons().reasons for code in entry.codes.get(platform, ())}
        assert set(codes.split()) <= known


def test_no_code_leads_to_two_reasons():
    seen: dict[tuple[str, str], str] = {}
    lists = [(entry.reason, entry.codes) for entry in payment_reasons().reasons]
    for reason, codes in [*lists, ("kind decides", payment_reasons().kind_decides)]:
        for owner, names in codes.items():
            for name in names:
                assert seen.setdefault((owner, normal_code(name)), reason) == reason, (owner, name)


def test_no_list_asks_for_a_type_twice_or_lets_it_stand_in_for_itself():
    for entry in [*kind_reasons().values(), *payment_reasons().reasons]:
        types = [ask.type for ask in entry.evidence]
        assert len(types) == len(set(types)), entry.label
        assert all(ask.type not in ask.satisfied_by for ask in entry.evidence)


def test_every_limit_names_file_types_that_are_known():
    for entry in platform_limits().values():
        for limits in entry.procedures:
            named = limits.file_types.value if limits.file_types else ()
            assert set(named) <= set(MEDIA_TYPES), (entry.platform, named)
            for name, value in limits:
                assert not isinstance(value, Sourced) or value.source, name


def test_the_alias_leads_to_the_same_limits():
    assert limits_of("shopify") is limits_of("Shopify_Payments")


@pytest.mark.skipif(not (SHARED / "facts" / "platform_rules.yaml").exists(), reason="the shared folder is missing")
def test_the_limits_agree_with_the_collected_facts():
    facts = yaml.safe_load((SHARED / "facts" / "platform_rules.yaml").read_text(encoding="utf-8"))["rules"]
    names = {"jpg": "jpeg", "image": "jpeg"}
    for rule in facts:
        limits = next(e for e in limits_of(rule["platform"]).procedures if e.procedure == rule["procedure"])
        given = rule["evidence_limits"]
        for key in ("max_file_bytes", "max_total_bytes", "max_count"):
            ours = getattr(limits, key)
            assert (ours.value if ours else None) == given[key], (rule["platform"], key)
        if given["file_types"] is None:
            assert limits.file_types is None
        else:
            assert {names.get(t, t) for t in given["file_types"]} <= set(limits.file_types.value)
