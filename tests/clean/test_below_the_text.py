"""Pictures, films and lines below the last paragraph: those of the article, and what follows it."""

from __future__ import annotations

import pytest

from translator.article import Article, BlockKind
from translator.clean import clean
from translator.load import load_text

TITLE = "Ein neues Boot für die Retter"
TEXTS = (
    "Die Station am Strand hat am Samstag ein Boot bekommen, in dem sechs Menschen Platz finden.",
    "Bezahlt haben es die Mitglieder des Vereins, die zwei Jahre lang auf dem Markt gesammelt hatten.",
    "Getauft wird es im Mai. Bis dahin üben die Retter jeden Abend, wie man einen Menschen an Bord zieht.",
)
PICTURE = "<img src='/boot.jpg' width='800' alt='Das Boot'>"
FILM = "<iframe src='https://filme.example/boot' width='560' title='Die erste Fahrt'></iframe>"
SHARE = "<div class='share'><p>Teilen</p></div>"
ANNOUNCED = "Wo das Boot fahren darf, zeigt diese Karte:"


def article(below: str, *, top: str = "", box: str = "article") -> Article:
    """Return the article of a page with something between or below its title and paragraphs."""
    body = "".join(f"<p>{text}</p>" for text in TEXTS)
    page = (
        f"<html lang='de'><head><title>{TITLE}</title></head><body><nav><a href='/'>Start</a></nav><main>"
        f"<h1>{TITLE}</h1><{box}>{top}{body}{below}</{box}></main><footer><p>Impressum</p></footer></body></html>"
    )
    return clean(load_text(page, name="seite.html", stem="seite", url="https://strand.example/a"))


def shown(found: Article) -> list[str]:
    """Return the files of the article's pictures and films."""
    pictures = [block.image.url for block in found.blocks if block.image is not None]
    films = [block.marks[0].href for block in found.blocks if block.kind is BlockKind.EMBED]
    return [address.rpartition("/")[2] for address in pictures + films]


@pytest.mark.parametrize("box", ["article", "div"])
@pytest.mark.parametrize(
    ("below", "files"),
    [
        (f"<p>{PICTURE}</p>", ["boot.jpg"]),
        (f"<figure>{PICTURE}</figure>", ["boot.jpg"]),
        (f"<div><a href='/boot-gross.jpg'>{PICTURE}</a></div>", ["boot.jpg"]),
        (f"<div class='player'>{FILM}</div>", ["boot"]),
        (f"<p>{PICTURE}</p><p>{FILM}</p>", ["boot.jpg", "boot"]),
        (f"{SHARE}<p>{PICTURE}</p><p>{FILM}</p>", []),
        (f"<div><div><div>{PICTURE}</div></div><p>Mehr vom Strand</p></div>", []),
        (f"<div class='related'>{PICTURE}</div>", []),
        (f"</{{box}}><div>{PICTURE}</div><{{box}}>", []),
    ],
    ids=["p", "figure", "larger", "film", "both", "behind chrome", "teaser", "named", "outside"],
)
def test_pictures_and_films_right_below_the_text(below: str, files: list[str], box: str) -> None:
    assert shown(article(below.format(box=box), box=box)) == files


def test_a_picture_between_the_headline_and_the_text_is_the_articles() -> None:
    assert shown(article("", top=f"<p>{PICTURE}</p>")) == ["boot.jpg"]


def test_a_picture_that_is_not_the_articles_is_recorded() -> None:
    found = article(f"{SHARE}<p>{PICTURE}</p>")
    assert ("picture", "Das Boot: https://strand.example/boot.jpg") in [
        (removal.rule, removal.text) for removal in found.removed
    ]


@pytest.mark.parametrize("figure", [PICTURE, FILM, "<div class='karte'><script>x()</script></div>"])
def test_a_sentence_that_announces_a_figure_stays(figure: str) -> None:
    assert ANNOUNCED in [block.text for block in article(f"<p>{ANNOUNCED}</p>{figure}").blocks]


@pytest.mark.parametrize(("figure", "count"), [(FILM, 1), (SHARE, 0)])
def test_a_label_below_the_text_stays_where_what_it_announces_does(figure: str, count: int) -> None:
    texts = [block.text for block in article(f"<p>Das Boot im Film:</p>{figure}").blocks]
    assert texts.count("Das Boot im Film:") == count


def test_a_picture_shown_twice_stands_where_its_caption_is() -> None:
    captioned = f"<figure>{PICTURE}<figcaption>Das Boot am Strand</figcaption></figure>"
    found = article(captioned, top=f"<p>{PICTURE}</p>")
    assert [block.text for block in found.blocks if block.image] == ["Das Boot am Strand"]


def test_the_one_picture_above_the_text_has_the_one_credit_below_it() -> None:
    found = article("<p>Foto: Ute Beispiel</p>", top=f"<p>{PICTURE}</p>")
    assert [(i.url[-8:], i.credit) for i in found.images] == [("boot.jpg", "Foto: Ute Beispiel")]
