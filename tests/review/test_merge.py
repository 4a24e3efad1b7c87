"""Merging by property: where only one side changed anything, its text stands, word for word."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from translator.article import (
    Article,
    Block,
    BlockKind,
    Metadata,
    Route,
    Segment,
    TranslatedBlock,
    Translation,
)
from translator.review.edits import compare
from translator.review.merge import Merged, Ours, merge
from translator.review.merged_text import chunks_of, written_out

NOUNS = ["dyke", "harbour", "train", "minister", "report", "storm", "village", "bridge"]
VERBS = ["was closed", "was praised", "was repaired", "was forgotten", "was sold"]
SENTENCES = [f"The {noun} {verb} on day {n}." for n, noun in enumerate(NOUNS) for verb in VERBS]
Text = list[list[str]]

sentences = st.sampled_from(SENTENCES)
texts = st.lists(st.lists(sentences, min_size=1, max_size=3), min_size=1, max_size=5)


def draft(text: Text) -> Translation:
    """Return a translation of a text whose source is the text itself, in capitals."""
    blocks = tuple(map(_block, text))
    title = _block(["The day"])
    article = Article(Metadata(title="THE DAY"), tuple(block.block for block in blocks))
    return Translation(article, "en", Route(("de", "en"), ("fake",), "x"), title, blocks)


def _block(said: list[str]) -> TranslatedBlock:
    segments = [Segment(s.upper(), s, " ") for s in said]
    segments[-1] = replace(segments[-1], tail="")
    source = "".join(s.source + s.tail for s in segments)
    return TranslatedBlock(Block(BlockKind.PARAGRAPH, source), tuple(segments))


def ours(before: Translation, text: Text) -> Ours:
    """Return what a person made of a draft: another text."""
    blocks = (
        Block(BlockKind.HEADING, before.title.text, level=1),
        *(Block(BlockKind.PARAGRAPH, " ".join(said)) for said in text),
    )
    return Ours(blocks, compare((before.title, *before.blocks), blocks, "en"))


def said(merged: Merged) -> list[str]:
    return [one.block.text for one in merged.blocks[1:]]


@given(texts, texts)
def test_where_the_source_did_not_change_the_persons_text_stands(before: Text, edit: Text) -> None:
    made = draft(before)
    merged = merge(made, ours(made, edit), made)
    assert said(merged) == [" ".join(part) for part in edit]
    assert merged.conflicts == ()
    assert all(one.block.text for one in merged.blocks)


@given(texts, texts)
def test_where_the_person_changed_nothing_the_new_draft_stands(before: Text, after: Text) -> None:
    made, new = draft(before), draft(after)
    merged = merge(made, ours(made, before), new)
    assert sorted(said(merged)) == sorted(" ".join(part) for part in after)
    assert merged.conflicts == ()


@given(texts, texts, texts)
def test_what_a_person_wrote_stands_or_is_shown(before: Text, edit: Text, after: Text) -> None:
    made = draft(before)
    mine = ours(made, edit)
    merged = merge(made, mine, draft(after))
    shown = " ".join([*said(merged), *(conflict.ours for conflict in merged.conflicts)])
    for change in mine.found.changes:
        if change.draft == change.text:
            continue  # only moved: it goes with its source
        for unit in change.after:
            assert unit.text in shown


BODIES = [
    "# Title\n\nA.\n\n- one\n- two\n\n> quoted\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n",
    "Intro.\n\n# Title\n\nB[^1].\n\n[^1]: note\n\n<div>x</div>\n\n```\ncode\n```\n",
    "# Title\n\nA [link][x].\n\n[x]: https://a.example/\n\n***\n\nEnd.\n",
]


@given(st.sampled_from(BODIES))
def test_chunks_are_the_whole_text(body: str) -> None:
    chunks = chunks_of(body)
    joined = "".join(f"{chunk.text}{chunk.behind}" for chunk in chunks)
    assert "".join(joined.split()) == "".join(body.split())
    assert sorted(n for chunk in chunks for n in chunk.blocks) == list(
        range(sum(len(chunk.blocks) for chunk in chunks))
    )
    assert written_out(Merged((), ()), body) == ""
