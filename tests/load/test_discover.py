from __future__ import annotations

from pathlib import Path

import pytest

from translator.errors import LoadError, UsageError
from translator.load import discover


def make(root: Path, *names: str) -> None:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("Text")


def stems(*paths: Path) -> list[str]:
    return [stem for _, stem in discover(paths)]


def test_a_directory_gives_its_articles_in_order(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.html", "politik/c.md", "politik/d.html.gz", "bild.jpg", "notiz.csv")
    assert stems(tmp_path) == ["a", "b", "politik/c", "politik/d"]


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", ".versteckt.txt", ".git/b.txt")
    assert stems(tmp_path) == ["a"]


def test_the_same_stem_gets_the_kind_appended(tmp_path: Path) -> None:
    make(tmp_path, "a.html", "a.txt", "a.markdown", "b.txt", "A.md")
    assert {f.name: s for f, s in discover([tmp_path])} == {
        "A.md": "A-md",
        "a.html": "a-html",
        "a.markdown": "a-md-2",
        "a.txt": "a-txt",
        "b.txt": "b",
    }


def test_two_directories_never_publish_to_the_same_place(tmp_path: Path) -> None:
    make(tmp_path, "eins/a.txt", "zwei/a.txt")
    assert stems(tmp_path / "eins", tmp_path / "zwei") == ["a-txt", "a-txt-2"]


def test_a_file_named_twice_is_one_article(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    assert stems(tmp_path / "a.txt", tmp_path) == ["a"]


def test_a_file_may_have_any_name(tmp_path: Path) -> None:
    make(tmp_path, "seite.php", "ohne")
    assert stems(tmp_path / "seite.php", tmp_path / "ohne") == ["seite.php", "ohne"]


def test_dots_in_names_are_kept(tmp_path: Path) -> None:
    make(tmp_path, "2024.11.12.txt")
    assert stems(tmp_path) == ["2024.11.12"]


def test_nothing_there_is_said_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(LoadError) as empty:
        discover([tmp_path])
    assert "put .html, .txt or .md files there" in str(empty.value)
    with pytest.raises(UsageError) as missing:
        discover([tmp_path / "fehlt"])
    assert missing.value.exit_code == 2
