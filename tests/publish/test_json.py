from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from publish.samples import bodies, sample_translation, sample_version

from translator.article import Block, Segment, TranslatedBlock
from translator.errors import PublishError
from translator.publish import render
from translator.publish.version import source_version, target_version
from translator.records import decode, encode, target_record


def test_a_translation_survives_its_record() -> None:
    assert decode(encode(target_record(sample_translation()))).translation == sample_translation()


def test_published_json_reads_back() -> None:
    assert decode(render(sample_version(), "json")).translation == sample_translation()


@settings(deadline=None)
@given(bodies(), st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=30))
def test_any_translation_survives_its_record(blocks: tuple[Block, ...], targets: list[str]) -> None:
    translated = tuple(
        TranslatedBlock(block, (Segment(block.text, target),))
        for block, target in zip(blocks, targets, strict=False)
    )
    blocks = blocks[: len(translated)]
    translation = replace(
        sample_translation(),
        article=replace(sample_translation().article, blocks=blocks),
        blocks=translated,
    )
    assert decode(encode(target_record(translation))).translation == translation
    assert decode(render(target_version(translation), "json")).translation == translation


def test_the_record_reads_without_us() -> None:
    record = json.loads(render(sample_version(), "json"))
    assert record["title"] == "Bridge open again"
    assert record["text"].startswith("After two years.\n\nThe costs\n\nIt was 3.5 million")
    assert record["removed"] == [
        {"text": "Teilen", "rule": "share bar", "reason": "A share bar.", "line": 0}
    ]
    assert record["title_segments"][0]["origin"] == "human"
    assert record["title_segments"][0]["terms"][0] == {
        "concept": "bridge",
        "source": "Brücke",
        "target": "Bridge",
        "outcome": "ok",
        "source_span": [0, 6],
        "target_span": [0, 6],
    }
    assert record["findings"][0]["severity"] == "error"


def test_a_source_record_keeps_what_was_removed() -> None:
    version = source_version(sample_translation().article, lang="de")
    record = json.loads(render(version, "json"))
    assert record["removed"][0]["rule"] == "share bar"
    assert record["machine_translated"] is False


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff", b"null"])
def test_anything_else_is_one_clear_line(data: bytes) -> None:
    with pytest.raises(PublishError, match="not the record of a version"):
        decode(data)
