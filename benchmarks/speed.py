"""What the work around the model costs: ``python -m benchmarks.speed``.

Processor time of raw CTranslate2 on the same pieces, divided by that of each system; more is better,
1 would be free. The first sentences of newstest2020, split as the program splits them; its own beam,
batches of 32, one thread. All systems take turns in one process, so that they run under the same
load; the first round does not count, so that models, dictionaries and caches are warm; the median of
the rounds is printed. The checks and the confidence of what the engine made are measured for
themselves, with what they remember of sentences forgotten before every round, as a share of raw time.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.checks import article_of
from benchmarks.tables import Row, table, three
from benchmarks.translation import DEFAULT_DATA, SETS, read_set
from translator.article import Block, BlockKind
from translator.check import judged
from translator.check.counterparts import comparison, counterparts
from translator.engines.argos import ArgosEngine
from translator.engines.routing import find_route
from translator.glossary import load_glossary
from translator.glossary.concept import Glossary
from translator.language.names import names
from translator.language.sentences import segment
from translator.language.tagger import names_by_place
from translator.settings import Decoding, Settings
from translator.translate.hops import build_hops, translate_sentences

GLOSSARY = Path(__file__).parents[1] / "glossary"
_BATCH = 32
_CHECKS = "checks and confidence"

System = Callable[[], object]


def sentences_of(path: Path, most: int) -> list[str]:
    """Return the first sentences of a set, as the program splits them."""
    sources, _ = read_set(path, None)
    blocks = (Block(BlockKind.PARAGRAPH, text) for text in sources)
    found = (sentence.text for block in blocks for sentence in segment(block, "de"))
    return [text for _, text in zip(range(most), found, strict=False)]


def systems(engine: ArgosEngine, sentences: Sequence[str]) -> dict[str, System]:
    """Return what is measured by name, the raw model first."""
    import ctranslate2
    from sentencepiece import SentencePieceProcessor

    folder = engine.package.path
    model = ctranslate2.Translator(str(folder / "model"), device="cpu", intra_threads=1)
    processor = SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    pieces = processor.encode(list(sentences), out_type=str)
    decoding = Decoding()

    def raw() -> object:
        return model.translate_batch(
            pieces,
            max_batch_size=_BATCH,
            beam_size=decoding.beam,
            length_penalty=decoding.length_penalty,
        )

    def program(glossary: Glossary) -> System:
        hops = build_hops([engine], glossary)
        return lambda: translate_sentences(sentences, hops)

    return {
        "raw CTranslate2": raw,
        "Argos Translate": _argos_translate(folder, model, sentences),
        "our engine": lambda: engine.translate(sentences),
        "the program, no glossary": program(Glossary()),
        "the program, shipped glossary": program(load_glossary((GLOSSARY,))),
        _CHECKS: _checks(sentences, engine.translate(sentences)),
    }


def _checks(sources: Sequence[str], targets: Sequence[str]) -> System:
    """Return the checks over an article of these sentences, which they have not seen before."""
    articles = list(map(article_of, sources, targets))
    article = replace(articles[0], blocks=tuple(b for one in articles for b in one.blocks))

    def check() -> object:
        for remembers in (counterparts, comparison, names, names_by_place):
            remembers.cache_clear()
        return judged(article, Glossary())

    return check


def _argos_translate(folder: Path, model: Any, sentences: Sequence[str]) -> System:
    """Return Argos Translate on the same package and model, sentence by sentence, as its API has it."""
    from argostranslate.package import Package
    from argostranslate.translate import apply_packaged_translation

    package = Package(folder)

    class Whole:
        """Takes a text for one sentence: they are split already."""

        def split_sentences(self, text: str) -> list[str]:
            return [text]

    return lambda: [
        apply_packaged_translation(package, text, model, Whole(), 1) for text in sentences
    ]


def measure(found: dict[str, System], rounds: int) -> dict[str, float]:
    """Return the median processor seconds of each system over the rounds behind the first."""
    seconds: dict[str, list[float]] = {name: [] for name in found}
    for number in range(rounds + 1):
        for name, system in found.items():
            gc.collect()
            started = time.process_time()
            system()
            if number:
                seconds[name].append(time.process_time() - started)
    return {name: statistics.median(times) for name, times in seconds.items()}


def main() -> int:
    """Print the table of the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=240)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    name = SETS["de", "en"]["newstest2020"]
    path = next((folder / name for folder in DEFAULT_DATA if (folder / name).exists()), None)
    if path is None:
        print(f"{name} is not here; it lies beside the repository, in shared/eval/mt")
        return 0
    engine = find_route("de", "en", Settings(targets=("en",)))[0]
    if not isinstance(engine, ArgosEngine):
        print("the first model on the way is no Argos package")
        return 0
    sentences = sentences_of(path, options.sentences)
    seconds = measure(systems(engine, sentences), options.rounds)
    raw = next(iter(seconds.values()))
    print(
        f"{engine.name}, digest {engine.package.digest[:16]}; {len(sentences)} sentences, ", end=""
    )
    print(f"{options.rounds} rounds, beam {Decoding().beam}, batches of {_BATCH}")
    checks = seconds.pop(_CHECKS)
    rows: list[Row] = [
        (system, (f"{spent:.2f}", three(raw / spent))) for system, spent in seconds.items()
    ]
    print(table(("CPU s", "share"), rows))
    each = checks / len(sentences) * 1000
    print(f"{_CHECKS}: {checks / raw:.3f} of raw CTranslate2's time, {each:.1f} ms a sentence")
    return 0


if __name__ == "__main__":
    sys.exit(main())
