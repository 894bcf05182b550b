"""Projection matrices from the literature, each with its source in matrices.json: growth factor and R0 as printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from loopmodel import LoopModel, project, verdict
from tests.conftest import model_of

PUBLISHED = json.loads((Path(__file__).parent / "matrices.json").read_text(encoding="utf-8"))
BY_ID = {entry["id"]: entry for entry in PUBLISHED}


def as_model(entry: dict) -> LoopModel:
    """A matrix drawn: what stays is the diagonal, every other entry a link that creates; columns are sources."""
    matrix = entry["matrix"]
    size = len(matrix)
    nodes = [
        {"id": f"s{i}", "name": entry["stages"][i], "role": "user", "start": 1, "retention": matrix[i][i]}
        for i in range(size)
    ]
    links = [
        {"id": f"s{j}-s{i}", "source": f"s{j}", "target": f"s{i}", "rate": matrix[i][j]}
        for i in range(size)
        for j in range(size)
        if i != j and matrix[i][j]
    ]
    return model_of({"format": "loopmodel/1", "nodes": nodes, "links": links})


@pytest.mark.parametrize("entry", PUBLISHED, ids=lambda entry: entry["id"])
def test_growth_factor_as_printed(entry):
    printed = entry["lambda"]
    digits = len(printed.partition(".")[2])
    assert round(verdict(as_model(entry)).growth_factor, digits) == float(printed)


@pytest.mark.parametrize("entry", PUBLISHED, ids=lambda entry: entry["id"])
def test_the_projection_comes_to_the_printed_growth(entry):
    printed = entry["lambda"]
    totals = sum(project(as_model(entry), 600).amounts.values())
    assert totals[-1] / totals[-2] == pytest.approx(float(printed), abs=0.6 * 10 ** -len(printed.partition(".")[2]))


def test_loggerhead_r_of_the_hatchling_is_ecologys_r0():
    """Crouse, Crowder and Caswell 1987. R0 of the matrix is the radius of F (I - U)^-1, by hand from its first row."""
    entry = BY_ID["loggerhead_crouse1987"]
    matrix = entry["matrix"]
    alive, r0 = 1.0, 0.0
    for stage in range(1, 7):  # chance to reach each stage, times the eggs laid while in it
        before, own = matrix[stage - 1][stage - 1], matrix[stage][stage - 1]
        alive *= own / (1 - before)
        r0 += alive * matrix[0][stage] / (1 - matrix[stage][stage])
    found = verdict(as_model(entry), focal="s0")
    assert found.reproduction.value == pytest.approx(r0, rel=1e-9)
    assert round(found.growth_factor, 4) == 0.9450
    assert found.token == "fading"


def test_rage_example_r0_as_printed():
    """All births enter the seed stage, so R of the seed is R0. The seed's own 0.1 is survival."""
    entry = BY_ID["rage_mpm1"]
    assert round(verdict(as_model(entry), focal="s0").reproduction.value, 6) == entry["r0"]


def test_teasel_projection_as_printed():
    """The course prints the vectors of the first two years from this start."""
    entry = BY_ID["teasel"]
    model = as_model(entry)
    start = [1000, 1500, 200, 300, 600, 25]
    nodes = [
        {"id": n.id, "role": "user", "start": s, "retention": n.retention}
        for n, s in zip(model.nodes, start, strict=True)
    ]
    links = [{"id": k.id, "source": k.source, "target": k.target, "rate": k.rate} for k in model.links]
    made = project(model_of({"format": "loopmodel/1", "nodes": nodes, "links": links}), 2)
    printed = {1: [8059.5, 966.0, 139.2, 857.65, 203.25, 456.9],
               2: [147295.422, 7785.477, 1707.2247, 14062.6102, 702.3908, 172.1635]}  # fmt: skip
    for year, amounts in printed.items():
        assert [made.amounts[f"s{i}"][year] for i in range(6)] == pytest.approx(amounts, abs=1e-4)
