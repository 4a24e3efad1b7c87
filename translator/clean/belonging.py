"""Text of the article that the engine passed over: by what stands around it and by its elements.

Bodies come in chunks, each part between two advertisements in a container of its own, of which the
engine takes one. What belongs together then still has elements of the same names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice

from translator.article import BlockKind, MarkKind
from translator.clean.fact_lists import shape_of
from translator.clean.labels import is_counter, is_stamped_byline
from translator.clean.normalise import letters
from translator.clean.pieces import (
    Piece,
    Place,
    Role,
    ends_sentence,
    is_main_heading,
    is_prose,
    is_text_as_heading,
    is_whole_sentence,
    sizes_of,
)
from translator.clean.publication_date import find
from translator.clean.rules import Context, judge, opens_box
from translator.clean.surroundings import stands_in_chrome

_MOSTLY_LINKS = 0.3  # share of link text
_OWN = frozenset({"article", "main"})  # elements that hold what a page is about
_MANY = 3  # paragraphs of one form that vouch for those above the first candidate, too
_LEVELS = 3  # innermost elements whose names must agree
_CONTAINERS = 3  # elements around a piece's own that count as its container
_DEFINITION = frozenset({"dt", "dd"})  # a word and what it means
_HEADING_REACH = 2  # pieces down to the text that a heading belongs to
_SHARE = 0.5  # of a container's prose that its child must hold to be looked into
_LONGEST_HEADING = 80  # characters
_SHORTEST_DAY = 4  # characters of a day or time at the start of a line: 5.11
_FACT = re.compile(r"[A-ZÄÖÜ][\w-]{3,25}: \d[\d.,–-]*(?: ?[–-] ?\d[\d.,]*)? ?[^\W\d][\w()]{0,15}")
_ALIKE = 2  # candidates of one form
_NEARLY_ALL = 0.6  # of the texts of that form are candidates
_LONG = 40  # letters of a text that is looked for in the page's own account of itself


def with_same_elements(pieces: Sequence[Piece], votes: Sequence[bool]) -> list[bool]:
    """Add the prose whose innermost elements have the names of those around the candidates.

    So is a paragraph that the page calls a heading for its look, whatever it is called.
    """
    known = Counter(
        _names(piece)
        for piece, voted in zip(pieces, votes, strict=True)
        if voted and is_prose(piece.text)
    )
    first = next((index for index, voted in enumerate(votes) if voted), len(votes))
    homes = {names[1:] for names in known}
    return [
        voted
        or (index > first and is_text_as_heading(piece) and _names(piece)[1:] in homes)
        or (
            (index > first or known[_names(piece)] > _MANY)
            and piece.links < _MOSTLY_LINKS
            and known[_names(piece)] > 1
            and ends_sentence(piece.text)
            and is_prose(piece.text)
            and not stands_in_chrome(piece)
        )
        for index, (piece, voted) in enumerate(zip(pieces, votes, strict=True))
    ]


def with_same_form(pieces: Sequence[Piece], votes: Sequence[bool]) -> list[bool]:
    """Add short texts beside candidates of the same form, nearly all of which are candidates.

    So the questions of a portrait and their answers of one word come with the longer ones.
    """
    voted = [index for index, kept in enumerate(votes) if kept]
    inside = range(voted[0], voted[-1] + 1) if voted else range(0)
    forms = {index: _form_of(pieces[index]) for index in inside}
    count, kept = Counter(forms.values()), Counter(forms[index] for index in voted)
    alike = {
        form
        for form in {forms[index] for index in inside if not votes[index]} - {""}
        if kept[form] >= max(_ALIKE, _NEARLY_ALL * count[form])
    }
    near: dict[str, set[int]] = defaultdict(set)
    for index in voted:
        if forms[index] in alike:
            near[forms[index]] |= _containers(pieces[index])
    result = list(votes)
    for index, form in forms.items():
        beside = form in alike and bool(near[form] & _containers(pieces[index]))
        if beside and not pieces[index].links and not stands_in_chrome(pieces[index]):
            result[index] = True
    return result


def _form_of(piece: Piece) -> str:
    """Return the names of the element around a text, where it has more than a tag."""
    names = piece.place.describe().strip()
    return names if piece.kind is BlockKind.PARAGRAPH and names != piece.tag else ""


def _names(piece: Piece) -> tuple[str, ...]:
    return tuple(place.describe() for place in piece.place.upwards(_LEVELS))


def with_what_stands_between(pieces: Sequence[Piece], votes: Sequence[bool]) -> list[bool]:
    """Add headings, list items and sentences that stand between candidates of the same container.

    A heading belongs to the running text or the table right below it, an item to the text above
    and below, a sentence or a question to the paragraphs beside it in the same element, an item
    below a line that ends in a colon to that line.
    """
    result = list(votes)
    before = _nearest(pieces, votes, range(len(pieces)))
    after = _nearest(pieces, votes, range(len(pieces) - 1, -1, -1))
    announced = _announced(pieces, votes)
    top = max((i for i, p in enumerate(pieces) if is_main_heading(p)), default=len(pieces))
    for index in range(len(pieces) - 1, -1, -1):  # what a heading heads is known before it
        piece, above, below = pieces[index], before[index], after[index]
        home = piece.place.parent
        belongs = home is not None and home.number in announced
        belongs = belongs or _is_row(pieces, result, index)
        linked = piece.links >= _MOSTLY_LINKS and not (belongs and _leads_out(piece))
        opening = top < index and piece.kind is BlockKind.HEADING
        opening = opening and not is_stamped_byline(piece.text)
        if votes[index] or linked or (above is None and not opening):
            continue
        if below is not None:
            belongs = belongs or _belongs_between(pieces, result, above, index, below)
        result[index] = belongs and not stands_in_chrome(piece) and not opens_box(piece)
    return result


def _is_row(pieces: Sequence[Piece], kept: Sequence[bool], index: int) -> bool:
    """Say whether a line begins with a date or number as the candidate beside it does: ``05.11. – Dives``."""
    piece = pieces[index]
    beside = [
        pieces[i].text
        for i in (index - 1, index + 1)
        if 0 <= i < len(pieces)
        and kept[i]
        and pieces[i].tag == piece.tag
        and pieces[i].place.parent is piece.place.parent
    ]
    shape = shape_of(piece.text) if beside else ""
    return len(shape) >= _SHORTEST_DAY and shape in map(shape_of, beside)


def _leads_out(piece: Piece) -> bool:
    """Say whether no link in a piece leads to a part of the page, as in a table of contents."""
    return not any(mark.href.startswith("#") for mark in piece.marks)


def _belongs_between(
    pieces: Sequence[Piece], kept: Sequence[bool], above: int | None, index: int, below: int
) -> bool:
    """Say whether a piece belongs to the candidates above and below it; to that below, if none is above."""
    piece = pieces[index]
    if piece.kind is BlockKind.HEADING or _is_control(piece):
        first = _next_but_numbers(pieces, index + 1)
        if kept[first] and _heads(piece, pieces[first]):
            return True
    if above is None:
        return False
    if piece.kind is BlockKind.HEADING or _is_control(piece):
        return below - index <= _HEADING_REACH and _in_one_container(pieces, above, index, below)
    if piece.kind is BlockKind.LIST_ITEM or piece.tag in _DEFINITION:
        return _in_one_container(pieces, above, index, below)
    return _are_siblings(pieces, above, index, below)


def _is_control(piece: Piece) -> bool:
    """Say whether a line opens what stands below it: a question that is a button, or a summary."""
    buttons = any(element.name == "button" for element in piece.inline)
    return piece.tag == "summary" or (buttons and piece.text.endswith("?"))


def _next_but_numbers(pieces: Sequence[Piece], start: int) -> int:
    """Return the index of the next piece that is no bare number, as steps have them."""
    following = (i for i in range(start, len(pieces)) if not is_counter(pieces[i].text))
    return next(following, start)


def _heads(heading: Piece, first: Piece) -> bool:
    """Say whether a heading stands right in an element that also holds the text or list below it.

    The text may be wrapped once more, and once again as one step of several.
    """
    around = first.place.upwards(_CONTAINERS + 1)
    return any(level is heading.place.parent for level in islice(around, 1, None))


def _nearest(pieces: Sequence[Piece], votes: Sequence[bool], order: range) -> dict[int, int | None]:
    """Return for each piece the nearest candidate of running text that comes before it in an order.

    Rows of a table count as such.
    """
    last: int | None = None
    found: dict[int, int | None] = {}
    for index in order:
        found[index] = last
        if votes[index] and (
            pieces[index].kind is BlockKind.TABLE_ROW or is_prose(pieces[index].text)
        ):
            last = index
    return found


def _in_one_container(pieces: Sequence[Piece], above: int, index: int, below: int) -> bool:
    home = _containers(pieces[above]) & _containers(pieces[below])
    return bool(home & _containers(pieces[index]))


def _are_siblings(pieces: Sequence[Piece], above: int, index: int, below: int) -> bool:
    """Say whether a sentence stands in an element of the same kind as those around it, beside them."""
    piece = pieces[index]
    return (
        piece.tag == pieces[above].tag == pieces[below].tag
        and piece.place.parent is pieces[above].place.parent
        and piece.place.parent is pieces[below].place.parent
        and (ends_sentence(piece.text) or _is_bold_line(piece))
    )


def _is_bold_line(piece: Piece) -> bool:
    """Say whether a short line is bold from end to end, as headings are where systems know none."""
    return len(piece.text) <= _LONGEST_HEADING and any(
        mark.kind is MarkKind.STRONG and mark.end - mark.start == len(piece.text)
        for mark in piece.marks
    )


def _announced(pieces: Sequence[Piece], votes: Sequence[bool]) -> set[int]:
    """Return the numbers of the lists right below a candidate that ends in a colon."""
    return {
        piece.place.parent.number
        for last, voted, piece in zip(pieces, votes, pieces[1:], strict=False)
        if voted
        and last.text.endswith(":")
        and judge(last, Context()).role is Role.BODY
        and not opens_box(last)
        and last.kind is not BlockKind.LIST_ITEM
        and piece.kind is BlockKind.LIST_ITEM
        and piece.place.parent is not None
        and piece.place.parent.parent is last.place.parent
    }


def _containers(piece: Piece) -> set[int]:
    """Return the numbers of the innermost elements around a piece's own."""
    return {place.number for place in piece.place.upwards(_CONTAINERS + 1)} - {piece.place.number}


