"""Score translation routes on the development sets: ``python -m benchmarks.translation``.

BLEU and chrF with their sacrebleu signatures, the share of source numbers found in the output in the
digits of either language, the same in any form that the checks accept (15.30 as 3:30 p.m., 70 000 as
70,000, 2 as two), the share of copied names found in it, the share of outputs with a word that no
dictionary of the language and no source knows, loops, and the time taken, with and without the
product's repair of lost numbers and names and the style of its facts, beside the figures others
have published. ``python -m benchmarks.fidelity --lost`` shows the numbers that only the first counts as lost. Without the sets it says so and ends well.
``--package`` scores any package, unpacked or not, on the sets of its languages; ``--from en --to
es`` scores the installed route between two languages.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from training.measures import Score, invented_share, score
from translator.article import Block, BlockKind
from translator.engines.protocol import Engine
from translator.engines.routing import describe, find_route
from translator.errors import TranslatorError
from translator.glossary.concept import Glossary
from translator.language import dictionary
from translator.language.lost_figures import lost_figures
from translator.language.numbers import figures
from translator.language.sentences import segment
from translator.models.package import read_package
from translator.settings import Decoding, Settings
from translator.translate.hops import build_hops, translate_sentences

# By languages: name to file, in one of the folders of DEFAULT_DATA.
SETS = {
    ("de", "en"): {"newstest2020": "newstest2020.de-en.tsv", "FLORES dev": "flores-dev.de-en.tsv"},
    ("de", "pt"): {"FLORES": "flores.de-pt.tsv"},
    ("en", "es"): {"newstest2013": "newstest2013.en-es.tsv"},
}
DEFAULT_DATA = (Path("../shared/eval/mt"), Path("../shared/starter-model"))

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
    f"{'set':14}{'system':38}{'BLEU':>6}{'chrF':>7}{'numbers':>9}{'any form':>10}{'names':>7}"
    f"{'invented':>10}{'loops':>7}{'s':>7}"
)


@dataclass(frozen=True)
class Result:
    """Score of one route on one set and the seconds it took, loading included.

    ``any_form`` is the share of numbers that are there in any form, ``invented`` :func:`training.measures.invented_share` by simplemma's dictionary.
    """

    score: Score
    any_form: float
    invented: float
    seconds: float


def read_set(path: Path, most: int | None) -> tuple[list[str], list[str]]:
    """Return (sources, references) of a SOURCE TAB TARGET file, or of its first lines.

    Raises:
        OSError: the file cannot be read.
    """
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()][:most]
    return [row[0] for row in rows], [row[1] for row in rows]


def translate(
    engines: Sequence[Engine], segments: Sequence[str], *, mended: bool = True
) -> list[str]:
    """Translate segments of several sentences, sentence by sentence, as the product does.

    ``mended`` is what the program writes: facts kept and in style, capitals where sentences begin.
    """
    parts = [segment(Block(BlockKind.PARAGRAPH, text), engines[0].source) for text in segments]
    texts = [s.text for part in parts for s in part]
    if mended:
        made = translate_sentences(texts, build_hops(engines, Glossary()))
        texts = [made[text].text for text in texts]
    else:
        for engine in engines:
            texts = engine.translate(texts)
    done = iter(texts)
    return ["".join(next(done) + (s.tail and " ") for s in part).strip() for part in parts]


def any_form(sources: Sequence[str], outputs: Sequence[str], pair: tuple[str, str]) -> float:
    """Return the share of source numbers that the checks find in the outputs."""
    total = sum(len(list(figures(source, pair[0]))) for source in sources)
    both = zip(sources, outputs, strict=True)
    lost = sum(len(lost_figures(source, output, *pair)) for source, output in both)
    return 1 - lost / total if total else 1.0


def measure(
    engines: Sequence[Engine], path: Path, most: int | None, *, mended: bool = True
) -> Result:
    """Translate a set and score it."""
    sources, references = read_set(path, most)
    started = time.perf_counter()
    outputs = translate(engines, sources, mended=mended)
    seconds = time.perf_counter() - started
    known = partial(dictionary.known, lang=engines[-1].target)
    invented = invented_share(sources, outputs, known)
    found = any_form(sources, outputs, (engines[0].source, engines[-1].target))
    return Result(score(sources, outputs, references), found, invented, seconds)


def routes(
    packages: Sequence[Path], scratch: Path, settings: Settings, pair: tuple[str, str] | None
) -> dict[str, tuple[Engine, ...]]:
    """Return the engines to score by name: the installed route, or each package given.

    ``pair`` are the languages to lead from and to; without it those of each package, and German
    and English for the installed route.

    Raises:
        TranslatorError: a package is broken, or nothing leads from one language to the other.
    """
    if not packages:
        engines = find_route(*(pair or ("de", "en")), settings)
        return {" → ".join(describe(engines).engines): engines}
    found = {}
    for number, path in enumerate(packages):
        package = read_package(_unpacked(path, scratch / str(number)))
        if package is not None:
            own = pair or (package.source, package.target)
            found[path.name] = find_route(*own, settings, [package])
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
            f"{result.any_form:10.3f}{found.names:7.3f}{result.invented:10.3f}{found.loops:7}{result.seconds:7.1f}"
        )
    for system, bleu in PUBLISHED.get(name, {}).items():
        print(f"{name:14}{system + ' (published)':38}{bleu:6.1f}")


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    default = Decoding()
    parser.add_argument(
        "--data", type=Path, action="append", help="folder of sets; may be given several times"
    )
    parser.add_argument("--from", dest="source", help="language of the sources, such as en")
    parser.add_argument("--to", dest="target", help="language of the references, such as es")
    parser.add_argument("--package", type=Path, action="append", default=[])
    parser.add_argument("--segments", type=int, help="only the first ones of each set")
    parser.add_argument("--beam", type=int, default=default.beam)
    parser.add_argument("--length-penalty", type=float, default=default.length_penalty)
    parser.add_argument("--repetition-penalty", type=float, default=default.repetition_penalty)
    return parser


def sets(pair: tuple[str, str], folders: Sequence[Path]) -> dict[str, Path]:
    """Return the sets of two languages that are there, by name; say which are not."""
    present = {}
    for name, file in SETS.get(pair, {}).items():
        found = next((f / file for f in folders if (f / file).is_file()), None)
        if found is None:
            print(f"skipped: {name} is not in {', '.join(map(str, folders))}")
        else:
            present[name] = found
    return present


def main() -> int:
    """Print the table; 0 also where there are no sets, 2 where there is no route."""
    chosen = arguments().parse_args()
    pair = (
        (chosen.source or "de", chosen.target or "en") if chosen.source or chosen.target else None
    )
    folders = chosen.data or DEFAULT_DATA
    decoding = Decoding(chosen.beam, chosen.length_penalty, chosen.repetition_penalty)
    last: Score | None = None
    with tempfile.TemporaryDirectory() as scratch:
        try:
            found = routes(chosen.package, Path(scratch), Settings(decoding=decoding), pair)
            print(_HEAD)
            results: defaultdict[str, dict[str, Result]] = defaultdict(dict)
            for system, engines in found.items():
                ends = pair or (engines[0].source, engines[-1].target)
                for name, path in sets(ends, folders).items():
                    bare = measure(engines, path, chosen.segments, mended=False)
                    results[name][f"{system}, the model alone"] = bare
                    results[name][system] = measure(engines, path, chosen.segments)
            for name, rows in results.items():
                report(name, rows)
                last = next(iter(rows.values())).score
        except TranslatorError as error:
            print(error, file=sys.stderr)
            return 2
    if last is not None:
        print(f"BLEU {last.bleu_signature}\nchrF {last.chrf_signature}")
    print(f"{decoding}; sentences split by translator.language.sentences")
    return 0


if __name__ == "__main__":
    sys.exit(main())
