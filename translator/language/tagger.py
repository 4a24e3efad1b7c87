"""Parts of speech, from HanTa.

HanTa is a hidden Markov tagger (Wartena, "A probabilistic morphology model for German lemmatization",
KONVENS 2019; its tags are STTS for German, C5 of the
British National Corpus for English). German takes long, so it is only asked where spelling does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from translator.language.data import language
from translator.language.dictionary import LONGEST_WORD

_TOKEN = re.compile(r"\w+|[^\w\s]")
_CHUNK = 60  # tokens tagged at a time; longer sentences are cut


def tags(texts: Sequence[str], lang: str = "de") -> list[str]:
    """Return a tag for each word of a sentence in a language that HanTa has a model of."""
    try:
        return [str(tag) for tag in _tagger(lang).tag_sent(list(texts), taglevel=0)]
    except (KeyError, IndexError):  # no sequence of tags is possible: nothing is known
        return [""] * len(texts)


@lru_cache
def _tagger(lang: str) -> Any:
    """Load the tagger, which comes with its models; it takes a quarter of a second."""
    from HanTa import HanoverTagger

    tagger = HanoverTagger.HanoverTagger(language(lang).clauses.tagger)
    # A word it does not know costs a millisecond each time: names come again and again.
    tagger.analyze_forward = lru_cache(maxsize=50_000)(tagger.analyze_forward)
    return tagger


@lru_cache(maxsize=256)
def names_by_place(sentence: str) -> frozenset[str]:
    """Return the words of a German sentence that are names by what stands around them."""
    words = [word for word in _TOKEN.findall(sentence) if len(word) <= LONGEST_WORD]
    return frozenset(word for word, tag in tagged(words, "de") if tag.startswith("NE"))


def tagged(words: Sequence[str], lang: str) -> list[tuple[str, str]]:
    """Return words with their tags; many are tagged piece by piece."""
    pieces = [words[start : start + _CHUNK] for start in range(0, len(words), _CHUNK)]
    return [pair for piece in pieces for pair in zip(piece, tags(piece, lang), strict=True)]
