"""The embedded model through our engine: equal to Argos Translate, and steady."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sacremoses import MosesTokenizer

from translator.engines.argos import ArgosEngine
from translator.engines.protocol import SteerableEngine
from translator.errors import EngineError
from translator.models.package import Package
from translator.settings import Decoding


@pytest.fixture(scope="module")
def argostranslate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Import Argos Translate with its folders somewhere else than in the user's home."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "ARGOS_PACKAGES_DIR"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name.lower())))
        from argostranslate import package, translate

        yield package, translate


def test_it_says_what_argos_translate_says(
    starter: Package, news: list[str], argostranslate: Any
) -> None:
    import ctranslate2

    package, translate = argostranslate
    model = ctranslate2.Translator(str(starter.path / "model"), intra_threads=1)

    class OneSentence:
        def split_sentences(self, text: str) -> list[str]:
            return [text]

    theirs = [
        translate.apply_packaged_translation(
            package.Package(starter.path), sentence, model, OneSentence(), num_hypotheses=1
        )[0].value
        for sentence in news
    ]
    # The search Argos Translate has wired in: beam 4, length penalty 0.2, nothing else.
    ours = ArgosEngine(starter, Decoding(4, 0.2, 1.0)).translate(news)
    assert ours == theirs


def test_a_sentence_does_not_depend_on_its_neighbours(engine: ArgosEngine, news: list[str]) -> None:
    together = dict(zip(news, engine.translate(news), strict=True))
    shuffled = news * 2
    random.Random(3).shuffle(shuffled)  # noqa: S311 - no secret
    assert engine.translate(shuffled) == [together[sentence] for sentence in shuffled]
    assert [engine.translate([sentence])[0] for sentence in news] == list(together.values())
    scores = engine.score(news, list(together.values()))
    assert scores == [engine.score([s], [t])[0] for s, t in together.items()]


def test_the_model_is_loaded_at_the_first_translation_and_not_before(starter: Package) -> None:
    engine = ArgosEngine(starter)
    assert isinstance(engine, SteerableEngine)
    assert (engine.source, engine.target, engine.starter) == ("de", "en", True)
    assert engine.name.startswith("starter de-en ")
    assert engine.signature
    assert engine._memory is None


def test_the_signature_changes_with_the_search(starter: Package) -> None:
    first = ArgosEngine(starter, Decoding(beam=4)).signature
    assert first == ArgosEngine(starter, Decoding(beam=4)).signature
    assert first != ArgosEngine(starter, Decoding(beam=5)).signature


def test_alternatives_differ_and_fall_in_score(starter: Package, news: list[str]) -> None:
    # Any other length penalty orders them by a score that is not the mean per piece.
    engine = ArgosEngine(starter, Decoding(length_penalty=1.0))
    for hypotheses in engine.alternatives(news[:5], 8):
        texts = [hypothesis.text for hypothesis in hypotheses]
        scores = [hypothesis.score for hypothesis in hypotheses]
        assert 2 <= len(texts) == len(set(texts)) <= 8
        assert scores == sorted(scores, reverse=True)
        assert all(score <= 0 for score in scores)


def test_the_score_of_a_hypothesis_is_the_score_of_its_text(
    starter: Package, news: list[str]
) -> None:
    engine = ArgosEngine(starter, Decoding(4, 1.0, 1.0))
    best = [hypotheses[0] for hypotheses in engine.alternatives(news, 1)]
    again = engine.score(news, [hypothesis.text for hypothesis in best])
    close = sum(abs(h.score - s) < 0.01 for h, s in zip(best, again, strict=True))
    # The target is divided into pieces anew, which now and then gives other pieces.
    assert close >= 0.8 * len(news)


def test_a_translation_scores_higher_than_nonsense(engine: ArgosEngine) -> None:
    source = "Der Vertrag wurde am Montag in Moskau unterzeichnet."
    good, bad = engine.score(
        [source, source],
        ["The treaty was signed in Moscow on Monday.", "Bananas grow where the sun is red."],
    )
    assert bad < good <= 0


@pytest.mark.parametrize(
    "prefix",
    [
        "",
        "The treaty",
        "The treaty ",
        "The accord was",
        "Signed on Monday, the Pact of Łódź",
        "“The treaty”",
        "The treaty was signed in Moscow on Monday.",
    ],
)
def test_a_completion_begins_with_its_prefix_and_keeps_its_last_word(
    engine: ArgosEngine, prefix: str
) -> None:
    source = "Der Vertrag wurde am Montag in Moskau unterzeichnet."
    target = engine.complete([source], [prefix])[0]
    head = prefix.rstrip()
    assert target.startswith(head)
    rest = target[len(head) :]
    assert not (head and head[-1].isalnum() and rest[:1].isalnum())
    assert "  " not in target


def test_a_sentence_may_be_completed_behind_several_prefixes(engine: ArgosEngine) -> None:
    source = "Der Vertrag wurde am Montag in Moskau unterzeichnet."
    prefixes = ["The treaty", "The agreement was", "On Monday, the pact"]
    together = engine.complete([source] * 3, prefixes)
    assert together == [engine.complete([source], [prefix])[0] for prefix in prefixes]
    assert len(set(together)) == 3


def test_a_prefix_may_reach_behind_what_is_copied(engine: ArgosEngine) -> None:
    source = "Danke 🙂 Der Vertrag wurde am Montag unterzeichnet."
    target = engine.complete([source], ["Thank you 🙂 The treaty"])[0]
    assert target.startswith("Thank you 🙂 The treaty ")
    assert target.count("🙂") == 1


def test_a_package_may_want_a_piece_in_front_of_every_target(
    random_package: Callable[..., Package], starter: Package
) -> None:
    """Multilingual packages name the target language with a first piece, which is no text."""
    tokenizer = (starter.path / "sentencepiece.model").read_bytes()
    pieces = ["▁der", "▁und", "▁die", "▁in", "▁den", ">>eng<<"]
    package = random_package("sentencepiece.model", tokenizer, pieces, target_prefix=">>eng<<")
    engine = ArgosEngine(package)
    job_prefix = engine._prefix("der und")
    assert job_prefix == (">>eng<<", "▁der", "▁und")
    assert ">>eng<<" not in engine.complete(["der den"], ["der und"])[0]
    assert engine.complete(["der den"], ["der und"])[0].startswith("der und")


def test_packages_with_a_bpe_tokenizer_work(random_package: Callable[..., Package]) -> None:
    assert MosesTokenizer  # what Argos Translate's BPE tokenizer is made of
    codes = b"#version: 0.2\nd e\nde r</w>\nu n\nun d</w>\n"
    package = random_package("bpe.model", codes, ["der", "und", "h@@", "a@@", "u@@", "s"])
    engine = ArgosEngine(package)
    target = engine.translate(["der und haus"])[0]
    assert target
    assert "@@" not in target
    assert engine.complete(["der und haus"], ["und der"])[0].startswith("und der")


def test_what_the_libraries_raise_becomes_one_line(
    starter: Package, tmp_path: Path, random_package: Callable[..., Package]
) -> None:
    package = random_package("bpe.model", b"#version: 0.2\n", ["der"])
    (package.path / "model" / "model.bin").write_bytes(b"not a model")
    with pytest.raises(EngineError, match=r"argos de-en 1\.0: ") as caught:
        ArgosEngine(package).translate(["Hallo"])
    assert "\n" not in str(caught.value)
    assert "translator models install" in str(caught.value)


def test_text_the_libraries_cannot_take_is_one_line_too(starter: Package) -> None:
    engine = ArgosEngine(starter)
    broken = "Der Hafen \udc80 ist zu."  # half a character
    for call in (
        lambda: engine.translate([broken]),
        lambda: engine.score(["Der Hafen ist zu."], [broken]),
        lambda: engine.complete(["Der Hafen ist zu."], [broken]),
    ):
        with pytest.raises(EngineError, match="starter de-en"):
            call()
