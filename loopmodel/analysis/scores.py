"""Link scores of Loops that Matter: who makes a quantity change, and by how much.

The definitions of 2023, in which flows are compared by their change (Schoenberg, Hayward and Eberlein 2023, "Improving
Loops that Matter"); those of 2020 (Schoenberg, Davidsen and Eberlein) compared their size, and changed when two flows
were merged into one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from loopmodel.arrays import Floats


def link_score(
    function: Callable[..., float], before: Mapping[str, float], now: Mapping[str, float], variable: str
) -> float:
    """Score of the link from a variable to z = function(**variables) between two moments.

    |d_x z / d z| with the sign of d_x z / d x, where d_x z is the change of z if only x had changed, from its old value
    with all others old. 0 where z or x does not change.
    """
    old = function(**before)
    change = function(**now) - old
    alone = function(**{**before, variable: now[variable]}) - old
    moved = now[variable] - before[variable]
    if change == 0.0 or moved == 0.0:
        return 0.0
    return float(abs(alone / change) * np.sign(alone / moved))


def flow_score(flow: tuple[float, float], net: tuple[float, float], into: bool) -> float:
    """Score of a flow into (or out of) a stock: |d flow / d net|, + into and - out of; before and now of each.

    `net` is the change of the stock in the period; 0 where it does not change.
    """
    change = net[1] - net[0]
    if change == 0.0:
        return 0.0
    return float(abs((flow[1] - flow[0]) / change) * (1.0 if into else -1.0))


def path_scores(alone: Floats, change: Floats, moved: Floats) -> Floats:
    """Scores over time from a stock through one flow to the next stock: the product of the two above.

    alone    change of the flow if only the first stock had changed, negative for a flow out of the second
    change   change of the net flow of the second stock
    moved    change of the first stock; all of shape (periods,)
    """
    still = (change == 0.0) | (moved == 0.0)
    size = np.divide(np.abs(alone), np.abs(change), out=np.zeros_like(alone), where=~still)
    return np.asarray(size * np.sign(alone) * np.sign(moved), dtype=np.float64)
