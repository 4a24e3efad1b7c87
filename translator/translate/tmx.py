"""TMX 1.4b (LISA OSCAR, 2005): the exchange format of translation memories.

One ``tu`` per sentence pair, which names the language it starts from, who made it (``creationid``)
and when (``creationdate``). A correction carries ``<prop type="state">human</prop>``, a machine translation
the engine's name and ``machine``; on reading, only pairs that a tool does not declare as machine
output count as a person's work. The neighbours of a sentence are ``prev`` and ``next``, as OmegaT has
them. Inline codes stay codes: the text is matched without them, and a segment that has some is
written as it was read.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement, tostring

from translator import __version__
from translator.errors import MemoryStoreError
from translator.markup.safexml import XmlError, parse_xml, xml_text
from translator.translate.memory import HumanEntry, MachineEntry

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TOOL = "article-translator"
_STATE = "state"
_MACHINE = "machine"
_HUMAN = "human"
_BEFORE, _AFTER = "prev", "next"
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z")


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
        props = {
            _STATE: _HUMAN,
            "document": entry.document,
            _BEFORE: entry.before,
            _AFTER: entry.after,
        }
        _unit(
            body,
            (entry.source_lang, entry.source, entry.source_codes),
            (entry.target_lang, entry.target, entry.target_codes),
            props,
            (entry.who, entry.made),
        )
    for (source, target), cached in machine:
        props = {_STATE: _MACHINE, "engine": cached.engine, "document": cached.document}
        sides = (source, cached.source, ""), (target, cached.target, "")
        _unit(body, *sides, props, ("", cached.made))
    _indent(root)
    buffer = io.BytesIO()
    ElementTree(root).write(buffer, encoding="utf-8", xml_declaration=True)
    return buffer.getvalue() + b"\n"


def _unit(
    body: Element,
    source: tuple[str, str, str],
    target: tuple[str, str, str],
    props: dict[str, str],
    made: tuple[str, str],
) -> None:
    """Write a pair; a side is language, text, and the text with its codes."""
    who, when = made
    named = {"srclang": source[0]}
    named |= {"creationdate": _compact(when)} if when else {}
    named |= {"creationid": xml_text(who)} if who else {}
    unit = SubElement(body, "tu", named)
    for kind, value in props.items():
        if value:
            SubElement(unit, "prop", type=kind).text = xml_text(value)
    for lang, text, codes in (source, target):
        variant = SubElement(unit, "tuv", {_LANG: lang})
        try:
            seg = parse_xml(f"<seg>{codes}</seg>".encode())
        except XmlError:
            seg = Element("seg")
        if not codes or _plain(seg).strip() != text:
            seg = Element("seg")
            seg.text = xml_text(text)
        variant.append(seg)


def _compact(time: str) -> str:
    """Return a time as TMX writes it: 20261126T220700Z."""
    return time.replace("-", "").replace(":", "")


def _spelled(time: str) -> str:
    """Return a time of TMX as we write it; nothing if it is none."""
    found = _TIME.fullmatch(time.strip())
    if not found:
        return ""
    year, month, day, hour, minute, second = found.groups()
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}Z"


def _indent(element: Element, depth: int = 0) -> None:
    """Put every element on a line of its own, but nothing into a segment."""
    if element.tag == "seg" or not len(element):
        return
    element.text = "\n" + " " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + " " * (depth + 1)
    element[-1].tail = "\n" + " " * depth


def read_tmx(path: Path, source_lang: str) -> Iterator[HumanEntry]:
    """Yield the sentence pairs of a TMX file that start from ``source_lang``.

    A file of ours says for each unit from which language it starts, and is believed. Units marked as
    machine output are left out.

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
            for pair in _pairs(unit, known or source_lang, regions=ours):
                yield replace(
                    pair,
                    document=document,
                    before=props.get(_BEFORE, ""),
                    after=props.get(_AFTER, ""),
                )


def _pairs(unit: Element, source_lang: str, *, regions: bool) -> Iterator[HumanEntry]:
    """Yield one entry per target language of a unit; ``regions`` says that ``pt-br`` is not ``pt``."""
    found: dict[str, tuple[str, str, str, str]] = {}  # text, with codes, who, when
    for variant in unit.iter("tuv"):
        lang = (variant.get(_LANG) or variant.get("lang") or "").lower()
        seg = variant.find("seg")
        if lang and seg is not None:
            side = lang if regions else lang.partition("-")[0]
            found[side] = (_plain(seg).strip(), _codes(seg), *_made(variant, unit))
    source = found.pop(source_lang if regions else source_lang.partition("-")[0], None)
    for lang, (target, codes, who, made) in found.items():
        if source and source[0] and target:
            yield HumanEntry(
                *(source_lang, lang, source[0], target),
                who=who,
                made=made,
                source_codes=source[1],
                target_codes=codes,
            )


def _made(variant: Element, unit: Element) -> tuple[str, str]:
    """Return who made or last changed a unit, and when."""
    for way in ("change", "creation"):
        for element in (variant, unit):
            who, time = element.get(f"{way}id", ""), element.get(f"{way}date", "")
            if who or time:
                return who, _spelled(time)
    return "", ""


def _plain(seg: Element) -> str:
    """Return the text of a segment without its codes; what is highlighted is text."""
    parts = [seg.text or ""]
    for child in seg:
        parts.append(_plain(child) if child.tag == "hi" else "")
        parts.append(child.tail or "")
    return "".join(parts)


def _codes(seg: Element) -> str:
    """Return a segment as it is written, if it has codes."""
    if not len(seg):
        return ""
    return tostring(seg, encoding="unicode").partition(">")[2].rpartition("</seg>")[0]
