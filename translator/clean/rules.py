"""The ordered rules that judge one piece at a time; the first that knows a piece decides.

The order matters: what a line *is* (a credit, a date, a byline) is asked before what it *says* (the
phrases of ``data/``), so that the metadata gets it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from translator.article import BlockKind
from translator.clean import labels
from translator.clean.normalise import letters
from translator.clean.phrases import Kind, Mode, bare, phrases
from translator.clean.pieces import KEEP, Piece, Role, Verdict, is_prose, word_count

_LONGEST_LABEL = 160  # characters of a line that a [start] phrase may open
_ALL_LINK = 0.95
_LONGEST_NOTICE = 1_200  # characters of a paragraph that an [opening] phrase may open


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about the page while its pieces are judged."""

    title: str = ""
    site: str = ""


Rule = Callable[[Piece, Context], Verdict | None]


def judge(piece: Piece, context: Context) -> Verdict:
    """Return the verdict of the first rule that knows ``piece``, or that it is body text."""
    if piece.kind is BlockKind.CODE:
        return KEEP
    for rule in RULES:
        verdict = rule(piece, context)
        if verdict is not None:
            return verdict
    return KEEP


def _headline(piece: Piece, context: Context) -> Verdict | None:
    """The headline again, alone or behind a breadcrumb."""
    if not context.title:
        return None
    title, text = letters(context.title), letters(piece.text)
    if text == title:
        return Verdict(Role.TITLE, "headline", "repeats the headline")
    extra = text.removesuffix(title)
    if extra != text and len(title) >= 20 and word_count(piece.text) - word_count(context.title) <= 6:
        return Verdict(Role.CHROME, "breadcrumb", "a path to the page with the headline behind it")
    return None


def _counter(piece: Piece, _: Context) -> Verdict | None:
    if piece.kind is not BlockKind.TABLE_ROW and labels.is_counter(piece.text):
        return Verdict(Role.CHROME, "counter", "a bare number, such as a count of comments")
    return None


def _date(piece: Piece, _: Context) -> Verdict | None:
    if piece.kind is not BlockKind.TABLE_ROW and labels.is_date_line(piece.text):
        return Verdict(Role.DATE, "date", "a date line; kept in the metadata")
    return None


def _credit(piece: Piece, _: Context) -> Verdict | None:
    if piece.kind is not BlockKind.HEADING and labels.is_credit(piece.text):
        return Verdict(Role.CAPTION, "credit", "names whose picture it is")
    return None


def _byline(piece: Piece, _: Context) -> Verdict | None:
    if labels.byline(piece.text):
        return Verdict(Role.AUTHOR, "byline", "names the author; kept in the metadata")
    return None


def _sign_off(piece: Piece, _: Context) -> Verdict | None:
    if piece.kind is not BlockKind.TABLE_ROW and labels.is_sign_off(piece.text):
        return Verdict(Role.SOURCE, "sign-off", "an agency's or author's mark")
    return None


def _breadcrumb(piece: Piece, _: Context) -> Verdict | None:
    if piece.kind is BlockKind.PARAGRAPH and labels.is_breadcrumb(piece.text):
        return Verdict(Role.CHROME, "breadcrumb", "a path to the page")
    return None


def _link_line(piece: Piece, _: Context) -> Verdict | None:
    """A paragraph that is one link: a teaser or a button in the text."""
    if piece.kind is BlockKind.PARAGRAPH and piece.links > _ALL_LINK and len(piece.text) <= _LONGEST_LABEL:
        return Verdict(Role.CHROME, "link-line", "a line that is nothing but a link")
    return None


def _phrase(piece: Piece, _: Context) -> Verdict | None:
    """A phrase that news sites say around articles; see ``data/``."""
    found = known_phrase(piece)
    if found is None:
        return None
    role = Role.SOURCE if found.rule == "source" else Role.CHROME
    return Verdict(role, found.rule, found.reason)


def known_phrase(piece: Piece) -> Kind | None:
    """Return the kind of chrome whose phrase ``piece`` is or starts with."""
    text = piece.text
    if len(text) > _LONGEST_NOTICE:
        return None
    found = None
    if len(text) <= _LONGEST_LABEL:
        found = phrases(Mode.LINE).find(text)
        if found is None and (not is_prose(text) or piece.links > 0.5 or len(text) < 90):
            found = phrases(Mode.START).find(text)
    return found or phrases(Mode.OPENING).find(text)


def _caption(piece: Piece, _: Context) -> Verdict | None:
    """A line with a picture credit at its end."""
    if piece.kind in {BlockKind.HEADING, BlockKind.TABLE_ROW}:
        return None
    caption, credit = labels.split_credit(piece.text)
    if credit and (caption or not is_prose(piece.text)):
        return Verdict(Role.CAPTION, "caption", "describes a picture")
    return None


RULES: tuple[Rule, ...] = (
    _headline,
    _counter,
    _date,
    _credit,
    _byline,
    _sign_off,
    _phrase,
    _caption,
    _link_line,
    _breadcrumb,
)


def opens_box(piece: Piece) -> Kind | None:
    """Return the kind of box that a heading or label opens, or ``None``."""
    if len(piece.text) > 80 or not bare(piece.text):
        return None
    return phrases(Mode.BOX).find(piece.text)


def ends_article(piece: Piece) -> Kind | None:
    """Return the kind of the heading after which no article text comes, or ``None``."""
    if len(piece.text) > 80:
        return None
    return phrases(Mode.END).find(piece.text)
