"""Captions of pages: what stands below a picture, whose it is, and what only looks like it."""

from __future__ import annotations

import pytest

from translator.article import Article, BlockKind
from translator.clean import clean
from translator.clean.credits import split_words
from translator.load import load_text

TITLE = "Neue Fähre für die Halligen"
FIRST = (
    "Die Reederei hat am Mittwoch in Dagebüll ein Schiff vorgestellt, das von Mai an zwischen dem "
    "Festland und den Halligen fahren soll und mit Strom betrieben wird."
)
SECOND = (
    "Bisher brauchten die Bewohner für den Weg zum Arzt einen halben Tag. Mit dem neuen Schiff soll "
    "die Fahrt noch vierzig Minuten dauern, auch bei niedrigem Wasser."
)
THIRD = (
    "Bezahlt wird die Fähre zur Hälfte vom Land. Die Gemeinden hatten lange darum gebeten und "
    "wollen nun den Anleger ausbauen, damit auch Lastwagen an Bord kommen."
)
CAPTION = "Die neue Fähre liegt am Anleger von Dagebüll"
CREDIT = "Foto: Ove Beispiel/dpa"


def article(between: str, *, above: str = "", end: str = "", author: str = "") -> Article:
    """Return the article of a page with something between its first two paragraphs."""
    head = f"<meta name='author' content='{author}'>" if author else ""
    page = (
        f"<html lang='de'><head><title>{TITLE}</title>{head}</head><body><nav><a href='/'>Start</a></nav>"
        f"<main><article>{above}<h1>{TITLE}</h1><div class='text'><p>{FIRST}</p>{between}<p>{SECOND}</p>"
        f"<p>{THIRD}</p></div>{end}</article></main><footer><p>Impressum</p></footer></body></html>"
    )
    return clean(
        load_text(page, name="seite.html", stem="seite", url="https://bote.example/faehre")
    )


def pictures(found: Article) -> list[tuple[str, str, str]]:
    return [(image.url.rpartition("/")[2], image.caption, image.credit) for image in found.images]


def paragraphs(found: Article) -> list[str]:
    return [block.text for block in found.blocks if block.image is None]


IMG = "<img src='/faehre.jpg' width='800'>"


