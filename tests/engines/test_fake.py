"""The shipped fake engine keeps the protocol and can be undone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from translator.engines.fake import FakeEngine
from translator.engines.protocol import SteerableEngine

SENTENCES = st.text(alphabet="aB ä.:e\t", max_size=30)


def test_it_is_steerable() -> None:
    assert isinstance(FakeEngine("de", "en"), SteerableEngine)


def test_it_marks_every_word() -> None:
    engine = FakeEngine("de", "en")
    assert engine.translate(["Kim traf  Putin.", ""]) == ["en:Kim en:traf  en:Putin.", ""]


@given(SENTENCES)
def test_its_marks_come_off_again(sentence: str) -> None:
    engine = FakeEngine("de", "en")
    assert engine.original(engine.translate([sentence])[0]) == sentence


@given(SENTENCES, st.integers(1, 5))
def test_alternatives_differ_and_fall_in_score(sentence: str, count: int) -> None:
    engine = FakeEngine("de", "en")
    hypotheses = engine.alternatives([sentence], count)[0]
    assert hypotheses[0].text == engine.translate([sentence])[0]
    assert 1 <= len({h.text for h in hypotheses}) == len(hypotheses) <= count
    assert [h.score for h in hypotheses] == sorted((h.score for h in hypotheses), reverse=True)


def test_it_completes_behind_a_prefix_and_scores() -> None:
    engine = FakeEngine("de", "en")
    assert engine.complete(["Kim traf Putin"] * 2, ["en:Mr ", ""]) == [
        "en:Mr en:traf en:Putin",
        "en:Kim en:traf en:Putin",
    ]
    assert engine.score(["Kim traf"] * 3, ["en:Kim en:traf", "en:Kim x", ""]) == [0.0, -0.5, -1.0]
