"""What the pages about mail say is what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import amends
from amends.connect.mail import client, connector, parse
from amends.connect.mail.presets import presets
from amends.connect.mail.relays import rules
from amends.core.vocabulary import Platform
from amends.desk.mailboxes import operations, postman, queries
from amends.jobs.engine import BACKOFF

SOURCE = Path(amends.__file__).parent
ROOT = Path(__file__).parents[3]
README = (SOURCE / "connect" / "mail" / "README.md").read_text(encoding="utf-8")
EXPLAINED = (ROOT / "docs" / "explanation" / "mail.md").read_text(encoding="utf-8")
HOW_TO = (ROOT / "docs" / "how-to" / "connect-a-mailbox.md").read_text(encoding="utf-8")


def test_the_capabilities_are_those_of_the_connector() -> None:
    told = next(line for line in README.splitlines() if line.startswith("| capabilities"))
    assert set(re.findall(r"`([a-z_]+)`", told)) == connector.CAPABILITIES


def test_every_file_of_the_folder_is_named() -> None:
    folder = SOURCE / "connect" / "mail"
    named = set(re.findall(r"`([a-z_]+\.(?:py|yaml))`", README))
    assert named == {path.name for path in folder.iterdir() if path.suffix in (".py", ".yaml")} - {"__init__.py"}


@pytest.mark.parametrize(
    "sentence",
    [
        f"IDLE ({postman.IDLE_SECONDS:.0f} seconds at",
        f"more than {queries.MOST_AN_HOUR} from one address within an hour",
        f"A mail of more than {client.MAX_BYTES // 2**20} MB keeps its head",
    ],
)
def test_the_figures_are_those_of_the_code(sentence: str) -> None:
    assert sentence in EXPLAINED


def test_a_letter_is_tried_again_as_told() -> None:
    assert BACKOFF == (5, 30, 120, 600, 1800, 3600, 7200)
    assert "5 seconds, 30 seconds, 2 and 10 minutes, half an\nhour, an hour, two hours" in EXPLAINED
    assert client.MOST_AT_ONCE == 50
    assert "Up to fifty mails at once" in EXPLAINED
    assert postman.POLL_SECONDS == 60
    assert "looks every minute" in EXPLAINED
    assert parse.MOST_FILES == 50
    assert operations.WATCH.total_seconds() > postman.IDLE_SECONDS + client.TIMEOUT


def test_every_relay_and_the_providers_that_refuse_passwords_are_told_to_people() -> None:
    names = {Platform.AMAZON: "Amazon", Platform.EBAY: "eBay", Platform.WALMART: "Walmart", Platform.ETSY: "Etsy"}
    assert all(names[rule.platform] in HOW_TO for rule in rules())
    assert {preset.name for preset in presets() if preset.password == "none"} == {"Outlook.com", "Microsoft 365"}
    assert "Outlook.com, Microsoft 365 | no password works" in HOW_TO
