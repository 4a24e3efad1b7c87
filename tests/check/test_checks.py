from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from check.samples import translation_of
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.article import Origin, Segment, Severity, TermOutcome, TermUse
from translator.check import CHECKS, run_checks
from translator.glossary.concept import Concept, Glossary, Term

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
NO_GLOSSARY = Glossary()


def cases() -> list[object]:
    """Each case: source, target, then the findings it must have, and no other."""
    found = []
    for file in CASES:
        for case in file.read_text(encoding="utf-8").split("\n\n"):
            lines = [line for line in case.splitlines() if line and not line.startswith("#")]
            (_, source), (lang, target), *expected = (
                [part.strip() for part in line.split("|", 1)] for line in lines
            )
            name = f"{file.stem}: {target[:60]}"
            found.append(pytest.param(source, lang, target, expected, id=name))
    return found


@pytest.mark.parametrize(("source", "lang", "target", "expected"), cases())
def test_golden_cases(source: str, lang: str, target: str, expected: list[list[str]]) -> None:
    findings = run_checks(translation_of([Segment(source, target)], lang), NO_GLOSSARY)
    assert [[finding.check, finding.message] for finding in findings] == expected


TREATY = Concept(
    "treaty",
    {
        "de": (Term("Vertrag"),),
        "en": (Term("treaty"), Term("pact", forbidden=True), Term("contract", forbidden=True)),
    },
)


def use(target: str, outcome: TermOutcome = TermOutcome.OK) -> TermUse:
    span = None if outcome is TermOutcome.MISSED else (4, 4 + len(target))
    return TermUse("treaty", "Vertrag", target, outcome, (4, 11), span)


def test_a_missed_term_names_what_should_stand_there() -> None:
    segment = Segment(
        "Der Vertrag gilt.", "The deal applies.", terms=(use("", TermOutcome.MISSED),)
    )
    (finding,) = run_checks(translation_of([segment]), Glossary((TREATY,)))
    assert (finding.check, finding.message, finding.severity, finding.block) == (
        "terms",
        '"Vertrag" should be "treaty"',
        Severity.WARNING,
        0,
    )
    assert (finding.source, finding.target) == ("Der Vertrag gilt.", "The deal applies.")


@pytest.mark.parametrize(
    ("target", "found"),
    [("The pact applies.", 1), ("The Pact applies.", 1), ("The impact is great.", 0)],
)
def test_a_forbidden_form_is_found_as_a_whole_word(target: str, found: int) -> None:
    findings = run_checks(translation_of([Segment("Er gilt.", target)]), Glossary((TREATY,)))
    assert [f.message for f in findings] == found * [
        '"pact" is forbidden, the glossary wants "treaty"'
    ]


@pytest.mark.parametrize(
    ("form", "target", "found"),
    [
        ("US", "He told us so.", 0),
        ("US", "The US agreed.", 1),
        ("contract", "Two contracts were signed.", 1),
        ("Kiev", "A Kiev-based firm moved.", 1),
        ("Kiev", "Kiev's mayor spoke of Kiev.", 1),
        ("Peking", "The Pekinese barked.", 0),
        ("whom", "The man whom she met.", 1),
        ("climate  hysteria", "Their climate\nhysteria", 1),
    ],
)
def test_forbidden_forms_are_found_as_terms_are_found(form: str, target: str, found: int) -> None:
    concept = Concept("x", {"de": (Term("X"),), "en": (Term("y"), Term(form, forbidden=True))})
    findings = run_checks(translation_of([Segment("Er kam.", target)]), Glossary((concept,)))
    messages = [f.message for f in findings if f.check == "forbidden terms"]
    assert messages == found * [f'"{form}" is forbidden, the glossary wants "y"']


def test_a_term_that_stays_as_it_is_is_named_when_it_is_missed() -> None:
    kept = Concept("show", {"de": (Term("Tagesschau"),)}, translate=False)
    missed = TermUse("show", "Tagesschau", "", TermOutcome.MISSED, (4, 14))
    segment = Segment("Die Tagesschau fehlt.", "The daily show is missing.", terms=(missed,))
    (finding,) = run_checks(translation_of([segment]), Glossary((kept,)))
    assert finding.message == '"Tagesschau" should be "Tagesschau"'


def test_a_missed_part_of_a_word_with_hyphens_is_no_more_than_a_note() -> None:
    missed = TermUse("treaty", "Vertrag", "", TermOutcome.MISSED, (4, 11))
    segment = Segment("Der Vertrag-Stress dauert.", "The deal stress lasts.", terms=(missed,))
    (finding,) = run_checks(translation_of([segment]), Glossary((TREATY,)))
    assert (finding.check, finding.severity) == ("terms", Severity.NOTE)


def test_a_sentence_translated_in_two_ways_is_noted() -> None:
    segments = [Segment("Er kam.", "He came."), Segment("Er kam.", "He arrived.")]
    (finding,) = run_checks(translation_of(segments), NO_GLOSSARY)
    assert finding.check == "consistency"
    assert finding.severity is Severity.NOTE
    assert finding.block == 1


@pytest.mark.parametrize(("second", "found"), [("treaties", 0), ("agreement", 1)])
def test_a_term_in_two_forms_is_noted_but_not_its_inflection(second: str, found: int) -> None:
    segments = [
        Segment("Der Vertrag gilt.", "The treaty applies.", terms=(use("treaty"),)),
        Segment("Der Vertrag lief aus.", f"The {second} expired.", terms=(use(second),)),
    ]
    findings = run_checks(translation_of(segments), NO_GLOSSARY)
    assert [f.check for f in findings] == ["consistency"] * found


