"""The articles that a run is given, and which of them it refuses."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from translator.article import Article, Document
from translator.clean.language import detect
from translator.errors import LanguageError, LoadError
from translator.glossary.store import slug
from translator.load import load, load_text
from translator.settings import Settings

UNNAMED = "stdin"
_LONGEST_STEM = 60  # characters; enough to tell titles apart, short enough to type
_LONGEST_NAME = 255  # bytes of a file's name on all usual systems
_LONGEST_SUFFIX = ".new.html"  # what a version may be called beside one that a person edited


@dataclass(frozen=True, slots=True)
class Input:
    """An article to be read: its name and stem, and where its bytes are: a file, or at hand."""

    name: str
    stem: str
    source: Path | bytes

    def document(self, settings: Settings) -> Document:
        """Read it.

        Raises:
            LoadError: it cannot be read, is empty, too large or no text.
        """
        if isinstance(self.source, bytes):
            return load_text(
                self.source, name=self.name, stem=self.stem, max_bytes=settings.max_bytes
            )
        document = load(self.source, stem=self.stem, max_bytes=settings.max_bytes)
        return replace(document, name=self.name)


def require_publishable(stem: str) -> None:
    """Refuse an article whose versions or records could not be written under its name.

    Raises:
        LoadError: with the longest suffix that may follow, its name has more bytes than file
            systems take; found before anything of it is published.
    """
    length = len(os.fsencode(stem.rpartition("/")[2]))
    if length + len(_LONGEST_SUFFIX) > _LONGEST_NAME:
        raise LoadError(
            f"its name has {length} bytes, too many to publish it under",
            hint=f"rename it to at most {_LONGEST_NAME - len(_LONGEST_SUFFIX)} bytes",
        )


def require_language(article: Article, source: str) -> None:
    """Refuse an article that is in another language than it should be.

    Raises:
        LanguageError: the body is in another language, with enough text to be sure.
    """
    lang = detect(article.text)
    if lang and lang != source.partition("-")[0]:
        raise LanguageError(
            f"the article is in {lang!r}, not in {source!r}",
            hint=f"run it with --from {lang}, or take it out of the input",
        )


def stem_of_title(title: str, taken: Collection[str]) -> str:
    """Name an article that has no file after its title.

    Without a letter in its title it is ``stdin``. A name that an article in the input folder has
    gets ``-stdin`` appended: neither is ever published over the other.
    """
    named = any(map(str.isalnum, title))
    words = slug(title)[: _LONGEST_STEM + 1] if named else UNNAMED
    stem = words
    if len(words) > _LONGEST_STEM:
        stem = words.rpartition("-")[0] or words[:_LONGEST_STEM]
    return f"{stem}-{UNNAMED}" if stem in taken else stem
