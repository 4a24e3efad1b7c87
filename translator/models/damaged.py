"""Folders among our models that hold one of Firefox Translations, and not all of it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from translator.errors import ModelError
from translator.models.firefox import KIND, installed
from translator.models.package import models_dir


def damaged() -> Iterator[ModelError]:
    """Yield an error for each of them; packages that are not whole are found by ``inventory``."""
    whole = {model.path for model in installed()}
    for file in sorted(models_dir().glob("*/metadata.json")):
        folder = file.parent
        if folder in whole or folder.name.startswith("."):
            continue
        try:
            told = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(told, dict) and told.get("type") == KIND:
            name = folder.name.replace("_", "-")
            yield ModelError(
                "not all of this Firefox model is there",
                path=folder,
                hint=f"`translator models remove {name}`, then install it again",
            )
