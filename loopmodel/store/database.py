"""The one door to DuckDB: one connection for the process, a cursor for each use."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

DEFAULT = Path(__file__).resolve().parents[2] / "data" / "loopmodel.duckdb"
ATTEMPTS = 8
SETTINGS: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": "false"}


def default_path() -> Path:
    """Where the database file lies: LOOPMODEL_DATABASE, else beside the gallery."""
    return Path(os.environ.get("LOOPMODEL_DATABASE") or DEFAULT)


@dataclass(frozen=True, eq=False)
class Database:
    """An open database.

    path        its file, or None where it lives in memory only
    memory_why  one sentence that says why it is in memory and what to do, or None
    """

    connection: duckdb.DuckDBPyConnection
    path: Path | None
    memory_why: str | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    writing: threading.Lock = field(default_factory=threading.Lock)

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement with bound values and return its rows; a write conflict is tried again."""
        for attempt in range(ATTEMPTS):
            try:
                with self.lock:
                    cursor = self.connection.cursor()
                with cursor:
                    return cursor.execute(sql, list(values)).fetchall()
            except duckdb.TransactionException:
                if attempt == ATTEMPTS - 1:
                    raise
                time.sleep(0.01 * 2**attempt)
        return []

    @property
    def lost(self) -> bool:
        """Whether the file was deleted while open; a new one must be built."""
        return self.path is not None and not self.path.exists()


def open_database(path: Path | None = None) -> Database:
    """Open (or make) the database file; where that cannot be, one in memory that says why."""
    file = path or default_path()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return Database(duckdb.connect(str(file), config=SETTINGS), file)
    except (duckdb.Error, OSError) as error:
        return Database(duckdb.connect(":memory:", config=SETTINGS), None, _why(file, error))


def _why(file: Path, error: Exception) -> str:
    lost = "Models saved now are kept until the app stops; download what you want to keep."
    if "lock" in str(error).lower():
        return f"Another Loopmodel has {file.name} open, so this one works in memory. {lost}"
    if isinstance(error, PermissionError) or "permission" in str(error).lower() or "read-only" in str(error).lower():
        return f"The folder {file.parent.name} cannot be written to, so Loopmodel works in memory. {lost}"
    broken = f"{file.name} cannot be opened as a database, so Loopmodel works in memory."
    return f"{broken} {lost} Move the file away to have it rebuilt."
