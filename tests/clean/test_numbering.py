"""A number at the start of a line comes out as it went in: as an item's, or as part of the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.article import Article, Block, BlockKind
from translator.clean import clean
from translator.clean.numbering import counted, number_of, stray_as_text, with_numbers
from translator.load import load_text
from translator.publish import render
from translator.publish.version import source_version

FIRST = (
    "Der Kreistag hat am Mittwoch in Aurich beschlossen, die alte Bahnstrecke nach Esens wieder "
    "aufzubauen, und dafür vier Millionen Euro bereitgestellt."
)
LAST = (
    "Im Sommer sollen die ersten Schwellen verlegt werden, sagte die Landrätin, die seit Jahren "
    "für die Strecke wirbt und nun auf den Bund hofft."
)
WAITED = "An diesem Tag warteten viele Menschen auf den ersten Zug in die Stadt."


def article(text: str, suffix: str) -> Article:
    body = {
        "txt": f"Kreis baut Bahnstrecke auf\n\n{FIRST}\n\n{FIRST[::-1]}\n\n{text}\n\n{LAST}\n",
        "md": f"# Kreis baut Bahnstrecke auf\n\n{FIRST}\n\n{text}\n\n{LAST}\n",
        "html": f"<nav>Start</nav><article><h1>Kreis baut Bahnstrecke auf</h1><p>{FIRST}</p>{text}"
        f"<p>{LAST}</p></article><footer>Impressum</footer>",
    }
    return clean(load_text(body[suffix], name=f"seite.{suffix}", stem="seite"))


def between(text: str, suffix: str) -> list[str]:
    """Return what stands between the paragraphs around ``text``, items with their marks."""
    found = article(text, suffix)
    published = render(source_version(found, lang="de"), "md")
    again = clean(load_text(published, name="seite.md", stem="seite"))
    kept = {FIRST, FIRST[::-1], LAST}
    shown = [_show(block) for block in found.blocks if block.text not in kept]
    assert [_show(block) for block in again.blocks if block.text not in kept] == shown
    return shown


def _show(block: Block) -> str:
    """Return a block as a line, items with their marks."""
    if block.kind is not BlockKind.LIST_ITEM:
        return block.text
    return f"#{block.number}. {block.text}" if block.ordered else f"- {block.text}"


@pytest.mark.parametrize("suffix", ["txt", "md"])
@pytest.mark.parametrize(
    "text",
    [
        f"3. Oktober 1990. {WAITED}",
        f"1. Mai in Berlin: {WAITED}",
        f"17. Mai 2024, Kiel. {WAITED}",
        f"5. Bezirk, kurz nach Mitternacht: {WAITED}",
        f"20. Jan. 2024. {WAITED}",
        f"10. 3. 1990. {WAITED}",
        f"1. Mai 2023. {WAITED}\n\n2. Mai 2023. {WAITED[::-1]}",
        f"3. Liga: {WAITED}\n\n4. Liga: {WAITED[::-1]}",
        f"12. {WAITED}",
    ],
)
def test_an_ordinal_at_the_start_of_a_line_is_text(text: str, suffix: str) -> None:
    assert between(text, suffix) == text.split("\n\n")


@pytest.mark.parametrize("suffix", ["txt", "md"])
def test_lines_that_count_from_one_are_a_list(suffix: str) -> None:
    text = f"1. die Schienen\n2. die Schwellen\n3. die Bahnhöfe\n\n{WAITED}"
    assert between(text, suffix) == [
        "#1. die Schienen",
        "#2. die Schwellen",
        "#3. die Bahnhöfe",
        WAITED,
    ]


def test_one_first_place_in_a_text_is_no_list() -> None:
    assert between(f"1. FC Aurich: {WAITED}", "txt") == [f"1. FC Aurich: {WAITED}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. a\n1. b\n1. c", ["#1. a", "#2. b", "#3. c"]),  # Markdown counts by itself
        ("7. a\n8. b", ["7. a", "8. b"]),
        ("1. a\n\n   b\n\n2. c", ["#1. a", "b", "2. c"]),
        ("1. a\n\nb\n\n2. c", ["#1. a", "b", "2. c"]),
        ("- a\n- 3. Oktober", ["- a", "3. Oktober"]),
        ("> 3. Oktober", ["3. Oktober"]),
        ("2024.", ["2024."]),  # an item without text, says CommonMark
        ("1. - a", ["- 1. a"]),
    ],
)
def test_lists_in_markdown(text: str, expected: list[str]) -> None:
    assert between(text, "md") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<ol><li>die Bahn</li><li>der Bus</li></ol>", ["#1. die Bahn", "#2. der Bus"]),
        ("<ol start=3><li>die Bahn<li>der Bus</ol>", ["#3. die Bahn", "#4. der Bus"]),
        ("<ol><li>die Bahn<li value=9>der Bus<li>Rad</ol>", ["#1. die Bahn", "#9. der Bus", "#10. Rad"]),
        ("<ol reversed><li>die Bahn<li>der Bus</ol>", ["#2. die Bahn", "#1. der Bus"]),
        (
            f"<ol><li>die Bahn</ol><p>{WAITED}</p><ol start=2><li>der Bus</ol>",
            ["#1. die Bahn", WAITED, "#2. der Bus"],
        ),
        (f"<ol><li><p>Bahn</p><p>{WAITED}</p><li>Bus</ol>", ["#1. Bahn", WAITED, "#2. Bus"]),
        (f"<p>3. Oktober 1990. {WAITED}</p>", [f"3. Oktober 1990. {WAITED}"]),
        (f"<h2>3. Oktober 1990</h2><p>{WAITED}</p>", ["3. Oktober 1990", WAITED]),
        (f"<p>{WAITED}</p><p>3. Oktober 1990</p><p>{WAITED[:-1]} an.</p>",
         [WAITED, "3. Oktober 1990", f"{WAITED[:-1]} an."]),
    ],
)  # fmt: skip
def test_lists_in_pages(text: str, expected: list[str]) -> None:
    blocks = article(text, "html").blocks
    assert [_show(block) for block in blocks if block.text not in {FIRST, LAST}] == expected


def test_a_wrapped_line_may_start_with_a_number() -> None:
    text = (
        "Kreis baut Bahnstrecke auf\n\nDer Kreistag hat in Aurich beschlossen, die Strecke bis "
        "zum\n3. Oktober wieder aufzubauen, und hat dafür in diesem Jahr vier Millionen\nEuro für "
        "die Bahn bereitgestellt. Die Landrätin aus Norden kam auf den\n4. Platz und nannte, was "
        "nun als Nächstes für den Landkreis zu tun ist:\n1. Die Schienen werden verlegt, wie es in "
        "den alten Plänen der Bahn\nschon lange steht.\n2. Die Bahnhöfe werden gebaut.\n\nIm Sommer sollen die ersten Schwellen "
        "liegen, sagte sie, weil dann\ndie Ferien beginnen und weniger Busse fahren.\n"
    )
    blocks = clean(load_text(text, name="a.txt", stem="a")).blocks
    assert [block.text[-15:] for block in blocks] == [
        "eis zu tun ist:",
        "on lange steht.",
        " werden gebaut.",
        "r Busse fahren.",
    ]
    assert [block.ordered for block in blocks] == [False, True, True, False]
    assert "bis zum 3. Oktober wieder" in blocks[0].text
    assert "auf den 4. Platz und" in blocks[0].text


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("3. Bezirk", 3),
        ("3) Bezirk", 3),
        ("3. Oktober", None),
        ("3. 10. 1990", None),
        ("3.5 km", None),
    ],
)
def test_numbers_of_lines(line: str, number: int | None) -> None:
    assert number_of(line) == number


@given(st.lists(st.integers(0, 4) | st.none(), max_size=8))
def test_a_list_counts_from_one_without_a_gap(numbers: list[int | None]) -> None:
    lines = ["Text" if number is None else f"{number}. Teil" for number in numbers]
    last = 0
    for found in counted(lines):
        assert found in {None, 1, last + 1}
        last = found or 0


BLOCKS = st.builds(
    Block,
    st.sampled_from([BlockKind.LIST_ITEM, BlockKind.LIST_ITEM, BlockKind.PARAGRAPH]),
    st.sampled_from(["eins", "zwei"]),
    st.integers(0, 2),
    st.booleans(),
    st.integers(1, 4) | st.none(),
)


def lines_of(blocks: list[Block]) -> list[str]:
    """Return the lines of the body that a site makes of blocks, items with their numbers."""
    page = Article(article("Ein Satz.", "md").metadata, tuple(blocks))
    published = render(source_version(page, lang="de"), "md").decode()
    body = published.partition("\n# ")[2].splitlines()[1:]
    return [line.strip().replace("\\", "") for line in body if line.strip()]


@given(st.lists(BLOCKS, max_size=8))
@settings(max_examples=200)
def test_every_number_is_published_as_it_was(blocks: list[Block]) -> None:
    for line, block in zip(lines_of(with_numbers(blocks)), blocks, strict=True):
        if block.kind is BlockKind.LIST_ITEM and block.ordered and block.number is not None:
            assert line in {f"{block.number}. {block.text}", f"{block.number}) {block.text}"}
        else:
            assert line.removeprefix("- ") == block.text


@given(st.lists(BLOCKS, max_size=8))
@settings(max_examples=200)
def test_in_markdown_a_list_counts_from_one(blocks: list[Block]) -> None:
    for line, block in zip(lines_of(with_numbers(stray_as_text(blocks))), blocks, strict=True):
        if block.kind is BlockKind.LIST_ITEM and block.ordered and block.number is not None:
            assert line.removeprefix("- ") == f"{block.number}. {block.text}"
        else:
            assert line.removeprefix("- ") == block.text
