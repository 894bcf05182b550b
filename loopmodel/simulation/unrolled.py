"""One projection of a small model as straight-line Python, written once for each structure.

The same step as step.py, with every index resolved beforehand. For a few dozen links this beats array operations, whose
cost per call is larger than the arithmetic; `benchmarks/` measures by how much. step.py stays the definition, and
tests hold the two together.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from struct import pack
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from loopmodel.arrays import Arrays, Floats

Run = Callable[..., list[float]]
REMEMBERED = 6  # periods of lag up to which past amounts are held in names of their own


class Structure(NamedTuple):
    """Everything about a model but its numbers: all that the source text depends on."""

    retained: tuple[int, ...]  # of each node 0, 1 or 2: keeps nothing, everything, a share
    links: tuple[tuple[int, int, int, bool], ...]  # source, target, lag, converts
    capped: tuple[int, ...]
    fed: tuple[int, ...]
    link_harms: tuple[tuple[int, int, int], ...]  # link, killer, host
    node_harms: tuple[tuple[int, int, int], ...]  # node, killer, host
    needs: tuple[tuple[int, int], ...]  # link, node


_KEPT: WeakKeyDictionary[Arrays, tuple[Run, list[list[float]]]] = WeakKeyDictionary()


def project_unrolled(arrays: Arrays, periods: int) -> tuple[Floats, float]:
    """Amounts of shape (periods + 1, nodes), and their sum: infinite or nan where any of them is.

    The sum is taken here, of plain floats: a first vector operation costs a small projection a sixth of its time.
    """
    prepared = _KEPT.get(arrays)
    if prepared is None:
        prepared = _KEPT[arrays] = (_compiled(_structure(arrays)), _numbers(arrays))
    run, numbers = prepared
    values = run(periods, *numbers)
    amounts = np.frombuffer(pack(f"{len(values)}d", *values)).reshape(periods + 1, len(arrays.nodes))
    return amounts, sum(values)


def _numbers(arrays: Arrays) -> list[list[float]]:
    harms = arrays.link_harms.severity.tolist() + arrays.node_harms.severity.tolist()
    limits = arrays.capacity[np.isfinite(arrays.capacity)].tolist()
    inflow = arrays.inflow[arrays.inflow > 0].tolist()
    half = arrays.needs.half.tolist()
    return [arrays.start.tolist(), arrays.retention.tolist(), inflow, limits, arrays.rate.tolist(), harms, half]


def _structure(arrays: Arrays) -> Structure:
    def rows(*columns: np.ndarray) -> tuple[tuple[int, ...], ...]:
        return tuple(zip(*(column.tolist() for column in columns), strict=True))

    on_links, on_nodes = arrays.link_harms, arrays.node_harms
    kept = np.where(arrays.retention == 0, 0, np.where(arrays.retention == 1, 1, 2))
    return Structure(
        tuple(kept.tolist()),
        rows(arrays.source, arrays.target, arrays.lag, arrays.converts),  # type: ignore[arg-type]
        tuple(np.flatnonzero(np.isfinite(arrays.capacity)).tolist()),
        tuple(np.flatnonzero(arrays.inflow > 0).tolist()),
        rows(on_links.target, on_links.killer, on_links.host),  # type: ignore[arg-type]
        rows(on_nodes.target, on_nodes.killer, on_nodes.host),  # type: ignore[arg-type]
        rows(arrays.needs.link, arrays.needs.node),  # type: ignore[arg-type]
    )


@lru_cache(maxsize=256)
def _compiled(structure: Structure) -> Run:
    names: dict[str, Run] = {}
    exec(compile(source_text(structure), "<projection of one structure>", "exec"), names)  # noqa: S102
    return names["run"]


def source_text(s: Structure) -> str:
    """The Python source of the projection; it holds indices only, never text or numbers of a user.

    Names: x amount, s retention, w kept retention, u inflow, k capacity, room, r rate, m multiplier of a link,
    g multiplier of a retention, v severity, h half, f flow, sent what a lagged link sent.
    """
    count = len(s.retained)
    unpacked = [
        ("x", range(count), "start"),
        ("s", range(count), "retention"),
        ("u", s.fed, "inflow"),
        ("k", s.capped, "capacity"),
        ("r", range(len(s.links)), "rate"),
        ("v", range(len(s.link_harms) + len(s.node_harms)), "severity"),
        ("h", range(len(s.needs)), "half"),
    ]
    head = [f"[{', '.join(f'{n}{i}' for i in which)}] = {source}" for n, which, source in unpacked if which]
    lagged = [(i, lag) for i, (_, _, lag, _) in enumerate(s.links) if lag and not _remembered(s, i)]
    head += [f"sent{i} = [0.0] * {lag}; send{i} = sent{i}.append" for i, lag in lagged]
    head += [f"{' = '.join(f'z{node}_{d}' for d in range(1, depth + 1))} = 0.0" for node, depth in _depths(s)]
    xs = "".join(f"x{i}, " for i in range(count))
    lines = [
        "def run(periods, start, retention, inflow, capacity, rate, severity, half):",
        *(f"    {line}" for line in [*head, f"out = [{xs}]"]),
        "    for t in range(periods):",
        *(f"        {line}" for line in [*_factors(s), *_flows(s), *_next_amounts(s), *_remember(s)]),
        f"        {xs}= row" if xs else "",
        "        out += row",
        "    return out",
    ]
    return "\n".join(lines)


def _factors(s: Structure) -> list[str]:
    """Room, multipliers of links (m), and kept retention (w) where it is more than one name."""
    lines = [f"room{i} = 1.0 - x{i} / k{i} if x{i} < k{i} else 0.0" for i in s.capped]
    factors: dict[str, list[str]] = {}
    harms = [(f"m{t}", k, h) for t, k, h in s.link_harms] + [(f"g{t}", k, h) for t, k, h in s.node_harms]
    for number, (name, killer, host) in enumerate(harms):
        share = f"x{killer} / (x{killer} + x{host}) if x{killer} > 0.0 else 0.0"
        factors.setdefault(name, []).append(f"(1.0 - v{number} * ({share}))")
    for number, (link, node) in enumerate(s.needs):
        factors.setdefault(f"m{link}", []).append(f"x{node} / (x{node} + h{number})")
    lines += [f"{name} = {' * '.join(parts)}" for name, parts in factors.items()]
    harmed = {target for target, _, _ in s.node_harms}
    return lines + [f"w{node} = s{node} * g{node}" for node in sorted(harmed)]


def _kept(s: Structure, node: int) -> str:
    harmed = any(target == node for target, _, _ in s.node_harms)
    return f"w{node}" if harmed else f"s{node}"


def _flows(s: Structure) -> list[str]:
    """Flows that are used twice or kept: conversions, and what lagged links send."""
    lines = []
    for node in range(len(s.retained)):
        leaving = _leaving(s, node)
        for i in leaving:
            lines.append(f"f{i} = {_rate(s, i)}" + (f" * room{s.links[i][1]}" if s.links[i][1] in s.capped else ""))
        if leaving:
            kept = _kept(s, node)
            lines.append(f"q = {' + '.join(f'f{i}' for i in leaving)}")
            lines.append(f"q = {kept} / q * x{node} if q > {kept} else x{node}")
            lines += [f"f{i} *= q" for i in leaving]
    for i, (_, _, lag, converts) in enumerate(s.links):
        if lag and not _remembered(s, i):
            lines.append(f"send{i}({f'f{i}' if converts else _created(s, i)})")
    return lines


def _leaving(s: Structure, node: int) -> list[int]:
    return [i for i, (source, _, _, converts) in enumerate(s.links) if converts and source == node]


def _changing(s: Structure, link: int) -> bool:
    return any(t == link for t, _, _ in s.link_harms) or any(t == link for t, _ in s.needs)


def _rate(s: Structure, link: int) -> str:
    return f"r{link} * m{link}" if _changing(s, link) else f"r{link}"


def _remembered(s: Structure, link: int) -> bool:
    """Whether what a lagged link brings is read from the past amounts of its source instead of a list of its own."""
    _, _, lag, converts = s.links[link]
    return 0 < lag <= REMEMBERED and not converts and not _changing(s, link)


def _depths(s: Structure) -> list[tuple[int, int]]:
    """For each node how many past amounts are remembered, z1 being the last but one."""
    depths: dict[int, int] = {}
    for i, (source, _, lag, _) in enumerate(s.links):
        if _remembered(s, i):
            depths[source] = max(lag, depths.get(source, 0))
    return sorted(depths.items())


def _remember(s: Structure) -> list[str]:
    return [
        f"z{node}_{d} = " + (f"z{node}_{d - 1}" if d > 1 else f"x{node}")
        for node, depth in _depths(s)
        for d in range(depth, 0, -1)
    ]


def _created(s: Structure, link: int) -> str:
    return f"{_rate(s, link)} * x{s.links[link][0]}"


def _arriving(s: Structure, node: int, converted: bool) -> list[str]:
    return [
        f"r{i} * z{source}_{lag}"
        if _remembered(s, i)
        else f"sent{i}[t]"
        if lag
        else f"f{i}"
        if converts
        else _created(s, i)
        for i, (source, target, lag, converts) in enumerate(s.links)
        if target == node and converts == converted
    ]


def _next_amounts(s: Structure) -> list[str]:
    """The amounts one period later, all from the old ones."""
    lines, row = [], []
    for node, retained in enumerate(s.retained):
        harmed = any(target == node for target, _, _ in s.node_harms)
        kept = f"{_kept(s, node)} * x{node}" if harmed or retained == 2 else f"x{node}" if retained else ""
        new = ([f"u{node}"] if node in s.fed else []) + _arriving(s, node, converted=False)
        leaving = _leaving(s, node)
        if node in s.capped and new:
            lines.append(f"a{node} = room{node} * ({' + '.join(new)})")
            lines.append(f"q = k{node} - {kept or '0.0'}")
            lines.append(f"if a{node} > q: a{node} = q if q > 0.0 else 0.0")
            new = [f"a{node}"]
        if leaving:
            lines.append(f"b{node} = {kept or '0.0'} - {' - '.join(f'f{i}' for i in leaving)}")
            lines.append(f"if b{node} < 0.0: b{node} = 0.0")
            kept = f"b{node}"
        parts = ([kept] if kept else []) + new + _arriving(s, node, converted=True)
        row.append(" + ".join(parts) or "0.0")
    return [*lines, f"row = ({', '.join(row)},)" if row else "row = ()"]
