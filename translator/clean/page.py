"""A web page as a flat list of pieces: one walk over its tree, no recursion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from translator.article import BlockKind, MarkKind
from translator.clean.elements import (
    BLOCK_ELEMENTS,
    FRAMES,
    INLINE,
    SKIPPED,
    TEXT_BLOCKS,
    attribute,
    elements_in,
    text_of,
)
from translator.clean.inline_marks import InlineMarks
from translator.clean.labels import byline, is_date_line
from translator.clean.normalise import normalise
from translator.clean.pieces import (
    Medium,
    MediumKind,
    Piece,
    Place,
    is_prose,
    says_something,
    word_count,
)
from translator.clean.running import RunningText, Text
from translator.clean.tables import tables_of_data
from translator.clean.walk import Event, events, holds, is_footnote_mark, is_hidden
from translator.markup.marks import within

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {"blockquote": BlockKind.QUOTE, "pre": BlockKind.CODE, "li": BlockKind.LIST_ITEM}
_HANDED_DOWN = frozenset({BlockKind.QUOTE, BlockKind.LIST_ITEM, BlockKind.CODE, BlockKind.HEADING})
_WHOLE_NUMBER = re.compile(r"\s*-?[0-9]{1,6}\s*")
_IN_PAGES = frozenset({"h1", "article", "main", "p"})  # that no menu has
_FIGURE = re.compile(r"(?<![a-z])(?:h?media|figure|caption|image|photo|bild|foto)(?![a-z])")
_WIDE = 200  # pixels of a picture that is no sign
_TITLE_WORDS = range(2, 13)  # of a bold line that heads a paragraph
_QUESTION_LEVEL = 3  # of headings
_PICTURES = frozenset({"img", "amp-img"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page shows: its text piece by piece, and what is no text, both in reading order."""

    pieces: list[Piece]
    media: list[Medium]


def read(soup: BeautifulSoup, *, hidden: bool = False) -> Reading:
    """Return what a page shows, or with ``hidden`` also what it does not show yet.

    A piece is the text between two block boundaries; two line breaks in a row also end one. The
    cells of a row of data come as one piece, separated by tabs.
    """
    walk = _Walk(soup, hidden=hidden)
    walk.go(soup)
    return Reading(walk.pieces, walk.media)


