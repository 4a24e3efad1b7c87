"""The translation memory: what was translated before, and what people corrected.

One SQLite file below the state directory. Machine translations are a cache: a row is found only
for the same sentence, the same model and settings and the same glossary concepts. Corrections by
people are knowledge: they win over every model for the same sentence and language pair, and one
that was made between the same neighbours wins over the others. Every row says where it comes from:
the model or the person, the article, and when.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Self

from translator.article import TermOutcome, TermUse
from translator.errors import MemoryStoreError
from translator.translate.memory_file import (
    EARLIER,
    MEMORY_FILE,
    SCHEMA_VERSION,
    as_ours,
    as_text,
    connect,
    hint_for,
    is_memory,
    read_only,
    version_of,
)

__all__ = [
    "MEMORY_FILE",
    "HumanEntry",
    "MachineEntry",
    "Memory",
    "PairCount",
    "is_memory",
    "places",
    "rescued",
]

_FROM_BOTH_ENDS = (
    "SELECT * FROM human ORDER BY 1, 2, 3",
    "SELECT * FROM human ORDER BY 1 DESC, 2 DESC, 3 DESC",
)
_SHOWN = 60  # characters of a damaged row that are shown
_BATCH = 400  # below SQLite's default limit of bound variables


@dataclass(frozen=True, slots=True)
class MachineEntry:
    """A cached machine translation of one sentence over one hop."""

    source: str
    context: str
    target: str
    engine: str
    terms: tuple[TermUse, ...] = ()
    document: str = ""  # the article it was translated for first
    made: str = ""  # when
    score: float | None = None  # the model's, of its draft


@dataclass(frozen=True, slots=True)
class HumanEntry:
    """A sentence as a person translated or corrected it.

    ``document`` says where, ``who`` and ``made`` who did it and when, as far as that is known.
    ``before`` and ``after`` are the sentences of the source around it; without them it holds
    anywhere. ``source_codes`` and ``target_codes`` are the two with their inline codes, as TMX writes
    a segment; empty where they have none.
    """

    source_lang: str
    target_lang: str
    source: str
    target: str
    document: str = ""
    who: str = ""
    made: str = ""
    before: str = ""
    after: str = ""
    source_codes: str = ""
    target_codes: str = ""


Place = tuple[str, str, str]  # a sentence of the source, the one before it, the one after it


def places(sentences: Sequence[str]) -> list[Place]:
    """Return the sentences of an article, in their order, each between its neighbours."""
    around = ["", *sentences, ""]
    return list(zip(sentences, around, around[2:], strict=False))


@dataclass(frozen=True, slots=True)
class PairCount:
    """How much the memory holds for one language pair."""

    source_lang: str
    target_lang: str
    machine: int
    human: int


class Memory:
    """A memory file, opened. Safe to share between threads; close it when done.

    Where the file or its folder cannot be written it is read all the same, and without ``create``
    no file is made: a memory that is not there is an empty one. Rows that cannot be read are left
    out and named in ``problems``. With a ``clock`` what is remembered has the time.

    Raises:
        MemoryStoreError: the file is not a memory or is damaged.
    """

    def __init__(
        self, path: Path, *, create: bool = True, clock: Callable[[], str] | None = None
    ) -> None:
        self.path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._damaged: dict[str, None] = {}
        with self._errors():
            self._connection = connect(path, create=create)
            self._connection.text_factory = as_text
        try:
            with self._errors():
                self._check_version()
        except MemoryStoreError:
            self._connection.close()
            raise

    @property
    def problems(self) -> tuple[str, ...]:
        """Return a line for every damaged row that was met so far."""
        return tuple(self._damaged)

    def _check_version(self) -> None:
        version = version_of(self._connection)
        if version in EARLIER:  # it cannot be written: it is read as it is
            as_ours(self._connection, version)
        elif version != SCHEMA_VERSION:
            raise MemoryStoreError(
                f"was written by another version of the tool (schema {version})",
                path=self.path,
                hint="update the tool; the file holds people's corrections, so do not delete it",
            )

    def _leave_out(self, source: object, human: object) -> None:
        """Note a row that holds something else than what this tool writes."""
        kind = "a correction: learn or import it again" if human else "made anew when it is needed"
        text = source if isinstance(source, str) else repr(source)
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        self._damaged[f"{self.path}: a row is damaged and was left out: {shown!r} ({kind})"] = None

    def close(self) -> None:
        """Write everything out and close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn the database's errors into ours."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise MemoryStoreError(
                f"the translation memory cannot be used: {error}",
                path=self.path,
                hint=hint_for(error, self.path),
            ) from error

    def machine(
        self, pair: tuple[str, str], wanted: Sequence[tuple[str, str]]
    ) -> dict[tuple[str, str], MachineEntry]:
        """Return the cached entries for (source, context) keys; absent ones are left out."""
        found: dict[tuple[str, str], MachineEntry] = {}
        contexts = dict.fromkeys(wanted)
        for rows in self._rows_for(
            "SELECT source, context, target, terms, engine, document, made, score FROM machine",
            pair,
            [source for source, _ in wanted],
        ):
            for row in rows:
                if row[:2] in contexts and (entry := self._machine_entry(row)):
                    found[row[:2]] = entry
        return found

    def _machine_entry(self, row: tuple[object, ...]) -> MachineEntry | None:
        """Build the entry of a row, the pair left out; ``None`` if it is damaged."""
        source, context, target, terms, engine, document, made, score = row
        if (
            isinstance(source, str)
            and isinstance(context, str)
            and isinstance(target, str)
            and isinstance(engine, str)
            and isinstance(score, float | None)
            and (uses := _terms_from_json(terms)) is not None
        ):
            said = str(document), str(made), score
            return MachineEntry(source, context, target, engine, uses, *said)
        self._leave_out(source, human=False)
        return None

    def human(self, pair: tuple[str, str], sources: Sequence[str]) -> dict[str, str]:
        """Return the corrections for the given sentences, the newest of each, wherever it was made."""
        newest: dict[str, tuple[str, bool, str, str, str]] = {}
        for source, before, after, target, made in self._human_rows(pair, sources):
            rank = (made, not before + after, before, after, target)
            newest[source] = max(rank, newest.get(source, rank))
        return {source: rank[-1] for source, rank in newest.items()}

    def in_context(self, pair: tuple[str, str], wanted: Sequence[Place]) -> dict[Place, str]:
        """Return the corrections that were made of sentences between the same neighbours."""
        rows = self._human_rows(pair, [source for source, *_ in wanted])
        found = {(source, before, after): target for source, before, after, target, _ in rows}
        return {place: found[place] for place in wanted if place in found and any(place[1:])}

    def _human_rows(
        self, pair: tuple[str, str], sources: Sequence[str]
    ) -> Iterator[tuple[str, str, str, str, str]]:
        select = "SELECT source, before, after, target, made FROM human"
        for rows in self._rows_for(select, pair, sources):
            for row in rows:
                if all(isinstance(value, str) for value in row):
                    yield row
                else:
                    self._leave_out(row[0], human=True)

    def _rows_for(
        self, select: str, pair: tuple[str, str], sources: Sequence[str]
    ) -> Iterator[list[tuple[Any, ...]]]:
        unique = list(dict.fromkeys(sources))
        for start in range(0, len(unique), _BATCH):
            batch = unique[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            where = f"WHERE source_lang=? AND target_lang=? AND source IN ({marks})"
            with self._lock, self._errors():
                yield self._connection.execute(f"{select} {where}", (*pair, *batch)).fetchall()

    def remember(
        self,
        pair: tuple[str, str],
        entries: Iterable[MachineEntry],
        document: str = "",
    ) -> None:
        """Cache machine translations made for an article, in one transaction."""
        made = self._clock() if self._clock else ""
        rows = [
            (
                *(*pair, e.source, e.context, e.target, _terms_to_json(e.terms), e.engine),
                *(e.document or document, e.made or made, e.score),
            )
            for e in entries
        ]
        with self._lock, self._errors(), self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO machine VALUES (?,?,?,?,?,?,?,?,?,?)", rows
            )

    def learn(self, entries: Iterable[HumanEntry]) -> int:
        """Store corrections, the newest winning; return how many are new or changed."""
        rows = [astuple(entry) for entry in entries]
        with self._lock, self._errors(), self._connection:
            before = self._connection.total_changes
            self._connection.executemany(
                "INSERT INTO human VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET "
                "target=excluded.target, document=excluded.document, who=excluded.who, "
                "made=excluded.made, source_codes=excluded.source_codes, "
                "target_codes=excluded.target_codes WHERE target IS NOT excluded.target",
                rows,
            )
            return self._connection.total_changes - before

    def machines(self, pair: tuple[str, str], sources: Sequence[str]) -> dict[str, set[str]]:
        """Return what models have made of sentences, whatever the model and the glossary."""
        found: dict[str, set[str]] = {}
        for rows in self._rows_for("SELECT source, target FROM machine", pair, sources):
            for source, target in rows:
                found.setdefault(source, set()).add(target)
        return found

    def corrections(self) -> list[HumanEntry]:
        """Return all corrections, in a stable order."""
        with self._lock, self._errors():
            rows = self._connection.execute(
                "SELECT * FROM human ORDER BY 1, 2, 3, before, after"
            ).fetchall()
        entries = []
        for row in rows:
            if all(isinstance(value, str) for value in row):
                entries.append(HumanEntry(*row))
            else:
                self._leave_out(row[2], human=True)
        return entries

    def machine_entries(self) -> Iterator[tuple[tuple[str, str], MachineEntry]]:
        """Yield all cached machine translations with their pair, in a stable order."""
        with self._lock, self._errors():
            rows = self._connection.execute(
                "SELECT source_lang, target_lang, source, context, target, terms, engine, "
                "document, made, score FROM machine ORDER BY 1, 2, 3, 4"
            ).fetchall()
        for source_lang, target_lang, *rest in rows:
            if entry := self._machine_entry(tuple(rest)):
                yield (str(source_lang), str(target_lang)), entry

    def counts(self) -> list[PairCount]:
        """Return the sizes per language pair."""
        with self._lock, self._errors():
            rows = self._connection.execute(
                "SELECT source_lang, target_lang, SUM(machine), SUM(human) FROM ("
                "SELECT source_lang, target_lang, 1 AS machine, 0 AS human FROM machine UNION ALL "
                "SELECT source_lang, target_lang, 0, 1 FROM human) GROUP BY 1, 2 ORDER BY 1, 2"
            ).fetchall()
        return [PairCount(*row) for row in rows]

    def clear(self, *, human: bool = False) -> int:
        """Delete the machine cache, and the corrections too if asked; return the rows deleted."""
        with self._lock, self._errors(), self._connection:
            deleted = self._connection.execute("DELETE FROM machine").rowcount
            if human:
                deleted += self._connection.execute("DELETE FROM human").rowcount
        with self._lock, self._errors():
            self._connection.execute("VACUUM")
        return deleted

    def forget(self, source_lang: str, sentences: Iterable[str]) -> int:
        """Delete what machines made of sentences, on every way; return the rows deleted."""
        deleted, pending = 0, [(source_lang, text) for text in sentences]
        with self._lock, self._errors(), self._connection:
            for key in pending:  # grows by what stood between on the way
                rows = self._connection.execute(
                    "DELETE FROM machine WHERE source_lang=? AND source=? "
                    "RETURNING target_lang, target",
                    key,
                ).fetchall()
                deleted += len(rows)
                pending += rows
        return deleted

    def corrections_digest(
        self, pair: tuple[str, str], sources: Sequence[str] | None = None
    ) -> str:
        """Return a digest of the corrections of a pair, or of those for some sentences only."""
        if sources is None:
            own = [e for e in self.corrections() if (e.source_lang, e.target_lang) == pair]
            sources = list(dict.fromkeys(entry.source for entry in own))
        known = self.human(pair, sources)
        if not known:
            return ""
        rows = self._human_rows(pair, sources)
        told: list[Any] = sorted(known.items())
        told += sorted(row[:4] for row in rows if row[1] or row[2])
        text = json.dumps(told, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def _terms_to_json(terms: Sequence[TermUse]) -> str:
    rows = [
        [t.concept, t.source, t.target, t.outcome.value, t.source_span, t.target_span]
        for t in terms
    ]
    return json.dumps(rows, ensure_ascii=False)


def _terms_from_json(text: object) -> tuple[TermUse, ...] | None:
    """Read the terms of a cached translation; ``None`` if that is not what stands there."""
    try:
        return tuple(
            TermUse(
                str(concept),
                str(source),
                str(target),
                TermOutcome(outcome),
                (int(span[0]), int(span[1])),
                (int(target_span[0]), int(target_span[1])) if target_span else None,
            )
            for concept, source, target, outcome, span, target_span in json.loads(str(text))
        )
    except (ValueError, TypeError, LookupError, RecursionError):
        return None


def rescued(path: Path) -> Iterator[HumanEntry]:
    """Yield the corrections of another memory file, of a damaged one as many as can be read.

    Raises:
        MemoryStoreError: nothing of it can be read.
    """
    found: dict[HumanEntry, None] = {}
    failure: Exception | None = None
    for query in _FROM_BOTH_ENDS:  # damage in between stops either way
        try:
            connection = read_only(path)
            connection.text_factory = as_text
            try:
                for row in connection.execute(query):
                    if all(isinstance(value, str) for value in row):
                        found[HumanEntry(*row)] = None
            finally:
                connection.close()
        except (sqlite3.Error, OSError) as error:
            failure = error
    if failure and not found:
        raise MemoryStoreError(
            f"no correction in it can be read: {failure}",
            path=path,
            hint="keep the file; a backup of it may be better",
        ) from failure
    yield from found
