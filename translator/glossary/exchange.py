"""Import and export: which format a file has, and the formats that are tables or JSON.

What a file says about a concept is held against the rules of the glossary when it is read, so
that an error names that file and the line in it; the rest of the file is taken all the same.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from translator.errors import GlossaryError, UsageError
from translator.glossary.columns import is_language
from translator.glossary.concept import Concept, MatchMode, Term
from translator.glossary.encoding import decode
from translator.glossary.header import deepl_languages, header_row
from translator.glossary.store import broken_row, cells_of, checked, concept_of, slug
from translator.glossary.table import (
    NEW_DELIMITER,
    Record,
    RecordKind,
    Sheet,
    split_records,
    with_header,
    write_rows,
)
from translator.glossary.tbx import read_tbx, write_tbx

TABS = (".tsv", ".tab", ".txt")  # names of files whose cells stand between tabs
_PAIR = 2  # cells of a row: source and target


class ExchangeFormat(StrEnum):
    """A format other programs read; the pair formats hold two languages only."""

    CSV = "csv"  # our own columns
    TSV = "tsv"
    TBX = "tbx"  # TBX-Basic, version 2
    TBX3 = "tbx3"  # TBX-Basic, version 3
    JSON = "json"
    OMEGAT = "omegat"  # source, target, comment; tabs, no header
    DEEPL = "deepl"  # source, target, languages; commas or tabs, no header


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What a file holds; ``pairs``: it knows pairs of terms only, no domains and no rules.

    ``path`` and ``line`` of a concept say where it stands in that file.
    """

    concepts: tuple[Concept, ...]
    problems: tuple[GlossaryError, ...] = ()
    pairs: bool = False


