"""Which pictures are the article's: no signs, previews and teasers; films have readable names."""

from __future__ import annotations

import pytest

from translator.article import Article, BlockKind
from translator.clean import clean
from translator.clean.page import read
from translator.clean.parse import grow, parse
from translator.load import load_text

TITLE = "Ein neues Boot für die Retter"
TEXTS = (
    "Die Station am Strand hat am Samstag ein Boot bekommen, in dem sechs Menschen Platz finden.",
    "Bezahlt haben es die Mitglieder des Vereins, die zwei Jahre lang auf dem Markt gesammelt hatten.",
    "Getauft wird es im Mai. Bis dahin üben die Retter jeden Abend, wie man einen Menschen an Bord zieht.",
)
TEASER = "<a href='/2'>Ein anderes Boot sinkt im Hafen</a>"


def article(between: str = "", below: str = "", head: str = "") -> Article:
    page = (
        f"<html lang='de'><head><title>{TITLE}</title>{head}</head><body><nav><a href='/'>Start</a></nav><main>"
        f"<article><h1>{TITLE}</h1><p>{TEXTS[0]}</p>{between}<p>{TEXTS[1]}</p><p>{TEXTS[2]}</p>{below}</article></main></body></html>"
    )
    return clean(load_text(page, name="s.html", stem="s", url="https://www.strand.example/a"))


def pictures(found: Article) -> list[str]:
    return [b.image.url.rpartition("/")[2] for b in found.blocks if b.image is not None]


@pytest.mark.parametrize(
    ("between", "shown"),
    [
        ("<img src='/boot.jpg'>", ["boot.jpg"]),
        ("<p>Das Boot:<br><img src='/boot.jpg'></p>", ["boot.jpg"]),
        ("<p>Das Boot <img src='/stern.jpg'> der Retter liegt am Strand.</p>", []),
        ("<div><img src='/play.png'></div>", []),
        ("<div><img src='/img/zoom.png'></div>", []),
        ("<div><img src='/smilies/traurig.gif'></div>", []),
        ("<div><img src='/laden.gif' style='width:15px;height:15px;'></div>", []),
        ("<div><img src='/boot.jpg' style='width:600px'></div>", ["boot.jpg"]),
        # one picture in two sizes, as systems name them
        (
            "<div><img src='/csm_boot_am_strand_49efb8458e.jpg'></div><div><img src='/csm_boot_am_strand_26f7bd6472.jpg'></div>",
            ["csm_boot_am_strand_49efb8458e.jpg"],
        ),
        (
            "<div><img src='/2497904-310x207c-Boot.jpg'></div><div><img src='/2497904-1280x658c-Boot.jpg'></div>",
            ["2497904-310x207c-Boot.jpg"],
        ),
        (
            "<div><img src='/Bootstaufe.jpg'></div><div><img src='/s-350-350-Bootstaufe.jpg'></div>",
            ["Bootstaufe.jpg"],
        ),
        (
            "<div><img src='/boot.jpg_1251497164.jpg'></div><div><img src='/boot.jpg_1057110370.jpg'></div>",
            ["boot.jpg_1251497164.jpg"],
        ),
        # and pictures that only look like it: numbers, one name for all, one program that sends them
        (
            "<div><img src='/img_1234567890.jpg'></div><div><img src='/img_1234567891.jpg'></div>",
            ["img_1234567890.jpg", "img_1234567891.jpg"],
        ),
        (
            "<div><img src='/upload_49efb8458e.jpg'></div><div><img src='/upload_26f7bd6472.jpg'></div>",
            ["upload_49efb8458e.jpg", "upload_26f7bd6472.jpg"],
        ),
        (
            "<div><img src='/bild.php?id=17'></div><div><img src='/bild.php?id=18&w=200'></div><div><img src='/bild.php?id=18&w=600'></div>",
            ["bild.php?id=17", "bild.php?id=18&w=200"],
        ),
        ("<div><img src='/img/play-button.png'></div>", []),
        ("<div><img src='/img/pdf.png'></div>", []),
        ("<div><img src='/werbung.gif'></div>", []),
        ("<div><img src='/logos/firma.png'></div>", []),
        ("<div><img src='/boot-40x20.x12236.jpg'></div>", []),
        (
            "<div><img src='/boot-40x20.jpg' data-srcset='/boot-40x20.jpg 40w 20h,/boot-400x204.jpg 400w 204h,/boot-800x408.jpg 800w 408h'></div>",
            ["boot-800x408.jpg"],
        ),
        ("<div><img src='/logo-hafenfest-2024.jpg' width=600></div>", ["logo-hafenfest-2024.jpg"]),
        ("<div><img src='/vereinslogo.png'></div>", []),
        ("<div><img itemprop=image src='/vereinslogo.png'></div>", ["vereinslogo.png"]),
        (f"<div><div><div><img src='/hafen.jpg'></div></div><p>{TEASER}</p></div>", []),
        (
            "<div><article class=teaser><div><div><div><div><img src='/hafen.jpg'></div></div></div></div><p>Der Hafen</p></article></div>",
            [],
        ),
        (
            "<div><figure><div><img src='/boot.jpg'></div></figure><p>Grafik vergrößern</p></div>",
            ["boot.jpg"],
        ),
    ],
)
def test_pictures_between_paragraphs(between: str, shown: list[str]) -> None:
    assert pictures(article(between)) == shown


