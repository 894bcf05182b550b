"""Models in the database: the gallery, and what people saved, every version kept."""

from __future__ import annotations

from typing import NamedTuple

from loopmodel.diagram import Diagram
from loopmodel.exchange.files import load
from loopmodel.store.database import Database


class Listed(NamedTuple):
    """One model in a list; `note` is its verdict (gallery) or when it was saved."""

    id: str
    name: str
    note: str


def gallery(database: Database) -> tuple[Listed, ...]:
    """The gallery models in their order, each with its verdict."""
    return tuple(Listed(*row) for row in database.run("SELECT id, name, verdict FROM gallery ORDER BY place"))


def gallery_diagram(database: Database, id_: str) -> Diagram | None:
    """One gallery model; None where there is none of that id."""
    return _diagram(database.run("SELECT document FROM gallery WHERE id = ?", [id_]))


def saved(database: Database) -> tuple[Listed, ...]:
    """The saved models, latest first, each with its newest version."""
    rows = database.run(
        "SELECT name, name, 'version ' || max(version) || ', ' || strftime(max(saved_at), '%Y-%m-%d %H:%M') "
        "FROM saved_models GROUP BY name ORDER BY max(saved_at) DESC"
    )
    return tuple(Listed(*row) for row in rows)


def save(database: Database, name: str, diagram: Diagram) -> int:
    """Save a drawing under a name and return its version; earlier versions stay."""
    with database.writing:  # one process holds the file, so one lock orders all who save
        newest = database.run("SELECT coalesce(max(version), 0) FROM saved_models WHERE name = ?", [name])[0][0]
        row = [name, newest + 1, diagram.to_json()]
        database.run("INSERT INTO saved_models (name, version, document) VALUES (?, ?, ?)", row)
    return int(newest) + 1


def saved_diagram(database: Database, name: str) -> Diagram | None:
    """The newest version of a saved model; None where there is none of that name."""
    rows = database.run("SELECT document FROM saved_models WHERE name = ? ORDER BY version DESC LIMIT 1", [name])
    return _diagram(rows)


def _diagram(rows: list[tuple[str]] | list[tuple[object, ...]]) -> Diagram | None:
    return load(str(rows[0][0]).encode("utf-8"))[0] if rows else None
