"""Random valid models for Hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    """Plain numbers of three digits: what people type, and far from the edges of arithmetic."""
    return st.integers(int(low * 1000), int(high * 1000)).map(lambda n: n / 1000)


@st.composite
def documents(
    draw: Any, linear: bool = False, converts: bool = True, lags: int = 3, nodes: int = 6, killers: bool = True
) -> dict[str, Any]:
    """A valid document; `linear` leaves out ceilings, harms, needs and conversions."""
    count = draw(st.integers(1, nodes))
    roles = ["user", "customer", "member", "content", "channel"] + (["killer"] if killers and not linear else [])
    ids = [f"n{i}" for i in range(count)]
    made: dict[str, Any] = {"format": "loopmodel/1", "nodes": [], "links": [], "harms": [], "needs": []}
    for id_ in ids:
        node = {"id": id_, "role": draw(st.sampled_from(roles)), "start": draw(numbers(0, 50))}
        node["retention"] = draw(numbers(0, 1))
        node["inflow"] = 0 if linear else draw(st.sampled_from([0, 0, 2.5]))
        if not linear and draw(st.booleans()):
            node["capacity"] = draw(numbers(1, 120))
        made["nodes"].append(node)
    for i in range(draw(st.integers(0, 2 * count))):
        link = {"id": f"l{i}", "source": draw(st.sampled_from(ids)), "target": draw(st.sampled_from(ids))}
        link["rate"], link["lag"] = draw(numbers(0, 1.5)), draw(st.integers(0, lags))
        link["mode"] = "converts" if converts and not linear and draw(st.integers(0, 3)) == 0 else "creates"
        made["links"].append(link)
    if not linear:
        _ties(draw, made)
    return made


def _ties(draw: Any, made: dict[str, Any]) -> None:
    ids = [node["id"] for node in made["nodes"]]
    foes = [node["id"] for node in made["nodes"] if node["role"] == "killer"]
    links = [link["id"] for link in made["links"]]
    if foes:
        for i in range(draw(st.integers(0, 2))):
            harm = {"id": f"h{i}", "killer": draw(st.sampled_from(foes)), "target": draw(st.sampled_from(ids + links))}
            made["harms"].append({**harm, "severity": draw(numbers(0, 1))})
    if links:
        for i in range(draw(st.integers(0, 2))):
            need = {"id": f"d{i}", "link": draw(st.sampled_from(links)), "node": draw(st.sampled_from(ids))}
            made["needs"].append({**need, "half": draw(numbers(0.5, 30))})
