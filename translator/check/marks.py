"""What is not language: leftover markup, unpaired quotation marks and brackets, stray spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.article import Finding, Severity, Translation
from translator.check.addresses_kept import missing_texts
from translator.check.segments import placed_blocks, placed_segments, quoted, target_lang
from translator.glossary.concept import Glossary
from translator.language.addresses import without_addresses
from translator.markup.verbatim import PLACEHOLDER, placeholders

_MARKUP = re.compile(
    PLACEHOLDER.pattern
    + r"|⁇|\ufffd|▁|<unk>|<0x[0-9a-f]{0,2}>?|@@ |\[\[|\]\]|\{\{|\}\}|\]\([^)]{0,500}\)|\*\*",
    re.IGNORECASE,
)
_BRACKETS = {"(": ")", "[": "]"}
_QUOTES = re.compile(r"[\"“”„«»]")
_SINGLE = re.compile(r"(?<!\w)[‚‘'](?=\w)|(?<=[\w.,!?])[’‘'](?!\w)")
_PAIR = 2  # marks
_LIST_MARK = re.compile(r"(?:^|\s)[\w]{1,3}\)")  # a) b) 1)
_SPACING = {
    "two spaces": re.compile(r"\S[ \u00a0]{2,}\S"),
    "space before punctuation": re.compile(r"[^\W\d_] [,.;](?=\s|$)"),
    "doubled punctuation": re.compile(
        r",\s*,|;\s*;|(?<=[^\W\d_]{5})\.\s*,|,\s*\.(?!\.)|(?<!\.)\.\.(?!\.)"
    ),
}


def markup(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find tags, placeholders and unknown characters that only one side has."""
    del glossary
    for placed in placed_segments(translation):
        source, target = placed.segment.source, placed.segment.target
        there = {match.group() for match in _MARKUP.finditer(source)}
        left = [m.group() for m in _MARKUP.finditer(target) if m.group() not in there]
        left = missing_texts(left, source)
        lost = missing_texts(placeholders(source), target)
        if left or lost:
            parts = [(left, "leftover markup"), (lost, "placeholder changed")]
            message = "; ".join(f"{label}: {quoted(texts)}" for texts, label in parts if texts)
            yield placed.finding("markup", message, Severity.ERROR)


def balance(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find quotation marks and brackets that are paired in the source block and not in the target.

    A pair that is lost altogether is one, too: what was quoted is then said by the article.
    """
    del glossary
    for number, block in placed_blocks(translation):
        source, target = block.block.text, block.text
        alone = [m for m in unpaired(target) if m not in unpaired(source)]
        lost = [m for m in pairs_in(source) if m not in (*pairs_in(target), *alone)]
        parts = [(alone, "unpaired"), (lost if target.strip() else [], "not in the translation")]
        told = [f"{label}: {' '.join(marks)}" for marks, label in parts if marks]
        if told:
            yield Finding("balance", "; ".join(told), Severity.NOTE, number, source, target)


def pairs_in(text: str) -> list[str]:
    """Return the kinds of marks that a text has a pair of; single quotation marks will do."""
    text = _LIST_MARK.sub(" ", text)
    found = [o + c for o, c in _BRACKETS.items() if o in text and c in text]
    quoted = len(_QUOTES.findall(text)) >= _PAIR or len(_SINGLE.findall(text)) >= _PAIR
    return found + ["“”"] * quoted


def unpaired(text: str) -> list[str]:
    """Return the kinds of marks that a text opens and closes unequally often."""
    text = _LIST_MARK.sub(" ", text)
    found = [
        opening + closing
        for opening, closing in _BRACKETS.items()
        if text.count(opening) != text.count(closing)
    ]
    return found + ["“”"] * (len(_QUOTES.findall(text)) % 2)


def spacing(translation: Translation, glossary: Glossary) -> Iterator[Finding]:
    """Find doubled spaces and punctuation that the source does not have."""
    del glossary
    french = target_lang(translation) == "fr"
    for placed in placed_segments(translation):
        source = without_addresses(placed.segment.source)
        target = without_addresses(placed.segment.target)
        for name, pattern in _SPACING.items():
            wrong = pattern.search(target)
            if wrong and not pattern.search(source) and not (french and name.startswith("space")):
                message = f'{name}: "{wrong.group()}"'
                yield placed.finding("spacing", message, Severity.NOTE)
