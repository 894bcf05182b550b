"""Published cases with a range on one number: a percentile of a rising function is the function of the percentile."""

from __future__ import annotations

from typing import Any

import pytest

from loopmodel import ensemble, fan
from loopmodel.simulation.ensemble import Settings
from tests.conftest import model_of

HOW = Settings(20_001, precision="double")


def ends(document: dict[str, Any], node: str, period: int) -> list[float]:
    found = fan(ensemble(model_of(document), HOW, period).of(node), (5, 50, 95))
    return [float(line[period]) for line in found.lines]


def viral(k: Any, pushed: float) -> dict[str, Any]:
    """New users bring k new ones each, once; all of them stay users."""
    nodes = [
        {"id": "new", "role": "user", "start": pushed, "retention": 0},
        {"id": "all", "role": "user", "retention": 1},
    ]
    links = [
        {"id": "invite", "source": "new", "target": "new", "rate": k},
        {"id": "join", "source": "new", "target": "all", "rate": 1},
    ]
    return {"format": "loopmodel/1", "nodes": nodes, "links": links}


def test_skok_with_a_range_on_the_invitations():
    """U = 10 (K^7 - 1) / (K - 1) after six cycles: 1,270 at K = 2 (Skok), about 322 at 1.5 and 4,062 at 2.5."""
    found = ends(viral({"low": 1.5, "mid": 2.0, "high": 2.5}, 10), "all", 7)
    expected = [10 * (k**7 - 1) / (k - 1) for k in (1.5, 2.0, 2.5)]
    assert expected[1] == pytest.approx(1270)
    assert found == pytest.approx(expected, rel=2e-3)


def test_vohras_viral_factors_amplify():
    """Vohra: 0.15 to 0.25 is good, 0.2 between: what is pushed in is amplified 1 / (1 - K), 1.18 to 1.33 times."""
    found = ends(viral({"low": 0.15, "mid": 0.2, "high": 0.25}, 1000), "all", 60)
    assert found == pytest.approx([1000 / 0.85, 1000 / 0.8, 1000 / 0.75], rel=1e-3)


def test_bass_with_a_range_on_imitation():
    """Bass (1969), discrete: n = (p + q N / K)(K - N); p = 0.03, q = 0.38 on average (Sultan, Farley and Lehmann 1990)."""
    market, p = 1000.0, 0.03
    document = {"format": "loopmodel/1", "nodes": [{"id": "n", "role": "user", "inflow": p * market, "capacity": market}],
                "links": [{"id": "talk", "source": "n", "target": "n", "rate": {"low": 0.2, "mid": 0.38, "high": 0.6}}]}  # fmt: skip
    expected = []
    for q in (0.2, 0.38, 0.6):
        adopted = 0.0
        for _ in range(8):
            adopted += (p + q * adopted / market) * (market - adopted)
        expected.append(adopted)
    assert ends(document, "n", 8) == pytest.approx(expected, rel=2e-3)
