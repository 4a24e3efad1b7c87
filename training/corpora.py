"""Read the parallel corpora: German TAB English, one pair a line."""

from __future__ import annotations

import random
import re
import tarfile
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.settings import Data

Pair = tuple[str, str]

_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """Return ``text`` in NFC with single spaces and none at the ends."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def files(source: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield (name, lines) of every ``.tsv`` in a folder or tar archive, in order of name."""
    if source.is_dir():
        for path in sorted(source.glob("*.tsv")):
            yield path.stem, path.read_text(encoding="utf-8").split("\n")
        return
    with tarfile.open(source) as archive:
        members = [m for m in archive.getmembers() if m.name.endswith(".tsv")]
        for member in sorted(members, key=lambda m: m.name):
            handle = archive.extractfile(member)
            assert handle is not None
            yield Path(member.name).stem, handle.read().decode("utf-8").split("\n")


def usable(german: str, english: str, longest: int) -> bool:
    """Tell whether a pair is short enough and its sides are of comparable length (words)."""
    a, b = len(german.split()), len(english.split())
    return min(a, b) > 0 and max(a, b) <= min(longest, 3 * min(a, b) + 4)


def pairs(lines: Iterable[str], longest: int) -> Iterator[Pair]:
    """Yield the usable pairs of a file's lines."""
    for line in lines:
        german, tab, english = line.partition("\t")
        if not tab or "\t" in english:
            continue
        pair = clean(german), clean(english)
        if usable(*pair, longest):
            yield pair


def held_out(path: Path) -> set[str]:
    """Return every side of the development set, so that no pair of it is ever trained on."""
    if not path.exists():
        return set()
    lines = path.read_text(encoding="utf-8").splitlines()
    return {clean(side) for line in lines for side in line.split("\t")}


def read_all(source: Path, settings: Data, held: set[str]) -> dict[str, list[Pair]]:
    """Return the pairs of every corpus by name; a pair met twice is kept where it came first."""
    seen: set[Pair] = set()
    corpora: dict[str, list[Pair]] = {}
    for name, lines in files(source):
        kept = corpora.setdefault(name, [])
        for pair in pairs(lines, settings.longest_words):
            if pair in seen or pair[0] in held or pair[1] in held:
                continue
            seen.add(pair)
            kept.append(pair)
    return corpora


def repeats(weight: float, draw: random.Random) -> int:
    """Return how often a pair of this weight occurs in an epoch: 1.5 is once or twice."""
    return int(weight) + (draw.random() < weight - int(weight))
