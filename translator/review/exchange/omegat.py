"""A project folder for OmegaT (https://omegat.org): the file to translate, memory, glossary.

The version is an XLIFF file in ``source/``. What a model wrote is a memory in ``tm/mt/``, which OmegaT
offers and never uses by itself; what people wrote is in ``tm/``, the house's terms are in ``glossary/``.
What OmegaT writes into ``target/`` is taken back in: sentences that nobody has translated there stand in it
in the language of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from xml.sax.saxutils import escape

from translator.article import Origin
from translator.errors import UsageError
from translator.glossary.concept import Glossary
from translator.glossary.exchange import ExchangeFormat, write_exchange
from translator.markup.marks import shifted, within
from translator.review.exchange.units import Bundle, Marked, Returned, Unit
from translator.review.states import Status
from translator.translate.memory import HumanEntry, MachineEntry
from translator.translate.tmx import write_tmx

PROJECT = "omegat.project"
SOURCE, TARGET = "source", "target"
FOLDERS = (SOURCE, TARGET, "tm", "glossary", "dictionary", "omegat")
_DRAFTS, _EDITED = "tm/mt", "tm/edited"
_END = re.compile(r"[.!?…:][\"'”“’»«)]*$")  # of what is a sentence wherever it stands
_CORRECTIONS, _TERMS = "tm/corrections.tmx", "glossary/glossary.utf8"
# As OmegaT 3.6 and later write it; __DEFAULT__ are the folders above.
_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat>
    <project version="1.0">
        <source_dir>__DEFAULT__</source_dir>
        <target_dir>__DEFAULT__</target_dir>
        <tm_dir>__DEFAULT__</tm_dir>
        <glossary_dir>__DEFAULT__</glossary_dir>
        <glossary_file>__DEFAULT__</glossary_file>
        <dictionary_dir>__DEFAULT__</dictionary_dir>
        <source_lang>{source}</source_lang>
        <target_lang>{target}</target_lang>
        <sentence_seg>true</sentence_seg>
        <support_default_translations>true</support_default_translations>
        <remove_tags>false</remove_tags>
    </project>
</omegat>
"""


@dataclass(frozen=True, slots=True)
class Helps:
    """What helps with a version: what people wrote before, and the house's terms."""

    corrections: tuple[HumanEntry, ...]
    glossary: Glossary


def folder_name(lang: str) -> str:
    """Return what the project of a language is called."""
    return f"omegat-{lang}"


def source_file(stem: str) -> str:
    """Return where the file of a version lies in its project."""
    return f"{SOURCE}/{stem}.xlf"


def project_files(found: Status, bundle: Bundle, helps: Helps) -> Mapping[str, bytes]:
    """Return what lies in the project beside the file of a version, by path."""
    pair = bundle.source_lang, bundle.target_lang
    drafts = write_tmx((), _drafts(found, pair), pair[0])
    known = [e for e in helps.corrections if (e.source_lang, e.target_lang) == pair]
    settings = _SETTINGS.format(source=escape(pair[0]), target=escape(pair[1]))
    return {
        PROJECT: settings.encode(),
        f"{_DRAFTS}/{found.stem}.tmx": drafts,
        f"{_EDITED}/{found.stem}.tmx": write_tmx(_edited(found, pair), (), pair[0]),
        _CORRECTIONS: write_tmx(known, (), pair[0]),
        _TERMS: write_exchange(helps.glossary.concepts, ExchangeFormat.OMEGAT, pair),
    }


def _drafts(found: Status, pair: tuple[str, str]) -> Iterator[tuple[tuple[str, str], MachineEntry]]:
    """Yield what a model wrote of a version."""
    if found.draft is None:
        return
    engine = ", ".join(found.draft.route.engines)
    for segment in found.draft.segments:
        if segment.origin in (Origin.MACHINE, Origin.MEMORY) and segment.source.strip():
            yield pair, MachineEntry(segment.source, "", segment.target, engine)


def _edited(found: Status, pair: tuple[str, str]) -> Iterator[HumanEntry]:
    """Yield what people have made of sentences of a version."""
    for edit in found.comparison.changes if found.comparison else ():
        if edit.source and edit.text:
            yield HumanEntry(*pair, edit.source, edit.text, found.stem)


def only_translated(returned: Returned, bundle: Bundle) -> Returned:
    """Return what came back with the version's own sentences where nobody has translated one."""
    units = {unit.number: unit for unit in bundle.units}
    texts = {
        number: _translated(text, units[number]) if number in units else text
        for number, text in returned.texts.items()
    }
    return replace(returned, texts=texts)


def _translated(text: Marked, unit: Unit) -> Marked:
    """Put the sentences of the version in the place of those that stand there in the source's words."""
    if text.text == unit.source.text:
        return unit.target
    made = Marked("")
    place = 0
    for (start, end), (first, last) in unit.parts:
        sentence = unit.source.text[start:end]
        at = _whole(sentence, text.text, place)
        if at < 0 or sentence == unit.target.text[first:last]:
            continue
        made = _joined(made, text, place, at)
        made = _joined(made, unit.target, first, last)
        place = at + len(sentence)
    return _joined(made, text, place, len(text.text))


def _whole(sentence: str, text: str, place: int) -> int:
    """Return where a sentence stands in a text from a place on, with nothing before or behind it in one; or -1."""
    if not _END.search(sentence):
        return -1
    found = re.compile(rf"(?<!\S){re.escape(sentence)}(?!\S)").search(text, place)
    return found.start() if found else -1


def _joined(made: Marked, text: Marked, start: int, end: int) -> Marked:
    """Return a text with a part of another behind it, with its marks."""
    marks = shifted(within(text.marks, start, end), len(made.text))
    return Marked(made.text + text.text[start:end], (*made.marks, *marks))


def targets(folder: Path) -> list[Path]:
    """Return the files that OmegaT has written.

    Raises:
        UsageError: there are none.
    """
    found = sorted((folder / TARGET).rglob("*.xlf"))
    if not found:
        raise UsageError(
            "OmegaT has not written anything yet",
            path=folder / TARGET,
            hint="in OmegaT: Project, Create Translated Documents",
        )
    return found
