"""An engine without a model, for tests and dry runs: it marks every word with the target language.

``Kim traf Putin.`` becomes ``en:Kim en:traf en:Putin.``; ``original`` takes the marks off again.
What it makes can never be taken for a translation, and it honours the whole protocol, so the
stages behind it can be tested without loading a model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from translator.engines.protocol import Hypothesis

_WORD = re.compile(r"\S+")


class FakeEngine:
    """Marks words; ``count`` alternatives differ in how many words, from the end, stay bare."""

    starter = False

    def __init__(self, source: str, target: str) -> None:
        self.source = source
        self.target = target
        self.name = f"fake {source}-{target}"
        self.signature = f"fake-1-{source}-{target}"

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """Mark every word of every sentence."""
        return [self._mark(sentence) for sentence in sentences]

    def alternatives(self, sentences: Sequence[str], count: int) -> list[list[Hypothesis]]:
        """Return the marked sentence, then versions with ever more bare words at the end."""
        return [
            [
                Hypothesis(self._mark(sentence, bare), -0.1 * (bare + 1))
                for bare in range(min(count, len(sentence.split()) + 1))
            ]
            for sentence in sentences
        ]

    def complete(self, sentences: Sequence[str], prefixes: Sequence[str]) -> list[str]:
        """Put the marked rest of the sentence, by number of words, behind the prefix."""
        completed = []
        for sentence, prefix in zip(sentences, prefixes, strict=True):
            rest = sentence.split()[len(prefix.split()) :]
            head = prefix.rstrip()
            completed.append(" ".join(([head] if head else []) + [self._word(w) for w in rest]))
        return completed

    def score(self, sentences: Sequence[str], targets: Sequence[str]) -> list[float]:
        """Return minus the share of words that are not the marked words of the sentence."""
        scores = []
        for sentence, target in zip(sentences, targets, strict=True):
            wanted, words = self._mark(sentence).split(), target.split()
            same = sum(a == b for a, b in zip(wanted, words, strict=False))
            scores.append(same / max(len(wanted), len(words), 1) - 1.0 if words else -1.0)
        return scores

    def original(self, target: str) -> str:
        """Return the sentence that was marked."""
        return re.sub(rf"(?<!\S){re.escape(self.target)}:", "", target)

    def _mark(self, sentence: str, bare: int = 0) -> str:
        words = len(sentence.split())
        counter = iter(range(words))
        return _WORD.sub(
            lambda m: self._word(m[0]) if next(counter) < words - bare else m[0], sentence
        )

    def _word(self, word: str) -> str:
        return f"{self.target}:{word}"
