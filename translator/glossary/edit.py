"""Change a glossary: find a concept, add, edit and remove its row, and take a change back.

The functions that prepare a change read and decide; only ``commit`` and ``undo`` write.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from translator.errors import GlossaryError, UsageError
from translator.glossary.concept import Concept, Glossary
from translator.glossary.store import (
    cells_of,
    concept_of,
    format_terms,
    is_language,
    parse_terms,
    read_glossary,
    slug,
)
from translator.glossary.table import (
    Table,
    append_row,
    change_row,
    new_table,
    parse_table,
    read_table,
    remove_row,
    render_table,
)
from translator.publish.files import write_atomic

UNDO_FOLDER = "glossary-undo"
UNDO_STEPS = 50
_COLUMNS = ("de", "en", "pt", "match", "case", "translate", "domain", "note")


@dataclass(frozen=True, slots=True)
class Change:
    """New bytes for one glossary file; ``before`` is ``None`` for a new file."""

    path: Path
    before: bytes | None
    after: bytes
    what: str


def find_concepts(glossary: Glossary, text: str) -> tuple[Concept, ...]:
    """Return the concepts with this id, or else with this term in any language."""
    by_id = tuple(concept for concept in glossary.concepts if concept.id == text)
    if by_id:
        return by_id
    wanted = text.casefold()
    return tuple(
        concept
        for concept in glossary.concepts
        if any(term.text.casefold() == wanted for terms in concept.terms.values() for term in terms)
    )


def find_concept(glossary: Glossary, text: str) -> Concept:
    """Return the one concept that ``text``, an id or a term, means.

    Raises:
        UsageError: there is none, or more than one; the hint names what comes near.
    """
    found = find_concepts(glossary, text)
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(f"{c.id} ({c.path}:{c.line})" for c in found)
        raise UsageError(f"{text!r} is in {len(found)} concepts", hint=f"use an id: {ids}")
    names = {term.text for c in glossary.concepts for terms in c.terms.values() for term in terms}
    names |= {concept.id for concept in glossary.concepts}
    near = difflib.get_close_matches(text, sorted(names), n=3)
    hint = f"near: {', '.join(near)}" if near else "translator glossary list shows all"
    raise UsageError(f"no concept has the id or term {text!r}", hint=hint)


def parse_assignments(
    words: Sequence[str], languages: Sequence[str] = ()
) -> dict[str, tuple[str, str]]:
    """Read ``column=value``, ``column+=form`` and ``column-=form`` into column → (operator, value).

    Words without ``=`` are terms of ``languages``, in order.

    Raises:
        UsageError: a column stands twice, or there are more bare words than languages.
    """
    assignments: dict[str, tuple[str, str]] = {}
    rest = list(languages)
    for word in words:
        column, equals, value = word.partition("=")
        operator = "="
        if equals and column[-1:] in "+-":
            operator, column = column[-1:] + "=", column[:-1]
        column = column.strip().lower()
        if not equals or not (is_language(column) or column.isidentifier()):
            if not rest:
                raise UsageError(f"which column is {word!r} for?", hint="write column=value")
            column, operator, value = rest.pop(0), "=", word
        if column in assignments:
            raise UsageError(f"{column} is given twice", hint="separate forms by |: en=one|other")
        if operator != "=" and not is_language(column):
            raise UsageError(f"{column} is no language", hint=f"write {column}=value")
        assignments[column] = (operator, value)
    return assignments


def added(paths: Sequence[Path], file: Path, assignments: Mapping[str, tuple[str, str]]) -> Change:
    """Prepare a new concept at the end of ``file``, which is made if it is missing.

    Raises:
        GlossaryError: the cells are broken, or the concept is there already.
        UsageError: no term is given.
    """
    before = file.read_bytes() if file.exists() else None
    table = read_table(file) if before is not None else new_table(file, _COLUMNS)
    cells = {column: value for column, (_, value) in assignments.items()}
    if not any(is_language(column) for column in cells):
        raise UsageError("a concept needs a term", hint="for example: de=Kiew en=Kyiv")
    after = append_row(table, _normalised(cells, file))
    return _checked(paths, table, after, before, f"add {_first_term(cells)}")


def edited(
    paths: Sequence[Path], concept: Concept, assignments: Mapping[str, tuple[str, str]]
) -> Change:
    """Prepare new cells for a concept; only those given change.

    Raises:
        GlossaryError: the new cells are broken, or make the concept a duplicate.
    """
    file = Path(concept.path)
    before = file.read_bytes()
    table = read_table(file)
    old = cells_of(concept)
    cells = {}
    for column, (operator, value) in assignments.items():
        cells[column] = (
            value if operator == "=" else _combined(old.get(column, ""), operator, value, file)
        )
    after = change_row(table, concept.line, _normalised(cells, file))
    return _checked(paths, table, after, before, f"edit {concept.id}")


def removed(concept: Concept) -> Change:
    """Prepare the removal of a concept's row."""
    file = Path(concept.path)
    table = read_table(file)
    after = remove_row(table, concept.line)
    return Change(file, file.read_bytes(), render_table(after), f"remove {concept.id}")


