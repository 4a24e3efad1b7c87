"""What a bilingual dictionary calls words that are too rare for small models.

``FROM_TO.words.gz`` is made by ``training/dictionary.py``: a word a line, with its names behind tabs.
A verb stands with ``to``.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from importlib import resources

from translator.language.dictionary import lemma


@lru_cache
def _lines(source: str, into: str) -> dict[str, str]:
    """Return the lines of the dictionary of two languages by word; none where there is no dictionary."""
    file = resources.files(__package__).joinpath(f"{source}_{into}.words.gz")
    if not file.is_file():
        return {}
    text = gzip.decompress(file.read_bytes()).decode()
    return dict(line.split("\t", 1) for line in text.splitlines())


def has_dictionary(source: str, into: str) -> bool:
    """Say whether there is a dictionary from one language into another."""
    return bool(_lines(source, into))


def called(word: str, source: str, into: str) -> tuple[str, ...]:
    """Return what a word, and that of which it is a form, is called in another language."""
    lines = _lines(source, into)
    forms = dict.fromkeys((word, lemma(word, source))) if lines else ()
    return tuple(
        dict.fromkeys(n for form in forms if form in lines for n in lines[form].split("\t"))
    )
