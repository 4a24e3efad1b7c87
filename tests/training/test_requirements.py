"""Evaluation runs with what ``training/requirements.txt`` names, and nothing else installed."""

import os
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from training.settings import DEFAULT

ROOT = DEFAULT.parents[1]

# Hides all other packages of the environment, then scores the embedded model.
ALONE = """
import sys
hidden = set(sys.argv[1].split())
class Hide:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in hidden:
            raise ModuleNotFoundError(f"not in the requirements: {name}")
sys.meta_path.insert(0, Hide())
from pathlib import Path
from training.evaluate import run
from training.settings import load
found = run(load(changes=[f"paths.development={sys.argv[2]}"]), Path(sys.argv[3]), None)
print(found.segments, round(found.bleu))
"""


def with_what_they_need(names: set[str]) -> set[str]:
    """Return distributions and those they depend on; one that is not installed needs nothing."""
    found: set[str] = set()
    ahead = set(names)
    while ahead:
        name = ahead.pop()
        found.add(name)
        try:
            needed = map(Requirement, requires(name) or [])
        except PackageNotFoundError:
            continue
        here = {plain(r.name) for r in needed if not r.marker or r.marker.evaluate({"extra": ""})}
        ahead |= here - found
    return found


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_evaluation_needs_what_is_named(tmp_path: Path) -> None:
    pytest.importorskip("sacrebleu")
    lines = (ROOT / "training" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    named = {plain(m[0]) for line in lines if (m := re.match(r"[\w.-]+", line))}
    allowed = with_what_they_need(named) | {"article-translator"}
    hidden = [
        module
        for module, owners in packages_distributions().items()
        if not {plain(owner) for owner in owners} & allowed
    ]
    assert "pytest" in hidden
    source = "Der Zug kam am 6. November an. Er war z. B. in Bonn."
    target = "The train arrived on 6 November. It was in Bonn, for example."
    (tmp_path / "dev.tsv").write_text(f"{source}\t{target}\n", encoding="utf-8")
    package = ROOT / "translator" / "data" / "starter" / "de_en"
    done = subprocess.run(  # noqa: S603 - our own interpreter on our own code
        [sys.executable, "-c", ALONE, " ".join(hidden), tmp_path / "dev.tsv", package],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    segments, bleu = done.stdout.split()
    assert segments == "1"
    assert int(bleu) > 20
