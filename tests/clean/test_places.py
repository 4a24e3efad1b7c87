"""What a page says by where it puts a text: what the rules of place take, and what they leave."""

from __future__ import annotations

import pytest

from tests.clean.test_belonging import TEXTS, paragraphs
from tests.clean.test_between_and_below import ending, pieces_of
from translator.clean.belonging import (
    densest,
    with_opening,
    with_same_elements,
    with_stated,
    with_what_stands_between,
)
from translator.clean.surroundings import judge_places

LONG = f"{TEXTS[3]} {TEXTS[3]}"
END = "<h2>Kommentare</h2>"
OTHER = "<article><h1>Häfen</h1><p>3. Mai 2024</p><p>Nun die Häfen.</p></article>"
CHAPTER = "<article><h1>Häfen</h1><p>Nun die Häfen.</p></article>"
RADIO = "<input type=radio name=q>"


def taken(body: str) -> dict[str, str]:
    """Return the texts that the rules of place take, with the rule of each."""
    pieces = pieces_of(body)
    verdicts = judge_places(pieces, [True] * len(pieces))
    return {pieces[index].text: verdict.rule for index, verdict in verdicts.items()}


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        pytest.param(
            f"{paragraphs(0, 1, 2)}<div class=sidebar><p>Sturm.</p></div>", {"Sturm.": "element"},
            id="an element with the name of a box",
        ),
        pytest.param(
            f"{paragraphs(0)}<div class=sidebar>{paragraphs(1)}</div>", {},
            id="it holds half of the text",
        ),
        pytest.param(
            f"{paragraphs(0, 1, 2)}<div class=teaser><p>Die Deiche an der Küste sind in diesem Jahr sicher.</p></div>", {},
            id="a name that the article's parts have, too, with a sentence",
        ),
        pytest.param(
            f"{paragraphs(0, 1, 2)}<div class=teaser><p>Die <a href=/1>Deiche</a> an der Küste sind in diesem Jahr sicher.</p></div>",
            {"Die Deiche an der Küste sind in diesem Jahr sicher.": "element"}, id="and with a link",
        ),
        pytest.param(
            f"{paragraphs(0, 1, 2)}<div class='sidebar'><p class=teaser-text>Sturm.</p></div>", {},
            id="the teaser of the article",
        ),
        pytest.param(
            f"{paragraphs(0, 1, 2)}<h3 id=kommentar>Sturm</h3>{paragraphs(3)}", {},
            id="the anchor of a heading",
        ),
        pytest.param(
            f"{paragraphs(0, 1, 2)}<div class=text--newsletter><p>Sturm.</p></div>", {},
            id="a box that looks different beside another",
        ),
        pytest.param(
            f"{paragraphs(0, 1, 2)}<div><h3>Mehr zum Thema</h3><p>Sturm an der Küste</p></div>",
            {"Mehr zum Thema": "related", "Sturm an der Küste": "related"},
            id="a box with its heading",
        ),
        pytest.param(
            f"{paragraphs(0)}<div><h3>Mehr zum Thema</h3>{paragraphs(1, 2)}</div>", {},
            id="it holds most of the text",
        ),
        pytest.param(
            f"<div>{paragraphs(0, 1, 2)}<h3>Mehr zum Thema</h3><p>Sturm an der Küste</p><p>{LONG}</p></div>",
            {"Mehr zum Thema": "related", "Sturm an der Küste": "related"},
            id="the article goes on below the box",
        ),
        pytest.param(
            f"{paragraphs(0, 1)}{END}<p>Sturm.</p>", {"Kommentare": "comments", "Sturm.": "comments"},
            id="the comments",
        ),
        pytest.param(f"{END}{paragraphs(0, 1)}", {}, id="nothing stands above them"),
        pytest.param(
            f"{paragraphs(0, 1)}<p><a href=#k>Kommentare</a></p><p>Sturm.</p>", {},
            id="a link to them",
        ),
        pytest.param(
            f"<div>{paragraphs(0, 1)}<h2>Kommentar</h2>{paragraphs(2)}</div>", {},
            id="the last part of the article",
        ),
        pytest.param(
            f"<div>{paragraphs(0, 1)}{END}{paragraphs(2)}</div>",
            {"Kommentare": "comments", TEXTS[2]: "comments"},
            id="a name that only comments have",
        ),
        pytest.param(
            f"<article><h1>Deiche</h1>{paragraphs(0)}</article>{OTHER}",
            {"Häfen": "next-article", "3. Mai 2024": "next-article", "Nun die Häfen.": "next-article"},
            id="another article",
        ),
        pytest.param(
            f"<article><h1>Deiche</h1>{paragraphs(0)}</article>{CHAPTER}", {},
            id="a chapter of the same",
        ),
        pytest.param(
            f"<article><h1>Deiche</h1>{paragraphs(0)}</article>"
            "<article><h1><a href=/2>Häfen</a></h1><p>Nun die Häfen.</p></article>",
            {"Häfen": "next-article", "Nun die Häfen.": "next-article"},
            id="the beginning of another article",
        ),
        pytest.param(
            f"<article>{paragraphs(0)}</article>{OTHER}", {},
            id="the first has no headline of its own",
        ),
        pytest.param(
            f"<article><h1>Deiche</h1>{paragraphs(0)}</article><article>{paragraphs(1)}</article>",
            {}, id="the second has none",
        ),
        pytest.param(
            f"<div><p>Was nun? {LONG} {LONG} {LONG}</p><p>Und?</p><label>{RADIO}Ja</label></div>",
            {}, id="too much text for a poll",
        ),
        pytest.param(
            f"{paragraphs(0)}<p><a href=/1>Sturm über der Küste am Wochenende</a></p>"
            f"<p><a href=/2>Neue Häfen für die Inseln geplant</a></p>{paragraphs(1)}",
            {}, id="links that are no list",
        ),
        pytest.param(
            f"{paragraphs(0)}<ul><li><a href=/1>Husum</a><li><a href=/2>Büsum</a></ul>{paragraphs(1)}",
            {}, id="a list of places with links",
        ),
        pytest.param(
            f"{paragraphs(0)}<ul><li><a href=/1>Sturm über der Küste am Wochenende</a>"
            "<li><a href=/2>Neue Häfen für die Inseln geplant</a></ul><h3>Deiche</h3>",
            {}, id="a list of links with a heading below",
        ),
    ],
)  # fmt: skip
def test_what_its_place_takes_from_an_article(body: str, rules: dict[str, str]) -> None:
    assert taken(body) == rules


