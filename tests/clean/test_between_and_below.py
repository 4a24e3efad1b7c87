"""What stands between kept paragraphs and belongs to them; boxes within and below, which do not."""

from __future__ import annotations

import pytest

from tests.clean.test_belonging import TEXTS, TITLE, page, paragraphs, texts
from translator.clean.belonging import with_what_stands_between
from translator.clean.endings import without_endings
from translator.clean.page import read
from translator.clean.parse import grow, parse
from translator.clean.pieces import KEEP, Piece
from translator.clean.surroundings import judge_places

FACTS = "<h3>Zahlen †</h3><ul><li>Sand †<li>Klei †</ul>"


def pieces_of(body: str) -> list[Piece]:
    root = parse(f"<body>{body}</body>")
    assert root is not None
    return read(grow(root).soup).pieces


def added(body: str, passed_over: str) -> list[str]:
    """Return what is added where the engine found all but the texts with ``passed_over`` in them."""
    pieces = pieces_of(body)
    votes = [passed_over not in piece.text for piece in pieces]
    kept = with_what_stands_between(pieces, votes)
    return [
        p.text for p, voted, keep in zip(pieces, votes, kept, strict=True) if keep and not voted
    ]


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (f"<p>{TEXTS[0]}</p><p>Und das † Geld?</p><p>{TEXTS[1]}</p>", 1),
        (f"<p>{TEXTS[0]}</p><p>Rufname † Deich</p><p>{TEXTS[1]}</p>", 0),
        (f"<p>{TEXTS[0]}</p><div>Und das † Geld?</div><p>{TEXTS[1]}</p>", 0),
        (f"<p>{TEXTS[0]}</p><p class=anzeige>Und das † Geld?</p><p>{TEXTS[1]}</p>", 0),
        (f"<p>{TEXTS[0]}</p><p><a href=/1>Und das † Geld?</a></p><p>{TEXTS[1]}</p>", 0),
        (f"<p>{TEXTS[0]}</p><h3>Kosten †</h3><p>{TEXTS[1]}</p>", 1),
        (f"<p>{TEXTS[0]}</p><h3>Kosten †</h3>{3 * '<p>Sand †</p>'}<p>{TEXTS[1]}</p>", 0),
        (f"<p>{TEXTS[0]}</p><ul><li>Küste:</li><ul><li>Sand †</ul></ul>", 0),
        (
            f"<div><blockquote><p>{TEXTS[0]}</p></blockquote></div><div><h3>12:20 Uhr †</h3><p>{TEXTS[1]}</p></div>",
            1,
        ),
        (f"<div><p>{TEXTS[0]}</p></div><div>{FACTS}</div><div><p>{TEXTS[1]}</p></div>", 3),
        (f"<p>{TEXTS[0]}</p><p>Nötig sind:</p><ul><li>Sand †<li>Klei †</ul>", 2),
        (f"<p>{TEXTS[0]}</p><p>Nötig ist viel.</p><ul><li>Sand †<li>Klei †</ul>", 0),
        (
            f"<p>{TEXTS[0]}</p><h3>Kosten †</h3><table><tr><td>Sand<td>3 Euro<tr><td>Klei<td>4 Euro</table>",
            1,
        ),
    ],
)
def test_what_belongs_between_kept_paragraphs(body: str, count: int) -> None:
    assert len(added(f"<div>{body}</div>", "†")) == count


def test_all_items_of_an_announced_list_belong() -> None:
    body = f"<p>{TEXTS[0]}</p><p>Nötig sind:</p><ul><li>Sand †<li>Klei †<li>Gras †</ul>"
    assert added(f"<div>{body}</div>", "†") == ["Sand †", "Klei †", "Gras †"]


QUESTION = "<p>Sollen die Deiche zuerst verstärkt werden?</p>"
CHOICES = (
    "<label><input type=radio name=q>Ja, sofort</label><label><input type=radio name=q>Nein</label>"
)
TEASERS = (
    "<ul><li><a href=/1>Sturm über der Küste am Wochenende</a>"
    "<li><a href=/2>Neue Häfen für die Inseln geplant</a></ul>"
)


@pytest.mark.parametrize(
    ("inside", "rule"),
    [
        (f"<div><div>{QUESTION}</div><div>{CHOICES}</div></div>", "poll"),
        (f"<div>{CHOICES}</div>", ""),
        ("<div><p class='video-title'>Der Sturm von oben</p></div>", "film"),
        (f"<div><p class='video-title'>{TEXTS[0]}</p></div>", ""),
        (TEASERS, "related"),
        (f"<section><h2>Mehr über die Hintergründe</h2><p>{TEXTS[2]}</p></section>", ""),
        (
            f"<section><h2>Mehr zum Thema</h2><p>{TEXTS[2]} <a href=/1>Mehr</a></p></section>",
            "related",
        ),
        (f"<p>Gefordert sind:</p>{TEASERS}", ""),
        (TEASERS.replace("=/", "=https://land.example/"), ""),
        (TEASERS.partition("<li><a href=/2")[0], ""),
    ],
    ids=[
        "poll",
        "no question",
        "film",
        "sentence",
        "teasers",
        "section",
        "box",
        "announced",
        "of other houses",
        "one",
    ],
)
def test_boxes_within_the_article(inside: str, rule: str) -> None:
    pieces = pieces_of(f"<article>{paragraphs(0, 1)}{inside}{paragraphs(2, 3)}</article>")
    verdicts = judge_places(pieces, [True] * len(pieces))
    assert {verdict.rule for verdict in verdicts.values()} == ({rule} if rule else set())
    assert not any(pieces[index].text in TEXTS for index in verdicts)


