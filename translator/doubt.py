"""Where a translation is doubtful: its segments, the worst first, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from translator.article import Finding, Segment, Severity, Step, Translation

_UNSUPPORTED = "its words have few counterparts in the source"
_UNSURE = "the model was unsure of it, or words of the source are missing"
_ORDER = list(Step)[::-1]  # doubtful first


@dataclass(frozen=True, slots=True)
class Doubt:
    """A segment that an editor should look at; ``block`` counts from 0, -1 is the title.

    ``place`` is its number in the block. ``reasons`` are what the checks say, the gravest first, or
    that its words have few counterparts, or the model was unsure.
    """

    block: int
    place: int
    source: str
    target: str
    step: Step
    confidence: float | None
    reasons: tuple[str, ...]
    errors: int = 0
    warnings: int = 0

    @property
    def marked(self) -> bool:
        """Tell whether it is pointed at where people read: doubtful, or something was found."""
        return self.step is Step.DOUBTFUL or self.errors + self.warnings > 0


def doubts(translation: Translation) -> tuple[Doubt, ...]:
    """Return the segments that are not sure, or in which something was found, the worst first.

    Of the texts that stand for pictures only those in which something was found: nobody reads them
    beside the sentences, which the counts are of.
    """
    found: dict[tuple[int, str, str], list[Finding]] = {}
    for finding in translation.findings:
        if finding.counts:
            found.setdefault((finding.block, finding.source, finding.target), []).append(finding)
    some = (
        _doubt(number, place, segment, found.get((number, segment.source, segment.target), []))
        for number, place, segment in (*_placed(translation), *_of_pictures(translation, found))
    )
    return tuple(sorted((doubt for doubt in some if doubt), key=_worst_first))


def step_counts(translation: Translation) -> dict[str, int]:
    """Return how many segments are doubtful, to be looked at, and sure: those that have a confidence."""
    counts = Counter(s.step for _, _, s in _placed(translation) if s.confidence is not None)
    return {step.value: counts[step] for step in _ORDER}


def _placed(translation: Translation) -> Iterator[tuple[int, int, Segment]]:
    for number, block in enumerate((translation.title, *translation.blocks), start=-1):
        for place, segment in enumerate(block.segments):
            yield number, place, segment


def _of_pictures(
    translation: Translation, found: Mapping[tuple[int, str, str], object]
) -> Iterator[tuple[int, int, Segment]]:
    """Yield segments of the texts for pictures; they have places behind those of their block."""
    for number, block in enumerate(translation.blocks):
        for place, segment in enumerate(block.alt, start=len(block.segments)):
            if (number, segment.source, segment.target) in found:
                yield number, place, segment


def _doubt(number: int, place: int, segment: Segment, findings: list[Finding]) -> Doubt | None:
    if segment.step is Step.SURE and not findings:
        return None
    findings = sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    reasons = tuple(f"{finding.check}: {finding.message}" for finding in findings)
    return Doubt(
        block=number,
        place=place,
        source=segment.source,
        target=segment.target,
        step=segment.step,
        confidence=segment.confidence,
        reasons=reasons or (_UNSUPPORTED if segment.score is None else _UNSURE,),
        errors=errors,
        warnings=len(findings) - errors,
    )


def _worst_first(doubt: Doubt) -> tuple[int, int, int, float]:
    sure = 1.0 if doubt.confidence is None else doubt.confidence
    return -doubt.errors, _ORDER.index(doubt.step), -doubt.warnings, sure
