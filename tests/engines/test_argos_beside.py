"""Two distributions hold a module called ``argostranslate``: translating survives what pip does.

They overwrite each other's files, and removing either takes files of the other along. This is the
real thing: an environment of its own, pip, and the program started in it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import venv
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from translator.engines import argos
from translator.engines.argos import ArgosEngine
from translator.errors import EngineError
from translator.models.package import Package

ROOT = Path(__file__).parents[2]
LIGHT, FULL = "argos-translate-lt", "argostranslate"


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """An environment whose own packages are the light distribution; the rest is the tests'."""
    folder = tmp_path / "env"
    venv.create(folder, with_pip=False)
    own = Path(
        sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)})
    )
    try:
        light = distribution(LIGHT)
    except PackageNotFoundError:
        pytest.skip(f"{LIGHT} is not installed here")
    for file in light.files or ():
        if file.parts[0] != ".." and file.suffix != ".pyc":
            target = own / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(str(file.locate()), target)
    rest = tmp_path / "rest"
    rest.mkdir()
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if not entry.name.startswith("argos") and entry.suffix != ".pth":
            (rest / entry.name).symlink_to(entry)
    (own / "rest.pth").write_text(f"{rest}\n{ROOT}\n")
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def pip(python: Path, *args: str) -> None:
    done = subprocess.run(  # noqa: S603 - pip in an environment of the test's own
        [sys.executable, "-m", "pip", "--python", str(python), "-q", *args],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["pip says nothing"])[-1]
        pytest.skip(f"pip has no index at hand: {reason}")


def translated(python: Path) -> str:
    done = subprocess.run(  # noqa: S603 - our own program
        [str(python), "-m", "translator", "translate"],
        input="Der Zug fährt heute nach Husum.\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links")
def test_installing_and_removing_the_other_distribution_changes_nothing(python: Path) -> None:
    before = translated(python)
    assert "Husum" in before
    pip(python, "install", "--no-deps", FULL)
    assert translated(python) == before
    pip(python, "uninstall", "-y", FULL)  # now the files that both have are gone
    assert translated(python) == before
    pip(python, "uninstall", "-y", LIGHT)
    assert translated(python) == before


def test_a_package_that_needs_the_module_says_what_to_do(
    starter: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("argostranslate", "argostranslate.tokenizer"):
        monkeypatch.setitem(sys.modules, name, None)
    assert ArgosEngine(starter).translate(["Heute."])  # needs nothing of it
    with pytest.raises(EngineError) as caught:
        argos._bpe(starter)
    assert "pip install --force-reinstall --no-deps argos-translate-lt" in str(caught.value)
    assert "\n" not in str(caught.value)
