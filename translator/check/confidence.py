"""How sure a translation is, sentence by sentence, from the two texts and what the checks found.

No model is asked again. Where it told how likely its draft was, that and the words of the source without
a likely counterpart are weighed by a logistic regression that ``benchmarks.confidence`` fits on sentences
that readers have rated. Where it did not, six measures of the words (``counterparts``) are weighed by a
ridge regression, fitted on sentences with a human translation beside them; quality estimation has done so
since Specia et al. (2009). The weighted sum is turned into a confidence by the shares of those sentences
that have less: doubtful, to be looked at, sure. What the checks found then lowers it.

Over a pivot the first hop counts: its languages have a table of words, and what went wrong there stays.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from importlib import resources

from translator.article import (
    Finding,
    Origin,
    Segment,
    Severity,
    TermOutcome,
    TranslatedBlock,
    Translation,
)
from translator.check.counterparts import Measures, counterparts, has_table
from translator.check.segments import placed_blocks, target_lang
from translator.check.useless import USELESS
from translator.language.facts import facts

BY_WORDS, BY_MODEL = "confidence.toml", "confidence_scored.toml"
_MOST_SPREADS = 3.0  # a measure further from the mean counts as if it were this far
_UNKNOWN = 0.5  # where words cannot be compared, or there are too few: what is found decides
_FEWEST = 3  # content words, on either side, of which measures say something
# What is left of a confidence with an error, with a warning of each check. Odd rows of eval/doubt: no
# finding moves chrF much; Spearman .50 without them, .48 with these, .42 with a tenth and .4.
_ERROR, _WARNING = 0.5, 0.8
_NOTHING_LEFT = 0.1  # the same with an error of a check in ``USELESS``
_SUBSTITUTED = 0.9  # the same where a term was put in as it stands in the glossary; not swept
_DIGITS = 3  # what is kept of it


@dataclass(frozen=True, slots=True)
class Weights:
    """What the data file says: the mean, spread and weight of each measure, and the steps.

    ``steps`` are pairs of a sum and the confidence it stands for, rising.
    """

    measures: Mapping[str, tuple[float, float, float]]
    steps: tuple[tuple[float, float], ...]

    def total(self, measures: Measures | Scored) -> float:
        """Return the weighted sum of the measures of a segment."""
        values: dict[str, float] = asdict(measures)
        return sum(
            weight * max(-_MOST_SPREADS, min(_MOST_SPREADS, (values[name] - mean) / spread))
            for name, (mean, spread, weight) in self.measures.items()
        )

    def confidence(self, total: float) -> float:
        """Return the confidence of a sum: straight lines between the steps."""
        place = bisect_right(self.steps, (total, 2.0))
        if not place:
            return self.steps[0][1]
        if place == len(self.steps):
            return self.steps[-1][1]
        (low, least), (high, most) = self.steps[place - 1], self.steps[place]
        return least + (most - least) * (total - low) / (high - low)


@dataclass(frozen=True, slots=True)
class Scored:
    """What a model and the words say of a segment.

    ``score`` is the mean log-probability per piece of the model's draft, ``lacking`` how unlikely the
    target is to say the words of the source, summed: the longer a sentence, the likelier is a fault.
    """

    score: float
    lacking: float


@lru_cache
def weights(name: str = BY_WORDS) -> Weights:
    """Return the weights that ship with the program: ``BY_WORDS`` or ``BY_MODEL``."""
    data = tomllib.loads(resources.files(__package__).joinpath("data", name).read_text("utf-8"))
    measures: dict[str, tuple[float, float, float]] = {
        name: (m["mean"], m["spread"], m["weight"]) for name, m in data["measures"].items()
    }
    steps: list[list[float]] = data["steps"]
    return Weights(measures, tuple((total, sure) for total, sure in steps))


def with_confidence(translation: Translation) -> Translation:
    """Return a translation whose segments say how sure they are; its findings count.

    A person's correction and what was not translated have no confidence.
    """
    found: dict[tuple[int, str, str], list[Finding]] = {}
    for finding in translation.findings:
        found.setdefault((finding.block, finding.source, finding.target), []).append(finding)
    langs = *translation.route.languages[:-1], target_lang(translation)

    def judged(segments: Iterable[Segment], number: int) -> tuple[Segment, ...]:
        return tuple(
            replace(s, confidence=confidence(s, found.get((number, s.source, s.target), ()), langs))
            for s in segments
        )

    def block_judged(number: int, block: TranslatedBlock) -> TranslatedBlock:
        return replace(
            block, segments=judged(block.segments, number), alt=judged(block.alt, number)
        )

    title, *blocks = (block_judged(number, block) for number, block in placed_blocks(translation))
    return replace(translation, title=title, blocks=tuple(blocks))


def confidence(segment: Segment, findings: Iterable[Finding], langs: Sequence[str]) -> float | None:
    """Return how sure the translation of a segment is, from 0 to 1; ``None`` where a person said so.

    ``langs`` are those of its route.
    """
    if segment.origin in (Origin.HUMAN, Origin.COPY) or not segment.source.strip():
        return None
    lang, into = (code.partition("-")[0] for code in (langs[0], langs[1 if segment.via else -1]))
    target = segment.via[0] if segment.via else segment.target
    if facts(segment.source, langs[0], langs[-1]) == segment.target:
        sure = 1.0  # no model wrote it
    else:
        sure = by_model(segment.source, target, segment.score, lang, into)
    for check, severity in {f.check: f.severity for f in findings}.items():
        if check in USELESS and severity is Severity.ERROR:
            sure *= _NOTHING_LEFT
        sure *= {Severity.ERROR: _ERROR, Severity.WARNING: _WARNING}.get(severity, 1.0)
    if any(use.outcome is TermOutcome.SUBSTITUTED for use in segment.terms):
        sure *= _SUBSTITUTED
    return round(sure, _DIGITS)


def by_model(source: str, target: str, score: float | None, lang: str, into: str) -> float:
    """Return how sure a translation is by its words and by the model's score, where it has one."""
    if score is None or not has_table(lang, into):
        return by_words(source, target, lang, into)
    known = weights(BY_MODEL)
    return known.confidence(known.total(scored(source, target, score, lang, into)))


def scored(source: str, target: str, score: float, lang: str, into: str) -> Scored:
    """Return the measures of a translation of which the model told its score."""
    return Scored(score, counterparts(source, target, lang, into).lacking)


def by_words(source: str, target: str, lang: str, into: str) -> float:
    """Return how sure a translation is by its words alone."""
    if not has_table(lang, into):
        return _UNKNOWN
    compared = counterparts(source, target, lang, into)
    if compared.measures is None or min(len(compared.source), len(compared.target)) < _FEWEST:
        return _UNKNOWN
    return weights().confidence(weights().total(compared.measures))
