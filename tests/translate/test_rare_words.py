"""Rare words that the starter got wrong, and what the bilingual dictionary has in their place."""

from collections.abc import Sequence

import pytest
from engines.notebook import Notebook

from translator.engines.argos import ArgosEngine
from translator.glossary import Concept, Glossary, Term
from translator.glossary.matcher import Matcher
from translator.language.bilingual import _lines, called, has_dictionary
from translator.language.names import names
from translator.models.package import STARTER_DIR, Origin, read_package
from translator.translate.hops import build_hops, translate_sentences
from translator.translate.ladder import keep
from translator.translate.rare_words import RARE
from translator.translate.word_table import word_table


class Rated(Notebook):
    """Finds every other target less likely by ``loss``, but for those that it ``likes``."""

    loss = 0.25
    likes = "purring"

    def score(self, sentences: Sequence[str], targets: Sequence[str]) -> list[float]:
        return [
            -1.0
            if target in self.renderings[sentence] or self.likes in target
            else -1.0 - self.loss
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
        ("Das Wasser ist durchsichtig.", "The water is prudent.", "The water is transparent."),
        ("Dort liegt ein Eisbrecher.", "There is a burglar.", "There is an icebreaker."),
        # What the corpora call it goes first (a flowering bulb, a huckster, laminitis), odd words last (a sprog).
        ("Die Zwiebel schälen.", "Peel the whipping.", "Peel the onion."),
        ("Sie schoss einen Keiler.", "She shot a coil.", "She shot a wild boar."),
        ("Die Rehe flüchten.", "The rays flee.", "The deer flee."),
        ("Der Nachwuchs kommt.", "The nachs come.", "The offspring come."),
        # A donor is no pen, *Stift*.
        ("Der Stifter kam.", "The pen came.", "The donor came."),
        # A noun that looks like a verb, which nobody writes.
        ("Unterkühlung ist gefährlich.", "Undercooling is dangerous.", "Exposure is dangerous."),
        # What is left of the old rendering goes, too.
        ("Der Autozulieferer spart.", "The car deliverer saves.", "The automotive supplier saves."),
        # The capital is that of the place, a number begins no sentence.
        ("3 Zwiebeln", "3 Whippings", "3 onions"),
        ("Kometen kommen.", "Kometes come.", "Comets come."),
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
        # Titles, firms and places; Sinti are no Sinto.
        ("Die Buchhandlung Rabe schließt.", "The bookstore Rabe closes."),
        ("Der Podcast „Hotel Matze“ läuft.", "The podcast “Hotel Matze” is on."),
        ("Der „Tatort“ aus Münster läuft.", "The “Tatort” from Münster is on."),
        ("Der Umsatz der Pirol AG stieg.", "Sales of Pirol AG rose."),
        ("Der Harz ist schön.", "The Harz is beautiful."),
        ("Die Sinti feiern.", "The Sinti celebrate."),
        ("In Aalen regnet es.", "It rains in Aalen."),
        # Addresses and paths.
        ("Siehe https://www.komet.de/hobel dort.", "See https://www.komet.de/hobel there."),
        ("Schreiben Sie an imker@komet.de heute.", "Write to imker@komet.de today."),
        # The half of a word is no place.
        ("Der Radstand ist lang.", "The four-wheel stand is long."),
    ],
)
def test_what_may_be_right_stays(source: str, target: str) -> None:
    assert rendered(source, target) == target


def test_behind_an_article_a_noun_is_no_surname() -> None:
    source, target = "Ein Seiler macht Taue.", "A Schöcher makes ropes."
    assert rendered(source, target) == "A ropemaker makes ropes."


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Ein Glas Senf, bitte.", "A glass of Senf, please.", "A glass of mustard, please."),
        ("Der Senf ist scharf.", "The Senf is hot.", "The mustard is hot."),
    ],
)
def test_a_copy_is_no_name_behind_a_measure(source: str, target: str, expected: str) -> None:
    assert rendered(source, target) == expected


def test_a_word_that_comes_again_is_put_right_again() -> None:
    source, target = "Kein Komet ist ein Komet.", "No comedy is a comedy."
    assert rendered(source, target) == "No comet is a comet."


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        # By the word before it, by the old word, by the form of the source.
        ("Dort sind zwei Kiebitze.", "There are two keyboard.", "There are two lapwings."),
        ("Ein Kiebitz kam.", "A keyboards came.", "A lapwing came."),
        ("Die Kondensatoren kommen.", "The condents come.", "The capacitors come."),
    ],
)
def test_a_noun_has_the_number_that_its_place_wants(
    source: str, target: str, expected: str
) -> None:
    assert rendered(source, target) == expected


def test_verbs_stand_in_any_form() -> None:
    source, target = "Die Katze schnurrt.", "The cat is pulling."
    assert rendered(source, target) == "The cat is purring."


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
    assert called("Kometen", "de", "en") == ("comet", "comets")
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
        ("Der Maulwurf gräbt einen Gang.", "mole"),
        ("Die Libelle sitzt am Teich.", "dragonfly"),
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


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("Pandschab", {"Punjab"}),
        ("Kirgistan", {"Kyrgyzstan"}),
        # Words that are called so as well, and what is nothing like them.
        ("Altar", set()),
        ("Navigationsgerät", set()),
        ("Pampa", set()),
        ("Marone", set()),
    ],
)
def test_only_names_are_wanted_as_the_dictionary_has_them(word: str, forms: set[str]) -> None:
    found = {form for n in names(f"Gestern sah man {word} dort.", "de", "en") for form in n.forms}
    assert found >= forms
    assert bool(found) is bool(forms)


def test_the_verb_is_not_what_is_left_of_a_noun() -> None:
    source = "Die Reparatur eines einzigen Umspannwerks dauere bis zu neun Monate."
    target = "The repair of a single mixing plant lasts up to nine months."
    assert "lasts" in rendered(source, target)
