"""The advisor: a proposed link at its threshold makes the growth factor 1, alone or in a pair."""

from __future__ import annotations

import numpy as np
import pytest

from loopmodel import closing
from loopmodel.analysis.growth import growth_factor, loop_growth_factor
from loopmodel.analysis.missing import missing_rates, pairs_of
from loopmodel.analysis.point import point_at_start
from loopmodel.arrays import arrays_of
from tests.conftest import job_board, model_of
from tests.laws.random_models import long_run, random_document


def with_links(document: dict, *links: tuple[str, str, float]) -> dict:
    """The document with links more."""
    made = [{"id": f"new{i}", "source": s, "target": t, "rate": r} for i, (s, t, r) in enumerate(links)]
    return {**document, "links": [*document["links"], *made]}


def test_every_candidate_at_its_threshold_makes_the_growth_factor_1():
    """Within 1e-9, by the matrix and by the projection, for random fading models."""
    rng = np.random.default_rng(31)
    tried = 0
    while tried < 60:
        document = random_document(rng)
        found = closing(model_of(document), top=100)
        if not found.candidates:
            continue
        tried += 1
        for candidate in found.candidates[:6]:
            model = model_of(with_links(document, (candidate.source, candidate.target, candidate.break_even)))
            assert growth_factor(point_at_start(arrays_of(model))) == pytest.approx(1.0, abs=1e-9)
        assert long_run(model) == pytest.approx(1.0, abs=1e-8)


def test_what_closes_nothing_closes_nothing():
    rng = np.random.default_rng(32)
    tried = 0
    while tried < 60:
        document = random_document(rng)
        found = closing(model_of(document), top=100)
        for nothing in found.closes_nothing[:3]:
            tried += 1
            model = model_of(with_links(document, (nothing.source, nothing.target, 1e6)))
            assert loop_growth_factor(point_at_start(arrays_of(model))) < 1.0


def test_every_pair_of_nodes_is_told():
    rng = np.random.default_rng(33)
    for _ in range(60):
        document = random_document(rng)
        found = closing(model_of(document), top=1000)
        drawn = {(k["source"], k["target"]) for k in document["links"] if k["source"] != k["target"]}
        count = len(document["nodes"])
        if found.why is None:
            told = {(c.source, c.target) for c in found.candidates} | {
                (n.source, n.target) for n in found.closes_nothing
            }
            assert len(told) == count * (count - 1) - len(drawn)
            assert not told & drawn


def test_two_lone_nodes_need_two_links():
    """Neither link closes anything alone; together they must bring x y = (1 - s)(1 - t)."""
    nodes = [
        {"id": "users", "role": "user", "start": 1, "retention": 0.9},
        {"id": "shops", "role": "customer", "start": 1, "retention": 0.8},
    ]
    found = closing(model_of({"format": "loopmodel/1", "nodes": nodes, "links": []}))
    assert found.candidates == ()
    assert found.why == "no single missing link closes anything"
    (pair,) = found.pairs
    assert set(pair.links) == {("users", "shops"), ("shops", "users")}
    assert pair.rates[0] * pair.rates[1] == pytest.approx(0.1 * 0.2)


def test_pairs_at_their_rates_make_the_growth_factor_1():
    rng = np.random.default_rng(34)
    tried = 0
    while tried < 40:
        document = random_document(rng)
        model = model_of(document)
        point = point_at_start(arrays_of(model))
        if loop_growth_factor(point) >= 0.999:
            continue
        missing = missing_rates(model, point, np.ones(len(point.nodes)))
        for pair in pairs_of(model, point, missing, 4):
            tried += 1
            links = [(*ends, rate) for ends, rate in zip(pair.links, pair.rates, strict=True)]
            made = model_of(with_links(document, *links))
            assert growth_factor(point_at_start(arrays_of(made))) == pytest.approx(1.0, abs=1e-8)


def test_a_node_that_never_leaves_needs_any_rate():
    nodes = [
        {"id": "readers", "role": "user", "start": 1, "retention": 0.8},
        {"id": "words", "role": "content", "start": 1, "retention": 1},
    ]
    links = [{"id": "l", "source": "words", "target": "readers", "rate": 0.1}]
    document = {"format": "loopmodel/1", "nodes": nodes, "links": links}
    (candidate,) = closing(model_of(document)).candidates
    assert (candidate.source, candidate.target, candidate.break_even) == ("readers", "words", 0.0)
    assert loop_growth_factor(point_at_start(arrays_of(model_of(with_links(document, ("readers", "words", 1e-6)))))) > 1


def test_a_full_target_is_said():
    document = {
        "format": "loopmodel/1",
        "nodes": [
            {"id": "a", "role": "user", "start": 10, "retention": 0.5},
            {"id": "b", "role": "content", "name": "Shelf", "start": 10, "capacity": 10, "retention": 0.5},
        ],
        "links": [{"id": "l", "source": "b", "target": "a", "rate": 0.2}],
    }
    found = closing(model_of(document))
    assert [n.why for n in found.closes_nothing] == ["Shelf is full here: there is no room for more"]
    assert closing(model_of(document), "best").candidates


def test_a_model_that_carries_itself_needs_none():
    found = closing(job_board(0.07))
    assert found.candidates == ()
    assert "already" in found.why
