"""Rare words that the starter got wrong, and what the bilingual dictionary has in their place."""

from collections.abc import Sequence

import pytest
from engines.notebook import Notebook

from translator.engines.argos import ArgosEngine
from translator.glossary import Concept, Glossary, Term
from translator.glossary.matcher import Matcher
from translator.language.bilingual import _lines, called, has_dictionary
from translator.models.package import STARTER_DIR, Origin, read_package
from translator.translate.hops import build_hops, translate_sentences
from translator.translate.ladder import keep
from translator.translate.rare_words import RARE
from translator.translate.word_table import word_table


class Rated(Notebook):
    """Finds every other target less likely by ``loss``."""

    loss = 0.25

    def score(self, sentences: Sequence[str], targets: Sequence[str]) -> list[float]:
        return [
            -1.0 if target in self.renderings[sentence] else -1.0 - self.loss
            for sentence, target in zip(sentences, targets, strict=True)
        ]


def rendered(
    source: str,
    target: str,
    *,
    loss: float = 0.25,
    starter: bool = True,
    terms: Glossary | None = None,
) -> str:
    engine = Rated({source: [target]})
    engine.loss, engine.starter = loss, starter
    matches = Matcher(terms, "de", "en").find(source) if terms else ()
    return keep(engine, [source], [target], [matches])[0].target


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Der Komet nähert sich der Erde.", "The comedy is approaching the earth.", "The comet is approaching the earth."),
        ("Er starb an einem Wundbrand.", "He died of a wrestling fire.", "He died of a gangrene."),
        ("Das Wasser ist durchsichtig.", "The water is prudent.", "The water is diaphanous."),
        ("Dort liegt ein Eisbrecher.", "There is a burglar.", "There is an icebreaker."),
        # A copy is a rendering only if that is what the table of words has first.
        ("Die Werft wurde verkauft.", "The Werft was sold.", "The shipyard was sold."),
        ("Die Bundeswehr kommt.", "The Bundeswehr comes.", "The Bundeswehr comes."),
        ("Er reist in den Pandschab.", "He travels to the Pandschab.", "He travels to the Punjab."),
    ],
)  # fmt: skip
def test_a_name_of_the_dictionary_takes_the_place(source: str, target: str, expected: str) -> None:
    assert rendered(source, target) == expected


@pytest.mark.parametrize(
    ("source", "target"),
    [
        # It has the head of "air passenger".
        ("Die Fluggäste warten.", "The passengers are waiting."),
        # The table of words has "ceremony" for it.
        ("Es war ein Festakt.", "It was a ceremony."),
        # Both parts are right by themselves: Austritt, Datum.
        ("Das Austrittsdatum steht fest.", "The exit date is fixed."),
        # People, as the model saw.
        ("Ministerin Seiler reist nach Brüssel.", "Minister Schöcher travels to Brussels."),
        ("Sperling sagte wenig.", "Sperling said little."),
        ("Der Vorschlag von Glaser fiel durch.", "The proposal by Glaser failed."),
        ("Anna Komet sprach.", "Anna Komet spoke."),
        ("Der Künstler Tobbe Malm malt.", "The artist Tobbe Malm paints."),  # the Upper Jurassic
        # The half of a word is no place.
        ("Der Radstand ist lang.", "The four-wheel stand is long."),
    ],
)
def test_what_may_be_right_stays(source: str, target: str) -> None:
    assert rendered(source, target) == target


def test_behind_an_article_a_noun_is_no_surname() -> None:
    source, target = "Ein Seiler macht Taue.", "A Schöcher makes ropes."
    assert rendered(source, target) == "A ropemaker makes ropes."


def test_the_model_has_no_say_about_nouns() -> None:
    source, target = "Der Wundbrand ist selten.", "The wound fire is rare."
    assert rendered(source, target, loss=9.0) == "The gangrene is rare."


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("The attacker agrees.", "The neighbouring resident agrees."),
        ("The attackers agree.", "The neighbouring residents agree."),
    ],
)
def test_a_noun_has_the_number_of_what_stood_there(target: str, expected: str) -> None:
    assert rendered("Die Anrainer sind einig.", target) == expected


@pytest.mark.parametrize(("loss", "taken"), [(0.25, True), (0.35, False)])
def test_it_may_mind_other_words(loss: float, taken: bool) -> None:  # noqa: FBT001 - a column of the table
    source, target = "Das Wasser ist durchsichtig.", "The water is prudent."
    assert (rendered(source, target, loss=loss) != target) is taken


def test_other_models_have_read_more() -> None:
    source, target = "Der Komet nähert sich der Erde.", "The comedy is approaching the earth."
    assert rendered(source, target, starter=False) == target


def test_the_glossary_goes_before_the_dictionary() -> None:
    star = Concept("star", {"de": (Term("Komet"),), "en": (Term("shooting star"),)})
    source, target = "Der Komet nähert sich der Erde.", "The comedy is approaching the earth."
    changed = rendered(source, target, terms=Glossary((star,)))
    assert changed == "The shooting star is approaching the earth."


def test_what_is_no_sentence_stays() -> None:
    source, target = "Der Komet kommt. " * 80, "The comedy comes. " * 80
    assert rendered(source, target) == target


def test_the_dictionary_knows_forms_and_verbs_and_only_rare_words() -> None:
    assert called("Kometen", "de", "en") == ("comets", "comet")
    assert "to tickle" in called("kitzeln", "de", "en")
    assert called("Haus", "de", "en") == ()
    assert not has_dictionary("de", "pt")
    assert called("Komet", "de", "pt") == ()
    assert called("comet", "en", "de") == ()


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("Der Komet nähert sich der Erde.", "comet"),
        ("Das Wasser des Sees ist völlig durchsichtig.", "transparent"),
        ("Die Werft baut zwei Eisbrecher für die Arktis.", "icebreakers"),
        ("Der Bumerang kam nicht zurück.", "boomerang"),
        ("Die Imkerin pflegt zwölf Bienenstöcke.", "beekeeper"),
    ],
)
def test_the_starter_is_put_right(source: str, word: str) -> None:
    package = read_package(STARTER_DIR / "de_en", Origin.STARTER)
    assert package is not None
    engine = ArgosEngine(package)
    assert word not in engine.translate([source])[0].split()
    made = translate_sentences([source], build_hops([engine], Glossary()))[source].text
    assert word in made.rstrip(".").split()


def test_every_word_of_the_dictionary_is_rare_and_has_a_name() -> None:
    table = word_table("de", "en")
    assert table is not None
    lines = _lines("de", "en")
    assert all(names.strip() for names in lines.values())
    assert not [word for word in lines if table.count(word.casefold(), "de") >= RARE]