ABOVE = f"<article>{paragraphs(0, 1, 2) * 7}</article>"
FEW_LETTERS = "So ist es nun an der See, und so war es auch."
FOLLOW = (
    "Sie können uns auf Facebook, Instagram, YouTube und Mastodon folgen, den Newsletter bestellen "
    "oder spenden."
)
BUY = "Das Heft können Sie hier kostenlos bestellen."


@pytest.mark.parametrize(
    ("below", "kept"),
    [
        ("<h3>Mehr</h3>", 0),
        (f"<h3>Mehr</h3><p>{TEXTS[3]}</p>", 2),
        (f"<p>{BUY}</p>", 0),
        (f"<p>{TEXTS[0]} {FOLLOW}</p>", 0),
        (f"<ul><li>{BUY}</ul>", 0),
        ("<p>Wer will, kann das Heft kostenlos bestellen.</p>", 1),  # nobody is spoken to
        ("<p>Die Deiche können Sie hier kostenlos sehen.</p>", 1),  # one word of it
        (f"<p>{TEXTS[3]} {TEXTS[2]} {TEXTS[1]} {BUY}</p>", 1),  # hardly of that
        (f"<p>{' '.join((*TEXTS, TEXTS[0], FOLLOW))}</p>", 1),  # as long as a text
        ("<p>Redaktion: Anna Probe, Jan Muster</p>", 0),
        (f"<p>Redaktion: {TEXTS[3]}</p>", 1),
        ("<ul><li>Redaktion: Anna Probe</ul>", 1),
        ("<p>Und hier die Rede im Wortlaut:</p>", 0),
        (f"<p>{TEXTS[3].rstrip('.')}:</p>", 1),
        ("<p>Aus dem Rathaus</p>", 0),  # in another element than the article
    ],
)  # fmt: skip
def test_what_stands_below_an_article(below: str, kept: int) -> None:
    assert len(ending(ABOVE, below)) == kept


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("<p>Aus dem Rathaus</p>", 7),  # below the article it would be a label
        ("<p>#Deich #Küste</p>", 6),
        ("<p>Mehr: <a href=/1>Deiche</a> <a href=/2>Siele</a> <a href=/3>Warften und Köge</a></p>", 6),
        (f"<p><a href=/1>{TEXTS[3]}</a></p>", 7),
    ],
)  # fmt: skip
def test_the_last_line_in_the_element_of_the_article(line: str, kept: int) -> None:
    body = f"<article>{paragraphs(0, 1, 2, 0, 1, 2)}{line}</article>"
    assert len(ending("", body)) == kept


