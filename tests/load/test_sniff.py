from __future__ import annotations

import pytest

from translator.article import DocumentFormat
from translator.load.sniff import recognise

HTML, TEXT, MARKDOWN = DocumentFormat.HTML, DocumentFormat.TEXT, DocumentFormat.MARKDOWN


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.html", "nur Text", HTML),
        ("a.HTM", "nur Text", HTML),
        ("a.html.gz", "nur Text", HTML),
        ("a.txt", "Ein Satz. Noch ein Satz.", TEXT),
        ("a.txt", "<!DOCTYPE html><html><body>…</body></html>", HTML),
        ("a.txt", "<!-- gespeichert -->\n<html><p>x</p></html>", HTML),
        ("a.txt", "<div><p>eins</p><p>zwei</p></div>", HTML),
        ("a.txt", "Wenn a < b und b > c, dann gilt <p> nicht.", TEXT),
        ("a.md", "Ein Satz ohne Auszeichnung.", MARKDOWN),
        ("a.md", "<html><body><p>Seite</p></body></html>", HTML),
        ("a.txt", "---\ntitle: Titel\n---\n\nText\n", MARKDOWN),
        ("<stdin>", "# Titel\n\n> Zitat\n\n[Link](https://example.org)\n", MARKDOWN),
        ("<stdin>", "# Titel\n\nEin Absatz mit # darin.", TEXT),
        ("<stdin>", "Titel\n\nEin Absatz.", TEXT),
        ("<stdin>", "  <?xml version='1.0'?><html><body/></html>", HTML),
    ],
)
def test_what_a_text_is(name: str, text: str, expected: DocumentFormat) -> None:
    assert recognise(name, text) is expected


@pytest.mark.parametrize(
    "text", ["<!-- " * 20_000, "---\n" + " \n" * 20_000 + "x", "<!---->" * 9999]
)
def test_hostile_text_does_not_hang(text: str) -> None:
    recognise("<stdin>", text)
