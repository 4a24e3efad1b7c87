"""The translation memory: what was translated before, and what people corrected.

One SQLite file below the state directory. Machine translations are a cache: a row is found only
for the same sentence, the same model and settings and the same glossary concepts. Corrections by
people are knowledge: they win over every model for the same sentence and language pair.
"""

from __future__ import annotations

import errno
import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from translator.article import TermOutcome, TermUse
from translator.errors import MemoryStoreError

MEMORY_FILE = "memory.sqlite"  # below the state directory
SCHEMA_VERSION = 1  # of the file
_SCHEMA = """
CREATE TABLE IF NOT EXISTS machine (
    source_lang TEXT NOT NULL, target_lang TEXT NOT NULL,
    source TEXT NOT NULL, context TEXT NOT NULL,
    target TEXT NOT NULL, terms TEXT NOT NULL, engine TEXT NOT NULL,
    PRIMARY KEY (source_lang, target_lang, source, context)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS human (
    source_lang TEXT NOT NULL, target_lang TEXT NOT NULL,
    source TEXT NOT NULL, target TEXT NOT NULL, document TEXT NOT NULL,
    PRIMARY KEY (source_lang, target_lang, source)
) WITHOUT ROWID;
"""
_FROM_BOTH_ENDS = (
    "SELECT * FROM human ORDER BY 1, 2, 3",
    "SELECT * FROM human ORDER BY 1 DESC, 2 DESC, 3 DESC",
)
_SHOWN = 60  # characters of a damaged row that are shown
_MAGIC = b"SQLite format 3\x00"
_BATCH = 400  # below SQLite's default limit of bound variables


@dataclass(frozen=True, slots=True)
class MachineEntry:
    """A cached machine translation of one sentence over one hop."""

    source: str
    context: str
    target: str
    engine: str
    terms: tuple[TermUse, ...] = ()


@dataclass(frozen=True, slots=True)
class HumanEntry:
    """A sentence as a person translated or corrected it; ``document`` says where."""

    source_lang: str
    target_lang: str
    source: str
    target: str
    document: str = ""


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
    out and named in ``problems``.

    Raises:
        MemoryStoreError: the file is not a memory or is damaged.
    """

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._damaged: dict[str, None] = {}
        with self._errors():
            self._connection = _connect(path, create=create)
            self._connection.text_factory = _text
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
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version != SCHEMA_VERSION:
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
                hint=_hint(error, self.path),
            ) from error

    def machine(
        self, pair: tuple[str, str], wanted: Sequence[tuple[str, str]]
    ) -> dict[tuple[str, str], MachineEntry]:
        """Return the cached entries for (source, context) keys; absent ones are left out."""
        found: dict[tuple[str, str], MachineEntry] = {}
        contexts = dict.fromkeys(wanted)
        for rows in self._rows_for(
            "SELECT source, context, target, terms, engine FROM machine",
            pair,
            [source for source, _ in wanted],
        ):
            for row in rows:
                if row[:2] in contexts and (entry := self._machine_entry(row)):
                    found[row[:2]] = entry
        return found

    def _machine_entry(self, row: tuple[object, ...]) -> MachineEntry | None:
        """Build the entry of (source, context, target, terms, engine); ``None`` if it is damaged."""
        source, context, target, terms, engine = row
        if (
            isinstance(source, str)
            and isinstance(context, str)
            and isinstance(target, str)
            and isinstance(engine, str)
            and (uses := _terms_from_json(terms)) is not None
        ):
            return MachineEntry(source, context, target, engine, uses)
        self._leave_out(source, human=False)
        return None

    def human(self, pair: tuple[str, str], sources: Sequence[str]) -> dict[str, str]:
        """Return the corrections for the given sentences."""
        found: dict[str, str] = {}
        for rows in self._rows_for("SELECT source, target FROM human", pair, sources):
            for source, target in rows:
                if isinstance(source, str) and isinstance(target, str):
                    found[source] = target
                else:
                    self._leave_out(source, human=True)
        return found

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

    def remember(self, pair: tuple[str, str], entries: Iterable[MachineEntry]) -> None:
        """Cache machine translations, in one transaction."""
        rows = [
            (*pair, e.source, e.context, e.target, _terms_to_json(e.terms), e.engine)
            for e in entries
        ]
        with self._lock, self._errors(), self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO machine VALUES (?,?,?,?,?,?,?)", rows
            )

    def learn(self, entries: Iterable[HumanEntry]) -> int:
        """Store corrections, the newest winning; return how many are new or changed."""
        rows = [(e.source_lang, e.target_lang, e.source, e.target, e.document) for e in entries]
        with self._lock, self._errors(), self._connection:
            before = self._connection.total_changes
            self._connection.executemany(
                "INSERT INTO human VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE SET "
                "target=excluded.target, document=excluded.document "
                "WHERE target IS NOT excluded.target",
                rows,
            )
            return self._connection.total_changes - before

    def corrections(self) -> list[HumanEntry]:
        """Return all corrections, in a stable order."""
        with self._lock, self._errors():
            rows = self._connection.execute("SELECT * FROM human ORDER BY 1, 2, 3").fetchall()
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
                "SELECT source_lang, target_lang, source, context, target, terms, engine "
                "FROM machine ORDER BY 1, 2, 3, 4"
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

    def corrections_digest(
        self, pair: tuple[str, str], sources: Sequence[str] | None = None
    ) -> str:
        """Return a digest of the corrections of a pair, or of those for some sentences only."""
        if sources is not None:
            known: Mapping[str, str] = self.human(pair, sources)
        else:
            known = {
                e.source: e.target
                for e in self.corrections()
                if (e.source_lang, e.target_lang) == pair
            }
        if not known:
            return ""
        text = json.dumps(sorted(known.items()), ensure_ascii=False)
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


def is_memory(path: Path) -> bool:
    """Say whether a file is a memory and not one in an exchange format."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC or path.name.startswith(MEMORY_FILE)
    except OSError:
        return False


