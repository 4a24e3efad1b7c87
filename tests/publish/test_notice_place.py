"""The notice stands on top; versions of earlier programs, and people, have it elsewhere."""

from dataclasses import replace
from pathlib import Path

import pytest
from publish.samples import sample_version

from translator.article import Review, ReviewState
from translator.markup.notices import without_notice
from translator.publish import render
from translator.publish.accepted import with_body, with_review
from translator.publish.parts import parts_of
from translator.publish.read import read_version
from translator.publish.version import Version

LINE = "*Machine translation (German → English) by a model.* Original: “Deich”"
TEXT = "# A dike\n\nIt is new.\n"
FRONT = '---\ntitle: "A dike"\nlang: "en"\n---\n'
PLACES = {
    "above": f"{FRONT}\n{LINE}\n\n---\n\n{TEXT}",
    "below": f"{FRONT}\n{TEXT}\n---\n\n{LINE}\n",
    "under the headline": f"{FRONT}\n# A dike\n\n{LINE}\n\n---\n\nIt is new.\n",
    "reformatted": f"{FRONT}\n{LINE.replace('*', '_')}\n\n----\n\n{TEXT}",
}


@pytest.mark.parametrize("name", PLACES)
def test_the_notice_is_no_text_wherever_it_stands(name: str, tmp_path: Path) -> None:
    file = tmp_path / "dike.md"
    file.write_text(PLACES[name], encoding="utf-8")
    version = read_version(file)
    assert version.title == "A dike"
    assert [block.text for block in version.blocks] == ["It is new."]
    assert parts_of(file.read_bytes()).digest == parts_of(f"{FRONT}\n{TEXT}".encode()).digest


@pytest.mark.parametrize(
    "text",
    [
        "*First published on Monday.*\n\n---\n\n" + TEXT,
        TEXT + "\n---\n\n*Anna Beispiel reports from the coast.*\n",
        f"{LINE}\n\n{TEXT}",
        f"Text.\n\n{LINE}\n\n---\n\nText.\n",
    ],
)
def test_what_people_write_beside_a_rule_is_theirs(text: str) -> None:
    assert without_notice(text).text == text


def reviewed() -> Version:
    review = Review(state=ReviewState.REVIEWED, by="Anna Beispiel", at="2026-11-26T22:07:00Z")
    return replace(sample_version(), state=review.state, review=review)


def as_0_1_0_had_it(data: bytes) -> bytes:
    parts = parts_of(data)
    line = parts.noted.above.strip("\n-").strip()
    return f"---\n{parts.front}---\n{parts.body}\n---\n\n{line}\n".encode()


def test_an_accepted_version_has_its_notice_on_top_wherever_it_was() -> None:
    data = render(sample_version(), "md")
    today = with_review(data, reviewed(), sample_version())
    assert with_review(as_0_1_0_had_it(data), reviewed(), sample_version()) == today
    said = today.decode().split("---\n")[2]
    assert "Reviewed by Anna Beispiel on 26 November 2026." in said
    assert "gives the gist only" not in said  # somebody vouches for the text
    assert 'ai-disclosure: "ai-assisted"' in today.decode().split("---\n")[1]


def test_a_notice_that_somebody_took_out_stays_out() -> None:
    data = render(sample_version(), "md")
    without = with_body(data, "# Open").replace(parts_of(data).noted.above.encode(), b"")
    assert (
        b"Reviewed by Anna"
        not in with_review(without, reviewed(), sample_version()).split(b"---\n")[2]
    )


@pytest.mark.parametrize("old", [False, True], ids=["above", "below"])
def test_another_body_leaves_the_notice_where_it_is(*, old: bool) -> None:
    data = render(sample_version(), "md")
    data = as_0_1_0_had_it(data) if old else data
    changed = with_body(data, "# Open\n\nAt last.")
    before, after = parts_of(data), parts_of(changed)
    assert (after.noted.above, after.noted.below) == (before.noted.above, before.noted.below)
    assert after.body.strip() == "# Open\n\nAt last."
    assert with_body(data, before.body) == data
