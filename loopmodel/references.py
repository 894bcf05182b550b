"""What is wrong between elements: ids that stand twice, references to nothing, impossible changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from loopmodel.diagram import Diagram, pointer
from loopmodel.errors import Problem
from loopmodel.fields import CHANGEABLE, COLLECTIONS, FIELDS, Field, field
from loopmodel.values import faults, shown

Elements = dict[str, tuple[str, Mapping[str, Any]]]


def reference_problems(diagram: Diagram) -> Iterator[Problem]:
    """Problems that need more than one element to see."""
    elements: Elements = {}
    yield from _twice(diagram, elements)
    for collection, kind in COLLECTIONS.items():
        for place, item in placed(diagram, collection):
            yield from _dangling(kind, item, place, elements)
            if kind == "harm":
                yield from _harmless(item, place, elements)
            if kind == "scenario" and isinstance(item.get("changes"), list):
                yield from _changes(item, place, elements)
    yield from _circles(diagram)


def placed(diagram: Diagram, collection: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each element of a collection with its JSON pointer."""
    items = diagram.document.get(collection, [])
    for index, item in enumerate(items if isinstance(items, list) else []):
        if isinstance(item, dict):
            yield f"/{collection}/{index}", item


def _id(item: Mapping[str, Any]) -> str | None:
    id_ = item.get("id")
    return id_ if isinstance(id_, str) and id_ else None


def _twice(diagram: Diagram, elements: Elements) -> Iterator[Problem]:
    for collection, kind in COLLECTIONS.items():
        for place, item in placed(diagram, collection):
            id_ = _id(item)
            if id_ is None:
                continue
            if id_ in elements:
                message = f"The id {shown(id_)} stands twice: for a {elements[id_][0]} and for a {kind}."
                yield Problem("duplicate-id", id_, place + "/id", message, "Give one of them another id.")
            else:
                elements[id_] = (kind, item)


def _dangling(kind: str, item: Mapping[str, Any], place: str, elements: Elements) -> Iterator[Problem]:
    for spec in FIELDS[kind]:
        value = item.get(spec.name)
        if spec.shape == "reference" and isinstance(value, str) and value.strip():
            yield from _reference(kind, item, spec, value, place + pointer(spec.name), elements)


def _reference(
    kind: str, item: Mapping[str, Any], spec: Field, value: str, place: str, elements: Elements
) -> Iterator[Problem]:
    name = f"{kind.capitalize()} {shown(_id(item) or 'without id')}"
    wanted = " or ".join(spec.refers_to)
    if value not in elements:
        message = f"{name}: {spec.name} is {shown(value)}, but nothing has that id."
        yield Problem("unknown-reference", _id(item), place, message, f"Write the id of a {wanted}.")
    elif elements[value][0] not in spec.refers_to:
        message = f"{name}: {spec.name} is {shown(value)}, which is a {elements[value][0]}."
        yield Problem("wrong-reference", _id(item), place, message, f"Write the id of a {wanted}.")


def _harmless(item: Mapping[str, Any], place: str, elements: Elements) -> Iterator[Problem]:
    killer = elements.get(item["killer"]) if isinstance(item.get("killer"), str) else None
    if killer and killer[0] == "node" and killer[1].get("role") != "killer":
        message = f"Harm {shown(_id(item) or 'without id')}: {shown(item['killer'])} is no killer."
        hint = "Give that node the role killer, or name another node."
        yield Problem("not-a-killer", _id(item), place + "/killer", message, hint)


def _circles(diagram: Diagram) -> Iterator[Problem]:
    parents = {_id(item): item.get("parent") for _, item in placed(diagram, "groups")}
    for place, item in placed(diagram, "groups"):
        seen, at = set(), _id(item)
        while isinstance(at, str) and at in parents and at not in seen:
            seen.add(at)
            at = parents[at]
        if at is not None and at == _id(item):
            message = f"Group {shown(at)} lies inside itself."
            yield Problem("group-circle", at, place + "/parent", message, "Give it another parent, or none.")


def _changes(scenario: Mapping[str, Any], place: str, elements: Elements) -> Iterator[Problem]:
    known = dict(elements)
    name = f"Scenario {shown(_id(scenario) or 'without id')}"
    for index, change in enumerate(scenario["changes"]):
        at = f"{place}/changes/{index}"
        for code, more, says, hint in _change_faults(change, known):
            yield Problem(code, _id(scenario), at + more, f"{name}, change {index + 1}: {says}.", hint)


