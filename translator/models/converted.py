"""Folders of converted models: what CTranslate2's converters make of OPUS-MT, M2M, MADLAD and the like.

Such a folder holds ``model.bin``, vocabularies and SentencePiece models, and nothing that says which
languages it is for. Installing one makes a package of it, in the format of all others with a few keys
more in ``metadata.json``: what stands before and behind every source, and before every target.

The ways in which the families mark languages are those of their papers and of the conversion guide
(https://opennmt.net/CTranslate2/guides/transformers.html).
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from translator.errors import ModelError

SOURCE_PIECES, TARGET_PIECES = "source.spm", "target.spm"
SHARED_PIECES = "sentencepiece.model"
# Names under which converters leave one SentencePiece model for both languages.
_SHARED = (SHARED_PIECES, "sentencepiece.bpe.model", "spiece.model", "spm.model", "tokenizer.model")
_MODEL_FILES = ("model.bin", "config.json")
_WORD = re.compile(r"[^\W_]+")
_END = "</s>"
_OF_HUGGING_FACE = frozenset(
    {"</s>", "<pad>"}
)  # what their decoders start with; OpenNMT's with <s>


@dataclass(frozen=True, slots=True)
class Marks:
    """The pieces that a model wants around its texts; empty ones are not there."""

    source_prefix: str = ""
    source_suffix: str = ""
    target_prefix: str = ""


def is_converted(folder: Path) -> bool:
    """Say whether a folder is that of a converted model, and no package yet."""
    return (folder / "model.bin").is_file() and not (folder / "metadata.json").is_file()


def languages_in(name: str) -> tuple[str, str] | None:
    """Return the last two languages beside each other in the name of a folder: ``opus-mt-fr-en``."""
    from babel import Locale

    known = Locale("en").languages
    pairs = pairwise(_WORD.findall(name.lower()))
    return next(
        ((one, other) for one, other in reversed([*pairs]) if {one, other} <= known.keys()), None
    )


def make_package(folder: Path, place: Path, source: str, target: str) -> None:
    """Make a package of a converted model in the folder ``place``, which must not exist.

    Raises:
        ModelError: something that it needs is missing, or it does not know the languages.
    """
    vocabularies = sorted(folder.glob("*vocabulary.*"))
    if not vocabularies:
        raise ModelError("no vocabulary beside model.bin", path=folder, hint=_CONVERT)
    pieces = _pieces(folder)
    (place / "model").mkdir(parents=True)
    for file in (*(folder / name for name in _MODEL_FILES), *vocabularies):
        if file.is_file():
            shutil.copyfile(file, place / "model" / file.name)
    for name, file in pieces.items():
        shutil.copyfile(file, place / name)
    marks = _marks(_vocabulary(vocabularies, "source"), _config(folder), source, target)
    metadata = {
        "package_version": _version(folder),
        "from_code": source,
        "to_code": target,
        "source_prefix": marks.source_prefix,
        "source_suffix": marks.source_suffix,
        "target_prefix": marks.target_prefix,
    }
    text = json.dumps({key: value for key, value in metadata.items() if value}, indent=1)
    (place / "metadata.json").write_text(f"{text}\n", encoding="utf-8")
    for name in ("README.md", "LICENSE"):
        if (folder / name).is_file():
            shutil.copyfile(folder / name, place / name)


def _pieces(folder: Path) -> dict[str, Path]:
    """Return the SentencePiece models of a folder by the name they have in a package."""
    own = {name: folder / name for name in (SOURCE_PIECES, TARGET_PIECES)}
    if all(file.is_file() for file in own.values()):
        return own
    for name in _SHARED:
        if (folder / name).is_file():
            return {SHARED_PIECES: folder / name}
    raise ModelError(
        f"neither {SOURCE_PIECES} and {TARGET_PIECES} nor {SHARED_PIECES} beside model.bin",
        path=folder,
        hint="copy them from the model it was made of (converters: --copy_files source.spm target.spm)",
    )


def _marks(vocabulary: Sequence[str], config: Mapping[str, Any], source: str, target: str) -> Marks:
    """Return how a model wants its languages named.

    M2M: ``__de__`` before the source, ``__en__`` before the target. MADLAD: ``<2en>`` before the
    source. OPUS-MT into several languages: ``>>eng<<`` before the source. What was converted from
    Hugging Face also wants the end of every source named; where other trainers want that, the
    converter has it in ``config.json``.
    """
    known = frozenset(vocabulary)
    named = config.get("decoder_start_token") in _OF_HUGGING_FACE and not config.get(
        "add_source_eos"
    )
    suffix = _END if named and _END in known else ""
    if f"__{source}__" in known and f"__{target}__" in known:
        return Marks(f"__{source}__", suffix, f"__{target}__")
    if f"<2{target}>" in known:
        return Marks(f"<2{target}>", suffix)
    labels = [piece for piece in vocabulary if piece.startswith(">>") and piece.endswith("<<")]
    if len(labels) > 1:
        wanted = [label for label in labels if label[2:-2].startswith(target)]
        if not wanted:
            raise ModelError(
                f"the model does not translate into {target}",
                hint=f"it knows {', '.join(label[2:-2] for label in labels[:10])}",
            )
        return Marks(min(wanted, key=len), suffix)
    return Marks(source_suffix=suffix)


def _config(folder: Path) -> dict[str, Any]:
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ModelError("config.json is not valid", path=folder, hint=_CONVERT) from error
    return config if isinstance(config, dict) else {}


def _vocabulary(files: Sequence[Path], side: str) -> list[str]:
    file = next((f for f in files if f.name.startswith(side)), files[0])
    try:
        text = file.read_text(encoding="utf-8")
        found = json.loads(text) if file.suffix == ".json" else text.split("\n")
    except (OSError, ValueError) as error:
        raise ModelError("the vocabulary cannot be read", path=file, hint=_CONVERT) from error
    return [str(piece) for piece in found]


def _version(folder: Path) -> str:
    """Return the day that the name of a folder tells, as in ``opus-2021-02-19``, or 1."""
    found = re.search(r"20\d\d-\d\d-\d\d", folder.name)
    return found[0] if found else "1"


_CONVERT = "convert it again with CTranslate2 (docs/models.md)"