class _Walk:
    """One pass over a tree: the pieces and media found, and the inline text that is not finished yet."""

    def __init__(self, soup: BeautifulSoup, *, hidden: bool = False) -> None:
        self._shows_hidden = hidden
        self.pieces: list[Piece] = []
        self.media: list[Medium] = []
        lang = attribute(soup.html, "lang") if soup.html is not None else ""
        self._tables = tables_of_data(soup, lang)
        self._running = RunningText()
        self._within: list[tuple[int, int, int]] = []  # media in it, by number, and where in it
        self._marks = InlineMarks(self._running, lang)
        self._raw: list[str] = []  # of code, whose spaces count
        self._inline: list[Tag] = []  # elements in the unfinished text
        self._unseen: list[Tag] = []  # those of them that show nothing
        self._notes: list[str] = []  # marks of footnotes in it
        self._own_text = False  # some of it stands right in the block
        self._number: int | None = None  # of the list item whose text has not come yet
        self._numbers: dict[int, int] = {}  # the last one of each list
        self._linked = 0
        self._blocks = 0
        self._links = 0  # link elements around the place of the walk
        self._place = Place()
        self._holds_prose = False

    def go(self, soup: BeautifulSoup) -> None:
        """Read a page."""
        for event, element, text in events(soup, self._enters):
            if event is Event.TEXT:
                self._add(text, element)
            elif event is Event.START:
                self._open(element)
            elif event is Event.END:
                self._close(element)
            elif element.name == "tr":
                self._finish()
                self._row(element)
            elif element.name == "nav" and not is_hidden(element):
                self._finish()
                self._menu(element)
            else:
                self._skip(element)
        self._finish()

    def _enters(self, element: Tag) -> bool:
        name = element.name
        if name in SKIPPED or (is_hidden(element) and not self._shows_hidden):
            return False
        if name == "tr":
            return not self._tables.holds(element)
        if is_footnote_mark(element):
            return False
        return not (name == "nav" and _is_menu(element))

    def _open(self, element: Tag) -> None:
        name = element.name
        if name == "br":
            self._running.line_break()
            self._raw.append("\n")
        elif self._is_inline(element):
            self._inline.append(element)
            self._links += name == "a"
            self._marks.open(element)
        else:
            self._finish()
            self._blocks += 1
            self._place = _inside(element, self._place, self._blocks)
            if name == "li":
                self._number = self._count(element)
        if name in _PICTURES:
            self._note(MediumKind.PICTURE, element)

    def _is_inline(self, element: Tag) -> bool:
        """Say whether an element stands within running text rather than ends it.

        What HTML does not call a block is inline, but pages also lay out their blocks with elements
        of their own, buttons and pictures: those count only where text stands beside them.
        """
        name = element.name
        if name in INLINE:
            return not (name == "span" and _is_figure(element))
        if name in BLOCK_ELEMENTS or holds(element, BLOCK_ELEMENTS):
            return False
        parent = element.parent
        if parent is None or parent is not self._place.element or parent.name in TEXT_BLOCKS:
            return parent is not None and not isinstance(parent, BeautifulSoup)
        return _is_text(element.next_sibling) or _is_text(element.previous_sibling)

    def _count(self, item: Tag) -> int | None:
        """Return the number of an item as a browser shows it, or ``None`` for a bullet."""
        parent = item.parent
        if parent is None or parent.name != "ol":
            return None
        step = 1 if "reversed" not in parent.attrs else -1
        last = self._numbers.get(id(parent))
        if last is None:
            items = sum(isinstance(child, Tag) and child.name == "li" for child in parent.contents)
            last = _whole_number(attribute(parent, "start"), 1 if step > 0 else items) - step
        self._numbers[id(parent)] = _whole_number(attribute(item, "value"), last + step)
        return self._numbers[id(parent)]

    def _close(self, element: Tag) -> None:
        if element is self._place.element and self._place.parent is not None:
            self._finish()
            self._place = self._place.parent
        elif element.name != "br":
            self._links -= element.name == "a"
            self._marks.close(element)

    def _skip(self, element: Tag) -> None:
        """Note what the walk passes by: marks of footnotes, frames and films, hidden text."""
        name = element.name
        self._unseen.append(element)
        if is_footnote_mark(element):
            self._notes.append(text_of(element))
        elif name == "noscript":  # the picture for browsers that load none later
            for picture in elements_in(element, "img"):
                self._note(MediumKind.PICTURE, picture)
        elif name in FRAMES:
            self._note(MediumKind.FRAME, element)
        elif name not in {"head", "title"} and (text := text_of(element, " ")):
            self._note(MediumKind.HIDDEN, element, text)

    def _note(self, kind: MediumKind, element: Tag, text: str = "") -> None:
        linked, inline = self._links > 0, self._running.is_within_line
        found = Medium(kind, element, len(self.pieces), self._place, text, linked, inline)
        done, length = self._running.place
        if done or length:
            self._within.append((len(self.media), done, length))
        self.media.append(found)

    def _put_behind(self, texts: list[Text]) -> None:
        """Put what stands in the second half of a text, or below it, behind that text."""
        for number, done, length in self._within:
            text = texts[done].text if done < len(texts) else ""
            passed = done + (0 < len(text) <= 2 * length)
            medium = self.media[number]
            self.media[number] = replace(medium, before=medium.before + passed)
        self._within.clear()

    def _add(self, text: str, element: Tag) -> None:
        self._running.add(text)
        if self._place.kind is BlockKind.CODE:
            self._raw.append(text)
        if element is self._place.element and not self._own_text:
            self._own_text = says_something(text)
        if self._links:
            self._linked += len(text.strip())

    def _row(self, element: Tag) -> None:
        row = self._tables.row(element)
        if row is None:
            return
        self._blocks += 1
        wide = "\t" in row.text
        piece = Piece(
            row.text,
            BlockKind.TABLE_ROW if wide else BlockKind.PARAGRAPH,
            number=row.number if wide else None,
            marks=row.marks,
            cells=row.cells if wide else (),
            links=min(1.0, row.linked / len(row.text)),
            place=_inside(element, self._place, self._blocks),
            inline=row.inline,
            unseen=row.unseen,
            notes=row.notes,
        )
        self.pieces.append(piece)

    def _menu(self, element: Tag) -> None:
        """Take a whole menu as one piece: nobody needs its entries apart."""
        text = text_of(element, " ")
        if text:
            self._blocks += 1
            place = _inside(element, self._place, self._blocks)
            self.pieces.append(Piece(text, links=1.0, place=place))

    def _finish(self) -> None:
        """Make pieces of the collected text, split where the page has an empty line."""
        if self._running.is_empty and not (self._inline or self._unseen):
            self._running.forget_breaks()
            return
        texts, place = self._running.finish(), self._place
        self._put_behind(texts)
        linked, length = self._linked, sum(map(_visible_length, texts))
        inline, unseen, notes = tuple(self._inline), tuple(self._unseen), tuple(self._notes)
        has_own_text, raw = self._own_text, "".join(self._raw)
        self._inline, self._unseen, self._notes, self._raw = [], [], [], []
        self._own_text, self._linked = False, 0
        if place.kind is BlockKind.CODE and texts:
            texts = [Text(_code(raw))]
        elif texts:
            below = self._holds_prose
            if not below:
                texts = [part for text in texts for part in _without_date_line(text)]
                self._holds_prose = any(is_prose(text.text) for text in texts)
            if place.kind is BlockKind.PARAGRAPH:
                texts = [
                    part for text in texts for part in _without_bold_title(text, below_prose=below)
                ]
        share = min(1.0, linked / max(1, length))
        apart = bool(linked) and len(texts) > 1 and not any(is_prose(text.text) for text in texts)
        for text in texts:
            number, self._number = self._number if place.ordered else None, None
            piece = Piece(
                text=text.text,
                kind=place.kind,
                level=place.level,
                ordered=place.ordered,
                number=number,
                links=max(share, _linked_share(text)) if apart else share,
                place=place,
                marks=text.marks,
                inline=inline,
                unseen=unseen,
                notes=notes,
                has_own_text=has_own_text,
            )
            self.pieces.append(piece)
            notes = ()


