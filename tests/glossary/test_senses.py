"""Words that are spelled like a term and mean something else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.glossary import Concept, Glossary, Term
from translator.glossary.matcher import Matcher
from translator.glossary.senses import Words
from translator.language.words import tokenize

CASES = Path(__file__).parent / "cases" / "senses.txt"


def glossary(rows: str) -> Glossary:
    pairs = (row.split(" = ") for row in rows.split("; "))
    return Glossary(
        tuple(Concept(f"{de}/{en}", {"de": (Term(de),), "en": (Term(en),)}) for de, en in pairs)
    )


def read_cases() -> Iterator[Any]:
    for block in CASES.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.strip().splitlines() if not line.startswith("#")]
        if lines:
            yield pytest.param(*lines, id=f"{lines[0]}: {lines[1][:40]}")


@pytest.mark.parametrize(("rows", "sentence", "expected"), list(read_cases()))
def test_only_the_meant_word_matches(rows: str, sentence: str, expected: str) -> None:
    found = Matcher(glossary(rows), "de", "en").find(sentence)
    shown = "; ".join(f"{m.surface} = {m.concept.preferred('en')} ({m.kind})" for m in found)
    assert (shown or "-") == expected


@settings(deadline=None)
@given(st.text(alphabet="aßÄ.,:;-–„“!0 Iİ\u0301\u00ad'", max_size=80))
def test_any_text_can_be_tagged(text: str) -> None:
    words = Words(tokenize(text))
    tags = [words.tag(position) for position in range(-1, len(words.tokens) + 1)]
    assert tags[0] == tags[-1] == ""


def test_a_long_sentence_is_tagged_in_pieces() -> None:
    words = Words(tokenize("Er weiß es, und das Haus ist weiß. " * 40))
    tags = {words.tag(at) for at, token in enumerate(words.tokens) if token.text == "weiß"}
    assert tags == {"VV(FIN)", "ADJ(D)"}
