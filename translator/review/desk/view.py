"""A version as the desk shows it: block by block and sentence by sentence beside its source."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from translator.article import (
    Block,
    BlockKind,
    Finding,
    Segment,
    Step,
    TermUse,
    TranslatedBlock,
)
from translator.review.edits import Comparison, Edit, EditKind, Unit
from translator.review.states import Status

Span = tuple[int, int]
_DIGEST = 16  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of a version, or several that belong together, and what it was made from.

    ``start`` and ``end`` are its place in the text of its block, ``source`` that of its source in the
    block beside it; a piece that was taken out has no text, one that people put in no source. What a
    model said of its own sentence (``confidence``, ``terms``) holds while that stands.
    """

    block: int
    number: int
    start: int
    end: int
    text: str
    source: Span = (0, 0)
    source_text: str = ""
    draft: str = ""
    kind: EditKind = EditKind.SAME
    confidence: float | None = None
    step: Step = Step.SURE
    terms: tuple[TermUse, ...] = ()
    findings: tuple[Finding, ...] = ()
    seen: bool = False

    @property
    def name(self) -> str:
        """Return what the piece is called in addresses."""
        return f"{self.block}-{self.number}"

    @property
    def key(self) -> str:
        """Return what tells these two texts from any others."""
        return digest(f"{self.source_text}\0{self.text}")

    @property
    def doubt(self) -> float:
        """Return how much somebody should look at it: 0 is not at all."""
        if self.seen:
            return 0.0
        counted = sum(finding.counts for finding in self.findings)
        unsure = {Step.SURE: 0.0, Step.LOOK: 1.0, Step.DOUBTFUL: 2.0}[self.step]
        return unsure + counted + (1 - self.confidence if unsure and self.confidence else 0)


