"""Learn from the edits that people made to published versions.

A published file is compared with the record of what it was made from: a sentence that somebody
changed becomes a correction, which wins over every model from then on. That makes a wrong pair
costly, so what may not say the same as its source is not learned unasked: where numbers, dates or
names contradict each other, words are left over, or sentences came and went.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from translator.article import (
    Block,
    BlockKind,
    Origin,
    Segment,
    Severity,
    TranslatedBlock,
    Translation,
)
from translator.check.dates_kept import dates_kept
from translator.check.names_kept import names_kept
from translator.check.numbers_kept import numbers_kept
from translator.glossary.concept import Glossary
from translator.glossary.matcher import Matcher
from translator.language.dictionary import entry, is_word
from translator.language.names import noun_rating
from translator.language.transliteration import exonyms, likeness
from translator.review.edits import Comparison, EditKind, Unit, compare
from translator.translate.align import Link, align
from translator.translate.constraints import term_uses
from translator.translate.memory import HumanEntry, places
from translator.translate.word_table import word_table

_CAPITALISED = re.compile(r"(?<![\w’'-])[A-ZÄÖÜ][\w-]{2,}")
_ALIKE = 0.5  # likeness from which a name is the same in another spelling: Kiew and Kyiv are
# Of 250 pairs of newstest2020 (40 to 260 letters) 1 of 100 has less than 0.6 of its longer words linked,
# on the side that has fewer; of as many pairs put together at random 99 of 100 have less than 0.43.
_SAME = 0.6
_LINKED = 0.1  # strength of a link that counts in these
_LONG = 4  # letters
_FEW = 3  # longer words, below which their share says nothing; not measured
_FACTS = (numbers_kept, dates_kept, names_kept)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair that is not learned unasked, and why.

    ``entry`` is what would be learned; ``None`` where the memory has no place for it.
    """

    source: str
    draft: str
    target: str
    reason: str
    entry: HumanEntry | None = None


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one published version teaches: what says the same as its source, and what may not.

    ``lost`` says that what the file was made from is not on record any more, so that nothing can be
    learned from it.
    """

    corrections: tuple[HumanEntry, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    lost: bool = False


def lesson(
    record: Translation,
    title: str,
    blocks: tuple[Block, ...],
    document: Path,
    glossary: Glossary = Glossary(),  # noqa: B008 - immutable
    who: str = "",
) -> Lesson:
    """Compare a version as published now with the record of how it was made.

    Terms of the glossary are left to the glossary: a name in one of them may change. What was put
    in or taken out teaches nothing. ``who`` is the person, where that is known.
    """
    pair = record.route.languages[0], record.route.languages[-1]
    after = (Block(BlockKind.HEADING, title, level=1), *blocks)
    found = compare((record.title, *record.blocks), after, record.lang)
    ragged = {
        unit.block
        for edit in found.changes
        if edit.kind in (EditKind.DELETED, EditKind.ADDED)
        for unit in (*edit.before, *(_origin(found, unit) for unit in edit.after))
        if unit
    }
    matcher = Matcher(glossary, pair[0], record.lang)
    around = _around(record)
    entries: list[HumanEntry] = []
    doubts: list[Doubt] = []
    for edit in found.changes:
        if not edit.before or not edit.after or edit.draft == edit.text:
            continue
        before, after_it = around.get((edit.before[0].block, edit.source), ("", ""))
        entry = HumanEntry(
            *(*pair, edit.source, edit.text, document.as_posix(), who),
            before=before,
            after=after_it,
        )
        if len(edit.before) > 1:
            reason = "sentences became one, and the memory keeps single ones"
            doubts.append(Doubt(edit.source, edit.draft, edit.text, reason))
            continue
        reasons = contradictions(edit.source, edit.text, record, matcher, glossary)
        terms = {word for match in matcher.find(edit.source) for word in match.surface.split()}
        reasons += renamed(edit.source, edit.draft, edit.text, (pair[0], record.lang), terms)
        if edit.before[0].block in ragged:
            reasons.append("sentences beside it came or went: it may say what they said")
        if not reasons and not says_the_same(edit.source, edit.text, (pair[0], record.lang)):
            reasons.append("it may say more or less than the source")
        if reasons:
            doubts.append(Doubt(edit.source, edit.draft, edit.text, "; ".join(reasons), entry))
        else:
            entries.append(entry)
    return Lesson(tuple(entries), tuple(doubts))


def _around(record: Translation) -> dict[tuple[int, str], tuple[str, str]]:
    """Return the neighbours of the sentences of an article, by number of block and sentence."""
    spots = [
        (number, segment.source)
        for number, block in enumerate((record.title, *record.blocks))
        for segment in block.segments
        if segment.source.strip()
    ]
    neighbours = places([source for _, source in spots])
    return {spot: place[1:] for spot, place in zip(spots, neighbours, strict=True)}


def _origin(found: Comparison, unit: Unit) -> Unit | None:
    """Return the unit as one of the block of the draft that its own was."""
    origin = found.origins[unit.block]
    return None if origin is None else replace(unit, block=origin)


def says_the_same(source: str, target: str, pair: tuple[str, str]) -> bool:
    """Tell whether most words of either text have one in the other that may translate them.

    Where no table of words is known for the languages, nothing can be said against it.
    """
    pair = pair[0].partition("-")[0], pair[1].partition("-")[0]
    if word_table(*pair) is None:
        return True
    found = align(source, target, pair)
    shares = [
        _share(found.source, found.of_source),
        _share(found.target, found.of_target),
    ]
    return min(shares) >= _SAME


def _share(words: Sequence[tuple[int, int]], links: Mapping[int, tuple[Link, ...]]) -> float:
    """Return the share of the longer words that have a link; 1 where there are hardly any."""
    long = [number for number, (start, end) in enumerate(words) if end - start >= _LONG]
    if len(long) < _FEW:
        return 1.0
    linked = [n for n in long if any(link.strength > _LINKED for link in links.get(n, ()))]
    return len(linked) / len(long)


def contradictions(
    source: str, target: str, record: Translation, matcher: Matcher, glossary: Glossary
) -> list[str]:
    """Return what the checks of numbers, dates and names say about a pair of sentences."""
    block = with_terms(
        TranslatedBlock(
            Block(BlockKind.PARAGRAPH, source), (Segment(source, target, origin=Origin.HUMAN),)
        ),
        matcher,
        record.lang,
    )
    pair = replace(record, title=block, blocks=())
    found = (finding for check in _FACTS for finding in check(pair, glossary))
    return [finding.message for finding in found if finding.severity is not Severity.NOTE]


def renamed(
    source: str, draft: str, target: str, pair: tuple[str, str], terms: Collection[str]
) -> list[str]:
    """Return the names of a source that became quite other names between draft and edit.

    A name is a word with a capital that is no German noun and that the draft has as the source has
    it; ``terms`` are none. Another spelling, or what the other language calls a place, is a
    correction; Hamburg for Bremen comes from a paragraph that was moved or written anew.
    """
    said, drafted, edited = (set(_CAPITALISED.findall(text)) for text in (source, draft, target))
    lang, into = (code.partition("-")[0] for code in pair)
    known = exonyms(lang, into)
    behind = set(
        _CAPITALISED.findall(" ".join(target.split()[1:]))
    )  # a sentence begins with a capital
    added = {
        word for word in behind - said - drafted if entry(word, into) or not is_word(word, into)
    }
    found = []
    for name in sorted((said & drafted) - edited - set(terms)):
        alike = any(
            likeness(name, other) >= _ALIKE or other in known.get(name, ()) for other in added
        )
        if added and not alike and noun_rating(name, "de") < 1:
            found.append(f'"{name}" became {", ".join(sorted(added))}')
    return found


def with_terms(block: TranslatedBlock, matcher: Matcher, target: str) -> TranslatedBlock:
    """Account for the terms of a block that a person wrote."""
    segments = []
    for part in block.segments:
        found = matcher.find(part.source)
        uses = term_uses(part.source, part.target, (matcher.source, target), found)
        segments.append(replace(part, terms=uses))
    return replace(block, segments=tuple(segments))