def rescued(path: Path) -> Iterator[HumanEntry]:
    """Yield the corrections of another memory file, of a damaged one as many as can be read.

    Raises:
        MemoryStoreError: nothing of it can be read.
    """
    found: dict[HumanEntry, None] = {}
    failure: Exception | None = None
    for query in _FROM_BOTH_ENDS:  # damage in between stops either way
        try:
            connection = _read_only(path)
            connection.text_factory = _text
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


def _text(data: bytes) -> str | bytes:
    """Return a text of the database; bytes that are none count as a damaged row."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


def _connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """Open a memory for writing, or for reading where it cannot be written."""
    if not create and not path.exists():
        return _empty()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=30, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            with connection:
                if version in (0, SCHEMA_VERSION):
                    connection.executescript(_SCHEMA)
                if version == 0:
                    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
        except sqlite3.Error:
            connection.close()
            raise
    except (sqlite3.OperationalError, OSError) as error:
        if not _is_read_only(error):
            raise
        return _read_only(path) if path.exists() else _empty()
    return connection


def _empty() -> sqlite3.Connection:
    """Return a memory that holds nothing and takes nothing."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.executescript(_SCHEMA)
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
    connection.execute("PRAGMA query_only=1")
    return connection


def _read_only(path: Path) -> sqlite3.Connection:
    """Open a memory that nobody may write to; without a log beside it, it does not change either."""
    log = path.with_name(f"{path.name}-wal")
    unchanging = "" if log.exists() and log.stat().st_size else "&immutable=1"
    address = f"{path.resolve().as_uri()}?mode=ro{unchanging}"
    return sqlite3.connect(address, uri=True, check_same_thread=False)


def _is_read_only(error: Exception) -> bool:
    """Say whether something failed because the file or its folder may not be written."""
    if isinstance(error, OSError):
        return error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
    return _code(error) in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)


def _code(error: Exception) -> int:
    """Return SQLite's primary result code, or 0."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def _hint(error: Exception, path: Path) -> str:
    """Say what to do about the usual reasons; none of it costs a correction."""
    code = _code(error)
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    if full or code == sqlite3.SQLITE_FULL:
        return "free some space on the disk and run again; nothing is lost"
    if _is_read_only(error):
        return f"check who may write to {path.parent}; nothing is lost"
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return "another run is using it; wait until it has ended and run again"
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        aside = f"{path.name}.damaged"
        return (
            f"it holds people's corrections, so keep it: rename it to {aside}, then "
            f"translator memory import {path.parent / aside} takes over what can still be read"
        )
    return "check the disk and run again; leave the file where it is"
