"""What helps with a sentence: what people wrote of one like it, other renderings, which words belong together.

All of it is offered and nothing is used of itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from translator.engines.protocol import Engine
from translator.translate.align import align
from translator.translate.hops import alternatives
from translator.translate.memory import MEMORY_FILE, HumanEntry, Memory

_LEAST = 70  # of 100: as translators' programs have it by default (OmegaT, Trados)
_MOST = 3  # sentences of the memory that are shown; not swept
_RENDERINGS = 6  # hypotheses that are asked for; not swept

Engines = Callable[[str], Sequence[Engine]]


@dataclass(frozen=True, slots=True)
class Match:
    """What a person wrote for a sentence that is like this one: ``likeness`` is 100 for the same."""

    source: str
    target: str
    likeness: int
    who: str = ""


def matches(
    corrections: Sequence[HumanEntry], pair: tuple[str, str], source: str, text: str = ""
) -> tuple[Match, ...]:
    """Return what the memory has for sentences like this one, the likest first; not ``text`` itself."""
    entries = [
        e for e in corrections if (e.source_lang, e.target_lang) == pair and e.target != text
    ]
    found = process.extract(
        source,
        [entry.source for entry in entries],
        scorer=ratio,
        score_cutoff=_LEAST,
        limit=2 * _MOST,
    )
    unique: dict[str, Match] = {}
    for said, likeness, number in found:
        entry = entries[number]
        unique.setdefault(entry.target, Match(said, entry.target, int(likeness), entry.who))
    return tuple(unique.values())[:_MOST]


def remembered(state: Path) -> list[HumanEntry]:
    """Return what people wrote, from the memory of a project; nothing where there is none.

    Raises:
        MemoryStoreError: it cannot be read.
    """
    if not (state / MEMORY_FILE).exists():
        return []
    with Memory(state / MEMORY_FILE, create=False) as memory:
        return memory.corrections()


@dataclass(slots=True)
class Renderings:
    """Other renderings of a sentence, by models that are loaded when somebody asks first."""

    engines: Engines | None = None
    _one: threading.Lock = field(default_factory=threading.Lock)

    def of(self, source: str, lang: str, text: str = "") -> tuple[str, ...]:
        """Return what the models of the way to a language make of a sentence, besides ``text``.

        A model that cannot be asked for alternatives has one rendering.

        Raises:
            RouteError: no installed model leads there.
            EngineError: a model failed.
        """
        if self.engines is None or not source:
            return ()
        with self._one:
            found = alternatives([source], self.engines(lang), _RENDERINGS)[source]
        return tuple(one for one in dict.fromkeys(found) if one and one != text)


def words(source: str, target: str, pair: tuple[str, str]) -> dict[str, list[list[int]]]:
    """Return the words of both sides as offsets that JavaScript counts, and which belong together."""
    found = align(source, target, pair)
    best: dict[int, float] = {}
    for link in found.links:
        best[link.source] = max(best.get(link.source, 0.0), link.strength)
    sure = [link for link in found.links if link.strength >= best[link.source] / 2]
    return {
        "source": [[_units(source[:start]), _units(source[:end])] for start, end in found.source],
        "target": [[_units(target[:start]), _units(target[:end])] for start, end in found.target],
        "links": [[link.source, link.target] for link in sure],
    }


def _units(text: str) -> int:
    """Return how many units of UTF-16 a text has."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
