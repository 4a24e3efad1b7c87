"""What an editor should look at: one small function per check.

A check takes a translation and the glossary and yields findings. It errs on the side of silence:
how often each fires on human translations is measured in ``tests/check/test_false_alarms.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from translator.article import Article, Finding, Translation
from translator.check.addresses_kept import addresses_kept
from translator.check.between import found_between
from translator.check.chrome import chrome
from translator.check.confidence import with_confidence
from translator.check.dates_kept import dates_kept
from translator.check.links import links_kept
from translator.check.marks import balance, markup, spacing
from translator.check.names_added import names_added
from translator.check.names_kept import names_kept
from translator.check.names_order import names_in_order
from translator.check.naming import one_name
from translator.check.negation_kept import negation_kept
from translator.check.numbers_kept import numbers_kept
from translator.check.omission import left_out
from translator.check.opposites import opposites_kept
from translator.check.reading import input_findings, reading
from translator.check.refusals import refusals
from translator.check.said_twice import said_twice
from translator.check.terminology import consistency, forbidden_terms, terms_missed
from translator.check.texts import empty, length, repetition, untranslated
from translator.check.verbs import verbs_there
from translator.check.whole import cut_findings, whole
from translator.check.words import source_words, words_known
from translator.glossary.concept import Glossary

Check = Callable[[Translation, Glossary], Iterable[Finding]]

__all__ = ["CHECKS", "Check", "article_findings", "judged", "run_checks"]

CHECKS: tuple[Check, ...] = (
    whole,
    empty,
    untranslated,
    refusals,
    repetition,
    said_twice,
    length,
    left_out,
    numbers_kept,
    dates_kept,
    words_known,
    verbs_there,
    source_words,
    names_kept,
    names_added,
    names_in_order,
    opposites_kept,
    negation_kept,
    addresses_kept,
    links_kept,
    terms_missed,
    forbidden_terms,
    markup,
    balance,
    spacing,
    consistency,
    one_name,
    chrome,
    reading,
)

# What goes on through a pivot unseen: the checks of the last pair know neither German negations nor
# a table of words. What they see themselves (names, numbers) may have come right again.
ON_THE_WAY: tuple[Check, ...] = (
    said_twice,
    left_out,
    words_known,
    verbs_there,
    source_words,
    negation_kept,
)


def article_findings(article: Article) -> tuple[Finding, ...]:
    """Return what is wrong with an article before any translation: its cleaned text says it, too."""
    return (*cut_findings(article), *input_findings(article))


def run_checks(translation: Translation, glossary: Glossary) -> tuple[Finding, ...]:
    """Return all findings about a translation in reading order, within a block by check."""
    found = [finding for check in CHECKS for finding in check(translation, glossary)]
    known = {(f.block, f.source, f.check) for f in found}
    found += [
        finding
        for finding in found_between(translation, glossary, ON_THE_WAY)
        if (finding.block, finding.source, finding.check) not in known
    ]
    return tuple(sorted(found, key=lambda finding: finding.block))


def judged(translation: Translation, glossary: Glossary) -> Translation:
    """Return a translation with all findings, and with the confidence of every segment."""
    return with_confidence(replace(translation, findings=run_checks(translation, glossary)))
