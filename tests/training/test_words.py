"""The word table: what is learned from a few sentences, and how it is written and read."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from training.settings import Words, load
from training.words import Side, learn, pairs_met, side, taken_apart, words_of, write
from translator.translate.word_table import WordTable, read_table

PAIRS = [
    ("das Haus", "the house"),
    ("das Buch", "the book"),
    ("ein Buch", "a book"),
    ("ein Haus", "a house"),
    ("der Hund", "the dog"),
]


@pytest.fixture(scope="module")
def settings() -> Words:
    words = load().words
    assert words is not None
    return replace(words, seen=1, rare=3, part_seen=2)


@pytest.fixture(scope="module")
def sides(settings: Words) -> tuple[Side, Side]:
    ours, theirs = zip(*PAIRS, strict=True)
    return side([words_of(s) for s in ours], settings), side(
        [words_of(s) for s in theirs], settings
    )


def table(path: Path, sides: tuple[Side, Side], settings: Words) -> WordTable:
    keys = pairs_met(*sides, settings.stretch)
    tables, _ = learn(*sides, keys, settings)
    write(path, *sides, keys, tables)
    return read_table(path, ("de", "en"))


def test_a_word_is_known_by_the_sentences_it_stands_in(
    tmp_path: Path, sides: tuple[Side, Side], settings: Words
) -> None:
    found = table(tmp_path / "de_en.npz", sides, settings)
    ours = [found.number(word, "de") for word in ("haus", "buch", "katze")]
    theirs = [found.number(word, "en") for word in ("house", "book", "the")]
    forth, back = found.look_up(ours, theirs, "de")
    assert forth[0, 0] > 0.8
    assert forth[0, 1] < 0.1
    assert back[1, 1] > 0.8
    assert not forth[2].any()
    turned = found.look_up(theirs, ours, "en")
    assert np.array_equal(turned[0].T, back)
    assert np.array_equal(turned[1].T, forth)
    assert (found.count("haus", "de"), found.count("katze", "de")) == (2, 0)


def test_the_same_sentences_give_the_same_bytes(
    tmp_path: Path, sides: tuple[Side, Side], settings: Words
) -> None:
    for name in ("one.npz", "other.npz"):
        table(tmp_path / name, sides, settings)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "other.npz").read_bytes()


def test_rare_compounds_are_read_as_their_parts(settings: Words) -> None:
    sentences = [["haus", "tür"]] * 3 + [["haustür"]]
    assert taken_apart(sentences, "de", settings)[-1] == ["haus", "tür"]
    assert taken_apart(sentences, "en", settings)[-1] == ["haustür"]


def test_words_have_small_letters_and_no_figures() -> None:
    assert words_of("Die 3 Straßen – „Merkel’s“") == ["die", "strassen", "merkel's"]
