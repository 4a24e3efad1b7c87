"""Negations: what the source denies the target must deny, and nothing else.

Counted, not aligned: a word that might stand for a negation (unlikely, lack, rarely) makes up for
one that is missing on its side, as far as the other side has fewer of such words.
"""

from __future__ import annotations

from collections.abc import Iterator

from translator.article import Finding, Severity, Translation
from translator.check.segments import placed_segments, quoted, source_lang, target_lang
from translator.glossary.concept import Glossary
from translator.language.data import language
from translator.language.negation import Negations, negations


def negation_kept(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find sentences that deny what their source does not, or do not deny what it does."""
    del glossary
    lang, into = source_lang(translation), target_lang(translation)
    if not (language(lang).negation.strong and language(into).negation.strong):
        return
    for placed in placed_segments(translation):
        if not placed.segment.target.strip():
            continue
        source = negations(placed.segment.source, lang)
        target = negations(placed.segment.target, into)
        # One of several may be lost to another way of saying it; the only one seldom is.
        several = source.strong and target.strong
        severity = Severity.NOTE if several else Severity.WARNING
        if _more(source, target):
            message = f"negation lost: {quoted(list(source.strong))}"
            yield placed.finding("negation", message, severity)
        elif _more(target, source):
            message = f"negation added: {quoted(list(target.strong))}"
            yield placed.finding("negation", message, severity)


def _more(one: Negations, other: Negations) -> bool:
    return len(one.strong) > len(other.strong) + max(0, other.weak - one.weak)
