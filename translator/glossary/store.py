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
from pathlib import Path

from translator.errors import GlossaryError
from translator.glossary.concept import Concept, Glossary, MatchMode, Term
from translator.glossary.table import Record, Table, read_table

PROPERTIES = ("id", "match", "case", "translate", "domain", "note")
_LANGUAGE = re.compile(r"[a-z]{2}(-[a-z0-9]{2,8})*|fil|gsw|nds|hsb|dsb|yue|ckb")
_YES = frozenset({"yes", "y", "true", "1", "x", "ja", "j", "sensitive"})
_NO = frozenset({"no", "n", "false", "0", "nein", "insensitive"})


def load_glossary(paths: Sequence[Path]) -> Glossary:
    """Load all concepts of ``paths``, files or directories of ``*.csv``, in sorted file order.

    A missing directory is an empty glossary.

    Raises:
        GlossaryError: the first broken or duplicate row, with its file and line.
    """
    glossary, problems = read_glossary(paths)
    if problems:
        raise problems[0]
    return glossary


def read_glossary(paths: Sequence[Path]) -> tuple[Glossary, tuple[GlossaryError, ...]]:
    """Load what can be loaded, and return it with every problem met on the way."""
    concepts: list[Concept] = []
    problems: list[GlossaryError] = []
    seen: dict[tuple[str, ...], Concept] = {}
    files, missing = _files(paths)
    problems += missing
    for file in files:
        try:
            table = read_table(file)
        except GlossaryError as error:
            problems.append(error)
            continue
        if not languages_of(table):
            problems.append(_no_language(table))
            continue
        for row in table.rows:
            try:
                concept = _unique(concept_of(table, row), seen)
            except GlossaryError as error:
                problems.append(error)
            else:
                concepts.append(concept)
    return Glossary(tuple(concepts)), tuple(problems)


def languages_of(table: Table) -> tuple[str, ...]:
    """Return the columns of the table that hold terms of a language, in order."""
    return tuple(name for name in table.header if is_language(name))


def is_language(name: str) -> bool:
    """Say whether a column name is a language code; Indonesian is ``id-id``, ``id`` is taken."""
    return name != "id" and _LANGUAGE.fullmatch(name) is not None


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
            id=cells.get("id", "").strip() or slug(first[0].text),
            terms=terms,
            match=_match(cells.get("match", "")),
            case_sensitive=_flag("case", cells.get("case", ""), default=False),
            translate=_flag("translate", cells.get("translate", ""), default=True),
            domain=cells.get("domain", "").strip(),
            note=cells.get("note", "").strip(),
            path=str(table.path),
            line=row.line,
            extra={
                name: value
                for name, value in cells.items()
                if name not in PROPERTIES and not is_language(name) and value
            },
        )
    except ValueError as error:
        raise GlossaryError(
            str(error), path=table.path, line=row.line, hint="correct or remove the row"
        ) from error


def parse_terms(cell: str) -> tuple[Term, ...]:
    r"""Split a cell into its forms.

    Raises:
        ValueError: a form between two bars is empty, or a form stands twice.
    """
    if not cell.strip():
        return ()
    terms: list[Term] = []
    for part in _split(cell):
        text = unicodedata.normalize("NFC", part.strip())
        forbidden = text.startswith("!")
        text = _unescape(text[1:].strip() if forbidden else text)
        if not text:
            raise ValueError(f"an empty form in {cell.strip()!r}")
        if any(unicodedata.category(char) == "Cc" for char in text):
            raise ValueError(f"a control character or line break in {text!r}")
        if any(text == term.text for term in terms):
            raise ValueError(f"the form {text!r} stands twice in one cell")
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


def slug(text: str) -> str:
    """Return the id a term gets where the row gives none: ``EU-Kommission`` → ``eu-kommission``."""
    folded = text.casefold()
    for umlaut, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        folded = folded.replace(umlaut, plain)
    decomposed = unicodedata.normalize("NFKD", folded)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"[^\w]+", "-", plain).strip("-") or "term"


def _files(paths: Sequence[Path]) -> tuple[list[Path], list[GlossaryError]]:
    """Expand directories; a named file that is missing is a problem, a directory is not."""
    files: list[Path] = []
    problems: list[GlossaryError] = []
    for path in paths:
        if path.is_dir():
            files += sorted(p for p in path.rglob("*.csv") if not p.name.startswith((".", "~")))
        elif path.exists():
            files.append(path)
        elif path.suffix:
            problems.append(
                GlossaryError("there is no such glossary", path=path, hint="check the path")
            )
    return list(dict.fromkeys(files)), problems


def _unique(concept: Concept, seen: dict[tuple[str, ...], Concept]) -> Concept:
    """Return the concept if it is none of those seen before; remember it.

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
                f"{what} is a duplicate of {other.path}:{other.line}",
                path=concept.path,
                line=concept.line,
                hint="merge the rows, or give each meaning its own id",
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
        f"no column is a language (found: {', '.join(table.header)})",
        path=table.path,
        line=1,
        hint="name the columns de, en, pt …",
    )


def _match(value: str) -> MatchMode:
    """Read the match column."""
    try:
        return MatchMode(value.strip().lower() or "lemma")
    except ValueError:
        raise ValueError(f"match is {value.strip()!r}, not lemma or exact") from None


def _flag(name: str, value: str, *, default: bool) -> bool:
    """Read a yes/no column; an empty cell means the default."""
    word = value.strip().lower()
    if not word:
        return default
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError(f"{name} is {value.strip()!r}, not yes or no")


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