def _inside(element: Tag, place: Place, number: int) -> Place:
    """Return the place inside a block element: its kind, or that of the block around it."""
    name = element.name
    kind, level, ordered = BlockKind.PARAGRAPH, 0, False
    if name in _HEADINGS:
        kind, level = BlockKind.HEADING, _HEADINGS[name]
    elif name == "button" and _asks(element):
        kind, level = BlockKind.HEADING, _QUESTION_LEVEL
    elif name in _KINDS:
        kind = _KINDS[name]
        if name == "li":
            parent = element.parent
            level, ordered = max(0, place.lists - 1), parent is not None and parent.name == "ol"
    elif place.kind in _HANDED_DOWN:
        kind, level, ordered = place.kind, place.level, place.ordered
    return Place(
        number=number,
        element=element,
        parent=place,
        kind=kind,
        level=level,
        ordered=ordered,
        lists=place.lists + (name in {"ul", "ol"}),
    )


def _is_figure(span: Tag) -> bool:
    """Say whether an element in running text is a picture of some size with its caption."""
    if not _FIGURE.search(attribute(span, "class").lower()):
        return False
    pictures = [part for part in span.descendants if isinstance(part, Tag) and part.name == "img"]
    sizes = (_whole_number(attribute(picture, "width"), 0) for picture in pictures)
    return max(sizes, default=0) >= _WIDE and bool(text_of(span))


def _asks(button: Tag) -> bool:
    """Say whether a button is a question, or the name of a section, that opens what stands below it."""
    text = text_of(button)
    opens = any(name in button.attrs for name in ("aria-expanded", "aria-controls"))
    return word_count(text) > 1 and (text.endswith("?") or opens)


def _without_date_line(text: Text) -> Iterator[Text]:
    """Yield a date and the bold line below it apart: above the text that is a headline."""
    first = next((mark for mark in text.marks if mark.kind is MarkKind.BREAK), None)
    bold = first and any(
        mark.kind is MarkKind.STRONG and mark.start <= first.end and mark.end == len(text.text)
        for mark in text.marks
    )
    if first is None or not bold or not is_date_line(text.text[: first.start]):
        yield text
        return
    for start, end in ((0, first.start), (first.end, len(text.text))):
        yield Text(text.text[start:end], within(text.marks, start, end))


def _without_bold_title(text: Text, *, below_prose: bool) -> Iterator[Text]:
    """Yield the bold first line of a paragraph apart: it is the heading of what stands below it."""
    first = next((mark for mark in text.marks if mark.kind is MarkKind.BREAK), None)
    title = text.text[: first.start] if first else ""
    bold = first and any(
        mark.kind is MarkKind.STRONG and mark.start == 0 and mark.end in {first.start, first.end}
        for mark in text.marks
    )
    if (
        first is None
        or not bold
        or word_count(title) not in _TITLE_WORDS
        or title.endswith((".", ":", ",", ";"))
        or (below_prose and byline(title))  # Von Beruf Schreiner
        or text.text[first.end].islower()
        or not is_prose(text.text[first.end :])
    ):
        yield text
        return
    for start, end in ((0, first.start), (first.end, len(text.text))):
        yield Text(text.text[start:end], within(text.marks, start, end))


def _linked_share(text: Text) -> float:
    """Return the share of a text that is link text, of one among several in a block."""
    linked = sum(mark.end - mark.start for mark in text.marks if mark.kind is MarkKind.LINK)
    return min(1.0, linked / len(text.text))


def _visible_length(text: Text) -> int:
    """Return the length of a text without its line ends."""
    return len(text.text) - sum(mark.kind is MarkKind.BREAK for mark in text.marks)


def _whole_number(text: str, otherwise: int) -> int:
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else otherwise


def _is_text(node: object) -> bool:
    return isinstance(node, NavigableString) and says_something(node)


def _is_menu(nav: Tag) -> bool:
    """Say whether a ``nav`` holds only a menu; one that is never closed holds the whole page."""
    return not holds(nav, _IN_PAGES)


def _code(raw: str) -> str:
    """Return program text with its lines and their indentation."""
    lines = []
    for line in raw.replace("\r\n", "\n").split("\n"):
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        lines.append(indent.expandtabs(4) + normalise(line[len(indent) :]).rstrip())
    return "\n".join(lines).strip("\n")
