"""Every line of a pasted text ends up somewhere: in the article, or in the record of removals."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.article import Article
from translator.clean import clean
from translator.clean.normalise import letters, normalise
from translator.errors import CleanError
from translator.load import load_text

ROOT = Path(__file__).parents[2]
LIST_MARK = re.compile(r"^\s*(?:[-*•▪◦‣·–]|\d{1,2}[.)])\s")  # becomes the kind of the block
SEEDS = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))

LINES = st.sampled_from(
    [
        "",
        "Teilen",
        "23",
        "Mehr zum Thema",
        "Lesen Sie auch: Was Kiew jetzt plant",
        "Von Jan Muster",
        "12.11.2024, 18:00 Uhr",
        "Foto: dpa",
        "- ein Punkt der Liste",
        "2. der zweite Punkt",
        "Streit um die Kontrolle",
        "Das Rathaus (Archivbild: imago)",
        "Die Minister haben sich nach langen Verhandlungen auf einen Vertrag geeinigt, der gilt.",
        "Er soll nach dem Willen der Regierung im Januar in Kraft treten und drei Jahre gelten, Mitte",
        "Dezember wird das Parlament darüber abstimmen, wie ein Sprecher der Regierung sagte. (dpa)",
        "Wir verwenden Cookies, um unser Angebot zu verbessern.",
        "3 Kommentare",
        "Quelle link",
    ]
) | st.text(max_size=60)


def everything(article: Article) -> str:
    parts = [article.metadata.title]
    parts += [block.text for block in article.blocks]
    parts += [f"{image.caption}\n{image.credit}" for image in article.images]
    parts += [removal.text for removal in article.removed]
    return letters("\n".join(parts))


@given(st.lists(LINES, min_size=1, max_size=30))
@settings(max_examples=150, deadline=None)
def test_every_line_is_accounted_for(lines: list[str]) -> None:
    text = "\n".join(lines)
    if not text.strip(" \n\r\t\x00\ufeff"):
        return
    try:
        document = load_text(text, name="a.txt", stem="a")
        article = clean(document)
    except (CleanError, ValueError):
        return
    except Exception as error:
        if type(error).__name__ == "LoadError":
            return
        raise
    kept = everything(article)
    for line in normalise(document.text).split("\n"):  # what was encoded twice is repaired in it
        for word in LIST_MARK.sub("", line).split():
            assert letters(word) in kept


def test_a_second_credit_is_on_record() -> None:
    text = """\
Die Stadt baut den Hafen aus
Der Rat hat am Montag nach langer Beratung beschlossen, den Hafen auszubauen.
Das Rathaus (Archivbild: imago)
Foto: dpa
Die Arbeiten sollen im Mai beginnen und drei Jahre dauern, sagte der Bürgermeister.
"""
    article = clean(load_text(text, name="a.txt", stem="a"))
    assert [image.credit for image in article.images] == ["Archivbild: imago"]
    assert [removal.text for removal in article.removed if removal.rule == "credit"] == [
        "Foto: dpa"
    ]


@pytest.mark.parametrize("seed", SEEDS or [pytest.param(None, marks=pytest.mark.skip("no seeds"))])
def test_the_seed_article_is_clean_to_the_last_line(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    article = clean(load_text(text, name=seed.name, stem="seed"))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    headline = lines[0].removeprefix("Start News ")
    assert article.metadata.title == headline
    assert article.metadata.lang == "de"
    assert article.lead == lines[5]
    assert headline not in article.text
    assert not any(block.text.isdigit() for block in article.blocks)
    assert "Quelle link" not in article.text
    broken = next(i for i, line in enumerate(lines) if line.endswith("6. November, Mitte"))
    assert f"{lines[broken]} {lines[broken + 1]}" in [block.text for block in article.blocks]
    (image,) = article.images
    assert image.credit == "KCNA via Reuters"
    assert image.caption not in article.text
    assert {r.rule for r in article.removed} == {"breadcrumb", "headline", "counter", "source"}
    # 24 lines: 5 removed, the title, the caption, and one paragraph that two lines make up.
    assert (
        len([block for block in article.blocks if block.image is None])
        == len(lines) - 5 - 1 - 1 - 1
    )
