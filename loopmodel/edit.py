"""The ways a drawing changes: each takes a Diagram and returns a new one. The canvas has the same, in document.js."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from loopmodel.diagram import Diagram
from loopmodel.fields import COLLECTIONS, FIELDS


def new_id(diagram: Diagram, stem: str) -> str:
    """An id that is not taken: the stem, else stem-2, stem-3, ..."""
    taken = {item.get("id") for collection in COLLECTIONS for item in diagram.items(collection)}
    if stem not in taken:
        return stem
    count = 2
    while f"{stem}-{count}" in taken:
        count += 1
    return f"{stem}-{count}"


def add(diagram: Diagram, collection: str, item: Mapping[str, Any]) -> Diagram:
    """The drawing with one element more, at the end of its collection."""
    return _with(diagram, **{collection: [*diagram.items(collection), dict(item)]})


def set_field(diagram: Diagram, collection: str, index: int, name: str, value: Any) -> Diagram:
    """The drawing with one field of one element set; None takes an optional field out.

    A number or range typed over an estimate keeps its reason and becomes its middle; a range goes where the number
    leaves it, and what was measured becomes a guess, because a person has overruled it.
    """
    items = diagram.items(collection)
    spec = next((f for f in FIELDS[COLLECTIONS[collection]] if f.name == name), None)
    changed = dict(items[index])
    if value is None and spec is not None and not spec.required:
        changed.pop(name, None)
    else:
        changed[name] = _over(changed.get(name), value)
    return _with(diagram, **{collection: [*items[:index], changed, *items[index + 1 :]]})


def _over(old: Any, value: Any) -> Any:
    if not isinstance(old, dict):
        return value
    if old.get("mid") == value:
        return old
    if isinstance(value, dict):
        made = {**old, **value, "basis": old.get("basis") or value.get("basis")}
    else:
        made = {**old, "mid": value}
    low, high = old.get("low"), old.get("high")
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    inside = number and low is not None and high is not None and low <= value <= high
    if not inside and not isinstance(value, dict):
        made.pop("low", None)
        made.pop("high", None)
    if made.get("basis") == "measured":
        made["basis"] = "guess"
        made.pop("source", None)
    return made


def hangs_on(diagram: Diagram, ids: Collection[str]) -> set[str]:
    """The ids, and those of all links, harms and needs that cannot be without them."""
    gone = set(ids)
    for link in diagram.items("links"):
        if {link.get("source"), link.get("target")} & gone:
            gone.add(link["id"])
    for harm in diagram.items("harms"):
        if {harm.get("killer"), harm.get("target"), harm.get("host")} & gone:
            gone.add(harm["id"])
    for need in diagram.items("needs"):
        if {need.get("link"), need.get("node")} & gone:
            gone.add(need["id"])
    return gone


def remove(diagram: Diagram, ids: Collection[str]) -> Diagram:
    """The drawing without these elements and all that hangs on them, scenario changes and positions included."""
    gone = hangs_on(diagram, ids)
    parts: dict[str, Any] = {
        collection: [item for item in diagram.items(collection) if item.get("id") not in gone]
        for collection in COLLECTIONS
        if collection in diagram.document
    }
    if "scenarios" in parts:
        parts["scenarios"] = [_without_changes(scenario, gone) for scenario in parts["scenarios"]]
    for collection, field in (("nodes", "group"), ("groups", "parent")):
        if collection in parts:
            parts[collection] = [
                {**item, field: None} if item.get(field) in gone else item for item in parts[collection]
            ]
    layout = diagram.document.get("layout")
    if isinstance(layout, dict):
        parts["layout"] = {id_: position for id_, position in layout.items() if id_ not in gone}
    return _with(diagram, **parts)


def _without_changes(scenario: dict[str, Any], gone: set[str]) -> dict[str, Any]:
    changes = scenario.get("changes")
    if not isinstance(changes, list):
        return scenario
    return {**scenario, "changes": [change for change in changes if not _touches(change, gone)]}


def _touches(change: Any, gone: set[str]) -> bool:
    if not isinstance(change, dict):
        return False
    named = {change.get("target"), change.get("remove")}
    if isinstance(change.get("add"), dict):
        for item in change["add"].values():
            named |= {v for v in item.values() if isinstance(v, str)} if isinstance(item, dict) else set()
    return bool(named & gone)


def _with(diagram: Diagram, **parts: Any) -> Diagram:
    return Diagram({**diagram.document, **parts})
