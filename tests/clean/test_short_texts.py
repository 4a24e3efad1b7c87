"""Short texts are articles too: where a page says what is its article, or where nothing else was copied."""

import pytest

from translator.article import Article
from translator.clean import clean
from translator.errors import CleanError
from translator.load import load_text

NOTES = {
    "memory": (
        (
            "<p>Oma sagte oft: „Morgen ist auch ein Tag.“</p><p>Dann kochte sie Tee.</p>"
            "<p>Und alle blieben sitzen.</p>"
        ),
        [
            "Oma sagte oft: „Morgen ist auch ein Tag.“",
            "Dann kochte sie Tee.",
            "Und alle blieben sitzen.",
        ],
    ),
    "chronicle": (
        (
            "<h2>1648</h2><p>Der Krieg ist zu Ende.</p><h2>1711</h2><p>Die Mühle brennt ab.</p>"
            "<h2>1866</h2><p>Die erste Schule öffnet.</p>"
        ),
        [
            "1648",
            "Der Krieg ist zu Ende.",
            "1711",
            "Die Mühle brennt ab.",
            "1866",
            "Die erste Schule öffnet.",
        ],
    ),
    "list": (
        "<p>Was ins Zelt gehört:</p><ul><li>Schlafsack und Matte</li><li>Lampe</li><li>Kocher mit Gas</li></ul>",
        ["Was ins Zelt gehört:", "Schlafsack und Matte", "Lampe", "Kocher mit Gas"],
    ),
    "instructions": (
        "<p>So leeren Sie den Speicher.</p><pre>rm -r cache</pre><p>Danach starten Sie neu.</p>",
        ["So leeren Sie den Speicher.", "rm -r cache", "Danach starten Sie neu."],
    ),
}
COPIED = {
    "recipe": "Apfelmus\n\nSchnell und ohne Zucker.\n\nZutaten\n\n1 kg Äpfel\n\n1 Zitrone\n\n"
    "Äpfel schälen und vierteln.\n\nWeich kochen und stampfen.",
    "answers": "Fragen zum Freibad\n\nWann öffnet es?\n\nAm ersten Mai um neun.\n\nWas kostet es?\n\nVier Euro am Tag.",
    "verses": "Winterlied\n\nDer Schnee fällt weich und sacht.\n\nEs wird schon wieder Nacht.",
}
MENUS = (
    "Start\nAktuelles\nVerein\nKontakt\nImpressum\n",
    "Jetzt anmelden!\nMehr erfahren\nSo geht es.\nSuche\n",
)


@pytest.mark.parametrize("name", NOTES)
@pytest.mark.parametrize("element", ["article", "main"])
def test_a_page_says_what_is_its_article(name: str, element: str) -> None:
    body, wanted = NOTES[name]
    page = (
        f"<html><body><nav><a href='/'>Start</a> <a href='/v'>Verein</a></nav>"
        f"<{element}><h1>Ein kurzer Text</h1>{body}</{element}>"
        f"<footer><a href='/i'>Impressum</a></footer></body></html>"
    )
    article = clean(load_text(page, name="a.html", stem="a"))
    assert article.metadata.title == "Ein kurzer Text"
    assert [block.text for block in article.blocks] == wanted


def test_an_overview_of_links_is_no_article() -> None:
    links = "".join(
        f"<p><a href='/{n}'>Ein Bericht über den Ort Nummer {n}</a></p>" for n in range(9)
    )
    page = f"<html><body><main><h1>Aktuelles</h1>{links}</main></body></html>"
    with pytest.raises(CleanError, match="no article found"):
        clean(load_text(page, name="a.html", stem="a"))


@pytest.mark.parametrize("name", COPIED)
def test_a_short_text_copied_alone_is_whole(name: str) -> None:
    lines = [line for line in COPIED[name].split("\n") if line]
    article = clean(load_text(COPIED[name], name="a.txt", stem="a"))
    assert [article.metadata.title, *(block.text for block in article.blocks)] == lines


@pytest.mark.parametrize("menu", MENUS)
def test_a_copied_menu_is_no_article(menu: str) -> None:
    with pytest.raises(CleanError, match="no running text"):
        clean(load_text(menu, name="a.txt", stem="a"))


def test_both_panes_of_a_tab_are_kept() -> None:
    page = (
        "<html><body><article><h1>Ausweis beantragen</h1>"
        "<div class='tab-pane active'><p>Sie beantragen den Ausweis im Bürgerbüro.</p></div>"
        "<div class='tab-pane' hidden><p>Er kostet 37 Euro, für Personen unter 24 Jahren 22,80 Euro.</p></div>"
        "</article></body></html>"
    )
    article = clean(load_text(page, name="a.html", stem="a"))
    assert [block.text[:8] for block in article.blocks] == ["Sie bean", "Er koste"]


PROSE = (
    "Der Stadtrat hat am Montag nach langer Beratung beschlossen, den alten Radweg am Fluss zu erneuern.",
    "Die Arbeiten sollen im Frühjahr beginnen und acht Monate dauern, sagte der Bürgermeister danach.",
    "Für Fußgänger bleibt der Weg während der ganzen Bauzeit geöffnet, Radfahrer müssen ausweichen.",
)


def around(middle: str, title: str = "Der neue Radweg", page: str = "") -> Article:
    text = (
        f"<html><head><title>{page}</title></head><body><article><h1>{title}</h1>"
        f"<p>{PROSE[0]}</p><p>{PROSE[1]}</p>{middle}<p>{PROSE[2]}</p></article></body></html>"
    )
    return clean(load_text(text, name="a.html", stem="a"))


@pytest.mark.parametrize(
    "box",
    [
        '<aside class="infobox"><h2>{}</h2><p>{}</p></aside>',
        '<div class="factbox"><h3>{}</h3><p>{}</p></div>',
        '<h3 aria-controls="p1">{}</h3><div id="p1" style="display: none"><p>{}</p></div>',
        '<h4><a href="#p1">{}</a></h4><div id="p1" aria-hidden="true"><p>{}</p></div>',
    ],
)
def test_a_short_sentence_below_its_heading_is_kept(box: str) -> None:
    said = ("Was kostet der Weg?", "Er kostet 900.000 Euro.")
    blocks = [block.text for block in around(box.format(*said)).blocks]
    assert blocks == [*PROSE[:2], *said, PROSE[2]]


@pytest.mark.parametrize(
    "page", ["Herbstlied – Altenrieder Bote", "Herbstlied | Der Bote | Kultur"]
)
def test_a_title_of_one_word_is_told_from_the_name_behind_it(page: str) -> None:
    assert around("", "Herbstlied", page).metadata.title == "Herbstlied"
