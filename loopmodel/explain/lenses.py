"""The three lenses in words: what decides, and why the lenses disagree where they do."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from loopmodel.analysis.loops import Loops
from loopmodel.analysis.together import Reach
from loopmodel.analysis.weak import Entry, WeakPoints
from loopmodel.model import LoopModel
from loopmodel.words import link_name, name_of, number, percent, periods

SAME = 1e-6


def quantity_name(model: LoopModel, id_: str, field: str) -> str:
    """A link as "source → target", a retention as "retention of X"."""
    return link_name(model, id_) if field == "rate" else f"retention of {name_of(model, id_)}"


def of(model: LoopModel, entry: Entry) -> str:
    """The name of an entry."""
    return quantity_name(model, entry.id, entry.field)


def leaders(found: WeakPoints) -> dict[str, list[Entry]]:
    """For each lens the entries it puts first (several where they tie); a lens that says nothing is left out."""
    made = {
        "leverage": _first(found.entries, lambda e: None if e.elasticity is None else -e.elasticity),
        "fragility": _first(found.entries, lambda e: None if e.distance is None else abs(e.distance)),
        "loss": _first(found.entries, lambda e: e.without),
    }
    return {lens: entries for lens, entries in made.items() if entries}


def _first(entries: Sequence[Entry], size: Callable[[Entry], float | None]) -> list[Entry]:
    sized = [(value, entry) for entry in entries if (value := size(entry)) is not None]
    least = min((value for value, _ in sized), default=0.0)
    return [entry for value, entry in sized if value - least <= SAME * max(1.0, abs(least))]


def headline(model: LoopModel, found: WeakPoints) -> str:
    """The one sentence on top of the page."""
    if not model.nodes:
        return "Nothing drawn yet: draw two nodes and the links between them, and their weak points stand here."
    if found.loop_growth is None:
        return "No loop, so no weak point: first it has to be closed."
    first = leaders(found).get("fragility")
    if not first:
        said = "carry themselves whichever one of them fails" if found.loop_growth > 1 else "fade whatever one changes"
        return f"No single number decides: the loops {said} ({found.at})."
    entry = first[0]
    return f"{_decides(model, first)}: {of(model, entry)}. {_way(entry, found)}"


def _decides(model: LoopModel, first: Sequence[Entry]) -> str:
    if len(first) == 1:
        return "One link decides" if first[0].field == "rate" else "One retention decides"
    return f"{len(first)} numbers decide alike (a tie), the first of them"


def _way(entry: Entry, found: WeakPoints) -> str:
    level, distance = entry.break_even, entry.distance
    if level is None or distance is None:
        return ""
    if abs(distance) <= SAME:
        return f"It is exactly at its break-even, {number(level)} ({found.at})."
    if distance < 0:
        return f"Below {number(level)} the loop dies; that is {percent(-distance)} less than now ({found.at})."
    return f"At {number(level)} instead of {number(entry.value)} the loops carry themselves ({found.at})."


def disagreement(model: LoopModel, found: WeakPoints) -> str:
    """Whether leverage, fragility and loss point to the same number, and why not where they do not."""
    first = leaders(found)
    if "leverage" not in first or "fragility" not in first:
        why = found.elasticity_of_lags_why or "no number has a break-even of its own here"
        return f"The lenses cannot be compared: {why}."
    a, b = _apart(first["leverage"], first["fragility"])
    if a is None or b is None:
        return _agree(model, first)
    said = f"The lenses disagree: most leverage lies in the {_named(model, a)}, but nearest to the edge is the "
    return f"{said}{_named(model, b)}. {_why_apart(model, found, a, b)}{_loss(model, first, a)}"


def _named(model: LoopModel, entry: Entry) -> str:
    return f"link {of(model, entry)}" if entry.field == "rate" else of(model, entry)


def _apart(one: Sequence[Entry], other: Sequence[Entry]) -> tuple[Entry | None, Entry | None]:
    return (None, None) if set(one) & set(other) else (one[0], other[0])


def _agree(model: LoopModel, first: dict[str, list[Entry]]) -> str:
    both = next(e for e in first["leverage"] if e in first["fragility"])
    said = f"Leverage and fragility agree on the {_named(model, both)}."
    if "loss" in first and both not in first["loss"]:
        return said + _loss(model, first, both)
    return said + (" So does loss." if "loss" in first else "")


def _why_apart(model: LoopModel, found: WeakPoints, a: Entry, b: Entry) -> str:
    """Why the entry with most leverage is not the one nearest to its break-even."""
    if a.break_even is None:
        return f"The first has no edge of its own: {a.break_even_why}."
    whole_a, whole_b = _average(found, a), _average(found, b)
    if whole_a is None or whole_b is None or a.elasticity is None or b.elasticity is None:
        return "One of them has its edge at 0, so there is no way to compare."
    return (
        "Leverage asks what the first percent does, fragility how far the whole way is. The first percent moves "
        f"the growth factor by {number(a.elasticity)} % and {number(b.elasticity)} %; on average over the whole way to "
        f"the edge it is {number(whole_a)} % and {number(whole_b)} %, so the effect of the first wears off."
    )


def _average(found: WeakPoints, entry: Entry) -> float | None:
    """Elasticity on average over the way to the break-even, at which the growth factor is 1."""
    level, factor = entry.break_even, found.loop_growth
    if not level or not factor or entry.value <= 0.0 or level == entry.value:
        return None
    return math.log(factor) / math.log(entry.value / level)


def _loss(model: LoopModel, first: dict[str, list[Entry]], named: Entry) -> str:
    lost = first.get("loss")
    if not lost or named in lost:
        return ""
    return (
        f" Losing one altogether costs most at the {_named(model, lost[0])}: a small change of it matters less, "
        "because leverage asks about one percent and loss about all of it."
    )


def together_sentence(model: LoopModel, reach: Reach) -> str:
    """Whether one number within reach is enough, or which two are."""
    if reach.alone:
        names = [quantity_name(model, id_, field) for id_, field in reach.alone[:3]]
        more = f" (and {len(reach.alone) - 3} more)" if len(reach.alone) > 3 else ""
        return f"Enough alone, with the rate doubled or the churn halved: {', '.join(names)}{more}."
    if not reach.together:
        return ""
    a, b = reach.together[0].parts
    said = " and ".join(
        f"{quantity_name(model, p.id, p.field)} at {number(p.needed)} instead of {number(p.value)}" for p in (a, b)
    )
    return f"No single rate doubled, and no single churn halved, is enough; these two together are: {said}."


def entry_sentence(model: LoopModel, entry: Entry, found: WeakPoints) -> str:
    """One entry under its three lenses."""
    name = of(model, entry)
    leverage = f"leverage undefined, because {entry.elasticity_why}"
    if entry.elasticity is not None:
        leverage = f"1 % more changes the growth factor by {number(entry.elasticity)} %"
    level = f"no break-even: {entry.break_even_why}"
    if entry.break_even is not None:
        way = "" if entry.distance is None else f" ({percent(entry.distance)} from now)"
        level = f"break-even at {number(entry.break_even)}{way}"
    loss = f"without it: {entry.without_why}"
    if entry.without is not None:
        loss = f"without it the growth factor is {number(entry.without)}"
    return f"{name}, now {number(entry.value)}: {leverage}; {level}; {loss} ({found.at})."


def tie_sentence(found: Loops) -> str:
    """That the first loops are equally strong, where they are; else nothing."""
    gains = [abs(loop.gain) for loop in found.loops if loop.gain]
    equal = sum(abs(gain - gains[0]) <= 1e-9 * gains[0] for gain in gains)
    return f"A tie: the first {equal} loops have the same gain." if found.by == "gain" and equal > 1 else ""


def round_sentence(model: LoopModel, nodes: Sequence[str], gain: float | None, time: float | None) -> str:
    """One loop in words: its way, what a round brings, how long it takes."""
    way = " → ".join(name_of(model, id_) for id_ in [*nodes, nodes[0]])
    brings = "" if gain is None else f"; one round turns 1 into {number(gain)}"
    takes = "" if time is None else f" and takes {periods(time, model.period)}"
    return f"{way}{brings}{takes}"
