"""Score translation routes on the development sets: ``python -m benchmarks.translation``.

BLEU and chrF with their sacrebleu signatures, the share of source numbers and of copied names
found in the output, loops, and the time taken, with and without the product's repair of lost
numbers and names, beside the figures others have published. Without
the sets it says so and ends well. ``--package`` scores any package, unpacked or not.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from training.measures import Score, score
from translator.article import Block, BlockKind
from translator.engines.protocol import Engine
from translator.engines.routing import describe, find_route
from translator.errors import TranslatorError
from translator.models.package import read_package
from translator.repair import reading, repair
from translator.segment import segment
from translator.settings import Decoding, Settings

SETS = {"newstest2020": "newstest2020.de-en.tsv", "FLORES dev": "flores-dev.de-en.tsv"}
DEFAULT_DATA = Path("../shared/eval/mt")

# BLEU / COMET-22 as published in Mozilla's evaluation of Firefox Translations, German to English.
# There is no figure for FLORES dev; those for its test half are what comes nearest.
PUBLISHED = {
    "newstest2020": {
        "Argos": 35.8,
        "OPUS-MT": 39.6,
        "Firefox tiny": 38.8,
        "Firefox base-memory": 40.1,
    },
    "FLORES dev": {
        "Argos, on FLORES test": 36.2,
        "OPUS-MT, on FLORES test": 40.6,
        "Firefox tiny, on FLORES test": 39.1,
        "Firefox base-memory, on FLORES test": 40.9,
    },
}
_HEAD = (
    f"{'set':14}{'system':38}{'BLEU':>6}{'chrF':>7}{'numbers':>9}{'names':>7}{'loops':>7}{'s':>7}"
)


@dataclass(frozen=True)
class Result:
    """Score of one route on one set and the seconds it took, loading included."""

    score: Score
    seconds: float


def read_set(path: Path, most: int | None) -> tuple[list[str], list[str]]:
    """Return (sources, references) of a German TAB English file, or of its first lines.

    Raises:
        OSError: the file cannot be read.
    """
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()][:most]
    return [row[0] for row in rows], [row[1] for row in rows]


def translate(
    engines: Sequence[Engine], segments: Sequence[str], *, mended: bool = True
) -> list[str]:
    """Translate segments of several sentences, sentence by sentence, as the product does.

    ``mended`` puts back numbers and names that a model lost.
    """
    parts = [segment(Block(BlockKind.PARAGRAPH, text), engines[0].source) for text in segments]
    texts = [s.text for part in parts for s in part]
    for engine in map(reading, engines) if mended else engines:
        targets = engine.translate(texts)
        texts = repair(engine, texts, targets) if mended else targets
    done = iter(texts)
    return ["".join(next(done) + (s.tail and " ") for s in part).strip() for part in parts]


def measure(
    engines: Sequence[Engine], path: Path, most: int | None, *, mended: bool = True
) -> Result:
    """Translate a set and score it."""
    sources, references = read_set(path, most)
    started = time.perf_counter()
    outputs = translate(engines, sources, mended=mended)
    seconds = time.perf_counter() - started
    return Result(score(sources, outputs, references), seconds)


def routes(
    packages: Sequence[Path], scratch: Path, settings: Settings
) -> dict[str, tuple[Engine, ...]]:
    """Return the engines to score by name: the installed route, or each package given.

    Raises:
        TranslatorError: a package is broken, or nothing leads from German to English.
    """
    if not packages:
        engines = find_route("de", "en", settings)
        return {" → ".join(describe(engines).engines): engines}
    found = {}
    for number, path in enumerate(packages):
        package = read_package(_unpacked(path, scratch / str(number)))
        if package is not None:
            found[path.name] = find_route("de", "en", settings, [package])
    return found


def _unpacked(path: Path, scratch: Path) -> Path:
    if path.is_dir():
        return path
    with zipfile.ZipFile(path) as archive:
        archive.extractall(scratch)
    return next(scratch.rglob("metadata.json")).parent


def report(name: str, results: dict[str, Result]) -> None:
    """Print the rows of one set, the published ones below ours."""
    for system, result in results.items():
        found = result.score
        print(
            f"{name:14}{system:38}{found.bleu:6.1f}{found.chrf:7.1f}{found.numbers:9.3f}"
            f"{found.names:7.3f}{found.loops:7}{result.seconds:7.1f}"
        )
    for system, bleu in PUBLISHED[name].items():
        print(f"{name:14}{system + ' (published)':38}{bleu:6.1f}")


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    default = Decoding()
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder of the sets")
    parser.add_argument("--package", type=Path, action="append", default=[])
    parser.add_argument("--segments", type=int, help="only the first ones of each set")
    parser.add_argument("--beam", type=int, default=default.beam)
    parser.add_argument("--length-penalty", type=float, default=default.length_penalty)
    parser.add_argument("--repetition-penalty", type=float, default=default.repetition_penalty)
    return parser


def main() -> int:
    """Print the table; 0 also where there are no sets, 2 where there is no route."""
    chosen = arguments().parse_args()
    paths = {name: chosen.data / file for name, file in SETS.items()}
    present = {name: path for name, path in paths.items() if path.is_file()}
    for name in paths.keys() - present.keys():
        print(f"skipped: {name} is not at {paths[name]}")
    if not present:
        return 0
    decoding = Decoding(chosen.beam, chosen.length_penalty, chosen.repetition_penalty)
    last: Score | None = None
    with tempfile.TemporaryDirectory() as scratch:
        try:
            found = routes(chosen.package, Path(scratch), Settings(decoding=decoding))
            print(_HEAD)
            for name, path in present.items():
                results = {}
                for system, engines in found.items():
                    bare = measure(engines, path, chosen.segments, mended=False)
                    results[f"{system}, the model alone"] = bare
                    results[system] = measure(engines, path, chosen.segments)
                report(name, results)
                last = next(iter(results.values())).score
        except TranslatorError as error:
            print(error, file=sys.stderr)
            return 2
    if last is not None:
        print(f"BLEU {last.bleu_signature}\nchrF {last.chrf_signature}")
    print(f"{decoding}; sentences split by translator.segment")
    return 0


if __name__ == "__main__":
    sys.exit(main())