ABOUT = "Das Küstenblatt ist eine Zeitung der Verlagsgruppe Nord, in der Sie auch andere Blätter finden."
ORDER = (
    "<p>In unserer neuen Ausgabe lesen Sie alles über die Geschichte der Deiche.</p>"
    "<p>Das Heft können Sie hier bestellen.</p>"
)
PRIZE = (
    "Das Küstenblatt hat im Herbst einen Preis bekommen, weil es über den Bau der Deiche schrieb."
)
THEY = "Sie unterstützt seit zwanzig Jahren Familien, die mit den Folgen der Sturmflut leben."
QUOTE = "„Wir brauchen neue Mitglieder und jede Spende hilft uns weiter“, sagt die Vorsitzende."
ROLES = "Fotos: EVA PROBE Styling: JAN MUSTER Haare: UTE BEISPIEL Studio: HAUS AM DEICH, HUSUM " * 3


@pytest.mark.parametrize(
    ("below", "kept"),
    [
        (f"<div><h3>Mehr davon</h3><p>{ABOUT}</p></div>", []),
        (f"<div><p>{ABOUT}</p></div>", [ABOUT]),
        (f"<p>{ABOUT}</p>", [ABOUT]),
        (f"<div><h3>Mehr davon</h3><p>{TEXTS[3]}</p></div>", ["Mehr davon", TEXTS[3]]),
        (f"<div><h3>Der Preis</h3><p>{PRIZE}</p></div>", ["Der Preis", PRIZE]),
        (f"<div><h3>Der Preis</h3><p>{THEY}</p></div>", ["Der Preis", THEY]),
        (f"<p>{QUOTE}</p>", [QUOTE]),
        (f"<p>{THEY}</p>", [THEY]),
        (f"<div>{ORDER}</div>", []),
        (f"<div><h3>Das Küstenblatt</h3></div><div>{ORDER}</div><h4>Anzeigen</h4>", []),
        (f"<p>{ROLES}</p>", []),
    ],
    ids=[
        "about",
        "no heading",
        "no box",
        "not of it",
        "named only",
        "they",
        "quoted",
        "last sentence",
        "issue",
        "several",
        "roles",
    ],
)
def test_boxes_of_the_house_below_the_article(below: str, kept: list[str]) -> None:
    assert ending(f"<article>{paragraphs(0, 1, 2, 0, 1, 2)}</article>", below) == kept


def test_an_article_about_the_house_keeps_its_last_part() -> None:
    """The house is named above, too, so the last box is no different from the rest."""
    above = (
        f"<article><p>Das Küstenblatt wird hundert Jahre alt.</p>{paragraphs(0, 1, 2)}</article>"
    )
    assert ending(above, f"<div><h3>Wie es weitergeht</h3><p>{ABOUT}</p></div>") == [
        "Wie es weitergeht",
        ABOUT,
    ]


def ending(above: str, below: str) -> list[str]:
    """Return what is kept of what stands below the article of a site."""
    pieces = pieces_of(f"<main>{above}{below}</main>")
    result = without_endings([(piece, KEEP) for piece in pieces], ("Küsten-Blatt", "example.org"))
    first = len(pieces_of(above))
    return [piece.text for piece, verdict in result[first:] if verdict is KEEP]


def test_readers_are_not_asked_in_the_article_whether_they_liked_it() -> None:
    body = f"{paragraphs(0, 1)}<p>Wie hat Ihnen dieser Artikel gefallen?</p>{paragraphs(2)}"
    assert texts(page(f"<article><h1>{TITLE}</h1>{body}</article>")) == list(TEXTS[:3])


def test_an_accordion_made_of_choices_is_no_poll() -> None:
    entry = "<label><input type=radio name=a>Wer zahlt die Deiche?</label><p>Das Land zahlt die Deiche.</p>"
    pieces = pieces_of(f"<article>{paragraphs(0, 1)}<div>{entry}</div>{paragraphs(2, 3)}</article>")
    assert judge_places(pieces, [True] * len(pieces)) == {}


def test_a_body_in_chunks_that_are_all_called_like_chrome_is_the_article() -> None:
    chunks = "".join(f"<div class='row social-margin'>{paragraphs(n)}</div>" for n in range(4))
    assert texts(page(f"<main><h1>{TITLE}</h1>{chunks}</main>")) == list(TEXTS)


