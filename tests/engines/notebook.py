"""A steerable engine that knows a few sentences: deterministic, and as forgetful as a small model."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from translator.engines.protocol import Hypothesis


class Notebook:
    """Translates by looking up: the first rendering of a sentence is its best, the rest follow.

    ``complete`` goes on with the rendering that has the prefix's last word, ``score`` is higher
    for a target more like ``truth``, the one rendering the engine finds most likely.
    """

    starter = False
    name = "notebook"
    signature = "notebook-1"

    def __init__(
        self,
        renderings: Mapping[str, Sequence[str]],
        truth: Mapping[str, str] | None = None,
        languages: tuple[str, str] = ("de", "en"),
    ) -> None:
        self.renderings = renderings
        self.truth = truth or {}
        self.source, self.target = languages
        self.calls = 0

    def translate(self, sentences: Sequence[str]) -> list[str]:
        return [self.renderings[sentence][0] for sentence in sentences]

    def alternatives(self, sentences: Sequence[str], count: int) -> list[list[Hypothesis]]:
        self.calls += 1
        return [
            [
                Hypothesis(text, -0.1 - 0.05 * rank)
                for rank, text in enumerate(self.renderings[s][:count])
            ]
            for s in sentences
        ]

    def complete(self, sentences: Sequence[str], prefixes: Sequence[str]) -> list[str]:
        self.calls += 1
        return [self._behind(s, p) for s, p in zip(sentences, prefixes, strict=True)]

    def score(self, sentences: Sequence[str], targets: Sequence[str]) -> list[float]:
        self.calls += 1
        return [self._likelihood(s, t) for s, t in zip(sentences, targets, strict=True)]

    def _behind(self, sentence: str, prefix: str) -> str:
        whole = self.truth.get(sentence, self.renderings[sentence][0])
        last = prefix.rsplit(maxsplit=1)[-1]
        _, found, rest = whole.partition(last)
        return prefix + rest if found else prefix

    def _likelihood(self, sentence: str, target: str) -> float:
        whole = self.truth.get(sentence, self.renderings[sentence][0])
        return SequenceMatcher(None, whole.split(), target.split()).ratio() - 1.0


class Plain:
    """An engine that can only translate: no alternatives, no prefix."""

    starter = False
    name = "plain"
    signature = "plain-1"

    def __init__(self, source: str, target: str) -> None:
        self.source = source
        self.target = target

    def translate(self, sentences: Sequence[str]) -> list[str]:
        return list(sentences)
