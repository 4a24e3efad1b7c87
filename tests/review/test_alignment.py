"""What people do to a text, sentence by sentence: every way is told from the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.article import Block, BlockKind, Segment, TranslatedBlock
from translator.review.edits import Comparison, compare

TITLE = "A train to the sea"
TRAIN = "The train left the harbour town at noon."
NOBODY = "Nobody on board knew where the minister was going."
TALKS = "The talks lasted three hours, according to the government."
RAIN = "It rained all day."
CLOSED = "The port stayed closed until Friday."
DRAFT = ((TITLE,), (TRAIN, NOBODY), (TALKS, RAIN), (CLOSED,))


def drafted(*sentences: str) -> TranslatedBlock:
    segments = tuple(
        Segment(f"de:{text}", text, " " if text is not sentences[-1] else "") for text in sentences
    )
    source = "".join(segment.source + segment.tail for segment in segments)
    return TranslatedBlock(Block(BlockKind.PARAGRAPH, source), segments)


def compared(*after: str) -> Comparison:
    before = [drafted(*sentences) for sentences in DRAFT]
    return compare(before, [Block(BlockKind.PARAGRAPH, text) for text in after], "en")


def changes(*after: str) -> list[tuple[str, str, str]]:
    return [(e.kind.value, e.draft, e.text) for e in compared(*after).changes]


def test_nothing_was_done() -> None:
    assert changes(TITLE, f"{TRAIN} {NOBODY}", f"{TALKS} {RAIN}", CLOSED) == []


def test_a_sentence_was_changed() -> None:
    other = "The talks lasted four hours, the government said."
    assert changes(TITLE, f"{TRAIN} {NOBODY}", f"{other} {RAIN}", CLOSED) == [
        ("changed", TALKS, other)
    ]


def test_a_paragraph_was_taken_out() -> None:
    assert changes(TITLE, f"{TALKS} {RAIN}", CLOSED) == [
        ("deleted", TRAIN, ""),
        ("deleted", NOBODY, ""),
    ]


def test_a_sentence_was_taken_out_and_its_neighbour_changed() -> None:
    other = "The talks lasted four hours, according to the government."
    assert changes(TITLE, f"{TRAIN} {NOBODY}", other, CLOSED) == [
        ("changed", TALKS, other),
        ("deleted", RAIN, ""),
    ]


def test_a_paragraph_was_put_in() -> None:
    new = "Fishermen had asked for help weeks before."
    assert changes(TITLE, f"{TRAIN} {NOBODY}", new, f"{TALKS} {RAIN}", CLOSED) == [
        ("added", "", new)
    ]


def test_a_sentence_became_two() -> None:
    first, second = "The talks lasted three hours.", "This is according to the government."
    assert changes(TITLE, f"{TRAIN} {NOBODY}", f"{first} {second} {RAIN}", CLOSED) == [
        ("split", TALKS, f"{first} {second}")
    ]


def test_two_sentences_became_one() -> None:
    one = "The train left the harbour town at noon, and nobody on board knew where the minister was going."
    assert changes(TITLE, one, f"{TALKS} {RAIN}", CLOSED) == [("joined", f"{TRAIN} {NOBODY}", one)]


def test_two_paragraphs_that_became_one_are_the_same_sentences() -> None:
    assert changes(TITLE, f"{TRAIN} {NOBODY} {TALKS} {RAIN}", CLOSED) == []


def test_a_paragraph_was_moved() -> None:
    found = compared(TITLE, CLOSED, f"{TRAIN} {NOBODY}", f"{TALKS} {RAIN}")
    assert [(e.kind.value, e.draft) for e in found.changes] == [("moved", CLOSED)]
    assert found.origins == (0, 3, 1, 2)


def test_a_sentence_was_moved_and_changed() -> None:
    other = "The port stayed closed until Saturday."
    assert changes(TITLE, f"{other} {TRAIN} {NOBODY}", f"{TALKS} {RAIN}") == [
        ("moved", CLOSED, other)
    ]


def test_a_sentence_was_written_anew() -> None:
    other = "Whether his guests would sign was anybody’s guess."
    assert changes(TITLE, f"{TRAIN} {other}", f"{TALKS} {RAIN}", CLOSED) == [
        ("rewritten", NOBODY, other)
    ]


def test_a_draft_that_its_own_language_splits_in_another_way_is_no_change() -> None:
    odd = "They met at 5 p. m. In the town hall nobody spoke."
    before = [drafted(TITLE), drafted(odd, RAIN)]
    after = [Block(BlockKind.PARAGRAPH, text) for text in (TITLE, f"{odd} It rained.")]
    assert [(e.kind.value, e.draft) for e in compare(before, after, "en").changes] == [
        ("changed", RAIN)
    ]


SENTENCES = st.sampled_from([TRAIN, NOBODY, TALKS, RAIN, CLOSED, "A word.", "One more sentence."])


@given(st.lists(st.lists(SENTENCES, min_size=1, max_size=4), max_size=6))
def test_every_sentence_of_both_sides_is_accounted_for_once(blocks: list[list[str]]) -> None:
    after = [TITLE, *(" ".join(sentences) for sentences in blocks)]
    found = compared(*after)
    before = sorted(u.text for e in found.edits for u in e.before)
    assert before == sorted(text for sentences in DRAFT for text in sentences)
    said = " ".join(unit.text for edit in found.edits for unit in edit.after)
    assert said == " ".join(after)


@pytest.mark.parametrize("count", [200])
def test_a_long_text_changed_all_over_is_aligned(count: int) -> None:
    lines = [f"{TRAIN} Number {n} was there. {NOBODY}" for n in range(count)]
    before = [drafted(TITLE), *(drafted(line) for line in lines)]
    after = [Block(BlockKind.PARAGRAPH, t) for t in (TITLE, *(f"Now {line}" for line in lines))]
    found = compare(before, after, "en")
    assert found.origins == tuple(range(count + 1))
