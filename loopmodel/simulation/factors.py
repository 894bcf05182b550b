"""What the state does to the numbers: multipliers of links, kept retention, room under a ceiling, flows.

Every function takes amounts of shape (..., nodes) and works along the last axis, so that one call serves one period or
a whole projection. Formulas: docs/formulas.md, "One step".
"""

from __future__ import annotations

import numpy as np

from loopmodel.arrays import Arrays, Floats, Harms, Indices


def share(killer: Floats, host: Floats) -> Floats:
    """The killer's share among killer and host, 0 to 1; 0 where both are 0."""
    total = killer + host
    return np.divide(killer, total, out=np.zeros_like(total), where=total > 0)


def multipliers(amounts: Floats, arrays: Arrays) -> Floats:
    """The factor on each link's rate from its harms and needs, 0 to 1; shape (..., links)."""
    made = _harmed(amounts, arrays.link_harms, len(arrays.links))
    needs = arrays.needs
    if needs.link.size:
        level = amounts[..., needs.node]
        _multiply_at(made, needs.link, level / (level + needs.half))
    return made


def kept_retention(amounts: Floats, arrays: Arrays) -> Floats:
    """Retention after harms on the node, 0 to 1; shape (..., nodes)."""
    if not arrays.node_harms.target.size:
        return np.broadcast_to(arrays.retention, amounts.shape)
    return arrays.retention * _harmed(amounts, arrays.node_harms, len(arrays.nodes))


def room(amounts: Floats, arrays: Arrays) -> Floats:
    """The share of the ceiling that is still free, 0 to 1; 1 without a ceiling; shape (..., nodes)."""
    return np.maximum(0.0, 1.0 - amounts / arrays.capacity)


def unit_flows(multiplier: Floats, free: Floats, kept: Floats, arrays: Arrays) -> Floats:
    """Flow of each link per unit of its source; shape (..., links).

    What the `converts` links of a node take together never exceeds what it keeps: they share it pro rata.
    """
    made = arrays.rate * multiplier
    if not arrays.converts.any():
        return made
    at = np.flatnonzero(arrays.converts)
    sources = arrays.source[at]
    wanted = made[..., at] * free[..., arrays.target[at]]
    total = np.zeros_like(kept)
    np.add.at(total, (..., sources), wanted)  # type: ignore[arg-type]
    scale = np.divide(kept, total, out=np.ones_like(kept), where=total > kept)
    made[..., at] = wanted * scale[..., sources]
    return made


def flows(amounts: Floats, arrays: Arrays) -> Floats:
    """Units sent along each link in the period; shape (..., links)."""
    kept = kept_retention(amounts, arrays)
    rates = unit_flows(multipliers(amounts, arrays), room(amounts, arrays), kept, arrays)
    return rates * amounts[..., arrays.source]


def _harmed(amounts: Floats, harms: Harms, count: int) -> Floats:
    made = np.ones((*amounts.shape[:-1], count))
    if harms.target.size:
        hidden = share(amounts[..., harms.killer], amounts[..., harms.host])
        _multiply_at(made, harms.target, 1.0 - harms.severity * hidden)
    return made


def _multiply_at(made: Floats, at: Indices, factors: Floats) -> None:
    np.multiply.at(made, (..., at), factors)  # type: ignore[arg-type]
