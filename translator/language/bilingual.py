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


def called_itself(word: str, source: str, into: str) -> tuple[str, ...]:
    """Return what a dictionary has for a word as it stands: "comets" for *Kometen*."""
    line = _lines(source, into).get(word)
    return tuple(line.split("\t")) if line else ()


def called(word: str, source: str, into: str) -> tuple[str, ...]:
    """Return what that is called of which a word is a form, and then the word as it stands.

    *Kometen* is a comet, and comets; *Stifter*, a donor, is no form of *Stift*, a pen.
    """
    own = called_itself(word, source, into)
    last = [name.rpartition(" ")[2].lower() for name in own]
    if any(lemma(one, into) == one for one in last):
        return own
    return tuple(dict.fromkeys((*called_itself(lemma(word, source), source, into), *own)))
