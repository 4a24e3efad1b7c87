"""What a house adds below an article, told by its place: labels, credits, invitations.

Only what stands at the very end is judged here, piece by piece upwards, until something is the
article's. Nothing within the article is touched, and of the end only a bounded share.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from translator.article import BlockKind, MarkKind
from translator.clean.elements import TEXT_BLOCKS
from translator.clean.phrases import words
from translator.clean.pieces import (
    Piece,
    Role,
    Verdict,
    ends_sentence,
    is_prose,
    is_text_as_heading,
    is_whole_sentence,
    sizes_of,
    word_count,
)
from translator.clean.speech import HOUSE, READER, is_attributed, without_quotes

_MOST_STEPS = 8  # elements up the tree
_MOST_PROSE = 0.5  # of the text that the article's own element holds at least
_MOST_SHARE = 0.25  # of the text
_SHORTEST_NAME = 4  # letters of a house's name; shorter ones are also words
_LABEL_WORDS = 6  # words; chosen by reading, not swept
_LONGEST_OPENING = 120  # characters of a line that introduces what is not there
_LONGEST_CREDIT = 200  # characters; chosen by reading, not swept
_LONGEST_INVITATION = 700  # characters; chosen by reading, not swept
_INVITING_WORDS = 2  # different ones
_SHARE_OF_TWO = 0.04  # of the words, where the house speaks to its readers
_SHARE_OF_ONE = 0.06  # where only one of them is named
_POINTING = 0.3  # share of link text in a last line that points on; not swept
_LONGEST_POINTER = 300  # characters
_CALLS = ("tel:", "mailto:")
_ALL_LINKS = 0.8  # share of link text in a line of several links, each perhaps a sentence
_MOSTLY_LINKS = 0.6  # share of the text; chosen by reading, not swept
_HASHTAGS = re.compile(r"(?:#\w+[\s,]*){2,40}")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_CREDIT = re.compile(
    r"^(?:Ein (?:Beitrag|Artikel|Text) von|Autor(?:in|en|innen)?|Redaktion|Text|Texte|Quellen?|"
    r"Fotos?|Bilder?|Bild|Video|Grafik(?:en)?|Illustration(?:en)?|Design|Faktencheck|Mitarbeit|"
    r"Recherche|Protokoll|Übersetzung|Lektorat|Pressekontakt|Rückfragen|Tags?|Themen?|"
    r"Stichworte|Schlagworte|Schlagwörter|Original|Erstveröffentlichung|Author|Editor|Source)"
    r"\b[^.!?]{0,30}:"
)
_ACCOUNT = re.compile(r"[^:.]{0,40}\bIBAN\b[: ]|BITCOIN\b", re.IGNORECASE)
_NEWSLETTER = re.compile(r"\b\w*-?[Nn]ewsletter\b")
_NEWSLETTER_WORDS = 35  # of a line that speaks of one below an article
_FIGURE = re.compile(r"(?:grafik|karte|diagramm|tabelle|schaubild|abbildung)\b", re.IGNORECASE)
_ROLE = re.compile(r"\b[A-ZÄÖÜ][\w-]+:")  # of one who worked on it
_MANY_ROLES = 3  # a line with so many is a list of credits

_LABEL = Verdict(Role.CHROME, "label", "a label below the article")
_ALONE = Verdict(Role.CHROME, "heading-alone", "a heading with nothing below it")
_OPENING = Verdict(Role.CHROME, "opening", "introduces what is not in the article")
_SIGNED = Verdict(Role.CHROME, "credits", "says who worked on the article")
_INVITATION = Verdict(Role.CHROME, "invitation", "invites readers to follow, pay or subscribe")
_HOUSE_BOX = Verdict(Role.CHROME, "house-box", "a box about who publishes this, below the article")
_POINTS_ON = Verdict(Role.CHROME, "related", "asks readers on to another text")
_LINKS = Verdict(Role.CHROME, "link-line", "a line that is nothing but links")


def without_endings(
    judged: Sequence[tuple[Piece, Verdict]],
    houses: Sequence[str] = (),
    pictured: Collection[int] = (),
    own: Collection[int] = (),
) -> list[tuple[Piece, Verdict]]:
    """Judge the last pieces of an article anew, from below; ``houses`` are the names of its site.

    ``pictured`` are the indices of the pieces that have a picture or a film right above: what
    announces it is no opening of nothing. ``own`` are the article's whatever they look like.
    """
    result = list(judged)
    rest = [index for index, (_, verdict) in enumerate(judged) if verdict.role is Role.BODY]
    left = _MOST_SHARE * sum(len(judged[index][0].text) for index in rest)
    prose = [judged[index][0] for index in rest if is_prose(judged[index][0].text)]
    home = prose[-1].place.parent if prose else None
    house = _House([piece for piece, _ in judged], rest, houses)
    for _ in range(_MOST_STEPS):
        if rest and rest[-1] in own:
            break
        last = judged[rest[-1]][0] if rest else None
        verdict = last and _ending(last, elsewhere=last.place.parent is not home)
        if last and not verdict and house.offers_newsletter(last):
            verdict = _INVITATION
        if verdict is _OPENING and rest[-1] + 1 in pictured:
            break
        ending = rest[-1:] if verdict else house.at_end_of(rest)
        left -= sum(len(judged[index][0].text) for index in ending)
        if not ending or left < 0:
            break
        for index in ending:
            result[index] = (judged[index][0], verdict or _HOUSE_BOX)
        rest = rest[: -len(ending)]
    return result


class _House:
    """Who publishes a page, and where it speaks of itself below an article: in boxes and lines.

    A box is an element of its own beside the article's. The pattern of its names is made only where
    something asks for it: making one takes as long as reading a short page.
    """

    def __init__(self, pieces: Sequence[Piece], body: Sequence[int], houses: Sequence[str]) -> None:
        """Look at the pieces of a page, of which ``body`` are the article's so far."""
        self._pieces, self._houses = pieces, houses
        self._path = _main_path([pieces[index] for index in body])

    @cached_property
    def _box_of(self) -> list[int]:
        return [_box(piece, self._path) for piece in self._pieces]

    @cached_property
    def _name(self) -> re.Pattern[str] | None:
        return _name_of(self._houses)

    def at_end_of(self, body: Sequence[int]) -> list[int]:
        """Return the members of ``body`` that the box at its end holds; none if it is no such box."""
        box = _box(self._pieces[body[-1]], self._path) if body else 0
        if not box:
            return []
        members = [index for index in body if self._box_of[index] == box]
        above = [self._pieces[index].text for index in body if self._box_of[index] != box]
        if not any(map(is_whole_sentence, above)):
            return []
        numbered = zip(self._pieces, self._box_of, strict=True)
        inside = [piece for piece, number in numbered if number == box]
        of_house = self._names_the_house(inside, above)
        return members if of_house or _is_invitation(_joined(inside), boxed=True) else []

    def offers_newsletter(self, piece: Piece) -> bool:
        """Say whether a line speaks of the newsletter of the house, as ``unser Newsletter`` or by its name."""
        said = without_quotes(piece.text)
        if not _NEWSLETTER.search(said) or word_count(said) > _NEWSLETTER_WORDS:
            return False
        own = HOUSE.search(said) or (self._name is not None and self._name.search(said))
        return bool(own) and not is_attributed(piece.text)

    def _names_the_house(self, box: Sequence[Piece], above: Iterable[str]) -> bool:
        """Say whether a box names the house and invites to something, or under a heading speaks to readers.

        Many houses are called like something else: a day, a town, the world.
        """
        said = {word.casefold() for word in _WORD.findall(_joined(box))}
        headed = any(piece.kind is BlockKind.HEADING for piece in box)
        speaks = bool(said & words("invitations")) or (headed and _speaks(_joined(box)))
        name = self._name if speaks else None
        if name is None or any(map(name.search, above)):
            return False
        return any(name.search(piece.text) for piece in box)


