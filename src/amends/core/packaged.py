"""Data files that are shipped inside a package: dated rules, lexicons, labels."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(package: str, *path: str) -> Any:
    """The parsed YAML file at ``path`` inside ``package``. Raises FileNotFoundError, yaml.YAMLError."""
    return yaml.load(files(package).joinpath(*path).read_text(encoding="utf-8"), Loader=_LOADER)


def yaml_files(package: str, folder: str) -> Iterator[tuple[str, Any]]:
    """Name without ending and content of every YAML file in a folder of ``package``, by name."""
    entries: list[Traversable] = sorted(files(package).joinpath(folder).iterdir(), key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.endswith(".yaml"):
            yield entry.name.removesuffix(".yaml"), yaml.load(entry.read_text(encoding="utf-8"), Loader=_LOADER)