def test_a_name_inside_a_term_is_left_to_the_term_check() -> None:
    source, target = "Er reiste nach Pjöngjang zu Selenskyj.", "He went to the capital."
    without = run_checks(translation_of([Segment(source, target)]), NO_GLOSSARY)
    start = source.index("Selenskyj")
    term = TermUse("z", "Selenskyj", "he", TermOutcome.OK, (start, start + 9), (0, 2))
    with_term = run_checks(translation_of([Segment(source, target, terms=(term,))]), NO_GLOSSARY)
    assert '"Selenskyj"' in str(without)
    assert '"Selenskyj"' not in str([f.message for f in with_term])


def test_what_was_copied_is_not_checked() -> None:
    segment = Segment("x = 1.000,5 und das ist", "x = 1.000,5 und das ist", origin=Origin.COPY)
    assert run_checks(translation_of([segment]), NO_GLOSSARY) == ()


@settings(deadline=None, max_examples=50)
@given(st.text(), st.text(), st.sampled_from(["en", "pt", "ja", "xx"]))
def test_no_text_breaks_a_check(source: str, target: str, lang: str) -> None:
    for finding in run_checks(translation_of([Segment(source, target)], lang), NO_GLOSSARY):
        assert finding.message
        assert finding.block == 0


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**9))
def test_any_number_is_found_in_either_writing(number: int) -> None:
    german, english = f"{number:,}".replace(",", "."), f"{number:,}"
    segment = Segment(f"Es waren {german} Menschen.", f"There were {english} people.")
    checks = {f.check for f in run_checks(translation_of([segment]), NO_GLOSSARY)}
    assert "numbers" not in checks
    other = Segment(segment.source, f"There were {number + 7:,} people.")
    assert "numbers" in {f.check for f in run_checks(translation_of([other]), NO_GLOSSARY)}


def test_an_article_that_is_cut_is_named_at_its_end() -> None:
    translation = translation_of([Segment("Es regnet.", "It rains.")] * 2)
    assert run_checks(translation, NO_GLOSSARY) == ()
    cut = replace(translation, article=replace(translation.article, cut="it is page 1 of 3 only"))
    (finding,) = run_checks(cut, NO_GLOSSARY)
    assert (finding.check, finding.severity, finding.block) == ("cut", Severity.WARNING, 1)
    assert finding.message == "the article is not whole: it is page 1 of 3 only"


def test_every_check_is_documented() -> None:
    table = (Path(__file__).parents[2] / "docs" / "checks.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| ([a-z ]+) \| .* \| (?:error|warning|note)[a-z, ]* \|", table, re.MULTILINE
    )
    cased = {
        line.split("|")[0].strip()
        for file in CASES
        for line in file.read_text("utf-8").splitlines()
    }
    languages = {"de", "en", "es", "pt"}
    names = {name for name in cased if name and not name.startswith("#")} - languages
    assert set(rows) == names | {
        "terms",
        "forbidden terms",
        "consistency",
        "naming",
        "cut",
        "input",
        "links",
    }
    assert len(rows) == len(CHECKS)


@pytest.mark.parametrize(
    ("source", "target", "severity"),
    [
        ("Der Rat von Quorlstedt tagte.", "The council met.", Severity.NOTE),
        ("Der ZVQ und der Rat tagten.", "The council met.", Severity.WARNING),
        ("Frau Nina Quorl und der Rat tagten.", "The council met with Ms Nina.", Severity.WARNING),
        ("Der ZVQ-Chef und der Rat tagten.", "The chairman and the council met.", Severity.NOTE),
    ],
)
def test_a_name_that_may_be_misspelled_or_said_otherwise_is_a_note(
    source: str, target: str, severity: Severity
) -> None:
    findings = run_checks(translation_of([Segment(source, target)]), NO_GLOSSARY)
    assert [f.severity for f in findings if f.check == "names"] == [severity]


@pytest.mark.parametrize(
    ("target", "severity"),
    [
        ("The bridge is closed.", Severity.WARNING),
        ("The bridge is not closed, and without a railing.", Severity.NOTE),
    ],
)
def test_one_negation_of_several_may_be_said_otherwise(target: str, severity: Severity) -> None:
    source = "Die Brücke ist nicht gesperrt, nicht neu und ohne Geländer."
    source = source if severity is Severity.NOTE else "Die Brücke ist nicht gesperrt."
    findings = run_checks(translation_of([Segment(source, target)]), NO_GLOSSARY)
    assert [f.severity for f in findings if f.check == "negation"] == [severity]


def test_a_noun_that_is_called_two_things_is_named_once() -> None:
    segments = [
        Segment("Der Vertrag gilt.", "The contract applies."),
        Segment("Niemand las den Vertrag.", "Nobody read the treaty."),
        Segment("Der Vertrag endet.", "The contract ends."),
    ]
    findings = run_checks(translation_of(segments), NO_GLOSSARY)
    assert [(f.check, f.message, f.block, f.severity) for f in findings] == [
        ("naming", '"Vertrag" is "treaty" here and "contract" before', 1, Severity.NOTE)
    ]


def test_a_term_of_the_glossary_has_a_check_of_its_own() -> None:
    segments = [
        Segment("Der Vertrag gilt.", "The contract applies.", terms=(use("contract"),)),
        Segment("Der Vertrag endet.", "The treaty ends.", terms=(use("treaty"),)),
    ]
    findings = run_checks(translation_of(segments), NO_GLOSSARY)
    assert [f.check for f in findings] == ["consistency"]
