"""The page of one version: its rows as HTML, and the panel in which a sentence is edited."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup, escape

from translator.article import BlockKind
from translator.review.desk.changes import picture_digest
from translator.review.desk.desk import Work
from translator.review.desk.help import Match
from translator.review.desk.marked import local_picture, marked, term_layers
from translator.review.desk.pages import render
from translator.review.desk.view import Piece, Row, View, digest
from translator.review.edits import EditKind

_LINE = 60  # characters of a text that a line of the field holds, about
_ALL = "all"  # in the name of a piece: the whole block
_PICTURE = "pic"  # the same: what stands for a picture, and whose it is
ORDERS = ("", "doubt")


@dataclass(frozen=True, slots=True)
class Panel:
    """Where a sentence, or all of a block, is edited; ``session`` names this one field."""

    row: Row
    piece: Piece
    whole: bool
    session: str
    picture: bool = False
    matches: tuple[Match, ...] = ()
    others: tuple[str, ...] | None = None  # nobody has asked for them yet

    @property
    def name(self) -> str:
        """Return what the panel is called in addresses."""
        if self.picture:
            return f"{self.piece.block}-{_PICTURE}"
        return f"{self.piece.block}-{_ALL}" if self.whole else self.piece.name

    @property
    def block_digest(self) -> str:
        """Return what tells the text of the block from any other."""
        if self.picture and self.row.target:
            return picture_digest(self.row.target)
        return digest(self.row.target.text if self.row.target else "")

    @property
    def source_digest(self) -> str:
        """Return what tells the block's source from any other."""
        return digest(self.row.source.text if self.row.source else "")

    @property
    def lines(self) -> int:
        """Return how many lines the field should have."""
        return 2 + len(self.piece.text) // _LINE

    @property
    def original(self) -> str:
        """Return the source, to be read right above what is written."""
        return self.piece.source_text


def panel_for(view: View, name: str, session: str = "") -> Panel | None:
    """Return the panel of a sentence, of a whole block (``3-all``) or of a picture (``3-pic``)."""
    block, _, number = name.partition("-")
    row = next((row for row in view.rows if str(row.number) == block and row.number >= 0), None)
    if row is None or row.target is None or row.target.kind is BlockKind.CODE:
        return None
    session = session or secrets.token_urlsafe(9)
    if number == _PICTURE:
        shown = Panel(
            row, Piece(row.number, 0, 0, 0, ""), whole=False, session=session, picture=True
        )
        return shown if row.target.image else None
    if number == _ALL:
        text, source = row.target.text, row.source.text if row.source else ""
        piece = Piece(row.number, 0, 0, len(text), text, (0, len(source)), source)
        return Panel(row, piece, whole=True, session=session)
    piece_of = view.piece(name)
    return Panel(row, piece_of, whole=False, session=session) if piece_of else None


def article_page(
    work: Work, *, order: str = "", panel: Panel | None = None, by: str = "", can_ask: bool = False
) -> str:
    """Return the page of a version, with a panel open; ``can_ask`` says that there are models."""
    view = work.view
    return render(
        "article.html",
        work=work,
        view=view,
        status=work.status,
        rows=view.ordered(order),
        order=order,
        panel=panel,
        can_ask=can_ask,
        looked=sum(piece.seen for piece in view.pieces),
        base=base(work.status.lang, work.status.stem),
        by=by,
        source_html=source_html,
        target_html=target_html,
        local_picture=local_picture,
    )


def base(lang: str, stem: str) -> Callable[[str], str]:
    """Return what makes the addresses of a version: of its page, of saving it, and so on."""
    return lambda what: f"/{what}/{quote(lang)}/{quote(stem)}"


def address(lang: str, stem: str, *, order: str = "", at: str = "", anchor: str = "") -> str:
    """Return the address of a version's page."""
    values = {key: value for key, value in (("order", order), ("at", at)) if value}
    query = f"?{urlencode(values)}" if values else ""
    return f"{base(lang, stem)('article')}{query}{f'#{anchor}' if anchor else ''}"


def source_html(row: Row) -> Markup:
    """Return the source of a row, its sentences told apart as those of the version are."""
    block = row.source
    if block is None:
        return Markup("")
    pieces = sorted((p for p in row.pieces if p.source[1] > p.source[0]), key=lambda p: p.source)
    parts, at = [], 0
    for piece in pieces:
        start, end = max(at, piece.source[0]), piece.source[1]
        if start >= end:
            continue
        terms = term_layers(piece.terms, piece.source[0], of_source=True)
        parts.append(_between(row, block.text[at:start]))
        opening = Markup('<span class="of" data-of="{}">').format(piece.name)
        parts += [opening, marked(block, start, end, terms), Markup("</span>")]
        at = end
    rest = block.text[at:]
    return Markup("").join([*parts, marked(block, at, len(block.text)) if rest else Markup("")])


def target_html(row: Row, base: Callable[[str], str], order: str) -> Markup:
    """Return the text of a row: every sentence a link to where it is edited."""
    block = row.target
    if block is None:
        return Markup("")
    if block.kind is BlockKind.CODE:
        return Markup("<code>{}</code>").format(block.text)
    parts: list[Markup] = []
    at = 0
    for piece in row.pieces:
        parts.append(_between(row, block.text[at : piece.start]))
        terms = term_layers(piece.terms, piece.start, of_source=False)
        text = marked(block, piece.start, piece.end, terms) or Markup("taken out")
        query = urlencode({"order": order, "at": piece.name} if order else {"at": piece.name})
        opening = Markup('<a class="{}" id="s{}" href="{}?{}#panel" data-name="{}">').format(
            _classes(piece), piece.name, base("article"), query, piece.name
        )
        parts += [opening, text, Markup("</a>"), _said(piece)]
        at = piece.end
    return Markup("").join([*parts, _between(row, block.text[at:])])


def _between(row: Row, text: str) -> Markup:
    if row.kind == BlockKind.TABLE_ROW and "\t" in text:
        return Markup('<span class="cell">{}</span>').format(text)
    return escape(text)


def _classes(piece: Piece) -> str:
    names = ["piece", piece.step.value]
    if piece.kind is not EditKind.SAME:
        names += ["changed", piece.kind.value]
    if any(finding.counts for finding in piece.findings):
        names.append("found")
    if piece.seen:
        names.append("seen")
    if piece.doubt:
        names.append("doubt")
    return " ".join(names)


def _said(piece: Piece) -> Markup:
    """Return for those who do not see it what the looks of a sentence say."""
    said: list[Any] = []
    if piece.step != "sure" and not piece.seen:
        said.append("doubtful" if piece.step == "doubtful" else "may be wrong")
    if piece.findings:
        said.append(f"{len(piece.findings)} found")
    if piece.kind is not EditKind.SAME:
        said.append(piece.kind.value)
    if piece.seen:
        said.append("looked at")
    return (
        Markup(' <span class="hidden">({})</span>').format(", ".join(said)) if said else Markup("")
    )
