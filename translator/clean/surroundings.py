"""Chrome of a web page known by where it stands: named elements, boxes, lists of links, the end.

Every test here is bounded by how much text it would take: an element or a box that holds a large
part of what was found is the article, whatever it is called.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from translator.article import BlockKind
from translator.clean.elements import attribute
from translator.clean.goods import for_sale
from translator.clean.in_text import in_text
from translator.clean.other_articles import in_cards_below, in_other_articles
from translator.clean.phrases import bare, words
from translator.clean.pieces import (
    Piece,
    Place,
    Role,
    Verdict,
    asked_once,
    ends_sentence,
    is_prose,
    is_whole_sentence,
    says_something,
    word_count,
)
from translator.clean.rules import ends_article, heads_text, is_of_writer, opens_box
from translator.clean.teaser_lists import in_lists_for_readers, in_lists_of_teasers
from translator.clean.walls import offers

_NAME = re.compile(r"[a-z]+")
_HEADING = re.compile(r"h[1-6]")
_MODIFIER = re.compile(r"--[\w-]+")  # BEM: "box--ad" is a box that looks different beside an ad
_LEAD_NAME = re.compile(r"teaser[-_]*(?:text|body|copy)|lead|intro|vorspann|summary|description")
_ALSO_PARTS = frozenset({"kommentar", "diskussion", "leserbriefe", "comment", "discussion"})
# Names that pages also give to parts of an article; then nothing in them leads elsewhere.
_WEAK_NAMES = frozenset({"teaser", "teasers", "widget"})
# Names of boxes that may hold facts of the article, or the life of whom it portrays.
_BOX_NAMES = frozenset({"aside", "infobox", "factbox", "bio", "biography"})
# How the notices of a house begin, which stand in boxes of facts, too.
_NOTICE = re.compile(r"(?:bitte|\w*hinweise?|disclaimer|haftung\w*)\b", re.IGNORECASE)
_NOTES = re.compile(r"foot-?notes?(?![a-z])|endnotes?(?![a-z])|fu(?:ss|ß)noten?(?![a-z])")
_FILM_TITLE = re.compile(
    r"(?:video|player|film)[-_]*(?:title|titel|heading|headline|label|kicker)(?![a-z])"
)
_LISTED = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_ROW})
_LONGEST_TITLE = 160  # characters
_NAMED_SHARE = 0.25  # of the text; an element with more is no box beside the article
_MOST_NAMED = 0.5  # of the text, in all elements of the same names
_SAYING = 3  # words of a short sentence
_BOX_SHARE = 0.4  # share of the text; chosen by reading, not swept
_END_SHARE = 0.4  # of the text must stand above the heading that ends it
_RUNNING = 140  # characters of a paragraph with which the article goes on below a box
_FEW_LINKS = 0.4  # share of the text; chosen by reading, not swept
_LEVELS = 3  # innermost elements whose names count
_POP_UP = re.compile(r"(?<![a-z])(?:modal|pop-?up|overlay|fly-?out|light-?box)(?![a-z])")
_POP_UP_LEVELS = 7  # elements around a piece; chosen by reading, not swept
_POLL_LEVELS = 6  # elements around an answer among which the poll's own is looked for
_LONGEST_POLL = 500  # characters of a question with its answers; on clean and news up to 380


def judge_places(
    pieces: Sequence[Piece],
    votes: Sequence[bool],
    author: str = "",
    own: AbstractSet[int] = frozenset(),
) -> dict[int, Verdict]:
    """Return verdicts, by index, for the candidates that stand in chrome.

    ``own`` are the article's whatever the elements around them are called.
    """
    total = sum(len(piece.text) for piece, voted in zip(pieces, votes, strict=True) if voted)
    verdicts = _after_end(pieces, votes, total)
    verdicts |= in_other_articles(pieces, votes) | in_cards_below(pieces, votes)
    verdicts |= _in_boxes(pieces, votes, total, author)
    verdicts |= _in_named_elements(pieces, votes, total, own)
    verdicts |= offers(pieces, votes, total) | for_sale(pieces, votes)
    verdicts |= _titles_of_films(pieces, votes)
    verdicts |= _in_polls(pieces)
    verdicts |= in_lists_of_teasers(pieces, votes) | in_lists_for_readers(pieces, votes)
    return verdicts


def _in_named_elements(
    pieces: Sequence[Piece], votes: Sequence[bool], total: int, own: AbstractSet[int]
) -> dict[int, Verdict]:
    """Judge candidates in elements whose names say that they are not the article."""
    groups: dict[int, list[int]] = defaultdict(list)
    names: dict[int, str] = {}
    alike: dict[int, str] = {}
    for index, voted in enumerate(votes):
        if voted:
            place, name = named_element(pieces[index].place)
            if place is None:
                place, name = _pop_up(pieces[index].place)
            if place is not None:
                groups[place.number].append(index)
                names[place.number] = name
                alike[place.number] = place.describe()
    passages = passages_in_text(pieces, votes) | own
    size: dict[str, int] = defaultdict(int)  # a body in chunks has the name on each of them
    for number, members in groups.items():
        size[alike[number]] += _size(pieces, members)
    return {
        index: Verdict(Role.CHROME, "element", f"stands in an element named {names[number]!r}")
        for number, members in groups.items()
        if _size(pieces, members) <= _NAMED_SHARE * total
        and size[alike[number]] <= _MOST_NAMED * total
        and not (names[number] in _WEAK_NAMES and _is_text_only(pieces, members))
        and not (names[number] in _BOX_NAMES and is_text_box([pieces[i] for i in members]))
        for index in members
        if index not in passages
    }


def passages_in_text(pieces: Sequence[Piece], votes: Sequence[bool]) -> set[int]:
    """Return the indices of what continues the text between its paragraphs, whatever its name."""
    chrome = [voted and is_chrome(p.place) for p, voted in zip(pieces, votes, strict=True)]
    return in_text(pieces, votes, chrome)


def _is_text_only(pieces: Sequence[Piece], members: Sequence[int]) -> bool:
    """Say whether candidates are whole sentences without a link or heading among them."""
    return all(pieces[i].links == 0 and is_whole_sentence(pieces[i].text) for i in members)


def is_text_box(inside: Sequence[Piece]) -> bool:
    """Say whether a box holds sentences or a list, no link, no notice, no note on who wrote the article.

    Below a heading a short sentence is one, too.
    """
    told = any(is_whole_sentence(p.text) or p.kind in _LISTED for p in inside)
    told = told or says_below_heading(inside)
    return (
        told
        and not _NOTICE.match(inside[0].text)
        and not any(p.links or is_of_writer(p) for p in inside)
    )


def says_below_heading(inside: Sequence[Piece]) -> bool:
    """Say whether a box has a heading and a sentence below it, however short."""
    return inside[0].kind is BlockKind.HEADING and any(
        ends_sentence(piece.text) and word_count(piece.text) >= _SAYING for piece in inside[1:]
    )


@asked_once
def notes_around(place: Place) -> Place | None:
    """Return the element around a place that is named after notes below a text."""
    if place.element is None or place.parent is None:
        return None
    return place if _says_notes(place.describe()) else notes_around(place.parent)


@lru_cache(maxsize=4096)  # elements of one name come by the hundred
def _says_notes(names: str) -> bool:
    return bool(_NOTES.search(names))


def is_quotation_source(place: Place) -> bool:
    """Say whether a place is the ``footer`` of a quotation, which names who is quoted."""
    tags = [level.tag for level in place.upwards(_LEVELS)]
    return "footer" in tags and "blockquote" in tags[tags.index("footer") :]


@asked_once
def named_element(place: Place) -> tuple[Place | None, str]:
    """Return the outermost of the innermost elements that has a chrome name, and that name."""
    found: tuple[Place | None, str] = (None, "")
    if notes_around(place) is not None or is_quotation_source(place):
        return found
    for level in place.upwards(_LEVELS):
        if _LEAD_NAME.search(level.describe()):
            return None, ""
        if _HEADING.fullmatch(level.tag):
            continue  # the id of a heading is an anchor made from its words
        name = _chrome_name(level.describe())
        if name:
            found = (level, name)
    return found


def _pop_up(place: Place) -> tuple[Place | None, str]:
    """Return the element farther out that lies over the page when it is shown, and its name."""
    for level in place.upwards(_POP_UP_LEVELS):
        if found := _pop_up_name(level.describe()):
            return level, found
    return None, ""


@lru_cache(maxsize=4096)
def _pop_up_name(names: str) -> str:
    found = _POP_UP.search(names)
    return found[0] if found else ""


@lru_cache(maxsize=4096)
def _chrome_name(names: str) -> str:
    """Return the first of an element's names that says chrome, or ``""``."""
    known = words("element_names")
    tokens = _NAME.findall(_MODIFIER.sub("", names))
    return next((token for token in tokens if token in known), "")