def with_whole_tables(pieces: Sequence[Piece], votes: Sequence[bool]) -> list[bool]:
    """Add the other rows of a table of which a row is among the candidates."""
    tables = {
        _table(piece)
        for piece, voted in zip(pieces, votes, strict=True)
        if voted and piece.kind is BlockKind.TABLE_ROW
    }
    return [
        voted or (piece.kind is BlockKind.TABLE_ROW and _table(piece) in tables)
        for piece, voted in zip(pieces, votes, strict=True)
    ]


def _table(piece: Piece) -> int:
    """Return the number of the innermost table around a row: later elements have higher numbers."""
    return max((p.number for p in piece.place.upwards() if p.tag == "table"), default=0)


def with_opening(pieces: Sequence[Piece], votes: Sequence[bool]) -> list[bool]:
    """Add running text between the headline and the first candidate, whatever its box is called.

    A teaser has a link or a heading in its box. Facts with a figure (``Lieferzeit: 15 Tage``) are
    added where several stand in one element.
    """
    texts = (i for i, voted in enumerate(votes) if voted and is_prose(pieces[i].text))
    first = next(texts, len(votes))
    top = max((i for i in range(first) if is_main_heading(pieces[i])), default=first)
    teasers = {
        id(piece.place.parent)
        for piece in pieces[top + 1 : first]
        if piece.links or piece.kind is not BlockKind.PARAGRAPH or not is_prose(piece.text)
    }
    facts = Counter(id(p.place.parent) for p in pieces[top + 1 : first] if _is_fact(p))
    points = _points_above(pieces, range(top + 1, first)) if first < len(pieces) else set()
    return [
        voted
        or index in points
        or (
            top < index < first
            and facts[id(piece.place.parent)] > 1
            and _is_fact(piece)
            and not stands_in_chrome(piece)
        )
        or (
            top < index < first
            and id(piece.place.parent) not in teasers
            and is_whole_sentence(piece.text)
            and not stands_in_chrome(piece)
        )
        for index, (piece, voted) in enumerate(zip(pieces, votes, strict=True))
    ]