@pytest.mark.parametrize(
    "markup",
    [
        f"<figure>{IMG}<figcaption>{CAPTION} {CREDIT}</figcaption></figure>",
        f"<figure>{IMG}<figcaption>{CAPTION}<small class='copyright'>{CREDIT}</small></figcaption></figure>",
        f"<figure>{IMG}<figcaption>{CAPTION}{CREDIT}</figcaption></figure>",
        f"<figure>{IMG}<figcaption><p>{CAPTION}</p><span>{CREDIT}</span></figcaption></figure>",
        f"<figure>{IMG}<figcaption><div>{CREDIT}</div>{CAPTION}</figcaption></figure>",
        f"<figure>{IMG}<figcaption><p>{CAPTION}</p>Foto: <p>Ove Beispiel/dpa</p></figcaption></figure>",
        f"<figure>{IMG}<div class='img-caption'>{CAPTION}</div><figcaption class='credit'>{CREDIT}</figcaption></figure>",
        f"<figure><figcaption>{CAPTION} ({CREDIT})</figcaption>{IMG}</figure>",
        f"<div class='wp-caption'><a href='/fahrplan'>{IMG}</a><p class='wp-caption-text'>{CAPTION} {CREDIT}</p></div>",
        f"<div class='wp-caption'><a href='/faehre-gross.jpg'>{IMG}</a><p class='wp-caption-text'>{CAPTION} {CREDIT}</p></div>",
        f"<figure>{IMG}<div class='captionline media__copyright'><span class='figcaption'>{CAPTION}</span><span class='figcaption__copyright'>{CREDIT}</span></div></figure>",
        f"<div class='bildbox'>{IMG}<p>{CAPTION} <span>{CREDIT}</span></p></div>",
        f"<div class='x1'><span>{CREDIT}</span>{IMG}<div class='x2'>{CAPTION}</div></div>",
        f"<p class='caption'><span>{IMG}</span><span class='bu'>{CAPTION}</span><span class='source'>{CREDIT}</span></p>",
        f"<figure>{IMG}<figcaption>1 / 12 {CAPTION} <span>{CREDIT}</span></figcaption></figure>",
        f"<figure>{IMG}<figcaption><button>Bild vergrößern</button>{CAPTION}<span>{CREDIT}</span></figcaption></figure>",
        f"<figure>{IMG}<figcaption><a href='/faehre-gross.jpg'>Größer</a> {CAPTION} <span>{CREDIT}</span></figcaption></figure>",
        f"<figure>{IMG}<figcaption><span class='visually-hidden'>Bildunterschrift:</span>{CAPTION}<i>{CREDIT}</i></figcaption></figure>",
        f"<figure>{IMG}<figcaption><a href='#weiter'>Galerie überspringen</a><p>{CAPTION}</p><p>{CREDIT}</p><p>3/4</p></figcaption></figure>",
    ],
)
def test_a_picture_has_its_caption_and_its_credit(markup: str) -> None:
    found = article(markup)
    assert pictures(found) == [("faehre.jpg", CAPTION, CREDIT)]
    assert paragraphs(found) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("said", "credit"),
    [
        ("<span class='c3'>Ove Beispiel/dpa</span>", "Ove Beispiel/dpa"),
        ("<span class='c3'>Getty Images</span>", "Getty Images"),
        ("<span class='c2'></span><span class='c3'>Jo Hahn</span>", "Jo Hahn"),
        ("<span itemprop='copyrightHolder'>Kreisarchiv</span>", "Kreisarchiv"),
        (
            "<cite class='photo-credit'>Kreisarchiv Nordfriesland</cite>",
            "Kreisarchiv Nordfriesland",
        ),
        (" (Quelle: Kreisarchiv)", "Quelle: Kreisarchiv"),
        (" (Ove Beispiel/Küstenbote)", "Ove Beispiel/Küstenbote"),
        (" | Ove Beispiel", "Ove Beispiel"),
        (" (c) Reederei Nord | ove.at", "(c) Reederei Nord | ove.at"),
        ("<span class='credit'><i>Credit...</i><i>Ove Beispiel</i></span>", "Ove Beispiel"),
        (" Foto: Ove Beispiel (Keystone)", "Foto: Ove Beispiel (Keystone)"),
        ("<span class='credit'>Foto:</span>", ""),
        (" (Archivbild)", None),
        (" | Die Fahrt dauert noch vierzig Minuten", None),
        ("<span> am Morgen</span>", None),
    ],
)
def test_what_names_whose_picture_it_is(said: str, credit: str | None) -> None:
    """``None`` means that the words belong to the caption."""
    sentence = f"{CAPTION}."
    found = article(f"<figure>{IMG}<figcaption>{sentence}{said}</figcaption></figure>")
    ((_, caption, names),) = pictures(found)
    assert names == (credit or "")
    assert (caption == sentence) is (credit is not None)


def test_a_caption_of_two_lines_is_one() -> None:
    found = article(
        f"<figure>{IMG}<figcaption><h4>Zum ersten Mal im Hafen</h4><div>{CAPTION}, "
        "<a href='/reederei'>sagt die Reederei</a>.</div></figcaption></figure>"
    )
    assert pictures(found)[0][1] == f"Zum ersten Mal im Hafen. {CAPTION}, sagt die Reederei."
    block = next(block for block in found.blocks if block.image is not None)
    assert [block.text[mark.start : mark.end] for mark in block.marks] == ["sagt die Reederei"]


def test_a_text_that_the_page_also_says_in_place_of_the_picture_is_its_caption() -> None:
    picture = f"<img src='/faehre.jpg' alt='{CAPTION}'>"
    found = article(f"<section>{picture}<p>{CAPTION}</p></section>")
    assert pictures(found) == [("faehre.jpg", CAPTION, "")]
    assert paragraphs(found) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    "text",
    [
        f"<p>{SECOND}</p>",
        f"<div class='wp-block-media-text__content'><p>{SECOND}</p></div>",
        f"<div class='image-text'><p>{SECOND}</p></div>",
        "<h2>Vierzig Minuten bis zum Festland</h2>",
        "<ul><li>Platz für zwölf Autos</li><li>Strom aus Wind</li></ul>",
    ],
)
def test_text_of_the_body_beside_a_picture_is_no_caption(text: str) -> None:
    found = article(
        f"<div class='wp-block-media-text'><figure>{IMG}</figure>{text}</div>",
        end=f"<p>{FIRST}</p>",
    )
    assert pictures(found) == [("faehre.jpg", "", "")]
    body = " ".join(paragraphs(found))
    assert all(part.partition("<")[0] in body for part in text.split(">") if part.partition("<")[0])


