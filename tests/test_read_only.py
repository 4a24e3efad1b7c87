"""A disk that can only be read: a run with nothing to do works, one with work says what to do."""

import ctypes
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1  # linux/prctl.h, linux/capability.h

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")


def obey_permissions() -> None:
    """Give up what lets root write where nobody may (effective from the next program on)."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


def translator(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return run([sys.executable, "-m", "translator", *args], folder)


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own interpreter on our own code, one thread
        command,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        preexec_fn=obey_permissions,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def folder(project: Path) -> Iterator[Path]:
    """A published project in which nothing can be written."""
    done = translator(project, "run", "--format", "md", "--format", "txt")
    assert done.returncode == 0, done.stderr
    modes = {path: path.stat().st_mode for path in (project, *project.rglob("*"))}
    for path, mode in modes.items():
        path.chmod(mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    if run([sys.executable, "-c", "open('probe', 'w')"], project).returncode == 0:
        pytest.skip("permissions stop nobody here")
    yield project
    for path, mode in modes.items():
        path.chmod(mode)


def test_a_run_with_nothing_to_do_needs_no_writing(folder: Path) -> None:
    done = translator(folder, "run", "--format", "md", "--format", "txt")
    assert done.returncode == 0, done.stderr
    assert "2 unchanged" in done.stdout
    assert "Error" not in done.stderr


def test_a_run_with_work_says_what_to_do_and_takes_nothing_away(folder: Path) -> None:
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    done = translator(folder, "run", "--format", "html")
    assert done.returncode == 3
    assert "who may write" in done.stderr
    assert not {"move", "delete", "bug"} & set(done.stderr.replace(",", " ").split())
    assert before == {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
