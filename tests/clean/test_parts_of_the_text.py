"""Small parts of an article that stand between its paragraphs: headings, rows, labels, pulled quotes."""

from __future__ import annotations

import json

import pytest

from tests.clean.test_between_and_below import pieces_of
from tests.clean.test_pictures_of_the_article import TEXTS, TITLE, article, pictures
from translator.article import Article, BlockKind
from translator.clean import clean
from translator.clean.goods import for_sale
from translator.clean.page import read
from translator.clean.parse import grow, parse
from translator.clean.pictures import document_of
from translator.load import load_text

STEPS = (
    "<div class=steps><h2>Üben</h2>"
    "<div class=step><span>1</span><h3>Leinen</h3><div><div><p>{}</p></div></div></div>"
    "<div class=step><span>2</span><h3>Wurf</h3><div><div><p>{}</p></div></div></div></div>"
).format(*TEXTS[1:])
SENTENCES = (
    "Wer mitfahren will, meldet sich bei der Station am Strand und bringt warme Sachen mit. "
    "Geübt wird auch bei Regen, denn das Meer fragt nicht nach dem Wetter. Im Winter ruht das Boot."
)


def texts(found: Article) -> list[str]:
    return [block.text for block in found.blocks]


def kinds(found: Article) -> dict[str, BlockKind]:
    return {block.text: block.kind for block in found.blocks}


def page(body: str, head: str = "") -> Article:
    markup = f"<html lang='de'><head><title>{TITLE}</title>{head}</head><body><nav><a href='/'>Start</a></nav>{body}</body></html>"
    return clean(load_text(markup, name="s.html", stem="s", url="https://www.strand.example/a"))


def test_the_headings_of_steps_belong_to_what_they_head() -> None:
    found = kinds(page(f"<main><h1>{TITLE}</h1><p>{TEXTS[0]}</p>{STEPS}</main>"))
    assert [text for text, kind in found.items() if kind is BlockKind.HEADING] == [
        "Üben",
        "Leinen",
        "Wurf",
    ]


def test_the_first_heading_of_a_text_stays_and_a_day_with_its_hour_is_the_date() -> None:
    top = "<h2>Retter (1 / 1) <span>06.11.2023 13:30 von Olga</span></h2><div>"
    first = "</div><h2>Was das Boot kann</h2>"
    found = page(
        f"<main><h1>{TITLE}</h1>{top}{first}{''.join(f'<p>{t}</p>' for t in TEXTS)}</main>"
    )
    assert texts(found) == ["Was das Boot kann", *TEXTS]
    assert found.metadata.date == "2023-11-06T13:30:00"


def test_a_heading_may_say_what_the_text_says_and_a_pulled_quotation_may_not() -> None:
    said = "„Wir üben jeden Abend, bis jeder Wurf sitzt“"
    told = f"{said}, sagt der Vormann, der das Boot seit zwanzig Jahren durch die Brandung steuert."
    found = article(f"<h2>{said}</h2><p>{told}</p>")
    assert kinds(found)[said] is BlockKind.HEADING
    for pulled in (
        f"<blockquote><p>{said}</p></blockquote>",
        f"<div class=pull-quote><div><div><p>{said}</p></div></div></div>",
        # shortened, as editors do
        "<blockquote><p>Wir üben jeden Abend, bis jeder Wurf sitzt, sagt der Vormann, der das Boot durch die Brandung steuert.</p></blockquote>",
    ):
        assert texts(article(f"{pulled}<p>{told}</p>")) == [TEXTS[0], told, *TEXTS[1:]]


def test_two_wordings_are_two_quotations() -> None:
    old = "Boote sind am Strand an der Kette zu halten, ausgenommen in den Stunden von sechs bis acht Uhr."
    new = f"{old.replace('acht', 'neun')[:-1]} und bei der Taufe eines neuen Bootes."
    found = texts(article(f"<blockquote>{old}</blockquote><blockquote>{new}</blockquote>"))
    assert found == [TEXTS[0], old, new, *TEXTS[1:]]


