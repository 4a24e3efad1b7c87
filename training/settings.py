"""Settings of the recipe: one TOML file, read into frozen dataclasses."""

from __future__ import annotations

import argparse
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEFAULT = Path(__file__).with_name("settings.toml")


@dataclass(frozen=True)
class Paths:
    """Where things are; relative paths count from the folder the command runs in."""

    parent: Path
    target_spm: Path
    corpora: Path
    development: Path
    work: Path


@dataclass(frozen=True)
class Languages:
    """What is translated into what: ISO 639-1 codes, and the names a package bears."""

    source: str
    target: str
    source_name: str
    target_name: str
    version: str
    about: str

    @property
    def pair(self) -> str:
        """Return the name of the package's folder, such as ``de_en``."""
        return f"{self.source}_{self.target}"


@dataclass(frozen=True)
class Transplant:
    """A parent of another target language; see :mod:`training.transplant`."""

    parent: Path
    target_pieces: int
    least: int
    certain: float
    shortest: int
    longest: int
    bitext: dict[str, int]
    spelling: list[list[str]]


@dataclass(frozen=True)
class Data:
    """How one epoch is put together; weights and shares are plain numbers."""

    seed: int
    longest_words: int
    longest_pieces: int
    epochs: int
    sampling: float
    default_weight: float
    substitution: float
    noise: float
    copy_pairs: int
    weights: dict[str, float]


@dataclass(frozen=True)
class Words:
    """How the word table is learned; see :mod:`training.words`."""

    without: list[str]
    longest: int
    seen: int
    most_words: int
    rare: int
    part_seen: int
    rounds: int
    stretch: float
    likely: float
    meant: float


@dataclass(frozen=True)
class Model:
    """Size of the model to train; see :class:`training.model.Shape`."""

    width: int
    hidden: int
    heads: int
    encoder_layers: int
    decoder_layers: int


@dataclass(frozen=True)
class Train:
    """How long and how fast; the comments stand in ``settings.toml``."""

    seed: int
    minutes: float
    pieces: float
    cooldown: float
    thaw: float
    tokens: int
    rate: float
    source_rate: float
    warm_steps: int
    decay_steps: int
    dropout: float
    smoothing: float
    negatives: int
    frequent: int
    compile: bool
    average: float
    save_minutes: float
    score_minutes: float
    score_segments: int


@dataclass(frozen=True)
class Risk:
    """The run on the model's own hypotheses; see :mod:`training.risk`."""

    seed: int
    pieces: int
    fewest: int
    beam: int
    kept: int
    spread: float
    wrong: float
    minutes: float
    tokens: int
    rate: float
    warm_steps: int
    reference: float
    best: float
    weight: float
    sources: dict[str, int]


@dataclass(frozen=True)
class Export:
    """Quantisation of the package and the decoding used to score it."""

    quantization: str
    beam: int
    length_penalty: float
    coverage_penalty: float
    no_repeat: int


@dataclass(frozen=True)
class Settings:
    """All settings of one run."""

    languages: Languages
    paths: Paths
    data: Data
    model: Model
    train: Train
    export: Export
    words: Words | None = None
    risk: Risk | None = None
    transplant: Transplant | None = None


def _override(table: dict[str, Any], change: str) -> None:
    """Apply ``section.key=value`` to the parsed file; the value is read as TOML."""
    name, _, text = change.partition("=")
    section, _, key = name.partition(".")
    if key not in table.get(section, {}):
        raise KeyError(f"no setting {name!r}")
    old = table[section][key]
    read = {"true": True, "false": False}.get
    table[section][key] = read(text) if isinstance(old, bool) else type(old)(text)


def load(path: Path = DEFAULT, changes: list[str] | None = None) -> Settings:
    """Read a settings file and apply ``changes`` of the form ``section.key=value``.

    Raises:
        OSError: the file cannot be read.
        KeyError: a change names no setting.
        TypeError: the file lacks a setting or has one too many.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    for change in changes or []:
        _override(table, change)
    paths = {name: Path(value).expanduser() for name, value in table["paths"].items()}
    transplant = table.get("transplant")
    if transplant is not None:
        transplant["parent"] = Path(transplant["parent"]).expanduser()
        transplant = Transplant(**transplant)
    return Settings(
        languages=Languages(**table["languages"]),
        paths=Paths(**paths),
        data=Data(**table["data"]),
        model=Model(**table["model"]),
        train=Train(**table["train"]),
        export=Export(**table["export"]),
        words=Words(**table["words"]) if "words" in table else None,
        risk=Risk(**table["risk"]) if "risk" in table else None,
        transplant=transplant,
    )


def work_folder(settings: Settings) -> Path:
    """Return the work folder, made where it is missing, with a note that git leaves it alone."""
    work = settings.paths.work
    work.mkdir(parents=True, exist_ok=True)
    (work / ".gitignore").write_text("*\n", encoding="utf-8")
    return work


def parser(description: str | None) -> argparse.ArgumentParser:
    """Return the argument parser all steps share: ``--settings`` and ``--set``."""
    arguments = argparse.ArgumentParser(description=description)
    arguments.add_argument("--settings", type=Path, default=DEFAULT, help="settings file (TOML)")
    arguments.add_argument(
        "--set",
        dest="changes",
        action="append",
        default=[],
        metavar="SECTION.KEY=VALUE",
        help="change one setting for this run; may be given several times",
    )
    return arguments
