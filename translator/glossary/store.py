r"""Load concepts from the CSV files of a glossary, and write concepts as rows.

Columns: one per language (``de``, ``en``, ``pt-br``) and optionally ``id``, ``match`` (lemma or
exact), ``case`` (yes: case matters), ``translate`` (no: stays as it is), ``domain``, ``note``.
Forms of a cell are separated by ``|``, the preferred one first; a leading ``!`` forbids a form;
``\|``, ``\!`` and ``\\`` stand for the characters themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from translator.errors import GlossaryError
from translator.glossary.columns import PROPERTIES, is_language
from translator.glossary.concept import Concept, Glossary, MatchMode, Term
from translator.glossary.table import QUOTING_HINT, Record, RecordKind, Table, read_table

_CONTROL = ("Cc", "Cs")  # steers a terminal, or is no character at all
DEFAULT_FOLDER = "glossary"  # nobody asked for it by name, so it may be missing
_AS_CSV = "save it there as CSV UTF-8"
_IMPORT = "take it over with: translator glossary import"
NOT_READ = dict.fromkeys((".xlsx", ".xlsm", ".xls", ".ods", ".numbers"), _AS_CSV) | dict.fromkeys(
    (".tbx", ".tsv", ".tab", ".utf8"), _IMPORT
)
_YES = frozenset({"yes", "y", "true", "1", "x", "ja", "j", "sensitive"})
_NO = frozenset({"no", "n", "false", "0", "nein", "insensitive"})


def load_glossary(paths: Sequence[Path]) -> Glossary:
    """Load all concepts of ``paths``, files or directories of ``*.csv``, in sorted file order.

    What is broken is left out and named in ``problems``: a row stops only itself, a file that
    cannot be read only itself. The folder ``glossary`` may be missing.

    Raises:
        GlossaryError: a file that was asked for by name is not there.
    """
    concepts: list[Concept] = []
    files, problems = _files(paths)
    seen: dict[tuple[str, ...], Concept] = {}
    for file in files:
        try:
            table = read_table(file)
            if not languages_of(table):
                raise _no_language(table)
        except GlossaryError as error:
            problems.append(_whole_file(error))
            continue
        for row in table.records:
            try:
                if row.kind is RecordKind.BROKEN:
                    raise broken_row(table.path, row)
                if row.kind is RecordKind.ROW:
                    concepts.append(unique(concept_of(table, row), seen))
            except GlossaryError as error:
                problems.append(error)
    return Glossary(tuple(concepts), tuple(problems))


def broken_row(path: Path, row: Record) -> GlossaryError:
    """Return the error of a record whose quoting is broken."""
    return GlossaryError(row.problem, path=path, line=row.line, hint=QUOTING_HINT)


def _whole_file(error: GlossaryError) -> GlossaryError:
    """Say what it means that a file cannot be used."""
    hint = f"{error.hint}; until then none of its terms is used"
    return GlossaryError(error.message, path=error.path, line=error.line, hint=hint)


def languages_of(table: Table) -> tuple[str, ...]:
    """Return the columns of the table that hold terms of a language, in order."""
    return tuple(name for name in table.header if is_language(name))


def concept_of(table: Table, row: Record) -> Concept:
    """Turn a row into a concept.

    Raises:
        GlossaryError: the row is broken; names the file and the line.
    """
    cells = _named_cells(table, row)
    try:
        terms = {
            lang: parsed
            for lang in languages_of(table)
            if (parsed := parse_terms(cells.get(lang, "")))
        }
        if not terms:
            raise ValueError("the row has no term")  # noqa: TRY301 - one place adds file and line
        first = next(iter(terms.values()))
        return Concept(
            id=_one_line("id", cells) or slug(first[0].text),
            terms=terms,
            match=_match(cells.get("match", "")),
            case_sensitive=_flag("case", cells.get("case", ""), default=False),
            translate=_flag("translate", cells.get("translate", ""), default=True),
            domain=_one_line("domain", cells),
            note=printable(cells.get("note", "")).strip(),
            path=str(table.path),
            line=row.line,
            extra={
                printable(name): printable(value)
                for name, value in cells.items()
                if name not in PROPERTIES and not is_language(name) and value
            },
        )
    except ValueError as error:
        raise GlossaryError(
            str(error), path=table.path, line=row.line, hint="correct or remove the row"
        ) from error


def checked(concept: Concept) -> Concept:
    """Return a concept that came from elsewhere as a row of the glossary would hold it.

    Raises:
        ValueError: a row could not hold it: no term, an odd language, a control character …
    """
    if not concept.terms:
        raise ValueError("it has no term")
    for lang in concept.terms:
        if not is_language(lang):
            raise ValueError(f"{shortened(lang)!r} is no code of a language")
    texts = {"id": concept.id, "domain": concept.domain}
    return replace(
        concept,
        id=_one_line("id", texts),
        domain=_one_line("domain", texts),
        terms={lang: parse_terms(format_terms(terms)) for lang, terms in concept.terms.items()},
        note=printable(concept.note).strip(),
        extra={
            printable(name): printable(value)
            for name, value in concept.extra.items()
            if name and value and name not in PROPERTIES and not is_language(name)
        },
    )


def parse_terms(cell: str) -> tuple[Term, ...]:
    r"""Split a cell into its forms.

    Raises:
        ValueError: a form between two bars is empty, or a form stands twice.
    """
    if not cell.strip():
        return ()
    terms: list[Term] = []
    seen: set[str] = set()
    for part in _split(cell):
        text = unicodedata.normalize("NFC", part.strip())
        forbidden = text.startswith("!")
        text = _unescape(text[1:].strip() if forbidden else text)
        if not text:
            raise ValueError(f"an empty form in {shortened(cell)!r}")
        if any(unicodedata.category(char) in _CONTROL for char in text):
            raise ValueError(
                f"a control character in {shortened(text)!r}, or a quote that closes in a later row"
            )
        if text in seen:
            raise ValueError(f"the form {shortened(text)!r} stands twice in one cell")
        seen.add(text)
        terms.append(Term(text, forbidden))
    # Preferred forms lead, so that readers of the tuple need not look at the mark.
    return tuple(sorted(terms, key=lambda term: term.forbidden))


def format_terms(terms: Sequence[Term]) -> str:
    """Write forms as a cell; ``parse_terms`` reads it back."""
    return "|".join(("!" if term.forbidden else "") + _escape(term.text) for term in terms)


def cells_of(concept: Concept, *, with_id: bool = True) -> dict[str, str]:
    """Return the cells of a concept by column; an id that follows from the term is left empty."""
    cells = {lang: format_terms(terms) for lang, terms in concept.terms.items()}
    first = next(iter(concept.terms.values()), ())
    derived = bool(first) and concept.id == slug(first[0].text)
    return {
        "id": concept.id if with_id and not derived else "",
        **cells,
        "match": "" if concept.match is MatchMode.LEMMA else concept.match.value,
        "case": "yes" if concept.case_sensitive else "",
        "translate": "" if concept.translate else "no",
        "domain": concept.domain,
        "note": concept.note,
        **concept.extra,
    }


def printable(text: str) -> str:
    """Return a note without the control characters that steer a terminal or break a format."""
    if text.isprintable():
        return text
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _CONTROL)


def shortened(text: str, most: int = 60) -> str:
    """Return a cell as it can stand in a message."""
    text = text.strip()
    return text if len(text) <= most else f"{text[:most]}…"


def slug(text: str) -> str:
    """Return the id a term gets where the row gives none: ``EU-Kommission`` → ``eu-kommission``."""
    folded = text.casefold()
    for umlaut, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        folded = folded.replace(umlaut, plain)
    decomposed = unicodedata.normalize("NFKD", folded)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"[^\w]+", "-", plain).strip("-") or "term"


def _files(paths: Sequence[Path]) -> tuple[list[Path], list[GlossaryError]]:
    """Expand directories, and name the files in them that look like glossaries and are not read.

    Raises:
        GlossaryError: a file that was asked for by name is not there.
    """
    files: list[Path] = []
    problems: list[GlossaryError] = []
    for path in paths:
        if path.is_dir():
            for file in sorted(p for p in path.rglob("*") if not p.name.startswith((".", "~"))):
                suffix = file.suffix.lower()
                if suffix == ".csv" and file.is_file():
                    files.append(file)
                elif suffix in NOT_READ:
                    problems.append(_not_read(file, NOT_READ[suffix]))
        elif path.exists():
            files.append(path)
        elif path.suffix:
            raise GlossaryError("there is no such glossary", path=path, hint="check the path")
        elif path.name != DEFAULT_FOLDER:
            problems.append(
                GlossaryError("there is no such folder", path=path, hint="check the path")
            )
    return list(dict.fromkeys(files)), problems


def _not_read(file: Path, remedy: str) -> GlossaryError:
    return GlossaryError(
        f"{file.suffix} files in the glossary are not read", path=file, hint=remedy
    )


def unique(concept: Concept, seen: dict[tuple[str, ...], Concept]) -> Concept:
    """Return the concept if it is none of those seen before; remember it in ``seen``.

    Raises:
        GlossaryError: its id, or its first term within its domain, was there before.
    """
    lang, terms = next(iter(concept.terms.items()))
    keys = (("id", concept.id), ("term", lang, terms[0].text, concept.domain))
    derived = concept.id == slug(terms[0].text)
    for key in keys[: 1 if not derived else 2]:
        if (other := seen.get(key)) is not None:
            what = f"id {concept.id!r}" if key[0] == "id" and not derived else repr(terms[0].text)
            raise GlossaryError(
                f"{what} is a duplicate of {other.place}",
                path=concept.path,
                line=concept.line or None,
                hint="remove the row or merge the two; two meanings need an id each",
            )
    for key in keys:
        seen.setdefault(key, concept)
    return concept


def _named_cells(table: Table, row: Record) -> Mapping[str, str]:
    """Pair the cells of a row with its columns.

    Raises:
        GlossaryError: the row has more cells than the header has columns.
    """
    extra = [cell for cell in row.cells[len(table.header) :] if cell.strip()]
    if extra:
        raise GlossaryError(
            f"the row has {len(row.cells)} cells, the header {len(table.header)}",
            path=table.path,
            line=row.line,
            hint=f"quote a cell that holds {table.delimiter!r}",
        )
    return dict(zip(table.header, row.cells, strict=False))


def _no_language(table: Table) -> GlossaryError:
    return GlossaryError(
        f"no column is a language (found: {shortened(printable(', '.join(table.header)))})",
        path=table.path,
        line=1,
        hint="name the columns de, en, pt …",
    )


def _match(value: str) -> MatchMode:
    """Read the match column."""
    try:
        return MatchMode(value.strip().lower() or "lemma")
    except ValueError:
        raise ValueError(f"match is {shortened(value)!r}, not lemma or exact") from None


def _one_line(name: str, cells: Mapping[str, str]) -> str:
    """Read a column that names something."""
    value = cells.get(name, "").strip()
    if any(unicodedata.category(char) in _CONTROL for char in value):
        raise ValueError(f"a control character or line break in the {name}")
    return value


def _flag(name: str, value: str, *, default: bool) -> bool:
    """Read a yes/no column; an empty cell means the default."""
    word = value.strip().lower()
    if not word:
        return default
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError(f"{name} is {shortened(value)!r}, not yes or no")


def _split(cell: str) -> Iterator[str]:
    """Split at bars that no backslash escapes."""
    start, position = 0, 0
    while position < len(cell):
        if cell[position] == "\\":
            position += 1
        elif cell[position] == "|":
            yield cell[start:position]
            start = position + 1
        position += 1
    yield cell[start:]


def _escape(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("|", "\\|")
    return f"\\{escaped}" if escaped.startswith("!") else escaped


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
