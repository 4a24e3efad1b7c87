"""Targets and outcomes are what they were, byte for byte, with the model's answers as recorded.

``python -m benchmarks.frozen`` freezes anew; CONTRIBUTING.md says when.
"""

import json
import sys
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # benchmarks are not installed

from benchmarks.frozen import (
    FROZEN,
    GERMAN_ENGLISH,
    HANDFUL,
    SUBJECTS,
    Subject,
    handful,
    lines,
    outcomes,
    processor,
    real_engine,
    replayed,
)
from benchmarks.recording import NotRecordedError

CASES = [(subject, lang) for subject in SUBJECTS for lang in subject.langs]
SAMPLES = SUBJECTS[0]


@pytest.mark.parametrize(("subject", "lang"), CASES, ids=lambda case: getattr(case, "name", case))
def test_targets_and_outcomes_are_what_they_were(subject: Subject, lang: str) -> None:
    if not subject.path.exists():
        pytest.skip(f"{subject.name} is not beside the repository: no {subject.path}")
    texts = subject.read(subject.path)
    found = lines(outcomes(texts, lang, replayed(subject.answers), own=subject.own))
    expected = subject.targets(lang).read_text(encoding="utf-8")
    pairs = enumerate(zip_longest(expected.split("\n"), found.split("\n")), 1)
    other = [f"line {n}\n  was {old}\n  is  {new}" for n, (old, new) in pairs if old != new]
    if other:
        shown = "\n".join(other[:5])
        pytest.fail(
            f"{subject.targets(lang).name}: {len(other)} lines are other ones\n{shown}",
            pytrace=False,
        )
    assert found == expected


def test_every_request_is_recorded_by_its_texts_and_numbers() -> None:
    engine = replayed(SAMPLES.answers)[GERMAN_ENGLISH]
    source = samples()[0]["source"]
    assert engine.alternatives([source, source], 1) == engine.alternatives([source], 1) * 2
    for ask in (
        lambda: engine.alternatives([source, f"{source} "], 1),
        lambda: engine.alternatives([source], 99),
        lambda: engine.complete([source], ["Zzz"]),
        lambda: engine.score([source], ["Zzz"]),
    ):
        with pytest.raises(NotRecordedError, match="asks its model something else"):
            ask()


def test_the_real_engine_gives_what_was_recorded_or_at_least_its_form() -> None:
    """The words hang on the kind of processor; what the sentences are and their terms do not."""
    found = segments(lines(outcomes(handful(), "en", engines(), own=True)))
    places = [row["at"] for row in found]
    expected = [row for row in samples() if row["at"] in places]
    assert len(expected) > HANDFUL
    assert list(map(form, found)) == list(map(form, expected))
    same = json.loads((FROZEN / "processor.json").read_text(encoding="utf-8"))
    if processor() == same["scores"]:
        assert found == expected


def engines() -> dict[tuple[str, str], Any]:
    return {GERMAN_ENGLISH: real_engine()}


def samples() -> list[dict[str, Any]]:
    return segments(SAMPLES.targets("en").read_text(encoding="utf-8"))


def segments(text: str) -> list[dict[str, Any]]:
    """Return the lines that are segments, and no findings."""
    return [row for row in map(json.loads, text.split("\n")[:-1]) if "target" in row]


def form(row: dict[str, Any]) -> list[object]:
    terms = [(concept, how != "missed", span) for concept, how, span, *_ in row.get("terms", ())]
    kept = [row.get(name) for name in ("at", "kind", "source", "tail", "origin")]
    return [*kept, bool(row["target"]), terms]