def _points_above(pieces: Sequence[Piece], above: range) -> set[int]:
    """Return the items of lists without links that stand beside the first text: its main points."""
    home = pieces[above.stop].place.parent
    lists: dict[int, list[int]] = defaultdict(list)
    for index in above:
        place = pieces[index].place.parent
        if pieces[index].kind is BlockKind.LIST_ITEM and place and place.parent is home:
            lists[place.number].append(index)
    return {
        index
        for items in lists.values()
        if len(items) > 1 and not any(pieces[i].links for i in items)
        for index in items
        if not stands_in_chrome(pieces[index])
    }


def _is_fact(piece: Piece) -> bool:
    """Say whether a line gives the figure of something: neither a day nor what pages count."""
    found = _FACT.fullmatch(piece.text)
    return bool(found) and not find(piece.text) and judge(piece, Context()).role is Role.BODY


def with_stated(pieces: Sequence[Piece], votes: Sequence[bool], body: str) -> list[bool]:
    """Add the prose that also stands in the page's own account of its body (``articleBody``)."""
    stated = letters(body)
    if not stated:
        return list(votes)
    return [
        voted
        or (
            len(key := letters(piece.text)) >= _LONG
            and key in stated
            and is_prose(piece.text)
            and piece.links < _MOSTLY_LINKS
        )
        for piece, voted in zip(pieces, votes, strict=True)
    ]


