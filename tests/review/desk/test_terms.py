"""A selection becomes a term: what it would change is shown first, then it is in the glossary."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the desk needs the extra 'review'")

from review.desk.serving import Visitor, served

from translator.glossary import load_glossary
from translator.project import Project

TERM = "/term/en/kim"


@pytest.fixture
def visitor(project: Path) -> Iterator[Visitor]:
    Project().run()
    with served(Project()) as found:
        yield found


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_sentences_that_a_term_would_change_are_shown_before_anything_is_written(
    visitor: Visitor,
) -> None:
    page = words(visitor.get(f"{TERM}?source=Regierung&target=government").text)
    assert "1 sentence would change" in page
    assert "Das teilte die Regierung am 6. November mit." in page
    assert not list(Path("glossary").iterdir())
    assert "No sentences would change" in words(
        visitor.get(f"{TERM}?source=Deich&target=dike").text
    )


def test_a_sentence_that_has_the_term_would_not_change(visitor: Visitor) -> None:
    path = Path("output/en/kim.md")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("en:Regierung", "government"), encoding="utf-8")
    assert "No sentences" in visitor.get(f"{TERM}?source=Regierung&target=government").text


def test_a_term_is_added_as_the_command_adds_it_and_can_be_taken_back(visitor: Visitor) -> None:
    done = visitor.post(TERM, source="Regierung", target="government")
    assert done.headers["location"] == "/article/en/kim"
    (concept,) = load_glossary([Path("glossary")]).concepts
    assert (concept.preferred("de"), concept.preferred("en")) == ("Regierung", "government")
    assert list(Path(".translator/glossary-undo").iterdir())


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [("Regierung", " ", "needs both languages"), ("", "x", "needs both languages")],
)
def test_half_a_term_is_none(visitor: Visitor, source: str, target: str, said: str) -> None:
    answer = visitor.post(TERM, source=source, target=target)
    assert (answer.status, said in answer.text) == (409, True)
    assert not list(Path("glossary").iterdir())


def test_a_term_that_is_there_is_not_added_twice(visitor: Visitor) -> None:
    visitor.post(TERM, source="Regierung", target="government")
    assert visitor.post(TERM, source="Regierungen", target="governments").status == 409
    assert len(load_glossary([Path("glossary")]).concepts) == 1


def test_what_was_selected_is_text(visitor: Visitor) -> None:
    page = visitor.get(f"{TERM}?source=%22%3E%3Cscript%3E&target=x").text
    assert re.findall(r"<script[^>]*>", page) == ['<script src="/static/desk.js" defer>']
