"""Words that a model made up, and what the table of words has in their place."""

from collections.abc import Sequence

import pytest
from engines.notebook import Notebook

from translator.engines.protocol import Hypothesis
from translator.glossary import Concept, Glossary, Term
from translator.glossary.matcher import Matcher
from translator.language.unknown_words import unknown_words
from translator.translate.invented_words import MARGIN
from translator.translate.ladder import keep
from translator.translate.word_table import word_table

LIKELY = 0.3  # what a target loses that is none of the hypotheses: less than may be lost


class Rated(Notebook):
    """Finds each further answer less likely by ``step``, and what is none of them by ``doubt``."""

    step, doubt = 0.1, LIKELY

    def alternatives(self, sentences: Sequence[str], count: int) -> list[list[Hypothesis]]:
        return [
            [Hypothesis(text, -self.step * n) for n, text in enumerate(self.renderings[s][:count])]
            for s in sentences
        ]

    def score(self, sentences: Sequence[str], targets: Sequence[str]) -> list[float]:
        return [
            -self.step * self.renderings[s].index(t) if t in self.renderings[s] else -self.doubt
            for s, t in zip(sentences, targets, strict=True)
        ]


def reworded(
    source: str,
    *answers: str,
    step: float = 0.1,
    doubt: float = LIKELY,
    into: str = "en",
    words: Glossary | None = None,
) -> str:
    engine = Rated({source: list(answers)})
    engine.step, engine.doubt, engine.target = step, doubt, into
    matches = Matcher(words, "de", into).find(source) if words else ()
    return keep(engine, [source], [answers[0]], [matches])[0].target


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Zwei Balkone sind alt.", "Two balconys are old.", "Two balconies are old."),
        ("Er fand eine Herzogin.", "He found a duches.", "He found a duchess."),
        ("Frauen wurden zur Prostitution gezwungen.", "Women were forced into prostution.", "Women were forced into prostitution."),
        ("Der Permit gilt für das Hinterland.", "The permit is for the rearland.", "The permit is for the hinterland."),
        ("Laut Experten werden Gene überschätzt.", "According to experts, genee are overrated.", "According to experts, genes are overrated."),
        ("Das einsame Plateau liegt hoch.", "A plazaau lies high.", "A plateau lies high."),
        ("Der extreme Fall ist selten.", "A xtremeous case is rare.", "An extreme case is rare."),
    ],
)  # fmt: skip
def test_the_word_of_the_table_takes_the_place(source: str, target: str, expected: str) -> None:
    assert reworded(source, target) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Die Sonne erwärmt den Schnee.", "The sun warmes the snow.", "The sun warms the snow."),
        ("Die heißesten Wüsten sind leer.", "The hotest deserts are empty.", "The hottest deserts are empty."),
        ("Das Öl wird verschifft.", "The oil is shiped.", "The oil is shipped."),
        ("Die Photosphäre ist hell.", "The photoosphere is bright.", "The photosphere is bright."),
        ("Es hat zwei Terabyte.", "It has two terabytes.", "It has two terabytes."),  # grammar
        ("Er trägt Moonboots.", "He wears moowing.", "He wears moowing."),  # which English has itself
        ("Ein Promi-Paar heiratet.", "A celebrity parrr marries.", "A celebrity couple marries."),
        ("Der Chef von Nestlé sprach.", "The head of nestleé spoke.", "The head of Nestlé spoke."),  # copied
    ],
)  # fmt: skip
def test_a_slip_of_one_letter_is_put_right(source: str, target: str, expected: str) -> None:
    assert reworded(source, target) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Wir fuhren mit Wassertaxis.", "We went by watertaxis.", "We went by water taxis."),
        ("Jeder Eckladen war offen.", "Each cornerstore was open.", "Each corner store was open."),
        ("Das Erdloch war tief.", "The earthhole was deep.", "The sinkhole was deep."),  # the table
        ("Das war eine Fotopanne.", "That was a photopane.", "That was a photopane."),
        ("Das Gerät ist eigenständig.", "The device is standalone.", "The device is standalone."),
        ("Das Watertaxis kam.", "The watertaxis came.", "The watertaxis came."),  # copied
    ],
)  # fmt: skip
def test_two_words_written_as_one_are_two(source: str, target: str, expected: str) -> None:
    assert reworded(source, target) == expected


def test_all_invented_words_of_a_sentence_are_put_right() -> None:
    source, target = "Zwei Balkone und drei Gurus kamen.", "Two balconys and three gurues came."
    assert reworded(source, target) == "Two balconies and three gurus came."


@pytest.mark.parametrize("loss", [MARGIN - 0.05, MARGIN + 0.05])
def test_the_model_must_not_mind_much(loss: float) -> None:
    target = reworded("Zwei Balkone sind alt.", "Two balconys are old.", doubt=loss)
    assert target == f"Two {'balconies' if loss < MARGIN else 'balconys'} are old."


@pytest.mark.parametrize(
    ("source", "target"),
    [
        pytest.param("Die Hauptziele waren Länder.", "The mainranks were countries.", id="not in the table"),
        pytest.param("Zwei Bordelle und ein Balkon.", "Two brothels and a balkonish thing, the balcony.", id="said elsewhere"),
        pytest.param("Die Fenster waren unzerbrechlich.", "The windows were indiscreasing.", id="nothing sure"),
    ],
)  # fmt: skip
def test_what_nobody_is_sure_of_stays_and_is_reported(source: str, target: str) -> None:
    assert reworded(source, target) == target
    assert unknown_words(source, target, "en")


def test_what_is_hardly_a_sentence_is_left_alone() -> None:
    source = "Zwei Balkone und drei Gurus kamen."
    few = "Balconys rawani and gurues came."
    many = "Zwei balconys tostoga rawani seetong mulgart gurues plimtock kamelot brastig."
    assert "gurus" in reworded(source, few)
    assert reworded(source, many) == many


def test_a_fluent_hypothesis_would_hide_the_fault() -> None:
    target = "The windows were indiscreasing."
    source = "Die Fenster waren unzerbrechlich."
    assert reworded(source, target, "The windows were intrusive.") == target


def test_nothing_that_is_kept_is_lost() -> None:
    source, target = "Der Balkon Sydney.", "The balconi Sydney."
    assert reworded(source, target) == "The balcony Sydney."
    assert reworded(source, "The balconi-like Sydney.") == "The balcony-like Sydney."


def test_words_of_the_glossary_and_of_the_source_are_not_invented() -> None:
    source, target = "Zwei Balkone sind alt.", "Two balconys are old."
    words = Glossary((Concept("balkon", {"de": (Term("Balkone"),), "en": (Term("balconys"),)}),))
    assert reworded(source, target, words=words) == target
    assert reworded("Die balconys sind alt.", "The balconys are old.") == "The balconys are old."


def test_where_no_dictionary_or_table_is_nothing_happens() -> None:
    assert reworded("Zwei Balkone sind alt.", "Dos balcónys.", into="es") == "Dos balcónys."


def test_the_table_tells_what_a_word_is_called_from_either_side() -> None:
    table = word_table("de", "en")
    assert table is not None
    (called, strength), *_ = table.entries("herzogin", "de")
    assert called == "duchess"
    assert dict(table.entries("duchess", "en"))["herzogin"] == pytest.approx(strength)
    assert table.entries("keinwort", "de") == []
