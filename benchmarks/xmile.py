"""A linear model as XMILE and its runs in the peers: one stock for each node, one for each period of lag."""

from __future__ import annotations

from loopmodel.arrays import Arrays

HEAD = (
    '<?xml version="1.0" encoding="utf-8"?><xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">'
    '<header><vendor>loopmodel</vendor><product version="1">benchmark</product></header>'
    '<sim_specs method="Euler"><start>0</start><stop>{stop}</stop><dt>1</dt></sim_specs><model><variables>'
)


def xmile(arrays: Arrays, periods: int) -> str:
    """XMILE text of a model that has no ceiling, harm, need or conversion; rates stand as constants of their own."""
    out = [HEAD.format(stop=periods)]
    arriving: list[list[str]] = [[] for _ in arrays.nodes]
    for i, (source, target, lag) in enumerate(zip(arrays.source, arrays.target, arrays.lag, strict=True)):
        out.append(
            f'<aux name="r{i}"><eqn>{arrays.rate[i]!r}</eqn></aux>'.replace("np.float64(", "").replace(")<", "<")
        )
        sent = f"r{i} * x{source}"
        for d in range(lag):
            out.append(f'<flow name="c{i}_{d}"><eqn>{sent} - w{i}_{d}</eqn></flow>')
            out.append(f'<stock name="w{i}_{d}"><eqn>0</eqn><inflow>c{i}_{d}</inflow></stock>')
            sent = f"w{i}_{d}"
        arriving[target].append(sent)
    for n in range(len(arrays.nodes)):
        lost, inflow = 1 - float(arrays.retention[n]), float(arrays.inflow[n])
        eqn = " + ".join([*arriving[n], repr(inflow)]) + f" - {lost!r} * x{n}"
        out.append(f'<flow name="d{n}"><eqn>{eqn}</eqn></flow>')
        out.append(f'<stock name="x{n}"><eqn>{float(arrays.start[n])!r}</eqn><inflow>d{n}</inflow></stock>')
    return "".join([*out, "</variables></model></xmile>"])