def test_the_end_of_a_quotation_is_no_invitation() -> None:
    quote = f"<blockquote>{paragraphs(3, 2, 1, 0)}<p>{BUY}</p></blockquote>"
    assert len(ending("", f"<article>{paragraphs(0, 1, 2, 0, 1, 2)}{quote}</article>")) == 11


def test_below_what_says_nothing_no_box_is_told_from_the_article() -> None:
    above = f"<article>{'<p>Deiche, Köge, Siele und Warften</p>' * 30}</article>"
    assert len(ending(above, f"<div><p>{BUY}</p><p>{TEXTS[3]}</p></div>")) == 2
    assert len(ending(ABOVE, f"<div><p>{BUY}</p><p>{BUY}</p></div>")) == 0


def test_no_more_than_a_quarter_of_an_article_is_an_ending() -> None:
    lines = "<p>Redaktion: Anna Probe, Jan Muster, Ute Beispiel, Eva Muster, Jan Probe</p>" * 3
    assert len(ending(f"<article>{paragraphs(0)}</article>", lines)) == 2


def voted(body: str, *, start: int = 0) -> list[str]:
    """Return what is added to the paragraphs that the engine found, by elements of equal names."""
    pieces = pieces_of(body)
    votes = ["†" not in piece.text and index >= start for index, piece in enumerate(pieces)]
    found = with_same_elements(pieces, votes)
    return [p.text for p, was, now in zip(pieces, votes, found, strict=True) if now and not was]


@pytest.mark.parametrize(
    ("passed_over", "added"),
    [
        ("<p>Die Deiche † an der Küste sind in diesem Jahr sicher.</p>", 1),
        ("<p>Deiche † und Siele</p>", 0),
        ("<p>Die <a href=/1>Deiche † an der Küste sind in diesem Jahr sicher</a>.</p>", 0),
        ("<blockquote>Die Deiche † an der Küste sind in diesem Jahr sicher.</blockquote>", 0),
    ],
)
def test_what_has_the_elements_of_the_article_is_part_of_it(passed_over: str, added: int) -> None:
    assert len(voted(f"<main>{paragraphs(0, 1)}{passed_over}</main>")) == added


def test_nothing_above_the_article_and_nothing_in_a_box_is_part_of_it() -> None:
    line = "<p>Die Deiche † an der Küste sind in diesem Jahr sicher.</p>"
    assert not voted(f"<main>{line}{paragraphs(0, 1)}</main>", start=1)
    assert not voted(f"<main class=sidebar>{paragraphs(0, 1)}{line}</main>")


