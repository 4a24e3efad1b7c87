"""Sections of the article under headings that other pages give to boxes of links and of authors."""

from __future__ import annotations

import re

import pytest

from tests.clean.test_belonging import TEXTS, TITLE, page, paragraphs, texts
from translator.clean import clean
from translator.load import load_text

LIFE = (
    "Jan Muster, geboren 1961 in Husum, leitet das Amt und lebt mit seiner Familie auf einer Warft."
)
SHORT = "Jan Muster (61) leitet seit zwölf Jahren das Amt in Husum."
NOVELIST = "Ute Beispiel wurde 1899 in Husum geboren und schrieb zwölf Romane über den Deich."
WRITER = "Ute Beispiel ist Redakteurin in Husum und schreibt seit zehn Jahren über die Küste."
TEASERS = (
    "<ul><li><a href='/1'>Neuer Hafen für die Insel</a><li><a href='/2'>Sturm im Westen</a></ul>"
)
TEASER = f"<h3><a href='/1'>Neuer Hafen für die Insel</a></h3><p>{LIFE}</p>"
CUT = f"<p>{LIFE[:-1]} …</p>"


@pytest.mark.parametrize(
    ("section", "kept"),
    [
        (f"<h3>Zur Person</h3><p>{LIFE}</p>", True),
        (f"<h3>Zur Person</h3><p>{SHORT}</p>", True),
        (f"<div><h4>Zur Person</h4><p>{LIFE}</p></div>", True),
        (f"<p><b>Zur Person</b></p><p>{LIFE}</p>", True),
        (f"<p><b>Zur Person:</b> {SHORT}</p>", True),
        (f"<h3>Die Autorin</h3><p>{NOVELIST}</p>", True),
        (f"<div><h3>Die Autorin</h3><p>{WRITER}</p></div>", False),
        (f"<h3>Neu in Husum</h3><p>{SHORT}</p>", True),
        (f"<h3>Aus dem Archiv</h3><p>{LIFE}</p><p>Das war ihm recht.</p>", True),
        (f"<h3>Videos</h3><p>{LIFE}</p>", True),
        (f"<section><h3>Unsere Empfehlung</h3><p>{LIFE}</p></section>", True),
        (f"<div><h3>Videos</h3>{TEASERS}</div>", False),
        (f"<div><h3>Neu in Husum</h3>{TEASER}</div>", False),
        (f"<div><h3>Aus dem Archiv</h3>{CUT}</div>", False),
        (f"<div><h3>Lesetipps</h3><p><a href='/1'>Der Hafen</a>: {LIFE}</p></div>", False),
    ],
)
def test_a_heading_takes_what_is_teaser_like_and_no_prose(section: str, *, kept: bool) -> None:
    found = texts(
        page(f"<article><h1>{TITLE}</h1>{paragraphs(0, 1)}{section}{paragraphs(2, 3)}</article>")
    )
    inside = [text for text in found if text not in TEXTS]
    assert bool(inside) == kept
    if kept:
        assert all(text in re.sub("</?b>", "", section) for text in inside)


def test_a_box_about_the_author_of_the_page_is_none_of_its_sections() -> None:
    body = f"{paragraphs(0, 1, 2)}<div><h3>Zur Person</h3><p>Der Text ist von Jan Muster. {LIFE}</p></div>"
    html = page(f"<article><h1>{TITLE}</h1>{body}</article>").replace(
        "<head>", "<head><meta name='author' content='Jan Muster'>"
    )
    assert texts(html) == list(TEXTS[:3])


@pytest.mark.parametrize(
    ("below", "kept"), [(LIFE, True), ("Neuer Hafen für die Insel", False)], ids=["text", "teaser"]
)
def test_a_section_of_a_pasted_text(below: str, *, kept: bool) -> None:
    lines = [TITLE, *TEXTS[:3], "Aus dem Archiv", below, TEXTS[3]]
    found = clean(load_text("\n\n".join(lines), name="text.txt", stem="text"))
    assert ([block.text for block in found.blocks].count("Aus dem Archiv") == 1) == kept
