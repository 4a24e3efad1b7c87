"""A sentence on its way up the ladder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from translator.article import TermOutcome
from translator.engines.protocol import SteerableEngine
from translator.language.indefinite import indefinite
from translator.language.slips import without_slips
from translator.language.spanish import without_spanish_slips
from translator.language.writing import without_points
from translator.translate.accept import Candidate, content
from translator.translate.constraints import Account, Span
from translator.translate.mend import LONGEST as LONGEST_MENDED
from translator.translate.mend import mend

LONGEST = 1_000  # characters; in longer sentences terms are accounted for, and not enforced
MARGIN = 8.0  # log-probability a candidate may lose for each number or name it gains
NUMBER_MARGIN = 8.0  # and on top for a number: without it the sentence is wrong
TERM_MARGIN = 0.3  # mean log-probability per piece that a term may cost in another hypothesis
LOST_WORD = 5.0  # how much less may be lost for every word a candidate loses
_LETTERS = 4  # of a piece, about


@dataclass(slots=True)
class Work:
    """What a sentence is now, what was tried for it, and how what is new in it came about.

    ``scores`` are the mean log-probabilities per piece of its targets, as far as they are known.
    """

    now: Account
    came: dict[Span, TermOutcome] = field(default_factory=dict)
    scores: dict[str, float] = field(default_factory=dict)
    tried: Counter[object] = field(default_factory=Counter)

    @property
    def source(self) -> str:
        return self.now.wanted.pair.source

    @property
    def open_goals(self) -> list[int]:
        """Return the numbers of the goals that lack something and may have it."""
        if len(self.source) > LONGEST:
            return []
        return [number for number, missing in enumerate(self.now.missing) if missing]

    @property
    def lost_facts(self) -> bool:
        """Say whether a number or name is certainly missing."""
        longest = max(len(self.source), len(self.now.target))
        return longest <= LONGEST_MENDED and self.now.faults.open

    @property
    def open(self) -> bool:
        """Say whether anything is certainly lacking that the model may be asked for."""
        return bool(self.open_goals) or self.lost_facts

    def take(self, account: Account, outcome: TermOutcome) -> None:
        """Go on from another target; the terms in what changed get ``outcome``."""
        old, new = self.now.target, account.target
        before = _shared(old, new)
        behind = _shared(old[before:][::-1], new[before:][::-1])
        came: dict[Span, TermOutcome] = {}
        known = {claim.place.span for claim in self.now.claims if claim.place}
        kept = {}
        for start, end in known:
            if end <= before:
                kept[start, end] = self.came.get((start, end), TermOutcome.OK)
            elif start >= len(old) - behind:
                shift = len(new) - len(old)
                kept[start + shift, end + shift] = self.came.get((start, end), TermOutcome.OK)
        for claim in account.claims:
            if claim.place:
                came[claim.place.span] = kept.get(claim.place.span, outcome)
        self.now, self.came = account, came

    def choose(self, candidates: Sequence[Candidate], outcome: TermOutcome) -> None:
        """Take the candidate that lacks least, the most likely among equals, if it is worth it."""
        fitting = [candidate for candidate in candidates if self._worth(candidate.after)]
        if fitting:
            best = min(fitting, key=lambda c: (c.after.cost, -self.scores[c.after.target]))
            self.take(best.after, outcome)

    def _worth(self, after: Account) -> bool:
        """Say whether a candidate is likely enough: all in all, so that short sentences can gain a word.

        The margin is for each number, name and term gained; one that says less must be likelier.
        """
        now = self.now
        base, score = self.scores[now.target], self.scores[after.target]
        numbers = len(now.faults.numbers) - len(after.faults.numbers)
        names = len(now.faults.names) - len(after.faults.names)
        if sum(after.missing) < sum(now.missing) and numbers + names <= 0:
            return score >= base - TERM_MARGIN
        lost = max(0, content(now.target) - content(after.target))
        loss = (base * len(now.target) - score * len(after.target)) / _LETTERS
        budget = MARGIN * (numbers + names) + NUMBER_MARGIN * numbers - LOST_WORD * lost
        return loss <= max(0.0, budget)

    @staticmethod
    def score_all(engine: SteerableEngine, wanted: Sequence[tuple[Work, Sequence[str]]]) -> None:
        """Have targets of several sentences scored in one call; what is known is not asked again."""
        pairs = {(w.source, text): w for w, texts in wanted for text in texts}
        asked = [key for key, work in pairs.items() if key[1] not in work.scores]
        if asked:
            scores = engine.score([source for source, _ in asked], [text for _, text in asked])
            known = dict(zip(asked, scores, strict=True))
            for work, texts in wanted:
                for text in texts:
                    if (work.source, text) in known:
                        work.scores[text] = known[work.source, text]


def mended(account: Account) -> Account:
    """Return what has the sure faults of numbers, names and English corrected."""
    pair, target = account.wanted.pair, account.target
    if max(len(pair.source), len(target)) > LONGEST_MENDED:
        return account
    text = mend(pair, target, account.faults, account.closed, account.claimed)
    house = {form for goal in account.wanted.goals for form in goal.forms}
    kept = frozenset(form for form in house if form.replace(".", "") not in house - {form})
    text = without_points(text, pair.source, pair.into, kept)
    known = "\n".join((pair.source, *sorted(house)))
    if pair.into == "en":
        text = indefinite(without_slips(text, known), known)
    elif pair.into == "es":
        text = without_spanish_slips(text, known)
    return account if text == target else account.wanted.account(text)


def _shared(one: str, other: str) -> int:
    """Return the length of the common beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
