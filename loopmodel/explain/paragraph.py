"""One paragraph a founder can read aloud."""

from __future__ import annotations

from typing import NamedTuple

from loopmodel.analysis.closing import Closing
from loopmodel.analysis.killers import CounterForce, Tolerance
from loopmodel.analysis.loops import Loops
from loopmodel.analysis.mass import Mass
from loopmodel.analysis.verdict import Verdict
from loopmodel.analysis.weak import WeakPoints
from loopmodel.explain.advice import in_people
from loopmodel.explain.lenses import leaders, of, round_sentence
from loopmodel.model import LoopModel
from loopmodel.words import ADVERB, name_of, number, percent, periods, safe


class Findings(NamedTuple):
    """All that the paragraph is made of, at start."""

    verdict: Verdict
    weak: WeakPoints
    loops: Loops
    closing: Closing
    tolerances: tuple[Tolerance, ...]
    counter_forces: tuple[CounterForce, ...]
    mass: Mass


def founders_paragraph(model: LoopModel, found: Findings) -> str:
    """The paragraph: what it is, what goes round, what it hangs on, what would kill it, what to do first."""
    if not model.nodes:
        return "There is nothing to tell yet: the drawing is empty."
    parts = [say(model, found) for say in (_what, _round, _hangs_on, _killer, _next)]
    return " ".join(part for part in parts if part)


def _what(model: LoopModel, found: Findings) -> str:
    name, factor = safe(model.name) or "This product", found.verdict.loop_growth or 0.0
    pace = f"{percent(abs(factor - 1.0))} {ADVERB[model.period]}"
    doubling = found.verdict.doubling_time
    carries = "is a loop that carries itself once it is under way"
    if factor > 1.0:
        twice = f" and doubles in {periods(doubling, model.period)}" if doubling else ""
        carries = f"is a loop that carries itself: at first it grows {pace}{twice}"
    said = {
        "open": "is not a loop yet: nothing comes back to where it began, so everyone has to be brought from outside",
        "fading": f"is a loop that does not carry itself: left alone it loses {pace}",
        "break-even": "is a loop that just keeps its size",
        "self-sustaining": carries,
        "needs-critical-mass": "is a loop with two futures: from its present start it dies, from a larger one it grows",
        "overrun": f"is a loop that grows {pace} at first and is then overrun by what feeds on it",
    }[found.verdict.token]
    return f"{name} {said}."


def _round(model: LoopModel, found: Findings) -> str:
    loops = [loop for loop in found.loops.loops if loop.polarity == "reinforcing"]
    if not loops:
        return ""
    first = loops[0]
    said = f"Its strongest loop is {round_sentence(model, first.nodes, first.gain, first.cycle_time)}."
    tied = [k for k in loops[1:] if k.gain is not None and first.gain is not None and abs(k.gain - first.gain) < 1e-9]
    return said + (" Another loop is exactly as strong: a tie." if tied else "")


def _hangs_on(model: LoopModel, found: Findings) -> str:
    first = leaders(found.weak).get("fragility")
    if not first:
        alone = found.weak.loop_growth is not None and found.weak.loop_growth > 1.0
        return "No single link decides over it: another loop stands in for each." if alone else ""
    entry = first[0]
    if entry.break_even is None or entry.distance is None:
        return ""
    name = "the link " + of(model, entry) if entry.field == "rate" else "the " + of(model, entry)
    if entry.distance < 0:
        room = f"at {number(entry.value)} today, it may fall by {percent(-entry.distance)} before the loop dies"
        return f"It hangs on {name}: {room}."
    way = f"from {number(entry.value)} to {number(entry.break_even)}"
    return f"The shortest way to a loop that carries itself is {name}: {way}."


def _killer(model: LoopModel, found: Findings) -> str:
    borne = [(t.share.value, t) for t in found.tolerances if t.share.value is not None]
    if not borne:
        return ""
    share, worst = min(borne, key=lambda pair: pair[0])
    name, host = name_of(model, worst.killer), name_of(model, worst.host)
    now = "" if worst.now is None else f"; today it is {percent(worst.now)}"
    said = f"What would kill it is {name}: the loop breaks when they are {percent(share)} of {host}{now}"
    least = next((c.least.value for c in found.counter_forces if c.killer == worst.killer), None)
    if least is None:
        return f"{said}."
    return f"{said}, and at least {percent(1.0 - least)} of them must be removed each {model.period}."


def _next(model: LoopModel, found: Findings) -> str:
    if found.mass.multiple.value is not None and found.mass.multiple.value > 1.0:
        return f"First of all it needs {number(found.mass.multiple.value)} times its present start."
    if not found.closing.candidates:
        return ""
    first = found.closing.candidates[0]
    way = f"{name_of(model, first.source)} → {name_of(model, first.target)}"
    level = "at any rate" if first.break_even == 0.0 else f"where {in_people(model, first)}"
    verb = "Close it" if found.verdict.token == "open" else "Or add a link"
    return f"{verb} with {way}, {level}: {first.pattern.name}."
