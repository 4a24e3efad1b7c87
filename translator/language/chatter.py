"""What a chat model says for itself, told from what an article says: a refusal, words around a translation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from translator.language.data import language

_FORMULA = 0.4  # of its source: a refusal that is shorter is the model's, whatever the source says


@dataclass(frozen=True, slots=True)
class Said:
    """Words that the source does not have; ``refuses``: in place of a translation, not beside it."""

    words: str
    refuses: bool


def said(answer: str, sentence: str, source: str, target: str) -> Said | None:
    """Find what a model says in the language wanted, in English, or in the source's.

    Languages' files have both by kind: what models say, and what a source has whose translation may
    say that, in any order of words.
    """
    ours = language(source).chat
    short = len(answer) < _FORMULA * len(sentence)
    for lang in dict.fromkeys((target, "en", source)):
        theirs = language(lang).chat
        for kind, pattern in theirs.refusal.items():
            own = _meant(sentence, kind, {**ours.refusal, **ours.meant})
            if (short or not own) and (found := _own_words(pattern, answer, sentence)):
                return Said(found[0].strip(), refuses=True)
        for kind, pattern in theirs.around.items():
            own = _meant(sentence, kind, {**ours.around, **ours.meant})
            if not own and (found := _own_words(pattern, answer, sentence)):
                return Said(found[0].strip(), refuses=False)
    return None


def _own_words(pattern: re.Pattern[str], answer: str, sentence: str) -> re.Match[str] | None:
    """Find words that the source does not have to the letter: „I Won’t Do That“ is a title there."""
    found = pattern.search(answer)
    if found and _plain(found[0]) in _plain(sentence):
        return None
    return found


def _plain(text: str) -> str:
    return text.replace("’", "'").casefold().strip()


def _meant(sentence: str, kind: str, kinds: Mapping[str, re.Pattern[str]]) -> bool:
    return kind in kinds and kinds[kind].search(sentence) is not None
