"""Names: what is certainly a name in the source must be recognisable in the target.

Taken for names is what can be nothing else: acronyms, words with capitals inside, words that neither
a dictionary nor a compound explains, and family names behind a given name. Spelling may differ as
between transliterations (Selenskyj, Zelenskyy); names that change altogether belong into the glossary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from translator.article import Finding, Segment, Severity, Translation
from translator.check.segments import placed_segments, quoted, source_lang
from translator.glossary.concept import Glossary
from translator.language.data import language
from translator.language.names import is_english_name, is_odd, is_only_name, names
from translator.language.transliteration import skeleton

# Share of letters in common. Swept .6 to .75 on newstest2020 and flores-dev: from .67 on 86 % of the
# names left out are found and 1.1 % of the human translations named, at .65 78 % and 0.7 %.
_ALIKE = 0.7
_SHORT = 4  # letters: of a short name one letter less is another name
_MOST_COMPARED = 200  # names of a segment that are compared with every word, one by one
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_JUDGED_BY = "en"  # its dictionary tells names from words, whatever the target


def names_kept(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find names of the source that the target has in no similar spelling."""
    del glossary
    lang = source_lang(translation)
    if not language(lang).capital_nouns:
        return
    for placed in placed_segments(translation):
        missing = missing_names(placed.segment, lang)
        if missing:
            sure = set(missing) & certain_names(placed.segment.source, lang)
            severity = Severity.WARNING if sure else Severity.NOTE
            message = f"name not in the translation: {quoted(missing)}"
            yield placed.finding("names", message, severity)


def missing_names(segment: Segment, lang: str) -> list[str]:
    """Return the names of the source without a similar word in the target, in order.

    Names inside a glossary term are left to the term check.
    """
    target = dict.fromkeys(map(skeleton, dict.fromkeys(_WORD.findall(segment.target))))
    terms = {at for use in segment.terms for at in range(*use.source_span)}
    wanted = dict.fromkeys(
        name.text
        for name in names(segment.source, lang, _JUDGED_BY)
        if is_only_name(name, lang) and name.span[0] not in terms
    )
    unlike = [name for name in wanted if skeleton(name) not in target][:_MOST_COMPARED]
    return [name for name in unlike if not _is_there(skeleton(name), target)]


def certain_names(source: str, lang: str) -> frozenset[str]:
    """Return the names that are more than a word no dictionary has: that may be misspelled."""
    return frozenset(
        name.text
        for name in names(source, lang, _JUDGED_BY)
        if (name.family or is_odd(name.text) or is_english_name(name.text))
        and not _in_compound(source, name.span)
    )


def _in_compound(source: str, span: tuple[int, int]) -> bool:
    """Tell whether an acronym is half of a word: the FCC-Chef may be the chairman."""
    start, end = span
    return source[start:end].isupper() and source[end : end + 1] == "-"


def _is_there(name: str, target: Iterable[str]) -> bool:
    return any(
        word.startswith(name) or (_alike(name, word) and not _is_cut(name, word)) for word in target
    )


def _is_cut(name: str, word: str) -> bool:
    """Tell whether a word is a short name without some of its letters: Bs for Buß."""
    return len(word) < len(name) <= _SHORT and name != f"{word}s"


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