def stands_in_chrome(piece: Piece) -> bool:
    """Say whether the elements right around a piece are named after chrome."""
    return is_chrome(piece.place)


def is_chrome(place: Place) -> bool:
    """Say whether an element, or one right around it, is named after chrome."""
    return named_element(place)[0] is not None


def _in_boxes(
    pieces: Sequence[Piece], votes: Sequence[bool], total: int, author: str
) -> dict[int, Verdict]:
    """Judge what stands below a heading such as ``Mehr zum Thema``, in its box."""
    verdicts: dict[int, Verdict] = {}
    for index, piece in enumerate(pieces):
        kind = opens_box(piece) if votes[index] or piece.kind is BlockKind.HEADING else None
        if kind is None or index in verdicts:
            continue
        members = [index, *_box_members(pieces, index)]
        taken = [member for member in members if votes[member]]
        if kind.rule == "contact":  # names and numbers, none of the release's sentences
            taken = [member for member in taken if not is_whole_sentence(pieces[member].text)]
        if kind.rule == "related" and _is_section(pieces, members):
            continue
        if heads_text(
            piece, [*(pieces[i] for i in members[1:]), *_text_below(pieces, members)], author
        ):
            continue
        if taken and _size(pieces, taken) <= _BOX_SHARE * total:
            verdict = Verdict(Role.CHROME, kind.rule, kind.reason)
            verdicts |= dict.fromkeys(taken, verdict)
    return verdicts


