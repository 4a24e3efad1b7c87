from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from translator import files
from translator.errors import PublishError
from translator.files import remove_leftovers, write_atomic


def test_writes_and_makes_folders(tmp_path: Path) -> None:
    write_atomic(tmp_path / "en" / "news" / "a.md", b"text")
    assert (tmp_path / "en" / "news" / "a.md").read_bytes() == b"text"
    assert [f.name for f in tmp_path.rglob("*") if f.is_file()] == ["a.md"]


def test_replaces_and_keeps_the_mode(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"old")
    file.chmod(0o640)
    write_atomic(file, b"new")
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o640


def test_writes_through_a_symbolic_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes(b"old")
    (tmp_path / "link.md").symlink_to("real.md")
    write_atomic(tmp_path / "link.md", b"new")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() == b"new"


def test_a_file_in_the_way_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "en").write_bytes(b"I am a file")
    with pytest.raises(PublishError, match="cannot write the file") as caught:
        write_atomic(tmp_path / "en" / "a.md", b"text")
    assert caught.value.hint == "a file and a folder have the same name; move one of them away"


def test_a_folder_in_the_way_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(PublishError):
        write_atomic(tmp_path / "a.md", b"text")
    assert [f.name for f in tmp_path.iterdir()] == ["a.md"]


def test_a_kill_never_leaves_half_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    old, new = b"o" * 3_000_000, b"n" * 3_000_000
    write_atomic(file, old)
    code = (
        "import sys; from pathlib import Path; from translator.files import write_atomic\n"
        "print('go', flush=True)\n"
        "while True:\n"
        "    for c in (b'o', b'n'): write_atomic(Path(sys.argv[1]), c * 3_000_000)"
    )
    for delay in (0.0, 0.013, 0.05):
        with subprocess.Popen(  # noqa: S603 - our own interpreter and our own code
            [sys.executable, "-c", code, str(file)], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(delay)
            process.kill()
        assert file.read_bytes() in (old, new)


def test_leftovers_of_killed_runs_are_removed_later(tmp_path: Path) -> None:
    stale, fresh, other = (
        tmp_path / "en" / name for name in (".translator-1.tmp", ".translator-2.tmp", "a.md")
    )
    for file in (stale, fresh, other):
        write_atomic(file, b"half")
    for file in (stale, other):
        os.utime(file, (1, 1))
    assert remove_leftovers(tmp_path) == 1
    assert (stale.exists(), fresh.exists(), other.exists()) == (False, True, True)


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "free some space"),
        (errno.EDQUOT, "free some space"),
        (errno.EROFS, "the disk can only be read"),
        (errno.EACCES, "who may write"),
        (errno.ENAMETOOLONG, "rename the input"),
        (errno.EIO, "check the free space"),
    ],
)
def test_what_to_do_about_a_disk_costs_nothing_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, advice: str
) -> None:
    (tmp_path / "a.md").write_bytes(b"old")

    def fail(_file: Path, _data: bytes) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files, "_write_through", fail)
    with pytest.raises(PublishError) as caught:
        write_atomic(tmp_path / "a.md", b"new")
    assert advice in caught.value.hint
    assert not {"move", "delete", "remove"} & set(caught.value.hint.split())
    assert [(f.name, f.read_bytes()) for f in tmp_path.iterdir()] == [("a.md", b"old")]
