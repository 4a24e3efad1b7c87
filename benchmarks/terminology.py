"""Measure how terminology is followed: the table of issue 4, in one run.

    python benchmarks/terminology.py [--every N] [SET.jsonl ...]

Each line of a set is a JSON object with ``src``, ``ref`` and ``terms`` ([{src, tgt}]). Three runs
over each: without a glossary, with a glossary per sentence (how constrained decoding is measured,
Dinu et al. 2019) and with one glossary for the whole set (how people have it). Without arguments,
the sets of ``../shared/eval/terms`` beside the repository. Needs sacrebleu. Below each table: what
became of the occurrences with one glossary, how many of them share a place with another one, and
the share of those in words with hyphens that have a place (``hyphenated.tsv``: set, row, offsets).
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translator.engines.protocol import Engine
from translator.engines.routing import find_route
from translator.glossary import Concept, Glossary, Term
from translator.glossary.matcher import Matcher, TermMatch
from translator.glossary.renderings import find_forms
from translator.settings import Settings
from translator.translate.ladder import Kept, keep
from translator.translate.readable import reading

SETS = Path(__file__).resolve().parents[2] / "shared" / "eval" / "terms"
HYPHENATED = Path(__file__).with_name("hyphenated.tsv")
CHUNK = 48  # sentences at a time, as in translate.py
COLUMNS = ("exact", "ci", "lemma", "over100", "BLEU", "chrF", "time", "unmatched changed")


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with its reference and its terms: (source, target) pairs."""

    source: str
    reference: str
    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """The outputs for a set, what became of the terms, and the CPU seconds it took.

    ``raw`` is what the model made of it, of which ``seconds[0]`` are the time.
    """

    raw: tuple[str, ...]
    targets: tuple[str, ...]
    results: tuple[Kept, ...]
    seconds: tuple[float, float]
    unmatched_changed: int = 0


