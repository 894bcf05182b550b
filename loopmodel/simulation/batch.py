"""One period for many draws at once: rows of nodes, draws side by side in memory.

The same step as step.py; tests hold the two together. A lag costs nothing: what arrives is computed from the past
amounts, which stand in the history anyway. Plain numbers stay Python floats, so that float32 work stays float32.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from loopmodel.simulation.stages import Number, Stage, Values

Rows = Sequence[Values]


def run(stages: Sequence[Stage], history: Values) -> None:
    """Fill `history`, shape (periods + 1, nodes, draws), from period 0 on."""
    work = [_Work(stage, history.shape[2], history.dtype) for stage in stages]
    for index, stage in enumerate(stages):
        enter(history[stage.first], stage, stages[index - 1] if index else None)
        for t in range(stage.first, min(stage.last, len(history) - 1)):
            _step(history, t, work[: index + 1])


def sent(stage: Stage, history: Values, link: int, out: Values) -> None:
    """What one link of a stage sends in each of its periods, into `out` of shape (periods + 1, draws)."""
    work = _Work(stage, history.shape[2], history.dtype)
    for t in range(stage.first, min(stage.last, len(history))):
        now = list(history[t])
        if stage.arrays.converts[link]:
            _convert(work, now, int(stage.arrays.source[link]))
            out[t] = work.sent[link]
        else:
            _flow(work, now, link, out[t])


def enter(amounts: Values, stage: Stage, before: Stage | None) -> None:
    """The amounts at the first period of a stage: nodes that are new stand at their start, those gone at 0."""
    known = set(before.at) if before else set()
    for row in set(range(len(amounts))) - set(stage.at):
        amounts[row] = 0.0
    for start, row in zip(stage.numbers.start, stage.at, strict=True):
        if row not in known:
            amounts[row] = start


class _Work:
    """A stage with the room to compute in, made once for all its periods."""

    def __init__(self, stage: Stage, draws: int, dtype: Any) -> None:
        rows = 1 + max(stage.at, default=-1)
        self.stage = stage
        self.retention = np.zeros((rows, draws), dtype)
        for value, row in zip(stage.numbers.retention, stage.at, strict=True):
            self.retention[row] = value
        # 1 / capacity, because a product costs less than a quotient
        self.inverse = {row: 1.0 / stage.numbers.capacity[i] for row, i in stage.capped.items()}
        inflow = dict(zip(stage.at, stage.numbers.inflow, strict=True))
        self.created = {row: np.empty(draws, dtype) for row in stage.capped}
        self.inflow = {row: u for row, u in inflow.items() if row in stage.capped or not _nothing(u)}
        self.limit = {row: np.empty(draws, dtype) for row in stage.capped}
        self.tiny = float(np.finfo(dtype).tiny)
        self.a, self.b, self.c, self.d = (np.empty(draws, dtype) for _ in range(4))
        self.sent = {link: np.empty(draws, dtype) for links in stage.leaving.values() for link in links}


def _nothing(number: Number) -> bool:
    return isinstance(number, float) and number == 0.0


def _step(history: Values, t: int, works: Sequence[_Work]) -> None:
    """The amounts of period t + 1, from those of t and earlier; `works` are those begun, the present one last."""
    work, now, new = works[-1], list(history[t]), list(history[t + 1])
    _keep(work, history[t], history[t + 1], now, new)
    _leave(work, now, new)
    _feed(work, new)
    converted = []
    for past, then, link in _arrivals(history, t, now, works):
        if past.stage.arrays.converts[link]:
            converted.append((past, then, link))
        else:
            row = past.stage.target[link]
            into = work.created.get(row, new[row])
            np.add(into, _flow(past, then, link, work.a), out=into)
    for row in work.created:
        _fill(work, row, now[row], new[row])
    for past, then, link in converted:
        if then is not now:
            _convert(past, then, int(past.stage.arrays.source[link]))
        row = past.stage.target[link]
        np.add(new[row], past.sent[link], out=new[row])


def _keep(work: _Work, before: Values, after: Values, now: Rows, new: Rows) -> None:
    """What of each node is still there; and what a ceiling leaves for those who arrive."""
    size = len(work.retention)
    np.multiply(work.retention, before[:size], out=after[:size])
    after[size:] = 0.0
    for node, harms in work.stage.node_harms.items():
        row = work.stage.at[node]
        for which, killer, host in harms:
            _harm(work, work.stage.numbers.node_severity[which], now[killer], now[host], new[row])
    for row, limit in work.limit.items():
        np.subtract(work.stage.numbers.capacity[work.stage.capped[row]], new[row], out=limit)


def _leave(work: _Work, now: Rows, new: Rows) -> None:
    """What converts away."""
    for node, links in work.stage.leaving.items():
        _convert(work, now, node)
        kept = new[work.stage.at[node]]
        for link in links:
            np.subtract(kept, work.sent[link], out=kept)
        np.maximum(kept, 0.0, out=kept)


def _feed(work: _Work, new: Rows) -> None:
    """What comes from outside."""
    for row, inflow in work.inflow.items():
        if row in work.created:
            work.created[row][...] = inflow
        else:
            np.add(new[row], inflow, out=new[row])


def _arrivals(history: Values, t: int, now: Rows, works: Sequence[_Work]) -> Iterator[tuple[_Work, Rows, int]]:
    """The links whose units arrive now: of each the stage in which they were sent and the amounts then."""
    for lag in sorted({lag for work in works for lag in work.stage.lags}):
        sent = t - lag
        if sent < 0:
            return
        begun = next(i for i in range(len(works) - 1, -1, -1) if works[i].stage.first <= sent)
        past, then = works[begun], now if lag == 0 else list(history[sent])
        for link in past.stage.lags.get(lag, ()):
            if all(past.stage.target[link] in later.stage.at for later in works[begun + 1 :]):
                yield past, then, link


def _flow(work: _Work, amounts: Rows, link: int, out: Values) -> Values:
    """What a link sends that creates."""
    stage, numbers = work.stage, work.stage.numbers
    np.multiply(numbers.rate[link], amounts[stage.source[link]], out=out)
    for which, killer, host in stage.link_harms.get(link, ()):
        _harm(work, numbers.link_severity[which], amounts[killer], amounts[host], out)
    for which, row in stage.needs.get(link, ()):
        level, share = amounts[row], work.b
        np.add(level, numbers.half[which], out=share)
        np.divide(level, share, out=share)
        np.multiply(out, share, out=out)
    return out


def _harm(work: _Work, severity: Number, killer: Values, host: Values, out: Values) -> None:
    """Times 1 - severity * share, the share being 0 where there is neither killer nor host."""
    share = work.b
    np.add(killer, host, out=share)
    np.maximum(share, work.tiny, out=share)
    np.divide(killer, share, out=share)
    np.multiply(share, severity, out=share)
    np.subtract(1.0, share, out=share)
    np.multiply(out, share, out=out)


def _room(work: _Work, row: int, amount: Values, out: Values) -> Values:
    """The share of the ceiling that is free."""
    np.multiply(amount, work.inverse[row], out=out)
    np.subtract(1.0, out, out=out)
    return np.maximum(out, 0.0, out=out)


def _fill(work: _Work, row: int, amount: Values, new: Values) -> None:
    """What arrives under a ceiling."""
    made, limit = work.created[row], work.limit[row]
    np.multiply(made, _room(work, row, amount, work.a), out=made)
    np.maximum(limit, 0.0, out=limit)
    np.minimum(made, limit, out=made)
    np.add(new, made, out=new)


def _convert(work: _Work, amounts: Rows, node: int) -> None:
    """What the links of a node convert away, pro rata where they would take more than it keeps; into work.sent."""
    stage, numbers, kept, total = work.stage, work.stage.numbers, work.c, work.d
    links, row = stage.leaving[node], stage.at[node]
    np.multiply(work.retention[row], amounts[row], out=kept)
    for which, killer, host in stage.node_harms.get(node, ()):
        _harm(work, numbers.node_severity[which], amounts[killer], amounts[host], kept)
    for i, link in enumerate(links):
        sent = _flow(work, amounts, link, work.sent[link])
        if stage.target[link] in work.inverse:
            np.multiply(sent, _room(work, stage.target[link], amounts[stage.target[link]], work.b), out=sent)
        np.add(total, sent, out=total) if i else np.copyto(total, sent)
    np.maximum(total, kept, out=total)
    np.maximum(total, work.tiny, out=total)
    np.divide(kept, total, out=total)
    for link in links:
        np.multiply(work.sent[link], total, out=work.sent[link])
