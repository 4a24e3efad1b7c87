"""What benchmarks/links.py counts as a link or an emphasis of the page, and what as kept."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # benchmarks are not installed

from benchmarks.cleaning import relative
from benchmarks.links import Mark, count, kept_marks, published_marks
from benchmarks.runs import Run, parse, runs_of
from benchmarks.sets import Page
from translator.article import Article, Block, BlockKind, MarkKind, Metadata
from translator.article import Mark as ArticleMark

URL = "https://www.kuestenbote.example/insel/faehre"
SENTENCE = "Die Fähre nach Westerhoog fährt seit Montag wieder nach dem alten Fahrplan"


def wanted(markup: str, *texts: str) -> list[Mark]:
    article = Article(Metadata(), tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))
    page = Page(f"<html><body>{markup}</body></html>".encode(), url=URL)
    return sorted(kept_marks(page, article, Counter()).elements())


@pytest.mark.parametrize(
    ("inline", "marks"),
    [
        ('<a href="/plan">alten Fahrplan</a>', [("link", "https://www.kuestenbote.example/plan")]),
        ('<a href="plan?a=%C3%A4">alten Fahrplan</a>', [("link", f"{URL[:-6]}plan?a=ä")]),
        ('<a href="#plan">alten Fahrplan</a>', []),
        ('<a href="mailto:a@b.example">alten Fahrplan</a>', []),
        ("<a>alten Fahrplan</a>", []),
        ("<b>alten Fahr&shy;plan</b>", [("strong", "")]),
        ("<em> alten\nFahrplan </em>", [("emphasis", "")]),
        ("<i>alten <span>Fahrplan</span></i>", [("emphasis", "")]),
        ("alten Fahrplan<b>.</b>", []),
    ],
)
def test_an_element_counts_with_its_text_and_address(
    inline: str, marks: list[tuple[str, str]]
) -> None:
    markup = f"<p>{SENTENCE.removesuffix('alten Fahrplan')}{inline}</p>"
    expected = [(kind, "alten Fahrplan", address) for kind, address in marks]
    assert wanted(markup, SENTENCE) == expected


def test_an_element_counts_where_the_text_around_it_was_kept() -> None:
    kept = f"<p>{SENTENCE} <b>um acht</b></p>"
    assert wanted(kept, f"{SENTENCE} um acht") == [("strong", "um acht", "")]
    assert wanted(kept, f"{SENTENCE} um acht. Danach kam Regen.") == [("strong", "um acht", "")]
    assert wanted(kept, "Danach kam Regen.") == []
    # a word of the menu that also stands in a sentence
    assert wanted('<ul><li><a href="/f">Fahrplan</a></li></ul>', SENTENCE) == []


def test_a_text_that_stands_on_the_page_twice_counts_once_as_it_agrees_best() -> None:
    teaser = f'<div><a href="{URL}">{SENTENCE}</a></div>'
    assert wanted(teaser + f"<p>{SENTENCE}</p>", SENTENCE) == []


def test_a_run_ends_where_a_browser_begins_a_paragraph() -> None:
    tree = parse('<a href="/x">Zwei <h3>Titel</h3></a><ul><li>ein<br>Punkt<script>1</script></ul>')
    found = [(run.kind, run.text, [inline.text for inline in run.inline]) for run in runs_of(tree)]
    assert found == [
        ("paragraph", "Zwei", ["Zwei"]),
        ("heading", "Titel", ["Titel"]),
        ("list_item", "ein Punkt", []),
    ]
    assert list(runs_of(parse("<!-- nichts --><p>Text</p>"))) == [Run("paragraph", "Text")]


def test_markdown_is_read_back_with_its_marks() -> None:
    marks = (
        ArticleMark(MarkKind.EMPHASIS, 0, 9),
        ArticleMark(MarkKind.LINK, 4, 9, "https://a.example/x_y"),
        ArticleMark(MarkKind.STRONG, 10, 15),
    )
    whole = Block(
        BlockKind.PARAGRAPH, "Kursiv wie hier", marks=(ArticleMark(MarkKind.EMPHASIS, 0, 15),)
    )
    block = Block(BlockKind.PARAGRAPH, "Die Fähre fährt wieder", marks=marks)
    assert sorted(published_marks(Article(Metadata(), (block, whole)), URL)) == [
        ("emphasis", "Die Fähre", ""),
        ("emphasis", "Kursiv wie hier", ""),
        ("link", "Fähre", "https://a.example/x_y"),
        ("strong", "fährt", ""),
    ]


def test_a_page_is_counted_from_the_raw_page_to_the_published_text() -> None:
    file = Path(__file__).parent / "frozen" / "html" / "wordpress-nordkueste.html"
    kept = count(Page(file.read_bytes(), url=URL))
    assert ("emphasis", "Fokko Janssen", "") in kept.wanted
    assert kept.wanted == kept.found == kept.published


def test_times_are_compared_for_all_pages_and_for_the_one_in_the_middle() -> None:
    standard = {str(number): 1.0 for number in range(100)}
    seconds = {str(number): 1.0 + number for number in range(100)}
    assert relative(seconds, standard) == (50.5, 50.5, 95.0)
