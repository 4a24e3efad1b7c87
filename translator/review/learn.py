"""Learn from the edits that people made to published versions.

A published file is compared with the record of what it was made from: a sentence that somebody
changed becomes a correction, which wins over every model from then on. That makes a wrong pair
costly, so a pair whose numbers, dates or names contradict each other is not learned but named.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
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
from translator.language.dictionary import entry, is_word
from translator.language.names import noun_rating
from translator.language.sentences import segment
from translator.language.transliteration import exonyms, likeness
from translator.terms import Matcher
from translator.terms.goals import all_uses, goals_of
from translator.translate.memory import HumanEntry

_CAPITALISED = re.compile(r"(?<![\w’'-])[A-ZÄÖÜ][\w-]{2,}")
_ALIKE = 0.5  # likeness from which a name is the same in another spelling: Kiew and Kyiv are
_FACTS = (numbers_kept, dates_kept, names_kept)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair that was not learned, and what about it cannot be right."""

    source: str
    target: str
    reason: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one published version teaches.

    ``unclear`` counts changed blocks without a counterpart; ``lost`` says that what the file was
    made from is not on record any more, so that nothing can be learned from it.
    """

    corrections: tuple[HumanEntry, ...] = ()
    unclear: int = 0
    doubts: tuple[Doubt, ...] = ()
    lost: bool = False


def lesson(
    record: Translation,
    title: str,
    blocks: tuple[Block, ...],
    document: Path,
    glossary: Glossary = Glossary(),  # noqa: B008 - immutable
) -> Lesson:
    """Compare a version as published now with the record of how it was made.

    Terms of the glossary are left to the glossary: a name in one of them may change. Blocks are
    aligned by their text (Ratcliff/Obershelp, ``difflib``); inside a changed block,
    sentences are paired when their number is the same, or taken as one when the source is one
    sentence.
    """
    source_lang, target_lang = record.route.languages[0], record.route.languages[-1]
    before = [record.title, *record.blocks]
    after = [title, *(block.text for block in blocks)]
    matcher = Matcher(glossary, source_lang, record.lang)
    entries: list[HumanEntry] = []
    doubts: list[Doubt] = []
    unclear = 0
    for old, new in align([block.text for block in before], after):
        pairs = None
        if old is not None and new is not None:
            if before[old].text == after[new]:
                continue
            pairs = _pairs(before[old], after[new], record.lang)
        if pairs is None:
            unclear += new is not None
            continue
        for source, draft, target in pairs:
            found = contradictions(source, target, record, matcher, glossary)
            terms = {word for match in matcher.find(source) for word in match.surface.split()}
            found += renamed(source, draft, target, (source_lang, record.lang), terms)
            reason = "; ".join(found)
            if reason:
                doubts.append(Doubt(source, target, reason))
            else:
                entry = HumanEntry(source_lang, target_lang, source, target, document.as_posix())
                entries.append(entry)
    return Lesson(tuple(entries), unclear, tuple(doubts))


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
        uses = all_uses(goals_of(matcher.find(part.source), target), part.target)
        segments.append(replace(part, terms=uses))
    return replace(block, segments=tuple(segments))


def align(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Yield index pairs of texts; ``None`` where one side has no counterpart."""
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for _, start_a, end_a, start_b, end_b in matcher.get_opcodes():
        same_count = end_a - start_a == end_b - start_b
        for offset in range(max(end_a - start_a, end_b - start_b)):
            old, new = start_a + offset, start_b + offset
            if same_count:
                yield old, new
            else:
                if old < end_a:
                    yield old, None
                if new < end_b:
                    yield None, new


def _pairs(block: TranslatedBlock, text: str, lang: str) -> list[tuple[str, str, str]] | None:
    """Return source, draft and edit of each changed sentence; ``None`` if it is unclear."""
    segments = [part for part in block.segments if part.source.strip()]
    if len(segments) == 1:
        return [(segments[0].source, segments[0].target, text)] if text.strip() else None
    targets = [sentence.text for sentence in segment(Block(block.block.kind, text), lang)]
    if len(targets) != len(segments):
        return None
    return [
        (part.source, part.target, target)
        for part, target in zip(segments, targets, strict=True)
        if part.target != target
    ]
