"""What the engine passes over and is the article's; what stands below it and is not."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from translator.article import Article, BlockKind
from translator.clean import clean
from translator.errors import CleanError
from translator.load import load_text

TITLE = "Land verstärkt die Deiche"
TEXTS = (
    (
        "Das Land will die Deiche an der Küste verstärken und stellt dafür in den nächsten zehn Jahren "
        "mehr Geld bereit als je zuvor, wie die Regierung am Dienstag mitteilte."
    ),
    (
        "Die Gemeinden hatten seit langem darum gebeten, weil das Wasser bei Sturm inzwischen höher "
        "steigt, als die alten Pläne es vorgesehen haben."
    ),
    (
        "Im Herbst soll der Landtag darüber beraten, ob die Bauern für das Land entschädigt werden, das "
        "sie für die neuen Deiche abgeben müssen."
    ),
    (
        "Die Opposition verlangt dagegen, dass zuerst die Häfen gesichert werden, in denen die meisten "
        "Menschen der Küste ihre Arbeit haben."
    ),
)


def page(body: str, head: str = "") -> str:
    return (
        f"<html lang=de><head><title>{TITLE}</title>{head}</head><body><nav><a href=/>Start</a></nav>"
        f"{body}<footer><p>Impressum und Datenschutz</p></footer></body></html>"
    )


def read(markup: str) -> Article:
    return clean(load_text(markup, name="seite.html", stem="seite"))


def texts_of(found: Article) -> list[str]:
    return [block.text for block in found.blocks]


def texts(markup: str) -> list[str]:
    return texts_of(read(markup))


def paragraphs(*numbers: int) -> str:
    return "".join(f"<p>{TEXTS[number]}</p>" for number in numbers)


def test_a_body_in_chunks_between_advertisements_is_whole() -> None:
    chunks = "<div class=ad>Anzeige</div>".join(
        f"<div class='story__part'><div class='story__text'>{paragraphs(n)}</div></div>"
        for n in range(4)
    )
    assert texts(page(f"<main><h1>{TITLE}</h1>{chunks}</main>")) == list(TEXTS)


def test_headings_and_lists_between_paragraphs_belong_to_them() -> None:
    body = (
        f"<article><h1>{TITLE}</h1><p>{TEXTS[0]}</p><div><h2>Häfen zuerst</h2></div><p>{TEXTS[1]}</p>"
        f"<ul><li>Husum<li>Büsum</ul><p>{TEXTS[2]}</p></article>"
    )
    assert texts(page(body)) == [TEXTS[0], "Häfen zuerst", TEXTS[1], "Husum", "Büsum", TEXTS[2]]


def test_the_opening_stays_whatever_its_box_is_called() -> None:
    body = f"<h1>{TITLE}</h1><div class='teaser intro-box'><p>{TEXTS[0]}</p></div>"
    rest = f"<div class=c1>{paragraphs(1, 2)}</div><div class=c1>{paragraphs(3)}</div>"
    assert texts(page(f"<main>{body}{rest}</main>")) == list(TEXTS)


def test_a_part_of_the_article_may_be_headed_like_comments() -> None:
    body = f"<article><h1>{TITLE}</h1>{paragraphs(0, 1)}<h2>Kommentar</h2>{paragraphs(2)}</article>"
    assert texts(page(body)) == [TEXTS[0], TEXTS[1], "Kommentar", TEXTS[2]]
    comments = f"<section><h2>Kommentar</h2><div>{paragraphs(2)}</div></section>"
    body = f"<main><article><h1>{TITLE}</h1>{paragraphs(0, 1)}</article>{comments}</main>"
    assert texts(page(body)) == [TEXTS[0], TEXTS[1]]


def test_a_figure_with_a_full_stop_is_an_answer() -> None:
    body = f"<article><h1>{TITLE}</h1>{paragraphs(0)}<p>Und wann?</p><p>2027.</p>{paragraphs(1)}</article>"
    assert texts(page(body)) == [TEXTS[0], "Und wann?", "2027.", TEXTS[1]]


def test_a_live_ticker_keeps_its_times() -> None:
    entries = "".join(
        f"<div class=entry><time>{hour}:05</time><h3>Meldung {hour}</h3><p>{text}</p></div>"
        for hour, text in zip((18, 17, 16), TEXTS, strict=False)
    )
    assert texts(page(f"<main><article><h1>{TITLE}</h1>{entries}</article></main>"))[:6] == [
        "18:05", "Meldung 18", TEXTS[0], "17:05", "Meldung 17", TEXTS[1],
    ]  # fmt: skip


HIDDEN = f"<div style='display:none'><h1>{TITLE}</h1>{paragraphs(0, 1, 2)}</div>"
LINKED = {"@type": "NewsArticle", "headline": TITLE, "articleBody": " ".join(TEXTS[:3])}
STATE = {"props": {"page": {"content": [{"type": "p", "text": text} for text in TEXTS[:3]]}}}
FLIGHT = json.dumps("1:" + json.dumps(["$", "article", None, {"children": list(TEXTS[:3])}]) + "\n")


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (HIDDEN, ""),
        ("", f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'),
        ("", f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(STATE)}</script>'),
        ("", f"<script>window.__STATE__ = {json.dumps(STATE)};</script>"),
        ("", f"<script>self.__next_f.push([1,{FLIGHT}])</script>"),
        (f"<div data-props='{json.dumps(STATE)}'></div>", ""),
    ],
    ids=["hidden", "json-ld", "next-data", "assigned", "flight", "attribute"],
)
def test_an_article_that_no_browser_shows_yet_is_found(body: str, head: str) -> None:
    found = read(page(f"<main>{body}</main>", head))
    assert found.metadata.title == TITLE
    assert all(text in found.text for text in TEXTS[:3])


def test_a_table_is_whole_whatever_its_cells_hold() -> None:
    rows = (
        "<thead><tr><th>Ort<th>Höhe</tr></thead><tbody><tr><td>Husum<td><ul><li>8,5 Meter<li>ab 2027: 9"
        "</ul></tr><tr><td>Büsum<td><p>7,8 Meter</p></tr><tr><td>Amrum<td><table><tr><td>5,5<td>Meter"
        "</table></tr></tbody>"
    )
    body = (
        f"<article><h1>{TITLE}</h1>{paragraphs(0, 1)}<table>{rows}</table>{paragraphs(2)}</article>"
    )
    assert texts(page(body))[2:-1] == [
        "Ort\tHöhe", "Husum\t8,5 Meter ab 2027: 9", "Büsum\t7,8 Meter", "Amrum\t5,5 Meter"
    ]  # fmt: skip


def test_a_page_without_any_is_none() -> None:
    with pytest.raises(CleanError, match="no article found"):
        read(page("<main><p>Bald mehr</p></main>", "<script>var a = {broken</script>"))


@pytest.mark.parametrize("pushed", [r'"\x41 kaputt"', r'"1:[{\n2:{\"a\""', '"1:[[\\n1:[["'])
def test_a_broken_state_is_none(pushed: str) -> None:
    with pytest.raises(CleanError, match="no article found"):
        read(page("<main></main>", f"<script>self.__next_f.push([1,{pushed}])</script>"))


def test_an_article_deep_in_a_state_is_found_in_one_pass() -> None:
    state: object = list(TEXTS[:3])
    for level in range(300):
        state = {"level": level, "inner": [state], "note": "kurz"}
    found = read(page("<main></main>", f"<script>var state = {json.dumps(state)}</script>"))
    assert texts_of(found) == list(TEXTS[:3])


def test_slogans_that_the_engine_takes_are_no_article() -> None:
    slogan = "<div class=head><div class=claim>Die Zeitung für den Norden.</div></div>"
    body = f"{slogan}<article><h1>{TITLE}</h1>{paragraphs(0, 1, 2, 3)}</article>"
    assert texts(page(body)) == list(TEXTS)


@pytest.mark.parametrize(
    ("ending", "rule"),
    [
        ("<h3>Das könnte folgen</h3>", "outside"),
        ("<p>In unserer Galerie sehen Sie die neuen Pläne:</p>", "opening"),
        ("<div><p>Ein Beitrag von:</p></div>", "credits"),
        ("<p>Redaktion: Eva Probe Faktencheck: Jan Muster</p>", "credits"),
        ("<p>#Deich #Küste #Sturm</p>", "label"),
        ("<div><p>Neue Bilder</p></div>", "label"),
        (
            "<p>Melden Sie sich <a href=/n>hier</a> für unseren Newsletter an und unterstützen Sie uns!</p>",
            "newsletter",
        ),
        (
            "<h2>Guter Journalismus kostet</h2><p>Helfen Sie unserer Redaktion mit einer Spende!</p>",
            "invitation",
        ),
        ("<p>Immer freitags kommt unser Newsletter mit den Themen der Woche.</p>", "invitation"),
        ("<p><a href=/1>Lage</a> <a href=/2>Wetter</a> <a href=/3>Verkehr</a></p>", "outside"),
    ],
)
def test_what_a_house_adds_at_the_end_is_left_out_and_recorded(ending: str, rule: str) -> None:
    found = read(page(f"<article><h1>{TITLE}</h1>{paragraphs(0, 1, 2)}{ending}</article>"))
    assert texts_of(found) == list(TEXTS[:3])
    said = BeautifulSoup(ending, "lxml").find_all(["h3", "p"])[-1].get_text()
    assert any(removal.rule == rule and said in removal.text for removal in found.removed)


@pytest.mark.parametrize(
    "ending",
    [
        "Die Hotline des Landes ist kostenlos, der Landkreis bittet um Spenden für die Betroffenen.",
        "Wer die App des Wetterdienstes nutzt, bekommt eine Warnung.",
        "Der Landkreis verschickt die Warnungen nun auch in einem Newsletter.",
        "Ende.",
        "„Wir folgen dem Rat der Fachleute“, sagte sie.",
    ],
)
def test_sentences_of_the_article_stay_at_the_end(ending: str) -> None:
    body = f"<article><h1>{TITLE}</h1>{paragraphs(0, 1, 2)}<p>{ending}</p></article>"
    assert texts(page(body)) == [*TEXTS[:3], ending]


def test_lists_and_tables_stay_at_the_end() -> None:
    body = f"<article><h1>{TITLE}</h1>{paragraphs(0, 1, 2)}<ul><li>Husum<li>Büsum</ul></article>"
    assert [block.kind for block in read(page(body)).blocks][-2:] == [BlockKind.LIST_ITEM] * 2


def test_an_arrow_before_a_linked_line_points_elsewhere() -> None:
    line = (
        "<p>&gt;&gt; Sie wollen bauen? Unser <a href=/v>großer Vergleich der Kredite</a> hilft.</p>"
    )
    body = f"<article><h1>{TITLE}</h1>{paragraphs(0)}{line}{paragraphs(1, 2)}</article>"
    assert texts(page(body)) == list(TEXTS[:3])