def _change_faults(change: Any, known: Elements) -> Iterator[tuple[str, str, str, str]]:
    if not isinstance(change, dict):
        yield "wrong-type", "", f"it is {shown(change)}", "A change is an object with target, field and value."
        return
    kinds = [key for key in ("target", "add", "remove") if key in change]
    if len(kinds) != 1:
        yield "bad-change", "", "it must have exactly one of target, add, remove", "Keep one of the three."
        return
    allowed = {"target": ("target", "field", "value"), "add": ("add",), "remove": ("remove",)}[kinds[0]]
    for key in change:
        if key not in (*allowed, "from", "until"):
            yield "unknown-field", pointer(key), f"unknown field {shown(key)}", "Remove it."
    yield from _dates(change)
    if kinds[0] == "add":
        yield from _addition(change["add"], known)
    elif kinds[0] == "remove":
        if not isinstance(change["remove"], str) or known.get(change["remove"], ("",))[0] not in CHANGEABLE:
            yield (
                "unknown-reference",
                "/remove",
                f"it removes {shown(change['remove'])}, which is not there",
                "Name an id.",
            )
    else:
        yield from _setting(change, known)


def _dates(change: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    date = Field("date", "whole", "periods", high=5200)
    for key in ("from", "until"):
        if change.get(key) is not None or (key == "from" and key in change):
            for fault in faults(date, change[key]):
                yield fault.code, "/" + key, f"{key} {fault.says}", fault.hint
    start, until = change.get("from", 0), change.get("until")
    if isinstance(start, int) and isinstance(until, int) and until <= start:
        yield (
            "bad-dates",
            "/until",
            f"until is {until}, which is not after from ({start})",
            "Make until later, or null.",
        )


def _addition(added: Any, known: Elements) -> Iterator[tuple[str, str, str, str]]:
    from_check = isinstance(added, dict) and len(added) == 1 and next(iter(added)) in CHANGEABLE
    if not from_check or not isinstance(next(iter(added.values())), dict):
        yield "bad-change", "/add", "add must hold one node, link, harm or need", 'Write {"add": {"link": {…}}}.'
        return
    kind, item = next(iter(added.items()))
    at = f"/add/{kind}"
    for spec in FIELDS[kind]:
        if spec.name not in item and spec.required:
            yield "missing-field", f"{at}/{spec.name}", f"the new {kind} has no {spec.name}", f"Give it a {spec.name}."
        elif spec.name in item:
            for fault in faults(spec, item[spec.name]):
                yield fault.code, f"{at}/{spec.name}{fault.at}", f"{spec.name} {fault.says}", fault.hint
    for key in item:
        if field(kind, key) is None:
            yield "unknown-field", at + pointer(key), f"unknown field {shown(key)}", "Remove it."
    for problem in _dangling(kind, item, at, known):
        yield problem.code, problem.place, problem.message.rstrip("."), problem.hint
    id_ = _id(item)
    if id_ in known:
        yield "duplicate-id", f"{at}/id", f"the id {shown(id_)} is taken", "Give the new one another id."
    elif id_ is not None:
        known[id_] = (kind, item)


def _setting(change: Mapping[str, Any], known: Elements) -> Iterator[tuple[str, str, str, str]]:
    target, name = change["target"], change.get("field")
    kind = known[target][0] if isinstance(target, str) and target in known else None
    if kind not in CHANGEABLE:
        yield (
            "unknown-reference",
            "/target",
            f"it changes {shown(target)}, which is not there",
            "Name a node, link, harm or need.",
        )
        return
    spec = field(kind, name) if isinstance(name, str) else None
    if spec is None or not spec.numeric:
        quantities = ", ".join(f.name for f in FIELDS[kind] if f.numeric)
        yield "bad-change", "/field", f"{shown(name)} is no quantity of a {kind}", f"Choose one of: {quantities}."
    elif "value" not in change:
        yield "missing-field", "/value", "it has no value", f"Give the new {name}."
    else:
        for fault in faults(spec, change["value"]):
            yield fault.code, "/value" + fault.at, f"{name} {fault.says}", fault.hint
