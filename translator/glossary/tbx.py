"""Read and write TBX-Basic: version 2 (ISO 30042:2008, ``martif``) and 3 (ISO 30042:2019, ``tbx``).

Version 2 is what the programs of translators read, among them those built on translate-toolkit
(Weblate); version 3 is the standard of today, in style DCA. The two differ in the names of their
elements and in the header.

What TBX-Basic has no place for (how a term is matched, columns of our own) travels in a note of
the concept that begins with ``translator:``; other programs show it and keep it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from translator.errors import GlossaryError
from translator.glossary.concept import Concept, MatchMode, Term
from translator.glossary.store import slug
from translator.markup.safexml import XmlError, parse_xml, xml_text

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MARK = "translator:"
_OURS = _MARK + "{"  # a translator may begin a note with the word as well
# The constraints of TBX-Basic version 2, as its specification names them.
_CONSTRAINTS = "http://www.ttt.org/oscarstandards/tbx/TBXBasicXCSV02.xcs"
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_PREFERRED = "preferredTerm-admn-sts"
_ADMITTED = "admittedTerm-admn-sts"
_FORBIDDEN = "deprecatedTerm-admn-sts"
_BAD_STATUS = re.compile(r"deprecated|superseded|forbidden|obsolete|rejected", re.IGNORECASE)
_GOOD_STATUS = re.compile(r"preferred", re.IGNORECASE)


class _Names(NamedTuple):
    """The elements that hold a concept, its terms in one language, and one term."""

    entry: str
    language: str
    term: str


_NAMES = {
    2: _Names("termEntry", "langSet", "tig"),
    3: _Names("conceptEntry", "langSec", "termSec"),
}


def read_tbx(data: bytes, path: Path) -> tuple[Concept, ...]:
    """Read all concepts of a TBX file of version 2 (``martif``) or 3 (``tbx``).

    Raises:
        GlossaryError: the file is not well-formed, not TBX, or not safe to read.
    """
    try:
        root = parse_xml(data)
    except XmlError as error:
        raise GlossaryError(
            str(error), path=path, line=error.line, hint="export it again as TBX in UTF-8"
        ) from error
    if _local(root) not in ("tbx", "martif"):
        raise GlossaryError(
            f"this is no TBX file: its root is <{_local(root)}>", path=path, hint="export as TBX"
        )
    entries = [node for node in root.iter() if _local(node) in ("conceptEntry", "termEntry")]
    concepts = (_concept(node) for node in entries)
    return tuple(concept for concept in concepts if concept.terms)


def write_tbx(concepts: Sequence[Concept], source: str, version: int = 2) -> bytes:
    """Write concepts as TBX-Basic, ``source`` first in each; equal concepts give equal bytes."""
    from lxml import etree

    names = _NAMES[version]
    if version == 2:  # noqa: PLR2004 - the version with a root and a header of its own
        root = etree.Element("martif", {"type": "TBX-Basic", _LANG: source})
        header = etree.SubElement(root, "martifHeader")
    else:
        attributes = {"type": "TBX-Basic", "style": "dca", _LANG: source}
        root = etree.Element("tbx", attributes, nsmap={None: NAMESPACE})
        header = etree.SubElement(root, "tbxHeader")
    description = etree.SubElement(etree.SubElement(header, "fileDesc"), "sourceDesc")
    etree.SubElement(description, "p").text = "Glossary of translator"
    if version == 2:  # noqa: PLR2004 - see above
        encoding = etree.SubElement(header, "encodingDesc")
        etree.SubElement(encoding, "p", {"type": "XCSURI"}).text = _CONSTRAINTS
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    used: set[str] = set()
    for concept in concepts:
        _write(body, concept, source, used, names)
    etree.indent(root, " ")
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return data + b"\n"


def _write(body: Any, concept: Concept, source: str, used: set[str], names: _Names) -> None:
    """Add one concept entry; elements come in the order the schema wants."""
    from lxml import etree

    identifier = concept.id if _NAME.fullmatch(concept.id) and concept.id not in used else ""
    number = len(used) + 1
    while not identifier or identifier in used:
        identifier, number = f"concept-{number}", number + 1
    used.add(identifier)
    entry = etree.SubElement(body, names.entry, {"id": identifier})

    def add(parent: Any, name: str, text: str, attributes: dict[str, str] | None = None) -> None:
        etree.SubElement(parent, name, attributes or {}).text = xml_text(text)

    if concept.domain:
        add(entry, "descrip", concept.domain, {"type": "subjectField"})
    if concept.note and not concept.note.startswith(_OURS):
        add(entry, "note", concept.note)
    if extra := _extra(concept, identifier):
        add(entry, "note", _MARK + json.dumps(extra, ensure_ascii=False, sort_keys=True))
    for lang, terms in sorted(concept.terms.items(), key=lambda item: item[0] != source):
        section = etree.SubElement(entry, names.language, {_LANG: lang})
        for number, term in enumerate(terms):
            node = etree.SubElement(section, names.term)
            add(node, "term", term.text)
            status = _FORBIDDEN if term.forbidden else _ADMITTED if number else _PREFERRED
            add(node, "termNote", status, {"type": "administrativeStatus"})


def _extra(concept: Concept, identifier: str) -> dict[str, Any]:
    """Return what has no place of its own in TBX-Basic."""
    values: dict[str, Any] = {
        "id": concept.id if concept.id != identifier else "",
        "match": concept.match.value if concept.match is not MatchMode.LEMMA else "",
        "case": concept.case_sensitive,
        "keep": not concept.translate,
        "columns": dict(concept.extra),
        "note": concept.note if concept.note.startswith(_OURS) else "",
    }
    return {name: value for name, value in values.items() if value}


def _concept(entry: Element) -> Concept:
    """Turn a concept entry of either version into a concept."""
    notes, extra = [], {}
    for text in _notes(entry):
        if text.startswith(_OURS):
            extra = _decoded(text)
            notes += [str(extra["note"])] if extra.get("note") else []
        elif text:
            notes.append(text)
    terms: dict[str, tuple[Term, ...]] = {}
    for section in (node for node in entry if _local(node) in ("langSec", "langSet")):
        lang = (section.get(_LANG) or section.get("lang") or "").lower().replace("_", "-")
        found = terms.get(lang, ()) + tuple(_terms(section))
        if lang and found:
            terms[lang] = tuple(dict.fromkeys(found))
    first = next(iter(terms.values()), ())
    fallback = slug(first[0].text) if first else ""
    return Concept(
        id=str(extra.get("id") or entry.get("id") or fallback),
        terms=terms,
        match=MatchMode(extra.get("match", "lemma")),
        case_sensitive=bool(extra.get("case", False)),
        translate=not extra.get("keep", False),
        domain=_domain(entry),
        note="\n".join(notes),
        extra={str(k): str(v) for k, v in dict(extra.get("columns", {})).items()},
    )


def _terms(section: Element) -> list[Term]:
    """Return the terms of a language, preferred ones first and forbidden ones last."""
    ranked: list[tuple[int, Term]] = []
    for node in section.iter():
        if _local(node) not in ("termSec", "tig", "ntig"):
            continue
        text = next(("".join(n.itertext()) for n in node.iter() if _local(n) == "term"), "")
        text = " ".join(text.split()) if "\n" in text else text.strip()
        status = _status(node)
        forbidden = bool(_BAD_STATUS.search(status))
        rank = 2 if forbidden else 0 if _GOOD_STATUS.search(status) else 1
        if text:
            ranked.append((rank, Term(text, forbidden)))
    return [term for _, term in sorted(ranked, key=lambda item: item[0])]


def _status(node: Element) -> str:
    """Return the administrative status of a term, in style DCA or DCT."""
    for child in node.iter():
        if child.get("type") in ("administrativeStatus", "normativeAuthorization"):
            return child.text or ""
        if _local(child) in ("administrativeStatus", "normativeAuthorization"):
            return child.text or ""
    return ""


def _domain(entry: Element) -> str:
    """Return the subject field of a concept, in style DCA or DCT."""
    for node in _own(entry):
        if node.get("type") == "subjectField" or _local(node) == "subjectField":
            return (node.text or "").strip()
    return ""


def _notes(entry: Element) -> list[str]:
    return [(node.text or "").strip() for node in _own(entry) if _local(node) == "note"]


def _own(entry: Element) -> Iterator[Element]:
    """Yield the nodes of a concept entry that do not belong to a language."""
    for node in entry:
        if _local(node) not in ("langSec", "langSet"):
            yield from node.iter()


def _decoded(text: str) -> dict[str, Any]:
    """Read our own note; one that somebody changed beyond recognition counts for nothing."""
    try:
        value = json.loads(text.removeprefix(_MARK))
    except ValueError:
        return {}
    if not isinstance(value, dict) or value.get("match", "lemma") not in ("lemma", "exact"):
        return {}
    return value if isinstance(value.get("columns", {}), dict) else {}


def _local(node: Element) -> str:
    """Return the name of an element without its namespace; comments have none."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