def test_steps_of_a_recipe_are_no_captions_though_their_pictures_repeat_them() -> None:
    steps = [
        "Verrühre zwölf Eier mit dem Zucker zu einem glatten Teig.",
        "Gib die Milch dazu und lasse alles eine Stunde stehen.",
        "Backe die Waffeln in einem heißen Eisen, bis sie braun sind.",
    ]
    found = article(
        "".join(f"<div><img src='/{len(s)}.jpg' alt='{s}'><p>{s}</p></div>" for s in steps)
    )
    assert paragraphs(found) == [FIRST, *steps, SECOND, THIRD]


def test_a_date_in_an_element_for_captions_is_none() -> None:
    found = article(
        f"<figure>{IMG}<figcaption>Publiziert 02/02/2022 um 09:23 GMT</figcaption></figure>"
    )
    assert pictures(found) == [("faehre.jpg", "", "")]


def test_a_picture_for_browsers_without_scripts_comes_once() -> None:
    later = "<img data-src='/faehre-gross.jpg' alt='Ein Schiff'>"
    plain = "<noscript><img src='/faehre-klein.jpg' alt='Ein Schiff'></noscript>"
    other = "<img data-src='/anleger-gross.jpg' alt='Ein Schiff'>"
    found = article(
        f"<figure>{plain}{later}<figcaption>{CAPTION}</figcaption></figure><div>{other}</div>"
    )
    assert pictures(found) == [("faehre-klein.jpg", CAPTION, ""), ("anleger-gross.jpg", "", "")]


def test_the_page_s_own_picture_has_the_caption_above_the_text() -> None:
    above = f"<figure><img data-url='/b/{{format}}.jpg'><figcaption>{CAPTION}</figcaption></figure>"
    page = (
        "<html lang='de'><head><meta property='og:image' content='/aufmacher.jpg'></head><body><article>"
        f"<h1>{TITLE}</h1>{above}<p>{FIRST}</p><figure>{IMG}</figure><p>{SECOND}</p><p>{THIRD}</p></article></body></html>"
    )
    found = clean(
        load_text(page, name="seite.html", stem="seite", url="https://bote.example/faehre")
    )
    assert pictures(found) == [("aufmacher.jpg", CAPTION, ""), ("faehre.jpg", "", "")]


def test_a_main_picture_above_the_headline_is_the_articles() -> None:
    above = f"<figure class='teaser-image'>{IMG}<figcaption>{CAPTION}</figcaption></figure><p>Teilen</p>"
    assert pictures(article("", above=above)) == [("faehre.jpg", CAPTION, "")]


@pytest.mark.parametrize(
    "portrait",
    [
        "<figure><a href='/a/jana'><img src='/jana.jpg' alt='J. B.'></a><figcaption>Von Jana Beispiel, Redakteurin für Häfen</figcaption></figure>",
        "<figure><img src='/jana.jpg'><figcaption>Jana Beispiel</figcaption></figure>",
        "<figure><img src='/jana.jpg'><figcaption><address>Unsere Frau am Hafen</address></figcaption></figure>",
        "<figure><img src='/jana.jpg'><figcaption><a rel='author' href='/a/jana'>Frau B. vom Hafen</a></figcaption></figure>",
        "<div><img src='/jana.jpg' alt='Jana Beispiel'></div>",
        "<div><img src='/jana.jpg' alt='Profilbild von Jana Beispiel'></div>",
    ],
)
def test_a_portrait_of_the_author_is_no_picture_of_the_article(portrait: str) -> None:
    found = article(portrait, author="Jana Beispiel")
    assert pictures(found) == []
    assert paragraphs(found) == [FIRST, SECOND, THIRD]


def test_a_picture_taken_by_the_author_stays() -> None:
    markup = f"<figure>{IMG}<figcaption>{CAPTION}. Foto: Jana Beispiel</figcaption></figure>"
    found = article(markup, author="Jana Beispiel")
    assert pictures(found) == [("faehre.jpg", f"{CAPTION}.", "Foto: Jana Beispiel")]


