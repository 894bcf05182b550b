"""Break-even in closed form against the growth factor itself."""

from __future__ import annotations

import copy

from hypothesis import given, settings

from loopmodel import verdict
from loopmodel.analysis.growth import loop_growth_factor
from loopmodel.analysis.point import point_at_start
from loopmodel.arrays import arrays_of
from tests.conftest import model_of
from tests.laws.strategies import documents


def loops_at(document: dict, link: str, rate: float) -> float:
    """Growth factor of the loops with one rate replaced."""
    changed = copy.deepcopy(document)
    next(item for item in changed["links"] if item["id"] == link)["rate"] = rate
    return loop_growth_factor(point_at_start(arrays_of(model_of(changed))))


@settings(deadline=None, max_examples=150)
@given(documents(killers=False))
def test_at_its_break_even_a_link_holds_the_loops_at_one(document):
    for node in document["nodes"]:
        node.pop("capacity", None)
    for entry in verdict(model_of(document)).break_evens:
        if entry.break_even < 1e6:
            assert abs(loops_at(document, entry.link, entry.break_even) - 1.0) < 1e-6
            assert loops_at(document, entry.link, entry.break_even * 1.05) > 1.0
            assert loops_at(document, entry.link, entry.break_even * 0.95) < 1.0
