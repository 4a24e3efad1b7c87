"""The parts of the recipe that need no PyTorch."""

import random

import pytest

from training import measures
from training.augment import Substitution, name_pool, noisy, swap_number
from training.copies import copy_pairs, decimal, invented_name, phrases_of, whole
from training.corpora import clean, pairs, repeats, usable
from training.decode import split
from training.settings import load


def test_settings_can_be_changed_for_one_run() -> None:
    settings = load(changes=["train.minutes=3", "paths.work=elsewhere", "train.compile=true"])
    assert settings.train.minutes == 3.0
    assert settings.paths.work.name == "elsewhere"
    assert settings.train.compile is True


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(KeyError, match=r"train\.minuets"):
        load(changes=["train.minuets=3"])


def test_pairs_are_cleaned_and_filtered() -> None:
    lines = ["Ein  Haus\tA house", "kein Tab", "a\tb\tc", f"Ja\t{'very ' * 20}long", "\tx"]
    assert list(pairs(lines, 90)) == [("Ein Haus", "A house")]
    assert clean("u\u0308ber\u00a0uns ") == "über uns"
    assert not usable("ein " * 91, "one " * 91, 90)


def test_a_weight_of_one_and_a_half_means_once_or_twice() -> None:
    draw = random.Random(1)
    drawn = [repeats(1.5, draw) for _ in range(200)]
    assert set(drawn) == {1, 2}
    assert 80 < drawn.count(2) < 120


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [(11000, "11.000", "11,000"), (7, "7", "7"), (999, "999", "999")],
)
def test_whole_numbers_in_both_notations(value: int, german: str, english: str) -> None:
    assert whole(value) == (german, english)


def test_decimal_numbers_in_both_notations() -> None:
    assert decimal(1234.5, 1) == ("1.234,5", "1,234.5")


def test_copy_pairs_are_repeatable() -> None:
    places = [("Nordkorea", "North Korea")]
    phrases = phrases_of("de", "en")
    one = copy_pairs(50, ["Meier"], places, random.Random(3), phrases)
    assert one == copy_pairs(50, ["Meier"], places, random.Random(3), phrases)
    assert len(one) == 50


def test_invented_names_look_like_names() -> None:
    draw = random.Random(0)
    assert all(invented_name(draw)[0].isupper() for _ in range(50))


def test_a_number_is_exchanged_on_both_sides() -> None:
    pair = "Rund 11.000 Soldaten sind dort.", "Around 11,000 soldiers are there."
    german, english = swap_number(pair, random.Random(5))
    assert german != pair[0]
    assert measures.number_share([german], [english]) == 1.0
    assert german.endswith("Soldaten sind dort.")


def test_english_numbers_are_exchanged_in_english_notation() -> None:
    pair = "Around 11,000 soldiers are there.", "Unos 11.000 soldados están allí."
    english, spanish = swap_number(pair, random.Random(5), phrases_of("en", "es"))
    assert english != pair[0]
    assert measures.number_share([english], [spanish]) == 1.0
    assert "." not in english.removesuffix(".")


def test_a_number_that_only_one_side_has_stays() -> None:
    pair = "Es waren 12 Leute.", "There were a dozen people."
    assert swap_number(pair, random.Random(5)) == pair


def test_names_and_places_are_exchanged_on_both_sides() -> None:
    names = name_pool([("der Minister Lawrow sagte", "minister Lawrow said")] * 2)
    assert names == ["Lawrow"]
    substitute = Substitution([*names, "Meierhof"], [("Türkei", "Turkey"), ("Peking", "Beijing")])
    german, english = substitute(
        ("er sah Lawrow gestern", "he saw Lawrow yesterday"), random.Random(8)
    )
    assert "Lawrow" not in german
    assert english.startswith("he saw ")
    assert english.endswith(" yesterday")


def test_noise_keeps_the_english_side_right() -> None:
    draw = random.Random(2)
    pair = "Die Türkei wählt heute ein neues Parlament.", "Turkey elects a new parliament today."
    seen = {noisy(pair, draw) for _ in range(60)}
    assert {english.lower().rstrip(".") for _, english in seen} == {pair[1].lower().rstrip(".")}
    assert any("Tuerkei" in german for german, _ in seen)


def test_number_share_takes_either_notation() -> None:
    sources = ["11.000 Menschen, 3,5 Prozent, 2019"]
    assert measures.number_share(sources, ["11,000 people, 3.5 percent, 2019"]) == 1.0
    assert measures.number_share(sources, ["11000 people, 3,5 percent"]) == pytest.approx(2 / 3)
    assert measures.number_share(["keine"], ["none"]) == 1.0


def test_name_share_counts_only_what_the_reference_copies() -> None:
    source, reference = "Frau Merkel besucht Wien", "Mrs Merkel visits Vienna"
    assert measures.copied_names(source, reference) == {"Merkel"}
    assert measures.name_share([source], ["Merkel is there"], [reference]) == 1.0
    assert measures.name_share([source], ["Merkle is there"], [reference]) == 0.0


def test_a_word_that_neither_dictionary_nor_source_knows_is_invented() -> None:
    known = {"government", "decided", "yesterday"}.__contains__
    sources = ["Die Regierung beschloss die Mietpreisbremse.", "Gestern kam Frau Bergmann."]
    outputs = ["the government decided the rentricebraking", "frau bergmann decided yesterday"]
    assert measures.invented_share(sources, outputs, known) == 0.5


@pytest.mark.parametrize(
    "output", ["Xanthorp decided", "he xants", "the mietpreisbremse", "they xanthn't", "G20xanthor"]
)
def test_names_short_words_copies_and_parts_of_words_are_not_counted(output: str) -> None:
    known = {"decided"}.__contains__
    assert measures.invented_share(["Die Mietpreisbremse"], [output], known) == 0.0


def test_loops_are_counted() -> None:
    pytest.importorskip("sacrebleu")
    found = measures.score(["a", "b"], ["in the end in the end in the end", "fine"], ["x", "fine"])
    assert found.loops == 1
    assert found.segments == 2


def test_segments_are_split_into_sentences() -> None:
    assert split("Das ist eins. Das ist zwei!") == ["Das ist eins.", "Das ist zwei!"]
