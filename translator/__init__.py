"""Turn scraped German articles into clean, publishable language versions, offline.

::

    import translator

    project = translator.Project("translator.toml")
    article = project.clean("input/page.html")
    english = project.translate(article, to="en")
    print(english.markdown())

The names below are the front door; each is loaded when it is used first. ``docs/python.md`` has more.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from translator.article import Article, Block, Document, Finding, Segment, Translation
    from translator.errors import (
        CleanError,
        EngineError,
        GlossaryError,
        LanguageError,
        LoadError,
        MemoryStoreError,
        ModelError,
        PublishError,
        RouteError,
        TranslatorError,
        UsageError,
    )
    from translator.glossary.concept import Concept, Glossary
    from translator.project import Project
    from translator.records import Record
    from translator.report import Report
    from translator.settings import Settings

__version__ = "0.2.0"

__all__ = [
    "Article",
    "Block",
    "CleanError",
    "Concept",
    "Document",
    "EngineError",
    "Finding",
    "Glossary",
    "GlossaryError",
    "LanguageError",
    "LoadError",
    "MemoryStoreError",
    "ModelError",
    "Project",
    "PublishError",
    "Record",
    "Report",
    "RouteError",
    "Segment",
    "Settings",
    "Translation",
    "TranslatorError",
    "UsageError",
    "clean",
]

_HOMES = {
    "translator.article": ("Article", "Block", "Document", "Finding", "Segment", "Translation"),
    "translator.glossary.concept": ("Concept", "Glossary"),
    "translator.project": ("Project",),
    "translator.records": ("Record",),
    "translator.report": ("Report",),
    "translator.settings": ("Settings",),
}


def clean(source: Path | str | bytes, *, url: str = "") -> Article:
    """Return the article in a saved page or a text: a file, or its bytes.

    ``url`` is where it was saved from. No project is needed and none is looked for.

    Raises:
        LoadError: it cannot be read.
        CleanError: there is no article in it.
    """
    from translator.project import Project
    from translator.settings import Settings

    return Project(Settings()).clean(source, url=url)


def __getattr__(name: str) -> Any:
    home = next((home for home, names in _HOMES.items() if name in names), "translator.errors")
    if name not in __all__:
        raise AttributeError(f"module 'translator' has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _FrontDoor(ModuleType):
    """The front door as a module: ``clean`` stays the function when the room of that name is loaded.

    Python puts a subpackage into its package under its name:
    https://docs.python.org/3/reference/import.html#submodules
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name == "clean" and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _FrontDoor