def read_set(path: Path, every: int = 1) -> tuple[Case, ...]:
    """Read every ``every``-th case of a set."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(
        Case(row["src"], row["ref"], tuple((t["src"], t["tgt"]) for t in row["terms"]))
        for row in rows[::every]
    )


def translate_bare(engine: Engine, cases: Sequence[Case]) -> Run:
    """Translate without a glossary, numbers and names repaired, as the program does."""
    engine.translate(["Hallo."])  # the model is loaded before the clock starts
    start = time.process_time()
    sources = [case.source for case in cases]
    reader = reading(engine)
    raw = tuple(reader.translate(sources))
    middle = time.process_time()
    results = tuple(keep(reader, sources, raw))
    seconds = (middle - start, time.process_time() - middle)
    return Run(raw, tuple(kept.target for kept in results), results, seconds)


def enforce_on(engine: Engine, cases: Sequence[Case], bare: Run, *, shared: bool) -> Run:
    """See the terms through, with one glossary for all sentences or one for each."""
    start = time.process_time()
    if shared:
        matcher = Matcher(glossary_of(cases), engine.source, engine.target)
        matches = [matcher.find(case.source) for case in cases]
    else:
        matches = [
            Matcher(glossary_of([case]), engine.source, engine.target).find(case.source)
            for case in cases
        ]
    results: list[Kept] = []
    for at in range(0, len(cases), CHUNK):
        part = slice(at, at + CHUNK)
        sources = [case.source for case in cases[part]]
        results += keep(reading(engine), sources, bare.raw[part], matches[part])
    targets = tuple(result.target for result in results)
    return Run(
        bare.raw,
        targets,
        tuple(results),
        (bare.seconds[0], time.process_time() - start),
        _changed_without_match(matches, bare.targets, targets),
    )


def _changed_without_match(
    matches: Sequence[tuple[TermMatch, ...]], before: Sequence[str], after: Sequence[str]
) -> int:
    return sum(
        not found and old != new for found, old, new in zip(matches, before, after, strict=True)
    )


def glossary_of(cases: Sequence[Case]) -> Glossary:
    """Build a glossary; a source with several targets gets them as alternatives, by frequency."""
    counts: dict[str, Counter[str]] = {}
    for case in cases:
        for source, target in case.terms:
            counts.setdefault(source, Counter())[target] += 1
    return Glossary(
        tuple(
            Concept(source, {"de": (Term(source),), "en": tuple(Term(t) for t, _ in found)})
            for source, found in ((s, c.most_common()) for s, c in counts.items())
        )
    )


def scores(cases: Sequence[Case], targets: Sequence[str]) -> dict[str, float]:
    """Return term accuracy (exact, ci, lemma: 0-1), over100, BLEU and chrF (0-100).

    ``over100`` counts occurrences of a term beyond those of the reference, per 100 terms.
    """
    import sacrebleu

    counts: Counter[str] = Counter()
    for case, target in zip(cases, targets, strict=True):
        for _, term in case.terms:
            pattern = re.compile(rf"(?<!\w){re.escape(term)}(?!\w)")
            loose = re.compile(pattern.pattern, re.IGNORECASE)
            counts["terms"] += 1
            counts["exact"] += bool(pattern.search(target))
            counts["ci"] += bool(loose.search(target))
            counts["lemma"] += bool(find_forms(target, (term,), "en"))
            expected = max(1, len(loose.findall(case.reference)))
            counts["over100"] += max(0, len(loose.findall(target)) - expected)
    references = [[case.reference for case in cases]]
    total = counts["terms"]
    return {
        "exact": counts["exact"] / total,
        "ci": counts["ci"] / total,
        "lemma": counts["lemma"] / total,
        "over100": 100 * counts["over100"] / total,
        "BLEU": sacrebleu.corpus_bleu(list(targets), references).score,
        "chrF": sacrebleu.corpus_chrf(list(targets), references).score,
    }


def matching_seconds(entries: int = 5_000, sentences: int = 10_000) -> float:
    """Return the CPU seconds to index and match invented entries on invented sentences."""
    draw = random.Random(4)  # noqa: S311 - reproducible, not secret
    stems = ["".join(draw.choices("aeiourstnlmbdgk", k=draw.randint(3, 9))) for _ in range(9_000)]
    words = [stem.capitalize() if number % 2 else stem for number, stem in enumerate(stems)]
    concepts = []
    for number in range(entries):
        form = " ".join(draw.sample(words, 2)) if number % 4 == 0 else words[number]
        concepts.append(Concept(str(number), {"de": (Term(form),), "en": (Term("x"),)}))
    texts = [
        " ".join(word + draw.choice(("", "", "s", "en")) for word in draw.choices(words, k=20))
        + "."
        for _ in range(sentences)
    ]
    Matcher(Glossary(tuple(concepts)), "de", "en").find("Das Wörterbuch wird hier geladen.")
    start = time.process_time()
    matcher = Matcher(Glossary(tuple(concepts)), "de", "en")
    for text in texts:
        matcher.find(text)
    return time.process_time() - start


def measure(path: Path, engine: Engine, every: int) -> None:
    """Print the table of one set."""
    cases = read_set(path, every)
    bare = translate_bare(engine, cases)
    runs = {
        "without": bare,
        "per sentence": enforce_on(engine, cases, bare, shared=False),
        "one for all": enforce_on(engine, cases, bare, shared=True),
    }
    terms = sum(len(case.terms) for case in cases)
    print(f"\n{path.name}: {len(cases)} sentences, {terms} terms, {engine.name}")
    print(f"{'glossary':14}" + "".join(f"{name:>9}" for name in COLUMNS))
    for name, run in runs.items():
        found: dict[str, Any] = scores(cases, run.targets)
        cells = [f"{found[key]:9.3f}" for key in COLUMNS[:6]]
        cells += [f"{sum(run.seconds) / sum(bare.seconds):9.2f}", f"{run.unmatched_changed:9}"]
        print(f"{name:14}" + "".join(cells))
    results = runs["one for all"].results
    outcomes = Counter(str(use.outcome) for kept in results for use in kept.terms)
    print("  " + ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()))
    print(f"  sharing a place: {shared(results)}")
    if every == 1 and (wanted := hyphenated(path)):
        there = sum(_has_place(results[row], span) for row, span in wanted)
        print(f"  in words with hyphens: {there} of {len(wanted)}, {there / len(wanted):.3f}")


def shared(results: Sequence[Kept]) -> int:
    """Return how many occurrences that count as done have no place of their own."""
    count = 0
    for kept in results:
        placed = [(use.source_span, use.target_span) for use in kept.terms if use.target_span]
        for number, (source, (start, end)) in enumerate(placed):
            count += any(
                other != source and a < end and start < b for other, (a, b) in placed[:number]
            )
    return count


def hyphenated(path: Path) -> list[tuple[int, tuple[int, int]]]:
    """Return rows and offsets of the terms that are part of a word with hyphens in a set."""
    rows = csv.reader(HYPHENATED.read_text(encoding="utf-8").splitlines(), delimiter="\t")
    return [(int(row), (int(a), int(b))) for name, row, a, b in rows if name == path.name]


def _has_place(kept: Kept, span: tuple[int, int]) -> bool:
    return any(use.target_span for use in kept.terms if use.source_span == span)


def main() -> int:
    """Run the benchmark on the given sets, or on those beside the repository."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sets", nargs="*", type=Path, help="sets in JSON lines")
    parser.add_argument("--every", type=int, default=1, help="take every Nth sentence only")
    options = parser.parse_args()
    print(f"matching 5,000 entries on 10,000 sentences: {matching_seconds():.1f} s")
    paths = options.sets or sorted(SETS.glob("*.jsonl"))
    if not paths:
        print(f"SKIPPED: there are no sets in {SETS}")
        return 0
    engine = find_route("de", "en", Settings(targets=("en",)))[0]
    for path in paths:
        measure(path, engine, options.every)
    return 0


if __name__ == "__main__":
    sys.exit(main())
