from __future__ import annotations

from pathlib import Path

import pytest

from translator.errors import LoadError, UsageError
from translator.load import discover, overlooked


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


@pytest.mark.parametrize(
    ("folder", "page", "belongs"),
    [
        ("seite_files", "seite.html", True),
        ("seite-Dateien", "seite.htm", True),
        ("Seite-Dateien", "seite.HTML", True),
        ("seite.files", "seite.html", True),
        ("page_fichiers", "page.xhtml", True),
        ("strana_soubory", "strana.html", True),
        ("Über Öl-Dateien", "U\u0308ber O\u0308l.html", True),  # a name from macOS
        ("a.b_files", "a.b.html", True),
        ("seite_files", "andere.html", False),
        ("seite_files", "seite.txt", False),
        ("seite_bilder", "seite.html", False),
        ("politik_files", "", False),
        ("_files", ".html", False),
    ],
)
def test_what_a_browser_saves_beside_a_page_is_no_article(
    tmp_path: Path, folder: str, page: str, *, belongs: bool
) -> None:
    make(tmp_path, "ressort/x.txt", f"ressort/{folder}/werbung.html", f"ressort/{folder}/a/b.txt")
    if page:
        make(tmp_path, f"ressort/{page}")
    found = [stem for stem in stems(tmp_path) if stem.startswith(f"ressort/{folder}/")]
    assert found == ([] if belongs else [f"ressort/{folder}/a/b", f"ressort/{folder}/werbung"])
    named = stems(tmp_path / "ressort" / folder)
    assert named == ["a/b", "werbung"]  # who names the folder means it


def test_documents_are_taken_and_the_rest_is_named(tmp_path: Path) -> None:
    make(tmp_path, "a.html", "a.pdf", "b.DOCX", "c.mhtml", "d.eml", "bild.jpg", "u/liste.csv")
    make(tmp_path, "Thumbs.db", ".DS_Store", "a_files/stil.css", ".git/x.csv")
    assert stems(tmp_path) == ["a", "a.pdf", "b.DOCX", "c", "d"]  # a.html keeps its name
    left = [file.relative_to(tmp_path).as_posix() for file in overlooked([tmp_path])]
    assert left == ["bild.jpg", "u/liste.csv"]
    assert overlooked([tmp_path / "a.html", tmp_path / "fehlt"]) == ()


@pytest.mark.parametrize(
    "address", ["https://zeitung.example/a", "http://x.example", "FTP://x.example/y"]
)
def test_an_address_is_no_file(address: str) -> None:
    with pytest.raises(UsageError) as caught:
        discover([Path(address)])
    assert str(caught.value) == (
        f"{address}: is an address, and nothing is fetched from the network "
        "(save the page in your browser and give the file)"
    )


def test_dots_in_names_are_kept(tmp_path: Path) -> None:
    make(tmp_path, "2024.11.12.txt")
    assert stems(tmp_path) == ["2024.11.12"]


def test_nothing_there_is_said_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(LoadError) as empty:
        discover([tmp_path])
    assert "put .html, .txt or .md files there" in str(empty.value)
    assert "the folder is empty" in str(empty.value)
    make(tmp_path, "bild.jpg")
    with pytest.raises(LoadError, match="holds no articles"):
        discover([tmp_path])
    with pytest.raises(UsageError) as missing:
        discover([tmp_path / "fehlt"])
    assert missing.value.exit_code == 2


def test_no_control_character_gets_into_a_name(tmp_path: Path) -> None:
    make(tmp_path, "a\x1b[31mb.txt", "c\u202etxt.md", "d\ne.html")
    assert stems(tmp_path) == ["a-[31mb", "c-txt", "d-e"]


def test_what_was_published_keeps_its_stem(tmp_path: Path) -> None:
    make(tmp_path, "a.html", "a.txt", "b.md", "B.txt")
    known = {tmp_path / "a.html": "a", tmp_path / "b.md": "b-md"}
    found = discover([tmp_path], known=known, taken=["a-txt"])
    assert {file.name: stem for file, stem in found} == {
        "a.html": "a",
        "a.txt": "a-txt-2",
        "b.md": "b-md",
        "B.txt": "B",
    }
