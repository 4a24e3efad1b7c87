"""Change a glossary: find a concept, add, edit and remove its row, and take a change back.

The functions that prepare a change read and decide; only ``commit`` and ``undo`` write.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from translator.errors import GlossaryError, UsageError
from translator.files import write_atomic
from translator.glossary.columns import is_language
from translator.glossary.concept import Concept, Glossary
from translator.glossary.store import (
    NOT_READ,
    cells_of,
    concept_of,
    format_terms,
    load_glossary,
    parse_terms,
    slug,
    unique,
)
from translator.glossary.table import (
    append_rows,
    change_rows,
    new_table,
    remove_row,
    render_table,
    table_from,
)

UNDO_FOLDER = "glossary-undo"
UNDO_STEPS = 50  # changes that can be taken back
_STEPS = "[0-9]" * 6 + ".json"
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


def added(
    paths: Sequence[Path], file: Path, assignments: Mapping[str, tuple[str, str]], source: str
) -> Change:
    """Prepare a new concept at the end of ``file``, which is made if it is missing.

    Raises:
        GlossaryError: the cells are broken, or a concept has one of the ``source`` terms already
            (another meaning is told apart by an id of its own).
        UsageError: no term of the source language is given.
    """
    before = _bytes_of(file)
    table = table_from(before, file) if before else new_table(file, _COLUMNS)
    cells = {column: value for column, (_, value) in assignments.items()}
    terms = [text for column, text in cells.items() if column.partition("-")[0] == source]
    forms = [form.strip() for text in terms for form in text.split("|")]
    if not any(form and not form.startswith("!") for form in forms):
        raise UsageError(
            f"a concept needs a term in {source!r}, the language of the articles",
            hint="for example: de=Kiew en=Kyiv",
        )
    after = append_rows(table, [_normalised(cells, file)])
    new = concept_of(after, after.rows[-1])
    concepts = load_glossary(paths).concepts
    if not cells.get("id", "").strip():
        _refuse_known(new, concepts, source)
    _refuse_duplicate(new, concepts)
    return Change(file, before, render_table(after), f"add {_first_term(cells)}")


def edited(
    paths: Sequence[Path], concept: Concept, assignments: Mapping[str, tuple[str, str]]
) -> Change:
    """Prepare new cells for a concept; only those given change.

    Raises:
        GlossaryError: the new cells are broken, or make the concept a duplicate.
    """
    file = Path(concept.path)
    before = _bytes_of(file) or b""
    old = cells_of(concept)
    cells = {}
    for column, (operator, value) in assignments.items():
        cells[column] = (
            value if operator == "=" else _combined(old.get(column, ""), operator, value, file)
        )
    after = change_rows(table_from(before, file), {concept.line: _normalised(cells, file)})
    new = next(concept_of(after, row) for row in after.rows if row.line == concept.line)
    place = (concept.path, concept.line)
    concepts = load_glossary(paths).concepts
    _refuse_duplicate(new, (c for c in concepts if (c.path, c.line) != place))
    return Change(file, before, render_table(after), f"edit {concept.id}")


def removed(concept: Concept) -> Change:
    """Prepare the removal of a concept's row."""
    file = Path(concept.path)
    before = _bytes_of(file) or b""
    after = remove_row(table_from(before, file), concept.line)
    return Change(file, before, render_table(after), f"remove {concept.id}")


def updated(path: Path, updates: Sequence[tuple[Concept, Concept]]) -> Change:
    """Prepare new cells for many concepts (old, new) of one file."""
    before = _bytes_of(path) or b""
    cells = {
        old.line: {column: value for column, (_, value) in changed(old, new).items()}
        for old, new in updates
    }
    after = change_rows(table_from(before, path), cells)
    return Change(path, before, render_table(after), f"update {len(updates)} concepts")