def _is_section(pieces: Sequence[Piece], members: Sequence[int]) -> bool:
    """Say whether what a heading such as ``Mehr über {…}`` heads is text and points nowhere."""
    below = [pieces[index] for index in members[1:]]
    return bool(below) and all(
        piece.links == 0 and (is_whole_sentence(piece.text) or piece.kind is BlockKind.HEADING)
        for piece in below
    )


def _text_below(pieces: Sequence[Piece], members: Sequence[int]) -> list[Piece]:
    """Return the running text right below a box, if its heading stands beside it."""
    below = pieces[members[-1] + 1 : members[-1] + 2]
    home = pieces[members[0]].place.parent
    if any(pieces[index].kind is BlockKind.LIST_ITEM for index in members):
        return []
    return [p for p in below if p.place.parent is home and p.kind is not BlockKind.HEADING]


def _box_members(pieces: Sequence[Piece], heading: int) -> list[int]:
    """Return the pieces that belong to the heading at ``heading``.

    Where the heading is the first in its element, that element is the box. Where it stands among
    the article's paragraphs, its box ends where the next heading or running text begins.
    """
    path = pieces[heading].place.path()
    before = pieces[heading - 1].place.path() if heading else ()
    depth = _common(path, before)  # elements above the box that also hold what stands before it
    members = []
    own_box = depth + 1 < len(path)
    for index in range(heading + 1, len(pieces)):
        piece = pieces[index]
        if own_box:
            if _common(piece.place.path(), path) <= depth:
                break
        elif _common(piece.place.path(), path) < min(depth, len(path) - 1) or _goes_on(piece):
            break
        members.append(index)
    return members


def _goes_on(piece: Piece) -> bool:
    if piece.kind is BlockKind.HEADING and piece.links < _FEW_LINKS:
        return True
    return len(piece.text) >= _RUNNING and piece.links < _FEW_LINKS


