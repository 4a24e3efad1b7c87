"""How long an article's sentences are looked up among many units: ``python -m benchmarks.memory``."""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

from translator.translate.memory import HumanEntry, MachineEntry, Memory, places

PAIR = ("de", "en")
_WORDS = [
    "der",
    "Deich",
    "hält",
    "die",
    "Flut",
    "am",
    "Abend",
    "nicht",
    "auf",
    "und",
    "das",
    "Dorf",
    "wartet",
    "seit",
    "Tagen",
]


def main() -> None:
    """Fill a memory, then look up the sentences of an article as a run does."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--units", type=int, default=100_000)
    options.add_argument("--sentences", type=int, default=200, help="of the article")
    given = options.parse_args()
    draw = random.Random(1)  # noqa: S311 - the same sentences every time
    texts = [f"{' '.join(draw.choices(_WORDS, k=14))} {n}." for n in range(given.units)]
    with tempfile.TemporaryDirectory() as folder, Memory(Path(folder) / "memory.sqlite") as memory:
        half = given.units // 2
        memory.learn(
            HumanEntry(*PAIR, text, text.upper(), before=before, after=after)
            for text, before, after in places(texts[:half])
        )
        memory.remember(PAIR, (MachineEntry(t, "c", t.upper(), "engine") for t in texts[half:]))
        # A run opens the file anew.
        with Memory(memory.path) as again:
            article = draw.sample(texts, given.sentences)
            start = time.perf_counter()
            found = len(again.human(PAIR, article))
            found += len(again.in_context(PAIR, places(article)))
            found += len(again.machine(PAIR, [(text, "c") for text in article]))
            taken = time.perf_counter() - start
    print(
        f"{given.units:,} units, {given.sentences} sentences: {found} found in {taken * 1000:.1f} ms"
    )


if __name__ == "__main__":
    main()
