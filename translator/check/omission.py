"""What was left out: words of the source that have no counterpart, in a translation that is short.

Neither proves much: people say things in fewer and in other words. Both together do.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from translator.article import Finding, Severity, Translation
from translator.check.counterparts import Counterparts, counterparts, has_table
from translator.check.segments import Placed, placed_segments, quoted, source_lang, target_lang
from translator.check.texts import is_untranslated, length_ratio
from translator.glossary.concept import Glossary
from translator.language.data import language
from translator.language.numbers import values_in

# Share of words left out that counts as much as a translation shorter by a factor of e, and what both
# must come to. Odd rows of eval/planted: .003 of the human translations have as much, .78 of those
# without a clause; with weight 1, .021 and .87.
_WEIGHT, _ENOUGH = 0.5, 0.52
_SOME, _NOUNS = (
    2,
    3,
)  # nouns left out more than words were added; .004 and .001 of the 702 have so many
# Two nouns side by side, where the target has no word of its own: none of the 702.
_FEW = 5  # words; of fewer no share is taken


def left_out(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find segments in which words of the source have no counterpart."""
    del glossary
    lang, into = source_lang(translation), target_lang(translation)
    if not has_table(lang, into):
        return
    for placed in placed_segments(translation):
        source, target = placed.segment.source, placed.segment.target
        if not target.strip() or is_untranslated(placed):
            continue
        found = counterparts(source, target, lang, into)
        if found.excess >= 1:
            yield from _finding(placed, found, lang)


def _finding(placed: Placed, found: Counterparts, lang: str) -> Iterator[Finding]:
    words = [word for word in found.left_out if not values_in(word, lang)]
    if len(words) < _SOME:
        return
    nouns = language(lang).capital_nouns
    first = found.source[0].text  # has a capital, whatever it is
    named = [word for word in words if word[0].isupper() and word != first] if nouns else []
    many = len(named) - (len(found.left_out) - found.excess)
    ratio = length_ratio(placed.segment.source, placed.segment.target)
    short = -log(ratio) if ratio else 0.0
    evidence = short + _WEIGHT * found.excess / max(_FEW, len(found.source))
    said = sorted(words, key=lambda word: not word[0].isupper()) if nouns else words
    side_by_side = sum(word in named for word in found.together) >= _SOME
    nothing_else = not any(word.alone for word in found.target)
    if many >= _NOUNS or evidence >= _ENOUGH or (side_by_side and nothing_else):
        yield placed.finding("left out", f"not in the translation? {quoted(said)}")
    elif many >= _SOME:
        yield placed.finding("left out", f"not in the translation? {quoted(said)}", Severity.NOTE)