def test_an_interview_keeps_questions_that_sound_like_a_site() -> None:
    questions = (
        "Haben Sie einen Fehler gemacht?",
        "Sie sind noch kein Rentner?",
        "Unterstützen Sie uns als Gemeinde?",
        "Schreiben Sie Ihre Reden noch mit der Hand?",
    )
    talk = "".join(
        f"<p>{question}</p><p>{text}</p>" for question, text in zip(questions, TEXTS, strict=True)
    )
    found = texts(page(f"<article><h1>{TITLE}</h1>{talk}</article>"))
    assert [text for text in found if text.endswith("?")] == list(questions)


def test_a_chronicle_keeps_its_years_and_a_recipe_its_ingredients() -> None:
    body = (
        f"<ul><li>4 Eier<li>500 g Mehl</ul><p>Höhe: 41 Meter</p>{paragraphs(0)}"
        f"<h3>1362</h3>{paragraphs(1)}<p><b>1976</b></p>{paragraphs(2)}"
    )
    found = texts(page(f"<article><h1>{TITLE}</h1>{body}</article>"))
    assert {"4 Eier", "500 g Mehl", "Höhe: 41 Meter", "1362", "1976"} <= set(found)


def test_steps_of_instructions_come_again_and_a_list_shown_twice_does_not() -> None:
    step = "Die Schraube vorsichtig nach links drehen"
    body = (
        f"{paragraphs(0)}<ul><li>{step}<li>Das erste Brett anlegen</ul>{paragraphs(1)}"
        f"<ul><li>{step}<li>Das zweite Brett anlegen</ul>{paragraphs(2)}"
    )
    found = texts(page(f"<article><h1>{TITLE}</h1>{body}</article>"))
    assert found.count(step) == 2
    twice = f"{paragraphs(0)}<ul><li>{step}</ul>{paragraphs(1)}<ul><li>{step}</ul>{paragraphs(2)}"
    assert texts(page(f"<article><h1>{TITLE}</h1>{twice}</article>")).count(step) == 1


def test_a_bold_line_between_paragraphs_is_kept() -> None:
    body = f"<div>{TEXTS[0]}<br><br><b>Was nun?</b><br><br>{TEXTS[1]}<br><br><b>Deiche</b><br><br>{TEXTS[2]}</div>"
    assert texts(page(f"<article><h1>Land</h1>{body}</article>")) == [
        TEXTS[0], "Was nun?", TEXTS[1], "Deiche", TEXTS[2],
    ]  # fmt: skip


def test_of_several_lines_in_one_block_those_that_are_links_are_told() -> None:
    lines = "<b>Außerdem</b><br><br><a href='/2'>Neue Häfen</a><br><br>Ein Wort zum Wetter über dem Land und dem Meer"
    pieces = read(grow(parse(f"<div>{lines}</div>")).soup).pieces
    assert [piece.links == 1 for piece in pieces] == [False, True, False]


def test_what_mehr_and_a_colon_point_to_is_no_text() -> None:
    more = "<p>Mehr: <a href='/2'>Neue Häfen für die Inseln geplant</a></p>"
    told = "<p>Mehr: Das wollte der Kapitän von der Insel, und mehr bekam er auch.</p>"
    body = f"<article><h1>Land</h1>{paragraphs(0, 1)}{more}{told}{paragraphs(2)}</article>"
    assert texts(page(body)) == [*TEXTS[:2], told[3:-4], TEXTS[2]]


def test_who_said_it_comes_again_below_another_quotation_and_goes_with_a_pulled_one() -> None:
    who = "Brief einer Leserin, Juli 2015"
    quotes = "".join(
        f"<blockquote><p>{said}</p><p>{who}</p></blockquote>"
        for said in ("Sehr schön!", "Weiter so!")
    )
    body = f"<article><h1>Land</h1>{paragraphs(0, 1)}{quotes}{paragraphs(2)}</article>"
    assert texts(page(body)) == [*TEXTS[:2], "Sehr schön!", who, "Weiter so!", who, TEXTS[2]]
    pulled = f"<blockquote><p>{TEXTS[0].rstrip('.')}</p><p>Deichgraf Jan Muster</p></blockquote>"
    body = f"<article><h1>Land</h1>{paragraphs(0, 1)}{pulled}{paragraphs(2)}</article>"
    assert texts(page(body)) == [*TEXTS[:3]]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Oder per Bank, IBAN: DE00 0000 0000 0000 0000 00", False),
        ("Wer spenden will: Deichhaus Husum, Kirchweg 4, IBAN: DE00 0000 0000 0000 0000 00", True),
    ],
)
def test_an_account_for_gifts_to_the_house(line: str, *, kept: bool) -> None:
    body = f"<article><h1>Land</h1>{paragraphs(0, 1, 2, 3)}<p>{line}</p></article>"
    assert (line in texts(page(body))) == kept
