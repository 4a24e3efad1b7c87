from __future__ import annotations

import pytest

from translator.article import Article, Block, BlockKind, Image, Metadata, figure
from translator.clean import clean
from translator.errors import CleanError
from translator.load import load_text
from translator.publish import render
from translator.publish.version import source_version

PARAGRAPH = (
    "Die Minister haben sich nach langen Verhandlungen auf einen neuen Vertrag geeinigt, der im "
    "Januar in Kraft treten soll."
)

ARTICLE = Article(
    metadata=Metadata(
        title="Neun Staaten: ein Vertrag",
        author="Eva Probe",
        date="2024-05-02T06:00:00+02:00",
        section="Ausland",
        source="Die Woche",
        url="https://woche.example/neun",
        lang="de",
    ),
    blocks=(
        Block(BlockKind.LEAD, "Der Vertrag gilt *vorläufig* drei Jahre."),
        figure(Image("https://woche.example/b.jpg", "Der Saal", "Foto: dpa", "Saal mit Fahnen")),
        Block(BlockKind.PARAGRAPH, PARAGRAPH),
        Block(BlockKind.HEADING, "Was folgt", level=2),
        Block(BlockKind.LIST_ITEM, "1. Schritt: abstimmen", ordered=True, number=1),
        Block(BlockKind.LIST_ITEM, "innen # kein Titel", level=1),
        Block(BlockKind.LIST_ITEM, "zweitens", ordered=True, number=2),
        Block(BlockKind.LIST_ITEM, "fünftens", ordered=True, number=5),
        Block(BlockKind.QUOTE, "Wir warten nicht."),
        Block(BlockKind.TABLE_ROW, "Staat\tJahr", number=1),
        Block(BlockKind.TABLE_ROW, "Polen | Nord\t2024", number=2),
        Block(BlockKind.CODE, "a = 1\n  b"),
        figure(Image("", "Die Brücke bei Nacht", "imago")),
        Block(BlockKind.PARAGRAPH, "- kein Punkt einer Liste, sondern ein Satz."),
    ),
)


def read(text: str | bytes) -> Article:
    return clean(load_text(text, name="artikel.md", stem="artikel"))


def test_what_the_tool_publishes_it_reads_back() -> None:
    published = render(source_version(ARTICLE, lang="de"), "md")
    found = read(published)
    assert found.metadata == ARTICLE.metadata
    assert found.blocks == ARTICLE.blocks


@pytest.mark.parametrize("above", [True, False], ids=["as today", "as 0.1.0 had it"])
def test_the_notice_of_a_translation_is_no_text_of_the_article(*, above: bool) -> None:
    notice = "*Machine translation (de → en) by a model.* Original: [a.html](https://example.org)"
    text = "# Nine states\n\nThe ministers agreed on a treaty after long talks on Monday."
    parts = (notice, text) if above else (text, notice)
    front = "---\ntitle: Nine states\nlang: en\nmachine-translated: true\n---\n\n"
    found = read(front + "\n\n---\n\n".join(parts) + "\n")
    assert [block.text for block in found.blocks] == [
        "The ministers agreed on a treaty after long talks on Monday."
    ]
    assert [(r.rule, r.text, r.line) for r in found.removed] == [
        ("notice", notice, 7 if above else 13)
    ]


def test_a_title_may_stand_in_the_text_only() -> None:
    found = read(f"# Der Titel\n\n**Der Vorspann in fett.**\n\n{PARAGRAPH}\n")
    assert found.metadata.title == "Der Titel"
    assert found.lead == "Der Vorspann in fett."
    assert found.text == f"Der Vorspann in fett.\n\n{PARAGRAPH}"


def test_a_lead_in_front_matter_and_text_comes_once() -> None:
    lead = "Der Vertrag gilt zunächst drei Jahre und kann danach verlängert werden."
    found = read(f"---\ntitle: Titel\nlead: {lead}\n---\n\n{lead}\n\n{PARAGRAPH}\n")
    assert found.text.count(lead) == 1
    assert found.lead == lead


def test_a_page_about_front_matter_is_not_cut_off() -> None:
    assert read(f"{PARAGRAPH}\n\n---\n\nNoch ein Satz.\n").text.endswith("Noch ein Satz.")


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("---\ntitle: a: b\n---\n\nText\n", "the front matter is not YAML", 2),
        ("---\ntitle: [offen\n---\n\nText\n", "the front matter is not YAML", 2),
        ("# Nur ein Titel\n", "no article found", None),
        ("---\ntitle: nichts\n---\n", "no article found", None),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str, line: int | None) -> None:
    with pytest.raises(CleanError, match=message) as caught:
        read(text)
    assert caught.value.line == line
    assert caught.value.path == "artikel.md"


def test_yaml_builds_nothing_but_text() -> None:
    found = read(f"---\ntitle: !!python/object:os.system x\ndate: 2024-05-02\n---\n\n{PARAGRAPH}\n")
    assert found.metadata.date == "2024-05-02"
