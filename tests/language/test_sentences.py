from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.article import Block, BlockKind
from translator.language import sentences as module
from translator.language.sentences import segment

CASES = Path(__file__).parent / "sentences"
LANGS = {"german": "de", "english": "en", "portuguese": "pt", "spanish": "es"}


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def cases() -> list[object]:
    found = []
    for name, lang in LANGS.items():
        text = (CASES / f"{name}.txt").read_text(encoding="utf-8")
        for case in text.split("\n\n"):
            lines = [line for line in case.splitlines() if not line.startswith("#")]
            found.append(pytest.param(lang, lines, id=f"{name}: {lines[0][:40]}"))
    return found


@pytest.mark.parametrize(("lang", "sentences"), cases())
def test_golden_cases(lang: str, sentences: list[str]) -> None:
    result = segment(paragraph(" ".join(sentences)), lang)
    assert [s.text for s in result] == sentences


def test_tail_is_the_white_space_between_sentences() -> None:
    result = segment(paragraph("Er kam.  Sie ging. "))
    assert [(s.text, s.tail) for s in result] == [("Er kam.", "  "), ("Sie ging.", " ")]


def test_table_row_is_split_at_its_tabs() -> None:
    result = segment(Block(BlockKind.TABLE_ROW, "Land. Stadt\t\tEinwohner"))
    assert [(s.text, s.tail) for s in result] == [
        ("Land. Stadt", "\t"),
        ("", "\t"),
        ("Einwohner", ""),
    ]


def test_code_stays_in_one_piece() -> None:
    code = "a = 1. \n\nb = 2. Ende."
    assert [s.text for s in segment(Block(BlockKind.CODE, code))] == [code]


def test_empty_block_has_no_sentences() -> None:
    assert all(segment(Block(kind, "")) == () for kind in BlockKind)


def test_decomposed_umlauts_are_split_like_composed_ones() -> None:
    text = "Gu\u0308nther kam. U\u0308ber Nacht blieb er."
    assert [s.text for s in segment(paragraph(text))] == text.replace(". U", ".|U").split("|")


# fmt: off
GERMAN_PIECES = st.sampled_from([
    "Er kam", ". ", ".", " ", "„", "“", "! ", "Nr. 5", "z. B.", "\u00a0", "\u200b", "\u00ad", "…", "Ü",
    "u\u0308", "3. ", "2024", "Der Bär", "\t", "<b>", ":-)", "http://a.de/?x=1.", "😀", "\n",
])
# fmt: on


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(GERMAN_PIECES).map("".join)), st.sampled_from(list(BlockKind)))
def test_nothing_is_ever_lost(text: str, kind: BlockKind) -> None:
    for lang in ("de", "en", "es", "pt"):
        result = segment(Block(kind, text), lang)
        assert "".join(s.text + s.tail for s in result) == text
        assert all(s.tail == "" or s.tail.isspace() for s in result)


@settings(deadline=None)
@given(st.lists(GERMAN_PIECES).map("".join))
def test_no_sentence_begins_or_ends_with_white_space(text: str) -> None:
    assert all(s.text == s.text.strip() for s in segment(paragraph(text)))


def test_a_long_text_is_split_like_a_short_one() -> None:
    sentences = ["Der Bär kam am 3. Mai.", "„Ja“, sagte er.", "Das kostet z. B. 5 Euro."] * 200
    assert [s.text for s in segment(paragraph(" ".join(sentences)))] == sentences
    endless = "und dann kam er " * 1_000 + "an."
    assert [s.text for s in segment(paragraph(endless))] == [endless]


@pytest.mark.parametrize("piece", ["12 Uhr ", "am 3.10. ", ".", "- ", "z. B. ", "a-", "! "])
def test_the_splitter_is_never_given_more_than_a_page(
    piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []
    split = module._somajo_sentences
    monkeypatch.setattr(
        module, "_somajo_sentences", lambda text, model: given.append(text) or split(text, model)
    )
    text = (piece * 50_000)[:50_000]
    found = segment.__wrapped__(paragraph(text), "de")
    assert "".join(s.text + s.tail for s in found) == text
    assert max(map(len, given), default=0) <= module._LONGEST_CHUNK