def test_a_quotation_of_something_else_stays() -> None:
    poem = "<blockquote><p>Das Meer ist weit, das Meer ist blau, im Wasser schwimmt ein Kabeljau.</p></blockquote>"
    assert len(texts(article(poem))) == len(TEXTS) + 1


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("<strong>Der erste Einsatz</strong><br>{}", ["Der erste Einsatz", TEXTS[2]]),
        ("<strong>Der erste Einsatz </strong><br>{}", ["Der erste Einsatz", TEXTS[2]]),
        # a name and what it says of it, the beginning of a sentence, a label
        ("<strong>Der erste Einsatz:</strong><br>{}", [f"Der erste Einsatz: {TEXTS[2]}"]),
        ("<strong>Getauft</strong><br>{}", [f"Getauft {TEXTS[2]}"]),
        ("<strong>Der erste Einsatz</strong><br>und {}", [f"Der erste Einsatz und {TEXTS[2]}"]),
        ("Der erste Einsatz<br>{}", [f"Der erste Einsatz {TEXTS[2]}"]),
        # what would be taken for who wrote it
        ("<strong>Von Beruf Schreiner</strong><br>{}", [f"Von Beruf Schreiner {TEXTS[2]}"]),
    ],
)  # fmt: skip
def test_a_bold_first_line_is_a_heading_of_its_own(line: str, parts: list[str]) -> None:
    body = f"<main><h1>{TITLE}</h1><p>{TEXTS[0]}</p><p>{TEXTS[1]}</p><p>{line.format(TEXTS[2])}</p></main>"
    assert texts(page(body)) == [*TEXTS[:2], *parts]


def test_the_bold_first_line_of_the_first_paragraph_is_no_label_above_the_text() -> None:
    first = f"<p><strong>Am Strand</strong><br>{TEXTS[0]}</p><p>{TEXTS[1]}</p><p>{TEXTS[2]}</p>"
    assert texts(page(f"<main><h1>{TITLE}</h1>{first}</main>")) == ["Am Strand", *TEXTS]


def test_a_paragraph_that_is_called_a_heading_is_a_paragraph() -> None:
    found = article(f"<h4>{SENTENCES}</h4>")
    assert kinds(found)[SENTENCES] is BlockKind.PARAGRAPH
    closing = page(
        f"<main><h1>{TITLE}</h1><div class=column><div>{''.join(f'<p>{t}</p>' for t in TEXTS)}</div></div>"
        f"<div class=column><div><h3>{SENTENCES}</h3></div></div></main>"
    )
    assert texts(closing)[-1] == SENTENCES
    assert "Mehr lesen?" not in texts(article(below="<h3>Mehr lesen?</h3>"))


def test_the_questions_of_a_portrait_come_with_answers_of_one_word() -> None:
    pairs = [
        ("Wer steuert?", "Julia"),
        ("Wie lange schon?", "Seit zwanzig Jahren steuert sie das Boot, auch bei Sturm."),
        ("Was war das Schwerste?", "Die Nacht im März, in der zwei Kutter vor dem Hafen sanken."),
    ]
    boxes = "".join(
        f"<div class='box b{n}'><div class=label>{q}</div><div class=answer>{a}</div></div>"
        for n, (q, a) in enumerate(pairs)
    )
    found = texts(article(f"<div>{boxes}</div>"))
    assert found == [TEXTS[0], *(text for pair in pairs for text in pair), *TEXTS[1:]]


def test_a_line_beside_lines_of_its_form_stays() -> None:
    days = [f"0{n}.05.2031 – Übung {n} – Strand" for n in range(1, 6)]
    lines = "".join(f"<p>{day}</p>" for day in days[:4])
    last = f"<p><a href='https://karten.example/2' target=_blank>{days[4]}</a></p>"
    assert texts(article(lines + last)) == [TEXTS[0], *days, *TEXTS[1:]]


@pytest.mark.parametrize(
    ("above", "between", "parts"),
    [
        # words and what they mean, questions that unfold
        ("", "<dl><dt>Pinne</dt><dd>Mit der Pinne wird das Boot gesteuert, wenn der Motor steht.</dd></dl>",
         ["Pinne", "Mit der Pinne wird das Boot gesteuert, wenn der Motor steht."]),
        ("", "<details><summary>Wer steuert?</summary><p>Der Vormann steuert das Boot, auch bei Sturm.</p></details>",
         ["Wer steuert?", "Der Vormann steuert das Boot, auch bei Sturm."]),
        # the main points above the text, and its figures
        ("<ul><li>Die Retter haben ein Boot</li><li>Taufe im Mai</li></ul>", "", ["Die Retter haben ein Boot", "Taufe im Mai"]),
        ("<ul><li>Länge: 12 km</li><li>Höhe: 240 m</li></ul>", "", ["Länge: 12 km", "Höhe: 240 m"]),
        ("<ul><li>Start</li><li>Strand</li></ul>", "", []),
    ],
)  # fmt: skip
def test_what_is_said_in_short_stays(above: str, between: str, parts: list[str]) -> None:
    text = f"<p>{TEXTS[0]}</p>{between}<p>{TEXTS[1]}</p><p>{TEXTS[2]}</p>"
    found = texts(page(f"<div class=page><h1>{TITLE}</h1>{above}{text}</div>"))
    order = [TEXTS[0], *parts] if between else [*parts, TEXTS[0]]
    assert found == [*order, *TEXTS[1:]]


