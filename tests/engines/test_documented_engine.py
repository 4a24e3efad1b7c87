"""The package that docs/models.md shows is installed with pip as it stands there, and translates."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs/models.md"
ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(find_spec("pip") is None, reason="pip is not installed")


def files() -> dict[str, str]:
    """Return the files of the example: indented blocks, each below a comment with its name."""
    section = PAGE.read_text("utf-8").partition("### Engines of other packages")[2]
    lines = [
        line.removeprefix("    ")
        for line in section.partition("### ")[0].splitlines()
        if line.startswith("    ") or not line
    ]
    _, *parts = re.split(r"(?m)^# (\S+\.\w+)$", "\n".join(lines))
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that pip installed the example into.

    What would build a wheel of it need not be here, so it is packed as any such tool packs it.
    """
    place = tmp_path_factory.mktemp("installed")
    wheel = tmp_path_factory.mktemp("wheel") / "mine-1.0-py3-none-any.whl"
    told = tomllib.loads(files()["pyproject.toml"])
    project, (module,) = told["project"], told["tool"]["setuptools"]["py-modules"]
    entries = "".join(
        f"[{group}]\n" + "".join(f"{name} = {leads}\n" for name, leads in table.items())
        for group, table in project["entry-points"].items()
    )
    called = f"Name: {project['name']}\nVersion: {project['version']}\n"
    info = f"{project['name']}-{project['version']}.dist-info"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr(f"{module}.py", files()[f"{module}.py"])
        packed.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\n{called}")
        packed.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        packed.writestr(f"{info}/entry_points.txt", entries)
        packed.writestr(f"{info}/RECORD", "")
    done = subprocess.run(  # noqa: S603 - our own interpreter on our own example
        [*(sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index"),
         *("--target", str(place), str(wheel))],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return place


def translator(
    installed: Path, folder: Path, *args: str, text: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own interpreter on our own code
        [sys.executable, "-m", "translator", *args],
        input=text,
        capture_output=True,
        text=True,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(installed), str(ROOT)])},
        check=False,
    )


def test_the_example_is_two_short_files() -> None:
    assert list(files()) == ["pyproject.toml", "mine.py"]
    assert sum(bool(line.strip()) for text in files().values() for line in text.splitlines()) <= 35


@pytest.mark.parametrize(("target", "model"), [("en", "mine"), ("fr", "steered")])
def test_it_translates(installed: Path, tmp_path: Path, target: str, model: str) -> None:
    done = translator(installed, tmp_path, "translate", "--to", target, text="Der Deich hält.\n")
    assert (done.returncode, done.stdout) == (0, "DER DEICH HÄLT.\n")
    listed = translator(installed, tmp_path, "models", "list").stdout
    assert any(line.split()[:3] == [model, "de", target] for line in listed.splitlines())


def test_it_goes_away_with_pip(installed: Path, tmp_path: Path) -> None:
    done = translator(installed, tmp_path, "models", "remove", "steered")
    assert "steered comes with the Python package mine (pip uninstall mine)" in done.stderr


def test_what_is_steered_is_steered(installed: Path, tmp_path: Path) -> None:
    code = (
        "from translator.engines.protocol import SteerableEngine\n"
        "from translator.engines.routing import find_route\n"
        "for lang in ('en', 'fr'):\n"
        "    (engine,) = find_route('de', lang)\n"
        "    print(engine.name, isinstance(engine, SteerableEngine))\n"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter on our own code
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(installed), str(ROOT)])},
        check=False,
    )
    assert done.stdout == "mine 1.0 False\nsteered 1.0 True\n"
