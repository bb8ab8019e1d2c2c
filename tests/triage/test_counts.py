"""How many were ordered, came, are missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.vocabulary import Kind
from amends.triage.counts import as_counts, find_counts
from amends.triage.folding import prepare
from amends.triage.lexicon import LANGUAGES
from amends.triage.reading import read_numbers, reading_of
from tests.triage.asking import read


def counted(language: str, text: str, kind: Kind = Kind.SHORT_QUANTITY) -> dict[str, int]:
    whole = prepare(text)
    reading = reading_of(whole, read_numbers(whole, language, None), language, latin=False)
    return as_counts(find_counts(reading, language, kind)).model_dump(exclude_none=True)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("I ordered 10 and only got 7, 3 are missing", {"ordered": 10, "received": 7, "missing": 3}),
        ("Pedi 10 e vieram só 8", {"ordered": 10, "received": 8}),
        ("Заказала 6 стаканов, пришло 4", {"ordered": 6, "received": 4}),
        ("Pedí cuatro y solo llegaron dos", {"ordered": 4, "received": 2}),
        ("买了4袋,只收到3袋", {"ordered": 4, "received": 3}),
    ],
)
def test_counts_of_goods_are_read(text: str, counts: dict[str, int]) -> None:
    assert read(text).counts.model_dump(exclude_none=True) == counts


def test_a_size_is_no_count() -> None:
    assert read("Ordered size 38, you sent size 41").counts.model_dump(exclude_none=True) == {}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "only two of the five bowls came", {"ordered": 5, "received": 2}),
        ("en", "ordered 6 got 4", {"ordered": 6, "received": 4}),
        ("en", "one of the pair is missing", {"ordered": 2, "missing": 1}),
        ("de", "nur 3 statt 5", {"ordered": 5, "received": 3}),
        ("de", "Von 8 Gläsern sind nur sechs da, zwei fehlen", {"ordered": 8, "received": 6, "missing": 2}),
        ("fr", "il en manque 3 sur 10", {"ordered": 10, "missing": 3}),
        ("fr", "J'ai commandé 6 verres, seulement 4 sont arrivés", {"ordered": 6, "received": 4}),
        ("it", "di 4 ne sono arrivati 3", {"ordered": 4, "received": 3}),
        ("it", "ne ho ricevuti solo due invece di cinque", {"ordered": 5, "received": 2}),
        ("es", "faltan 2 de los 10 tornillos", {"ordered": 10, "missing": 2}),
        ("pt", "veio 2 dos 3 potes", {"ordered": 3, "received": 2}),
        ("nl", "Ik kreeg er maar twee van de drie", {"ordered": 3, "received": 2}),
        ("pl", "z sześciu talerzy doszły cztery, brakuje dwóch", {"ordered": 6, "received": 4, "missing": 2}),
        ("ru", "заказал пять, пришло три, двух нет", {"ordered": 5, "received": 3, "missing": 2}),
        ("tr", "5 tane sipariş ettim 3 tane geldi", {"ordered": 5, "received": 3}),
        ("tr", "dört kutudan biri geldi", {"ordered": 4, "received": 1}),
        ("ar", "طلبت خمسة ووصلني ثلاثة فقط", {"ordered": 5, "received": 3}),
        ("ar", "ناقص قطعتين من الطقم", {"missing": 2}),
        ("zh", "买了五个只收到三个", {"ordered": 5, "received": 3}),
        ("ja", "4つ頼んで3つしか届いていません", {"ordered": 4, "received": 3}),
        ("ja", "10個入りのはずが8個でした", {"ordered": 10, "received": 8}),
        ("ko", "5개 중 2개만 왔어요", {"ordered": 5, "received": 2}),
        ("ko", "양말 세 켤레 샀는데 두 켤레만 들어있어요", {"ordered": 3, "received": 2}),
    ],
)
def test_counts_are_read_in_every_language(language: str, text: str, expected: dict[str, int]) -> None:
    assert counted(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "5 of the 12 glasses are in pieces", {"ordered": 12}),
        ("de", "Sechs Gläser, zwei zerbrochen", {"ordered": 6}),
        ("tr", "dört kupadan ikisi kırık çıktı", {"ordered": 4}),
        ("ja", "皿5枚のうち2枚が割れていました", {"ordered": 5}),
        ("zh", "6个杯子碎了两个", {"ordered": 6}),
        ("tr", "12 kadehin hepsi geldi ama dördü kopmuş", {"ordered": 12, "received": 12}),
    ],
)
def test_broken_goods_are_neither_received_nor_missing(language: str, text: str, expected: dict[str, int]) -> None:
    assert counted(language, text, Kind.DAMAGED) == expected


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "ordered mens 11 got womens 6", Kind.WRONG_ITEM),
        ("en", "ordered on the 3rd, 11 days ago", Kind.NOT_DISPATCHED),
        ("es", "me cobraron 20 euros y llegó en 5 días", Kind.CHARGED_WRONGLY),
        ("ru", "получила только через 3 недели, 2 звезды", Kind.LATE_DELIVERY),
        ("de", "eine Jacke bestellt, kam nach 12 Tagen", Kind.LATE_DELIVERY),
        ("ko", "3일 만에 왔어요", Kind.PRAISE),
        ("ja", "3回も連絡しました", Kind.OTHER),
        ("ar", "talabt abl 3 ayam ana 3ayez a3raf", Kind.ORDER_STATUS),
    ],
)
def test_sizes_days_prices_and_times_are_no_counts(language: str, text: str, kind: Kind) -> None:
    assert counted(language, text, kind) == {}


_PIECES = st.sampled_from(
    ["1", "22", "five", "zwei", "пять", "üç", "خمسة", "قطعتين", "三", "个", "개", "두", "つ", "of the", "statt", "из", "ordered", "came",
     "missing", "fehlt", "yok", "broken", "割れ", "pair", ",", ".", " ", "\n"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=30), st.sampled_from(LANGUAGES), st.sampled_from(list(Kind)))
def test_counts_never_contradict_one_another(pieces: list[str], language: str, kind: Kind) -> None:
    found = counted(language, " ".join(pieces), kind)
    assert all(value > 0 for value in found.values())
    assert found.get("ordered", 10_000) >= max(found.get("received", 0), found.get("missing", 0))
