"""XLIFF 1.2 (OASIS, 2008): the format that programs for translators read and write.

A paragraph is a ``trans-unit``; its sentences are ``mrk`` of type ``seg`` in ``seg-source`` and
``target``, so that they stay together. Marks are ``g``, line ends and the borders of cells ``x``.
What a model wrote is ``needs-review-translation`` with the qualifier ``leveraged-mt``.
http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element, ElementTree, SubElement, register_namespace

from translator import __version__
from translator.article import Mark, MarkKind, ReviewState
from translator.markup.marks import Step, steps, within
from translator.markup.safexml import XmlError, parse_xml, xml_text
from translator.review.exchange.units import Bundle, Marked, Returned, Span, Unit, numbered, tidied

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DIGEST = "text-digest"
_TO_TRANSLATE = "what nobody has translated is the source"  # a note in files for such programs
_STATES = {
    ReviewState.MACHINE: "needs-review-translation",
    ReviewState.EDITED: "translated",
    ReviewState.REVIEWED: "signed-off",
    ReviewState.FINAL: "final",
}
_APPROVED = ("signed-off", "final")
_KINDS = {
    MarkKind.LINK: "link",
    MarkKind.STRONG: "bold",
    MarkKind.EMPHASIS: "italic",
    MarkKind.CODE: "x-code",
    MarkKind.SUB: "x-sub",
    MarkKind.SUP: "x-sup",
    MarkKind.DELETED: "x-deleted",
    MarkKind.QUOTE: "x-quote",
}
_SIGNS = {"\n": "lb", "\t": "x-tab"}
_OF_SIGNS = {kind: sign for sign, kind in _SIGNS.items()}


def write_xliff(bundle: Bundle, *, to_translate: bool = False) -> bytes:
    """Return a version as XLIFF 1.2 in UTF-8; the same version gives the same bytes.

    ``to_translate`` writes the source in the place of the target, whole paragraphs, as programs want it
    that cut sentences themselves and translate what stands in the target (OmegaT).
    """
    register_namespace("", _NAMESPACE)
    root = Element(_in("xliff"), version="1.2")
    file = SubElement(
        root,
        _in("file"),
        {
            "original": bundle.path,
            "source-language": bundle.source_lang,
            "target-language": bundle.target_lang,
            "datatype": "x-article",
        },
    )
    header = SubElement(file, _in("header"))
    tool = {"tool-id": "translator", "tool-name": "article-translator", "tool-version": __version__}
    SubElement(header, _in("note")).text = f"{_DIGEST}: {bundle.digest}"
    if to_translate:
        SubElement(header, _in("note")).text = _TO_TRANSLATE
    SubElement(header, _in("tool"), tool)
    body = SubElement(file, _in("body"))
    for unit in bundle.units:
        element = SubElement(body, _in("trans-unit"))
        if to_translate:
            _write_source(element, unit)
        else:
            _write_unit(element, unit, bundle.state)
    _indent(root, 0)
    buffer = io.BytesIO()
    ElementTree(root).write(buffer, encoding="utf-8", xml_declaration=True)
    return buffer.getvalue() + b"\n"


def _write_source(element: Element, unit: Unit) -> None:
    element.attrib.update({"id": str(unit.number), "restype": f"x-{unit.kind.value}"})
    element.set(_SPACE, "preserve")
    _fill(SubElement(element, _in("source")), unit.source, unit.codes)
    _fill(SubElement(element, _in("target"), state="needs-translation"), unit.source, unit.codes)
    for note in unit.notes:
        SubElement(element, _in("note"), {"from": "translator"}).text = xml_text(note)


def _write_unit(element: Element, unit: Unit, state: ReviewState) -> None:
    approved = "yes" if state.accepted else "no"
    element.attrib.update(
        {"id": str(unit.number), "approved": approved, "restype": f"x-{unit.kind.value}"}
    )
    element.set(_SPACE, "preserve")
    _fill(SubElement(element, _in("source")), unit.source, unit.codes)
    sentences = [span for span, _ in unit.parts]
    _segmented(SubElement(element, _in("seg-source")), unit.source, sentences, unit.codes)
    named = state if state.accepted or unit.human else ReviewState.MACHINE
    target = SubElement(element, _in("target"), state=_STATES[named])
    if named is ReviewState.MACHINE:
        target.set("state-qualifier", "leveraged-mt")
    _segmented(target, unit.target, [span for _, span in unit.parts], unit.codes)
    for note in unit.notes:
        SubElement(element, _in("note"), {"from": "translator"}).text = xml_text(note)


def _segmented(
    element: Element, whole: Marked, spans: Sequence[Span], codes: Mapping[str, Mark]
) -> None:
    """Write a text in its sentences, with what parts them in between."""
    names = numbered(whole.marks, codes)
    used: dict[str, int] = {}
    place = 0
    for number, (start, end) in enumerate(spans, start=1):
        _fill(element, _cut(whole, place, start), codes, names, used)
        mrk = SubElement(element, _in("mrk"), mtype="seg", mid=str(number))
        _fill(mrk, _cut(whole, start, end), codes, names, used, (whole, start))
        place = end
    _fill(element, _cut(whole, place, len(whole.text)), codes, names, used)


def _cut(whole: Marked, start: int, end: int) -> Marked:
    breaks = (m for m in whole.marks if m.kind is MarkKind.BREAK)
    return Marked(whole.text[start:end], within(breaks, start, end))


def _fill(
    element: Element,
    part: Marked,
    codes: Mapping[str, Mark],
    names: Mapping[Mark, str] | None = None,
    used: dict[str, int] | None = None,
    of: tuple[Marked, int] | None = None,
) -> None:
    """Write marked text into an element; ``of`` is the whole and the place that it is a part of."""
    marks = {mark: mark for mark in part.marks}
    if of is not None:
        whole, start = of
        cut = {mark: within([mark], start, start + len(part.text)) for mark in whole.marks}
        marks = {piece: mark for mark, pieces in cut.items() for piece in pieces}
    names = numbered(part.marks, codes) if names is None else names
    used = {} if used is None else used
    open_elements = [element]
    for step, mark, run in steps(part.text, tuple(marks)):
        if step is Step.OPEN and mark is not None:
            name = names.get(marks[mark], "0")
            attributes = {"id": _once(name, used), "ctype": _KINDS[mark.kind]}
            open_elements.append(SubElement(open_elements[-1], _in("g"), attributes))
        elif step is Step.CLOSE:
            open_elements.pop()
        else:
            _text(open_elements[-1], run, used)


def _text(element: Element, text: str, used: dict[str, int]) -> None:
    """Append text; line ends and borders of cells as codes."""
    for char in text:
        if char in _SIGNS:
            name = _once(_SIGNS[char], used)
            SubElement(element, _in("x"), {"id": name, "ctype": _SIGNS[char]})
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + xml_text(char)
        else:
            element.text = (element.text or "") + xml_text(char)


def _once(name: str, used: dict[str, int]) -> str:
    """Return a name for a code that no other has: 1, 1-2, 1-3."""
    used[name] = used.get(name, 0) + 1
    return name if used[name] == 1 else f"{name}-{used[name]}"


def read_xliff(data: bytes, bundle: Bundle | None = None) -> Returned:
    """Read what came back; the ``bundle`` as it stands here says what the codes mean.

    Raises:
        ValueError: it is no XLIFF 1.2 of ours; says why.
    """
    try:
        root = parse_xml(data)
    except XmlError as error:
        raise ValueError(f"cannot be read as XLIFF: {error}") from error
    file = root.find(_in("file"))
    if root.tag != _in("xliff") or file is None:
        raise ValueError("is no XLIFF 1.2: another version, or something else")
    notes = [note.text or "" for note in file.iterfind(f"{_in('header')}/{_in('note')}")]
    digest = next((n.partition(": ")[2] for n in notes if n.startswith(f"{_DIGEST}: ")), "")
    codes = {unit.number: unit.codes for unit in bundle.units} if bundle else {}
    texts = {}
    approved = []
    for element in file.iter(_in("trans-unit")):
        number = element.get("id", "")
        target = element.find(_in("target"))
        if not number.isdecimal() or target is None:
            continue
        texts[int(number)] = _read_target(target, codes.get(int(number), {}))
        approved.append(element.get("approved") == "yes" or target.get("state") in _APPROVED)
    path = file.get("original", "")
    return Returned(
        path, digest, texts, bool(approved) and all(approved), from_source=_TO_TRANSLATE in notes
    )


def _read_target(target: Element, codes: Mapping[str, Mark]) -> Marked:
    text: list[str] = []
    marks: list[Mark] = []
    for run, names, start in _runs(target, (), 0):
        text.append(run)
        known = (codes[name] for name in names if name in codes)
        marks += [replace(mark, start=start, end=start + len(run)) for mark in known]
    return tidied("".join(text), marks)


def _runs(
    element: Element, names: tuple[str, ...], start: int
) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """Yield runs of text with the names of the codes around them and where they begin."""
    if element.text:
        yield element.text, names, start
        start += len(element.text)
    for child in element:
        inner = names
        if child.tag == _in("x"):
            sign = _OF_SIGNS.get(child.get("ctype", ""), "") or _sign(child.get("id", ""))
            if sign:
                yield sign, names, start
                start += len(sign)
        else:
            if child.tag == _in("g"):
                inner = (*names, child.get("id", "").partition("-")[0])
            for run in _runs(child, inner, start):
                yield run
                start += len(run[0])
        if child.tail:
            yield child.tail, names, start
            start += len(child.tail)


def _sign(name: str) -> str:
    """Return what a code stands for by its name alone: programs drop what they do not know."""
    return next((s for kind, s in _OF_SIGNS.items() if name.startswith(kind)), "")


def _indent(element: Element, depth: int) -> None:
    """Put structure on lines of its own, and nothing into texts."""
    if element.tag in {_in(name) for name in ("source", "seg-source", "target", "note")}:
        return
    if not len(element):
        return
    element.text = "\n" + " " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + " " * (depth + 1)
    element[-1].tail = "\n" + " " * depth


def _in(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"