def densest(pieces: Sequence[Piece]) -> list[bool]:
    """Say for each piece whether it stands in the innermost container with most of the prose."""
    sizes = sizes_of(
        (piece.place, len(piece.text))
        for piece in pieces
        if piece.links < _MOSTLY_LINKS and is_prose(piece.text)
    )
    children: dict[int, list[int]] = defaultdict(list)
    for number, (place, _) in sizes.items():
        children[place.parent.number if place.parent else 0].append(number)
    container = 0
    total = sum(sizes[number][1] for number in children[0])
    while total:
        best = max(children[container], key=lambda number: (sizes[number][1], number), default=0)
        if not best or sizes[best][1] < _SHARE * total:
            break
        container, total = best, sizes[best][1]
    return [_lies_in(piece.place, container) and not _is_beside(piece) for piece in pieces]


def in_own_element(pieces: Sequence[Piece]) -> list[bool]:
    """Say for each piece whether it stands below the one headline in the page's own article element.

    For what is too short or too much of a list for everything else: a few lines of memory, a
    chronicle of notes, a list of what to pack. Without such an element, or with many headlines in
    it, nothing does.
    """
    heads = [i for i, p in enumerate(pieces) if p.kind is BlockKind.HEADING and p.level == 1]
    home = None
    if len(heads) == 1:
        levels = pieces[heads[0]].place.upwards()
        home = next((level.number for level in levels if level.tag in _OWN), None)
    return [
        home is not None
        and index > heads[0]
        and _lies_in(piece.place, home)
        and not (piece.links > _MOSTLY_LINKS or stands_in_chrome(piece))
        for index, piece in enumerate(pieces)
    ]


def _lies_in(place: Place, container: int) -> bool:
    for level in place.upwards():
        if level.number <= container:  # what is around an element has a lower number
            return level.number == container
    return False


def _is_beside(piece: Piece) -> bool:
    if piece.kind is BlockKind.TABLE_ROW:
        return False
    return piece.links > _MOSTLY_LINKS or stands_in_chrome(piece)
