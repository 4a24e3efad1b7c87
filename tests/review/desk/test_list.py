"""The list of the desk: how far every version has come, what is doubtful, what waits."""

import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the desk needs the extra 'review'")

from review.desk.serving import Visitor, served

from translator.article import ReviewState, Step
from translator.project import Project
from translator.review.desk.listing import listing
from translator.review.desk.pages import list_page

Call = Callable[..., tuple[int, str, str]]
EN = Path("output/en/kim.md")
AT = "2026-11-26T22:07:00Z"


@pytest.fixture
def published(project: Path) -> Project:
    Project().run()
    return Project()


def edit(old: str, new: str, path: Path = EN) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_version_stands_in_the_list_with_what_is_known_of_it(published: Project) -> None:
    (entry,) = listing(published.review).entries
    assert (entry.lang, entry.stem, entry.state) == ("en", "kim", ReviewState.MACHINE)
    assert entry.title == "en:Kim en:reist en:nach en:Moskau Moscow"
    assert entry.segments == 6
    assert (
        sum(count for _, count in entry.doubts) == 5
    )  # what the fake engine says is unlike anything
    assert not entry.is_done
    page = words(list_page(listing(published.review)))
    assert "en:Kim en:reist en:nach en:Moskau Moscow kim · source English machine" in page
    assert "All 1 To be looked at 1" in page


def test_edited_accepted_and_taken_back_are_told_apart(published: Project) -> None:
    edit("en:Das en:teilte", "That said")
    (entry,) = listing(published.review).entries
    assert (entry.state, entry.changed) == (ReviewState.EDITED, 1)
    assert sum(count for _, count in entry.doubts) == 4
    list(published.review.accept([EN], by="Anna Beispiel", at=AT))
    found = listing(published.review)
    assert (found.entries[0].who, found.todo) == ("Anna Beispiel, 2026-11-26", ())
    assert found.entries[0].doubts == ()
    assert "Nothing is left to be looked at." in list_page(found, only_todo=True)
    edit("That said", "This said")
    assert "changed after Anna Beispiel accepted it" in words(list_page(listing(published.review)))


def test_a_newer_version_that_waits_is_named(published: Project) -> None:
    list(published.review.accept([EN], by="Anna", at=AT))
    edit("9.000", "10.000", Path("input/kim.md"))
    Project().run()
    found = listing(Project().review)
    assert found.todo == found.entries
    assert "A newer version waits: output/en/kim.new.md" in words(list_page(found))


def test_one_file_that_cannot_be_read_hides_no_other(published: Project) -> None:
    Path("output/en/broken.md").write_text("nothing", encoding="utf-8")
    found = listing(published.review)
    assert [entry.stem for entry in found.entries] == ["kim"]
    assert "output/en/broken.md:1: no front matter" in words(list_page(found))


def test_an_empty_project_says_what_comes_first(project: Path) -> None:
    assert "translator run comes first" in words(list_page(listing(Project().review)))


def test_what_a_headline_says_is_text(published: Project) -> None:
    edit("# en:Kim", "# &lt;script>alert(1)&lt;/script> en:Kim")
    edit('title: "en:Kim', 'title: "<script>alert(1)</script> en:Kim')
    page = list_page(listing(published.review))
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>" not in page


def test_the_server_shows_the_list(published: Project) -> None:
    with served(published) as visitor:
        answer = visitor.get("/?show=todo")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "en:Moskau Moscow" in answer.text


def test_sure_sentences_are_no_doubts(published: Project) -> None:
    assert all(
        step is not Step.SURE
        for entry in listing(published.review).entries
        for step, _ in entry.doubts
    )


def test_nothing_of_the_server_is_loaded_at_the_start_of_a_command() -> None:
    code = (
        "import sys, translator.cli, translator.cli.review; "
        "print([m for m in ('starlette', 'uvicorn', 'jinja2', 'anyio') if m in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter on our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("missing", ["starlette", "uvicorn"])
def test_without_the_extra_the_command_says_what_to_install(project: Path, missing: str) -> None:
    code = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        "sys.argv = ['translator', 'review', 'open', '--no-launch']\n"
        "from translator.cli import main; main()"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter on our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert f"the desk needs {missing}, which is not installed" in done.stderr
    assert 'pip install "article-translator[review]"' in done.stderr


def test_a_port_that_is_taken_is_one_clear_line(published: Project, command: Call) -> None:
    with served(published) as visitor:
        port = visitor.netloc.partition(":")[2]
        code, _, err = command("review", "open", "--no-launch", "--port", port)
    assert code == 2
    assert f"port {port} cannot be used" in err


def test_ctrl_c_ends_the_desk_and_is_no_error(published: Project) -> None:
    code = (
        "import sys; sys.argv = ['translator', 'review', 'open', '--no-launch']; "
        "from translator.cli import main; main()"
    )
    process = subprocess.Popen(  # noqa: S603 - our own interpreter on our own code
        [sys.executable, "-u", "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    line = process.stdout.readline()
    address = re.findall(r"http://\S+", line)[0]
    assert Visitor(address).get("/").status == 200
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
