"""A "word" of 100,000 letters, a sentence of 100,000 figures: looked at once, remembered in no parts."""

import pytest

from translator.language.compounds import _begins, _ends
from translator.language.dictionary import LONGEST_WORD, is_word
from translator.language.names import is_only_name, names, noun_rating
from translator.translate.faults import Pair
from translator.translate.mend import mend


def test_an_endless_word_is_not_cut_into_parts() -> None:
    word = "Donau" * 20_000
    before = _begins.cache_info().currsize, _ends.cache_info().currsize
    assert noun_rating(word, "de") == 1.0
    assert not is_word(word, "de")
    assert not any(
        is_only_name(name, "de") for name in names(f"Der Kapitän {word} kam.", "de", "en")
    )
    assert (_begins.cache_info().currsize, _ends.cache_info().currsize) == before
    longest = "Rindfleischetikettierungsüberwachungsaufgaben"
    assert len(longest) < LONGEST_WORD
    assert noun_rating(longest, "de") == 1.0


@pytest.mark.parametrize("piece", ["12 Uhr ", "1.000 ", "Selenskyj ", "7"])
def test_an_endless_sentence_is_left_alone(piece: str) -> None:
    source = (piece * 100_000)[:100_000]
    assert mend(Pair(source, "de", "en"), source[:-9]) == source[:-9]