def _joined(pieces: Iterable[Piece]) -> str:
    return "\n".join(piece.text for piece in pieces)


def _name_of(houses: Sequence[str]) -> re.Pattern[str] | None:
    """Return a pattern for the names of a house, however they are spaced and hyphenated."""
    names = {"".join(filter(str.isalnum, name)) for name in houses}
    spaced = [r"[\W_]?".join(map(re.escape, name)) for name in names if len(name) >= _SHORTEST_NAME]
    pattern = rf"(?<!\w)(?:{'|'.join(sorted(spaced))})s?(?!\w)"
    return re.compile(pattern, re.IGNORECASE) if spaced else None


def _main_path(pieces: Sequence[Piece]) -> set[int]:
    """Return the numbers of the elements down to the innermost that holds most of the text."""
    sizes = sizes_of((piece.place, len(piece.text)) for piece in pieces)
    total = sum(len(piece.text) for piece in pieces)
    return {number for number, (_, size) in sizes.items() if size >= _MOST_PROSE * total}


def _box(piece: Piece, path: Collection[int]) -> int:
    """Return the number of the largest element around a piece that is no part of ``path``, or 0.

    A paragraph right in the article's element is no box.
    """
    outer = [level for level in piece.place.upwards() if level.number not in path]
    return outer[-1].number if outer and outer[-1].tag not in TEXT_BLOCKS else 0