@pytest.mark.parametrize(
    ("paragraph", "order"),
    [
        ("<b>Das neue Boot:</b><br><img src='/boot.jpg'>", ["Das neue Boot:", "/boot.jpg"]),
        ("<img src='/boot.jpg'><br>Das neue Boot:", ["/boot.jpg", "Das neue Boot:"]),
        (f"{TEXTS[0]}<br><br><img src='/boot.jpg'><br><br>{TEXTS[1]}", [TEXTS[0], "/boot.jpg", TEXTS[1]]),
    ],
)  # fmt: skip
def test_a_picture_stands_where_it_stood_in_its_paragraph(paragraph: str, order: list[str]) -> None:
    root = parse(f"<body><p>{paragraph}</p></body>")
    assert root is not None
    reading = read(grow(root).soup)
    found = [piece.text for piece in reading.pieces]
    found.insert(reading.media[0].before, "/boot.jpg")
    assert found == order


def test_what_stands_for_a_picture_is_no_markup() -> None:
    found = article(
        "<img src='/boot.jpg' alt='&lt;p&gt;Das Boot am &lt;b&gt;Strand&lt;/b&gt;&lt;/p&gt;'>"
    )
    assert [b.image.alt for b in found.blocks if b.image is not None] == ["Das Boot am Strand"]


def test_a_gap_in_an_address_is_filled_as_in_another_picture_s() -> None:
    late = "<div><img data-url='https://bilder.example/i/59_${formatId}.jpg'></div>"
    early = "<div><img src='https://bilder.example/i/680_604.jpg'></div>"
    assert pictures(article(early + late)) == ["680_604.jpg", "59_604.jpg"]
    assert pictures(article(late)) == []


@pytest.mark.parametrize(
    ("film", "name"),
    [
        ("<video src='https://hlsvod.strand.example/i/1.mp4'></video>", "Video (strand.example)"),
        ("<audio src='https://ton.strand.example/i/1.mp3'></audio>", "Audio (strand.example)"),
        (
            "<video title='Die Fahrt' src='https://x.example/1.mp4'></video>",
            "Die Fahrt (x.example)",
        ),
        ("<iframe src='https://filme.example/1'></iframe>", "filme.example"),
    ],
)
def test_a_film_has_a_name_for_readers(film: str, name: str) -> None:
    found = article(f"<div>{film}</div>")
    assert [block.text for block in found.blocks if block.kind is BlockKind.EMBED] == [name]


@pytest.mark.parametrize(
    ("end", "text"),
    [
        ("Das Boot ist da.(mew)", "Das Boot ist da."),
        ("Er rief: „Das Boot ist da.“(mew)", "Er rief: „Das Boot ist da.“"),
        ("Das Boot ist da.dpa/mew", "Das Boot ist da."),
        ("Das Boot ist da. (lacht)", "Das Boot ist da. (lacht)"),
        ("Das Boot ist da.(1)", "Das Boot ist da.(1)"),
    ],
)
def test_a_mark_that_is_glued_to_the_last_sentence(end: str, text: str) -> None:
    assert article(below=f"<p>{TEXTS[0][:-1]} und sagten: {end}</p>").blocks[-1].text.endswith(text)


