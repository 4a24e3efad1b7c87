"""Tell from its first rows what a table of another program holds: named columns or bare pairs.

Bare pairs are common (OmegaT, DeepL, a spreadsheet of two columns), and their first row may look
like codes of languages: ``es,it`` and ``ja,yes`` are words as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from translator.errors import GlossaryError
from translator.glossary.columns import PROPERTIES, is_language, language_of
from translator.glossary.table import Sheet, header_of

_SOURCE = frozenset(
    {"source", "source term", "source text", "source language", "quelle", "quellsprache"}
    | {"quellbegriff", "quelltext", "ausgangssprache", "ausgangstext", "ausgangsbegriff", "origem"}
)
_TARGET = frozenset(
    {"target", "target term", "target text", "target language", "translation", "ziel", "zieltext"}
    | {"zielsprache", "zielbegriff", "übersetzung", "destino", "tradução"}
)
_SURE = 3  # columns named by languages that no row of terms has by chance


def header_row(sheet: Sheet, path: Path, pair: tuple[str, str]) -> tuple[str, ...] | None:
    """Return the columns that the first row names, or ``None`` if it is a row of terms.

    Raises:
        GlossaryError: it names the language of the articles and, beside it, none that is known.
    """
    if not sheet.rows or deepl_languages(sheet):
        return None
    first = sheet.rows[0]
    columns = header_of(first.cells)
    if len(columns) > 1 and columns[0] in _SOURCE and columns[1] in _TARGET:
        return (*pair, *columns[2:])
    languages = [name for name in columns if is_language(name)]
    if not _is_header(columns, first.cells, languages, pair):
        return None
    if len(languages) == 1 and columns[0] != "id":
        _refuse_unknown(columns, path, first.line)
    return columns


def _refuse_unknown(columns: Sequence[str], path: Path, line: int) -> None:
    """Refuse a header that names the language of the articles beside a column nobody knows.

    Raises:
        GlossaryError: says which column.
    """
    for name in columns:
        if not is_language(name) and name not in PROPERTIES:
            raise GlossaryError(
                f"the first row looks like a header, but {name!r} is no language that is known",
                path=path,
                line=line,
                hint="name the columns by codes: de, en, pt …",
            )


def deepl_languages(sheet: Sheet) -> tuple[str, str] | None:
    """Return the languages that DeepL writes behind every pair, or ``None`` if it is another table."""
    if not sheet.rows or any(len(row.cells) != 4 for row in sheet.rows):  # noqa: PLR2004 - pair and languages
        return None
    codes = {tuple(language_of(cell) for cell in row.cells[2:]) for row in sheet.rows}
    if len(codes) > 1:
        return None
    source, target = next(iter(codes))
    both = bool(source and target) and source != target
    alone = len(sheet.rows) == 1 and any(language_of(cell) for cell in sheet.rows[0].cells[:2])
    return (source, target) if both and not alone else None


def _is_header(
    columns: Sequence[str], cells: Sequence[str], languages: Sequence[str], pair: tuple[str, str]
) -> bool:
    """Say whether a row names columns; ``languages`` are those among ``columns``."""
    if not languages or len(set(languages)) < len(languages):
        return False  # two names of one language are a row: "Deutsch,German"
    if columns[0] == "id":
        return True
    if not any(is_language(name) for name in columns[:2]):
        return False
    if len(languages) > 1:
        return _are_columns(cells, languages, pair)
    return languages[0].partition("-")[0] == pair[0].partition("-")[0]


def _are_columns(cells: Sequence[str], languages: Sequence[str], pair: tuple[str, str]) -> bool:
    """Say whether languages in a row are meant as such and are not short words."""
    ours = {lang.partition("-")[0] for lang in pair}
    written_out = sum(not is_language(cell.strip().lower()) for cell in cells if language_of(cell))
    return (
        len(languages) >= _SURE
        or written_out > 1
        or any(lang.partition("-")[0] in ours for lang in languages)
    )
