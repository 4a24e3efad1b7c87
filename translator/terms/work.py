"""A sentence on its way to its final target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from translator.article import TermOutcome
from translator.terms.evidence import Question, Span
from translator.terms.goals import Goal
from translator.terms.locate import Place, places

Renderings = Mapping[str, Sequence[str]]  # what the engine makes of a word that stands alone

_ASKED = 4  # occurrences whose renderings are looked for at a time
_ROOM = 12_000  # characters of target that are read for one question
_FEWEST = 8  # places asked for, however long the sentence
ATTEMPTS = 4  # searches for one goal of a sentence; each places one more occurrence or is the last


@dataclass(slots=True)
class Work:
    """What a sentence is now, how each occurrence came about, and how often each goal was tried.

    ``score`` is the mean log-probability per piece of ``target``. ``outcomes`` has, for each goal, how the occurrences in the target came about.
    """

    source: str
    target: str
    goals: tuple[Goal, ...]
    score: float = 0.0
    outcomes: list[list[TermOutcome]] = field(init=False)
    tried: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.outcomes = [[TermOutcome.OK] * len(g.occurrences(self.target)) for g in self.goals]

    def open_goals(self) -> list[int]:
        """Return the numbers of the goals that lack something and could have it."""
        return [
            number
            for number, goal in enumerate(self.goals)
            if not goal.out_of_reach and goal.missing(self.target)
        ]

    def next_goal(self) -> int | None:
        """Return the first open goal that may be tried, or tried once more."""
        return next(
            (
                n
                for n in self.open_goals()
                if self.tried[n] < ATTEMPTS and not self.goals[n].compound
            ),
            None,
        )

    def take(self, target: str, outcome: TermOutcome, score: float) -> None:
        """Accept a new target; the occurrences in what changed get ``outcome``."""
        before = _shared(self.target, target)
        behind = _shared(self.target[before:][::-1], target[before:][::-1])
        for number, goal in enumerate(self.goals):
            old = [o.span for o in goal.occurrences(self.target)]
            known = dict(zip(old, self.outcomes[number], strict=True))
            kept = {
                span if span[1] <= before else _shifted(span, len(target) - len(self.target)): was
                for span, was in known.items()
                if span[1] <= before or span[0] >= len(self.target) - behind
            }
            new = [o.span for o in goal.occurrences(target)]
            self.outcomes[number] = [kept.get(span, outcome) for span in new]
        self.target, self.score = target, score

    def lacking(self) -> list[str]:
        """Return the terms whose renderings say where they belong, in the form of the source."""
        return [
            text
            for number in self.open_goals()
            for match in self.goals[number].matches
            for text in (match.surface, match.form)
        ]

    def places(self, number: int, renderings: Renderings) -> tuple[Place, ...]:
        """Return where the term of a goal may belong."""
        goal = self.goals[number]
        taken = [o.span for other in self.goals for o in other.occurrences(self.target)]
        return places(goal, self.source, self.target, _renderings(goal, renderings), taken)

    def question(self, number: int, some: Sequence[Place]) -> Question:
        """Return the question which of ``some`` places render the term of a goal.

        In a long sentence only the first places and occurrences are asked for.
        """
        room = _ROOM // max(len(self.target), 1)
        asked = max(1, min(_ASKED, room // _FEWEST))
        words = tuple(match.span for match in self.goals[number].matches[:asked])
        spans = tuple(place.span for place in some[: max(_FEWEST, room // len(words))])
        return Question(self.source, words, self.target, spans)


def _renderings(goal: Goal, renderings: Renderings) -> tuple[str, ...]:
    """Return what the engine makes of a term, as it is written here and in the glossary."""
    texts = dict.fromkeys(text for m in goal.matches for text in (m.surface, m.form))
    found = (rendering for text in texts for rendering in renderings.get(text, ()))
    return tuple(dict.fromkeys(found))


def _shared(one: str, other: str) -> int:
    """Return the length of the common beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _shifted(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by
