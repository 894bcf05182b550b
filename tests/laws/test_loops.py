"""Loop lists against plain enumeration, known counts, and laws of gain and share."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings

from loopmodel import LoopModel, find_loops, verdict
from loopmodel.analysis.influence import edges
from loopmodel.arrays import arrays_of
from tests.conftest import job_board, model_of
from tests.laws.random_models import random_document
from tests.laws.strategies import documents


def enumerated(model: LoopModel) -> set[tuple[str, ...]]:
    """Every circle of links and harms, each node once, by plain depth-first search; begun at its first node by id."""
    found = edges(arrays_of(model), "start")
    made: set[tuple[str, ...]] = set()

    def walk(root: int, node: int, path: tuple[str, ...], seen: frozenset[int]) -> None:
        for i in range(len(found.ids)):
            if found.source[i] != node or found.target[i] < root:
                continue
            if found.target[i] == root:
                made.add((*path, found.ids[i]))
            elif int(found.target[i]) not in seen:
                walk(root, int(found.target[i]), (*path, found.ids[i]), seen | {int(found.target[i])})

    for root in range(len(found.nodes)):
        walk(root, root, (), frozenset({root}))
    return made


@pytest.mark.parametrize("by", ["gain", "cycle-time", "share"])
@settings(deadline=None, max_examples=60)
@given(document=documents())
def test_lists_equal_plain_enumeration(by, document):
    model = model_of(document)
    found = find_loops(model, top=5000, by=by)
    expected = enumerated(model)
    if len(expected) <= 5000:
        assert found.complete
        assert {loop.links for loop in found.loops} == expected
        assert len(found.loops) == len(expected)


def complete(count: int, rate: float = 0.1) -> LoopModel:
    """Every node linked to every other."""
    nodes = [{"id": f"n{i:02}", "role": "user", "start": 1, "retention": 0.5} for i in range(count)]
    links = [
        {"id": f"l{i}-{j}", "source": f"n{i:02}", "target": f"n{j:02}", "rate": rate + 0.001 * (i * 7 + j * 3) / count}
        for i in range(count)
        for j in range(count)
        if i != j
    ]
    return model_of({"format": "loopmodel/1", "nodes": nodes, "links": links})


@pytest.mark.parametrize("count, loops", [(2, 1), (3, 5), (4, 20), (5, 84), (6, 409), (7, 2365)])
def test_complete_digraphs_have_the_known_number_of_loops(count, loops):
    """The sum over k of n! / (k (n - k)!)."""
    assert loops == sum(math.factorial(count) // (k * math.factorial(count - k)) for k in range(2, count + 1))
    found = find_loops(complete(count, 0.05), top=3000)
    assert found.complete
    assert len(found.loops) == loops


def test_the_complete_digraph_of_15_answers_with_a_partial_list():
    """It has 255,323,504,917 loops; the list is short, in order, and says that it is partial."""
    found = find_loops(complete(15, 0.02), top=50)
    assert len(found.loops) == 50
    assert not found.complete
    assert found.partial_why
    gains = [loop.gain for loop in found.loops]
    assert gains == sorted(gains, reverse=True)
    assert gains[0] == pytest.approx(max(_two(complete(15, 0.02))))


def _two(model: LoopModel) -> list[float]:
    """Gains of all loops of two links; where each further link takes more than nine tenths, none is stronger."""
    rate = {(k.source, k.target): k.rate for k in model.links}
    return [rate[a, b] * rate[b, a] / 0.25 for a, b in rate if a < b]


@pytest.mark.parametrize("by", ["gain", "cycle-time"])
def test_the_first_of_many_are_those_of_the_whole_list(by):
    """With 409 loops, most of a gain above 1 or not, the first ten must be the first ten of all."""
    for rate in (0.05, 0.6):
        model = complete(6, rate)
        whole = find_loops(model, top=3000, by=by).loops
        size = [loop.gain if by == "gain" else -loop.cycle_time for loop in whole]
        assert size == sorted(size, reverse=True)
        some = find_loops(model, top=10, by=by)
        assert [loop.links for loop in some.loops] == [loop.links for loop in whole[:10]]
        assert not some.complete


def test_two_parallel_links_are_two_loops():
    nodes = [{"id": id_, "role": "user", "start": 1, "retention": 0.5} for id_ in "ab"]
    links = [
        {"id": "one", "source": "a", "target": "b", "rate": 0.4},
        {"id": "two", "source": "a", "target": "b", "rate": 0.2, "lag": 4},
        {"id": "back", "source": "b", "target": "a", "rate": 0.5},
    ]
    found = find_loops(model_of({"format": "loopmodel/1", "nodes": nodes, "links": links}))
    assert [loop.links for loop in found.loops] == [("one", "back"), ("two", "back")]
    assert [loop.gain for loop in found.loops] == pytest.approx([0.8, 0.4])
    assert [loop.cycle_time for loop in found.loops] == pytest.approx([4.0, 8.0])
    assert found.complete


def test_two_equal_loops_have_equal_gains_and_shares_that_sum():
    nodes = [{"id": id_, "role": "user", "start": 1, "retention": 0.5} for id_ in "abc"]
    ends = [("a", "b", 0.6), ("b", "a", 0.6), ("a", "c", 0.6), ("c", "a", 0.6)]
    links = [{"id": s + t, "source": s, "target": t, "rate": r} for s, t, r in ends]
    found = find_loops(model_of({"format": "loopmodel/1", "nodes": nodes, "links": links}))
    first, second = found.loops
    assert first.gain == pytest.approx(second.gain)
    assert first.share == pytest.approx(second.share)
    assert first.share + second.share + found.staying == pytest.approx(1.0)


def test_a_loop_through_a_killer_is_balancing():
    """Posts breed spam, spam drives writers away, writers write posts."""
    found = find_loops(_spam())
    balancing = [loop for loop in found.loops if loop.polarity == "balancing"]
    assert {frozenset(loop.links) for loop in balancing} == {frozenset({"breed", "drive", "write"})}
    assert balancing[0].harms == ("drive",)
    assert balancing[0].gain < 0
    assert balancing[0].share is None
    assert "harm" in balancing[0].share_why


def _spam() -> LoopModel:
    nodes = [
        {"id": "writers", "role": "user", "start": 100, "retention": 0.9},
        {"id": "posts", "role": "content", "start": 500, "retention": 0.8},
        {"id": "spam", "role": "killer", "start": 50, "retention": 0.5},
    ]
    ends = [("write", "writers", "posts", 1.0), ("come", "posts", "writers", 0.03), ("breed", "posts", "spam", 0.05)]
    links = [{"id": i, "source": s, "target": t, "rate": r} for i, s, t, r in ends]
    harms = [{"id": "drive", "killer": "spam", "target": "writers", "host": "posts", "severity": 0.5}]
    return model_of({"format": "loopmodel/1", "nodes": nodes, "links": links, "harms": harms})


def test_gain_through_a_harm_is_the_slope_of_the_step():
    """What one more unit of spam takes from the writers in one step, by differences on the simulation."""
    from loopmodel.simulation.step import State, advance, start_state

    model = _spam()
    arrays = arrays_of(model)
    place = {id_: i for i, id_ in enumerate(arrays.nodes)}
    begin = start_state(arrays)
    after = []
    for extra in (-1e-4, 1e-4):
        amounts = begin.amounts.copy()
        amounts[place["spam"]] += extra
        after.append(advance(State(amounts, begin.created, begin.converted), arrays).amounts[place["writers"]])
    slope = (after[1] - after[0]) / 2e-4
    (loop,) = [k for k in find_loops(model).loops if k.harms]
    kept = 0.9 * (1 - 0.5 * 50 / 550)
    assert loop.gain == pytest.approx(0.05 / 0.2 * slope / 0.5 * 1.0 / (1 - kept), rel=1e-6)


def test_never_leaving_has_no_gain_and_says_so():
    node = {"id": "a", "role": "user", "name": "Members", "start": 1}
    link = {"id": "l", "source": "a", "target": "a", "rate": 0.1}
    (loop,) = find_loops(model_of({"format": "loopmodel/1", "nodes": [node], "links": [link]})).loops
    assert loop.gain is None
    assert loop.cycle_time is None
    assert "Members" in loop.gain_why


def test_through_a_single_loop_r_is_its_gain():
    rng = np.random.default_rng(5)
    tried = 0
    while tried < 60:
        model = model_of(random_document(rng, converts=False))
        loops = find_loops(model).loops
        if len(loops) == 1:
            tried += 1
            assert verdict(model, focal=loops[0].nodes[0]).reproduction.value == pytest.approx(loops[0].gain)


@settings(deadline=None, max_examples=60)
@given(documents(linear=True))
def test_shares_and_what_stays_sum_to_one(document):
    found = find_loops(model_of(document), top=5000)
    shares = [loop.share for loop in found.loops]
    if found.staying is not None and found.complete and all(share is not None for share in shares):
        assert sum(shares) + found.staying + found.rest == pytest.approx(1.0)
        assert found.rest == pytest.approx(0.0, abs=1e-7)


def test_the_strongest_listed_first_at_its_best_has_no_killer():
    assert all(not loop.harms for loop in find_loops(_spam(), "best").loops)
    assert find_loops(job_board(0.07), "best").at == "at its best"


def test_top_must_be_positive():
    with pytest.raises(ValueError, match="top is 0"):
        find_loops(job_board(0.07), top=0)