def read_exchange(path: Path, pair: tuple[str, str]) -> Exchanged:
    """Read the concepts of a file in any format; ``pair`` is for tables without a header.

    Raises:
        GlossaryError: the file cannot be read, or nothing in it can be used; names the line where
            it can.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GlossaryError(
            f"cannot read the file: {error.strerror}", path=path, hint="check the path"
        ) from error
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start == b"<" or data.startswith((b"\xff\xfe<", b"\xfe\xff\x00<")):
        found = _all_checked(enumerate(read_tbx(data, path), 1), path, pair[0])
    elif start in (b"{", b"["):
        found = _read_json(data, path, pair[0])
    else:
        found = _read_table(split_records(decode(data, path)[0]), path, pair)
    if found.problems and not found.concepts:
        raise found.problems[0]
    return found


def write_exchange(
    concepts: Sequence[Concept], kind: ExchangeFormat, pair: tuple[str, str], *, tabs: bool = False
) -> bytes:
    """Write concepts in a format; the pair formats take the languages of ``pair`` only.

    ``tabs`` has DeepL's table written with tabs.
    """
    match kind:
        case ExchangeFormat.TBX | ExchangeFormat.TBX3:
            return write_tbx(concepts, pair[0], 2 if kind is ExchangeFormat.TBX else 3)
        case ExchangeFormat.JSON:
            return _write_json(concepts)
        case ExchangeFormat.OMEGAT:
            return write_rows(_omegat_rows(concepts, pair), "\t", bom=False)
        case ExchangeFormat.DEEPL:
            return write_rows(_deepl_rows(concepts, pair), "\t" if tabs else ",", bom=False)
        case ExchangeFormat.CSV | ExchangeFormat.TSV:
            delimiter = NEW_DELIMITER if kind is ExchangeFormat.CSV else "\t"
            return write_rows(_own_rows(concepts), delimiter, bom=True)


def format_of(path: Path) -> ExchangeFormat:
    """Guess a format from the name of a file to be written.

    Raises:
        UsageError: the name says nothing.
    """
    by_suffix = {
        ".csv": ExchangeFormat.CSV,
        ".tsv": ExchangeFormat.TSV,
        ".tab": ExchangeFormat.OMEGAT,
        ".utf8": ExchangeFormat.OMEGAT,
        ".txt": ExchangeFormat.OMEGAT,
        ".tbx": ExchangeFormat.TBX,
        ".xml": ExchangeFormat.TBX,
        ".json": ExchangeFormat.JSON,
    }
    if path.suffix.lower() not in by_suffix:
        raise UsageError(
            f"what format is {path.name!r}?", hint=f"--format {'|'.join(ExchangeFormat)}"
        )
    return by_suffix[path.suffix.lower()]


def as_dict(concept: Concept) -> dict[str, Any]:
    """Return a concept as JSON values, without its place."""
    return {
        "id": concept.id,
        "terms": {
            lang: [{"text": t.text, "forbidden": t.forbidden} for t in terms]
            for lang, terms in concept.terms.items()
        },
        "match": concept.match.value,
        "case_sensitive": concept.case_sensitive,
        "translate": concept.translate,
        "domain": concept.domain,
        "note": concept.note,
        "extra": dict(concept.extra),
    }


def _write_json(concepts: Sequence[Concept]) -> bytes:
    data = {"format": 1, "concepts": [as_dict(concept) for concept in concepts]}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _read_json(data: bytes, path: Path, source: str) -> Exchanged:
    """Read our own JSON, or a list of its concepts."""
    try:
        value = json.loads(data.decode("utf-8-sig"))
        items = list(value["concepts"] if isinstance(value, dict) else value)
    except json.JSONDecodeError as error:
        raise GlossaryError(
            f"not valid JSON: {error.msg}", path=path, line=error.lineno, hint="export it again"
        ) from error
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise GlossaryError(
            f"not a glossary in JSON ({type(error).__name__}: {error})",
            path=path,
            hint="translator glossary export --format json shows what is expected",
        ) from error
    return _all_checked(enumerate(items, 1), path, source)


def _all_checked(items: Iterable[tuple[int, Any]], path: Path, source: str) -> Exchanged:
    """Hold numbered concepts, or the JSON values of some, against the rules of the glossary."""
    concepts, problems = [], []
    for number, item in items:
        try:
            concept = item if isinstance(item, Concept) else _from_dict(item)
            concepts.append(replace(_source_first(checked(concept), source), path=str(path)))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            what = str(error) if type(error) is ValueError else f"{type(error).__name__}: {error}"
            hint = "translator glossary export --format json shows what is expected"
            problems.append(
                GlossaryError(
                    f"concept {number} is not one of a glossary: {what}", path=path, hint=hint
                )
            )
    return Exchanged(tuple(concepts), tuple(problems))


def _from_dict(item: dict[str, Any]) -> Concept:
    terms = {
        str(lang).lower(): tuple(Term(str(t["text"]), bool(t.get("forbidden"))) for t in some)
        for lang, some in item["terms"].items()
        if some
    }
    first = next(iter(terms.values()), ())
    return Concept(
        id=str(item.get("id") or (slug(first[0].text) if first else "")),
        terms=terms,
        match=MatchMode(item.get("match", "lemma")),
        case_sensitive=bool(item.get("case_sensitive", False)),
        translate=bool(item.get("translate", True)),
        domain=str(item.get("domain", "")),
        note=str(item.get("note", "")),
        extra={str(name): str(value) for name, value in dict(item.get("extra", {})).items()},
    )


def _source_first(concept: Concept, source: str) -> Concept:
    """Put the language of the articles first: it is where an id follows from."""
    if source not in concept.terms:
        return concept
    return replace(concept, terms={source: concept.terms[source], **concept.terms})


def _own_rows(concepts: Sequence[Concept]) -> list[list[str]]:
    """Return our own columns; those nobody uses are left out, the id is always there."""
    rows = [cells_of(concept) | {"id": concept.id} for concept in concepts]
    columns = dict.fromkeys(name for row in rows for name, value in row.items() if value)
    languages = [name for name in columns if is_language(name)]
    others = [name for name in columns if name != "id" and not is_language(name)]
    header = ["id", *languages, *others]
    return [header, *([row.get(name, "") for name in header] for row in rows)]


def _omegat_rows(concepts: Sequence[Concept], pair: tuple[str, str]) -> list[list[str]]:
    """Return a row for each pair of forms; the comment has the note."""
    return [
        [form, target, " ".join(concept.note.split())]
        for concept in concepts
        for form in concept.allowed(pair[0])
        for target in _targets(concept, pair)
    ]


def _deepl_rows(concepts: Sequence[Concept], pair: tuple[str, str]) -> list[list[str]]:
    """Return a row for each source form with its preferred target; DeepL wants no form twice."""
    rows: dict[str, list[str]] = {}
    for concept in concepts:
        for form in concept.allowed(pair[0]):
            for target in _targets(concept, pair)[:1]:
                rows.setdefault(form, [form, target, *pair])
    return list(rows.values())


def _targets(concept: Concept, pair: tuple[str, str]) -> tuple[str, ...]:
    """Return the forms of the target language; what stays as it is maps to itself."""
    targets = concept.allowed(pair[1])
    if targets or concept.translate:
        return targets
    return concept.allowed(pair[0])[:1]


def _read_table(sheet: Sheet, path: Path, pair: tuple[str, str]) -> Exchanged:
    """Read a table with a header, or pairs without one.

    Raises:
        GlossaryError: its first row looks like a header and cannot be used as one.
    """
    broken = tuple(broken_row(path, r) for r in sheet.records if r.kind is RecordKind.BROKEN)
    header = header_row(sheet, path, pair)
    if header is None:
        found = _read_pairs(sheet, path, pair)
        return replace(found, problems=broken + found.problems)
    table = replace(with_header(sheet, path), header=header)
    concepts, problems = [], list(broken)
    for row in table.rows:
        try:
            concepts.append(_source_first(concept_of(table, row), pair[0]))
        except GlossaryError as error:
            problems.append(error)
    # A table of terms alone knows neither domains nor columns, so it must not empty them.
    pairs = not any(c.domain or c.extra or not c.translate for c in concepts)
    return Exchanged(tuple(concepts), tuple(problems), pairs=pairs)


def _read_pairs(sheet: Sheet, path: Path, pair: tuple[str, str]) -> Exchanged:
    """Read source, target and, if they are there, comment or languages; same source, one concept."""
    languages = deepl_languages(sheet) or pair
    forms: dict[str, dict[Term, None]] = defaultdict(dict)
    first: dict[str, tuple[Record, str]] = {}
    problems = []
    for row in sheet.rows:
        cells = [cell.strip() for cell in row.cells]
        if len(cells) < _PAIR or not cells[0] or not cells[1]:
            problems.append(
                GlossaryError(
                    "a row needs a source and a target",
                    path=path,
                    line=row.line,
                    hint="or name the columns de, en … in a header",
                )
            )
            continue
        first.setdefault(cells[0], (row, cells[2] if len(cells) == _PAIR + 1 else ""))
        forms[cells[0]][Term(cells[1])] = None
    concepts = []
    for source, (row, note) in first.items():
        terms = {languages[0]: (Term(source),), languages[1]: tuple(forms[source])}
        concept = _source_first(Concept("", terms, note=note), pair[0])
        try:
            identifier = slug(next(iter(concept.terms.values()))[0].text)
            named = checked(replace(concept, id=identifier))
        except ValueError as error:
            problems.append(
                GlossaryError(str(error), path=path, line=row.line, hint="correct the row")
            )
        else:
            concepts.append(replace(named, path=str(path), line=row.line))
    return Exchanged(_distinct_ids(concepts), tuple(problems), pairs=True)


def _distinct_ids(concepts: Sequence[Concept]) -> tuple[Concept, ...]:
    """Number ids that two sources share (``Rat`` and ``rät``)."""
    seen: dict[str, int] = {}
    result = []
    for concept in concepts:
        count = seen[concept.id] = seen.get(concept.id, 0) + 1
        result.append(replace(concept, id=f"{concept.id}-{count}") if count > 1 else concept)
    return tuple(result)
