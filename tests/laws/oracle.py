"""The step of docs/formulas.md once more, written as plainly as it reads: dictionaries, one element at a time."""

from __future__ import annotations

from loopmodel import LoopModel
from loopmodel.estimate import mid


def trajectory(model: LoopModel, periods: int) -> list[dict[str, float]]:
    """Amounts of each node at 0, 1, ... periods."""
    x = {node.id: float(mid(node.start)) for node in model.nodes}
    history, sent = [x], []
    for _ in range(periods):
        flows = _flows(model, x)
        sent.append(flows)
        x = _next(model, x, sent)
        history.append(x)
    return history


def _share(x: dict[str, float], killer: str, host: str) -> float:
    total = x[killer] + x[host]
    return x[killer] / total if total > 0 else 0.0


def _multiplier(model: LoopModel, x: dict[str, float], target: str) -> float:
    factor = 1.0
    for harm in model.harms:
        if harm.target == target:
            factor *= 1 - mid(harm.severity) * _share(x, harm.killer, harm.host)
    for need in model.needs:
        if need.link == target:
            factor *= x[need.node] / (x[need.node] + mid(need.half))
    return factor


def _room(model: LoopModel, x: dict[str, float], node: str) -> float:
    capacity = model.by_id[node].capacity
    return 1.0 if capacity is None else max(0.0, 1 - x[node] / mid(capacity))


def _kept(model: LoopModel, x: dict[str, float], node: str) -> float:
    return mid(model.by_id[node].retention) * _multiplier(model, x, node)


def _flows(model: LoopModel, x: dict[str, float]) -> dict[str, float]:
    per_unit = {}
    for link in model.links:
        per_unit[link.id] = mid(link.rate) * _multiplier(model, x, link.id)
        if link.mode == "converts":
            per_unit[link.id] *= _room(model, x, link.target)
    for node in model.nodes:
        leaving = [link for link in model.links if link.source == node.id and link.mode == "converts"]
        total, kept = sum(per_unit[link.id] for link in leaving), _kept(model, x, node.id)
        for link in leaving:
            if total > kept:
                per_unit[link.id] *= kept / total
    return {link.id: per_unit[link.id] * x[link.source] for link in model.links}


def _next(model: LoopModel, x: dict[str, float], sent: list[dict[str, float]]) -> dict[str, float]:
    now = len(sent) - 1
    new = {}
    for node in model.nodes:
        kept = _kept(model, x, node.id) * x[node.id]
        leaving = sum(sent[now][k.id] for k in model.links if k.source == node.id and k.mode == "converts")
        arriving = {"creates": 0.0, "converts": 0.0}
        for link in model.links:
            if link.target == node.id and now >= link.lag:
                arriving[link.mode] += sent[now - link.lag][link.id]
        created = _room(model, x, node.id) * (mid(node.inflow) + arriving["creates"])
        if node.capacity is not None:
            created = min(created, max(0.0, mid(node.capacity) - kept))
        new[node.id] = kept - leaving + created + arriving["converts"]
    return new
