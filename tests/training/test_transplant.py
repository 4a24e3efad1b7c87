"""A package from a Marian student of another target language."""

import random
import re
import struct
from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
sentencepiece = pytest.importorskip("sentencepiece")
pytest.importorskip("ctranslate2")

from training import bitext, source_pieces, transplant  # noqa: E402
from training.lexicon import neighbours  # noqa: E402
from training.marian import arrays, read_marian  # noqa: E402
from training.model import Translator  # noqa: E402
from training.package import read_package  # noqa: E402
from training.pieces import TargetPieces  # noqa: E402
from training.settings import Settings, Transplant, load  # noqa: E402

WIDTH, HIDDEN = 16, 32
# English, Spanish, and what a parent that writes Portuguese makes of it.
LINES = (
    ("The city is old.", "La ciudad es vieja.", "A cidade é velha."),
    ("The dog is old.", "El perro es viejo.", "O cão é velho."),
    ("The city has no dog.", "La ciudad no tiene perro.", "A cidade não tem cão."),
    ("In 2019 Peña had 1,200 dogs.", "En 2019 Peña tuvo 1.200 perros.", "Em 2019 Peña teve 1.200 cães."),
    ("Where is the city?", "¿Dónde está la ciudad?", "Onde fica a cidade?"),
)  # fmt: skip


def marian(items: dict[str, "torch.Tensor"]) -> bytes:
    """Write a Marian binary: int8 for matrices (turned round, but for the embedding), else floats."""
    headers, names, shapes, blocks = b"", b"", b"", b""
    for name, value in items.items():
        coded = name == "Wemb" or re.search(r"_W\w?$", name) is not None
        if coded:
            stored = value if name == "Wemb" else value.T
            block = (stored * 64).round().to(torch.int8).contiguous().numpy().tobytes()
            block += struct.pack("<f", 64.0)
        else:
            block = value.numpy().tobytes()
        kind = 0x4101 if coded else 0x404
        text = name.encode() + b"\0"
        headers += struct.pack("<QQQQ", len(text), kind, value.dim(), len(block))
        names += text
        shapes += struct.pack(f"<{value.dim()}i", *value.shape)
        blocks += block
    head = struct.pack("<QQ", 1, len(items))
    return head + headers + names + shapes + struct.pack("<Q", 4) + b"\0" * 4 + blocks


