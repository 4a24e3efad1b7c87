"""The parts that a compound is most likely made of."""

import pytest

from translator.language.compounds import likely_parts

COUNTS = {"haus": 900, "tür": 300, "haustür": 2, "bau": 400, "amt": 800, "bauamt": 5, "stelle": 700}
COUNTS |= {"arbeit": 900, "geber": 200, "gebers": 1, "vertrag": 90, "ein": 9000, "zimmer": 50}


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("haustür", ("haus", "tür")),
        ("arbeitgeber", ("arbeit", "geber")),
        ("arbeitsvertrag", ("arbeit", "vertrag")),  # with a linking element
        ("bauamtsstelle", ("bauamt", "stelle")),
        ("arbeit", ()),
        ("quorbeltür", ()),  # one part is no word
        ("türen", ()),  # nor is an ending
        ("", ()),
        ("haus" * 100, ()),
    ],
)
def test_the_most_frequent_parts(word: str, parts: tuple[str, ...]) -> None:
    assert likely_parts(word, "de", lambda part: COUNTS.get(part, 0)) == parts


def test_a_language_without_compounds_has_no_parts() -> None:
    assert likely_parts("haustür", "en", lambda part: COUNTS.get(part, 0)) == ()
