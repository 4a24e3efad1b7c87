"""What comes again and belongs: refrains, answers; and days that head the parts of a chronicle."""

from __future__ import annotations

import pytest

from tests.clean.test_belonging import TEXTS, TITLE, page, paragraphs, texts
from translator.clean.print_layout import page_lines

VERSES = (
    "Wir bauen einen Deich aus Sand<br>und stehen oben Hand in Hand<br>und schauen auf das Meer",
    "Der Wind geht um die Häuser still<br>und keiner weiß, was er noch will<br>der alte Fährmann lacht",
)
REFRAIN = (
    "Komm, mein Schatz, die Flut ist da und singt ihr Lied<br>"
    "sie trägt uns über Land und Deich, wohin der Wind zieht<br>wir löschen still das letzte Licht"
)
FIRST = REFRAIN.partition("<br>")[0]
ANSWER = "Dazu hat der Rat noch keinen Beschluss gefasst und wird im Herbst darüber beraten, sobald das Geld da ist."
DAYS = ("16. Februar 1962", "17. Februar 1962", "3. März 1962")


def found(body: str) -> list[str]:
    return texts(page(f"<article><h1>{TITLE}</h1>{body}</article>"))


def test_a_refrain_comes_again() -> None:
    song = (VERSES[0], REFRAIN, VERSES[1], REFRAIN)
    verses = "".join(f"<p>{verse}</p>" for verse in song)
    assert sum(FIRST in text for text in found(paragraphs(0) + verses + paragraphs(1))) == 2


def test_a_refrain_is_not_the_head_of_printed_pages() -> None:
    song = "\n\n".join((VERSES[0], REFRAIN, VERSES[1], REFRAIN)).replace("<br>", "\n")
    assert page_lines(song.split("\n")) == frozenset()


def test_a_verse_alone_or_right_below_itself_is_a_copy() -> None:
    assert (
        found(f"{paragraphs(0)}<p>{REFRAIN}</p>{paragraphs(1)}<p>{REFRAIN}</p>").count(
            REFRAIN.replace("<br>", " ")
        )
        == 1
    )
    twice = f"<p>{VERSES[0]}</p><p>{REFRAIN}</p><p>{REFRAIN}</p>"
    assert sum(FIRST in text for text in found(paragraphs(0) + twice + paragraphs(1))) == 1


@pytest.mark.parametrize("answer", ["Ja.", ANSWER], ids=["short", "long"])
def test_an_answer_comes_again_below_another_question(answer: str) -> None:
    asked = "".join(
        f"<h3>{question}</h3><p>{answer}</p>"
        for question in ("Wer haftet für die Schäden?", "Wer haftet für die Schafe?")
    )
    assert found(paragraphs(0) + asked + paragraphs(1)).count(answer) == 2


def test_a_paragraph_that_comes_again_below_a_question_is_a_copy() -> None:
    body = f"{paragraphs(0, 1, 2)}<h3>Wer zahlt die Deiche?</h3>{paragraphs(0)}{paragraphs(3)}"
    assert found(body).count(TEXTS[0]) == 1


@pytest.mark.parametrize("tag", ["h3", "p", "dt"])
def test_a_chronicle_keeps_its_days_the_first_one_too(tag: str) -> None:
    entries = "".join(
        f"<{tag}>{day}</{tag}><p>{text}</p>" for day, text in zip(DAYS, TEXTS, strict=False)
    )
    assert [text for text in found(entries) if text in DAYS] == list(DAYS)


def test_days_above_short_texts_are_a_chronicle_and_one_day_is_a_date() -> None:
    entries = "".join(f"<p>{day}</p><p>Die Flut kommt bei Husum.</p>" for day in DAYS)
    assert [t for t in found(paragraphs(0) + entries + paragraphs(1)) if t in DAYS] == list(DAYS)
    assert DAYS[0] not in found(f"<p>{DAYS[0]}</p>{paragraphs(0, 1, 2)}")


def test_a_pulled_quote_below_a_question_is_no_answer() -> None:
    pulled = TEXTS[1].partition(",")[0]
    body = f"{paragraphs(0)}<p>Wer zahlt die Deiche?</p><blockquote>{pulled}</blockquote>{paragraphs(1, 2)}"
    assert pulled not in found(body)
