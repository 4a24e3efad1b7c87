"""The rules for a single piece, one example of what each takes and of what it leaves alone."""

from __future__ import annotations

import pytest

from tests.clean.test_between_and_below import pieces_of
from translator.article import BlockKind
from translator.clean.pieces import Piece
from translator.clean.rules import Context, ends_article, judge, opens_box

TITLE = "Land verstärkt die Deiche an der Küste"
AUTHOR = "Anna Probe"
SENTENCE = (
    "Das Land will die Deiche an der Küste verstärken und stellt dafür in den nächsten zehn Jahren "
    "mehr Geld bereit."
)
NOTICE = "Ihr Abonnement ist jederzeit kündbar, und in Ihrem Konto steht die E-Mail-Adresse."
TABLE = "<table><tr><td>Ort<td>Höhe<tr><td>{}<td></table>"


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (f"<p>{TITLE}</p>", "headline"),
        (f"<p>Start Politik {TITLE}</p>", "breadcrumb"),
        (f"<p>Was am Montag in Kiel zwei Stunden lang Streit gab: {TITLE}</p>", ""),
        (f"<p>Neues aus dem {TITLE}</p>", ""),
        ("<p>17</p>", "counter"),
        ("<p>2027.</p>", ""),
        (TABLE.format("17"), ""),
        ("<pre>17</pre>", ""),
        ("<p>14. November 2024</p>", "date"),
        ("<h3>14. November 2024</h3>", ""),
        (TABLE.format("14. November 2024"), ""),
        ("<p>Foto: dpa</p>", "credit"),
        ("<h3>Foto: dpa</h3>", ""),
        ("<p>Von Anna Probe</p>", "byline"),
        ("<h3>Von Anna Probe</h3>", ""),
        ("<p>(dpa)</p>", "sign-off"),
        (TABLE.format("(dpa)"), ""),
        ("<p>Start > Politik > Küste</p>", "breadcrumb"),
        ("<h3>Start > Politik > Küste</h3>", ""),
        ("<p><a href=/1>Mehr Deiche</a></p>", "link-line"),
        ("<h3><a href=/1>Mehr Deiche</a></h3>", ""),
        (f"<p><a href=/1>{SENTENCE}</a></p>", ""),
        (f"<p><a href=/1>{'Deich und Koog, ' * 12}</a></p>", ""),
        ("<p>→ <a href=/1>Alles zur Küste</a> und mehr</p>", "link-line"),
        ("<p>Telegram</p>", "share"),
        ("<ul><li>Telegram</li></ul>", ""),
        ("<ul><li><a href=/t>Telegram</a></li></ul>", "share"),
        ("<h3>Kontakt</h3>", ""),
        ("<p>Lesen Sie auch das.</p>", "related"),
        ("<p>„Lesen Sie auch das.“</p>", ""),
        (f"<p>Lesen Sie auch, was {SENTENCE}</p>", ""),
        (f"<p>Diese Website verwendet Cookies. {SENTENCE}</p>", "consent"),
        (f"<p>Diese Website verwendet Cookies. {SENTENCE * 12}</p>", ""),
        ("<p>(Bild: so war es, und so ist es an der See nun auch.)</p>", ""),
        ("<p>Anna Probe</p>", "author-box"),
        ("<p>Anna Probe schreibt als Redakteurin über die Küste.</p>", "author-box"),
        ("<p>Anna Probe will die Deiche verstärken.</p>", ""),
        (f"<p>Anna Probe schreibt als Redakteurin. {SENTENCE * 11}</p>", ""),
        (f"<p>{NOTICE}</p>", "notice"),
        (f"<p>{NOTICE} {SENTENCE * 3}</p>", ""),
        ("<p>Ihr Konto, Ihr Konto, Ihr Konto.</p>", ""),
        ("<p>Deiche bei Husum. Foto: dpa</p>", "caption"),
        ("<h3>Deiche bei Husum. Foto: dpa</h3>", ""),
        (TABLE.format("Deiche bei Husum. Foto: dpa"), ""),
        (f"<p>{SENTENCE * 3} Foto: dpa</p>", ""),
    ],
)  # fmt: skip
def test_what_a_piece_is(body: str, rule: str) -> None:
    piece = pieces_of(body)[-1]
    assert judge(piece, Context(title=TITLE, author=AUTHOR)).rule == rule


@pytest.mark.parametrize("text", ["17", "(dpa)", "14. November 2024", "Deiche. Foto: dpa"])
def test_the_only_cell_of_a_row_stays(text: str) -> None:
    """As in a table of one column in Markdown; on pages such tables are layout."""
    assert judge(Piece(text, kind=BlockKind.TABLE_ROW), Context()).rule == ""


def test_a_headline_of_one_word_is_no_sign_of_a_path() -> None:
    (piece,) = pieces_of("<p>Sichere Deiche</p>")
    assert judge(piece, Context(title="Deiche")).rule == ""


def test_an_article_about_data_keeps_the_words_of_notices() -> None:
    (piece,) = pieces_of(f"<p>{NOTICE}</p>")
    assert judge(piece, Context(about_data=True)).rule == ""


def test_a_heading_as_long_as_a_sentence_opens_no_box_and_ends_nothing() -> None:
    words = "Küstenschutzprogrammen, Landesregierungsbeschlüssen und Gemeindevertretungen"
    (box,) = pieces_of("<h3>Noch mehr Deiche</h3>")
    (long,) = pieces_of(f"<h3>Noch mehr von {words}</h3>")
    assert opens_box(box)
    assert not opens_box(long)
    (end,) = pieces_of("<h3>12 Antworten auf Deiche</h3>")
    (long,) = pieces_of(f"<h3>12 Antworten auf Fragen zu {words}</h3>")
    assert ends_article(end)
    assert not ends_article(long)
