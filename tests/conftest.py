import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes depends on the machine and its other work, never on what is right.
# The draws are the same everywhere, so that nobody's change fails for what another's draw would have
# found; SEARCH=1 draws anew.
settings.register_profile("project", deadline=None, derandomize="SEARCH" not in os.environ)
settings.load_profile("project")

ARTICLE = """\
---
title: Kim reist nach Moskau
date: 2024-11-12
---

# Kim reist nach Moskau

**Der Staatschef wird am Freitag in der russischen Hauptstadt erwartet.**

Kim Jong Un ist am Montag nach Moskau gereist. Das teilte die Regierung am 6. November mit.

## Lange Fahrt

Der Zug braucht für die 9.000 Kilometer lange Strecke etwa eine Woche, wie Fachleute schätzen.
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one article and the fake engine instead of models."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "kim.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "glossary").mkdir()
    (tmp_path / "translator.toml").write_text(
        'targets = ["en"]\n[models]\nde-en = "fake"\n', encoding="utf-8"
    )
    return tmp_path


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command line; exit code, stdout and stderr come back."""
    from translator.cli import main

    def call(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main(list(args))
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return call