@dataclass(frozen=True, slots=True)
class Row:
    """A block of a version beside the block that it was made from; one of them may be missing.

    ``number`` is that of the block in the version (0 is the headline), -1 for one that was taken out.
    ``findings`` are about the whole of it.
    """

    number: int
    target: Block | None
    source: Block | None
    pieces: tuple[Piece, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def kind(self) -> str:
        """Return the kind of the block."""
        block = self.target or self.source
        return block.kind.value if block else ""

    @property
    def label(self) -> str:
        """Return what the row is called for those who do not see it."""
        if self.number < 0:
            return "Taken out"
        return f"Paragraph {self.number}" if self.number else "Headline"

    @property
    def doubt(self) -> float:
        """Return how much somebody should look at it."""
        return max((piece.doubt for piece in self.pieces), default=0.0) + sum(
            finding.counts for finding in self.findings
        )


@dataclass(frozen=True, slots=True)
class View:
    """All of a version in reading order."""

    rows: tuple[Row, ...]
    pair: tuple[str, str]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Return the sentences in reading order."""
        return tuple(piece for row in self.rows for piece in row.pieces if row.number >= 0)

    @property
    def doubtful(self) -> tuple[Piece, ...]:
        """Return the sentences that somebody should look at."""
        return tuple(piece for piece in self.pieces if piece.doubt)

    @property
    def has_source(self) -> bool:
        """Tell whether what the version was made from is known."""
        return any(row.source for row in self.rows)

    def ordered(self, order: str) -> tuple[Row, ...]:
        """Return the blocks as they are read, or by ``doubt``."""
        return self.doubtful_first if order == "doubt" else self.rows

    def following(self, name: str, order: str) -> Piece | None:
        """Return the sentence behind another in an order; ``None`` behind the last."""
        pieces = [p for row in self.ordered(order) for p in row.pieces if row.number >= 0]
        names = [piece.name for piece in pieces]
        place = names.index(name) + 1 if name in names else len(names)
        return pieces[place] if place < len(pieces) else None

    @property
    def doubtful_first(self) -> tuple[Row, ...]:
        """Return the blocks by doubt, the rest in reading order."""
        return tuple(sorted(self.rows, key=lambda row: -row.doubt))

    def piece(self, name: str) -> Piece | None:
        """Return a sentence by its name."""
        return next((piece for piece in self.pieces if piece.name == name), None)


def digest(text: str) -> str:
    """Return a short digest that tells texts apart."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGEST]


def view(
    status: Status, findings: Sequence[Finding] = (), seen: Collection[str] = frozenset()
) -> View:
    """Return a version beside its source; ``seen`` are the keys of pieces that were looked at."""
    title = Block(BlockKind.HEADING, status.version.title, level=1)
    blocks = (title, *status.version.blocks)
    draft, comparison = status.draft, status.comparison
    if draft is None or comparison is None:
        rows = [_alone(number, block) for number, block in enumerate(blocks)]
        pair = (str(status.version.front.get("source-lang", "")), status.lang)
    else:
        before = (draft.title, *draft.blocks)
        rows = list(_Rows(before, blocks, comparison).all())
        pair = (draft.route.languages[0], status.lang)
    about: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        about[finding.block + 1].append(finding)
    return View(tuple(_judged(row, about[row.number], seen) for row in rows), pair)


def _alone(number: int, block: Block) -> Row:
    """Return a block whose source is not known."""
    piece = Piece(number, 0, 0, len(block.text), block.text)
    return Row(number, block, None, (piece,) if block.text else ())


def _judged(row: Row, findings: Sequence[Finding], seen: Collection[str]) -> Row:
    """Return a block with what the checks found, each finding at its sentence."""
    at: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        place = next((p.number for p in row.pieces if _is_about(finding, p)), -1)
        at[place].append(finding)
    pieces = tuple(
        replace(piece, findings=tuple(at[piece.number]), seen=piece.key in seen)
        for piece in row.pieces
    )
    return replace(row, pieces=pieces, findings=tuple(at[-1]))


def _is_about(finding: Finding, piece: Piece) -> bool:
    pairs = ((finding.source, piece.source_text), (finding.target, piece.text))
    return any(one and other and (one in other or other in one) for one, other in pairs)


@dataclass(slots=True)
class _Rows:
    """Puts blocks beside those that they were made from."""

    before: Sequence[TranslatedBlock]
    after: Sequence[Block]
    found: Comparison
    places: dict[Unit, list[tuple[Segment, Span]]] = field(default_factory=dict)

    def all(self) -> Iterator[Row]:
        """Yield all blocks in the order of the version; those taken out where they were."""
        for number, drafted in enumerate(self.before):
            self._note(number, drafted)
        kept = {origin for origin in self.found.origins if origin is not None}
        gone = [n for n, block in enumerate(self.before) if n not in kept and block.text.strip()]
        pieces = self._pieces()
        for number, (block, origin) in enumerate(zip(self.after, self.found.origins, strict=True)):
            while gone and origin is not None and gone[0] < origin:
                yield self._gone(gone.pop(0))
            source = self.before[origin].block if origin is not None else None
            yield Row(number, block, source, tuple(pieces[number]))
        yield from map(self._gone, gone)

    def _note(self, number: int, block: TranslatedBlock) -> None:
        """Note where the sentences of a block of the draft stand in its source."""
        starts = accumulate((len(s.source + s.tail) for s in block.segments), initial=0)
        for segment, start in zip(block.segments, starts, strict=False):
            unit = Unit(
                number, segment.target, segment.tail, segment.source, segment.tail, block.block.kind
            )
            span = (start, start + len(segment.source))
            self.places.setdefault(unit, []).append((segment, span))

    def _gone(self, number: int) -> Row:
        return Row(-1, None, self.before[number].block)

    def _pieces(self) -> dict[int, list[Piece]]:
        """Return the sentences by block, each at its place; what cannot be placed is one piece."""
        found: dict[int, list[Piece]] = defaultdict(list)
        for edit in self.found.edits:
            for number in dict.fromkeys(unit.block for unit in edit.after):
                found[number].append(self._piece(edit, number, found[number]))
            if not edit.after:
                self._taken_out(edit, found)
        for number, block in enumerate(self.after):
            if any(piece.start < 0 for piece in found[number]):
                found[number] = [self._whole(number, block)]
            elif block.text and not found[number]:
                found[number] = [Piece(number, 0, 0, len(block.text), block.text)]
        return found

    def _piece(self, edit: Edit, number: int, before: Sequence[Piece]) -> Piece:
        """Return the sentences of an edit that stand in a block."""
        text = self.after[number].text
        units = [unit for unit in edit.after if unit.block == number]
        start = text.find(units[0].text, before[-1].end if before else 0)
        end = start
        for unit in units:
            at = text.find(unit.text, end)
            start, end = (start, at + len(unit.text)) if at >= 0 <= start else (-1, -1)
        origin = self.found.origins[number]
        segments = [self.places[u].pop(0) for u in edit.before if self.places.get(u)]
        here = [
            span for u, (_, span) in zip(edit.before, segments, strict=False) if u.block == origin
        ]
        same = edit.kind is EditKind.SAME and len(segments) == 1
        return Piece(
            block=number,
            number=len(before),
            start=start,
            end=end,
            text=text[start:end] if start >= 0 else "",
            source=(here[0][0], here[-1][1]) if here else (0, 0),
            source_text=edit.source,
            draft="" if edit.kind is EditKind.SAME else edit.draft,
            kind=edit.kind,
            confidence=segments[0][0].confidence if same else None,
            step=segments[0][0].step if same else Step.SURE,
            terms=segments[0][0].terms if same else (),
        )

    def _taken_out(self, edit: Edit, found: dict[int, list[Piece]]) -> None:
        """Put a sentence that was taken out behind the one before it, where its block still stands."""
        origin = edit.before[0].block
        if origin not in self.found.origins:
            return
        number = self.found.origins.index(origin)
        spans = [self.places[unit].pop(0)[1] for unit in edit.before if self.places.get(unit)]
        at = found[number][-1].end if found[number] else 0
        piece = Piece(
            block=number,
            number=len(found[number]),
            start=at,
            end=at,
            text="",
            source=(spans[0][0], spans[-1][1]) if spans else (0, 0),
            source_text=edit.source,
            draft=edit.draft,
            kind=EditKind.DELETED,
        )
        found[number].append(piece)

    def _whole(self, number: int, block: Block) -> Piece:
        origin = self.found.origins[number]
        source = self.before[origin].block.text if origin is not None else ""
        draft = self.before[origin].text if origin is not None else ""
        return Piece(
            number,
            0,
            0,
            len(block.text),
            block.text,
            (0, len(source)),
            source,
            draft,
            EditKind.CHANGED,
        )
