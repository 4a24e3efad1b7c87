"""The bilingual dictionary: what is read from the lines of Ding, and how it is written."""

import gzip
from pathlib import Path

import pytest

from training.dictionary import entries, write

LINES = [
    "# Version :: 1.9",
    "Hund {m} [zool.] | Hunde {pl} :: dog; hound | dogs; hounds",
    "Befruchtung {f} :: fertilization [Am.]; fertilisation [Br.]; insemination",
    "Fluggast {m}; Passagier {m} :: air passenger (on board) | air passengers",  # sides do not fit
    "Spannung {f} (zwischen zwei Punkten) :: voltage; the potential difference",
    "rutschig; glitschig {adj} | rutschige Straße :: slippery | slippery road",
    "Anrainer {m}; Anlieger {m} | Anrainer {pl} :: resident; abutter | residents; abutters",
    "kitzeln {vt} | gekitzelt :: to tickle | tickled",
    'Kitzler {m} :: sth. that tickles; "tickler"',
    "Haus- und Hofmeister {m} :: steward",  # several words
    "ohne :: without",  # too short
]


def test_nouns_adjectives_and_verbs_of_one_word_are_kept() -> None:
    assert entries(LINES) == {
        "Hund": ["dog", "hound"],
        "Hunde": ["dogs", "hounds"],
        # Another spelling comes last, for only the first names are tried.
        "Befruchtung": ["fertilization", "insemination", "fertilisation"],
        "Spannung": ["voltage", "potential difference"],
        # One of each number comes first.
        "Anrainer": ["resident", "residents", "abutter", "abutters"],
        "Anlieger": ["resident", "abutter"],
        "rutschig": ["slippery"],
        "glitschig": ["slippery"],
        "kitzeln": ["to tickle"],
        "gekitzelt": ["tickled"],
        "Kitzler": ["tickler"],
    }


@pytest.mark.parametrize("order", [1, -1])
def test_the_same_words_are_the_same_bytes(tmp_path: Path, order: int) -> None:
    found = entries(LINES)
    path = tmp_path / "words.gz"
    write(path, dict(list(found.items())[::order]))
    text = gzip.decompress(path.read_bytes()).decode()
    assert text.splitlines()[:3] == [
        "Anlieger\tresident\tabutter",
        "Anrainer\tresident\tresidents\tabutter\tabutters",
        "Befruchtung\tfertilization\tinsemination\tfertilisation",
    ]
    assert path.read_bytes()[4:8] == b"\0\0\0\0"  # no time of writing