def _common(first: Sequence[int], second: Sequence[int]) -> int:
    """Return how many elements two paths share."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


def _after_end(pieces: Sequence[Piece], votes: Sequence[bool], total: int) -> dict[int, Verdict]:
    """Judge what follows the heading of the comments."""
    above = 0
    last = max((index for index, voted in enumerate(votes) if voted), default=-1)
    for index, piece in enumerate(pieces[: last + 1]):
        if above >= _END_SHARE * total and piece.links < _FEW_LINKS:
            kind = ends_article(piece)
            if kind and not _goes_on_below(pieces, votes, index):
                verdict = Verdict(Role.CHROME, kind.rule, kind.reason)
                return dict.fromkeys(range(index, last + 1), verdict)
        above += len(piece.text) * votes[index]
    return {}


def _goes_on_below(pieces: Sequence[Piece], votes: Sequence[bool], heading: int) -> bool:
    """Say whether below a heading the text goes on in the container of the text above it.

    ``Kommentar`` may head the readers' comments, in an element of their own, or a part of the
    article.
    """
    if bare(pieces[heading].text) not in _ALSO_PARTS:
        return False
    above = next((i for i in range(heading - 1, -1, -1) if _is_text(pieces, votes, i)), None)
    below = next((i for i in range(heading + 1, len(pieces)) if _is_text(pieces, votes, i)), None)
    if above is None or below is None:
        return False
    home = pieces[above].place.parent
    return pieces[below].place.parent is home and pieces[heading].place.parent is home


def _is_text(pieces: Sequence[Piece], votes: Sequence[bool], index: int) -> bool:
    return votes[index] and is_prose(pieces[index].text)


def _titles_of_films(pieces: Sequence[Piece], votes: Sequence[bool]) -> dict[int, Verdict]:
    """Judge the lines that say what a film shows: no sentence, in an element named after that."""
    verdict = Verdict(Role.CHROME, "film", "the title of a film")
    return {
        index: verdict
        for index, piece in enumerate(pieces)
        if votes[index]
        and piece.kind is BlockKind.PARAGRAPH
        and len(piece.text) <= _LONGEST_TITLE
        and not is_whole_sentence(piece.text)
        and _FILM_TITLE.search(piece.place.describe())
    }


def _in_polls(pieces: Sequence[Piece]) -> dict[int, Verdict]:
    """Judge the question that readers answer by a choice, with the choices and labels around them.

    The poll's element is the largest around a choice that holds no other sentence: an accordion
    made of choices has texts behind them, and stars have no words.
    """
    choices = {index for index, piece in enumerate(pieces) if _is_choice(piece)}
    if not choices:
        return {}
    members: dict[int, list[int]] = defaultdict(list)
    around = {
        level.number for index in choices for level in pieces[index].place.upwards(_POLL_LEVELS)
    }
    for index, piece in enumerate(pieces):
        for level in piece.place.upwards():
            if level.number in around:
                members[level.number].append(index)
    verdict = Verdict(Role.CHROME, "poll", "asks readers to choose an answer")
    polls = [found for found in members.values() if _is_poll(pieces, found, choices)]
    return {index: verdict for found in polls for index in found}


def _is_choice(piece: Piece) -> bool:
    """Say whether a piece is an answer to choose, in words, and no question itself."""
    radio = any(e.name == "input" and attribute(e, "type") == "radio" for e in piece.unseen)
    return radio and says_something(piece.text) and not piece.text.endswith("?")


def _is_poll(pieces: Sequence[Piece], found: Sequence[int], choices: AbstractSet[int]) -> bool:
    questions = [index for index in found if pieces[index].text.endswith("?")]
    others = set(found).difference(questions, choices)
    return (
        len(questions) == 1
        and questions[0] < min(choices & set(found))
        and _size(pieces, found) <= _LONGEST_POLL
        and not any(is_prose(pieces[index].text) for index in others)
    )


def _size(pieces: Sequence[Piece], members: Iterable[int]) -> int:
    return sum(len(pieces[index].text) for index in members)
