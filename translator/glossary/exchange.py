"""Import and export: which format a file has, and the formats that are tables or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from translator.errors import GlossaryError, UsageError
from translator.glossary.concept import Concept, MatchMode, Term
from translator.glossary.store import cells_of, concept_of, is_language, languages_of, slug
from translator.glossary.table import decode, parse_table
from translator.glossary.tbx import read_tbx, write_tbx

_PAIR = 2
_PAIR_WITH_LANGUAGES = 4


class ExchangeFormat(StrEnum):
    """A format other programs read; the pair formats hold two languages only."""

    CSV = "csv"  # our own columns
    TSV = "tsv"
    TBX = "tbx"
    JSON = "json"
    OMEGAT = "omegat"  # source, target, comment; tabs, no header
    DEEPL = "deepl"  # source, target, languages; commas, no header


def read_exchange(path: Path, pair: tuple[str, str]) -> tuple[Concept, ...]:
    """Read the concepts of a file in any format; ``pair`` is for tables without a header.

    Raises:
        GlossaryError: the file cannot be read or is broken; names the line where it can.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GlossaryError(
            f"cannot read the file: {error.strerror}", path=path, hint="check the path"
        ) from error
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return read_tbx(data, path)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return _read_json(data, path)
    return _read_table(decode(data, path), path, pair)


def write_exchange(
    concepts: Sequence[Concept], kind: ExchangeFormat, pair: tuple[str, str]
) -> bytes:
    """Write concepts in a format; the pair formats take the languages of ``pair`` only."""
    match kind:
        case ExchangeFormat.TBX:
            return write_tbx(concepts, pair[0])
        case ExchangeFormat.JSON:
            return _write_json(concepts)
        case ExchangeFormat.OMEGAT:
            return _table(_omegat_rows(concepts, pair), "\t")
        case ExchangeFormat.DEEPL:
            return _table(_deepl_rows(concepts, pair), ",")
        case ExchangeFormat.CSV | ExchangeFormat.TSV:
            return _own_table(concepts, "," if kind is ExchangeFormat.CSV else "\t")


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


def _read_json(data: bytes, path: Path) -> tuple[Concept, ...]:
    """Read our own JSON, or a plain object ``{"source": "target"}`` as a list of concepts has it."""
    try:
        value = json.loads(data.decode("utf-8-sig"))
        items = value["concepts"] if isinstance(value, dict) else value
        return tuple(_from_dict(item) for item in items)
    except json.JSONDecodeError as error:
        raise GlossaryError(
            f"not valid JSON: {error.msg}", path=path, line=error.lineno, hint="export it again"
        ) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise GlossaryError(
            f"not a glossary in JSON ({type(error).__name__}: {error})",
            path=path,
            hint="translator glossary export --format json shows what is expected",
        ) from error


def _from_dict(item: dict[str, Any]) -> Concept:
    terms = {
        lang: tuple(Term(str(t["text"]), bool(t.get("forbidden"))) for t in some)
        for lang, some in item["terms"].items()
        if some
    }
    first = next(iter(terms.values()))
    return Concept(
        id=item.get("id") or slug(first[0].text),
        terms=terms,
        match=MatchMode(item.get("match", "lemma")),
        case_sensitive=bool(item.get("case_sensitive", False)),
        translate=bool(item.get("translate", True)),
        domain=item.get("domain", ""),
        note=item.get("note", ""),
        extra=item.get("extra", {}),
    )


def _own_table(concepts: Sequence[Concept], delimiter: str) -> bytes:
    """Write our own columns; those nobody uses are left out, the id is always there."""
    rows = [cells_of(concept) | {"id": concept.id} for concept in concepts]
    columns = dict.fromkeys(name for row in rows for name, value in row.items() if value)
    languages = [name for name in columns if is_language(name)]
    others = [name for name in columns if name != "id" and not is_language(name)]
    header = ["id", *languages, *others]
    return _table([header, *([row.get(name, "") for name in header] for row in rows)], delimiter)


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


def _table(rows: Sequence[Sequence[str]], delimiter: str) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode()


def _read_table(text: str, path: Path, pair: tuple[str, str]) -> tuple[Concept, ...]:
    """Read a table with our header, or pairs without one.

    Raises:
        GlossaryError: a row is broken.
    """
    table = parse_table(text, path)
    known = {*languages_of(table)}
    if known and ("id" in table.header or {*table.header[:2]} & known):
        return tuple(replace(concept_of(table, row), path="", line=0) for row in table.rows)
    return _read_pairs(text, path, pair)


def _read_pairs(text: str, path: Path, pair: tuple[str, str]) -> tuple[Concept, ...]:
    """Read source, target and, if they are there, comment or languages; same source, one concept."""
    first = next((line for line in text.splitlines() if line[:1] not in ("", "#")), "")
    delimiter = max(("\t", ";", ","), key=first.count)
    concepts: dict[tuple[str, str], Concept] = {}
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter)
    for row in reader:
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].startswith("#"):
            continue
        if len(cells) < _PAIR or not cells[0] or not cells[1]:
            raise GlossaryError(
                "a row needs a source and a target",
                path=path,
                line=reader.line_num,
                hint="or name the columns de, en … in a header",
            )
        source, target = pair
        note = cells[2] if len(cells) == _PAIR + 1 else ""
        if len(cells) >= _PAIR_WITH_LANGUAGES and all(is_language(c.lower()) for c in cells[2:4]):
            source, target = cells[2].lower(), cells[3].lower()
        before = concepts.get((source, cells[0]))
        forms = before.terms.get(target, ()) if before else ()
        terms: dict[str, tuple[Term, ...]] = {source: (Term(cells[0]),)}
        terms.update(before.terms if before else {})
        terms[target] = tuple(dict.fromkeys((*forms, Term(cells[1]))))
        concepts[source, cells[0]] = Concept(
            slug(cells[0]), terms, note=before.note if before else note
        )
    return _distinct_ids(tuple(concepts.values()))


def _distinct_ids(concepts: Sequence[Concept]) -> tuple[Concept, ...]:
    """Number ids that two sources share (``Rat`` and ``rät``)."""
    seen: dict[str, int] = {}
    result = []
    for concept in concepts:
        count = seen[concept.id] = seen.get(concept.id, 0) + 1
        result.append(replace(concept, id=f"{concept.id}-{count}") if count > 1 else concept)
    return tuple(result)
