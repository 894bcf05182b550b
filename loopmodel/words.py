"""Numbers and verdicts as a person would say them."""

from __future__ import annotations

import math
import unicodedata

from loopmodel.analysis.verdict import Verdict
from loopmodel.model import LoopModel

ADVERB = {"day": "a day", "week": "a week", "month": "a month", "quarter": "a quarter", "year": "a year"}


def safe(text: str) -> str:
    """Text for the middle of a sentence: no control or direction marks, at most 60 characters."""
    plain = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return plain if len(plain) <= 60 else plain[:59] + "…"


def number(value: float) -> str:
    """A number to three digits: 0.4, 27, 1,240, 3.2 million."""
    size = abs(value)
    for limit, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if size >= limit:
            return f"{value / limit:,.3g} {word}" if size < limit * 1e3 else f"{value:.2e}"
    if size >= 1000:
        return f"{value:,.0f}"
    if size == 0 or size >= 0.001:
        return f"{value:.3g}"
    return f"{value:.2e}"


def percent(share: float) -> str:
    """A share as a percentage to two digits: 2.6 %."""
    value = share * 100
    return f"{value:.2g} %" if abs(value) < 10 else f"{value:,.0f} %"


def periods(count: float, period: str) -> str:
    """A span of time: 27 weeks, 1 week."""
    said = number(count) if count < 10 else f"{count:,.0f}"
    return f"{said} {period}{'' if said == '1' else 's'}"


def name_of(model: LoopModel, id_: str) -> str:
    """The name of a node, safe for a sentence."""
    return safe(model.by_id[id_].name)


def link_name(model: LoopModel, id_: str) -> str:
    """A link as "source → target"."""
    link = model.by_id[id_]
    return f"{name_of(model, link.source)} → {name_of(model, link.target)}"


def verdict_sentence(model: LoopModel, found: Verdict) -> str:
    """The verdict in one or two sentences, every number computed from the model."""
    if not model.nodes:
        return "Nothing drawn yet. Double-click the paper to make the first node."
    say = {
        "open": _open,
        "fading": _fading,
        "break-even": _break_even,
        "self-sustaining": _self_sustaining,
        "needs-critical-mass": _critical,
        "overrun": _overrun,
    }[found.token]
    return say(model, found)


def _pace(model: LoopModel, factor: float) -> str:
    return f"{percent(abs(factor - 1.0))} {ADVERB[model.period]}"


def _open(model: LoopModel, found: Verdict) -> str:
    missing = found.customer_user_loop.missing
    if not model.links:
        return "Open: no link yet. Drag from the rim of one node to another."
    if missing is None:
        return "Open: no link leads back to where a loop began, so nothing grows by itself."
    hop = f"{name_of(model, missing[0])} → {name_of(model, missing[1])}"
    return f"Open: no link leads back. Missing between customer and user: {hop}."


def _weakest(model: LoopModel, found: Verdict) -> str:
    if not found.break_evens:
        return ""
    link = found.break_evens[0]
    level = number(link.break_even)
    if link.break_even < link.rate:
        return f" Weakest: {link_name(model, link.link)}; below {level} the loop dies."
    return f" Nearest way out: {link_name(model, link.link)} at {level} instead of {number(link.rate)}."


def _fading(model: LoopModel, found: Verdict) -> str:
    if found.course.turns_at is not None:
        return f"Fading: from {model.period} {found.course.turns_at} on what the loop needs is no longer there."
    factor = found.loop_growth or 0.0
    return f"Fading: without help it loses {_pace(model, factor)}." + _weakest(model, found)


def _break_even(model: LoopModel, found: Verdict) -> str:
    return "At break-even: the loop keeps its size, no more. Any link a little weaker and it fades."


def _self_sustaining(model: LoopModel, found: Verdict) -> str:
    course, factor = found.course, found.growth_factor or 0.0
    if course.turns_at is not None:
        said = f"Self-sustaining from {model.period} {course.turns_at} on; before that it needs its inflow."
    elif factor > 1.0 and found.doubling_time is not None:
        said = f"Self-sustaining: {_pace(model, factor)}, doubles in {periods(found.doubling_time, model.period)}."
    elif course.full_at == 0:
        said = "Self-sustaining, but its market is full from the start."
    else:
        said = "Self-sustaining where there is room; from this start its ceilings hold it back."
    if course.full_at:
        said += f" {name_of(model, course.full or '')} fill their market by {model.period} {course.full_at}."
    return said + (_weakest(model, found) if factor > 1.0 else "")


def _critical(model: LoopModel, found: Verdict) -> str:
    multiple = found.course.critical_mass or math.nan
    return f"Needs critical mass: from this start it dies; from {number(multiple)} times the start it takes off."


def _overrun(model: LoopModel, found: Verdict) -> str:
    first = _pace(model, found.growth_factor or 0.0)
    turn = f"{model.period} {found.course.turns_at}"
    return f"Overrun: it starts out growing {first}, but from {turn} its killers outweigh it and it withers."
