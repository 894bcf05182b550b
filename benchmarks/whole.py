"""A whole gallery model (ceilings and harms, no lags, no conversions) as equations that the peers understand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from loopmodel.arrays import Arrays

Pick = Callable[[Any, Any], Any]


@dataclass(frozen=True)
class Text:
    """An expression as text, made by writing it with Python's operators."""

    said: str

    def __add__(self, other: Any) -> Text:
        return Text(f"({self.said} + {_said(other)})")

    def __sub__(self, other: Any) -> Text:
        return Text(f"({self.said} - {_said(other)})")

    def __rsub__(self, other: Any) -> Text:
        return Text(f"({_said(other)} - {self.said})")

    def __mul__(self, other: Any) -> Text:
        return Text(f"({self.said} * {_said(other)})")

    def __truediv__(self, other: Any) -> Text:
        return Text(f"({self.said} / {_said(other)})")


def _said(part: Any) -> str:
    return part.said if isinstance(part, Text) else repr(float(part))


def numbers(arrays: Arrays) -> dict[str, float]:
    """Every number of the model by a short name, as one run uses it."""
    named = {"s": arrays.retention, "u": arrays.inflow, "k": arrays.capacity, "r": arrays.rate, "i": arrays.start}
    found = {f"{letter}{n}": float(v) for letter, values in named.items() for n, v in enumerate(values)}
    severities = [*arrays.link_harms.severity, *arrays.node_harms.severity]
    found |= {f"v{n}": float(value) for n, value in enumerate(severities)}
    return {name: value for name, value in found.items() if np.isfinite(value)}


def net(arrays: Arrays, x: list[Any], number: Mapping[str, Any], least: Pick, most: Pick) -> list[Any]:
    """What each node changes by in a period, from amounts `x` and `number`, in whatever can be added and multiplied."""
    rate = [number[f"r{i}"] * x[source] for i, source in enumerate(arrays.source)]
    kept = [number[f"s{n}"] * x[n] for n in range(len(x))]
    harms, on_nodes = arrays.link_harms, arrays.node_harms
    for which, (target, killer, host) in enumerate(zip(harms.target, harms.killer, harms.host, strict=True)):
        rate[target] = rate[target] * (1.0 - number[f"v{which}"] * (x[killer] / (x[killer] + x[host])))
    for which, (target, killer, host) in enumerate(zip(on_nodes.target, on_nodes.killer, on_nodes.host, strict=True)):
        share = x[killer] / (x[killer] + x[host])
        kept[target] = kept[target] * (1.0 - number[f"v{which + len(harms.target)}"] * share)
    changes = []
    for n in range(len(x)):
        arriving = number[f"u{n}"]
        for link, target in enumerate(arrays.target):
            arriving = arriving + rate[link] if target == n else arriving
        if np.isfinite(arrays.capacity[n]):
            room = most(1.0 - x[n] / number[f"k{n}"], 0.0)
            arriving = least(arriving * room, most(number[f"k{n}"] - kept[n], 0.0))
        changes.append(kept[n] + arriving - x[n])
    return changes


def xmile_whole(arrays: Arrays, periods: int, head: str) -> str:
    """XMILE text with every number as a constant that a run can set."""
    values = numbers(arrays)
    x = [Text(f"x{n}") for n in range(len(arrays.nodes))]
    made = net(
        arrays,
        x,
        {name: Text(name) for name in values},
        lambda a, b: Text(f"MIN({_said(a)}, {_said(b)})"),
        lambda a, b: Text(f"MAX({_said(a)}, {_said(b)})"),
    )
    out = [head.format(stop=periods)]
    out += [f'<aux name="{name}"><eqn>{value!r}</eqn></aux>' for name, value in values.items()]
    for n, change in enumerate(made):
        out.append(f'<flow name="d{n}"><eqn>{change.said}</eqn></flow>')
        out.append(f'<stock name="x{n}"><eqn>i{n}</eqn><inflow>d{n}</inflow></stock>')
    return "".join([*out, "</variables></model></xmile>"])
