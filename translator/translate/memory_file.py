"""The file of a translation memory: its tables, how it is opened, what its errors mean."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

MEMORY_FILE = "memory.sqlite"  # below the state directory
SCHEMA_VERSION = 3  # of the file; 1 knew neither persons nor times nor neighbours, 2 no scores
_SCHEMA = """
CREATE TABLE IF NOT EXISTS machine (
    source_lang TEXT NOT NULL, target_lang TEXT NOT NULL,
    source TEXT NOT NULL, context TEXT NOT NULL,
    target TEXT NOT NULL, terms TEXT NOT NULL, engine TEXT NOT NULL,
    document TEXT NOT NULL DEFAULT '', made TEXT NOT NULL DEFAULT '', score REAL,
    PRIMARY KEY (source_lang, target_lang, source, context)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS human (
    source_lang TEXT NOT NULL, target_lang TEXT NOT NULL,
    source TEXT NOT NULL, target TEXT NOT NULL, document TEXT NOT NULL,
    who TEXT NOT NULL DEFAULT '', made TEXT NOT NULL DEFAULT '',
    before TEXT NOT NULL DEFAULT '', after TEXT NOT NULL DEFAULT '',
    source_codes TEXT NOT NULL DEFAULT '', target_codes TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (source_lang, target_lang, source, before, after)
) WITHOUT ROWID;
"""
_FROM_2 = "ALTER TABLE machine ADD COLUMN score REAL;"
_FROM_1 = f"""
ALTER TABLE machine ADD COLUMN document TEXT NOT NULL DEFAULT '';
ALTER TABLE machine ADD COLUMN made TEXT NOT NULL DEFAULT '';
{_FROM_2}
ALTER TABLE human RENAME TO human_1;
"""
_OVER = """
INSERT INTO human (source_lang, target_lang, source, target, document)
    SELECT source_lang, target_lang, source, target, document FROM human_1;
DROP TABLE human_1;
"""
_AS_2 = "CREATE TEMP VIEW machine AS SELECT *, NULL AS score FROM main.machine;"
_AS_1 = """
CREATE TEMP VIEW machine AS
    SELECT *, '' AS document, '' AS made, NULL AS score FROM main.machine;
CREATE TEMP VIEW human AS SELECT *, '' AS who, '' AS made, '' AS before, '' AS after,
    '' AS source_codes, '' AS target_codes FROM main.human;
"""
EARLIER = (1, 2)
_MAGIC = b"SQLite format 3\x00"


def is_memory(path: Path) -> bool:
    """Say whether a file is a memory and not one in an exchange format."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC or path.name.startswith(MEMORY_FILE)
    except OSError:
        return False


def as_text(data: bytes) -> str | bytes:
    """Return a text of the database; bytes that are none count as a damaged row."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """Open a memory for writing, or for reading where it cannot be written."""
    if not create and not path.exists():
        return _empty()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=30, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            version = version_of(connection)
            if version in EARLIER:
                _brought_up(connection, version)
            elif version in (0, SCHEMA_VERSION):
                connection.executescript(_SCHEMA)
                connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
        except sqlite3.Error:
            connection.close()
            raise
    except (sqlite3.OperationalError, OSError) as error:
        if not _is_read_only(error):
            raise
        return read_only(path) if path.exists() else _empty()
    return connection


def _brought_up(connection: sqlite3.Connection, version: int) -> None:
    """Make a memory of an earlier schema one of ours, all or nothing."""
    steps = f"{_FROM_1}{_SCHEMA}{_OVER}" if version == 1 else _FROM_2
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        if version_of(connection) == version:  # nobody else was faster
            for statement in steps.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")


def version_of(connection: sqlite3.Connection) -> int:
    """Return the number of the schema a file has; 0 is a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def as_ours(connection: sqlite3.Connection, version: int) -> None:
    """Let a memory of an earlier schema that cannot be written look like one of ours."""
    connection.executescript(_AS_1 if version == 1 else _AS_2)


def _empty() -> sqlite3.Connection:
    """Return a memory that holds nothing and takes nothing."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.executescript(_SCHEMA)
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
    connection.execute("PRAGMA query_only=1")
    return connection


def read_only(path: Path) -> sqlite3.Connection:
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


def hint_for(error: Exception, path: Path) -> str:
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
