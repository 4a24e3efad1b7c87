"""A verb that is missing: a clause of the target has none, and the source has more of them.

Headlines need none. Where the tagger of the target's language misses a verb, the source decides: it
must have more finite verbs than the target, or clauses that need them (a verb at the end of a German
clause looks like an infinitive).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.article import Finding, Translation
from translator.check.segments import placed_segments, source_lang, target_lang
from translator.check.texts import is_untranslated
from translator.glossary.concept import Glossary
from translator.language.addresses import without_addresses
from translator.language.clauses import knows_clauses, verbs
from translator.language.data import language

_END = re.compile(r"[.!?…][\"“”„’')»]{0,3}\s*$")


def verbs_there(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find sentences of which a clause has no verb."""
    del glossary
    lang, into = source_lang(translation), target_lang(translation)
    if not (knows_clauses(into) and language(lang).clauses.tagger):
        return
    for placed in placed_segments(translation):
        if is_untranslated(placed):
            continue
        if lacks_verb(placed.segment.source, placed.segment.target, lang, into):
            yield placed.finding("verbs", "a verb seems to be missing")


def lacks_verb(source: str, target: str, lang: str, into: str) -> bool:
    """Tell whether a sentence has fewer finite verbs than clauses, and than its source."""
    if not (_END.search(source) and _END.search(target)):
        return False
    passive = bool(language(lang).clauses.passive.search(source))
    found = verbs(without_addresses(target), into, passive=passive)
    if not (found.missing or found.adrift):
        return False
    ours = verbs(source, lang)
    if found.adrift and ours.finite:
        return True
    return ours.finite > 0 and max(ours.finite, ours.clauses) > found.finite