@pytest.mark.parametrize(("heading", "belongs"), [("Kosten", True), ("Mehr zum Thema", False)])
def test_a_heading_of_a_box_does_not_belong_between(heading: str, belongs: bool) -> None:  # noqa: FBT001 - a table
    pieces = pieces_of(f"<div>{paragraphs(0)}<h3>{heading}</h3>{paragraphs(1)}</div>")
    found = with_what_stands_between(pieces, [piece.text in TEXTS for piece in pieces])
    assert found == [True, belongs, True]


@pytest.mark.parametrize(
    ("opening", "added"),
    [
        ("<div><p>Die Deiche an der Küste sind in diesem Jahr sicher.</p></div>", 1),
        ("<div><p>Deiche und Siele</p></div>", 0),
        (
            "<div><p>Die Flut an der Küste und die Folgen für die Deiche, wie sie der Landtag in diesem Jahr sieht und wie sie die Gemeinden sehen</p></div>",
            0,
        ),
        (
            "<div><p>Die Deiche an der Küste sind in diesem Jahr sicher.</p><p><a href=/1>Mehr</a></p></div>",
            0,
        ),
        ("<div><h3>Sturm</h3><p>Die Deiche an der Küste sind in diesem Jahr sicher.</p></div>", 0),
        ("<div class=sidebar><p>Die Deiche an der Küste sind in diesem Jahr sicher.</p></div>", 0),
    ],
)
def test_an_opening_between_headline_and_text(opening: str, added: int) -> None:
    pieces = pieces_of(f"<main><h1>Deiche</h1>{opening}<div>{paragraphs(0, 1)}</div></main>")
    votes = [piece.text in TEXTS[:2] for piece in pieces]
    assert sum(with_opening(pieces, votes)) - sum(votes) == added


@pytest.mark.parametrize(
    ("facts", "added"),
    [
        ("<div>Preis: 36,00 Euro</div><div>Lieferzeit: 15 - 21 Tage</div>", 2),
        ("<div>Lieferzeit: 15 Tage</div>", 0),  # alone it may be anything
        ("<div>Lesezeit: 3 Minuten</div><div>Lesedauer: 4 Minuten</div>", 0),
        ("<div>Stand: 3. Mai 2024</div><div>Preis: 36 Euro</div>", 0),
        ("<div>Farbe: rot</div><div>Form: rund</div>", 0),
    ],
)
def test_facts_between_headline_and_text(facts: str, added: int) -> None:
    pieces = pieces_of(f"<main><h1>Deiche</h1><div>{facts}</div>{paragraphs(0, 1)}</main>")
    votes = [piece.text in TEXTS[:2] for piece in pieces]
    assert sum(with_opening(pieces, votes)) - sum(votes) == added


@pytest.mark.parametrize(
    ("body", "added"),
    [
        (f"<p>{TEXTS[2]}</p>", 1),
        (f"<p><a href=/1>{TEXTS[2]}</a></p>", 0),
        (f"<p>{FEW_LETTERS}</p>", 0),  # shorter than 40 letters
    ],
)
def test_what_the_page_states_as_its_text(body: str, added: int) -> None:
    pieces = pieces_of(f"{paragraphs(0)}{body}")
    votes = [piece.text == TEXTS[0] for piece in pieces]
    assert sum(with_stated(pieces, votes, " ".join((*TEXTS, FEW_LETTERS)))) - sum(votes) == added


def test_the_densest_element_is_taken_without_what_is_beside_the_text() -> None:
    aside = "<p><a href=/1>Sturm über der Küste</a></p><div class=sidebar><p>Häfen.</p></div>"
    pieces = pieces_of(
        f"<div>{aside}<div>{paragraphs(0)}</div><div>{paragraphs(1)}</div><div>{paragraphs(2)}</div></div>"
    )
    found = densest(pieces)
    assert [p.text for p, yes in zip(pieces, found, strict=True) if yes] == list(TEXTS[:3])
