"""A message that only says thanks is known by its words; whatever says more is not taken for one."""

from __future__ import annotations

import pytest

from amends.core.packaged import read_yaml
from amends.core.vocabulary import LANGUAGES
from amends.triage.last_words import may_thank, only_thanks


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, bye!", "Ok", "Thank you so much for your help! Bye 😊", "Great, thanks a lot for the quick solution.",
        "谢谢，再见", "好的谢谢", "非常感谢您的帮助！", "Muito obrigada, tudo certo!", "Большое спасибо за помощь!",
        "Muchas gracias, adiós", "Danke, alles gut!", "Merci beaucoup, bonne journée", "Grazie mille, buona giornata!",
        "Hartelijk dank!", "Dziękuję bardzo za pomoc", "Çok teşekkürler", "شكرا جزيلا", "ありがとうございました。",
        "네, 감사합니다", "THANK YOU",
    ],
)  # fmt: skip
def test_thanks_and_goodbye_are_known(text: str) -> None:
    assert only_thanks(text)
    assert may_thank(text)


def test_the_names_of_the_people_may_stand_in_it() -> None:
    assert not only_thanks("Thanks Alice! Dana")
    assert only_thanks("Thanks Alice! Dana", ["Alice", "Dana Silva"])
    assert not only_thanks("Dana", ["Dana Silva"])


@pytest.mark.parametrize(
    "text",
    [
        "", "👍", "Thank you, but the second lamp is broken too.", "Thanks. When will the refund arrive?",
        "Obrigada, mas ainda não chegou nada.", "谢谢，但是还没收到退款", "谢谢，还没收到", "Thanks for nothing", "Ok, 12.50 is not enough",
        "Thanks, not good", "Danke, aber das Kabel fehlt", "Ok?", "没收到", "不满意", "还没解决", "Not all good", "Спасибо, не работает",
        "ありがとうございます。でも壊れています。", "감사합니다 그런데 안 왔어요", "Thanks " * 100,
    ],
)  # fmt: skip
def test_whatever_says_more_is_answered(text: str) -> None:
    assert not only_thanks(text)


def test_every_language_of_the_desk_has_its_words() -> None:
    data = read_yaml("amends.triage", "last_words.yaml")
    assert set(data["thanks"]) == set(data["beside"]) == set(LANGUAGES)
