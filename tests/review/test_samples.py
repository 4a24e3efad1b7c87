"""The three samples from draft to signed off: at the desk, and through Word. No word is lost on the way.

Through OmegaT they go in ``test_omegat.py``.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from translator.article import Block, ReviewState
from translator.project import Project
from translator.publish.read import read_version
from translator.review.exchange.bring import Format

WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
SAMPLES = Path(__file__).parents[2] / "input"


@pytest.fixture
def drafted(project: Path) -> Project:
    shutil.rmtree("input")
    shutil.copytree(SAMPLES, "input")
    Project().run()
    assert len(Project().review.files()) == 3
    return Project()


def blocks(file: Path) -> list[Block]:
    return list(read_version(file).blocks)


def signed(project: Project) -> list[tuple[ReviewState, str, str]]:
    found = ((status.state, status.review) for status in project.review.list())
    return [(state, *((r.by, r.final_by) if r else ("", ""))) for state, r in found]


def test_through_word(drafted: Project) -> None:
    """Somebody writes every paragraph anew in Word; marks, pictures and code stay where they are."""
    docx = pytest.importorskip("docx")
    for file in drafted.review.files():
        before = blocks(file)
        table = drafted.review.export(file, Format.DOCX, "exchange")
        document = docx.Document(str(table))
        written = 0
        for row in document.tables[0].rows[1:]:
            for text in row.cells[2]._tc.iter(WORDS):
                text.text = text.text.upper()
                written += 1
        document.save(str(table))
        assert written > 10
        done = drafted.review.bring_in(table)
        assert done.empty == ()
        after = blocks(file)
        assert [b.text for b in after] == [b.text.upper() for b in before]
        assert [sorted(m.kind for m in b.marks) for b in after] == [
            sorted(m.kind for m in b.marks) for b in before
        ]
        assert [b.image and b.image.url for b in after] == [b.image and b.image.url for b in before]
        list(drafted.review.accept([file], by="Anna Beispiel"))
        list(drafted.review.accept([file], by="Ben Muster", final=True))
    assert signed(drafted) == [(ReviewState.FINAL, "Anna Beispiel", "Ben Muster")] * 3


@pytest.fixture
def desk(drafted: Project) -> Iterator[Any]:
    from review.desk.browser import page
    from review.desk.serving import served

    with page() as found, served(drafted) as visitor:
        found.goto(visitor.address)
        yield found


def test_at_the_desk(desk: Any, drafted: Project) -> None:
    """For each of them: the headline is mended, a sentence accepted, the version read and signed."""
    base = desk.url.rstrip("/")
    for number, file in enumerate(drafted.review.files()):
        before = blocks(file)
        desk.goto(f"{base}/article/en/{file.stem}")
        desk.keyboard.press("j")
        desk.locator("#s0-0:focus").wait_for(state="attached")
        desk.keyboard.press("Enter")
        desk.locator("#field:focus").wait_for(state="attached")
        desk.keyboard.press("Control+A")
        desk.keyboard.type(f"Headline {number}")
        desk.locator("#saved", has_text="Saved").wait_for()
        desk.keyboard.press("Control+Enter")  # accept, edit the next
        desk.locator("#panel[data-name='1-0']").wait_for()
        desk.keyboard.press("Escape")
        desk.locator("#s1-0:focus").wait_for(state="attached")
        desk.keyboard.press("s")
        desk.locator("#by").fill("Anna Beispiel")
        desk.get_by_role("button", name="Accept as reviewed").click()
        desk.get_by_role("button", name="Sign off as final").click()
        desk.get_by_text("final, signed by Anna Beispiel").wait_for()
        assert read_version(file).title == f"Headline {number}"
        assert blocks(file) == before
    assert signed(drafted) == [(ReviewState.FINAL, "Anna Beispiel", "Anna Beispiel")] * 3
