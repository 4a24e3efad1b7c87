"""A machine's target is set as its language sets texts; what people wrote, and code, is not."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from language.test_typography import letters
from language.test_typography import texts as signs
from publish.samples import ROUTE

from translator.article import (
    Article,
    Block,
    BlockKind,
    CarriedMark,
    Finding,
    Mark,
    MarkKind,
    Metadata,
    Origin,
    ReviewState,
    Segment,
    TermOutcome,
    TermUse,
    TranslatedBlock,
    Translation,
)
from translator.doubt import doubts
from translator.project import Project
from translator.publish import render
from translator.publish.read import read_version
from translator.publish.typeset import typeset
from translator.publish.version import target_version

Call = Callable[..., tuple[int, str, str]]


def translated(
    *segments: Segment | str,
    marks: tuple[Mark, ...] = (),
    kind: BlockKind = BlockKind.PARAGRAPH,
    lang: str = "en",
) -> Translation:
    """A translation of one block; ``marks`` lie over the target."""
    some = [Segment(s, s) if isinstance(s, str) else s for s in segments]
    placed = tuple(
        replace(s, tail=s.tail or (" " if n < len(some) - 1 else "")) for n, s in enumerate(some)
    )
    source = "".join(s.source + s.tail for s in placed)
    block = TranslatedBlock(
        Block(kind, source, number=1 if kind is BlockKind.TABLE_ROW else None),
        placed,
        tuple(CarriedMark(Mark(m.kind, 0, 1, m.href), m) for m in marks),
    )
    title = TranslatedBlock(Block(BlockKind.HEADING, "T", level=1), (Segment("T", "T"),))
    article = Article(Metadata(title="T"), (block.block,))
    return Translation(article, lang, ROUTE, title, (block,))


def block(translation: Translation) -> TranslatedBlock:
    return typeset(translation).blocks[0]


def test_a_quotation_over_several_sentences_is_one() -> None:
    made = block(translated('"We go.', "We stay.", 'It\'s "late"," he said.'))
    assert made.text == "“We go. We stay. It’s ‘late’,” he said."
    assert made.segments[0].source == '"We go.'


def test_what_people_wrote_stays_to_the_letter() -> None:
    human = Segment("x", 'It\'s "ours" - really...', origin=Origin.HUMAN)
    made = block(translated('"We go,"', human, 'and "stay" - both.'))
    assert made.text == '“We go,” It\'s "ours" - really... and “stay” – both.'


@pytest.mark.parametrize(
    "kept",
    [
        "https://a.example/it's-5-10?x=y",
        "{{ it's }}",
        '`a - "b"`',
        "&quot;",
        "<b title='x'>",
        "anna@a.example",
    ],
)
def test_addresses_and_placeholders_stay(kept: str) -> None:
    assert block(translated(f'He said "see {kept} now".')).text == f"He said “see {kept} now”."


def test_code_stays() -> None:
    text = "print('a - b') isn't \"it\""
    assert block(translated(text, kind=BlockKind.CODE)).text == text
    marked = translated(text, marks=(Mark(MarkKind.CODE, 0, 14),))
    assert block(marked).text == "print('a - b') isn’t “it”"


def test_the_terms_of_the_house_stay_and_are_found_again() -> None:
    use = TermUse("c", "x", "Cote d'Or - Sud", TermOutcome.OK, (0, 1), (14, 29))
    made = block(translated(Segment("x", "«Oui» ...dans Cote d'Or - Sud", terms=(use,)), lang="fr"))
    (found,) = made.segments[0].terms
    assert found.target_span
    assert made.text[slice(*found.target_span)] == "Cote d'Or - Sud"
    assert made.text.startswith("«\u202fOui\u202f»")


def test_marks_lie_over_the_words_they_lay_over() -> None:
    text = '"Oui", dit-il: «non» ...et puis'
    marks = (
        Mark(MarkKind.STRONG, 0, 5),
        Mark(MarkKind.LINK, 16, 19, "https://a.example/'x'"),
        Mark(MarkKind.EMPHASIS, 24, 31),
    )
    made = block(translated(text, marks=marks, lang="fr"))
    spans = [made.text[m.target.start : m.target.end] for m in made.marks if m.target]
    assert spans == ["«\u202fOui\u202f»", "non", "et puis"]
    assert [m.target.href for m in made.marks if m.target][1] == "https://a.example/'x'"


def test_every_cell_of_a_table_is_a_text_of_its_own() -> None:
    row = translated(
        Segment('"a', '"a', "\t"), Segment('b"', 'b"', "\t"), "c - d", kind=BlockKind.TABLE_ROW
    )
    assert block(row).text == "“a\tb”\tc – d"


def test_findings_go_along_and_sentences_stay_doubtful() -> None:
    segment = Segment("Das ist es.", "It's it.", confidence=0.1)
    finding = Finding(
        "verbs", "a verb seems to be missing", block=0, source="Das ist es.", target="It's it."
    )
    made = typeset(replace(translated(segment), findings=(finding,)))
    assert made.findings[0].target == "It’s it."
    assert doubts(made)[0].reasons == ("verbs: a verb seems to be missing",)


@settings(deadline=None, max_examples=150)
@given(st.lists(signs, min_size=1, max_size=4), st.sampled_from(["en", "fr", "es", "de"]))
def test_setting_again_changes_nothing_and_no_letter_ever(texts: list[str], lang: str) -> None:
    texts = [text.replace("\t", " ") for text in texts]
    once = typeset(translated(*texts, lang=lang))
    assert typeset(once) == once
    before = [letters(text) for text in texts]
    assert [letters(segment.target) for segment in once.blocks[0].segments] == before


@pytest.mark.parametrize("lang", ["en", "fr", "es", "pt", "de"])
def test_what_is_published_reads_back_with_its_spaces(lang: str, tmp_path: Path) -> None:
    made = typeset(translated('Il dit: "oui - non"! 5 km...', "L'eau?", lang=lang))
    file = tmp_path / "a.md"
    file.write_bytes(render(target_version(made), "md"))
    assert [found.text for found in read_version(file).blocks] == [made.blocks[0].text]


@pytest.mark.parametrize("typography", [True, False])
def test_a_run_sets_its_versions_and_keeps_what_the_model_said(
    project: Path, command: Call, *, typography: bool
) -> None:
    with Path("translator.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[publish]\ntypography = {str(typography).lower()}\n")
    Path("input/kim.md").write_text(
        "# Der Deich\n\nDer Deich hält, das war's noch...\n", encoding="utf-8"
    )
    assert command("run")[0] == 0
    text = Path("output/en/kim.md").read_text(encoding="utf-8")
    said, made = "en:war's en:noch...", "en:war’s en:noch…"
    assert (made in text, said in text) == (typography, not typography)
    assert "das war's noch..." in Path("output/de/kim.md").read_text("utf-8")
    before = Path("output/en/kim.md").stat().st_mtime_ns
    assert command("run")[0] == 0
    assert Path("output/en/kim.md").stat().st_mtime_ns == before
    (state,) = Project().review.list()
    assert state.state is ReviewState.MACHINE
    data = sqlite3.connect(".translator/memory.sqlite").iterdump()
    assert not any("’" in line for line in data)