def imported(
    paths: Sequence[Path], file: Path, concepts: Sequence[Concept], base: Change | None = None
) -> Change:
    """Prepare many new concepts at the end of ``file``, on top of the change ``base``.

    Raises:
        GlossaryError: one of them is broken or a duplicate.
    """
    before = file.read_bytes() if file.exists() else None
    languages = sorted({lang for concept in concepts for lang in concept.terms})
    first = [lang for lang in ("de", "en", "pt") if lang in languages]
    columns = ("id", *dict.fromkeys([*first, *languages]), *_COLUMNS[3:])
    if base is not None:
        table = parse_table(base.after.decode(), file)
    else:
        table = read_table(file) if before is not None else new_table(file, columns)
    start = table
    for concept in concepts:
        table = append_row(table, {k: v for k, v in cells_of(concept).items() if v})
    what = f"{base.what}, add {len(concepts)}" if base else f"add {len(concepts)} concepts"
    return _checked(paths, start, table, before, what)


def changed(concept: Concept, new: Concept) -> dict[str, tuple[str, str]]:
    """Return the assignments that turn ``concept`` into ``new``; unknown columns are left alone."""
    before, after = cells_of(concept), cells_of(new)
    return {
        column: ("=", after.get(column, ""))
        for column in dict.fromkeys((*before, *after))
        if column != "id" and before.get(column, "") != after.get(column, "")
    }


def commit(change: Change, state: Path) -> None:
    """Write a change and keep what was there, so that ``undo`` can take it back.

    Raises:
        PublishError: the file cannot be written.
    """
    folder = state / UNDO_FOLDER
    steps = sorted(folder.glob("*.json"))
    number = int(steps[-1].stem) + 1 if steps else 1
    record = {
        "path": str(change.path.resolve()),
        "what": change.what,
        "before": None
        if change.before is None
        else change.before.decode("utf-8", "surrogateescape"),
        "after": hashlib.sha256(change.after).hexdigest(),
    }
    data = json.dumps(record, ensure_ascii=True, indent=1).encode()
    write_atomic(folder / f"{number:06}.json", data)
    write_atomic(change.path, change.after)
    for old in steps[: len(steps) + 1 - UNDO_STEPS]:
        old.unlink(missing_ok=True)


def undo(state: Path) -> Change:
    """Take the last change back and return it as it was made.

    Raises:
        UsageError: there is nothing to take back.
        GlossaryError: the file was changed since by other means.
    """
    steps = sorted((state / UNDO_FOLDER).glob("*.json"))
    if not steps:
        raise UsageError("there is no change to take back", hint="git can take back older ones")
    record = json.loads(steps[-1].read_text(encoding="utf-8"))
    path = Path(record["path"])
    now = path.read_bytes() if path.exists() else b""
    if hashlib.sha256(now).hexdigest() != record["after"]:
        raise GlossaryError(
            f"the file was changed after {record['what']!r}",
            path=path,
            hint="take it back with git or by hand",
        )
    before = record["before"]
    if before is None:
        path.unlink()
        data = b""
    else:
        data = before.encode("utf-8", "surrogateescape")
        write_atomic(path, data)
    steps[-1].unlink()
    return Change(path, now, data, record["what"])


def default_file(paths: Sequence[Path], domain: str) -> Path:
    """Return where a new concept goes: the file named like its domain, or ``house.csv``."""
    for path in paths:
        if path.suffix and not path.is_dir():
            return path
    folder = paths[0] if paths else Path("glossary")
    named = folder / f"{slug(domain)}.csv" if domain else folder / "house.csv"
    return named if named.exists() else folder / "house.csv"


def _checked(
    paths: Sequence[Path], old: Table, new: Table, before: bytes | None, what: str
) -> Change:
    """Hold the new rows against the whole glossary, without writing anything."""
    glossary, _ = read_glossary(paths)
    elsewhere = [c for c in glossary.concepts if Path(c.path).resolve() != new.path.resolve()]
    known = {record.raw for record in old.rows}
    own = [(concept_of(new, record), record.raw in known) for record in new.rows]
    for concept, was_there in own:
        if not was_there:
            others = [other for other, _ in own if other is not concept]
            _refuse_duplicate(concept, [*elsewhere, *others], new.path)
    return Change(new.path, before, render_table(new), what)


def _refuse_duplicate(concept: Concept, others: Sequence[Concept], file: Path) -> None:
    lang, terms = next(iter(concept.terms.items()))
    for other in others:
        same_term = other.preferred(lang) == terms[0].text and other.domain == concept.domain
        derived = concept.id == slug(terms[0].text)
        if other.id == concept.id or (same_term and derived):
            raise GlossaryError(
                f"{terms[0].text!r} is there already, in {other.path}:{other.line}",
                path=file,
                hint=f"translator glossary edit {other.id}, or give the new one an id=",
            )


def _normalised(cells: Mapping[str, str], file: Path) -> dict[str, str]:
    """Write language cells the way the store writes them.

    Raises:
        GlossaryError: a cell is broken.
    """
    try:
        return {
            column: format_terms(parse_terms(value)) if is_language(column) else value.strip()
            for column, value in cells.items()
        }
    except ValueError as error:
        raise GlossaryError(str(error), path=file, hint="correct the term") from error


def _combined(cell: str, operator: str, value: str, file: Path) -> str:
    """Add forms to a cell or take them out."""
    try:
        terms, given = parse_terms(cell), parse_terms(value)
    except ValueError as error:
        raise GlossaryError(str(error), path=file) from error
    texts = {term.text for term in given}
    kept = tuple(term for term in terms if term.text not in texts)
    return format_terms(kept + given if operator == "+=" else kept)


def _first_term(cells: Mapping[str, str]) -> str:
    return next(value for column, value in cells.items() if is_language(column))
