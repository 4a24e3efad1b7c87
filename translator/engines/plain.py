"""What an engine that only turns one text into another needs around it: parts, spelling, kept texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from translator.engines.covered import Covered
from translator.engines.parts import put_together, take_apart
from translator.engines.spelling import spell
from translator.markup.verbatim import verbatim


class PlainEngine:
    """Translates sentence by sentence with a function; no alternatives, no prefixes.

    ``run`` translates one text, ``spells`` says whether the model can read a character, ``length``
    counts what a text costs of the ``longest`` that one call gets.
    """

    def __init__(
        self,
        source: str,
        *,
        run: Callable[[str], str],
        spells: Callable[[str], bool],
        length: Callable[[str], int],
        longest: int,
        finish: Callable[[str, str], str] = lambda target, _sentence: target,
    ) -> None:
        self.source = source
        self._run = run
        self._spells = spells
        self._length = length
        self._longest = longest
        self._finish = finish

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """Translate each sentence on its own; see ``Engine``."""
        done = {sentence: self._sentence(sentence) for sentence in dict.fromkeys(sentences)}
        return [done[sentence] for sentence in sentences]

    def _sentence(self, sentence: str) -> str:
        target = self._parts(sentence, ())
        keep = verbatim(sentence)
        if all(piece in target for piece in keep):
            return target
        covered = Covered.of(sentence, keep)
        kept = covered.uncover(self._parts(covered.text, ())) if covered else ""
        return kept or self._parts(sentence, keep)

    def _parts(self, sentence: str, keep: Sequence[str]) -> str:
        spelled = spell(sentence, self._spells, self.source, keep)
        parts = take_apart(spelled.text, self._spells, self._length, self._longest, keep)
        targets = [self._finish(self._run(p.text), sentence) for p in parts if not p.copy]
        return spelled.restore(put_together(parts, targets))
