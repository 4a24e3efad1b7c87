"""What helps with a sentence: the memory, other renderings of the model, the words beside each other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the desk needs the extra 'review'")

from review.desk.serving import Visitor, served

from translator.engines.fake import FakeEngine
from translator.project import Project
from translator.review.desk.help import Match, Renderings, matches, words
from translator.translate.memory import HumanEntry

EN = Path("output/en/kim.md")
PAIR = ("de", "en")
SAID = "Das teilte die Regierung am 6. November mit."


@pytest.fixture
def visitor(project: Path) -> Iterator[Visitor]:
    Project().run()
    with Project().memory() as memory:
        memory.learn(
            [
                HumanEntry(
                    "de",
                    "en",
                    "Das teilte die Regierung am 5. November mit.",
                    "The government said so on 5 November.",
                    who="Anna",
                ),
                HumanEntry("de", "pt", SAID, "O governo disse."),
                HumanEntry("de", "en", "Etwas ganz anderes.", "Something else."),
            ]
        )
    with served(Project()) as found:
        yield found


def test_what_a_person_wrote_for_a_sentence_like_it_is_offered_and_not_used(
    visitor: Visitor,
) -> None:
    before = EN.read_bytes()
    page = visitor.get("/article/en/kim?at=2-1").text
    assert "From the memory" in page
    assert 'name="use" value="The government said so on 5 November."' in page
    assert "97 of 100 like" in page
    assert "Anna" in page
    assert "O governo" not in page
    assert "Something else" not in page
    assert EN.read_bytes() == before


def test_the_likest_come_first_and_what_stands_there_already_not_at_all() -> None:
    known = [
        HumanEntry("de", "en", "Der Deich hält.", "The dike holds."),
        HumanEntry("de", "en", "Der Deich hält nicht.", "The dike does not hold.", who="Ben"),
        HumanEntry("de", "en", "Der Teich hält.", "The pond holds."),
    ]
    found = matches(known, PAIR, "Der Deich hält.", "The dike holds.")
    assert [match.target for match in found] == ["The pond holds.", "The dike does not hold."]
    assert found[1] == Match("Der Deich hält nicht.", "The dike does not hold.", 83, "Ben")
    assert matches(known, PAIR, "Etwas ganz anderes.") == ()
    assert matches([], PAIR, "Der Deich hält.") == ()


def test_the_model_is_asked_on_demand_only(visitor: Visitor) -> None:
    page = visitor.get("/article/en/kim?at=3-0").text
    assert "Other renderings of the model</a>" in page
    asked = visitor.get("/article/en/kim?at=3-0&others=1").text
    assert 'name="use" value="en:Lange Fahrt"' in asked
    assert 'name="use" value="en:Lange en:Fahrt"' not in asked  # stands there already


def test_a_model_is_loaded_when_somebody_asks_first() -> None:
    loaded = []

    def engines(lang: str) -> list[FakeEngine]:
        loaded.append(lang)
        return [FakeEngine("de", lang)]

    renderings = Renderings(engines)
    assert loaded == []
    assert renderings.of("Lange Fahrt", "en", "en:Lange en:Fahrt") == (
        "en:Lange Fahrt",
        "Lange Fahrt",
    )
    assert loaded == ["en"]
    assert Renderings().of("Lange Fahrt", "en") == ()
    assert renderings.of("", "en") == ()


def test_a_rendering_is_used_like_any_text(visitor: Visitor) -> None:
    import re

    page = visitor.get("/article/en/kim?at=3-0&others=1").text.partition('id="panel"')[2]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.partition("<textarea")[0]))
    visitor.post("/save/en/kim", **(fields | {"use": "en:Lange Fahrt", "text": "not this"}))
    assert "\n## en:Lange Fahrt\n" in EN.read_text(encoding="utf-8")


def test_words_are_counted_as_javascript_does_and_linked() -> None:
    found = words("Der 🎉 Deich hält.", "The 🎉 dike holds.", PAIR)
    assert found["source"][2] == [7, 12]
    assert found["target"][2] == [7, 11]
    assert [2, 2] in found["links"]


def test_words_of_a_sentence_are_asked_for_by_its_name(visitor: Visitor) -> None:
    assert visitor.get("/words/en/kim?at=2-1").status == 200
    assert visitor.get("/words/en/kim?at=9-9").status == 404
