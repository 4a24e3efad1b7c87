"""Faults of the first model on a route over another language, and how sure what comes of them is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from check.samples import translation_of

from translator.article import Origin, Route, Segment, Translation
from translator.check import judged
from translator.check.confidence import by_words
from translator.glossary.concept import Glossary

SOURCE = "Die Gärtnerin pflanzte gestern im Dorf zwölf junge Bäume und keine lange Hecke."
ENGLISH = "Yesterday the gardener planted twelve young trees and no long hedge in the village."
TARGET = "Ontem a jardineira plantou doze árvores jovens e nenhuma sebe longa na aldeia."


def over_english(segment: Segment) -> Translation:
    made = translation_of([segment], "pt")
    return judged(replace(made, route=Route(("de", "en", "pt"), ("one", "two"), "0")), Glossary())


@pytest.mark.parametrize(
    ("english", "check", "said"),
    [
        (ENGLISH, "", ""),
        (ENGLISH.replace("no long", "a long"), "negation", "in 'en', on the way: negation lost: "),
        (ENGLISH.replace("hedge", "heckage"), "words", "in 'en', on the way: no word of the "),
        ("Yesterday twelve trees.", "left out", "in 'en', on the way: not in the translation? "),
    ],
)
def test_what_went_wrong_on_the_way_is_found(english: str, check: str, said: str) -> None:
    findings = over_english(Segment(SOURCE, TARGET, via=(english,))).findings
    if not check:
        assert findings == ()
        return
    found = next(finding for finding in findings if finding.check == check)
    assert found.message.startswith(said)
    assert (found.block, found.source, found.target) == (0, SOURCE, TARGET)


def test_what_is_found_in_the_target_is_not_said_twice() -> None:
    left = Segment(
        "Sie bekam einen Bescheid.", "Ela recebeu um Bescheid.", via=("She got a Bescheid.",)
    )
    assert [f.check for f in over_english(left).findings if f.check == "source words"] == [
        "source words"
    ]


def test_a_sentence_that_a_person_wrote_is_not_judged_by_what_the_model_said() -> None:
    wrong = Segment(SOURCE, TARGET, origin=Origin.HUMAN, via=(ENGLISH.replace("no ", "a "),))
    assert over_english(wrong).findings == ()


def test_it_is_as_sure_as_the_language_between() -> None:
    segment = over_english(Segment(SOURCE, TARGET, via=(ENGLISH,))).blocks[0].segments[0]
    assert segment.confidence == pytest.approx(by_words(SOURCE, ENGLISH, "de", "en"), abs=0.001)
