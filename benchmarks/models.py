"""Random models of a given size, the same at every run."""

from __future__ import annotations

import numpy as np

from loopmodel import Diagram, LoopModel, build_model


def linear(nodes: int, links: int, lag: int, seed: int = 5) -> LoopModel:
    """Creates only; a tenth of the nodes have inflow; lags 0 to `lag`; the growth factor is near 1."""
    rng = np.random.default_rng(seed)
    mean = 0.35 * nodes / links
    return _built(
        [
            {
                "id": f"n{i}",
                "role": "user",
                "start": float(rng.uniform(0, 100)),
                "retention": float(rng.uniform(0.3, 0.95)),
                "inflow": float(5 * (rng.random() < 0.1)),
            }
            for i in range(nodes)
        ],
        [
            {
                "id": f"l{i}",
                "source": f"n{rng.integers(nodes)}",
                "target": f"n{rng.integers(nodes)}",
                "rate": float(rng.uniform(0.2, 1.8) * mean),
                "lag": int(rng.integers(0, lag + 1)),
            }
            for i in range(links)
        ],
    )


def capped(model: LoopModel, seed: int = 6) -> LoopModel:
    """The same with a ceiling on every third node."""
    rng = np.random.default_rng(seed)
    nodes = [
        {
            "id": n.id,
            "role": n.role,
            "start": n.start,
            "retention": n.retention,
            "inflow": n.inflow,
            "capacity": float(rng.uniform(200, 2000)) if i % 3 == 0 else None,
        }
        for i, n in enumerate(model.nodes)
    ]
    links = [{"id": k.id, "source": k.source, "target": k.target, "rate": k.rate, "lag": k.lag} for k in model.links]
    return _built(nodes, links)


def _built(nodes: list[dict], links: list[dict]) -> LoopModel:
    return build_model(Diagram({"format": "loopmodel/1", "nodes": nodes, "links": links}))
