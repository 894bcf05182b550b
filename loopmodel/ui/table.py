"""A collection of a drawing as an editable table, and the table's changes as a new drawing. Pure: no Streamlit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from loopmodel.diagram import Diagram
from loopmodel.edit import add, new_id, remove, set_field
from loopmodel.fields import COLLECTIONS, FIELDS, Field

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


def fields(collection: str) -> tuple[Field, ...]:
    """The fields a table shows, in order."""
    known = {f.name: f for f in FIELDS[COLLECTIONS[collection]]}
    return tuple(known[name] for name in SHOWN[collection])


def table(diagram: Diagram, collection: str, problems: Mapping[str, str]) -> pd.DataFrame:
    """One row an element, in file order; estimates as their middle, a value that is none of its kind left empty."""
    rows = diagram.items(collection)
    columns: dict[str, Any] = {}
    if problems:
        columns[PROBLEM] = _text([problems.get(str(item.get("id")), "") for item in rows])
    for spec in fields(collection):
        values = [_cell(spec, item.get(spec.name, spec.default)) for item in rows]
        columns[spec.name] = np.array(values, dtype=np.float64) if spec.numeric else _text(values)
    return pd.DataFrame(columns, copy=False)


def _text(values: list[str | None]) -> Any:
    return pd.array(values, dtype="str")


def _cell(spec: Field, value: Any) -> Any:
    if isinstance(value, dict):
        value = value.get("mid")
    if not spec.numeric:
        return value if isinstance(value, str) else None
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if number and abs(value) < 1e300 else None


def apply(diagram: Diagram, collection: str, changes: Mapping[str, Any]) -> Diagram:
    """The drawing after a table's edited, added and deleted rows; rows are counted as the table was filled."""
    made = diagram
    for row, cells in (changes.get("edited_rows") or {}).items():
        for name, value in cells.items():
            made = set_field(made, collection, int(row), name, _typed(collection, name, value))
    gone = [str(diagram.items(collection)[int(row)].get("id")) for row in changes.get("deleted_rows") or ()]
    for cells in changes.get("added_rows") or ():
        filled = {name: _typed(collection, name, value) for name, value in cells.items() if value is not None}
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


def _typed(collection: str, name: str, value: Any) -> Any:
    spec = next((f for f in fields(collection) if f.name == name), None)
    if spec is not None and spec.shape == "whole" and isinstance(value, float) and value.is_integer():
        return int(value)
    return value
