"""Names over what a model must not touch, and what becomes of the bytes it spells out."""

import pytest

from translator.engines.covered import Covered
from translator.engines.routing import find_route
from translator.engines.vocabulary import join_pieces, names_bytes
from translator.markup.verbatim import verbatim

SENTENCE = "Laut see.de und see.de gilt {name}."


def test_texts_are_covered_in_order_and_uncovered_wherever_they_come_to_stand() -> None:
    covered = Covered.of(SENTENCE, verbatim(SENTENCE))
    assert covered
    assert covered.text == "Laut XQA und XQB gilt XQC."
    assert covered.cover("In see.de and") == "In XQA and"
    assert (
        covered.uncover("XQC holds, says XQA's and XQB.")
        == "{name} holds, says see.de's and see.de."
    )


@pytest.mark.parametrize(
    "target", ["XQA and XQA hold XQC.", "XQA and XQB hold.", "XQA, XQB, XQC, XQD"]
)
def test_a_name_that_is_not_there_just_once_uncovers_nothing(target: str) -> None:
    covered = Covered.of(SENTENCE, verbatim(SENTENCE))
    assert covered
    assert covered.uncover(target) == ""


def test_a_sentence_that_cannot_be_covered_is_left_alone() -> None:
    assert Covered.of("Kein Name.", []) is None
    assert Covered.of("XQA liegt bei see.de.", ["see.de"]) is None
    assert Covered.of("see.de " * 27, ["see.de"] * 27) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Das meldet hafenblatt.de unter Berufung auf dpa.",
        "Hallo {vorname}, der Preis von %s Euro gilt ab %d.",
        'Das Bild {{< figure src="hafen.jpg" >}} steht bei YouTube.com/kai.',
        "Der Text enthält <b>x</b> und ein &lt;i&gt; sowie [Verweis](javascript:x(1)).",
    ],
)
@pytest.mark.parametrize(("source", "target"), [("de", "en"), ("en", "pt")])
def test_models_keep_what_must_not_change(sentence: str, source: str, target: str) -> None:
    (engine,) = find_route(source, target)
    (translated,) = engine.translate([sentence])
    assert [text for text in verbatim(sentence) if text not in translated] == []


def test_spelled_bytes_become_their_character_or_nothing() -> None:
    spelled = ["▁Land", "<", "0", "x", "C", "4", ">"]
    assert join_pieces(spelled) == " Land"
    assert join_pieces(["▁Land", "▁", *"<0xC3><0xBC>", *"<0x"]) == " Land ü"
    assert names_bytes(spelled)
    assert not names_bytes(["▁Land", "<0xC3>", "<0xBC>"])
