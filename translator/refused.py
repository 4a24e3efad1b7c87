"""What no version can be published of: found before anything is written."""

from __future__ import annotations

import os

from translator.article import Article
from translator.clean.language import detect
from translator.errors import LanguageError, LoadError

_LONGEST_NAME = 255  # bytes of a file's name on all usual systems
_LONGEST_SUFFIX = ".new.html"  # what a version may be called beside one that a person edited


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
