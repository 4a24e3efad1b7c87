"""A version as what translators work on: paragraphs of marked text beside their source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from translator.article import (
    Block,
    BlockKind,
    Finding,
    Mark,
    MarkKind,
    Origin,
    ReviewState,
    Segment,
    Step,
    TranslatedBlock,
)
from translator.markup.marks import ordered
from translator.review.states import Status
from translator.review.text import as_people_left_it

Span = tuple[int, int]
_LEFT_ALONE = (BlockKind.CODE, BlockKind.EMBED)
_BLANKS = re.compile(r"[^\S\t\n]+|[^\S\t\n]*\n[^\S\t\n]*")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and the marks over it; where a line ends it has a space below a mark."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, heading, item, row or caption: ``number`` counts from 0, the headline.

    ``parts`` are its sentences, as spans of source and target. ``codes`` name the marks by number,
    those of the source first. ``human`` says that a person wrote some of the target.
    """

    number: int
    kind: BlockKind
    source: Marked
    target: Marked
    parts: tuple[tuple[Span, Span], ...]
    codes: Mapping[str, Mark]
    human: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """A version for translators: where it is published, its languages, its state, its units.

    ``digest`` is that of the text (``Parts.digest``): what comes back belongs to this text.
    """

    path: str
    source_lang: str
    target_lang: str
    digest: str
    state: ReviewState
    title: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back: texts by number of the unit, and whether all of them are approved.

    ``from_source`` says that what nobody has translated stands in them as the source has it.
    """

    path: str
    digest: str
    texts: Mapping[int, Marked]
    approved: bool = False
    from_source: bool = False


def bundle_of(found: Status, findings: Sequence[Finding], root: Path = Path()) -> Bundle:
    """Return a version for translators as it stands now; blocks of code and what people added stay out.

    Its path starts at ``root``.

    Raises:
        ValueError: what it was made from is not on record.
    """
    if found.draft is None or found.comparison is None:
        raise ValueError("what it was made from is not on record")
    after = (Block(BlockKind.HEADING, found.version.title, level=1), *found.version.blocks)
    revised, written = as_people_left_it(found.draft, found.comparison, after)
    pairs = zip((revised.title, *revised.blocks), (after[0], *written), strict=True)
    units = tuple(
        _unit(number, made, block, findings)
        for number, (made, block) in enumerate(pairs)
        if made.block.text.strip() and block.kind not in _LEFT_ALONE
    )
    inside = root != Path() and found.path.is_relative_to(root)
    return Bundle(
        (found.path.relative_to(root) if inside else found.path).as_posix(),
        found.draft.route.languages[0],
        found.draft.lang,
        found.parts.digest,
        found.state,
        found.version.title,
        units,
    )


def _unit(number: int, made: TranslatedBlock, block: Block, findings: Sequence[Finding]) -> Unit:
    return Unit(
        number,
        block.kind,
        Marked(made.block.text, made.block.marks),
        Marked(block.text, block.marks),
        tuple(_parts(made.segments)),
        codes(made.block.marks, block.marks),
        human=any(segment.origin is Origin.HUMAN for segment in made.segments),
        notes=(
            *_doubts(made.segments),
            *(
                f"{finding.check}: {finding.message}"
                for finding in findings
                if finding.block == number - 1 and finding.check != "input"
            ),
        ),
    )


def _doubts(segments: Sequence[Segment]) -> Iterable[str]:
    """Say which sentences a model is not sure of."""
    for segment in segments:
        if segment.step is not Step.SURE and segment.confidence is not None:
            yield f"{segment.step}: confidence {segment.confidence:.2f}: {segment.target}"


def _parts(segments: Sequence[Segment]) -> Iterable[tuple[Span, Span]]:
    source = target = 0
    for part in segments:
        ends = source + len(part.source), target + len(part.target)
        if part.source.strip() or part.target.strip():
            yield (source, ends[0]), (target, ends[1])
        source, target = ends[0] + len(part.tail), ends[1] + len(part.tail)


def codes(source: Sequence[Mark], target: Sequence[Mark]) -> dict[str, Mark]:
    """Number the marks of a source, then those that only the target has."""
    plain = [mark for mark in source if mark.kind is not MarkKind.BREAK]
    found = {str(number): mark for number, mark in enumerate(plain, start=1)}
    known = {(mark.kind, mark.href) for mark in plain}
    for mark in target:
        if mark.kind is not MarkKind.BREAK and (mark.kind, mark.href) not in known:
            found[str(len(found) + 1)] = mark
            known.add((mark.kind, mark.href))
    return found


def numbered(marks: Sequence[Mark], known: Mapping[str, Mark]) -> dict[Mark, str]:
    """Return the number of each mark: that of the first one like it which no other has."""
    free = dict(known)
    found: dict[Mark, str] = {}
    for mark in marks:
        alike = [
            n for n, other in free.items() if (other.kind, other.href) == (mark.kind, mark.href)
        ]
        again = [n for n, o in known.items() if (o.kind, o.href) == (mark.kind, mark.href)]
        for number in (*alike, *again)[:1]:
            found[mark] = number
            free.pop(number, None)
    return found


def tidied(text: str, marks: Iterable[Mark]) -> Marked:
    r"""Return a text that came back with single blanks; a line end (``\n``) becomes a mark.

    Marks of one kind that only a blank parts are one.
    """
    place = []
    line = ""
    end = 0
    breaks = []
    for run in _BLANKS.finditer(text):
        place += [len(line) + at for at in range(run.start() - end)]
        line += text[end : run.start()]
        place += [len(line)] * (run.end() - run.start())
        if line and not line.endswith((" ", "\t")):
            if "\n" in run.group():
                breaks.append(Mark(MarkKind.BREAK, len(line), len(line) + 1))
            line += " "
        end = run.end()
    place += [len(line) + at for at in range(len(text) - end + 1)]
    line += text[end:]
    size = len(line.rstrip(" "))
    moved = (replace(m, start=place[m.start], end=min(place[m.end], size)) for m in marks)
    kept = [m for m in (*_joined(line, ordered(moved)), *breaks) if m.start < m.end <= size]
    return Marked(line[:size], ordered(kept))


def _joined(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """Join marks of one kind and address that nothing but blanks parts."""
    found: list[Mark] = []
    for mark in marks:
        before = next(
            (o for o in reversed(found) if (o.kind, o.href) == (mark.kind, mark.href)), None
        )
        if before is not None and not text[before.end : mark.start].strip(" "):
            found[found.index(before)] = replace(before, end=max(before.end, mark.end))
        else:
            found.append(mark)
    return found
