from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.glossary import Concept, Glossary, MatchMode, Term
from translator.glossary.concept import concepts_digest
from translator.glossary.matcher import Matcher

CASES = Path(__file__).parent / "cases"


def glossary(*forms: str, **properties: Any) -> Glossary:
    return Glossary(
        tuple(
            Concept(form, {"de": (Term(form),), "en": (Term("x"),)}, **properties) for form in forms
        )
    )


def read_cases(name: str) -> Iterator[Any]:
    blocks = (CASES / name).read_text(encoding="utf-8").split("\n\n")
    for block in blocks:
        lines = [line for line in block.strip().splitlines() if not line.startswith("#")]
        if lines:
            yield pytest.param(*lines, id=lines[1][:50])


@pytest.mark.parametrize(("terms", "sentence", "expected"), list(read_cases("german.txt")))
def test_german(terms: str, sentence: str, expected: str) -> None:
    found = Matcher(glossary(*terms.split("; ")), "de", "en").find(sentence)
    shown = "; ".join(f"{m.surface} = {m.form} ({m.kind})" for m in found)
    assert (shown or "-") == expected
    assert all(sentence[slice(*m.span)] == m.surface for m in found)


def test_invisible_characters_do_not_hide_a_term() -> None:
    found = Matcher(glossary("Pjöngjang"), "de", "en").find("In Pjo\u0308ng\u00adjang")
    assert [m.surface for m in found] == ["Pjo\u0308ng\u00adjang"]


@pytest.mark.parametrize(
    ("sentence", "properties", "matches"),
    [
        ("Die Linken", {"match": MatchMode.EXACT}, 0),
        ("Die LINKE", {"match": MatchMode.EXACT}, 1),
        ("Die LINKE", {"case_sensitive": True}, 0),
        ("Die Linke", {"case_sensitive": True}, 1),
        ("eine linke Partei", {}, 0),
    ],
)
def test_mode_and_case(sentence: str, properties: dict[str, Any], matches: int) -> None:
    assert len(Matcher(glossary("Linke", **properties), "de", "en").find(sentence)) == matches


def test_only_limits_the_search_to_concepts() -> None:
    matcher = Matcher(glossary("Kiew", "Krim"), "de", "en")
    assert [m.form for m in matcher.find("Kiew und Krim", only={"Krim"})] == ["Krim"]


def test_one_english_word_may_stand_for_two_concepts_that_are_known_to_be_meant() -> None:
    country = Concept("country", {"en": (Term("North Korea"),), "pt": (Term("x"),)})
    people = Concept("people", {"en": (Term("North Korea"),), "pt": (Term("y"),)})
    matcher = Matcher(Glossary((country, people)), "en", "pt")
    both = matcher.find("In North Korea", only={"country", "people"})
    assert [m.concept.id for m in both] == ["country", "people"]
    assert [m.concept.id for m in matcher.find("In North Korea")] == ["country"]


def test_english_is_matched_for_the_second_hop() -> None:
    concept = Concept("nk", {"en": (Term("Security Council"),), "pt": (Term("x"),)})
    found = Matcher(Glossary((concept,)), "en", "pt").find("The Security Councils' members")
    assert [m.surface for m in found] == ["Security Councils"]


def test_concepts_without_a_target_take_no_part_unless_they_stay_as_they_are() -> None:
    bare = Concept("a", {"de": (Term("Kiew"),)})
    kept = Concept("b", {"de": (Term("Tagesschau"),)}, translate=False)
    found = Matcher(Glossary((bare, kept)), "de", "en").find("Tagesschau aus Kiew")
    assert [m.concept.id for m in found] == ["b"]


@given(st.text(max_size=60))
def test_any_text_can_be_searched_and_spans_never_overlap(sentence: str) -> None:
    found = Matcher(glossary("a", "Straße", "E-Mail", "von der Leyen", "90"), "de", "en").find(
        sentence
    )
    ends = [0]
    for match in found:
        assert match.span[0] >= ends[-1]
        assert sentence[slice(*match.span)] == match.surface
        ends.append(match.span[1])


def test_the_digest_changes_with_what_matters_only() -> None:
    concept = glossary("Kiew").concepts[0]
    other = glossary("Krim").concepts[0]
    assert concepts_digest([]) == ""
    assert concepts_digest([concept, other]) == concepts_digest([other, concept, other])
    assert concepts_digest([concept]) != concepts_digest([other])
    moved = Concept("Kiew", concept.terms, note="a note", path="x.csv", line=9)
    assert concepts_digest([moved]) == concepts_digest([concept])
    forbidden = Concept("Kiew", {**concept.terms, "en": (Term("x", forbidden=True),)})
    assert concepts_digest([forbidden]) != concepts_digest([concept])
