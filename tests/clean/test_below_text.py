"""Below the last paragraph: the article's own lower part and its boxes of service, no house's."""

from __future__ import annotations

import pytest

from tests.clean.test_belonging import TEXTS, TITLE, page, paragraphs, texts

LAST = "Am Ende bleibt die Frage, wer auf dem Deich wohnen darf, und die hat niemand beantwortet."
WRITER = "Jan Muster lebt seit zwanzig Jahren in Husum und hat drei Bücher über die Küste gemacht."
READERS = "Wenn Sie selbst auf dem Deich wohnen, dann schreiben Sie der Zeitung, wie es Ihnen geht."
HOURS = ["Deichmuseum", "Montag bis Freitag 9 bis 17 Uhr", "Hafenstraße 4, 25813 Husum"]
HELP = ["Hilfe nach der Flut", "Sorgentelefon: 0800 000 0000", "Bauamt: 04841 000 00"]


def below(source: str, beside: str = "") -> list[str]:
    """Return what is kept below the paragraphs of a page."""
    found = texts(
        page(f"<article><h1>{TITLE}</h1>{paragraphs(0, 1, 2, 3)}{source}</article>{beside}")
    )
    return [text for text in found if text not in TEXTS]


def box(lines: list[str], name: str = "aside", more: str = "") -> str:
    head, *rest = lines
    return f"<{name}><h3>{head}</h3>{''.join(f'<p>{line}</p>' for line in rest)}{more}</{name}>"


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        (f"<div class=footer><p>{LAST}</p></div>", [LAST]),
        (f"<div class=author>{LAST}</div>", [LAST]),
        (f"<p class=footer>{LAST}</p>", [LAST]),
        (f"<div class=author-text><p>{LAST}</p></div>", [LAST]),
        (f"<div class=meta><p>{LAST}</p></div>", [LAST]),
        (f"<div class=image-caption><p>{LAST}</p></div>", []),
        (f"<div class=author><p>{WRITER}</p></div>", []),
        (f"<div class=footer><p>{READERS}</p></div>", []),
        (f"<div class=footer><p>{LAST} <a href=/1>Zur Karte</a></p></div>", []),
        (f"<div class=footer><div class=share>Teilen</div><p>{LAST}</p></div>", []),
        (f"<div class=newsletter><p>{LAST}</p></div>", []),
        (f"<footer><p>{LAST}</p></footer>", []),
    ],
)
def test_the_lower_part_of_a_text_may_be_called_like_chrome(source: str, kept: list[str]) -> None:
    assert below(source) == kept


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        (box(HOURS), HOURS),
        (box(HELP), HELP),
        (
            box(["Hilfe", "Haben Sie Sorgen? Die Seelsorge ist unter 0800 000 0000 zu erreichen."]),
            ["Hilfe", "Haben Sie Sorgen? Die Seelsorge ist unter 0800 000 0000 zu erreichen."],
        ),
        (box(HELP, more="<p>Notruf: <a href=tel:112>112</a></p>"), [*HELP, "Notruf: 112"]),
        (box(HOURS, more="<p><a href=/x>Mehr vom Museum</a></p>"), []),
        (box(HOURS, more="<form><input name=q></form>"), []),
        (box(["Mehr zum Thema", *HOURS[1:]]), []),
        (box(["Kontakt", "Leserservice: 04841 000 00"]), []),
        (box(["Brief", "Für 9 Euro im Monat lesen Sie alles, was wir schreiben."]), []),
        (box(["Wetter", "Husum: sonnig"]), []),
    ],
)
def test_a_box_of_service_below_the_text(source: str, kept: list[str]) -> None:
    assert below(source) == kept
    assert below("", beside=source) == kept


def test_a_box_of_service_behind_chrome_is_not_the_articles() -> None:
    assert below(f"<div class=share><p>Teilen</p></div>{box(HOURS)}") == []


@pytest.mark.parametrize("named", ["button", "button aria-expanded=false", "button type=button"])
def test_a_question_that_is_a_button_heads_its_answer(named: str) -> None:
    asked = ["Wer zahlt den Deich?", "Wann wird gebaut?"]
    answers = ["Das Land zahlt den größten Teil, den Rest die Verbände.", TEXTS[3]]
    items = "".join(
        f"<div class=item><{named}>{one}</button><div class=panel><p>{other}</p></div></div>"
        for one, other in zip(asked, answers, strict=True)
    )
    body = f"<article><h1>{TITLE}</h1>{paragraphs(0, 1, 2)}<div>{items}</div></article>"
    assert texts(page(body))[3:] == [asked[0], answers[0], asked[1], answers[1]]


@pytest.mark.parametrize("label", ["Artikel merken", "Teilen", "Vorlesen lassen"])
def test_another_button_above_a_paragraph_is_no_heading(label: str) -> None:
    body = f"{paragraphs(0, 1)}<div><button>{label}</button><div>{paragraphs(2)}</div></div>"
    assert label not in texts(page(f"<article><h1>{TITLE}</h1>{body}{paragraphs(3)}</article>"))


def test_the_lower_part_may_stand_beside_the_element_of_the_text() -> None:
    body = f"<article><h1>{TITLE}</h1><div class=text>{paragraphs(0, 1, 2, 3)}</div><div class=footer><p>{LAST}</p></div></article>"
    assert texts(page(body))[-1] == LAST


@pytest.mark.parametrize("named", ["<a class=toggle href='#'>{}</a>", "<p><button>{}</button></p>"])
def test_a_question_that_opens_its_answer_stays_however_it_is_made(named: str) -> None:
    asked = ["Wer zahlt den Deich?", "Wann wird gebaut?"]
    answers = ["Das Land zahlt den größten Teil, den Rest die Verbände an der Küste.", TEXTS[3]]
    items = "".join(
        f"<div class=item>{named.format(one)}<div class=panel><p>{other}</p></div></div>"
        for one, other in zip(asked, answers, strict=True)
    )
    body = f"<article><h1>{TITLE}</h1>{paragraphs(0, 1, 2)}<div>{items}</div></article>"
    assert texts(page(body))[3:] == [asked[0], answers[0], asked[1], answers[1]]
