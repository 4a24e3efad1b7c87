"""TMX 1.4b (LISA OSCAR, 2005): the exchange format of translation memories.

One ``tu`` per sentence pair, which names the language it starts from. A correction carries ``<prop type="state">human</prop>``, a machine
translation the engine's name and ``machine``; on reading, only pairs that a tool does not declare
as machine output count as a person's work.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from translator import __version__
from translator.errors import MemoryStoreError
from translator.safexml import XmlError, parse_xml, xml_text
from translator.translate.memory import HumanEntry, MachineEntry

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TOOL = "article-translator"
_STATE = "state"
_MACHINE = "machine"
_HUMAN = "human"


def write_tmx(
    human: Iterable[HumanEntry],
    machine: Iterable[tuple[tuple[str, str], MachineEntry]] = (),
    source_lang: str = "de",
) -> bytes:
    """Return a TMX document in UTF-8; the same memory gives the same bytes."""
    root = Element("tmx", version="1.4")
    SubElement(
        root,
        "header",
        {
            "creationtool": _TOOL,
            "creationtoolversion": __version__,
            "segtype": "sentence",
            "o-tmf": "sqlite",
            "adminlang": "en",
            "srclang": source_lang,
            "datatype": "plaintext",
        },
    )
    body = SubElement(root, "body")
    for entry in human:
        props = {_STATE: _HUMAN} | ({"document": entry.document} if entry.document else {})
        _unit(body, (entry.source_lang, entry.source), (entry.target_lang, entry.target), props)
    for (source, target), cached in machine:
        props = {_STATE: _MACHINE, "engine": cached.engine}
        _unit(body, (source, cached.source), (target, cached.target), props)
    indent(root, " ")
    buffer = io.BytesIO()
    ElementTree(root).write(buffer, encoding="utf-8", xml_declaration=True)
    return buffer.getvalue() + b"\n"


def _unit(
    body: Element, source: tuple[str, str], target: tuple[str, str], props: dict[str, str]
) -> None:
    unit = SubElement(body, "tu", srclang=source[0])
    for kind, value in props.items():
        SubElement(unit, "prop", type=kind).text = xml_text(value)
    for lang, text in (source, target):
        SubElement(SubElement(unit, "tuv", {_LANG: lang}), "seg").text = xml_text(text)


def read_tmx(path: Path, source_lang: str) -> Iterator[HumanEntry]:
    """Yield the sentence pairs of a TMX file that start from ``source_lang``.

    A file of ours says for each unit from which language it starts, and is believed. Inline markup
    is flattened to its text. Units marked as machine output are left out.

    Raises:
        MemoryStoreError: the file cannot be read or is not TMX.
    """
    try:
        root = parse_xml(path.read_bytes())
    except OSError as error:
        raise MemoryStoreError(
            f"cannot be read: {error.strerror}", path=path, hint="check the path"
        ) from error
    except XmlError as error:
        raise MemoryStoreError(
            f"cannot be read as TMX: {error}",
            path=path,
            line=error.line,
            hint="export it again as TMX 1.4 in UTF-8",
        ) from error
    if root.tag != "tmx":
        raise MemoryStoreError(
            f"is not a TMX file: its first element is <{root.tag}>", path=path, hint="export as TMX"
        )
    header = root.find("header")
    ours = header is not None and header.get("creationtool") == _TOOL
    for unit in root.iter("tu"):
        props = {prop.get("type", ""): prop.text or "" for prop in unit.iter("prop")}
        if props.get(_STATE) != _MACHINE:
            document = props.get("document", str(path))
            known = unit.get("srclang", "") if ours else ""
            yield from _pairs(unit, known or source_lang, document, regions=ours)


def _pairs(
    unit: Element, source_lang: str, document: str, *, regions: bool
) -> Iterator[HumanEntry]:
    """Yield one entry per target language of a unit; ``regions`` says that ``pt-br`` is not ``pt``."""
    texts: dict[str, str] = {}
    for variant in unit.iter("tuv"):
        lang = (variant.get(_LANG) or variant.get("lang") or "").lower()
        seg = variant.find("seg")
        if lang and seg is not None:
            texts[lang if regions else lang.partition("-")[0]] = "".join(seg.itertext()).strip()
    source = texts.pop(source_lang if regions else source_lang.partition("-")[0], "")
    for lang, target in texts.items():
        if source and target:
            yield HumanEntry(source_lang, lang, source, target, document)
