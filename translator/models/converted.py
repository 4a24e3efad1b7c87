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
from pathlib import Path
from typing import Any

from translator.errors import ModelError, UsageError
from translator.models.codes import Tag, choose, known, languages_in, tag, wanted

SOURCE_PIECES, TARGET_PIECES = "source.spm", "target.spm"
SHARED_PIECES = "sentencepiece.model"
# Names under which converters leave one SentencePiece model for both languages.
_SHARED = (SHARED_PIECES, "sentencepiece.bpe.model", "spiece.model", "spm.model", "tokenizer.model")
_MODEL_FILES = ("model.bin", "config.json")
_VOCABULARIES = "*vocabulary.*"
CONVERTED = "converted"  # the key of the metadata that has the name of the folder
_END = "</s>"
_OF_HUGGING_FACE = frozenset(
    {"</s>", "<pad>"}
)  # what their decoders start with; OpenNMT's with <s>

# How a family labels languages, how many labels tell that a model is of it, and whether it wants
# the source's, too.
_FAMILIES = (
    (re.compile(r"__([a-z]{2,3}(?:_\w+)?)__"), 2, True),
    (re.compile(r"([a-z]{3}_[A-Z][a-z]{3}|[a-z]{2}_[A-Z]{2})"), 2, True),
    (re.compile(r"<2([a-z]{2,3}(?:_\w+)?)>"), 1, False),
    (re.compile(r">>([A-Za-z]{2,3}(?:_\w+)?)<<"), 2, False),
)


@dataclass(frozen=True, slots=True)
class Marks:
    """The pieces that a model wants around its texts; empty ones are not there.

    ``target`` is what it then writes: Portuguese, if it knows no more of Brazil's.
    """

    target: Tag
    source_prefix: str = ""
    source_suffix: str = ""
    target_prefix: str = ""


def is_converted(folder: Path) -> bool:
    """Say whether a folder is that of a converted model, and no package yet."""
    return (folder / "model.bin").is_file() and not (folder / "metadata.json").is_file()


def lacks(folder: Path) -> tuple[str, ...]:
    """Return what a folder of a converted model needs and this one does not have."""
    missing = [name for name in _MODEL_FILES if not (folder / name).is_file()]
    if not any(folder.glob(_VOCABULARIES)):
        missing.append("a vocabulary (source_vocabulary.json or shared_vocabulary.json)")
    two = all((folder / name).is_file() for name in (SOURCE_PIECES, TARGET_PIECES))
    if not two and not any((folder / name).is_file() for name in _SHARED):
        missing.append(f"{SOURCE_PIECES} and {TARGET_PIECES} (or {SHARED_PIECES})")
    return tuple(missing)


