from __future__ import annotations

import gzip
import hashlib
import tracemalloc
from pathlib import Path

import pytest

from translator.article import DocumentFormat
from translator.errors import LoadError
from translator.load import load, load_text

ARTICLE = "Neuer Vertrag\n\nDie Minister haben sich in Straßburg geeinigt.\n"


def test_a_document_knows_its_name_stem_digest_and_encoding(tmp_path: Path) -> None:
    file = tmp_path / "artikel.txt"
    file.write_bytes(ARTICLE.encode("cp1252"))
    document = load(file, stem="politik/artikel", url="https://example.org/a")
    assert document.text == ARTICLE
    assert document.name == str(file)
    assert document.stem == "politik/artikel"
    assert document.format is DocumentFormat.TEXT
    assert document.digest == hashlib.sha256(file.read_bytes()).hexdigest()
    assert document.encoding == "cp1252"
    assert document.url == "https://example.org/a"


def test_gzip_is_unpacked_and_its_content_recognised(tmp_path: Path) -> None:
    file = tmp_path / "seite.html.gz"
    file.write_bytes(gzip.compress(b"<html><body><p>Hallo Welt</p></body></html>"))
    assert load(file, stem="seite").format is DocumentFormat.HTML


def test_line_ends_of_all_systems_become_one(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"eins\r\nzwei\rdrei\n")
    assert load(file, stem="a").text == "eins\nzwei\ndrei\n"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("leer.txt", b"", "is empty"),
        ("weiss.txt", b" \n\t \r\n", "is empty"),
        ("nur-bom.txt", b"\xef\xbb\xbf", "is empty"),
        ("bild.html", b"\x89PNG\r\n\x1a\n" + bytes(40), "a picture"),
        ("heft.txt", b"%PDF-1.7 ...", "a PDF"),
        ("heft.pdf", b"%PDF-1.7 ...", "a PDF"),
        ("brief.txt", b"PK\x03\x04" + bytes(30), "office document"),
        ("brief.docx", b"PK\x03\x04" + bytes(30), "a Word document"),
        ("brief.txt", b"PK\x03\x04" + bytes(26) + b"word/document.xml", "a Word document"),
        ("brief.odt", b"PK\x03\x04" + bytes(30), "an OpenDocument text"),
        ("a.zip", b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.", "OpenDocument"),
        ("buch.epub", b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/epub+zip", "an e-book"),
        ("buch.mobi", b"Titel" + bytes(60) + b"BOOKMOBI", "an e-book"),
        ("alt.doc", b"\xd0\xcf\x11\xe0" + bytes(30), "a Word document"),
        ("post.msg", b"\xd0\xcf\x11\xe0" + bytes(30), "an Outlook message"),
        ("alt.txt", b"\xd0\xcf\x11\xe0" + bytes(30), "an old office document"),
        ("brief.rtf", b"{\\rtf1 ...", "an RTF document"),
        ("seite.webarchive", b"bplist00\xd1\x01", "a Safari archive"),
        ("foto.txt", bytes(4) + b"ftypheic" + bytes(9), "a picture"),
        ("foto.html", b"RIFF\x00\x01\x00\x00WEBPVP8 ", "a picture"),
        ("daten.txt", bytes(range(256)) * 4, "not"),
        ("kaputt.txt.gz", b"\x1f\x8b\x08\x00" + b"unsinn" * 9, "damaged gzip"),
        ("kurz.txt.gz", gzip.compress(ARTICLE.encode() * 9)[:-9], "breaks off"),
        ("gross.txt", b"x" * 2001, "larger than"),
        ("bombe.txt.gz", gzip.compress(b"x" * 5_000_000), "larger than"),
    ],
)
def test_bad_input_is_one_clear_line(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(LoadError) as caught:
        load(file, stem="x", max_bytes=2000)
    assert message in caught.value.message
    assert caught.value.hint
    assert str(caught.value).startswith(str(file))
    assert "\n" not in str(caught.value)


def test_a_gzip_bomb_costs_no_more_than_what_is_allowed(tmp_path: Path) -> None:
    file = tmp_path / "bombe.txt.gz"
    file.write_bytes(gzip.compress(bytes(200_000_000), compresslevel=9))
    tracemalloc.start()
    with pytest.raises(LoadError):
        load(file, stem="x", max_bytes=100_000)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000  # bytes, of 200 million
    tracemalloc.stop()


def test_a_page_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    file = tmp_path / "seite.doc"
    file.write_text("<html><body><p>Hallo Welt</p></body></html>")
    assert load(file, stem="seite").format is DocumentFormat.HTML


def test_a_missing_file_and_a_directory_are_load_errors(tmp_path: Path) -> None:
    for path in (tmp_path / "fehlt.txt", tmp_path):
        with pytest.raises(LoadError, match="cannot be read"):
            load(path, stem="x")


def test_text_in_memory_is_bounded_too() -> None:
    assert load_text(ARTICLE, name="<stdin>", stem="stdin").text == ARTICLE
    with pytest.raises(LoadError, match="larger than"):
        load_text("x" * 50, name="<stdin>", stem="stdin", max_bytes=40)
    with pytest.raises(LoadError, match="is empty"):
        load_text("", name="<stdin>", stem="stdin")
