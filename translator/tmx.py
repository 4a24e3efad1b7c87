"""TMX 1.4b (LISA OSCAR, 2005): the exchange format of translation memories.

One ``tu`` per sentence pair. A correction carries ``<prop type="state">human</prop>``, a machine
translation the engine's name and ``machine``; on reading, only pairs that a tool does not declare
as machine output count as a person's work.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, ParseError, SubElement, indent

from translator import __version__
from translator.errors import MemoryStoreError
from translator.memory import HumanEntry, MachineEntry

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
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
            "creationtool": "article-translator",
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
    unit = SubElement(body, "tu")
    for kind, value in props.items():
        SubElement(unit, "prop", type=kind).text = _printable(value)
    for lang, text in (source, target):
        SubElement(SubElement(unit, "tuv", {_LANG: lang}), "seg").text = _printable(text)


def _printable(text: str) -> str:
    """Drop the control characters that XML 1.0 cannot hold."""
    return "".join(char for char in text if char >= " " or char in "\t\n\r")


def read_tmx(path: Path, source_lang: str) -> Iterator[HumanEntry]:
    """Yield the sentence pairs of a TMX file that start from ``source_lang``.

    Inline markup is flattened to its text. Units marked as machine output are left out.

    Raises:
        MemoryStoreError: the file cannot be read or is not TMX.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import parse

    try:
        root = parse(path).getroot()
    except (OSError, ParseError, DefusedXmlException, ValueError) as error:
        raise MemoryStoreError(
            f"cannot be read as TMX: {error}", path=path, hint="export it again as TMX 1.4"
        ) from error
    if root is None or root.tag != "tmx":
        raise MemoryStoreError(
            "is not a TMX file", path=path, hint="its first element is not <tmx>"
        )
    for unit in root.iter("tu"):
        props = {prop.get("type", ""): prop.text or "" for prop in unit.iter("prop")}
        if props.get(_STATE) != _MACHINE:
            yield from _pairs(unit, source_lang, props.get("document", str(path)))


def _pairs(unit: Element, source_lang: str, document: str) -> Iterator[HumanEntry]:
    """Yield one entry per target language of a unit."""
    texts: dict[str, str] = {}
    for variant in unit.iter("tuv"):
        lang = (variant.get(_LANG) or variant.get("lang") or "").lower()
        seg = variant.find("seg")
        if lang and seg is not None:
            texts[lang.partition("-")[0]] = "".join(seg.itertext()).strip()
    source = texts.pop(source_lang.partition("-")[0], "")
    for lang, target in texts.items():
        if source and target:
            yield HumanEntry(source_lang, lang, source, target, document)
