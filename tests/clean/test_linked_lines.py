"""Lines that are links: those of the article's own lists, and those that lead to other articles."""

from __future__ import annotations

import pytest

from translator.article import Article
from translator.clean import clean
from translator.load import load_text

TITLE = "Konzerte im Mai"
TEXTS = (
    "Im Mai spielen wieder Orchester in der Halle am Hafen, die seit dem Sturm im Herbst geschlossen war.",
    "Den Anfang macht ein Chor aus Esbjerg, der an drei Abenden alte Lieder der Fischer und der Weber singt.",
    "Wer keine Karte bekommt, kann auf den Stufen vor der Halle zuhören, denn die Türen bleiben offen.",
)


def article(between: str) -> list[str]:
    texts = [f"<p>{text}</p>" for text in TEXTS]
    page = f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{''.join(texts[:2])}{between}{texts[2]}</article></body></html>"
    found: Article = clean(load_text(page, name="s.html", stem="s", url="https://hafen.example/a"))
    return [block.text for block in found.blocks]


def test_lines_of_a_list_stay_whether_or_not_they_are_links() -> None:
    days = [
        "02.05.2031 – Chor – Halle",
        "03.05.2031 – Duo – Kai",
        "04.05.2031 – Trio – Halle",
        "05.05.2031 – Solo – Kai",
    ]
    lines = [f"<p>{day}</p>" for day in days]
    lines[1] = f"<p><a href='https://karten.example/2'>{days[1]}</a></p>"
    assert article("".join(lines)) == [*TEXTS[:2], *days, TEXTS[2]]


def test_a_link_among_other_lines_leads_elsewhere() -> None:
    lines = "<p><a href='/1'>03.05.2031 – Sturm über der Halle</a></p>"
    assert article(lines) == list(TEXTS)


LINKS = (
    "<li><strong>Der Bau ist offen: </strong><a href='{0}/1'>Sturm über der Halle am Hafen</a></li>"
    "<li><strong>Was noch fehlt: </strong><a href='{1}/2'>Ein Dach für die Chöre der Stadt</a></li>"
)


@pytest.mark.parametrize(
    ("heading", "hosts", "kept"),
    [
        ("Hintergründe – für Sie recherchiert", ("", ""), 0),
        ("Hintergründe – für Sie recherchiert", ("https://hafen.example",) * 2, 0),
        ("Wo Sie Karten bekommen", ("https://karten.example", "https://halle.example"), 3),
        ("Hier finden Sie Karten:", ("", ""), 3),
        ("Die Chöre im Einzelnen", ("", ""), 3),
    ],
)
def test_a_list_of_links_whose_heading_speaks_to_readers(
    heading: str, hosts: tuple[str, str], kept: int
) -> None:
    found = article(f"<h3>{heading}</h3><ul>{LINKS.format(*hosts)}</ul>")
    assert len(found) == len(TEXTS) + kept
