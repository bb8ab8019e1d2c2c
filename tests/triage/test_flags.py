"""Flags: what is a threat, what is the buyer's right."""

from __future__ import annotations

import pytest

from tests.triage.asking import names, read

EXTORTION = [
    ("I'm keeping the tent, you refund all $140 and add $75 goodwill, or I ruin your store with ten one-star reviews", "en-US"),
    ("Я оставляю куртку себе, вы возвращаете все деньги и ещё 3000 сверху, иначе завалю вас плохими отзывами", "ru-RU"),
    ("东西归我,钱全退,再赔我500,不然我让群里的人全给你刷差评", "zh-CN"),
    ("Fico com o produto, quero o reembolso total e mais R$ 200, senão encho a loja de avaliações falsas", "pt-BR"),
    ("Me lo quedo y me devuelven todo más otro gratis, si no mis amigos les llenan la tienda de reseñas de una estrella", "es-ES"),
]  # fmt: skip
RIGHTS = [
    ("Please refund me or I will leave an honest one star review", "en-US"),
    ("If the refund is not here by Friday I'll open a dispute with my bank", "en-US"),
    ("Верните деньги за бракованный товар, иначе обращусь в Роспотребнадзор", "ru-RU"),
    ("货不对,不退款我就打12315投诉", "zh-CN"),
    ("Se não devolverem meu dinheiro vou ao Procon", "pt-BR"),
    ("Si no me reembolsan lo que pagué, hago la reclamación en Consumo", "es-ES"),
    ("Wenn Sie das Geld nicht erstatten, gehe ich zur Verbraucherzentrale", "de-DE"),
    ("Remboursez-moi ou je laisse un avis négatif", "fr-FR"),
]


@pytest.mark.parametrize(("text", "locale"), EXTORTION)
def test_more_than_is_due_with_a_threat_is_extortion(text: str, locale: str) -> None:
    assert "extortion" in names(read(text, locale).flags)


@pytest.mark.parametrize(("text", "locale"), RIGHTS)
def test_asking_for_what_is_due_under_threat_is_no_extortion(text: str, locale: str) -> None:
    assert "extortion" not in names(read(text, locale).flags)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("I have already written twice and nobody replied", "repeat_contact"),
        ("Let me speak to your manager now", "manager_requested"),
        ("The charger caught fire and burned my desk", "safety_hazard"),
        ("Add me on WhatsApp, I pay you directly without the platform fee", "off_platform"),
        ("I will start a chargeback with my bank", "chargeback_threat"),
        ("My lawyer will contact you and I filed a police report", "legal_threat"),
        ("If you don't answer I'll leave a one-star review", "review_threat"),
        ("充电器起火了,差点烧到孩子", "safety_hazard"),
        ("Хочу поговорить с вашим руководителем", "manager_requested"),
        ("Vou abrir contestação no meu cartão com o banco", "chargeback_threat"),
        ("Ya les escribí dos veces y nadie me contesta", "repeat_contact"),
        ("Ich habe Ihnen schon zweimal geschrieben", "repeat_contact"),
        ("J'ai déjà écrit trois fois sans réponse", "repeat_contact"),
        ("Il caricatore ha preso fuoco", "safety_hazard"),
        ("警察に被害届を出します", "legal_threat"),
        ("소비자원에 신고하겠습니다", "legal_threat"),
        ("سأقدم شكوى إلى وزارة التجارة", "legal_threat"),
        ("Tüketici hakem heyetine başvuracağım", "legal_threat"),
        ("Zgłaszam sprawę do UOKiK", "legal_threat"),
        ("Ik stap naar de politie", "legal_threat"),
    ],
)
def test_a_plain_statement_raises_its_flag(text: str, flag: str) -> None:
    assert flag in names(read(text).flags)


@pytest.mark.parametrize(
    "text",
    [
        "Where is my parcel? It should have come yesterday.",
        "I opened a dispute on AliExpress because nothing came.",
        "Please cancel my order, I picked the wrong colour.",
        "Очень понравилось, спасибо большое!",
        "这个可以机洗吗",
    ],
)
def test_an_ordinary_text_raises_no_flag(text: str) -> None:
    assert read(text).flags == []


def test_repeat_claimant_never_comes_from_text() -> None:
    assert "repeat_claimant" not in names(read("I always get refunds, I claim every week").flags)
