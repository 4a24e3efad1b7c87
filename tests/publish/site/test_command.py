"""``translator site``: built from what people left, only what changed, nothing of theirs touched."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from translator.project import Project
from translator.site import served

Call = Callable[..., tuple[int, str, str]]
SITE = Path("output/site")
PAGE = SITE / "en/kim.html"


@pytest.fixture
def published(project: Path) -> Path:
    Project().run()
    return project


def said_to_machines() -> tuple[object, ...]:
    page = BeautifulSoup(PAGE.read_text("utf-8"), "html.parser")
    linked = json.loads(page.select_one("script").string)
    level = page.select_one('meta[name="ai-disclosure"]')["content"]
    return level, linked["digitalSourceType"].rpartition("/")[2], linked.get("editor")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_without_versions_it_says_what_comes_first(project: Path, command: Call) -> None:
    code, _, err = command("site")
    assert code == 3
    assert "nothing has been published here (translator run comes first)" in err


def test_a_site_is_built_and_a_second_time_nothing_is_written(
    published: Path, command: Call
) -> None:
    code, out, _ = command("site")
    assert code == 0
    assert "1 article in de, en; 7 files written, 0 unchanged" in out
    assert "Without [site] url" in out
    times = {path: path.stat().st_mtime_ns for path in SITE.rglob("*.*")}
    assert "0 files written, 7 unchanged" in command("site", "build")[1]
    assert times == {path: path.stat().st_mtime_ns for path in SITE.rglob("*.*")}


def test_the_site_says_what_people_left_in_the_files(published: Path, command: Call) -> None:
    change(Path("output/en/kim.md"), "en:Lange en:Fahrt", "A long ride")
    change(Path("output/de/kim.md"), "Lange Fahrt", "Die lange Fahrt")
    command("site")
    assert "A long ride" in PAGE.read_text("utf-8")
    assert "Edited, not yet reviewed." in PAGE.read_text("utf-8")
    assert "Die lange Fahrt" in (SITE / "de/kim.html").read_text("utf-8")
    assert command("review", "accept", "output/en/kim.md", "--by", "Anna Beispiel")[0] == 0
    command("site")
    assert "Reviewed by Anna Beispiel" in PAGE.read_text("utf-8")


def test_what_somebody_changed_in_the_site_stays(published: Path, command: Call) -> None:
    command("site")
    PAGE.write_text("mine", "utf-8")
    (SITE / "robots.txt").write_text("theirs", "utf-8")
    code, out, _ = command("site")
    assert code == 3
    assert "kept, because somebody changed it: en/kim.html" in out
    assert PAGE.read_text("utf-8") == "mine"
    assert command("site", "build", "--force")[0] == 0
    assert "Kim" in PAGE.read_text("utf-8")
    assert (SITE / "robots.txt").read_text("utf-8") == "theirs"


def test_what_is_published_no_longer_leaves_the_site(published: Path, command: Call) -> None:
    command("site")
    Path("output/en/kim.md").unlink()
    _, out, _ = command("site")
    assert "3 removed" in out
    assert not PAGE.exists()
    assert not (SITE / "de-en").exists()
    assert (SITE / "de/kim.html").exists()


def test_a_version_that_cannot_be_read_is_named_and_the_rest_is_built(
    published: Path, command: Call
) -> None:
    change(Path("output/en/kim.md"), 'lang: "en"', 'lang: "en')
    code, out, _ = command("site", "build", "--json")
    data = json.loads(out)
    assert code == 0
    assert any("output/en/kim.md" in problem for problem in data["problems"])
    assert "de/kim.html" in data["written"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('url = "news"', "is not the address of a site"),
        ("noindex = 1", "site.noindex must be true or false"),
        ('tittle = "x"', "unknown key site.tittle"),
        ('templates = "none"', "site.templates: there is no such folder"),
        ('sections = { Politik = "x" }', "site.sections.Politik must be a table"),
    ],
)
def test_settings_that_are_wrong(published: Path, command: Call, line: str, said: str) -> None:
    with Path("translator.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[site]\n{line}\n")
    code, _, err = command("site")
    assert code == 2
    assert said in err


def get(port: int, path: str, host: str = "localhost") -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Host": f"{host}:{port}"})
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


def test_the_site_is_served_to_this_computer_only(published: Path, command: Call) -> None:
    command("site")
    with served(SITE) as (address, server):
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            assert address.startswith("http://127.0.0.1:")
            port = server.server_port
            assert get(port, "/en/kim.html") == (200, PAGE.read_bytes())
            assert get(port, "/en/kim.html", "elsewhere.example")[0] == 403
            assert get(port, "/de-en/")[0] == 404
            assert get(port, "/../../translator.toml")[0] == 404
        finally:
            server.shutdown()
            thread.join()


def test_there_is_nothing_to_open_yet(published: Path, command: Call) -> None:
    code, _, err = command("site", "open", "--no-launch")
    assert code == 2
    assert "there is no site yet (translator site builds it)" in err


def test_what_is_said_to_machines_follows_the_state(published: Path, command: Call) -> None:
    machine, both = (
        f"{part}TrainedAlgorithmicMediaDigitalSource" for part in ("", "CompositeWith")
    )
    anna = [{"@type": "Person", "name": "Anna Beispiel"}]
    command("site")
    assert said_to_machines() == ("ai-autonomous", machine, None)
    command("review", "accept", "output/en/kim.md", "--by", "Anna Beispiel")
    command("site")
    assert said_to_machines() == ("ai-assisted", machine, anna)
    change(Path("output/en/kim.md"), "en:Lange en:Fahrt", "A long ride")
    command("site")
    assert said_to_machines() == ("ai-autonomous", both, None)
