"""The layer rule of the design: imports go one way, and the command line starts light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import translator

ROOT = Path(translator.__file__).parent
MODULES = sorted(path for path in ROOT.rglob("*.py"))

# What each part of the package may import from the package, besides itself.
BASE = {
    "article",
    "doubt",
    "errors",
    "files",
    "language",
    "markup",
    "seal",
    "",
}
ALLOWED = {
    "": {"article", "errors", "glossary", "project", "records", "report", "settings"},  # lazily
    "article": {"publish"},  # what is published of it, inside the methods that ask for it
    "doubt": {"article"},
    "errors": set(),
    "files": {"errors"},
    "language": {"article"},  # no engine, no settings, no files but its own
    "markup": {"article", "language"},
    "settings": {"errors", "toml_files"},
    "toml_files": {"errors"},
    "report": BASE,
    "load": BASE,
    "clean": BASE | {"settings", "load"},  # site rules are settings
    "seal": set(),
    "glossary": BASE | {"engines"},  # what a model makes of terms is part of its lint
    "engines": BASE | {"settings", "models"},
    "models": BASE,
    # finds forbidden forms as terms are found, and counterparts as words are aligned
    "check": BASE | {"glossary", "translate"},
    "publish": BASE | {"settings"},
    "translate": BASE | {"engines", "glossary", "settings"},
    "earlier": set(),
    "records": BASE | {"earlier", "publish"},
    "provenance": BASE | {"load", "records", "report"},
    "standing": BASE | {"publish", "records", "settings", "translate"},
    "picture_files": BASE | {"clean", "settings"},
    "folder": BASE | {"settings"},
    "inputs": BASE | {"clean", "glossary", "load", "settings"},
}
ABOVE_STAGES = {"run", "project", "review", "site", "compare", "cli", "__main__"}
BELOW_PROJECT = {"run", "review", "site", "compare"}  # the project calls them


def part_of(path: Path) -> str:
    relative = path.relative_to(ROOT)
    name = relative.parts[0].removesuffix(".py")
    return "" if name == "__init__" else name


def imported_parts(path: Path) -> set[str]:
    parts = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
            if node.module == "translator":
                names = [f"translator.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            if name.split(".")[0] == "translator":
                second = [*name.split("."), ""][1]
                parts.add("" if second.startswith("__") else second)
    return parts


def external_imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = {
        name.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for name in node.names
    }
    return modules | {
        node.module.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
    }


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    part = part_of(path)
    imports = imported_parts(path) - {part}
    if part in ABOVE_STAGES:
        assert part in {"cli", "__main__"} or not imports & {"cli"}
        assert part not in BELOW_PROJECT or not imports & {"project"}
        return
    assert imports <= ALLOWED.get(part, BASE), f"{part} must not import {imports}"


def test_only_the_command_line_imports_click() -> None:
    users = {part_of(path) for path in MODULES if "click" in external_imports(path)}
    assert users == {"cli"}


def test_only_the_argos_module_imports_its_backend() -> None:
    backends = {"ctranslate2", "argostranslate", "sentencepiece"}
    users = {path.name for path in MODULES if external_imports(path) & backends}
    assert users == {"argos.py", "firefox.py"}  # the latter reads vocabularies


def test_the_command_line_starts_without_heavy_libraries() -> None:
    heavy = ["ctranslate2", "bs4", "trafilatura", "argostranslate", "somajo", "lxml", "numpy"]
    code = f"import sys, translator.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run(  # noqa: S603 - our own interpreter on our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_no_module_is_too_long() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in MODULES
        if (lines := path.read_text(encoding="utf-8").count("\n")) > 450
    }
    assert not long
