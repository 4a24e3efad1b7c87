from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from publish.samples import sample_version

from translator.errors import PublishError
from translator.publish import render
from translator.publish.place import PlacementKind, place
from translator.publish.seal import BLANK, is_sealed, seal

OLD, NEW, HUMAN = b"old text\n", b"new text\n", b"a human's text\n"


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def names(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_a_new_file_is_created(tmp_path: Path) -> None:
    placement = place(tmp_path / "en" / "a.md", NEW)
    assert (placement.kind, placement.digest) == (PlacementKind.CREATED, digest(NEW))
    assert placement.path.read_bytes() == NEW


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(NEW)
    before = file.stat().st_mtime_ns
    assert place(file, NEW, None).kind is PlacementKind.UNCHANGED
    assert file.stat().st_mtime_ns == before


def test_a_file_we_recorded_is_updated(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(OLD)
    assert place(tmp_path / "a.md", NEW, digest(OLD)).kind is PlacementKind.UPDATED
    assert names(tmp_path) == {"a.md": NEW}


@pytest.mark.parametrize("recorded", [None, "", digest(OLD)])
def test_what_a_human_changed_is_never_overwritten(tmp_path: Path, recorded: str | None) -> None:
    (tmp_path / "a.md").write_bytes(HUMAN)
    placement = place(tmp_path / "a.md", NEW, recorded)
    assert placement.kind is PlacementKind.KEPT_BESIDE
    assert placement.path == tmp_path / "a.new.md"
    assert names(tmp_path) == {"a.md": HUMAN, "a.new.md": NEW}


def test_the_file_beside_may_be_a_humans_too(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(HUMAN)
    (tmp_path / "a.new.md").write_bytes(HUMAN)
    for _ in range(2):
        placement = place(tmp_path / "a.md", NEW, None)
        assert placement.path == tmp_path / "a.new-2.md"
    assert names(tmp_path) == {"a.md": HUMAN, "a.new-2.md": NEW, "a.new.md": HUMAN}


def test_an_untouched_file_beside_is_replaced_by_the_next_version(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(HUMAN)
    for text in (f"one {BLANK}\n", f"two {BLANK}\n"):
        place(tmp_path / "a.md", seal(text), None)
    assert names(tmp_path) == {"a.md": HUMAN, "a.new.md": seal(f"two {BLANK}\n")}


def test_force_keeps_the_humans_file_as_a_backup(tmp_path: Path) -> None:
    for human in (HUMAN, b"another edit\n"):
        (tmp_path / "a.md").write_bytes(human)
        placement = place(tmp_path / "a.md", NEW, None, force=True)
        assert placement.kind is PlacementKind.UPDATED
        assert placement.backup is not None
        assert placement.backup.read_bytes() == human
    expected = {"a.bak-2.md": b"another edit\n", "a.bak.md": HUMAN, "a.md": NEW}
    assert names(tmp_path) == expected


def test_force_makes_no_backup_of_our_own_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(OLD)
    assert place(tmp_path / "a.md", NEW, digest(OLD), force=True).backup is None
    assert names(tmp_path) == {"a.md": NEW}


@pytest.mark.parametrize("name", ["md", "html", "json"])
def test_a_sealed_file_is_ours_without_a_record(tmp_path: Path, name: str) -> None:
    data = render(sample_version(), name)
    file = tmp_path / f"a.{name}"
    file.write_bytes(data)
    assert is_sealed(data)
    assert place(file, NEW, None).kind is PlacementKind.UPDATED
    file.write_bytes(data.replace(b"Bridge", b"Viaduct", 1))
    assert place(file, NEW, None).kind is PlacementKind.KEPT_BESIDE


def test_a_folder_in_the_way_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(PublishError, match="cannot read the file that is there"):
        place(tmp_path / "a.md", NEW)