def name_of(folder: Path, source: str, target: str) -> str:
    """Return what a package made of a folder is called: like it, with the languages in it."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", folder.resolve().name).strip("._-")[:60] or "model"
    clear = languages_in(folder.resolve().name) == (source, target)
    return name if clear else f"{name}-{source}-{target}"


def make_package(folder: Path, place: Path, source: str, target: str) -> None:
    """Make a package of a converted model in the folder ``place``, which must not exist.

    Raises:
        ModelError: something that it needs is missing, or it does not know the languages.
        UsageError: the languages are none, or one and the same.
    """
    ours, theirs = wanted(source, "--from"), wanted(target, "--to")
    if ours.language == theirs.language:
        raise UsageError(
            f"--from and --to are one language, {ours.language}",
            hint="name the one that the model reads, and the one that it writes",
        )
    missing = lacks(folder)
    if missing:
        raise ModelError(f"it lacks {', '.join(missing)}", path=folder, hint=_COPY)
    vocabularies = sorted(folder.glob(_VOCABULARIES))
    marks = _marks(_vocabulary(vocabularies, "source"), _config(folder), ours, theirs)
    (place / "model").mkdir(parents=True)
    for file in (*(folder / name for name in _MODEL_FILES), *vocabularies):
        shutil.copyfile(file, place / "model" / file.name)
    for name, file in _pieces(folder).items():
        shutil.copyfile(file, place / name)
    metadata = {
        "package_version": _version(folder),
        "from_code": ours.code,
        "to_code": marks.target.code,
        CONVERTED: name_of(folder, ours.code, marks.target.code),
        "source_prefix": marks.source_prefix,
        "source_suffix": marks.source_suffix,
        "target_prefix": marks.target_prefix,
    }
    text = json.dumps({key: value for key, value in metadata.items() if value}, indent=1)
    (place / "metadata.json").write_text(f"{text}\n", encoding="utf-8")
    for name in ("README.md", "LICENSE"):
        if (folder / name).is_file():
            shutil.copyfile(folder / name, place / name)


def rename(package: Path, name: str) -> None:
    """Give a package that was made of a converted model another name."""
    file = package / "metadata.json"
    metadata = json.loads(file.read_text(encoding="utf-8")) | {CONVERTED: name}
    file.write_text(f"{json.dumps(metadata, indent=1)}\n", encoding="utf-8")


def _pieces(folder: Path) -> dict[str, Path]:
    """Return the SentencePiece models of a folder by the name they have in a package."""
    own = {name: folder / name for name in (SOURCE_PIECES, TARGET_PIECES)}
    if all(file.is_file() for file in own.values()):
        return own
    return {SHARED_PIECES: next(folder / name for name in _SHARED if (folder / name).is_file())}


def _marks(vocabulary: Sequence[str], config: Mapping[str, Any], source: Tag, target: Tag) -> Marks:
    """Return how a model wants its languages named.

    M2M: ``__de__`` before the source, ``__en__`` before the target; NLLB in the same places
    ``deu_Latn`` and ``eng_Latn``, mBART ``de_DE`` and ``en_XX``. MADLAD: ``<2en>`` before the
    source. OPUS-MT into several languages: ``>>eng<<`` before the source. What was converted from
    Hugging Face also wants the end of every source named; where other trainers want that, the
    converter has it in ``config.json``.
    """
    named = config.get("decoder_start_token") in _OF_HUGGING_FACE and not config.get(
        "add_source_eos"
    )
    suffix = _END if named and _END in vocabulary else ""
    for label, least, both in _FAMILIES:
        found = {piece: match[1] for piece in vocabulary if (match := label.fullmatch(piece))}
        if len(found) < least:
            continue
        pieces, labels = list(found), list(found.values())
        before = _labelled(labels, source, "from") if both else None
        number = _labelled(labels, target, "into")
        written = Tag(target.language, target.script, tag(labels[number]).region)
        if before is None:
            return Marks(written, pieces[number], suffix)
        return Marks(written, pieces[before], suffix, pieces[number])
    return Marks(target, source_suffix=suffix)


def _labelled(labels: Sequence[str], lang: Tag, way: str) -> int:
    """Return which label is a language."""
    number = choose(labels, lang)
    if number is None:
        raise ModelError(
            f"the model does not translate {way} {lang.code}", hint=f"it knows {known(labels)}"
        )
    return number


def _config(folder: Path) -> dict[str, Any]:
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError("config.json is not valid", path=folder, hint=_CONVERT) from error
    if not isinstance(config, dict):
        raise ModelError("config.json is not a table", path=folder, hint=_CONVERT)
    return config


def _vocabulary(files: Sequence[Path], side: str) -> list[str]:
    file = next((f for f in files if f.name.startswith(side)), files[0])
    try:
        text = file.read_text(encoding="utf-8")
        found = json.loads(text) if file.suffix == ".json" else text.split("\n")
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError("the vocabulary cannot be read", path=file, hint=_CONVERT) from error
    if not isinstance(found, list) or not all(isinstance(piece, str) for piece in found):
        raise ModelError("the vocabulary is no list of texts", path=file, hint=_CONVERT)
    return found


def _version(folder: Path) -> str:
    """Return the day that the name of a folder tells, as in ``opus-2021-02-19``, or 1."""
    found = re.search(r"20\d\d-\d\d-\d\d", folder.resolve().name)
    return found[0] if found else "1"


_CONVERT = "convert it again with CTranslate2 (docs/models.md)"
_COPY = "copy it from the model this was converted of, or convert that again (docs/models.md)"
