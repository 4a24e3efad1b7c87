"""Who wrote it: people, without house, town and office."""

from __future__ import annotations

import pytest

from translator.clean.people import houses_of, people

HOUSES = houses_of("www.kuestenbote.example", "Küstenbote", "Küstenbote Medien GmbH")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Jana Beispiel", "Jana Beispiel"),
        ("Von Jana Beispiel", "Jana Beispiel"),
        ("Jana Beispiel und Tom Muster", "Jana Beispiel, Tom Muster"),
        ("von Jana Beispiel , Tom Muster , Eva van der Beek", "Jana Beispiel, Tom Muster, Eva van der Beek"),
        ("Jana Beispiel,", "Jana Beispiel"),
        ("Jana Beispiel, Kiel", "Jana Beispiel"),
        ("Jana Beispiel, Kiel, Tom Muster", "Jana Beispiel, Tom Muster"),
        ("Jana Beispiel, New York", "Jana Beispiel"),
        ("Jana Beispiel aus Kiel", "Jana Beispiel"),
        ("Jana Beispiel, Redakteurin", "Jana Beispiel"),
        ("Jana Beispiel (Text) und Tom Muster (Fotos)", "Jana Beispiel, Tom Muster"),
        ("Jana Beispiel, dpa", "Jana Beispiel"),
        ("Jana Beispiel, Küstenbote", "Jana Beispiel"),
        ("Jana Beispiel | 3. Mai 2024, 17:47 Uhr", "Jana Beispiel"),
        ("Beispiel, Jana", "Jana Beispiel"),
        ("Jana Beispiel, Jana Beispiel", "Jana Beispiel"),
        ("moewe", "moewe"),
        ("dpa", "dpa"),
        ("Küstenbote", ""),
        ("Küstenbote Redaktion", ""),
        ("Küstenbote, Kiel, Germany", ""),
        ("kuestenbote.example", ""),
        ("Redaktion", ""),
        ("Nordlicht Verlag GmbH", ""),
        ("Kieler Ratsfraktion", ""),
        ("https://kuestenbote.example/autoren/jana", ""),
        ("admin", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_an_author_line_is_the_people_in_it(line: str, names: str) -> None:
    assert ", ".join(people([line], HOUSES)) == names


def test_a_house_is_told_by_whole_words() -> None:
    assert people(["Zeitlinger Huber"], houses_of("www.zeit.example")) == ("Zeitlinger Huber",)
    assert people(["Zeit Online"], houses_of("www.zeit.example")) == ()


def test_every_value_of_a_list_counts() -> None:
    assert people(["Jana Beispiel", "Tom Muster", "Küstenbote"], HOUSES) == (
        "Jana Beispiel",
        "Tom Muster",
    )
