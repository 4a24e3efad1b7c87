"""The translation memory: what was translated before, and what people corrected.

One SQLite file below the state directory. Machine translations are a cache: a row is found only
for the same sentence, the same model and settings and the same glossary concepts. Corrections by
people are knowledge: they win over every model for the same sentence and language pair.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from translator.article import TermOutcome, TermUse
from translator.errors import MemoryStoreError

MEMORY_FILE = "memory.sqlite"  # below the state directory
SCHEMA_VERSION = 1
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

    Raises:
        MemoryStoreError: the file is not a memory, is damaged or cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        with self._errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=30, check_same_thread=False)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._prepare()

    def _prepare(self) -> None:
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, SCHEMA_VERSION):
            raise MemoryStoreError(
                f"was written by a newer version of the tool (schema {version})",
                path=self.path,
                hint="update the tool, or delete the file: only speed and corrections are lost",
            )
        with self._connection:
            self._connection.executescript(_SCHEMA)
            self._connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")

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
                hint="move the file away; the next run starts a new one",
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
            for source, context, target, terms, engine in rows:
                if (source, context) in contexts:
                    found[source, context] = MachineEntry(
                        source, context, target, engine, _terms_from_json(terms)
                    )
        return found

    def human(self, pair: tuple[str, str], sources: Sequence[str]) -> dict[str, str]:
        """Return the corrections for the given sentences."""
        found: dict[str, str] = {}
        for rows in self._rows_for("SELECT source, target FROM human", pair, sources):
            found.update((source, target) for source, target in rows)
        return found

    def _rows_for(
        self, select: str, pair: tuple[str, str], sources: Sequence[str]
    ) -> Iterator[list[tuple[str, ...]]]:
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
        return [HumanEntry(*row) for row in rows]

    def machine_entries(self) -> Iterator[tuple[tuple[str, str], MachineEntry]]:
        """Yield all cached machine translations with their pair, in a stable order."""
        with self._lock, self._errors():
            rows = self._connection.execute(
                "SELECT source_lang, target_lang, source, context, target, engine, terms "
                "FROM machine ORDER BY 1, 2, 3, 4"
            ).fetchall()
        for source_lang, target_lang, source, context, target, engine, terms in rows:
            yield (
                (source_lang, target_lang),
                MachineEntry(source, context, target, engine, _terms_from_json(terms)),
            )

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


def _terms_from_json(text: str) -> tuple[TermUse, ...]:
    return tuple(
        TermUse(
            concept,
            source,
            target,
            TermOutcome(outcome),
            (span[0], span[1]),
            (target_span[0], target_span[1]) if target_span else None,
        )
        for concept, source, target, outcome, span, target_span in json.loads(text)
    )
