"""From judged pieces to an Article: what every kind of input has in common at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from translator.article import Article, Block, BlockKind, Image, Metadata, Removal, figure
from translator.clean import labels
from translator.clean.credits import split_words
from translator.clean.language import detect
from translator.clean.link_addresses import host_of
from translator.clean.normalise import squash
from translator.clean.numbering import with_numbers
from translator.clean.people import houses_of, people
from translator.clean.pictures import with_caption
from translator.clean.pieces import KEEP, Piece, Role, Verdict, is_prose, is_text_as_heading
from translator.clean.publication_date import find
from translator.markup.marks import within

_SOURCE_LABEL = re.compile(
    r"^(?:Quellen?|Sources?|Mit Material (?:von|der)|Mit Informationen (?:von|der)|Verwendete Quellen)\s*:?\s*",
    re.IGNORECASE,
)
_SOURCE_LINK = re.compile(r"^(?:-?link|zur quelle)\b", re.IGNORECASE)
_NOT_TOLD = {BlockKind.CODE, BlockKind.EMBED}  # in the language of the article
_TEXT = {Role.BODY, Role.LEAD}
_TIME = re.compile(r"(?:[01]?\d|2[0-3])[.:][0-5]\d(?: ?Uhr| ?h)?")
_ENTRIES = 2  # times above text that make a live ticker
_DAYS = 3  # different ones, each above a text, that make a chronicle


@dataclass(slots=True)
class Outcome:
    """Collects what becomes of the pieces, in reading order."""

    blocks: list[Block] = field(default_factory=list)
    removed: list[Removal] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    def take(self, piece: Piece, verdict: Verdict) -> None:
        """File one piece under what its verdict says it is."""
        if verdict.role in {Role.BODY, Role.LEAD}:
            self._take_text(piece, verdict)
            return
        if verdict.role is Role.CAPTION:
            self._take_caption(piece)
            return
        if verdict.role is Role.AUTHOR:
            self.authors.append(labels.byline(piece.text))
        elif verdict.role is Role.DATE:
            self.dates.append(find(piece.text))
        elif verdict.role is Role.SOURCE:
            self.sources.append(source_name(piece.text))
        if verdict.rule != "title":  # that one line is the title, not removed
            self.drop(piece, verdict)

    def drop(self, piece: Piece, verdict: Verdict) -> None:
        """Record a piece as removed."""
        self.removed.append(Removal(piece.text, verdict.rule, verdict.reason, piece.line))

    def _take_text(self, piece: Piece, verdict: Verdict) -> None:
        if is_text_as_heading(piece):
            piece = replace(piece, kind=BlockKind.PARAGRAPH, level=0)
        kind = BlockKind.LEAD if verdict.role is Role.LEAD else piece.kind
        text = piece.text
        if kind is BlockKind.PARAGRAPH:
            sign = labels.trailing_sign_off(text)
            if sign:
                text = text.removesuffix(sign).rstrip()
                self.sources.append(sign.strip("()[]"))
                self.removed.append(
                    Removal(sign, "sign-off", "an agency's or author's mark", piece.line)
                )
        marks = within(piece.marks, 0, len(text))
        block = Block(
            kind, text, piece.level, piece.ordered, piece.number, marks=marks, cells=piece.cells
        )
        self.blocks.append(block if kind is not BlockKind.LEAD else _as_lead(block))
        self.removed += [
            Removal(note, "footnote-mark", "points to a note at the end", piece.line)
            for note in piece.notes
        ]

    def _take_caption(self, piece: Piece) -> None:
        """Put a caption below the picture right above it, or let it stand for one not saved."""
        caption, credit = piece.text, piece.credit
        if not credit:
            caption, credit = split_words(piece.text)
        if not (caption or credit):
            return  # it stands in the first piece of its caption
        marks = within(piece.marks, 0, len(caption)) if piece.text.startswith(caption) else ()
        last = self.blocks[-1] if self.blocks else None
        if last is not None and last.kind is BlockKind.FIGURE and not (caption and last.text):
            self.blocks[-1] = with_caption(last, caption, credit, marks)
            known = last.image.credit if last.image else ""
            if credit and known and credit not in known:
                reason = "the picture above has another credit"
                self.removed.append(Removal(credit, "credit", reason, piece.line))
        else:
            self.blocks.append(figure(Image("", caption, credit), marks))


def _as_lead(block: Block) -> Block:
    """Return a lead, whose place in a list or table of the page means nothing."""
    return Block(BlockKind.LEAD, block.text.replace("\t", " "), marks=block.marks)


def with_days(judged: Sequence[tuple[Piece, Verdict]]) -> list[tuple[Piece, Verdict]]:
    """Give the article back the days that stand between its paragraphs, as in a chronicle.

    The date of the article itself stands above its first paragraphs or below the last; where
    several days head its texts, the first does, too. A live ticker has a time above every entry.
    """
    result = list(judged)
    times = [index for index, (piece, _) in enumerate(judged) if _is_time_of_entry(judged, index)]
    for index in times if len(times) >= _ENTRIES else ():
        result[index] = (replace(judged[index][0], kind=BlockKind.PARAGRAPH), KEEP)
    text = [index for index, (_, verdict) in enumerate(judged) if verdict.role is Role.BODY]
    prose = {index for index in text if is_prose(judged[index][0].text)}
    days = [
        index
        for index, (piece, verdict) in enumerate(judged)
        if verdict.role is Role.DATE
        and labels.is_bare_day(piece.text)
        and index + 1 < len(judged)
        and judged[index + 1][1].role in _TEXT
    ]
    several = len({find(judged[index][0].text) for index in days}) >= _DAYS
    for index in days:
        if several or {index - 1, index + 1} <= prose:
            result[index] = (judged[index][0], KEEP)
    return result


def _is_time_of_entry(judged: Sequence[tuple[Piece, Verdict]], index: int) -> bool:
    """Say whether a piece is a time right above a heading or paragraph of the article."""
    piece, verdict = judged[index]
    following = judged[index + 1] if index + 1 < len(judged) else None
    return (
        verdict.role in {Role.DATE, Role.CHROME}
        and bool(_TIME.fullmatch(piece.text))
        and following is not None
        and following[1].role is Role.BODY
        and following[0].place.parent in {piece.place, piece.place.parent}
    )


def source_name(text: str) -> str:
    """Return the name in a source line (``Quelle: dpa``), or ``""`` if it names none."""
    name = _SOURCE_LABEL.sub("", squash(text)).strip(" .()[]–-")
    return "" if _SOURCE_LINK.match(name) or name.casefold() in {"quelle", "source"} else name


def article(metadata: Metadata, outcome: Outcome, cut: str = "") -> Article:
    """Complete the metadata with what the pieces said and build the article."""
    body = "\n".join(block.text for block in outcome.blocks if block.kind not in _NOT_TOLD)
    return Article(
        metadata=Metadata(
            title=metadata.title,
            author=_author(metadata, outcome),
            date=metadata.date or first(outcome.dates),
            section=metadata.section,
            source=metadata.source or first(outcome.sources),
            url=metadata.url,
            lang=detect(body) or metadata.lang,
            tags=metadata.tags,
        ),
        blocks=tuple(with_numbers(outcome.blocks)),
        removed=tuple(outcome.removed),
        cut=cut,
    )


def _author(metadata: Metadata, outcome: Outcome) -> str:
    """Return the author as published, or that of the first byline where none is known."""
    houses = houses_of(host_of(metadata.url), metadata.source)
    return metadata.author or ", ".join(people([first(outcome.authors)], houses))


def first(values: Sequence[str]) -> str:
    """Return the first text that is not empty, or ``""``."""
    return next((value for value in values if value), "")
