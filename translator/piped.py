"""An article from standard input: it has no file, so its name is made from its title."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from translator.article import Document
from translator.clean import clean
from translator.errors import TranslatorError
from translator.glossary.store import slug
from translator.load import discover, load_text
from translator.settings import DEFAULT_INPUT, Settings

NAME = "<stdin>"
_UNNAMED = "stdin"
_LONGEST = 60  # characters of a stem; enough to tell titles apart, short enough to type


@dataclass(frozen=True, slots=True)
class Piped:
    """The bytes of an article and the stem it is published under."""

    data: bytes
    stem: str

    def __str__(self) -> str:
        return NAME

    def document(self, settings: Settings) -> Document:
        """Return it as a document.

        Raises:
            LoadError: it is empty, too large or no text.
        """
        return load_text(self.data, name=NAME, stem=self.stem, max_bytes=settings.max_bytes)


def name_piped(data: bytes, settings: Settings) -> Piped:
    """Name an article after its title, so that the same article is published to the same place.

    Without a letter in its title it is ``stdin``. A name that an article in the input folder has gets
    ``-stdin`` appended: neither is ever published over the other.
    """
    unnamed = Piped(data, _UNNAMED)
    try:
        title = clean(unnamed.document(settings), settings.sites).metadata.title
    except TranslatorError:
        return unnamed  # the run says what is wrong
    named = any(map(str.isalnum, title))
    words = slug(title)[: _LONGEST + 1] if named else _UNNAMED
    stem = words if len(words) <= _LONGEST else words.rpartition("-")[0] or words[:_LONGEST]
    return Piped(data, f"{stem}-{_UNNAMED}" if stem in _taken() else stem)


def _taken() -> set[str]:
    try:
        return {stem for _, stem in discover([Path(DEFAULT_INPUT)])}
    except TranslatorError:
        return set()
