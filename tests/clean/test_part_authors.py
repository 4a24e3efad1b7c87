"""Two people write one article: each name stays with its part, in pages and in pasted text."""

from __future__ import annotations

import pytest

from translator.article import Article
from translator.clean import clean
from translator.load import load_text

TITLE = "Soll der Deich höher werden?"
FOR = (
    "Wer hinter dem Deich wohnt, hat die Flut vom letzten Winter noch vor Augen, und niemand weiß, wie hoch die nächste kommt.",
    "Ein Meter mehr kostet weniger als ein einziges Haus, das im Wasser steht, und gebaut werden muss ohnehin.",
)
AGAINST = (
    "Ein höherer Deich nimmt dem Dorf den Blick auf das Meer, und ohne den Blick kommen im Sommer keine Gäste mehr.",
    "Besser wäre es, dem Wasser wieder Platz zu geben, wie es die Nachbarn im Koog seit Jahren mit Erfolg tun.",
)


def page(body: str) -> Article:
    source = f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{body}</article></body></html>"
    return clean(load_text(source, name="seite.html", stem="seite"))


def lines(article: Article) -> list[str]:
    return [block.text for block in article.blocks]


def paragraphs(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_a_byline_below_the_heading_of_a_part_stays() -> None:
    body = (
        f"<h2>Ja</h2><p class='by'>Von Jana Beispiel</p>{paragraphs(FOR)}"
        f"<h2>Nein</h2><p class='by'>Von Tom Muster</p>{paragraphs(AGAINST)}"
    )
    wanted = ["Ja", "Von Jana Beispiel", *FOR, "Nein", "Von Tom Muster", *AGAINST]
    assert lines(page(body)) == wanted


def test_a_name_at_the_end_of_a_part_stays() -> None:
    body = (
        f"<p>Pro</p>{paragraphs(FOR)}<div class='author-name'>Jana Beispiel</div>"
        f"<p>Contra</p>{paragraphs(AGAINST)}<div class='author-name'>Tom Muster</div>"
    )
    assert lines(page(body)) == ["Pro", *FOR, "Jana Beispiel", "Contra", *AGAINST, "Tom Muster"]


def test_one_byline_is_that_of_the_whole_article() -> None:
    article = page(
        f"<p>Von Jana Beispiel</p>{paragraphs(FOR)}<p>Von Jana Beispiel</p>{paragraphs(AGAINST)}"
    )
    assert lines(article) == [*FOR, *AGAINST]
    assert article.metadata.author == "Jana Beispiel"


@pytest.mark.parametrize(
    "menu",
    ["", "Start\nPolitik\nSport\nKultur\nRegion\nBilder\nReise\nGarten\nAuto\nRecht\nShop\n\n"],
)
def test_parts_of_a_pasted_text_keep_their_names(menu: str) -> None:
    parts = ["Pro", "Von Jana Beispiel", *FOR, "Contra", "Von Tom Muster", *AGAINST]
    article = clean(load_text(menu + "\n\n".join([TITLE, *parts]), name="a.txt", stem="a"))
    assert lines(article) == parts
    assert article.metadata.author == "Jana Beispiel, Tom Muster"


def test_teasers_with_bylines_are_no_parts_of_a_pasted_text() -> None:
    teasers = [
        "Schleuse im Koog öffnet nach zehn Jahren wieder für Segler",
        "von Kim Kaiser",
        "Wer mit dem Boot zur Insel will, spart von nun an einen halben Tag auf dem Wasser.",
    ]
    text = "\n\n".join([TITLE, "Von Jana Beispiel", *FOR, *AGAINST, "Mehr zum Thema", *teasers])
    article = clean(load_text(text, name="a.txt", stem="a"))
    assert lines(article) == [*FOR, *AGAINST]
    assert article.metadata.author == "Jana Beispiel"
