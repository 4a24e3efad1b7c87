"""A version as a table in a Word file, source beside target, for people without other programs.

Needs python-docx, the extra ``docx``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from translator.article import Mark, MarkKind
from translator.errors import UsageError
from translator.markup.marks import Step, steps
from translator.markup.safexml import xml_text
from translator.review.exchange.units import Bundle, Marked, Returned, tidied

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

NOTE = "Change the right-hand column only. Numbers and the left-hand column show what belongs together."
_FIXED_WIDTH = "Courier New"
_COLUMNS = ("No.", "", "")
_FORMATS = {
    MarkKind.STRONG: "bold",
    MarkKind.EMPHASIS: "italic",
    MarkKind.DELETED: "strike",
    MarkKind.SUB: "subscript",
    MarkKind.SUP: "superscript",
}
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


@contextmanager
def _needed() -> Iterator[Any]:
    """Give python-docx, or say what to install."""
    try:
        import docx
    except ImportError as error:
        raise UsageError(
            "Word files need python-docx, which is not installed",
            hint='pip install "article-translator[docx]"',
        ) from error
    yield docx


def write_docx(bundle: Bundle) -> bytes:
    """Return a version as a Word file.

    Raises:
        UsageError: python-docx is not installed.
    """
    with _needed() as docx:
        document = docx.Document()
        document.core_properties.title = xml_text(bundle.title)[:255]
        document.core_properties.author = ""
        document.add_heading(xml_text(bundle.title), level=1)
        document.add_paragraph(NOTE)
        document.sections[0].header.paragraphs[0].text = f"{bundle.digest} {bundle.path}"
        table = document.add_table(rows=1, cols=3, style="Table Grid")
        names = ("No.", bundle.source_lang, bundle.target_lang)
        for cell, name in zip(table.rows[0].cells, names, strict=True):
            cell.text = name
        for unit in bundle.units:
            number, source, target = table.add_row().cells
            number.text = str(unit.number)
            _fill(source.paragraphs[0], unit.source)
            _fill(target.paragraphs[0], unit.target)
        _set_widths(table, docx.shared.Cm)
        buffer = io.BytesIO()
        document.save(buffer)
    return buffer.getvalue()


def _set_widths(table: Any, centimetres: Any) -> None:
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, (1.2, 7.4, 7.4), strict=True):
            cell.width = centimetres(width)


def _fill(paragraph: Paragraph, text: Marked) -> None:
    """Write marked text into a paragraph."""
    opened: list[Mark] = []
    for step, mark, run in steps(text.text, text.marks):
        if step is Step.OPEN and mark is not None:
            opened.append(mark)
        elif step is Step.CLOSE:
            opened.pop()
        elif run:
            _add_run(paragraph, xml_text(run), opened)


def _add_run(paragraph: Paragraph, text: str, marks: list[Mark]) -> None:
    run = paragraph.add_run(text)
    for mark in marks:
        if mark.kind in _FORMATS:
            setattr(run.font, _FORMATS[mark.kind], True)
        elif mark.kind is MarkKind.CODE:
            run.font.name = _FIXED_WIDTH
        elif mark.kind is MarkKind.LINK:
            from docx.oxml import OxmlElement
            from docx.oxml.ns import qn

            link: Any = OxmlElement("w:hyperlink")
            reference = paragraph.part.relate_to(mark.href, _LINK, is_external=True)
            link.set(qn("r:id"), reference)
            run.font.underline = True
            paragraph._p.append(link)  # noqa: SLF001 - python-docx reads links, and has no way to add one
            link.append(run._r)  # noqa: SLF001 - see above


def read_docx(data: bytes, _bundle: Bundle | None = None) -> Returned:
    """Read a Word file that came back.

    Raises:
        ValueError: it is none of ours; says why.
        UsageError: python-docx is not installed.
    """
    with _needed() as docx:
        from docx.opc.exceptions import PackageNotFoundError

        try:
            document = docx.Document(io.BytesIO(data))
        except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
            raise ValueError(f"cannot be read as a Word file: {error}") from error
    header = document.sections[0].header.paragraphs if document.sections else []
    digest, _, path = "".join(p.text for p in header).partition(" ")
    texts = {}
    for table in document.tables:
        for row in table.rows:
            cells = row.cells
            if len(cells) == len(_COLUMNS) and cells[0].text.strip().isdecimal():
                texts[int(cells[0].text)] = _read(cells[2].paragraphs)
    if not texts:
        raise ValueError("has no table of ours")
    return Returned(path, digest, texts)


def _read(paragraphs: list[Paragraph]) -> Marked:
    text = ""
    marks: list[Mark] = []
    for paragraph in paragraphs:
        text += " " if text else ""
        for run, href in _runs(paragraph):
            start, text = len(text), text + run.text
            font = run.font
            kinds = [kind for kind, name in _FORMATS.items() if getattr(font, name)]
            kinds += [MarkKind.CODE] if font.name == _FIXED_WIDTH else []
            marks += [Mark(kind, start, len(text)) for kind in kinds]
            marks += [Mark(MarkKind.LINK, start, len(text), href)] if href else []
    return tidied(text, marks)


def _runs(paragraph: Paragraph) -> Iterator[tuple[Any, str]]:
    """Yield the runs of a paragraph with the address that they lead to."""
    from docx.text.hyperlink import Hyperlink

    for item in paragraph.iter_inner_content():
        if isinstance(item, Hyperlink):
            yield from ((run, item.address) for run in item.runs)
        else:
            yield item, ""
