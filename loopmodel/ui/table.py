"""A collection of a drawing as an editable table, and the table's changes as a new drawing. Pure: no Streamlit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from loopmodel.diagram import Diagram
from loopmodel.edit import add, new_id, remove, set_field
from loopmodel.fields import COLLECTIONS, FIELDS, Field
from loopmodel.typed import UnreadableError, kind_of, read, typed_as

SHOWN = {
    "nodes": (
        "name",
        "role",
        "start",
        "retention",
        "inflow",
        "capacity",
        "revenue",
        "acquisition_cost",
        "group",
        "note",
    ),
    "links": ("source", "target", "rate", "lag", "mode", "via", "note"),
    "harms": ("killer", "target", "host", "severity", "note"),
    "needs": ("link", "node", "half", "note"),
}
PROBLEM = "problem"
LONGEST = 200  # characters of a cell


def fields(collection: str) -> tuple[Field, ...]:
    """The fields a table shows, in order."""
    known = {f.name: f for f in FIELDS[COLLECTIONS[collection]]}
    return tuple(known[name] for name in SHOWN[collection])


def table(diagram: Diagram, collection: str, problems: Mapping[str, str]) -> pd.DataFrame:
    """One row an element, in file order; numbers and ranges as a person would type them."""
    rows = diagram.items(collection)
    columns: dict[str, Any] = {}
    if problems:
        columns[PROBLEM] = _text([problems.get(str(item.get("id")), "") for item in rows])
    for spec in fields(collection):
        values = [_cell(spec, item.get(spec.name, spec.default)) for item in rows]
        columns[spec.name] = _text(values)
    return pd.DataFrame(columns, copy=False)


def _text(values: list[str | None]) -> Any:
    return pd.array(values, dtype="str")


def _cell(spec: Field, value: Any) -> str | None:
    if spec.numeric:
        return typed_as(value, kind_of(spec.name))[:LONGEST] or None
    return value if isinstance(value, str) else None


def apply(diagram: Diagram, collection: str, changes: Mapping[str, Any]) -> Diagram:
    """The drawing after a table's edited, added and deleted rows; rows are counted as the table was filled."""
    made = diagram
    for row, cells in (changes.get("edited_rows") or {}).items():
        for name, value in cells.items():
            made = set_field(made, collection, int(row), name, _typed(diagram, collection, name, value))
    gone = [str(diagram.items(collection)[int(row)].get("id")) for row in changes.get("deleted_rows") or ()]
    for cells in changes.get("added_rows") or ():
        filled = {name: _typed(diagram, collection, name, value) for name, value in cells.items() if value is not None}
        if filled:
            made = add(made, collection, _new(made, collection, filled))
    return remove(made, gone) if gone else made


def _new(diagram: Diagram, collection: str, filled: dict[str, Any]) -> dict[str, Any]:
    if collection == "nodes":
        stem = str(filled.get("role") or "node")
    elif collection == "links":
        stem = f"{filled.get('source', 'from')}-{filled.get('target', 'to')}"[:90]
    else:
        stem = COLLECTIONS[collection]
    return {"id": new_id(diagram, stem), **filled}


def _typed(diagram: Diagram, collection: str, name: str, value: Any) -> Any:
    """The value of a cell; a text that is no number stays as it is, and the check says what is wrong with it."""
    spec = next((f for f in fields(collection) if f.name == name), None)
    if spec is None or not spec.numeric or not isinstance(value, str):
        return value
    if not value.strip():
        return None
    try:
        return read(value, kind_of(name), str(diagram.document.get("period") or "week"))
    except UnreadableError:
        return value.strip()
