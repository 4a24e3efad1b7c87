"""Whole sessions at the desk in headless Chromium, by keyboard; the files are looked at afterwards."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from review.desk.browser import chromium, page

from translator.article import ReviewState
from translator.project import Project
from translator.publish.parts import parts_of
from translator.publish.read import read_version

EN = Path("output/en/kim.md")
AXE = Path(os.environ.get("AXE", "node_modules/axe-core/axe.min.js"))
SERVER = "import sys; sys.argv = ['translator', 'review', 'open', '--no-launch', '--port', sys.argv[1]]; from translator.cli import main; main()"


class Server:
    """`translator review open` in a process of its own, which can be killed."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter on our own code
            [sys.executable, "-u", "-c", SERVER, "0"], stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout
        line = self.process.stdout.readline()
        self.address = re.findall(r"http://\S+", line)[0]

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def server(project: Path) -> Iterator[Server]:
    chromium()
    Project().run()
    found = Server()
    yield found
    found.kill()


def body() -> str:
    return parts_of(EN.read_bytes()).body


def saved(desk: Any) -> None:
    desk.locator("#saved", has_text="Saved").wait_for()


def focus(desk: Any, name: str) -> None:
    desk.locator(f"#{name}:focus").wait_for(state="attached")


def test_a_whole_session_by_keyboard_from_draft_to_signed(server: Server) -> None:
    with page() as desk:
        desk.goto(server.address)
        desk.get_by_role("link", name="en:Kim").click()
        desk.wait_for_url("**/article/en/kim")
        desk.keyboard.press("j")
        focus(desk, "s0-0")
        desk.keyboard.press("Enter")
        focus(desk, "field")
        desk.keyboard.press("Control+A")
        desk.keyboard.type("Kim travels to Moscow")
        saved(desk)
        assert "# Kim travels to Moscow\n" in body()
        desk.keyboard.press("Control+Enter")  # accept, edit the next
        desk.locator("#panel[data-name='1-0']").wait_for()
        desk.keyboard.press("Escape")
        focus(desk, "s1-0")
        desk.keyboard.press("a")
        focus(desk, "s2-0")
        desk.keyboard.press("b")
        desk.locator("#panel[data-name='2-all']").wait_for()
        desk.keyboard.press("Control+A")
        desk.keyboard.type("One sentence for two.")
        desk.keyboard.press("Escape")
        focus(desk, "s2-0")
        assert "\nOne sentence for two.\n" in body()
        desk.keyboard.press("u")
        desk.locator("#said", has_text="Undone.").wait_for(state="attached")
        assert "One sentence for two." not in body()
        for name in ("s2-1", "s3-0", "s4-0", "by"):
            desk.keyboard.press("a")
            focus(desk, name)
        assert "6 of 6 looked at" in desk.content()
        desk.keyboard.type("Anna Beispiel")
        desk.keyboard.press("Enter")
        desk.get_by_text("Reviewed by Anna Beispiel").wait_for()
        desk.get_by_role("button", name="Sign off as final").click()
        desk.get_by_text("signed by Anna Beispiel").wait_for()
    found = Project().review.show(EN)
    assert found.review
    assert (found.state, found.review.by, found.review.final_by) == (
        ReviewState.FINAL,
        "Anna Beispiel",
        "Anna Beispiel",
    )
    assert found.changed == 1
    assert read_version(EN).front["title"] == "Kim travels to Moscow"


def test_two_windows_and_an_editor_see_what_the_others_do(server: Server) -> None:
    with page() as desk:
        desk.goto(server.address)
        desk.goto(server.address.partition("/enter")[0] + "/article/en/kim")
        other = desk.context.new_page()
        other.goto(desk.url)
        desk.locator("#s3-0").click()
        focus(desk, "field")
        desk.keyboard.press("Control+A")
        desk.keyboard.type("A long ride")
        saved(desk)
        other.locator("#s3-0", has_text="A long ride").wait_for()
        EN.write_text(
            EN.read_text(encoding="utf-8").replace("A long ride", "My ride"), encoding="utf-8"
        )
        desk.keyboard.type(" home")
        desk.get_by_text("somebody has changed this sentence in the meantime").wait_for()
        assert desk.locator("#field").input_value() == "A long ride home"
        assert "## My ride\n" in body()


def test_pages_work_without_the_script(server: Server) -> None:
    with page(java_script_enabled=False) as desk:
        desk.goto(server.address)
        desk.get_by_role("link", name="en:Kim").click()
        desk.locator("#s3-0").click()
        desk.locator("#field").fill("A long ride")
        desk.get_by_role("button", name="Save and close").click()
        assert "## A long ride\n" in body()
        desk.get_by_role("button", name="Undo").click()
        assert "A long ride" not in body()