@pytest.mark.parametrize(
    "teaser",
    [
        f"<figure><a href='/andere'>{IMG}<figcaption><h3>Der Hafen von Husum</h3><p>Was dort gebaut wird.</p></figcaption></a></figure>",
        f"<figure><a href='https://laden.example/'>{IMG}</a><figcaption>Besuchen Sie unseren Laden am Hafen!</figcaption></figure>",
        f"<aside class='related'><figure>{IMG}<figcaption>Der Hafen von Husum</figcaption></figure><p>Mehr lesen</p></aside>",
        f"<div class='embed'>{IMG}<div class='embed-caption'><p>Wer den Beitrag lädt, sendet Daten.</p><label><input type='checkbox'>Immer laden</label></div></div>",
        "<figure class='video-box'><div class='player'>Wird geladen</div><figcaption>Der Hafen von Husum im Film</figcaption></figure>",
        "<div class='media--video'><p>Film</p><figcaption>Quelle: Küstenbote</figcaption></div>",
    ],
)
def test_a_teaser_a_promotion_and_a_film_are_no_pictures_of_the_article(teaser: str) -> None:
    own = f"<figure>{IMG.replace('faehre', 'anleger')}<figcaption>{CAPTION}</figcaption></figure>"
    found = article(f"{own}<p>{THIRD[::-1]}</p>{teaser}")
    assert pictures(found) == [("anleger.jpg", CAPTION, "")]


def test_the_copy_of_a_caption_for_a_larger_view_is_removed() -> None:
    figure = f"<figure>{IMG}<figcaption>{CAPTION}</figcaption></figure>"
    found = article(f"{figure}<figure>{IMG}<figcaption>{CAPTION}</figcaption></figure>")
    assert pictures(found) == [("faehre.jpg", CAPTION, "")]
    assert any(removal.rule == "repetition" for removal in found.removed)


def test_pictures_of_one_figure_keep_their_own_captions() -> None:
    slides = "".join(
        f"<div><img src='/bild-{n}.jpg'><div class='caption'>Das Schiff am {n}. Tag der Fahrt</div></div>"
        for n in (1, 2, 3)
    )
    assert pictures(article(f"<figure class='gallery image'>{slides}</figure>")) == [
        (f"bild-{n}.jpg", f"Das Schiff am {n}. Tag der Fahrt", "") for n in (1, 2, 3)
    ]


def test_pictures_whose_files_are_called_by_their_size_are_different_ones() -> None:
    found = article(
        "".join(f"<figure><img src='/{name}/800x450.jpg'></figure>" for name in ("bug", "heck"))
    )
    assert [image.url.rsplit("/", 2)[1] for image in found.images] == ["bug", "heck"]


def test_a_picture_that_opens_a_larger_one_is_kept_and_a_link_elsewhere_is_not() -> None:
    larger = "<div><a href='/faehre-gross.jpg'><img src='/faehre.jpg'></a></div>"
    elsewhere = "<div><a href='/fahrplan'><img src='/fahrplan.jpg'></a></div>"
    assert [url for url, _, _ in pictures(article(larger + elsewhere))] == ["faehre.jpg"]


def test_a_picture_is_found_in_any_attribute_for_scripts() -> None:
    picture = "<img data-interchange='[/b/klein-300x200.jpg, small], [/b/gross-1200x800.jpg, big]'>"
    found = article(f"<figure>{picture}<figcaption>{CAPTION}</figcaption></figure>")
    assert pictures(found) == [("klein-300x200.jpg", CAPTION, "")]


def test_a_credit_without_a_picture_is_recorded() -> None:
    own = f"<figure>{IMG}<figcaption>{CAPTION}</figcaption></figure>"
    found = article(own, end="<p>© 1998 - 2024 Küstenbote Verlag</p><p>Fotos: Kreisarchiv</p>")
    assert pictures(found) == [("faehre.jpg", CAPTION, "")]
    assert "Kreisarchiv" in " ".join(removal.text for removal in found.removed)


@pytest.mark.parametrize(
    "text",
    [
        "Der Hafen (Archivbild)",
        "Die Kanzlerin (links) und der Präsident (Mitte)",
        "Ein Bild: das Watt bei Ebbe, wie es die Maler sahen",
        "Die Quelle des Flusses | Wanderer erreichen sie in zwei Stunden",
    ],
)
def test_a_caption_without_a_credit_stays_whole(text: str) -> None:
    assert split_words(text) == (text, "")


