"""Measure what repairing numbers and names gives: ``python -m benchmarks.fidelity``.

Translates a development set, repairs the translations, and prints for both: BLEU and chrF, the
share of source numbers found in the output in either language's digits, the same with number
words, scales and clocks counted as the checks count them ("any form"), and the share of capitalised names the
reference copies. ``ceiling`` is what the human reference itself reaches; mending the references
shows how often a right translation is changed. Without the set it says so and ends well.
``--show`` prints the repaired sentences, to be read by a person, ``--lost`` the segments with numbers
that the first count calls lost, and which of them the second misses too.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.translation import DEFAULT_DATA, SETS, any_form, read_set, sets
from training.measures import name_share, number_share, numbers_lost, score
from translator.article import Block, BlockKind
from translator.engines.protocol import Engine
from translator.engines.routing import find_route
from translator.errors import TranslatorError
from translator.glossary.concept import Glossary
from translator.language.lost_figures import lost_figures
from translator.language.sentences import segment
from translator.translate.faults import Pair
from translator.translate.hops import build_hops, translate_sentences
from translator.translate.ladder import keep
from translator.translate.mend import mend

PAIR = ("de", "en")
_HEAD = f"{'':16}{'BLEU':>7}{'chrF':>7}{'numbers':>9}{'any form':>10}{'names':>7}{'CPU s':>8}"


@dataclass(frozen=True)
class Outputs:
    """The sentences of a set with their translations before and after repair, and CPU seconds."""

    parts: tuple[int, ...]
    sentences: tuple[str, ...]
    plain: tuple[str, ...]
    repaired: tuple[str, ...]
    seconds: tuple[float, float]

    def segments(self, sentences: Sequence[str]) -> list[str]:
        """Join sentences to segments again."""
        supply = iter(sentences)
        return [" ".join(next(supply) for _ in range(count)) for count in self.parts]


def translate(engine: Engine, sources: Sequence[str]) -> Outputs:
    """Translate segments sentence by sentence, and repair the sentences."""
    parts = [segment(Block(BlockKind.PARAGRAPH, text), engine.source) for text in sources]
    sentences = [s.text for part in parts for s in part]
    keep(engine, ["Das ist Frau Merz."], ["This is Mrs Mz."])  # loads model and dictionaries
    start = time.process_time()
    plain = engine.translate(sentences)
    middle = time.process_time()
    made = translate_sentences(sentences, build_hops([engine], Glossary()))
    repaired = [made[sentence].text for sentence in sentences]
    return Outputs(
        tuple(len(part) for part in parts),
        tuple(sentences),
        tuple(plain),
        tuple(repaired),
        (middle - start, time.process_time() - middle),
    )


def row(
    name: str, sources: list[str], outputs: list[str], references: list[str], cpu: float
) -> str:
    """Return one line of the table."""
    found = score(sources, outputs, references)
    return (
        f"{name:16}{found.bleu:7.2f}{found.chrf:7.2f}{found.numbers:9.3f}"
        f"{any_form(sources, outputs, PAIR):10.3f}{found.names:7.3f}{cpu:8.1f}"
    )


def report(outputs: Outputs, sources: list[str], references: list[str]) -> None:
    """Print the table and how many sentences were touched."""
    before, after = outputs.segments(outputs.plain), outputs.segments(outputs.repaired)
    print(_HEAD)
    print(row("without repair", sources, before, references, outputs.seconds[0]))
    print(row("with repair", sources, after, references, sum(outputs.seconds)))
    print(
        f"{'ceiling':30}{number_share(sources, references):9.3f}"
        f"{any_form(sources, references, PAIR):10.3f}{name_share(sources, references, references):7.3f}"
    )
    touched = sum(a != b for a, b in zip(outputs.plain, outputs.repaired, strict=True))
    print(f"{touched} of {len(outputs.sentences)} sentences touched")
    pairs = [(Pair(s, *PAIR), r) for s, r in zip(sources, references, strict=True)]
    wrong = sum(mend(pair, reference) != reference for pair, reference in pairs)
    print(f"{wrong} of {len(references)} human translations would be changed in place")


def show_lost(sources: Sequence[str], outputs: Sequence[str]) -> None:
    """Print the segments with numbers that are not there digit by digit, and what really lacks."""
    for source, output in zip(sources, outputs, strict=True):
        gone = numbers_lost(source, output)
        if gone:
            really = [figure.signed for figure in lost_figures(source, output, *PAIR)]
            said = f"lost: {', '.join(really)}" if really else "only another writing"
            print(f"\n{', '.join(gone)}: {said}\nsource: {source}\noutput: {output}")


def main() -> int:
    """Print the figures; 0 also where the set is absent, 2 where there is no route."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, action="append", help="folder of the sets")
    parser.add_argument("--set", choices=sorted(SETS[PAIR]), default="newstest2020")
    parser.add_argument("--segments", type=int, help="only the first ones")
    parser.add_argument("--show", action="store_true", help="print the repaired sentences")
    parser.add_argument("--lost", action="store_true", help="print the numbers counted as lost")
    chosen = parser.parse_args()
    path = sets(PAIR, chosen.data or DEFAULT_DATA).get(chosen.set)
    if path is None:
        return 0
    try:
        route = find_route(*PAIR)
    except TranslatorError as error:
        print(error, file=sys.stderr)
        return 2
    if len(route) > 1:
        print("German to English goes over a pivot: this measures one model", file=sys.stderr)
        return 2
    sources, references = read_set(path, chosen.segments)
    outputs = translate(route[0], sources)
    print(f"{route[0].name}, {chosen.set}")
    report(outputs, sources, references)
    if chosen.show:
        for lines in zip(outputs.sentences, outputs.plain, outputs.repaired, strict=True):
            if lines[1] != lines[2]:
                print("\nsource:   {}\nplain:    {}\nrepaired: {}".format(*lines))
    if chosen.lost:
        show_lost(sources, outputs.segments(outputs.repaired))
    return 0


if __name__ == "__main__":
    sys.exit(main())
