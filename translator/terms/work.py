"""A sentence on its way to its final target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from translator.article import TermOutcome
from translator.terms.goals import Goal
from translator.terms.locate import Place, places

Renderings = Mapping[str, Sequence[str]]  # what the engine makes of a term that stands alone


@dataclass(slots=True)
class Work:
    """What a sentence is now, how each goal was reached, and which goals were tried.

    ``score`` is the mean log-probability per piece of ``target``.
    """

    source: str
    target: str
    goals: tuple[Goal, ...]
    outcomes: list[TermOutcome]
    score: float = 0.0
    tried: set[int] = field(default_factory=set)

    def open_goals(self) -> list[int]:
        """Return the numbers of the goals that are not met and could be."""
        return [
            number
            for number, goal in enumerate(self.goals)
            if not goal.out_of_reach and not goal.met(self.target)
        ]

    def next_goal(self) -> int | None:
        """Return the first open goal that was not tried yet."""
        return next((n for n in self.open_goals() if n not in self.tried), None)

    def take(self, target: str, outcome: TermOutcome, score: float) -> None:
        """Accept a new target; goals it meets for the first time get ``outcome``."""
        for number in self.open_goals():
            if self.goals[number].met(target):
                self.outcomes[number] = outcome
        self.target, self.score = target, score

    def places(self, number: int, renderings: Renderings) -> tuple[Place, ...]:
        """Return where the term of a goal may belong."""
        goal = self.goals[number]
        own = [
            rendering
            for match in goal.matches
            for text in (match.surface, match.form)
            for rendering in renderings.get(text, ())
        ]
        others = [other for i, other in enumerate(self.goals) if i != number]
        return places(goal, self.source, self.target, own, others)