def test_what_lies_over_the_page_is_not_its_last_part() -> None:
    ask = "Gern beantwortet der Verein Ihre Fragen rund um das Boot und die Retter am Strand."
    for inside in (f"<p>{ask}</p>", f"<div><div><div><p>{ask}</p></div></div></div>"):
        box = f"<div class=contact-flyout>{inside}</div>"
        assert [block.text for block in article(below=box).blocks] == list(TEXTS)


def test_a_page_that_is_only_called_like_its_site_has_the_line_above_the_text_as_title() -> None:
    head = "<meta property='og:title' content='Das Strandblatt'><meta property='og:site_name' content='Das Strandblatt'>"
    page = (
        f"<html lang='de'><head><title>Das Strandblatt</title>{head}</head><body><h1><a href='/'>Das Strandblatt</a></h1>"
        f"<div class='title-text'><p><em>Sechs in einem Boot</em></p></div>{''.join(f'<p>{text}</p>' for text in TEXTS)}</body></html>"
    )
    found = clean(load_text(page, name="s.html", stem="s", url="https://strandblatt.example/a"))
    assert found.metadata.title == "Sechs in einem Boot"
    assert [block.text for block in found.blocks] == list(TEXTS)


def test_a_picture_with_its_caption_within_a_paragraph_is_none_of_the_sentence() -> None:
    figure = (
        "<span class='hmedia'><img src='/boot.jpg' width='660'><em>Das Boot am Strand</em></span>"
    )
    sign = "<span class='image'><img src='/stern.png' width='16'><em>sehr</em></span>"
    body = f"<p>{TEXTS[0]} {figure} Alle waren {sign} froh und blieben bis zum Abend am Strand.</p>"
    found = [block.text for block in article(body).blocks]
    assert "Das Boot am Strand" in found
    assert "Alle waren sehr froh und blieben bis zum Abend am Strand." in found


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/bilder/boot.jpg", ["boot.jpg"]),
        ("/wp-content/themes/strand/boot.jpg", []),
        ("/assets/img/boot.png", []),
    ],
)
def test_what_a_house_shows_for_itself_is_no_picture_of_the_article(
    address: str, shown: list[str]
) -> None:
    head = f"<meta property='og:image' content='https://www.strand.example{address}'>"
    assert pictures(article(head=head)) == shown


@pytest.mark.parametrize(
    ("film", "name"),
    [
        (
            "<div class=media-embed><iframe src='https://filme.example/1'></iframe><div class=caption>Die Taufe am Strand</div></div>",
            "Die Taufe am Strand (filme.example)",
        ),
        (
            "<figure><iframe src='https://filme.example/1'></iframe><figcaption>Die Taufe am Strand. Foto: Ove Beispiel</figcaption></figure>",
            "Die Taufe am Strand. (Foto: Ove Beispiel, filme.example)",
        ),
    ],
)
def test_a_film_is_called_what_its_caption_says(film: str, name: str) -> None:
    found = article(film)
    assert [block.text for block in found.blocks] == [TEXTS[0], name, *TEXTS[1:]]
    assert found.images == ()


def test_a_picture_below_a_film_keeps_its_caption() -> None:
    film = "<iframe src='https://filme.example/1'></iframe>"
    found = article(
        f"<div>{film}</div><figure><img src='/boot.jpg'><figcaption>Das Boot am Strand</figcaption></figure>"
    )
    assert [block.text for block in found.blocks][1:3] == ["filme.example", "Das Boot am Strand"]
    assert [image.caption for image in found.images] == ["Das Boot am Strand"]


@pytest.mark.parametrize(
    "caption",
    [
        "<a href='/strecke'><figure><div><img src='/1.jpg'></div><div><img src='/2.jpg'></div><figcaption>Pannen und Possen am Strand</figcaption></figure></a>",
        "<div class='body-video'><figure><div class='player'></div></figure><figcaption><p>Sieben neue Boote im Film</p></figcaption></div>",
    ],
)
def test_the_caption_of_a_gallery_or_film_elsewhere_is_none_of_the_article(caption: str) -> None:
    found = article(caption)
    assert [block.text for block in found.blocks] == list(TEXTS)


@pytest.mark.parametrize("said", ["erb/ots", "von Jana Beispiel"])
def test_who_wrote_it_is_no_caption_beside_the_credit(said: str) -> None:
    found = article(
        f"<figure><img src='/boot.jpg'><figcaption>{said} Foto: Ove Beispiel</figcaption></figure>"
    )
    assert [(i.caption, i.credit) for i in found.images] == [("", "Foto: Ove Beispiel")]