def imported(file: Path, concepts: Sequence[Concept], base: Change | None = None) -> Change:
    """Prepare many new concepts at the end of ``file``, on top of the change ``base``.

    Raises:
        GlossaryError: the file is there and cannot be used.
    """
    before = _bytes_of(file)
    if base is not None:
        table = table_from(base.after, file)
    elif before:
        table = table_from(before, file)
    else:
        languages = sorted({lang for concept in concepts for lang in concept.terms})
        first = [lang for lang in ("de", "en", "pt", "es") if lang in languages]
        table = new_table(file, ("id", *dict.fromkeys([*first, *languages]), *_COLUMNS[3:]))
    rows = [{k: v for k, v in cells_of(concept).items() if v} for concept in concepts]
    what = f"{base.what}, add {len(rows)}" if base else f"add {len(rows)} concepts"
    return Change(file, before, render_table(append_rows(table, rows)), what)


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
        GlossaryError: somebody else has changed the file since it was read.
        PublishError: the file cannot be written.
    """
    if _bytes_of(change.path) != change.before:
        raise GlossaryError(
            "another program has changed the file just now", path=change.path, hint="try again"
        )
    folder = state / UNDO_FOLDER
    steps = sorted(folder.glob(_STEPS))
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
    steps = sorted((state / UNDO_FOLDER).glob(_STEPS))
    if not steps:
        raise UsageError("there is no change to take back", hint="git can take back older ones")
    try:
        record = json.loads(steps[-1].read_text(encoding="utf-8"))
        path = Path(record["path"])
        before, what = record["before"], record["what"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GlossaryError(
            "the record of the last change is damaged",
            path=steps[-1],
            hint="take it back with git or by hand, and delete this record",
        ) from error
    now = _bytes_of(path) or b""
    if hashlib.sha256(now).hexdigest() != record.get("after"):
        raise GlossaryError(
            f"the file was changed after {what!r}",
            path=path,
            hint="take it back with git or by hand",
        )
    if before is None:
        path.unlink()
        data = b""
    else:
        data = before.encode("utf-8", "surrogateescape")
        write_atomic(path, data)
    steps[-1].unlink()
    return Change(path, now, data, what)


def default_file(paths: Sequence[Path], domain: str) -> Path:
    """Return where a new concept goes: the file named like its domain, or ``house.csv``."""
    for path in paths:
        if path.suffix and not path.is_dir():
            return path
    folder = paths[0] if paths else Path("glossary")
    named = f"{slug(domain)}.csv" if domain else ""
    there = {file.name for file in folder.glob("*.csv")} if named else set()
    return folder / (named if named in there else "house.csv")


def own_file(file: Path, paths: Sequence[Path]) -> Path:
    """Return a file that was asked for as one the glossary is read from.

    A bare name stands for a file of the glossary folder.

    Raises:
        UsageError: nobody would read it: it lies elsewhere, or is no CSV file.
    """
    folders = [path for path in paths if path.is_dir() or not path.suffix]
    for place in (file, *(folder / file for folder in folders)):
        if any(same_file(place, path) for path in paths if path not in folders):
            return place
        if any(_inside(place, folder) for folder in folders):
            if place.suffix.lower() == ".csv" and not place.name.startswith((".", "~")):
                return place
            raise UsageError(f"{file} is no glossary file", hint=f"name it {file.stem}.csv")
    names = ", ".join(map(str, paths))
    raise UsageError(
        f"{file} lies outside the glossary ({names}), where nobody would read it",
        hint="give the name of a file in that folder, or name the other folder with --glossary",
    )


def _bytes_of(file: Path) -> bytes | None:
    """Return what a file holds, ``None`` if it is not there.

    Raises:
        GlossaryError: it cannot be read.
    """
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise GlossaryError(
            f"cannot read the glossary: {error.strerror}",
            path=file,
            hint="close it in other programs and check its name and who may read it",
        ) from error


def is_own_file(file: Path, paths: Sequence[Path]) -> bool:
    """Say whether a table or an exchange file would lie among those the glossary is read from."""
    return file.suffix.lower() in (".csv", *NOT_READ) and any(
        same_file(file, path) or _inside(file, path) for path in paths
    )


def same_file(file: Path, other: Path) -> bool:
    """Say whether two paths name the same place; links are not followed."""
    return _plain(file) == _plain(other)


def _inside(file: Path, folder: Path) -> bool:
    """Say whether a path leads into a folder; links count where they stand, not where they lead."""
    return _plain(folder) in _plain(file).parents


def _plain(path: Path) -> Path:
    """Return an absolute path without ``..``; links are not followed, a folder may be one."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve follows links


def _refuse_known(concept: Concept, others: Iterable[Concept], source: str) -> None:
    """Refuse a concept whose source terms, in whatever capitals, another concept has.

    Raises:
        GlossaryError: names the other concept and its place.
    """
    lang = source if concept.forms(source) else next(iter(concept.terms))
    wanted = {term.text.casefold(): term.text for term in concept.forms(lang)}
    for other in others:
        for term in other.forms(lang):
            if (text := wanted.get(term.text.casefold())) is None:
                continue
            role = " as a form that must not appear" if term.forbidden else ""
            raise _is_there(text, other, role)


def _refuse_duplicate(concept: Concept, others: Iterable[Concept]) -> None:
    """Refuse a concept that loading would leave out behind another.

    Raises:
        GlossaryError: names the other concept and its place.
    """
    for other in others:
        try:
            seen: dict[tuple[str, ...], Concept] = {}
            unique(other, seen)
            unique(concept, seen)
        except GlossaryError as error:
            raise _is_there(concept.preferred(next(iter(concept.terms))), other) from error


def _is_there(text: str, other: Concept, role: str = "") -> GlossaryError:
    known = f" ({other.id})" if text != other.id else ""
    return GlossaryError(
        f"{text!r} is there already{role}, in {other.place}{known}",
        hint=f"translator glossary edit {other.id}; another meaning needs an id= of its own",
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
