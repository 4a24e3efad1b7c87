"""From text to pieces and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from translator.engines.vocabulary import Segmenter, join_pieces, read_vocabulary
from translator.errors import ModelError
from translator.models.package import Package


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["▁The", "▁trea", "ty"], " The treaty"),
        (["foo", "_", "bar"], "foo_bar"),
        (["▁", "<0xF0>", "<0x9F>", "<0x99>", "<0x82>", "!"], " 🙂!"),
        (["▁a", "<0xF0>", "<0x9F>", "▁b"], " a b"),
        (["<s>", "▁a", "<unk>", "</s>"], " a"),
        ([], ""),
    ],
)
def test_pieces_become_text(pieces: list[str], text: str) -> None:
    assert join_pieces(pieces) == text


def test_text_becomes_the_most_likely_pieces() -> None:
    segmenter = Segmenter(["<unk>", "▁the", "▁", "s", "▁trea", "ty", "t", "r", "e", "a", "y", "'"])
    assert segmenter.encode("the treaty") == ["▁the", "▁trea", "ty"]
    assert segmenter.encode("treaty’s") == ["▁trea", "ty", "'", "s"]
    assert segmenter.encode("мs") == ["▁", "<unk>", "s"]
    assert segmenter.encode(" ") == []


def test_every_english_text_comes_back_from_the_pieces_of_the_starter(starter: Package) -> None:
    pieces = read_vocabulary(starter.path / "model", "target")
    segmenter = Segmenter(pieces)
    for text in ("The treaty was signed.", "Zelenskyy met Łukasz?", "11,000 soldiers (of 3.5%)"):
        encoded = segmenter.encode(text)
        assert set(encoded) <= {*pieces, "<unk>"}
        assert join_pieces(encoded).strip() == text


@pytest.mark.parametrize("content", ["{}", "[1, 2]", "[", "\ud800"])
def test_a_broken_vocabulary_is_one_clear_error(tmp_path: Path, content: str) -> None:
    file = tmp_path / "target_vocabulary.json"
    file.write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(ModelError, match=r"target_vocabulary\.json: the vocabulary"):
        read_vocabulary(tmp_path, "target")


def test_a_shared_vocabulary_serves_both_sides(tmp_path: Path) -> None:
    (tmp_path / "shared_vocabulary.txt").write_text("<unk>\n▁a\n", encoding="utf-8")
    assert read_vocabulary(tmp_path, "source") == read_vocabulary(tmp_path, "target")
    (tmp_path / "target_vocabulary.json").write_text(json.dumps(["▁b"]), encoding="utf-8")
    assert read_vocabulary(tmp_path, "target") == ("▁b",)
    with pytest.raises(ModelError, match="no source vocabulary"):
        read_vocabulary(tmp_path / "model", "source")
