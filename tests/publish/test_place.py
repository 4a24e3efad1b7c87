from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from publish.samples import sample_version

from translator import files
from translator.errors import PublishError
from translator.publish import render
from translator.publish.place import PlacementKind, Shelf, place
from translator.seal import BLANK, is_sealed, seal

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


def save_while_writing(monkeypatch: pytest.MonkeyPatch, path: Path, *texts: bytes | None) -> None:
    """Let an editor save (``None``: delete) ``path`` each time a new file has reached the disk."""
    written = files._write_through
    saves = iter(texts)

    def write(file: Path, data: bytes) -> None:
        written(file, data)
        text = next(saves, b"")
        if text is None:
            path.unlink()
        elif text:
            path.write_bytes(text)

    monkeypatch.setattr(files, "_write_through", write)


@pytest.mark.parametrize("before", [OLD, None])
def test_what_an_editor_saves_in_the_meantime_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: bytes | None
) -> None:
    file = tmp_path / "a.md"
    if before:
        file.write_bytes(before)
    save_while_writing(monkeypatch, file, HUMAN)
    placement = place(file, NEW, digest(OLD))
    assert placement.kind is PlacementKind.KEPT_BESIDE
    assert names(tmp_path) == {"a.md": HUMAN, "a.new.md": NEW}


def test_so_it_does_beside_an_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_bytes(HUMAN)
    save_while_writing(monkeypatch, tmp_path / "a.new.md", b"mine too\n")
    assert place(tmp_path / "a.md", NEW).path == tmp_path / "a.new-2.md"
    assert names(tmp_path) == {"a.md": HUMAN, "a.new.md": b"mine too\n", "a.new-2.md": NEW}


def test_force_backs_up_what_was_saved_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_bytes(HUMAN)
    save_while_writing(monkeypatch, tmp_path / "a.md", b"", b"the last save\n")
    place(tmp_path / "a.md", NEW, force=True)
    assert names(tmp_path) == {"a.md": NEW, "a.bak.md": HUMAN, "a.bak-2.md": b"the last save\n"}


def test_a_file_that_never_rests_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.md"
    saves = [seal(f"save {number} {BLANK}\n") for number in range(20)]
    file.write_bytes(saves.pop())
    save_while_writing(monkeypatch, file, *saves)
    with pytest.raises(PublishError, match="close it, then run again"):
        place(file, NEW)
    assert file.read_bytes() in saves


def test_an_emptied_file_is_nobodys_work(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b" \r\n")
    assert place(tmp_path / "a.md", NEW, digest(OLD)).kind is PlacementKind.CREATED
    assert names(tmp_path) == {"a.md": NEW}


def test_an_edit_of_this_very_version_gets_nothing_beside(tmp_path: Path) -> None:
    data = seal(f"content-digest: {BLANK}\ntext\n")
    edited = data.replace(b"text", b"my text")
    (tmp_path / "a.md").write_bytes(edited)
    assert place(tmp_path / "a.md", data).kind is PlacementKind.LEFT
    assert names(tmp_path) == {"a.md": edited}


def test_a_text_without_a_seal_is_known_by_its_record(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(HUMAN)
    ours: list[str] = []
    for text in (b"one\n", b"two\n", b"three\n"):
        placement = place(file, text, shelf=Shelf(ours=ours))
        ours = [placement.digest]
    assert names(tmp_path) == {"a.txt": HUMAN, "a.new.txt": b"three\n"}
    (tmp_path / "a.new.txt").replace(file)
    assert place(file, NEW, shelf=Shelf(ours=ours)).kind is PlacementKind.UPDATED
    file.write_bytes(NEW.replace(b"\n", b"\r\n"))
    assert place(file, b"four\n", digest(NEW)).kind is PlacementKind.UPDATED


def test_names_of_other_articles_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(HUMAN)
    theirs = seal(f"another article {BLANK}\n")
    (tmp_path / "a.new.md").write_bytes(theirs)
    shelf = Shelf(taken={(tmp_path / "a.new.md").as_posix()})
    assert place(tmp_path / "a.md", NEW, shelf=shelf).path == tmp_path / "a.new-2.md"
    assert names(tmp_path)["a.new.md"] == theirs


@pytest.mark.parametrize("there", [True, False])
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, *, there: bool) -> None:
    root, elsewhere = tmp_path / "output", tmp_path / "elsewhere.md"
    root.mkdir()
    if there:
        elsewhere.write_bytes(OLD)
    (root / "a.md").symlink_to(elsewhere)
    with pytest.raises(PublishError, match=r"is a link (that leads out of|to nothing)"):
        place(root / "a.md", NEW, digest(OLD), shelf=Shelf(root=root))
    assert elsewhere.exists() == there
    assert not there or elsewhere.read_bytes() == OLD


def test_nor_is_a_folder_that_is_one_nor_a_file_beside(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "output", tmp_path / "elsewhere"
    root.mkdir()
    elsewhere.mkdir()
    (root / "en").symlink_to(elsewhere)
    with pytest.raises(PublishError, match="leads out of"):
        place(root / "en" / "a.md", NEW, shelf=Shelf(root=root))
    (root / "a.md").write_bytes(HUMAN)
    (root / "a.new.md").symlink_to(elsewhere / "a.md")
    with pytest.raises(PublishError, match="is a link to nothing"):
        place(root / "a.md", NEW, shelf=Shelf(root=root))
    assert list(elsewhere.iterdir()) == []


def test_an_output_folder_that_is_a_link_itself_is_fine(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "output").symlink_to("site")
    place(tmp_path / "output/en/a.md", NEW, shelf=Shelf(root=tmp_path / "output"))
    assert (tmp_path / "site/en/a.md").read_bytes() == NEW
