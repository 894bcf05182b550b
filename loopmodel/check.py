"""Everything that is wrong with a drawing, all at once."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from loopmodel.diagram import Diagram, diagram_from_json, pointer
from loopmodel.errors import Problem
from loopmodel.fields import COLLECTIONS, FIELDS, FORMAT, MAX_LINKS, MAX_NODES
from loopmodel.references import reference_problems
from loopmodel.values import faults, shown


def check_text(data: bytes | str) -> tuple[Diagram, tuple[Problem, ...]]:
    """The drawing in a JSON text and all its Problems; raises LoopModelError where it is no JSON object."""
    diagram, repeated = diagram_from_json(data)
    return diagram, repeated + check(diagram)


def check(diagram: Diagram) -> tuple[Problem, ...]:
    """All Problems of a drawing, in the order of the file; an empty tuple where it is a valid model."""
    document = diagram.document
    found = list(_format(document))
    found += element_problems("file", document, "", {})
    names = node_names(document)
    for collection, kind in COLLECTIONS.items():
        items = document.get(collection, [])
        if not isinstance(items, list):
            continue
        found += _too_many(collection, len(items))
        for index, item in enumerate(items):
            place = f"/{collection}/{index}"
            if isinstance(item, dict):
                found += element_problems(kind, item, place, names)
            else:
                hint = "Each one is an object with an id."
                found.append(Problem("wrong-type", None, place, f"{place} is {shown(item)}, not a {kind}.", hint))
    found += _layout(document)
    return tuple(found + list(reference_problems(diagram)))


def called(kind: str, item: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """How a message names an element: by its name, a link by the names at its ends, else by its id."""
    if kind == "file":
        return "The file"
    ends = [names.get(item[end]) for end in ("source", "target") if isinstance(item.get(end), str)]
    if kind == "link" and len(ends) == 2 and all(ends):
        return f"Link “{ends[0]} → {ends[1]}”"
    name = item.get("name") or item.get("id")
    return f"{kind.capitalize()} {shown(name)}" if isinstance(name, str) and name else f"A {kind} without id"


def node_names(document: Mapping[str, Any]) -> dict[str, str]:
    """The name of each node by its id, short enough for a message."""
    nodes = document.get("nodes")
    found = [node for node in nodes if isinstance(node, dict)] if isinstance(nodes, list) else []
    return {
        node["id"]: str(node.get("name") or node["id"])[:40] for node in found if isinstance(node.get("id"), str)
    }  # fmt: skip


def element_problems(kind: str, item: Mapping[str, Any], place: str, names: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with one element by itself: unknown, missing and misfilled fields."""
    id_ = item.get("id") if isinstance(item.get("id"), str) and kind != "file" else None
    known = {f.name: f for f in FIELDS[kind]}
    for key in item:
        if key not in known:
            message = f"{called(kind, item, names)} has an unknown field {shown(key)}."
            hint = f"Remove it; a {kind} has {', '.join(known)}."
            yield Problem("unknown-field", id_, place + pointer(key), message, hint)
    for field in known.values():
        at = place + pointer(field.name)
        if field.name not in item:
            if field.required:
                hint = f"Give it a {field.name}" + (f": {', '.join(field.choices)}." if field.choices else ".")
                message = f"{called(kind, item, names)} has no {field.name}."
                yield Problem("missing-field", id_, at, message, hint)
            continue
        for fault in faults(field, item[field.name]):
            message = f"{called(kind, item, names)}: {field.name} {fault.says}."
            yield Problem(fault.code, id_, at + fault.at, message, fault.hint)


def _format(document: Mapping[str, Any]) -> Iterator[Problem]:
    given = document.get("format")
    if given == FORMAT or not isinstance(given, str):
        return
    family, _, version = given.partition("/")
    if family == "loopmodel" and version.isdigit() and int(version) > 1:
        message = f"The file has the format “{given}”, which is newer than this Loopmodel."
        yield Problem("newer-format", None, "/format", message, "Update Loopmodel, then open it again.")
    else:
        message = f"The file has the format {shown(given)}."
        yield Problem("unknown-format", None, "/format", message, f"Write “{FORMAT}” if it follows that format.")


def _too_many(collection: str, count: int) -> Iterator[Problem]:
    most = {"nodes": MAX_NODES}.get(collection, MAX_LINKS)
    if count > most:
        message = f"The file has {count:,} {collection}; a model has at most {most:,}."
        yield Problem("too-many", None, f"/{collection}", message, "Leave some out, or merge those that behave alike.")


def _layout(document: Mapping[str, Any]) -> Iterator[Problem]:
    layout = document.get("layout")
    if not isinstance(layout, dict):
        return
    nodes = document.get("nodes")
    ids = (
        {item.get("id") for item in nodes if isinstance(item, dict) and _hashable(item.get("id"))}
        if isinstance(nodes, list)
        else set()
    )
    for id_, position in layout.items():
        place = "/layout" + pointer(id_)
        if id_ not in ids:
            message = f"The layout places {shown(id_)}, but no node has that id."
            yield Problem("unknown-reference", None, place, message, "Remove the position, or add the node.")
        if not (isinstance(position, list) and len(position) == 2 and all(_coordinate(c) for c in position)):
            message = f"The position of {shown(id_)} is not two numbers."
            yield Problem("bad-position", id_, place, message, "Write it as [x, y].")


def _hashable(value: Any) -> bool:
    return isinstance(value, (str, int, float, bool)) or value is None


def _coordinate(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
