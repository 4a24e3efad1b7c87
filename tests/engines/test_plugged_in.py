"""A package of somebody else brings an engine: routing finds it, and what it does wrong is one line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

# All that such a package is: a module, and the metadata that pip writes beside it.
MODULE = '''
"""Engines that shout: German to English, and steps to Danish and back from it that fail."""

from translator.engines.providers import Model


class Shouting:
    source, target, starter = "de", "en", False
    name = "shouting 1.0"
    signature = "shouting-1"

    def translate(self, sentences):
        return [f"{sentence.upper()} (EN)" for sentence in sentences]


class Failing(Shouting):
    name = "failing 1.0"

    def translate(self, sentences):
        raise ValueError("the model ran away")


class Short(Shouting):
    name = "short 1.0"

    def translate(self, sentences):
        return []


def models():
    yield Model("de", "en", "shouting", lambda decoding: Shouting(), licence="CC0-1.0")
    yield Model("de", "da", "failing", lambda decoding: Failing())
    yield Model("de", "sv", "short", lambda decoding: Short())
    yield Model("de", "fi", "nothing", lambda decoding: object())
'''
BROKEN = '\n\ndef broken():\n    raise RuntimeError("no licence key")\n'


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder like the one that pip installs into."""
    place = tmp_path / "site-packages"
    info = place / "shouting-1.0.dist-info"
    info.mkdir(parents=True)
    (place / "shouting.py").write_text(MODULE + BROKEN, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[article_translator.engines]\nshouting = shouting:models\nwrong = shouting:broken\n"
    )
    return place


def translator(installed: Path, *args: str, text: str = "") -> subprocess.CompletedProcess[str]:
    paths = [str(installed), *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.run(  # noqa: S603 - our own interpreter on our own code
        [sys.executable, "-m", "translator", *args],
        input=text,
        capture_output=True,
        text=True,
        cwd=installed.parent,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        check=False,
    )


def test_it_translates_before_what_comes_along(installed: Path) -> None:
    done = translator(installed, "translate", "--to", "en", text="Der Deich hält.\n")
    assert (done.returncode, done.stdout) == (0, "DER DEICH HÄLT. (EN)\n")


@pytest.mark.parametrize(("pin", "expected"), [("shouting", "(EN)"), ("starter", "holds")])
def test_a_pin_names_it_by_model_or_provider(installed: Path, pin: str, expected: str) -> None:
    (installed.parent / "translator.toml").write_text(f'[models]\n"de-en" = "{pin}"\n')
    done = translator(installed, "translate", "--to", "en", text="Der Deich hält.\n")
    assert (done.returncode, expected in done.stdout) == (0, True)


def test_a_pin_of_what_is_not_there_names_what_is(installed: Path) -> None:
    (installed.parent / "translator.toml").write_text('[models]\n"de-en" = "nobody"\n')
    done = translator(installed, "translate", "--to", "en", text="Der Deich hält.\n")
    assert done.returncode == 3
    assert "the model 'nobody' pinned for de-en is not installed" in done.stderr
    assert "installed: de-en-starter, shouting" in done.stderr


def test_it_is_listed_and_one_that_is_broken_is_named(installed: Path) -> None:
    done = translator(installed, "models", "list")
    row = next(line for line in done.stdout.splitlines() if line.split()[:1] == ["shouting"])
    assert row.split() == [
        *("shouting", "de", "en", "unknown", "shouting", "unknown", "CC0-1.0", "unknown"),
    ]
    assert "the engine 'wrong' (shouting:broken) cannot be asked for its models" in done.stderr
    assert "no licence key" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("da", "failing 1.0: the model ran away"),
        ("sv", "short 1.0: gave 0 texts for 1 sentences"),
        (
            "fi",
            "nothing: what its provider gives is no engine, it lacks name, signature, translate",
        ),
    ],
)
def test_what_it_does_wrong_is_one_line(installed: Path, target: str, said: str) -> None:
    done = translator(installed, "translate", "--to", target, text="Der Deich hält.\n")
    assert done.returncode in {2, 3}
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_an_engine_that_cannot_be_had_stops_its_own_language_alone(installed: Path) -> None:
    (installed.parent / "input").mkdir()
    (installed.parent / "input" / "deich.txt").write_text("Der Deich\n\n" + "Der Deich hält. " * 12)
    done = translator(installed, "run", "--to", "fi", "--to", "en", "--json")
    assert done.returncode == 3
    versions = json.loads(done.stdout)["articles"][0]["versions"]
    made = {version["lang"]: version for version in versions}
    assert made["en"]["action"] == "created"
    assert "nothing: what its provider gives is no engine" in made["fi"]["error"]


ENDING = """
from translator.engines.providers import Model

print("loaded")


class Ending:
    name, signature = "ending 1.0", "ending-1"

    def translate(self, sentences):
        print("translating")
        raise SystemExit(5)


def models():
    print("asked")
    yield Model("de", "en", "ending", lambda decoding: Ending())
"""


def test_a_run_goes_on_and_its_report_stays_whole_whatever_an_engine_does(installed: Path) -> None:
    (installed / "shouting.py").write_text(ENDING, encoding="utf-8")
    folder = installed.parent / "input"
    folder.mkdir()
    text = "Der Deich hält. Die Menschen in den Dörfern sind froh, denn das Wasser steht hoch.\n"
    for name in ("eins", "zwei"):
        (folder / f"{name}.md").write_text(f"# Der Deich\n\n{text}", encoding="utf-8")
    done = translator(installed, "run", "--to", "en", "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 3
    assert len(report["articles"]) == 2
    for article in report["articles"]:
        assert "ending 1.0: SystemExit 5" in json.dumps(article)
    assert "loaded\nasked\n" in done.stderr
    assert "(shouting:broken) cannot be asked for its models" in done.stderr
    assert "; other models are used" in done.stderr
    assert "Traceback" not in done.stderr
