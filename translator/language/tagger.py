"""Parts of speech in German sentences, from HanTa.

HanTa is a hidden Markov tagger (Wartena, "A probabilistic morphology model for German lemmatization",
KONVENS 2019; tags in the manner of STTS). It takes long, so it is only asked where spelling does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from translator.language.dictionary import LONGEST_WORD

_TOKEN = re.compile(r"\w+|[^\w\s]")
_CHUNK = 60  # tokens tagged at a time; longer sentences are cut


def tags(texts: Sequence[str]) -> list[str]:
    """Return a tag for each German word."""
    try:
        return [str(tag) for tag in _tagger().tag_sent(list(texts), taglevel=0)]
    except (KeyError, IndexError):  # no sequence of tags is possible: nothing is known
        return [""] * len(texts)


@lru_cache(maxsize=1)
def _tagger() -> Any:
    """Load the tagger, which comes with its model; it takes a quarter of a second."""
    from HanTa import HanoverTagger

    tagger = HanoverTagger.HanoverTagger("morphmodel_ger.pgz")
    # A word it does not know costs a millisecond each time: names come again and again.
    tagger.analyze_forward = lru_cache(maxsize=50_000)(tagger.analyze_forward)
    return tagger


@lru_cache(maxsize=256)
def names_by_place(sentence: str) -> frozenset[str]:
    """Return the words of a German sentence that are names by what stands around them."""
    words = [word for word in _TOKEN.findall(sentence) if len(word) <= LONGEST_WORD]
    pieces = (words[start : start + _CHUNK] for start in range(0, len(words), _CHUNK))
    tagged = ((w, tag) for piece in pieces for w, tag in zip(piece, tags(piece), strict=True))
    return frozenset(word for word, tag in tagged if tag.startswith("NE"))
