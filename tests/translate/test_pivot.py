"""Terms over two models: what the first got right must not get lost in the account."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from translator.article import TermOutcome
from translator.engines.protocol import Hypothesis
from translator.glossary import Concept, Glossary, Term
from translator.translate.hops import build_hops, translate_sentences
from translator.translate.memory import Memory


class Phrases:
    """Looks sentences up; what is not there comes back as it went in."""

    name, signature, starter = "phrases", "1", False

    def __init__(self, source: str, target: str, answers: dict[str, str]) -> None:
        self.source, self.target, self.answers = source, target, answers

    def translate(self, sentences: Sequence[str]) -> list[str]:
        return [self.answers.get(sentence, sentence) for sentence in sentences]


def test_what_stands_between_and_how_sure_the_first_model_was_is_kept(tmp_path: Path) -> None:
    engines = [Unsure("de", "en", {"Ja": "Yes"}), Phrases("en", "pt", {"Yes": "Sim"})]
    with Memory(tmp_path / "memory.sqlite") as memory:
        first, again = (
            translate_sentences(["Ja"], build_hops(engines, Glossary(())), memory)["Ja"]
            for _ in range(2)
        )
    assert (first.text, first.via, first.score) == ("Sim", ("Yes",), -0.5)
    assert (again.text, again.via, again.score) == (first.text, first.via, first.score)


class Unsure(Phrases):
    """The same, and tells how likely it finds what it says."""

    def translate_scored(self, sentences: Sequence[str]) -> list[Hypothesis]:
        return [Hypothesis(text, -0.5) for text in self.translate(sentences)]


def outcomes(concept: Concept, german: str, english: str, portuguese: str) -> list[tuple[str, str]]:
    engines = [
        Phrases("de", "en", {german: english}),
        Phrases("en", "pt", {english: portuguese}),
    ]
    found = translate_sentences([german], build_hops(engines, Glossary((concept,))))[german]
    assert found.text == portuguese
    for use in found.terms:
        if use.target_span:
            assert portuguese[slice(*use.target_span)] == use.target
    return [(use.target, str(use.outcome)) for use in found.terms]


def test_a_term_that_stays_as_it_is_is_found_behind_the_pivot() -> None:
    show = Concept("show", {"de": (Term("Tagesschau"),)}, translate=False)
    assert outcomes(
        show, "Die Tagesschau beginnt.", "The Tagesschau begins.", "O Tagesschau começa."
    ) == [("Tagesschau", "ok")]
    assert outcomes(
        show, "Die Tagesschau beginnt.", "The Tagesschau begins.", "O jornal começa."
    ) == [("", str(TermOutcome.MISSED))]


def test_each_naming_has_a_place_of_its_own_behind_the_pivot() -> None:
    forms = {"de": (Term("Deich"),), "en": (Term("dyke"),), "pt": (Term("dique"),)}
    concept = Concept("dyke", forms)
    german, english = "Der Deich stützt den Deich.", "The dyke supports the dyke."
    assert outcomes(concept, german, english, "O dique apoia o dique.") == 2 * [("dique", "ok")]
    assert outcomes(concept, german, english, "O dique apoia o outro.") == [
        ("dique", "ok"),
        ("", "missed"),
    ]


def test_what_the_pivot_lacks_is_missed_and_takes_no_place() -> None:
    forms = {"de": (Term("Deich"),), "en": (Term("dyke"),), "pt": (Term("dique"),)}
    uses = outcomes(
        Concept("dyke", forms),
        "Der Deich stützt den Deich.", "The dyke supports the wall.", "O dique apoia o muro.",
    )  # fmt: skip
    assert uses == [("dique", "ok"), ("", "missed")]


@pytest.mark.parametrize(
    ("german", "english", "expected"),
    [
        ("Regierung tritt zurück", "government resigns", "Government resigns"),
        ("Der Zug hält", "the train stops", "The train stops"),
        ("iPhone kommt später", "iPhone comes later", "iPhone comes later"),
        ("Das iPhone kommt später", "iPhone comes later", "iPhone comes later"),
        ("Neues iOS kommt später", "iOS18 comes later", "iOS18 comes later"),
        ("nach dem Spiel", "after the match", "after the match"),
        ("Regierung", "", ""),
    ],
)
def test_a_headline_begins_with_a_capital_where_its_source_does(
    german: str, english: str, expected: str
) -> None:
    hops = build_hops([Phrases("de", "en", {german: english})], Glossary())
    assert translate_sentences([german], hops)[german].text == expected


def test_over_a_pivot_the_worst_outcome_counts() -> None:
    """What was put in at one step was not simply there, whatever the other step made of it."""
    terms = {"de": (Term("Deich"),), "en": (Term("dyke"),), "pt": (Term("dique"),)}
    concept = Concept("dyke", terms)
    german = "Er kam zum Deich."
    engines = [
        Phrases("de", "en", {german: "He came to the Deich."}),
        Phrases("en", "pt", {"He came to the dyke.": "Ele veio ao dique."}),
    ]
    (use,) = translate_sentences([german], build_hops(engines, Glossary((concept,))))[german].terms
    assert (use.target, use.outcome) == ("dique", TermOutcome.SUBSTITUTED)
