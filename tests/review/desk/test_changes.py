"""What is done at the desk is in the file at once, loses nothing of anybody's, and can be undone."""

import threading
from pathlib import Path

import pytest

from translator.errors import UsageError
from translator.publish.parts import parts_of
from translator.review.desk.changes import Change, Changes, ConflictError, Saved
from translator.review.desk.rewrite import blocks_of
from translator.review.desk.view import digest

FILE = """\
---
title: "A dike"
lang: "en"
---

# A dike

One [sentence here](https://a.example/). Another sentence follows it.

The last paragraph.

---

*Machine translation (German → English).*
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_bytes(FILE.encode())
    return path


def texts(path: Path) -> list[str]:
    return [block.text for block in blocks_of(parts_of(path.read_bytes()).body)]


def change(path: Path, block: int, was: str, text: str, session: str = "") -> Change:
    whole = texts(path)[block]
    return Change(block, whole.index(was), was, text, digest(whole), session)


def test_a_change_is_in_the_file_and_the_rest_is_as_it_was(file: Path) -> None:
    saved = Changes().save(file, change(file, 1, "Another sentence follows it.", "More follows."))
    assert file.read_text() == FILE.replace("Another sentence follows it.", "More follows.")
    assert saved == Saved(1, 19, "More follows.", digest(texts(file)[1]))


def test_what_an_editor_saved_in_the_meantime_stays(file: Path) -> None:
    seen = change(file, 1, "Another sentence follows it.", "More follows.")
    file.write_text(FILE.replace("The last", "The very last").replace("One [", "First: one ["))
    Changes().save(file, seen)
    assert texts(file)[1:] == [
        "First: one sentence here. More follows.",
        "The very last paragraph.",
    ]


def test_a_sentence_is_found_where_paragraphs_came_before_it(file: Path) -> None:
    seen = change(file, 1, "Another sentence follows it.", "More follows.")
    file.write_text(FILE.replace("# A dike\n", "# A dike\n\nA new paragraph.\n"))
    assert Changes().save(file, seen).block == 2
    assert texts(file)[2] == "One sentence here. More follows."


def test_a_sentence_that_somebody_else_has_changed_is_not_touched(file: Path) -> None:
    seen = change(file, 1, "Another sentence follows it.", "More follows.")
    file.write_text(theirs := FILE.replace("Another sentence follows it.", "Mine."))
    with pytest.raises(ConflictError, match="changed this sentence in the meantime"):
        Changes().save(file, seen)
    assert file.read_text() == theirs


def test_two_windows_that_write_at_once_lose_nothing(file: Path) -> None:
    changes = Changes()
    seen = [
        change(file, 1, "Another sentence follows it.", "More follows."),
        change(file, 2, "The last paragraph.", "The end."),
    ]
    threads = [threading.Thread(target=changes.save, args=(file, one)) for one in seen]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts(file)[1:] == ["One sentence here. More follows.", "The end."]


def test_typing_in_one_field_is_one_change_and_keeps_the_link(file: Path) -> None:
    changes = Changes()
    where = change(file, 1, "One sentence here.", "", "field")
    for text in ("O", "", "One sentence, h", "One sentence, here."):
        saved = changes.save(
            file, Change(where.block, where.start, where.was, text, where.block_digest, "field")
        )
        where = Change(saved.block, saved.start, saved.text, "", saved.block_digest, "field")
    assert "One [sentence, here](https://a.example/). Another" in file.read_text()
    changes.undo(file)
    assert file.read_text() == FILE
    assert not changes.can_undo(file)


def test_the_last_change_is_undone_first(file: Path) -> None:
    changes = Changes()
    changes.save(file, change(file, 2, "The last paragraph.", "The end."))
    changes.save(file, change(file, 0, "A dike", "A dam"))
    assert changes.undo(file) == 0
    assert texts(file)[0] == "A dike"
    assert changes.undo(file) == 2
    assert file.read_text() == FILE
    with pytest.raises(UsageError, match="no change to take back"):
        changes.undo(file)


def test_nothing_is_undone_over_what_somebody_else_wrote(file: Path) -> None:
    changes = Changes()
    changes.save(file, change(file, 2, "The last paragraph.", "The end."))
    file.write_text(theirs := file.read_text().replace("dike", "dam"))
    with pytest.raises(ConflictError, match="nothing was undone"):
        changes.undo(file)
    assert file.read_text() == theirs


def test_line_ends_and_byte_order_mark_stay_those_of_an_editor(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode())
    Changes().save(file, change(file, 2, "The last paragraph.", "The end."))
    wanted = FILE.replace("The last paragraph.", "The end.").replace("\n", "\r\n")
    assert file.read_bytes() == b"\xef\xbb\xbf" + wanted.encode()


@pytest.mark.parametrize(
    "wrong",
    [
        Change(9, 0, "A", "B"),
        Change(-1, 0, "A", "B"),
        Change(0, 99, "A", "B"),
        Change(2, 0, "", "B"),
    ],
)
def test_a_place_that_is_none_is_a_conflict(file: Path, wrong: Change) -> None:
    with pytest.raises(ConflictError):
        Changes().save(file, wrong)
    assert file.read_text() == FILE