@pytest.mark.parametrize(
    "options",
    [{}, {"color_scheme": "dark"}, {"viewport": {"width": 768, "height": 1024}}],
    ids=["light", "dark", "tablet"],
)
def test_axe_finds_nothing_and_nothing_is_too_wide(server: Server, options: dict[str, Any]) -> None:
    if not AXE.is_file():
        pytest.skip("needs axe-core: npm install axe-core, or AXE=path/to/axe.min.js")
    with page(bypass_csp=True, **options) as desk:
        desk.goto(server.address)
        base = server.address.partition("/enter")[0]
        for path in (
            "/",
            "/article/en/kim",
            "/article/en/kim?at=2-1",
            "/article/en/kim?order=doubt",
            "/article/en/kim?at=3-0&others=1",
            "/term/en/kim?source=Regierung&target=government",
            "/source/de/kim",
            "/source/de/kim?at=2-0",
            "/none",
        ):
            desk.goto(base + path)
            desk.evaluate(AXE.read_text(encoding="utf-8"))
            found = desk.evaluate("axe.run()")["violations"]
            assert [(path, one["id"], one["nodes"][0]["html"]) for one in found] == []
            assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_killed_desk_has_lost_nothing_that_is_older_than_a_second(project: Path) -> None:
    """It is killed five times at moments drawn by chance; KILLS=100 kills it more often."""
    chromium()
    Project().run()
    chance = random.Random(13)  # noqa: S311 - moments, no secrets
    with page() as desk:
        for kill in range(int(os.environ.get("KILLS", "5"))):
            server = Server()
            desk.goto(server.address)
            desk.goto(server.address.partition("/enter")[0] + "/article/en/kim?at=4-0")
            focus(desk, "field")
            desk.keyboard.press("Control+A")
            typed: list[tuple[float, str]] = []
            text = ""
            end = time.monotonic() + chance.uniform(0.2, 2.5)
            while time.monotonic() < end:
                word = f"word{kill}-{len(typed)} "
                desk.keyboard.type(word)
                text += word
                typed.append((time.monotonic(), text))
                time.sleep(chance.uniform(0, 0.15))
            server.kill()
            killed = time.monotonic()
            old = [text for at, text in typed if killed - at > 1]
            version = read_version(EN)  # never half of one
            assert len(version.blocks) == 4
            if old:
                assert version.blocks[-1].text.startswith(old[-1].strip())
            assert not [path for path in EN.parent.iterdir() if path.suffix == ".md" and path != EN]


def test_the_words_that_belong_together_are_said_one_by_one(server: Server) -> None:
    with page() as desk:
        desk.goto(server.address)
        desk.goto(server.address.partition("/enter")[0] + "/article/en/kim#s4-0")
        focus(desk, "s4-0")
        desk.keyboard.press("ArrowRight")
        desk.locator("#said", has_text=re.compile(r"^\w")).wait_for(state="attached")
        assert desk.evaluate("CSS.highlights.has('word')")
        desk.locator("[data-of='2-0']").hover()
        assert desk.locator("#s2-0.here").count() == 1


def test_a_suggestion_goes_into_the_field_and_into_the_file(server: Server) -> None:
    with page() as desk:
        desk.goto(server.address)
        desk.goto(server.address.partition("/enter")[0] + "/article/en/kim?at=3-0")
        desk.get_by_role("link", name="Other renderings").click()
        desk.locator("li", has_text="en:Lange Fahrt").get_by_role("button").click()
        saved(desk)
        assert "\n## en:Lange Fahrt\n" in body()


def test_what_is_selected_becomes_a_term(server: Server) -> None:
    with page() as desk:
        desk.goto(server.address)
        desk.goto(server.address.partition("/enter")[0] + "/article/en/kim")
        desk.evaluate(
            """() => { const node = document.querySelector("[data-of='2-1']").firstChild;
            getSelection().setBaseAndExtent(node, 15, node, 24); }"""
        )
        desk.keyboard.press("t")
        desk.wait_for_url("**/term/**")
        assert desk.locator("#source").input_value() == "Regierung"
        desk.locator("#target").fill("government")
        desk.get_by_role("button", name="Show what it would change").click()
        desk.get_by_text("1 sentence would change").wait_for()
        desk.get_by_role("button", name="Add to the glossary").click()
        desk.wait_for_url("**/article/**")
    assert "Regierung" in next(Path("glossary").iterdir()).read_text(encoding="utf-8")


def test_the_source_is_put_right_by_keyboard_and_every_version_follows(server: Server) -> None:
    """Drop, call back, correct, undo; then the versions are made from the same page."""
    with page() as desk:
        desk.goto(server.address)
        desk.get_by_role("link", name="source").first.click()
        desk.wait_for_url("**/source/de/kim")
        desk.keyboard.press("j")
        focus(desk, "s0-0")
        for name in ("s1-0", "s2-0", "s3-0"):
            desk.keyboard.press("j")
            focus(desk, name)
        desk.keyboard.press("d")
        desk.get_by_text("an editor dropped it").wait_for()
        desk.locator("#s2-0").press("e")
        focus(desk, "field")
        desk.keyboard.press("Control+A")
        desk.keyboard.type("Kim Jong Un ist am Dienstag nach Moskau gereist.")
        saved(desk)
        desk.keyboard.press("Escape")
        focus(desk, "s2-0")
        assert "1 dropped, 1 corrected" in desk.locator("#bar").inner_text()
        desk.keyboard.press("u")
        desk.locator("#s2-0", has_text="am Montag").wait_for()
        desk.get_by_role("button", name="Call back").click()
        desk.locator("#bar", has_text="as it was cleaned").wait_for()
        desk.keyboard.press("u")
        desk.locator("#bar", has_text="1 dropped").wait_for()
        desk.get_by_role("button", name="Make them now").click()
        desk.locator("#sign", has_text="English: updated").wait_for()
    assert "Lange" not in body()
    assert "Lange" not in Path("output/de/kim.md").read_text(encoding="utf-8")
