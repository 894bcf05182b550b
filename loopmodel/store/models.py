"""Models in the database: the gallery, and what people saved, every version kept."""

from __future__ import annotations

from typing import NamedTuple

from loopmodel.diagram import Diagram
from loopmodel.exchange.files import load
from loopmodel.store.database import Database


class Listed(NamedTuple):
    """One model of the gallery; `note` is its verdict."""

    id: str
    name: str
    note: str


def gallery(database: Database) -> tuple[Listed, ...]:
    """The gallery models in their order, each with its verdict."""
    return tuple(Listed(*row) for row in database.run("SELECT id, name, verdict FROM gallery ORDER BY place"))


def gallery_diagram(database: Database, id_: str) -> Diagram | None:
    """One gallery model; None where there is none of that id."""
    return _diagram(database.run("SELECT document FROM gallery WHERE id = ?", [id_]))


class SavedModel(NamedTuple):
    """One version of a saved model."""

    name: str
    version: int
    at: str


def saved(database: Database, most: int = 200) -> tuple[SavedModel, ...]:
    """What was saved, latest first: every version, at most `most` of them."""
    rows = database.run(
        "SELECT name, version, strftime(saved_at, '%Y-%m-%d %H:%M') FROM saved_models "
        "ORDER BY saved_at DESC, version DESC LIMIT ?",
        [most],
    )
    return tuple(SavedModel(*row) for row in rows)


def save(database: Database, name: str, diagram: Diagram) -> int:
    """Save a drawing under a name and return its version; earlier versions stay."""
    with database.writing:  # one process holds the file, so one lock orders all who save
        newest = database.run("SELECT coalesce(max(version), 0) FROM saved_models WHERE name = ?", [name])[0][0]
        row = [name, newest + 1, diagram.to_json()]
        database.run("INSERT INTO saved_models (name, version, document) VALUES (?, ?, ?)", row)
    return int(newest) + 1


def saved_diagram(database: Database, name: str, version: int | None = None) -> Diagram | None:
    """A version of a saved model, the newest if none is named; None where there is none."""
    rows = database.run(
        "SELECT document FROM saved_models WHERE name = ? AND version = coalesce(?, version) "
        "ORDER BY version DESC LIMIT 1",
        [name, version],
    )
    return _diagram(rows)


def _diagram(rows: list[tuple[str]] | list[tuple[object, ...]]) -> Diagram | None:
    return load(str(rows[0][0]).encode("utf-8"))[0] if rows else None
