"""``translator models compare``: one article through every model, side by side."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from translator.models.package import STARTER_DIR

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def second_model(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starter's model a second time, installed by a person, without a pin on the fake one."""
    folder = project / "installed" / "de_en-9"
    shutil.copytree(STARTER_DIR / "de_en", folder)
    monkeypatch.setenv("TRANSLATOR_MODELS_DIR", str(folder.parent))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(project / "argos"))
    (project / "translator.toml").write_text("", encoding="utf-8")
    return folder


def test_every_model_is_named_with_what_it_made(command: Command) -> None:
    code, out, err = command("models", "compare", "de", "en", "input/kim.md", "--json")
    found = json.loads(out)
    assert code == 0
    assert [one["name"] for one in found] == ["argos de-en 0.4", "starter de-en 0.4"]
    assert found[0]["segments"] == found[1]["segments"]
    assert found[0]["segments"][0]["source"] == "Kim reist nach Moskau"
    assert all(one["seconds"] > 0 and not one["error"] for one in found)
    assert err.count(": done") == 2


def test_sentences_stand_below_each_other(command: Command) -> None:
    code, out, _ = command("models", "compare", "de", "en", "input/kim.md", "--lines", "1")
    lines = out.splitlines()
    start = lines.index("Kim reist nach Moskau")
    assert code == 0
    assert lines[start + 1].startswith("  argos de-en 0.4: ")
    assert lines[start + 2].startswith("  starter de-en 0.4: ")
    assert start + 3 == len(lines)


def test_a_model_that_does_not_work_is_said_and_the_others_go_on(
    command: Command, second_model: Path
) -> None:
    (second_model / "model" / "model.bin").write_bytes(b"no weights")
    code, out, err = command("models", "compare", "de", "en", "input/kim.md", "--json")
    found = json.loads(out)
    assert code == 0
    assert "argos de-en 0.4" in found[0]["error"]
    assert found[1]["segments"]
    assert "argos de-en 0.4: " in err


def test_nothing_is_written(command: Command, project: Path) -> None:
    before = sorted(project.rglob("*"))
    command("models", "compare", "de", "en", "input/kim.md")
    assert sorted(project.rglob("*")) == before
