"""A version as a page, source beside target, to be changed in any browser and saved from there."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from translator.article import Mark, MarkKind
from translator.markup.marks import Step, steps
from translator.publish.address import harmless
from translator.review.exchange.docx import NOTE
from translator.review.exchange.units import Bundle, Marked, Returned, tidied

if TYPE_CHECKING:
    from bs4 import Tag

_TAGS = {
    MarkKind.STRONG: "strong",
    MarkKind.EMPHASIS: "em",
    MarkKind.DELETED: "del",
    MarkKind.SUB: "sub",
    MarkKind.SUP: "sup",
    MarkKind.CODE: "code",
    MarkKind.QUOTE: "q",
}
_KINDS = {name: kind for kind, name in _TAGS.items()} | {
    "b": MarkKind.STRONG,
    "i": MarkKind.EMPHASIS,
    "s": MarkKind.DELETED,
    "strike": MarkKind.DELETED,
}
_BLOCKS = ("p", "div", "li")  # what browsers put in where somebody presses Enter
_TAB = '<span class="tab" contenteditable="false">⇥</span>'
_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; color-scheme: light dark; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { border-bottom: 1px solid #8888; padding: .5rem; text-align: start; vertical-align: top; overflow-wrap: break-word; }
th:first-child, td:first-child { width: 3rem; color: #777; }
td[contenteditable] { background: #8881; }
q { quotes: none; }
"""


def write_columns(bundle: Bundle) -> bytes:
    """Return a version as an HTML page in UTF-8; the same version gives the same bytes."""
    rows = "\n".join(
        f'<tr data-unit="{unit.number}"><td>{unit.number}</td>'
        f'<td lang="{_attribute(bundle.source_lang)}">{_html(unit.source)}</td>'
        f'<td lang="{_attribute(bundle.target_lang)}" contenteditable="true">{_html(unit.target)}</td></tr>'
        for unit in bundle.units
    )
    title = escape(bundle.title)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        f"<p>{NOTE} Then save the page.</p>\n"
        f'<table data-version="{_attribute(bundle.path)}" data-text-digest="{bundle.digest}">\n'
        f"<thead><tr><th>No.</th><th>{escape(bundle.source_lang)}</th>"
        f"<th>{escape(bundle.target_lang)}</th></tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"
        "</body>\n</html>\n"
    ).encode("utf-8", "replace")


def _attribute(text: str) -> str:
    return escape(text, quote=True)


def _html(text: Marked) -> str:
    parts: list[str] = []
    for step, mark, run in steps(text.text, text.marks):
        if mark is None:
            parts.append(escape(run).replace("\t", _TAB).replace("\n", "<br>"))
        elif mark.kind is MarkKind.LINK:
            href = _attribute(harmless(mark.href))
            parts.append(f'<a href="{href}">' if step is Step.OPEN else "</a>")
        else:
            tag = _TAGS[mark.kind]
            parts.append(f"<{tag}>" if step is Step.OPEN else f"</{tag}>")
    return "".join(parts)


def read_columns(data: bytes, _bundle: Bundle | None = None) -> Returned:
    """Read a page that came back.

    Raises:
        ValueError: it is none of ours; says why.
    """
    from bs4 import BeautifulSoup

    tree = BeautifulSoup(data, "lxml")
    table = tree.find("table", attrs={"data-version": True})
    if table is None:
        raise ValueError("has no table of ours")
    texts = {}
    for row in table.find_all("tr", attrs={"data-unit": True}):
        number, cells = str(row["data-unit"]), row.find_all("td", recursive=False)
        if number.isdecimal() and cells:
            texts[int(number)] = _read(cells[-1])
    return Returned(str(table["data-version"]), str(table.get("data-text-digest", "")), texts)


def _read(cell: Tag) -> Marked:
    text = ""
    marks: list[Mark] = []
    for run, around in _runs(cell, ()):
        start, text = len(text), text + run
        marks += [Mark(kind, start, len(text), href) for kind, href in around]
    return tidied(text, marks)


def _runs(
    element: Any, around: tuple[tuple[MarkKind, str], ...]
) -> Iterator[tuple[str, tuple[tuple[MarkKind, str], ...]]]:
    """Yield runs of text with the kinds and addresses of the marks around them."""
    for child in element.children:
        name = getattr(child, "name", None)
        if name is None:
            yield str(child).replace("\n", " ").replace("\t", " "), around
        elif name == "br":
            yield "\n", around
        elif name == "span" and "tab" in child.get("class", ()):
            yield "\t", around
        elif name == "a" and child.get("href"):
            yield from _runs(child, (*around, (MarkKind.LINK, str(child["href"]))))
        elif name in _KINDS:
            yield from _runs(child, (*around, (_KINDS[name], "")))
        else:
            if name in _BLOCKS:
                yield " ", around
            yield from _runs(child, around)
