"""From judged pieces to an Article: what every kind of input has in common at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from translator.article import Article, Block, BlockKind, Image, Metadata, Removal
from translator.clean import labels
from translator.clean.addresses import host_of
from translator.clean.dates import find
from translator.clean.language import detect
from translator.clean.normalise import letters, squash
from translator.clean.numbering import keep_numbers
from translator.clean.people import houses_of, people
from translator.clean.pieces import KEEP, Piece, Role, Verdict, is_prose

_SOURCE_LABEL = re.compile(
    r"^(?:Quellen?|Sources?|Mit Material (?:von|der)|Mit Informationen (?:von|der)|Verwendete Quellen)\s*:?\s*",
    re.IGNORECASE,
)
_SOURCE_LINK = re.compile(r"^(?:-?link|zur quelle)\b", re.IGNORECASE)
_TEXT = {Role.BODY, Role.LEAD}
_SHORTEST_COPY = 25  # letters
_SHORTEST_PULL_QUOTE = 30  # letters


@dataclass(slots=True)
class Outcome:
    """Collects what becomes of the pieces, in reading order."""

    blocks: list[Block] = field(default_factory=list)
    numbers: list[int | None] = field(default_factory=list)  # of the blocks
    images: list[Image] = field(default_factory=list)
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
        self.blocks.append(Block(kind, text, piece.level, piece.ordered))
        self.numbers.append(piece.number)

    def _take_caption(self, piece: Piece) -> None:
        caption, credit = labels.split_credit(piece.text)
        if not credit and labels.is_credit(piece.text):
            credit = piece.text
        elif not credit:
            caption = piece.text
        if not caption and self.images and self.images[-1].caption and not self.images[-1].credit:
            last = self.images.pop()
            self.images.append(Image(last.url or piece.place.image, last.caption, credit))
            return
        self.images.append(Image(piece.place.image, caption, credit))


def with_days(judged: Sequence[tuple[Piece, Verdict]]) -> list[tuple[Piece, Verdict]]:
    """Give the article back the days that stand between its paragraphs, as in a chronicle.

    The date of the article itself stands above its first paragraphs or below the last.
    """
    result = list(judged)
    text = [index for index, (_, verdict) in enumerate(judged) if verdict.role is Role.BODY]
    prose = {index for index in text if is_prose(judged[index][0].text)}
    for index, (piece, verdict) in enumerate(judged):
        if (
            verdict.role is Role.DATE
            and labels.is_bare_day(piece.text)
            and {index - 1, index + 1} <= prose
        ):
            result[index] = (piece, KEEP)
    return result


def source_name(text: str) -> str:
    """Return the name in a source line (``Quelle: dpa``), or ``""`` if it names none."""
    name = _SOURCE_LABEL.sub("", squash(text)).strip(" .()[]–-")
    return "" if _SOURCE_LINK.match(name) or name.casefold() in {"quelle", "source"} else name


def without_duplicates(
    judged: Iterable[tuple[Piece, Verdict]],
) -> list[tuple[Piece, Verdict]]:
    """Mark every later copy of a text, and quotes pulled out of a paragraph, as repeated."""
    judged = list(judged)
    keys = [letters(piece.text) if verdict.role in _TEXT else "" for piece, verdict in judged]
    whole = "\n".join(dict.fromkeys(filter(None, keys)))
    seen: set[str] = set()
    result = []
    for (piece, verdict), key in zip(judged, keys, strict=True):
        repeated = None
        if len(key) >= _SHORTEST_COPY and piece.kind is not BlockKind.TABLE_ROW:
            repeated = _repetition(piece, verdict, key, whole, seen)
            if repeated is None:
                seen.add(key)
        result.append((piece, repeated or verdict))
    return result


def _repetition(
    piece: Piece, verdict: Verdict, key: str, whole: str, seen: set[str]
) -> Verdict | None:
    """Return the verdict on a text that stands elsewhere in the article, too.

    ``whole`` holds the text of every piece once, so a pulled quote is in it twice: as itself, and
    within the paragraph it was taken from.
    """
    if key in seen:
        return Verdict(Role.CHROME, "repetition", "says again what stands above")
    pulled = verdict.role is Role.BODY and piece.kind in {BlockKind.QUOTE, BlockKind.HEADING}
    if pulled and len(key) >= _SHORTEST_PULL_QUOTE and whole.count(key) > 1:
        return Verdict(Role.CHROME, "pull-quote", "repeats a sentence of the article")
    return None


def article(metadata: Metadata, outcome: Outcome, cut: str = "") -> Article:
    """Complete the metadata with what the pieces said and build the article."""
    body = "\n".join(block.text for block in outcome.blocks if block.kind is not BlockKind.CODE)
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
        blocks=tuple(keep_numbers(outcome.blocks, outcome.numbers)),
        images=tuple(outcome.images),
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
