"""Whatever step on the disk fails or is the last one: nobody's text is lost, and the next run mends all."""

import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from translator.errors import TranslatorError
from translator.project import Project

EDITED = Path("output/en/kim.md")
SECOND = "# Der Deich\n\nDer Deich hält seit 1962. Im Mai wird er erhöht.\n"
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
STEPS = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.truncate", "os.link"}


class Killed(BaseException):
    """The process dies here."""


@dataclass
class Disk:
    """Counts the steps that change the disk, and lets one fail, or that one and all that follow."""

    fails_at: int | None = None
    error: BaseException | None = None
    once: bool = False
    steps: int = 0
    watched: bool = False

    def step(self, event: str, args: tuple[Any, ...]) -> None:
        """Hear of an event of the interpreter: https://docs.python.org/3/library/audit_events.html."""
        if not self.watched:
            return
        writing = event == "open" and isinstance(args[2], int) and args[2] & WRITING
        if not (event in STEPS or writing):
            return
        self.steps += 1
        if self.error is None or self.fails_at is None:
            return
        if self.steps == self.fails_at or (self.steps > self.fails_at and not self.once):
            raise self.error


DISK = Disk()
sys.addaudithook(DISK.step)  # there is no way to take it off; it does nothing while not watched


@contextmanager
def disk(
    fails_at: int | None = None, error: BaseException | None = None, *, once: bool = False
) -> Iterator[Disk]:
    DISK.fails_at, DISK.error, DISK.once, DISK.steps = fails_at, error, once, 0
    DISK.watched = True
    try:
        yield DISK
    finally:
        DISK.watched = False


def files(folder: Path) -> dict[str, bytes]:
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {n: p.read_bytes() for n, p in found.items() if not p.name.startswith(".translator-")}


@pytest.fixture
def before(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with an edited version whose article has changed, and a new article."""
    Project().run()
    EDITED.write_text(
        EDITED.read_text(encoding="utf-8").replace("en:Lange", "Long"), encoding="utf-8"
    )
    article = project / "input/kim.md"
    article.write_text(
        article.read_text(encoding="utf-8") + "\nEr bleibt drei Tage.\n", encoding="utf-8"
    )
    (project / "input/deich.md").write_text(SECOND, encoding="utf-8")
    return project


def copied(source: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = source.with_name(f"{source.name}-{number}")
    shutil.copytree(source, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    ("error", "once"),
    [
        (OSError(errno.EIO, "Input/output error"), True),
        (OSError(errno.ENOSPC, "No space left on device"), False),
        (Killed(), False),
    ],
    ids=["one step fails", "the disk is full from there on", "killed there"],
)
def test_no_step_costs_a_text(
    before: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, *, once: bool
) -> None:
    untouched = files(before)
    whole = copied(before, 0, monkeypatch)
    with disk() as counted:
        Project().run()
    expected = files(whole / "output")
    assert counted.steps > 20
    for number in range(1, counted.steps + 1):
        folder = copied(before, number, monkeypatch)
        with disk(number, error, once=once):
            try:
                report = Project().run()
            except (Killed, TranslatorError):
                pass
            else:
                assert not any("bug" in article.error for article in report.articles)
        now = files(folder)
        for name in ("input/kim.md", "input/deich.md", "output/en/kim.md"):
            assert now[name] == untouched[name]
        for name, data in files(folder / "output").items():
            assert data in (expected.get(name), untouched.get(f"output/{name}"))
        Project().run()
        assert files(folder / "output") == expected
        shutil.rmtree(folder)


def test_no_step_costs_what_somebody_did_in_the_source_version(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Project().run()
    source = Path("output/de/kim.md")
    mended = source.read_text(encoding="utf-8").replace("eine Woche", "zehn Tage")
    source.write_text(mended, encoding="utf-8")
    whole = copied(project, 0, monkeypatch)
    with disk() as counted:
        Project().run()
    expected = files(whole / "output")
    assert b"zehn" in expected["en/kim.md"]
    for number in range(1, counted.steps + 1):
        folder = copied(project, number, monkeypatch)
        with disk(number, Killed()), suppress(Killed):
            Project().run()
        assert b"zehn Tage" in files(folder)["output/de/kim.md"]
        Project().run()
        assert files(folder / "output") == expected
        shutil.rmtree(folder)