def test_what_is_for_sale_between_two_paragraphs_goes() -> None:
    box = (
        f"<div class=paid><ul>{'<li>Übungen als Bild und Video</li>' * 4}</ul><div class=price><p class=price-text>nur 9,90 €</p></div>"
        "<p>Du bist schon Kunde? Dann lade den Plan im Bereich für Kunden herunter.</p></div>"
    )
    long = "".join(f"<p>{text}</p>" for text in TEXTS * 3)
    pieces = pieces_of(f"<main>{long}{box}{long}</main>")
    votes = ["Übungen" not in piece.text for piece in pieces]
    gone = [pieces[index].text for index in for_sale(pieces, votes)]
    assert gone == [
        "nur 9,90 €",
        "Du bist schon Kunde? Dann lade den Plan im Bereich für Kunden herunter.",
    ]
    assert not for_sale(pieces, [True] * len(pieces))  # of which the engine passed over nothing
    assert not for_sale(
        pieces_of(f"<p>{TEXTS[0]}</p><p>9,90 Euro</p><p>{TEXTS[1]}</p>"), [True] * 3
    )


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Noch mehr Boote? Hier zeigen wir dir <a href='/b'>die zwölf schönsten Häfen im Norden</a>!", False),
        ("Du willst mit? <a href='/b'>Die Station sucht noch Leute für das Boot.</a>", False),
        ("„Willst du mit?“, fragt der Vormann, <a href='/b'>und der Junge nickt und steigt ein.</a>", True),
        ("Die Station liegt am Ende der Straße, <a href='/b'>die zum Strand führt.</a>", True),
        # what readers are asked, and who helps them
        ("Wann fuhren Sie zuletzt hinaus? <a href='https://see.example'>Im Forum der Fischer wird darüber gestritten.</a>", True),
        ("Haben Sie das Boot gesehen? Dann rufen Sie bitte an: <a href='tel:+4948'>die Wache der Retter, Telefon 048</a>!", True),
    ],
)  # fmt: skip
def test_a_last_line_that_asks_readers_on(line: str, *, kept: bool) -> None:
    assert (len(texts(article(below=f"<p>{line}</p>"))) > len(TEXTS)) is kept


def test_a_last_line_of_several_links_leads_elsewhere() -> None:
    links = (
        "<a href='/1'>Was ein Boot für die Retter am Strand heute kostet</a><br>"
        "<a href='/2'>Wie die Station im Sturm den Kutter fand</a>"
    )
    found = texts(article(below=f"<p>{SENTENCES}</p><p>Zum Thema:<br>{links}</p>"))
    assert found == [*TEXTS, SENTENCES]


@pytest.mark.parametrize(
    "line",
    [
        # a path through menus has one link beside the other
        "Klippenhaus / schöner Blick vom ersten Stock / <a href='https://klippe.example'>klippe.example</a>",
        "Die Karte und weitere Angaben unter <a href='https://strand.example/k'>www.strand.example/karte/boot</a>",
        # a text on accounts that ends with dots
        "Jeder, der ein Konto hat, kann sich dort anmelden. Hat er keines, legt er es an. Danach besitzt er einen Benutzernamen und ein Passwort, und nun geschieht etwas Schönes...",
    ],
)  # fmt: skip
def test_lines_that_only_look_like_chrome(line: str) -> None:
    assert len(texts(article(f"<p>{line}</p>"))) == len(TEXTS) + 1


def test_the_classes_of_a_whole_article_name_no_part_of_it() -> None:
    body = f"<article class='post displayed_author-jana article_type-story'><h1>{TITLE}</h1><div id=content><p>{TEXTS[0]}</p><section><div><div>{''.join(f'<p>{text}</p>' for text in TEXTS[1:] * 3)}</div></div></section></div></article>"
    assert texts(page(body))[0] == TEXTS[0]


def test_a_list_of_licences_names_whose_the_pictures_are() -> None:
    names = "<h6>Bildnachweis:<br>Boot am Strand: Jana Beispiel [CC BY-SA 4.0], via Wikimedia Commons<br>Karte: Gemeinfrei</h6>"
    found = article("<img src='/boot.jpg'>", below=f"{names}<p>{SENTENCES}</p>")
    assert not any(text.startswith("Bildnachweis") for text in texts(found))
    assert any(removal.rule == "credit" for removal in found.removed)


