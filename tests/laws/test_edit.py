"""The ways a drawing changes; the same table is run on the canvas's own code in tests/browser."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from loopmodel import Diagram
from loopmodel.edit import new_id, remove, set_field

CASES = json.loads((Path(__file__).parents[1] / "edits.json").read_text(encoding="utf-8"))


def perform(diagram: Diagram, do: list) -> Diagram:
    if do[0] == "remove":
        return remove(diagram, do[1])
    _, id_, name, value = do
    collection = next(c for c in ("nodes", "links", "harms") if any(i["id"] == id_ for i in diagram.items(c)))
    index = [item["id"] for item in diagram.items(collection)].index(id_)
    return set_field(diagram, collection, index, name, value)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_edit(case):
    before = copy.deepcopy(case["document"])
    assert perform(Diagram(case["document"]), case["do"]).document == case["expect"]
    assert case["document"] == before  # nothing is changed in place


def test_new_ids_are_free_across_all_kinds():
    diagram = Diagram({"nodes": [{"id": "user"}], "links": [{"id": "user-2"}]})
    assert new_id(diagram, "user") == "user-3"
    assert new_id(diagram, "other") == "other"
