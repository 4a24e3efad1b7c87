from __future__ import annotations

from dataclasses import replace

import pytest
from check.samples import translation_of

from translator.article import Origin, Segment, Step, TermOutcome, TermUse, Translation
from translator.check import judged
from translator.check.confidence import BY_MODEL, BY_WORDS, by_words, weights
from translator.glossary.concept import Glossary
from translator.records import decode, encode, target_record

SOURCE = "Die Gärtnerin pflanzte gestern im Dorf zwölf junge Bäume und eine lange Hecke."
GOOD = "Yesterday the gardener planted twelve young trees and a long hedge in the village."
BAD = "Yesterday the guard painted twelve young beams and a long heckle on the thorp."


def judged_segment(segment: Segment, lang: str = "en") -> Segment:
    return judged(translation_of([segment], lang), Glossary()).blocks[0].segments[0]


def test_a_translation_whose_words_have_counterparts_is_surer() -> None:
    good, bad = (judged_segment(Segment(SOURCE, target)) for target in (GOOD, BAD))
    assert good.confidence is not None
    assert bad.confidence is not None
    assert good.confidence > bad.confidence
    assert (good.step, bad.step) == (Step.SURE, Step.DOUBTFUL)


@pytest.mark.parametrize("origin", [Origin.HUMAN, Origin.COPY])
def test_what_a_person_wrote_has_no_confidence(origin: Origin) -> None:
    segment = judged_segment(Segment(SOURCE, BAD, origin=origin))
    assert segment.confidence is None
    assert segment.step is Step.SURE


def test_facts_that_no_model_wrote_are_sure() -> None:
    assert judged_segment(Segment("Mo: 9-17 Uhr", "Mon: 9 to 5")).confidence != 1.0
    assert judged_segment(Segment("9-17 Uhr", "9 a.m.–5 p.m.")).confidence == 1.0


def test_what_comes_from_the_memory_is_as_sure_as_what_a_model_says() -> None:
    memory, model = (
        judged_segment(Segment(SOURCE, GOOD, origin=origin))
        for origin in (Origin.MEMORY, Origin.MACHINE)
    )
    assert memory.confidence == model.confidence


@pytest.mark.parametrize(
    ("target", "share"),
    [
        ("", 0.05),  # an error that leaves nothing
        (SOURCE, 0.05),
        (GOOD.replace("twelve", "13"), 0.8),
        (GOOD.replace("hedge", "hadge"), 0.8),
    ],
)
def test_what_the_checks_find_lowers_it(target: str, share: float) -> None:
    words = by_words(SOURCE, target, "de", "en")
    found = judged_segment(Segment(SOURCE, target)).confidence
    assert found == pytest.approx(share * words, abs=0.001)


def test_a_term_put_in_by_hand_lowers_it() -> None:
    use = TermUse("hedge", "Hecke", "hedge", TermOutcome.SUBSTITUTED, (72, 77), (65, 70))
    with_term = judged_segment(Segment(SOURCE, GOOD, terms=(use,))).confidence
    without = judged_segment(Segment(SOURCE, GOOD)).confidence
    assert with_term is not None
    assert without is not None
    assert with_term < without


@pytest.mark.parametrize(
    ("score", "step"), [(-0.1, Step.SURE), (-0.4, Step.LOOK), (-0.8, Step.DOUBTFUL)]
)
def test_what_the_model_was_not_sure_of_is_doubtful(score: float, step: Step) -> None:
    assert judged_segment(Segment(SOURCE, GOOD, score=score)).step is step


def test_a_long_sentence_is_less_sure_than_a_short_one_with_the_same_score() -> None:
    short = judged_segment(Segment("Sie pflanzte Bäume.", "She planted trees.", score=-0.5))
    long = judged_segment(Segment(f"{SOURCE[:-1]}, {SOURCE}", f"{GOOD[:-1]}, {GOOD}", score=-0.5))
    assert short.confidence is not None
    assert long.confidence is not None
    assert short.confidence > long.confidence


def test_a_score_says_nothing_of_a_pair_without_a_table() -> None:
    target = "Ontem, a jardineira plantou doze árvores jovens e uma longa sebe na aldeia."
    assert judged_segment(Segment(SOURCE, target, score=-0.1), "pt").confidence == 0.5


@pytest.mark.parametrize(("source", "target"), [("Ja!", "Yes!"), ("Bäume und Hecken", "Trees")])
def test_few_words_say_nothing(source: str, target: str) -> None:
    assert by_words(source, target, "de", "en") == 0.5


def test_a_pair_without_a_table_is_judged_by_what_is_found() -> None:
    target = "Ontem, a jardineira plantou doze árvores jovens e uma longa sebe na aldeia."
    assert judged_segment(Segment(SOURCE, target), "pt").confidence == 0.5


@pytest.mark.parametrize(("name", "reach"), [(BY_WORDS, 1), (BY_MODEL, 10)])
def test_confidence_rises_with_the_sum(name: str, reach: int) -> None:
    totals = [reach * (total / 20 - 1) for total in range(41)]
    found = [weights(name).confidence(total) for total in totals]
    assert found == sorted(found)
    assert (found[0], found[-1]) == (0.0, 1.0)


def test_a_record_keeps_the_confidence() -> None:
    segment = Segment(SOURCE, GOOD, via=("between",), score=-0.25)
    translation: Translation = judged(translation_of([segment]), Glossary())
    record = replace(target_record(translation))
    assert decode(encode(record)).segments == record.segments
    assert record.segments[1][0].confidence is not None
    assert (record.segments[1][0].via, record.segments[1][0].score) == (("between",), -0.25)
