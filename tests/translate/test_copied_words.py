"""Words that nothing translates, copied where the model wrote a word that is none."""

import pytest
from engines.notebook import Notebook

from translator.translate.ladder import keep


def kept(source: str, target: str) -> str:
    return keep(Notebook({source: [target]}), [source], [target])[0].target


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Er ist ein naher Verwandter des Velociraptors.", "He is a close relative of the velocircer.", "He is a close relative of the Velociraptor."),
        ("Das Feuer wurde durch Herostratus gelegt.", "The fire was set by herous.", "The fire was set by Herostratus."),
        ("Er kauft bei Nestlé ein.", "He buys at nestleé.", "He buys at Nestlé."),
        ("Er wechselte vom Verein Palmeiras nach England.", "He moved from the club Palmiras to England.", "He moved from the club Palmeiras to England."),
    ],
)  # fmt: skip
def test_a_word_that_nothing_translates_stands_as_in_the_source(
    source: str, target: str, expected: str
) -> None:
    assert kept(source, target) == expected
    assert kept(source, expected) == expected


@pytest.mark.parametrize(
    ("source", "target"),
    [
        # its parts tell what it is called: another step may know, or the check reports it
        ("Die Fotopanne war allen peinlich.", "The photopane embarrassed everybody."),
        # the word's own English form, which no dictionary has
        ("Die Lophoskopie ist ein altes Verfahren.", "The lophoscopy is an old procedure."),
        ("Die Ceratopsier lebten hier.", "The ceratopsians lived here."),
        ("Die Ornithischier lebten hier.", "The ornithischians lived here."),
        # an adjective, a citizen, a noun with an ending that languages share
        ("Bei allem Anekdotischen ist es ein Vergnügen.", "With all the anecdotic it is a pleasure."),
        ("Die Epheser zürnten ihm.", "The ephesians were angry with him."),
        ("Die Katastrophisierung hilft niemandem.", "The catastrophicisation helps nobody."),
        # nothing of the word of the source is in it
        ("Die Phalangen sind gerade.", "The puggings are straight."),
        # the same sounds in English letters
        ("Raketen trafen Aschkelon und Buschehr.", "Rockets hit Ashkelon and Bushehr."),
        ("Ahmed al-Scharaa besuchte Lattakia.", "Ahmed al-Sharaa visited Latakia."),
        ("Ministerpräsident Mischustin reiste ab.", "Prime Minister Mishustin left."),
        # a Slavic name, which English spells otherwise
        ("Wladyslaw kam mit dem Zug.", "Wladysaw came by train."),
    ],
)  # fmt: skip
def test_what_may_be_called_otherwise_stays(source: str, target: str) -> None:
    assert kept(source, target) == target


def test_a_name_that_the_table_of_words_knows_is_spelled_as_english_does() -> None:
    source = "Nach eigener Aussage will Riad weniger Öl verkaufen."
    target = "According to its own statement, Riad wants to sell less oil."
    assert kept(source, target) == target.replace("Riad", "Riyadh")