def test_a_paragraph_on_pictures_is_no_list_of_licences() -> None:
    said = "Bilder: Wer sie bei Pixabay holt, soll die Bedingungen lesen, denn nicht jedes Foto darf man verändern."
    assert said in texts(article(f"<p>{said}</p>"))


def test_a_document_with_its_first_page_is_a_link() -> None:
    box = (
        "<div class=material><div><img src='/vorschau.jpg' alt='Bericht'></div><div><h2>Der Bericht der Station</h2>"
        "<p>12 | DIN A4</p><a href='{}'>Herunterladen</a></div></div>"
    )
    root = parse(box.format("/bericht.pdf"))
    assert root is not None
    (medium,) = read(grow(root).soup).media
    found = document_of(medium, frozenset(), "https://www.strand.example/a")
    assert found is not None
    assert (found.kind, found.text) == (BlockKind.EMBED, "Der Bericht der Station (PDF)")
    assert found.href == "https://www.strand.example/bericht.pdf"
    inside = {level.number for level in medium.place.upwards()}
    assert document_of(medium, inside, "") is None  # a picture of the text


STATE = {
    "project": {
        "title": TITLE,
        "author": {"first_name": "Robert", "last_name": "Beispiel"},
        "description": f"<p>{TEXTS[0]}</p>",
        "steps": [
            {"text": f"<p>{TEXTS[1]}</p>", "photos": [{"url": "/1.jpg", "alt": "Leinen"}], "step_title": "Schritt 1: Leinen"},
            {"text": f"<p>{TEXTS[2]}</p>", "photos": [], "step_title": "Schritt 2: Wurf"},
        ],
    },
    "next": {"title": "Häfen", "description": f"<p>{SENTENCES}</p>", "steps": [{"text": f"<p>{SENTENCES}</p>" * 3}]},
}  # fmt: skip


def test_the_article_in_the_state_of_a_page_is_the_one_of_its_title() -> None:
    props = json.dumps(STATE).replace("'", "&#39;")
    found = page(f"<h1>{TITLE}</h1><div data-props='{props}'></div>")
    assert [(b.kind.value, b.text) for b in found.blocks if b.image is None] == [
        ("paragraph", TEXTS[0]),
        ("heading", "Schritt 1: Leinen"),
        ("paragraph", TEXTS[1]),
        ("heading", "Schritt 2: Wurf"),
        ("paragraph", TEXTS[2]),
    ]
    assert pictures(found) == ["1.jpg"]
    assert found.metadata.author == "Robert Beispiel"


@pytest.mark.parametrize(
    ("named", "source"),
    [
        ("Das Strandblatt", "Das Strandblatt"),
        (f"{TITLE} | Das Strandblatt", "Das Strandblatt"),
        ("Blogger", "strand.example"),
        ("", "strand.example"),
    ],
)
def test_a_site_is_called_neither_like_its_program_nor_like_the_article(
    named: str, source: str
) -> None:
    head = f"<meta property='og:site_name' content='{named}'>"
    assert article(head=head).metadata.source == source


def test_who_is_shown_as_the_author_counts_before_who_is_shown_nowhere() -> None:
    head = "<meta name=author content='Doris Chefin'>"
    shown = "<div class=article-authors><div class=list><h2 class=author__name>Ursula Beispiel</h2></div></div>"
    body = f"<article><h1>{TITLE}</h1>{shown}{''.join(f'<p>{text}</p>' for text in TEXTS)}{{}}</article>"
    assert page(body.format(""), head).metadata.author == "Ursula Beispiel"
    assert page(body.format("<p>Chefin vom Dienst: Doris Chefin</p>"), head).metadata.author == (
        "Doris Chefin"
    )


def test_a_name_alone_in_the_box_of_the_author_is_the_author_s() -> None:
    box = "<div class='box author short'><div class=text><div class=title-small>Johanna Beispiel</div></div></div>"
    found = page(
        f"<header><h1>{TITLE}</h1></header><main><div>{box}</div>{''.join(f'<p>{t}</p>' for t in TEXTS)}</main>"
    )
    assert found.metadata.author == "Johanna Beispiel"


def test_author_and_date_in_one_line_below_the_text() -> None:
    line = "<div>Datum: 19.11.2021<br>Autor: Fritz Beispiel<br>Quelle: Strandnetz</div>"
    assert article(below=line).metadata.author == "Fritz Beispiel"
