"""What typography does to scores: ``python -m benchmarks.typography``.

References are typewritten: what is set as its language sets texts differs from them in signs that
readers do not take for other ones. BLEU and chrF of the frozen targets of newstest2020, before and
after setting them, against the references as they are and against the same set in type. All other
figures are of texts before it. Without the set it says so and ends well.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.translation import DEFAULT_DATA, read_set
from training.measures import score
from translator.language.typography import as_set

FROZEN = Path(__file__).resolve().parents[1] / "tests" / "frozen" / "newstest2020.en.jsonl"
NAME, LANG = "newstest2020.de-en.tsv", "en"


def main() -> int:
    """Print the four scores; return 0."""
    path = next((folder / NAME for folder in DEFAULT_DATA if (folder / NAME).is_file()), None)
    if path is None:
        print(f"{NAME} is not there: nothing measured")
        return 0
    sources, references = read_set(path, None)
    targets: dict[int, str] = {}
    for line in FROZEN.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        number = int(row["at"].partition(".")[0])
        targets[number] = targets.get(number, "") + row.get("target", "") + row.get("tail", "")
    ours = [sources[number] for number in targets]
    theirs = [references[number] for number in targets]
    outputs = list(targets.values())
    for name, texts in (("as written", outputs), ("set", [as_set(t, LANG) for t in outputs])):
        for what, against in (("as they are", theirs), ("set", [as_set(t, LANG) for t in theirs])):
            found = score(ours, texts, against)
            print(f"{name:12} references {what:12} {found.bleu:6.1f} {found.chrf:6.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