@pytest.mark.parametrize(
    ("caption", "count"),
    [(CAPTION, 1), (f"<a href='/mehr'>{CAPTION}</a>", 0)],
    ids=["figure", "teaser"],
)
def test_a_figure_right_below_the_last_paragraph_is_the_articles(caption: str, count: int) -> None:
    figure = f"<figure><img src='/ende.jpg' width='800'><figcaption>{caption}</figcaption></figure>"
    markup = (
        f"<html lang='de'><head><title>{TITLE}</title></head><body><main><article><h1>{TITLE}</h1><p>{FIRST}</p>"
        f"<p>{SECOND}</p><p>{THIRD}</p>{figure}</article></main></body></html>"
    )
    found = clean(load_text(markup, name="seite.html", stem="seite", url="https://bote.example/a"))
    assert pictures(found) == [("ende.jpg", CAPTION, "")] * count


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("Die Fähre im Hafen - © ove_ - bilder.beispiel.com", "Die Fähre im Hafen", "© ove_ - bilder.beispiel.com"),
        ("Die Fähre im Hafen. – © Ove Beispiel", "Die Fähre im Hafen.", "© Ove Beispiel"),
        ("Die Fähre im Hafen / Bild: Ove Beispiel", "Die Fähre im Hafen", "Bild: Ove Beispiel"),
        ("Die Fähre im Hafen© Ove Beispiel /AFP", "Die Fähre im Hafen", "© Ove Beispiel /AFP"),
        ("Die Fähre. Bild: Ove Beispiel CC BY-SA 3.0", "Die Fähre.", "Bild: Ove Beispiel CC BY-SA 3.0"),
        ("Die Fähre. ©Ove Beispiel, Reederei Inc. Kiel", "Die Fähre.", "©Ove Beispiel, Reederei Inc. Kiel"),
        ("faehre-neu.jpg. Die Fähre (Foto: dpa)", "Die Fähre", "Foto: dpa"),
        ("2022/01/faehre_neu-scaled.jpeg", "", ""),
        ("Wer faehre.jpg öffnet, sieht den Hafen", "Wer faehre.jpg öffnet, sieht den Hafen", ""),
    ],
)  # fmt: skip
def test_what_parts_caption_and_credit_is_neither(text: str, caption: str, credit: str) -> None:
    assert split_words(text) == (caption, credit)


def test_the_name_of_a_file_in_an_element_of_its_own_is_no_caption() -> None:
    caption = f"<span>{CAPTION}</span> | <span>{CREDIT}</span><i>2022/01/faehre_neu.jpeg</i>"
    found = article(f"<figure>{IMG}<figcaption>{caption}</figcaption></figure>")
    assert pictures(found) == [("faehre.jpg", CAPTION, CREDIT)]


@pytest.mark.parametrize(
    ("alt", "kept"),
    [
        ("Ein Schiff vor einer Mole", "Ein Schiff vor einer Mole"),
        ("faehre_neu-2.jpg", ""),
        ("IMG_2031", ""),
        (CAPTION, ""),
        (f"{CAPTION}. ({CREDIT})", ""),
    ],
)
def test_what_stands_for_a_picture_is_no_file_and_not_the_caption_again(
    alt: str, kept: str
) -> None:
    img = f"<img src='/faehre.jpg' width='800' alt='{alt}'>"
    found = article(f"<figure>{img}<figcaption>{CAPTION} {CREDIT}</figcaption></figure>")
    assert pictures(found) == [("faehre.jpg", CAPTION, CREDIT)]
    assert [image.alt for image in found.images] == [kept]


@pytest.mark.parametrize(("path", "embeds"), [("text-to-speech/full/7", 0), ("hafen/rundgang", 1)])
def test_the_article_read_by_a_machine_is_no_part_of_it(path: str, embeds: int) -> None:
    found = article(f"<iframe src='https://bote.example/{path}' width=600 height=400></iframe>")
    assert sum(block.kind is BlockKind.EMBED for block in found.blocks) == embeds
    assert any(path in removal.text for removal in found.removed) == (not embeds)


@pytest.mark.parametrize(
    ("caption", "said"),
    [
        ("<span>Torwart Holm</span><span>Jo Hahn</span>", ("Torwart Holm", "Jo Hahn")),
        ("<span>Holm</span><span>Jo Hahn</span>", ("Holm", "Jo Hahn")),
        ("<span>Torwart Holm</span> <span>Jo Hahn</span>", ("Torwart Holm Jo Hahn", "")),
        ("<span>Torwart Holm</span><span>beim Spiel</span>", ("Torwart Holmbeim Spiel", "")),
    ],
)
def test_a_name_that_only_the_look_of_the_page_parts_from_the_caption_is_the_credit(
    caption: str, said: tuple[str, str]
) -> None:
    found = article(f"<figure>{IMG}<figcaption>{caption}</figcaption></figure>")
    assert pictures(found) == [("faehre.jpg", *said)]