def _ending(piece: Piece, *, elsewhere: bool) -> Verdict | None:
    """Return the verdict on a piece that nothing follows, ``None`` if it is the article's.

    ``elsewhere`` says that it stands in another element than the last running text.
    """
    text_as_heading = is_text_as_heading(piece)
    if piece.kind is BlockKind.HEADING and not text_as_heading:
        return _ALONE
    if not text_as_heading and piece.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}:
        return None
    if _ACCOUNT.match(piece.text) and not is_whole_sentence(piece.text):
        return _INVITATION
    unknown_box = piece.place.element is None  # of a text that was pasted
    if _is_invitation(piece.text, boxed=unknown_box):
        return _INVITATION
    if piece.kind is BlockKind.PARAGRAPH and _points_on(piece):
        return _POINTS_ON
    return _label(piece, elsewhere=elsewhere) if piece.kind is BlockKind.PARAGRAPH else None


def _points_on(piece: Piece) -> bool:
    """Say whether a last line asks its readers on to another text: ``Noch mehr Tipps? Hier …!``."""
    said = without_quotes(piece.text)
    asks = "?" in said or said.endswith("!")
    hrefs = [mark.href for mark in piece.marks if mark.kind is MarkKind.LINK]
    elsewhere = all("//" in href for href in hrefs)  # another site answers a question, or helps
    spoken = said.rpartition("?")[2] if elsewhere else said
    return (
        piece.links >= _POINTING
        and len(said) <= _LONGEST_POINTER
        and asks
        and bool(READER.search(spoken))
        and not any(href.startswith(_CALLS) for href in hrefs)
        and not is_attributed(piece.text)
    )


def _label(piece: Piece, *, elsewhere: bool) -> Verdict | None:
    """Return the verdict on a line below an article that says nothing of its subject."""
    text = piece.text
    prose = is_prose(text)
    short = word_count(text) <= _LABEL_WORDS and not ends_sentence(text)
    named = len(text) <= _LONGEST_CREDIT or len(_ROLE.findall(text)) >= _MANY_ROLES
    if named and _CREDIT.match(text) and not prose:
        return _SIGNED
    if text.endswith(":") and len(text) <= _LONGEST_OPENING and not _announces_figure(text):
        return _OPENING
    if piece.links > _MOSTLY_LINKS and not prose:
        return _LINKS
    if piece.links > _ALL_LINKS and sum(mark.kind is MarkKind.LINK for mark in piece.marks) > 1:
        return _LINKS
    return _LABEL if _HASHTAGS.fullmatch(text) or (elsewhere and short) else None


def _announces_figure(text: str) -> bool:
    """Say whether a sentence says what a figure shows, which a script may have drawn below it."""
    return is_prose(text) and bool(_FIGURE.search(text)) and not READER.search(text)


def _speaks(text: str) -> bool:
    """Say whether a house speaks, or somebody speaks to the readers, outside of what is quoted."""
    said = without_quotes(text)
    return bool(READER.search(said) or HOUSE.search(said))


def _is_invitation(text: str, *, boxed: bool) -> bool:
    """Say whether a house speaks to its readers: of paying, following, writing to it.

    In a box of its own it may speak of itself alone.
    """
    if len(text) > _LONGEST_INVITATION:
        return False
    said = [word.casefold() for word in _WORD.findall(text)]
    inviting = len(words("invitations").intersection(said))
    share = inviting / max(1, len(said))
    own = without_quotes(text)
    reader, house = READER.search(own), HOUSE.search(own)
    if inviting < _INVITING_WORDS or not (reader or (boxed and house)):
        return False
    return share >= (_SHARE_OF_TWO if house and reader else _SHARE_OF_ONE)
