"""A house asks its readers for money or their address, in the middle of an article."""

from __future__ import annotations

import pytest

from translator.article import Article
from translator.clean import clean
from translator.load import load_text

TITLE = "Das Watt wandert nach Osten"
TEXTS = (
    "Seit hundert Jahren messen Forscher vor der Küste, wie sich die Sandbänke zwischen den Inseln verschieben.",
    "In dieser Zeit ist die größte von ihnen um fast zwei Kilometer nach Osten gewandert, und mit ihr die Robben.",
    "Die Fischer haben sich daran gewöhnt. Sie fahren nach Karten, die alle vier Jahre neu gezeichnet werden.",
    "Ob der Anstieg des Meeres den Sand schneller macht, weiß niemand. Im Herbst beginnt eine neue Messung.",
)


def article(plea: str, title: str = TITLE) -> Article:
    texts = [f"<p>{text}</p>" for text in TEXTS]
    page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{''.join(texts[:2])}{plea}{''.join(texts[2:])}</article></body></html>"
    return clean(load_text(page, name="s.html", stem="s"))


@pytest.mark.parametrize(
    "plea",
    [
        "<h3>Auf Sie kommt es an!</h3><p>Unser Magazin lebt von seinen Lesern. Mit einer <a href='/s'>Spende</a> helfen Sie uns, es zu erhalten: Unterstützen Sie uns jetzt.</p>",
        "<h3>Auf Sie kommt es an!</h3><p>Unser Magazin kostet nichts. Damit das so bleibt, brauchen wir Ihre Hilfe.</p><p>Verein Wattblatt, IBAN DE12 3456 7890 1234 5678 90</p>",
        "<p>Wir finanzieren uns durch Spenden und Abos. Unterstütze unsere Arbeit und abonniere das Heft!</p>",
        "<p>[Mehr von der Küste lesen Sie im kostenlosen Newsletter. <a href='/n'>Hier geht es zur Anmeldung.</a>]</p>",
    ],
)
def test_a_plea_between_two_paragraphs_goes_and_is_recorded(plea: str) -> None:
    found = article(plea)
    assert [block.text for block in found.blocks] == list(TEXTS)
    assert {"plea"} <= {removal.rule for removal in found.removed}


@pytest.mark.parametrize(
    "told",
    [
        "Der Verein bittet um Spenden und neue Mitglieder, denn ohne Unterstützung muss er das Boot verkaufen.",
        "„Unterstützen Sie uns mit einer Spende“, steht auf dem Schild, das die Mitglieder am Deich aufgestellt haben.",
        "Wer helfen will, findet das Konto des Vereins am Hafen: IBAN DE12 3456 7890 1234 5678 90.",
        "Wir fahren mit den Mitgliedern des Vereins hinaus, die das Boot durch Spenden bezahlt haben.",
    ],
)
def test_what_an_article_tells_of_giving_stays(told: str) -> None:
    found = [block.text for block in article(f"<p>{told}</p>").blocks]
    assert found == [*TEXTS[:2], told, *TEXTS[2:]]


def test_an_article_about_giving_keeps_its_words() -> None:
    told = "Wir sagen Ihnen, worauf Sie bei einer Spende achten müssen, damit Ihre Unterstützung ankommt!"
    found = [block.text for block in article(f"<p>{told}</p>", "So kommt eine Spende an").blocks]
    assert told in found
