"""Random linear models by the thousand, and their step as a matrix taken from the simulation itself."""

from __future__ import annotations

from typing import Any

import numpy as np

from loopmodel import LoopModel
from loopmodel.arrays import arrays_of
from loopmodel.simulation.step import State, advance
from tests.conftest import model_of


def random_document(rng: np.random.Generator, converts: bool = True) -> dict[str, Any]:
    """Two to six nodes, links that create and convert, lags 0 to 3; the loops of about half of them fade."""
    count = int(rng.integers(2, 7))
    nodes = [
        {"id": f"n{i}", "role": "user", "start": 1.0, "retention": round(float(rng.uniform(0.05, 0.9)), 3)}
        for i in range(count)
    ]
    links = []
    for i in range(int(rng.integers(count, 2 * count + 1))):
        mode = "converts" if converts and rng.random() < 0.25 else "creates"
        rate = float(rng.uniform(0.01, 0.25 if mode == "converts" else 0.6))
        ends = {"source": f"n{rng.integers(count)}", "target": f"n{rng.integers(count)}"}
        links.append({"id": f"l{i}", **ends, "rate": round(rate, 4), "lag": int(rng.integers(0, 4)), "mode": mode})
    return {"format": "loopmodel/1", "nodes": nodes, "links": links}


def with_value(document: dict[str, Any], id_: str, value: float) -> LoopModel:
    """The model with one rate or retention replaced."""
    nodes = [{**n, "retention": value} if n["id"] == id_ else n for n in document["nodes"]]
    links = [{**k, "rate": value} if k["id"] == id_ else k for k in document["links"]]
    return model_of({**document, "nodes": nodes, "links": links})


def step_matrix(model: LoopModel) -> np.ndarray:
    """The matrix over amounts and units under way, column by column from `advance`: nothing of the analysis in it."""
    arrays = arrays_of(model)
    nodes, rows = len(arrays.nodes), arrays.longest_lag + 1
    columns = []
    for i in range(nodes * (1 + 2 * rows)):
        unit = np.zeros(nodes * (1 + 2 * rows))
        unit[i] = 1.0
        created, converted = unit[nodes:].reshape(2, rows, nodes)
        after = advance(State(unit[:nodes], created, converted), arrays)
        columns.append(np.concatenate([after.amounts, after.created.ravel(), after.converted.ravel()]))
    return np.array(columns).T


def long_run(model: LoopModel) -> float:
    """The growth factor of the projection: the mean factor a step over 2**40 steps, by squaring the step."""
    power, log_scale = step_matrix(model), 0.0
    for _ in range(40):
        size = float(np.abs(power).max())
        if size == 0.0:
            return 0.0
        power = power / size
        log_scale = 2.0 * (log_scale + np.log(size))
        power = power @ power
    size = float(np.abs(power).max())
    return float(np.exp((log_scale + np.log(size)) / 2**40)) if size > 0 else 0.0
