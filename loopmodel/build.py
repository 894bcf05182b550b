"""From a drawing to a trusted model; the only file that knows both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loopmodel.check import called, check, node_names
from loopmodel.diagram import Diagram
from loopmodel.errors import LoopModelError, Problem, errors
from loopmodel.estimate import Estimate, Quantity
from loopmodel.fields import BY_NAME, COLLECTIONS, FIELDS
from loopmodel.model import Addition, Change, Group, Harm, Link, LoopModel, Need, Node, Removal, Scenario, Step

KINDS: dict[str, type] = {"node": Node, "link": Link, "harm": Harm, "need": Need, "group": Group}


def build_model(diagram: Diagram) -> LoopModel:
    """The model of a valid drawing; raises LoopModelError with every Problem of one that is not."""
    problems = errors(check(diagram))
    if problems:
        raise LoopModelError(problems)
    return _model(diagram)


def build_sound(diagram: Diagram, problems: tuple[Problem, ...]) -> tuple[LoopModel, dict[str, str]]:
    """The model of the sound part of a drawing, and what was left out of it: for each id how it is called.

    What has an error is left out, and so is what hangs on it; a drawing without errors is built whole.
    """
    sound, left_out = diagram, dict[str, str]()
    bad = errors(problems)
    while bad:
        sound, dropped = _without(sound, bad, node_names(diagram.document))
        left_out |= dropped
        bad = errors(check(sound))
    return _model(sound), left_out


def _without(
    diagram: Diagram, problems: tuple[Problem, ...], names: Mapping[str, str]
) -> tuple[Diagram, dict[str, str]]:
    """The drawing without the places that the problems point to, and the elements dropped."""
    document: dict[str, Any] = dict(diagram.document)
    places: dict[str, set[str]] = {}
    for problem in problems:
        parts = [part.replace("~1", "/").replace("~0", "~") for part in problem.place.split("/")[1:]]
        places.setdefault(parts[0] if parts else "", set()).add(parts[1] if len(parts) > 1 else "")
    dropped: dict[str, str] = {}
    for collection, entries in places.items():
        items = document.get(collection)
        if collection in COLLECTIONS and isinstance(items, list) and entries != {""}:
            document[collection] = [item for index, item in enumerate(items) if str(index) not in entries]
            gone = [item for index, item in enumerate(items) if str(index) in entries and isinstance(item, dict)]
            dropped |= {str(item.get("id")): called(COLLECTIONS[collection], item, names) for item in gone}
        else:
            document.pop(collection, None)
    document["format"] = "loopmodel/1"
    layout = document.get("layout")
    if isinstance(layout, dict):
        ids = {item.get("id") for item in Diagram(document).items("nodes") if isinstance(item.get("id"), str)}
        document["layout"] = {id_: position for id_, position in layout.items() if id_ in ids}
    return Diagram(document), dropped


def _model(diagram: Diagram) -> LoopModel:
    document = diagram.document
    links = {item["id"]: item for item in diagram.items("links")}
    parts: dict[str, Any] = {
        collection: tuple(_element(kind, item, links) for item in diagram.items(collection))
        for collection, kind in COLLECTIONS.items()
        if kind != "scenario"
    }
    scenarios = tuple(_scenario(item, links) for item in diagram.items("scenarios"))
    top = {
        name: document.get(name, BY_NAME["file"][name].default) for name in ("name", "period", "horizon", "currency")
    }
    return LoopModel(**{**top, "horizon": int(top["horizon"])}, **parts, scenarios=scenarios)


def _element(kind: str, item: Mapping[str, Any], links: Mapping[str, Mapping[str, Any]]) -> Any:
    values: dict[str, Any] = {}
    for spec in FIELDS[kind]:
        value = item.get(spec.name, spec.default)
        values[spec.name] = (
            quantity(value) if spec.shape == "number" else int(value) if spec.shape == "whole" else value
        )
    if "name" in values and not values["name"].strip():
        values["name"] = item["id"]
    if kind == "harm" and values["host"] is None:
        target = values["target"]
        values["host"] = links[target]["source"] if target in links else target
    return KINDS[kind](**values)


def quantity(value: Any) -> Quantity | None:
    """A plain number or an estimate object as a Quantity; None stays None."""
    if isinstance(value, Mapping):
        ends: dict[str, Any] = {key: float(value[key]) for key in ("low", "high") if value.get(key) is not None}
        words = {key: value[key] for key in ("basis", "why", "source") if key in value}
        return Estimate(float(value["mid"]), **ends, **words)
    return None if value is None else float(value)


def _scenario(item: Mapping[str, Any], links: Mapping[str, Mapping[str, Any]]) -> Scenario:
    known = dict(links)
    steps: list[Step] = []
    for change in item.get("changes", []):
        start = int(change.get("from", 0))
        until = None if change.get("until") is None else int(change["until"])
        if "add" in change:
            kind, added = next(iter(change["add"].items()))
            if kind == "link":
                known[added["id"]] = added
            steps.append(Addition(_element(kind, added, known), start, until))
        elif "remove" in change:
            steps.append(Removal(change["remove"], start, until))
        else:
            whole = change["field"] == "lag"
            value = float(int(change["value"])) if whole else quantity(change["value"])
            steps.append(Change(change["target"], change["field"], value, start, until))
    return Scenario(item["id"], item.get("name") or item["id"], tuple(steps), item.get("note", ""))
