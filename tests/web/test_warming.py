"""What a server has made before the first person asks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from making import NOW

from amends.desk.cases.models import Case
from amends.desk.cases.queries import languages_ahead
from amends.desk.shops.models import Shop

ASKED = """
import django, sys
django.setup()
from amends.web.warming import warm_pages
before = "amends.web.api.endpoints" in sys.modules
warm_pages()
print(before, "amends.web.api.endpoints" in sys.modules, "amends.web.workspace.views.case" in sys.modules)
"""


def test_addresses_and_their_schemas_are_loaded_before_the_first_request(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASKED], capture_output=True, text=True, check=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "amends.project.settings", "AMENDS_DATA": str(tmp_path)},
    )  # fmt: skip
    assert done.stdout.split() == ["False", "True", "True"]


@pytest.mark.django_db
def test_the_languages_ahead_are_those_of_the_first_cases(shop: Shop) -> None:
    for loss, language in enumerate(["fr", "es", "", "es", "de"]):
        Case.objects.create(
            shop=shop, opened_by="message", opened_at=NOW, updated_at=NOW, language=language, loss_minor=loss
        )
    assert languages_ahead() == ["es", "de", "fr"]
    assert languages_ahead(most=1) == ["de"]
