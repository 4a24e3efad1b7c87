"""Step 6, evaluate: score a package on the development set; needs no PyTorch.

``benchmarks/translation.py`` prints the full table; this is the quick look while training.
"""

from __future__ import annotations

from pathlib import Path

from training.decode import Decoder, Decoding
from training.measures import Score, score
from training.settings import Settings, load, parser


def read_set(path: Path, most: int | None = None) -> tuple[list[str], list[str]]:
    """Return (sources, references) of a SOURCE TAB TARGET file, or of its first lines.

    Raises:
        OSError: the file cannot be read.
    """
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()][:most]
    return [row[0] for row in rows], [row[1] for row in rows]


def run(settings: Settings, package: Path, most: int | None) -> Score:
    """Translate the development set with ``package`` and return its scores."""
    sources, references = read_set(settings.paths.development, most)
    chosen = settings.export
    how = Decoding(
        beam_size=chosen.beam,
        length_penalty=chosen.length_penalty,
        no_repeat_ngram_size=chosen.no_repeat,
        coverage_penalty=chosen.coverage_penalty,
    )
    outputs = Decoder(package).segments(sources, how, settings.languages.source)
    return score(sources, outputs, references)


def main() -> None:
    """Run the step from the command line."""
    arguments = parser(__doc__)
    arguments.add_argument("--package", type=Path, help="default: WORK/PAIR.argosmodel")
    arguments.add_argument("--segments", type=int, help="score only the first ones")
    chosen = arguments.parse_args()
    settings = load(chosen.settings, chosen.changes)
    package = chosen.package or settings.paths.work / f"{settings.languages.pair}.argosmodel"
    found = run(settings, package, chosen.segments)
    print(
        f"{found.segments} segments: BLEU {found.bleu:.1f}, chrF {found.chrf:.1f}, "
        f"numbers {found.numbers:.3f}, names {found.names:.3f}, loops {found.loops}"
    )
    print(f"{found.bleu_signature}\n{found.chrf_signature}")


if __name__ == "__main__":
    main()
