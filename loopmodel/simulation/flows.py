"""What a link sends in every draw."""

from __future__ import annotations

import numpy as np

from loopmodel.simulation.batch import sent
from loopmodel.simulation.ensemble import Ensemble
from loopmodel.simulation.stages import Values


def flow_of(made: Ensemble, link: str) -> Values:
    """Units a link sends in each period, shape (periods + 1, draws); 0 while it is not there.

    They arrive lag + 1 periods later. Raises ValueError where no stage has such a link.
    """
    if not any(link in stage.arrays.links for stage in made.stages):
        raise ValueError(f"there is no link “{link}”")
    flows = np.zeros((len(made.amounts), made.amounts.shape[2]), made.amounts.dtype)
    whole = slice(0, made.amounts.shape[2])
    with np.errstate(all="ignore"):
        for stage in made.stages:
            if link in stage.arrays.links:
                sent(stage.part(whole, made.amounts.dtype.type), made.amounts, stage.arrays.links.index(link), flows)
    return flows
