"""What an editor did to a text, told from the two texts, and done again on another reading of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.article import (
    Article,
    Block,
    BlockKind,
    Image,
    Mark,
    MarkKind,
    Metadata,
    Removal,
    figure,
)
from translator.publish.read import parse_body
from translator.review.source.apply import applied
from translator.review.source.edits import (
    Action,
    SourceEdit,
    edits_between,
    headline,
    read_back,
    text_of,
)

SENTENCES = (
    "Der Deich ist zwölf Kilometer lang.",
    "Im Mai wird er erhöht.",
    "Die Arbeiten dauern bis zum Herbst.",
    "Danach wird der Weg neu gepflastert.",
    "Der Deichgraf ist zufrieden.",
    "Viele kamen zur Feier am Hafen.",
)
LEFT_OUT = ("Lesen Sie auch: Ebbe und Flut", "Alle Rechte vorbehalten", "Newsletter bestellen")


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def article(*blocks: Block | str, removed: tuple[str, ...] = LEFT_OUT) -> Article:
    made = tuple(paragraph(block) if isinstance(block, str) else block for block in blocks)
    return Article(
        Metadata(title="Der Deich"), made, removed=tuple(Removal(t, "related") for t in removed)
    )


def edits(before: Article, *after: Block | str) -> tuple[SourceEdit, ...]:
    wanted = article(*after)
    return edits_between(text_of(before), before.removed, text_of(wanted), "de")


def texts(found: Article) -> list[str]:
    return [block.text for block in found.blocks]


BEFORE = article(
    f"{SENTENCES[0]} {SENTENCES[1]}", f"{SENTENCES[2]} {SENTENCES[3]}", SENTENCES[4], SENTENCES[5]
)
A, B, C, D = texts(BEFORE)


@pytest.mark.parametrize(
    ("after", "actions"),
    [
        ((A, B, C, D), []),
        ((A, C, D), [(Action.DROPPED, B)]),
        ((A, B.replace("Herbst", "Winter"), C, D), [(Action.CORRECTED, B)]),
        ((A, LEFT_OUT[1], B, C, D), [(Action.CALLED_BACK, LEFT_OUT[1])]),
        ((A, C, D, B), [(Action.MOVED, B)]),
        ((A, B, C, D, "Ganz neu ist der Turm."), [(Action.ADDED, "Ganz neu ist der Turm.")]),
        (
            (A, SENTENCES[2], SENTENCES[3], C, D),
            [(Action.CORRECTED, B), (Action.ADDED, SENTENCES[3])],
        ),
        ((f"{A} {B}", C, D), [(Action.DROPPED, B), (Action.CORRECTED, A)]),
        ((A, LEFT_OUT[0], C, D), [(Action.DROPPED, B), (Action.CALLED_BACK, LEFT_OUT[0])]),
    ],
)
def test_what_was_done_is_told_and_can_be_done_again(
    after: tuple[str, ...], actions: list[tuple[Action, str]]
) -> None:
    found = edits(BEFORE, *after)
    assert [(edit.action, edit.text) for edit in found] == actions
    done = applied(BEFORE, found, "de")
    assert texts(done.article) == list(after)
    assert done.gone == ()


TEXTS = st.lists(st.sampled_from([A, B, C, D, *SENTENCES, *LEFT_OUT]), min_size=1, max_size=7)


@given(TEXTS, TEXTS)
def test_whatever_was_done_can_be_done_again(one: list[str], other: list[str]) -> None:
    before = article(*one)
    done = applied(before, edits(before, *other), "de")
    assert texts(done.article) == other
    assert done.gone == ()


def test_nothing_is_lost_that_was_dropped_or_corrected() -> None:
    found = edits(BEFORE, A, B.replace("Herbst", "Winter"), D)
    removed = {one.text: one for one in applied(BEFORE, found, "de").article.removed}
    assert removed[C].rule == removed[SENTENCES[2]].rule == "editor"
    assert removed[SENTENCES[2]].reason == (
        "an editor wrote instead: Die Arbeiten dauern bis zum Winter."
    )


def test_a_counter_in_what_was_dropped_may_differ() -> None:
    before = article(A, "12 Kommentare lesen", B)
    found = edits(before, A, B)
    assert texts(applied(article(A, "431 Kommentare lesen", B), found, "de").article) == [A, B]


def test_in_a_paragraph_that_was_rewritten_only_the_sentence_is_corrected() -> None:
    found = edits(BEFORE, A, B.replace("Herbst", "Winter"), C, D)
    again = article(A, f"{SENTENCES[2]} Danach wird der Weg auf der Krone neu gepflastert.", C, D)
    assert texts(applied(again, found, "de").article)[1] == (
        "Die Arbeiten dauern bis zum Winter. Danach wird der Weg auf der Krone neu gepflastert."
    )


@pytest.mark.parametrize("now", ["Die Arbeiten dauern drei Jahre.", "Die Arbeiten ruhen."])
def test_a_sentence_that_the_page_has_changed_itself_is_left_to_the_editor(now: str) -> None:
    found = edits(BEFORE, A, B.replace("Herbst", "Winter"), C, D)
    done = applied(article(A, f"{now} {SENTENCES[3]}", C, D), found, "de")
    assert texts(done.article)[1] == f"{now} {SENTENCES[3]}"
    assert done.gone == found


def test_what_the_page_or_its_cleaning_has_put_right_itself_does_not_wait() -> None:
    found = edits(BEFORE, A, B.replace("Herbst", "Winter"), D, LEFT_OUT[1])
    again = article(A, B.replace("Herbst", "Winter"), D, LEFT_OUT[1], removed=(C,))
    done = applied(again, found, "de")
    assert done.article == again
    assert done.gone == ()


def test_of_two_alike_the_right_one_is_dropped() -> None:
    before = article("Da capo.", A, "Da capo.", B)
    assert texts(applied(before, edits(before, "Da capo.", A, B), "de").article) == [
        "Da capo.",
        A,
        B,
    ]


def test_what_markdown_cannot_say_stays() -> None:
    """Blocks go through Markdown in an editor: what nobody touched there is what it was."""
    row = Block(BlockKind.TABLE_ROW, "Ort\tPegel", number=1)
    rows = (
        row,
        replace(row, text="Husum\t3,1", number=2),
        replace(row, text="Büsum\t2,9", number=3),
    )
    before = article(
        replace(paragraph(A), marks=(Mark(MarkKind.LINK, 0, 9, "https://kueste.example/"),)),
        figure(Image(url="deich.jpg", caption="Der Deich", credit="Anna", alt="Ein Deich")),
        figure(Image(caption="", credit="nur ein Name")),
        *rows,
        Block(BlockKind.CODE, "pegel = 3\n"),
        Block(BlockKind.LIST_ITEM, "Sand", ordered=True, number=3),
    )
    title, blocks = parse_body(before.markdown().partition("\n---\n")[2])
    wanted = [headline(title), *(block for block in blocks if block.text != "Husum\t3,1")]
    found = edits_between(text_of(before), (), wanted, "de", read=read_back(before))
    assert [edit.action for edit in found] == [Action.DROPPED]
    done = applied(before, found, "de").article
    assert done.blocks == (*before.blocks[:4], replace(rows[2], number=2), *before.blocks[6:])