def student(pieces: int) -> dict[str, "torch.Tensor"]:
    """Return the arrays of a student with one encoder and one decoder layer."""

    def table(*size: int) -> "torch.Tensor":
        return (torch.randn(*size) * 16).round().clamp(-120, 120) / 64

    items = {"Wemb": table(pieces, WIDTH), "decoder_ff_logit_out_b": torch.randn(1, pieces)}
    for name in ("encoder_l1_self", "decoder_l1_context"):
        for letter in "qkvo":
            items[f"{name}_W{letter}"] = table(WIDTH, WIDTH)
            items[f"{name}_b{letter}"] = torch.randn(1, WIDTH)
    items |= {f"decoder_l1_rnn_{w}": table(WIDTH, WIDTH) for w in ("W", "Wf")}
    items["decoder_l1_rnn_bf"] = torch.randn(1, WIDTH)
    for name in ("encoder_l1_ffn", "decoder_l1_ffn"):
        items |= {f"{name}_W1": table(WIDTH, HIDDEN), f"{name}_b1": torch.randn(1, HIDDEN)}
        items |= {f"{name}_W2": table(HIDDEN, WIDTH), f"{name}_b2": torch.randn(1, WIDTH)}
    for name in (
        *("encoder_l1_self_Wo", "encoder_l1_ffn_ffn", "decoder_l1_rnn_ffn"),
        *("decoder_l1_context_Wo", "decoder_l1_ffn_ffn"),
    ):
        items |= {f"{name}_ln_{kind}": torch.randn(1, WIDTH) for kind in ("scale", "bias")}
    return items


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A tiny parent, a corpus, and settings for them."""
    folder = tmp_path_factory.mktemp("transplant")
    parent = folder / "parent"
    parent.mkdir()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([text for a, _, c in LINES for text in (a, c)] * 20),
        model_prefix=str(parent / "vocab"), vocab_size=110, hard_vocab_limit=False,
        character_coverage=1.0, pad_id=-1, unk_id=1, bos_id=-1, eos_id=0, minloglevel=2,
    )  # fmt: skip
    (parent / "vocab.model").rename(parent / "vocab.enpt.spm")
    model = sentencepiece.SentencePieceProcessor(model_file=str(parent / "vocab.enpt.spm"))
    torch.manual_seed(1)
    (parent / "model.enpt.bin").write_bytes(marian(student(model.vocab_size())))
    (folder / "corpora").mkdir()
    lines = "".join(f"{a}\t{b}\n" for a, b, _ in LINES)
    (folder / "corpora" / "wmt_news.tsv").write_text(lines * 1, encoding="utf-8")
    settings = load(
        Path(transplant.__file__).with_name("settings.en_es.toml"),
        [
            f"paths.corpora={folder / 'corpora'}", f"paths.work={folder / 'work'}",
            f"paths.target_spm={folder / 'work' / 'target.spm'}", "data.default_weight=1",
            f"paths.development={folder / 'none.tsv'}",
        ],
    )  # fmt: skip
    assert settings.transplant is not None
    small = replace(
        settings.transplant, parent=parent, target_pieces=36, least=1, bitext={"wmt_news": 5}
    )
    return replace(settings, transplant=small)


def test_a_student_comes_out_of_its_file(workshop: Settings) -> None:
    assert workshop.transplant is not None
    folder = workshop.transplant.parent
    found = arrays((folder / "model.enpt.bin").read_bytes())
    torch.manual_seed(1)
    for name, value in student(len(found["Wemb"])).items():
        assert torch.allclose(found[name], value), name
    package = read_marian(folder, heads=2)
    assert package.weights["encoder.0.inner.weight"].shape == (HIDDEN, WIDTH)
    Translator(package.shape).load_state_dict(package.weights)


def test_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="version 2"):
        arrays(struct.pack("<QQ", 2, 0))


def test_a_rewritten_vocabulary_has_digits_apart_and_the_signs_asked_for(
    workshop: Settings,
) -> None:
    assert workshop.transplant is not None
    model = (workshop.transplant.parent / "vocab.enpt.spm").read_bytes()
    old = [piece.text for piece in source_pieces.read(model)]
    new = source_pieces.rewrite(model, old, ["ß", "€"])
    cut = sentencepiece.SentencePieceProcessor(model_proto=new)
    assert [cut.id_to_piece(i) for i in range(3)] == ["<unk>", "<s>", "</s>"]
    assert (cut.unk_id(), cut.bos_id(), cut.eos_id()) == (0, 1, 2)
    assert cut.encode("2019 € ß", out_type=str) == ["▁", "2", "0", "1", "9", "▁", "€", "▁", "ß"]
    assert cut.decode(cut.encode("The city is old.")) == "The city is old."


def test_words_are_partners_that_stand_in_the_same_sentences() -> None:
    ours = [["la", "ciudad"], ["la", "casa"], ["ciudad", "no"], ["ciudad"]]
    theirs = [["a", "cidade"], ["a", "casa"], ["cidade"], ["cidade", "x"]]
    found = neighbours(ours, theirs, certain=0.5)
    assert found["ciudad"] == [("cidade", 1.0)]
    assert "casa" not in found  # met once


def test_short_sentences_are_chosen_for_the_parent(tmp_path: Path) -> None:
    corpora = {"a": [("one two three", "x"), ("one", "y")], "b": [("four five six", "z")]}
    wanted = Transplant(tmp_path, 9, 1, 0.1, 3, 5, {"a": 10, "c": 2}, [])
    assert bitext.chosen(corpora, wanted, 1) == [("one two three", "x")]
    assert bitext.write(tmp_path / "b.tsv", [("one two", "x")], str.upper) == 1
    assert (tmp_path / "b.tsv").read_text(encoding="utf-8") == "one two\tx\tONE TWO\n"


def test_a_transplant_speaks_with_the_rows_of_its_parent(workshop: Settings) -> None:
    assert workshop.transplant is not None
    work = workshop.paths.work
    work.mkdir(exist_ok=True)
    rows = "".join("\t".join(line) + "\n" for line in LINES * 3)
    (work / "bitext.tsv").write_text(rows, encoding="utf-8")
    package = read_package(transplant.run(workshop))
    assert package.pieces[:2] == ["</s>", "<unk>"]
    Translator(package.shape).load_state_dict(package.weights)
    parent = read_marian(workshop.transplant.parent, heads=2)
    for piece in (".", "2"):  # signs and digits are the parent's own
        ours, theirs = package.pieces.index(piece), parent.pieces.index(piece)
        assert torch.allclose(
            package.weights["target.weight"][ours], parent.weights["target.weight"][theirs]
        )
    cut = TargetPieces(package.sentencepiece, workshop.paths.target_spm, package.pieces)
    found = [package.pieces[i] for i in cut.encode("¿Dónde está Peña en 2019?", "Where is Peña?")]
    assert "".join(found).replace("▁", " ").strip() == "¿Dónde está Peña en 2019?"
    assert "2" in found


def test_spanish_pairs_turn_the_marks_of_numbers_round() -> None:
    from training.copies import copy_pairs, phrases_of

    phrases = phrases_of("en", "es")
    made = copy_pairs(400, ["Peña"], [], random.Random(2), phrases)
    assert any("," in a and "." in b and "," not in b for a, b in made if a[0].isdigit())
    assert any(" de enero de " in b for _, b in made)
    assert phrases_of("en", "xx").turned(("1.000", "1,000")) == ("1,000", "1.000")
