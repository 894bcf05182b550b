"""Where nodes are put: nobody on another, a loop on a ring, groups apart; on every gallery model and at random."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loopmodel import Diagram
from loopmodel.diagram import diagram_from_json
from loopmodel.exchange.files import content
from loopmodel.layout import arranged
from loopmodel.store.gallery import gallery_ids

WIDTH, HEIGHT = 150, 64


def nobody_on_another(diagram: Diagram) -> bool:
    places = list(diagram.document["layout"].values())
    return all(abs(x - u) >= WIDTH or abs(y - v) >= HEIGHT for k, (x, y) in enumerate(places) for u, v in places[:k])


def drawing(count: int, links: list[tuple[int, int]]) -> Diagram:
    nodes = [{"id": f"n{i}", "role": "user"} for i in range(count)]
    made = [{"id": f"l{k}", "source": f"n{a}", "target": f"n{b}", "rate": 1} for k, (a, b) in enumerate(links)]
    return Diagram({"format": "loopmodel/1", "nodes": nodes, "links": made})


@pytest.mark.parametrize("id_", gallery_ids())
def test_gallery(id_):
    diagram, _ = diagram_from_json(content(id_))
    made = arranged(diagram)
    assert set(made.document["layout"]) == {node["id"] for node in diagram.items("nodes")}
    assert nobody_on_another(made)


def test_a_loop_lies_on_a_ring_in_its_order():
    layout = arranged(drawing(6, [(0, 3), (3, 1), (1, 5), (5, 2), (2, 4), (4, 0)])).document["layout"]
    turn = {id_: math.atan2(y, x / 1.3) for id_, (x, y) in layout.items()}
    order = sorted(turn, key=turn.__getitem__)
    start = order.index("n0")
    assert order[start:] + order[:start] == ["n0", "n3", "n1", "n5", "n2", "n4"]
    assert len({round(math.hypot(x / 1.3, y) / 4) for x, y in layout.values()}) == 1


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 14), st.lists(st.tuples(st.integers(0, 13), st.integers(0, 13)), max_size=30))
def test_nobody_on_another_at_random(count, links):
    assert nobody_on_another(arranged(drawing(count, [(a, b) for a, b in links if a < count and b < count])))


def test_broken_drawings_are_arranged_as_far_as_they_go():
    broken = Diagram({"nodes": [{"id": "a"}, {"id": "b", "group": "gone"}], "links": [{"id": "l", "source": "a"}]})
    assert set(arranged(broken).document["layout"]) == {"a", "b"}
    assert arranged(Diagram.blank()).document["layout"] == {}
