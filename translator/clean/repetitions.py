"""What an article says twice: copies of a text, and sentences pulled out of a paragraph as quotations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from translator.article import BlockKind, MarkKind
from translator.clean.normalise import letters
from translator.clean.pieces import Piece, Role, Verdict, is_prose

_TEXT = {Role.BODY, Role.LEAD}
_WORD = re.compile(r"\w+")
_VERSES = 3  # texts in short lines that make a song or poem
_LINES = 2  # at least, of a verse
_SHORTEST_COPY = 25  # letters
_LONG_ITEM = 80  # letters of a text that is no name and no step of instructions
_SHORTEST_PULL_QUOTE = 30  # letters
_QUOTATION = re.compile(r"quot(?:e|ation)|zitat|pull-?text|callout")
_QUOTATION_LEVELS = 5  # elements around a text that may be called so
_SHORTEST_WORDS = 8  # of a quotation that is looked for in other words
_SAME = 0.85  # of its words stand in the paragraph it was pulled from, in order
_MORE = 20  # characters that the paragraph says besides
_RUN = 2  # words in a row that count as the same
_MOST_COMPARED = 50  # paragraphs that share a rare word with a quotation
_BOXES = frozenset({"blockquote", "figure", "aside"})  # of a quotation and who said it
_BOX_LEVELS = 4  # elements around a quotation; chosen by reading, not swept


class _Paragraphs:
    """The words of an article's paragraphs, and in which of them each word stands.

    Few pages have quotations to compare: nothing is looked at before the first one.
    """

    def __init__(self, judged: Sequence[tuple[Piece, Verdict]]) -> None:
        self._judged = judged

    @cached_property
    def _texts(self) -> list[tuple[int, list[str]]]:
        return [
            (len(piece.text), _WORD.findall(piece.text.casefold()))
            for piece, verdict in self._judged
            if verdict.role is Role.BODY and is_prose(piece.text) and not _is_called_quote(piece)
        ]

    @cached_property
    def _homes(self) -> dict[str, list[int]]:
        homes: dict[str, list[int]] = defaultdict(list)
        for index, (_, words) in enumerate(self._texts):
            for word in dict.fromkeys(words):
                homes[word].append(index)
        return homes

    def with_most_of(self, said: Sequence[str], longer_than: int) -> Iterator[list[str]]:
        """Yield the words of the longer paragraphs that hold most of some words.

        One of so many words must stand there that all others are too few.
        """
        wanted = sorted(set(said), key=lambda word: len(self._homes.get(word, ())))
        rare = wanted[: int((1 - _SAME) * len(wanted)) + 1]
        homes = {index for word in rare for index in self._homes.get(word, ())[:_MOST_COMPARED]}
        for index in sorted(homes)[:_MOST_COMPARED]:
            length, words = self._texts[index]
            shared = len(set(wanted).intersection(words))
            if length >= longer_than and shared >= _SAME * len(wanted):
                yield words


def without_duplicates(
    judged: Iterable[tuple[Piece, Verdict]],
) -> list[tuple[Piece, Verdict]]:
    """Mark every later copy of a text, and quotes pulled out of a paragraph, as repeated.

    Items of a list are copies where the whole list is one: steps of instructions come again, and so
    do the refrain of a song and the answer to another question.
    """
    judged = list(judged)
    keys = [letters(piece.text) if verdict.role in _TEXT else "" for piece, verdict in judged]
    told = _Paragraphs(judged)
    whole = "\n".join(dict.fromkeys(filter(None, keys)))
    copies = _copied_lists(judged, keys)
    again = _said_again(judged, keys)
    seen: set[str] = set()
    result: list[tuple[Piece, Verdict]] = []
    for index, ((piece, verdict), key) in enumerate(zip(judged, keys, strict=True)):
        repeated = None
        may_be_copy = index not in again and (
            piece.kind is not BlockKind.LIST_ITEM
            or len(key) >= _LONG_ITEM
            or id(piece.place.parent) in copies
        )
        if len(key) >= _SHORTEST_COPY and piece.kind is not BlockKind.TABLE_ROW and may_be_copy:
            repeated = _repetition(piece, verdict, key, whole, seen, told)
        if (
            repeated is None
            and verdict.role is Role.BODY
            and result
            and _says_who(result[-1], piece)
        ):
            repeated = result[-1][1]
        if repeated is None:
            seen.add(key)
        result.append((piece, repeated or verdict))
    return result


def _says_who(last: tuple[Piece, Verdict], piece: Piece) -> bool:
    """Say whether a short line stands below a pulled quotation, in its box: who said it."""
    above, verdict = last
    if verdict.rule not in {"pull-quote", "repetition"} or is_prose(piece.text):
        return False
    if not above.kind is piece.kind is BlockKind.QUOTE:
        return False
    boxes = {level.number for level in above.place.upwards(_BOX_LEVELS) if level.tag in _BOXES}
    return any(level.number in boxes for level in piece.place.upwards(_BOX_LEVELS))


def _said_again(judged: Sequence[tuple[Piece, Verdict]], keys: Sequence[str]) -> set[int]:
    """Return the indices of verses of a song or poem, and of texts right below a question of their own."""
    verses = [index for index, key in enumerate(keys) if key and _is_verse(judged[index][0])]
    asked: set[str] = set()
    answers: set[int] = set()
    for index in range(1, len(keys)):
        question = keys[index - 1]
        told = judged[index][0].kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
        if judged[index - 1][0].text.endswith("?") and question and question not in asked and told:
            answers.add(index)
            asked.add(question)
    elsewhere = {key for index, key in enumerate(keys) if index not in answers}
    answers = {index for index in answers if keys[index] not in elsewhere}
    alternating = {index for index in verses if index == 0 or keys[index] != keys[index - 1]}
    return answers | (alternating if len(verses) >= _VERSES else set())


def _is_verse(piece: Piece) -> bool:
    """Say whether a text has several lines that a page keeps apart."""
    return sum(mark.kind is MarkKind.BREAK for mark in piece.marks) >= _LINES


def _copied_lists(judged: Sequence[tuple[Piece, Verdict]], keys: Sequence[str]) -> set[int]:
    """Return the lists, as ids of their places, of which every item stands further above."""
    seen: set[str] = set()
    fresh: set[int] = set()
    lists: set[int] = set()
    for (piece, _), key in zip(judged, keys, strict=True):
        if piece.kind is BlockKind.LIST_ITEM and key:
            lists.add(id(piece.place.parent))
            if key not in seen:
                fresh.add(id(piece.place.parent))
        seen.add(key)
    return lists - fresh


def _repetition(
    piece: Piece, verdict: Verdict, key: str, whole: str, seen: set[str], told: _Paragraphs
) -> Verdict | None:
    """Return the verdict on a text that stands elsewhere in the article, too.

    ``whole`` holds the text of every piece once, so a pulled quote is in it twice: as itself, and
    within the paragraph it was taken from; ``told`` are its paragraphs.
    """
    short = len(key) < _LONG_ITEM and not is_prose(piece.text)  # a name may come again
    if key in seen and not (short and piece.kind in {BlockKind.PARAGRAPH, BlockKind.QUOTE}):
        return Verdict(Role.CHROME, "repetition", "says again what stands above")
    if verdict.role is not Role.BODY or len(key) < _SHORTEST_PULL_QUOTE:
        return None
    if _is_called_quote(piece) and (whole.count(key) > 1 or _stands_in(piece, told)):
        return Verdict(Role.CHROME, "pull-quote", "repeats a sentence of the article")
    return None


def _stands_in(quotation: Piece, told: _Paragraphs) -> bool:
    """Say whether one of the article's paragraphs says nearly all that a quotation does, word by word.

    Editors shorten what they pull out. What another quotation says in nearly the same words is
    another wording, of a law for example.
    """
    said = _WORD.findall(quotation.text.casefold())
    if quotation.kind is BlockKind.HEADING or len(said) < _SHORTEST_WORDS:
        return False
    for words in told.with_most_of(said, len(quotation.text) + _MORE):
        runs = SequenceMatcher(None, said, words, autojunk=False).get_matching_blocks()
        if sum(run.size for run in runs if run.size >= _RUN) >= _SAME * len(said):
            return True
    return False


def _is_called_quote(piece: Piece) -> bool:
    """Say whether a page calls a text a quotation: a heading may well say what the text says, too."""
    if piece.kind is BlockKind.QUOTE:
        return True
    around = (level.describe() for level in piece.place.upwards(_QUOTATION_LEVELS))
    may_be = piece.kind in {BlockKind.HEADING, BlockKind.PARAGRAPH}
    return may_be and any(map(_says_quotation, around))


@lru_cache(maxsize=4096)  # elements of one name come by the hundred
def _says_quotation(names: str) -> bool:
    return bool(_QUOTATION.search(names))
