"""What `loops`, `weak` and `close` print for people."""

from __future__ import annotations

from loopmodel.analysis.closing import Closing
from loopmodel.analysis.loops import Loop, Loops
from loopmodel.analysis.together import Reach
from loopmodel.analysis.weak import Entry, WeakPoints
from loopmodel.explain.advice import candidate_sentence, closing_headline, nothing_sentence, pair_sentence
from loopmodel.explain.lenses import disagreement, headline, of, tie_sentence, together_sentence
from loopmodel.model import LoopModel
from loopmodel.words import name_of, number, percent

ROWS = 20


def loops_text(model: LoopModel, found: Loops) -> str:
    """A line a loop: gain, cycle time, share, polarity, way."""
    if not found.loops:
        return f"No loop ({found.at}): no links and harms form a circle."
    units = f"{found.at}; gain per generation, time in {model.period}s"
    head = f"{'gain':>10}{'cycle time':>12}{'share':>8}  {'':<12} loop ({units})"
    lines = [head, *(_loop_line(model, loop) for loop in found.loops[:ROWS])]
    if len(found.loops) > ROWS:
        lines.append(f"({len(found.loops) - ROWS:,} more listed: use --json)")
    lines.append("These are all loops." if found.complete else f"A partial list: {found.partial_why}.")
    if tie_sentence(found):
        lines.append(tie_sentence(found))
    reasons = {why for loop in found.loops for why in (loop.gain_why, loop.cycle_time_why) if why}
    lines += [f"undefined: {why}" for why in sorted(reasons)[:5]]
    if found.rule:
        lines.append(f"Share of the growth: {found.rule}.")
    return "\n".join(lines)


def _loop_line(model: LoopModel, loop: Loop) -> str:
    way = " → ".join(name_of(model, id_) for id_ in (*loop.nodes, loop.nodes[0]))
    share = "-" if loop.share is None else percent(loop.share)
    return f"{_or(loop.gain):>10}{_or(loop.cycle_time):>12}{share:>8}  {loop.polarity:<12} {way}"


def _or(value: float | None) -> str:
    return "undefined" if value is None else number(value)


def weak_text(model: LoopModel, found: WeakPoints, reach: Reach) -> str:
    """The headline, then a line a quantity under its three lenses, the nearest to its break-even first."""
    lines = [headline(model, found)]
    if not found.entries:
        return lines[0]
    lines += [disagreement(model, found), together_sentence(model, reach), ""]
    lines.append(f"{'value':>10}{'leverage':>10}{'break-even':>12}{'distance':>10}{'without':>10}  {found.at}")
    ordered = sorted(found.entries, key=lambda e: (e.distance is None, abs(e.distance or 0.0)))
    lines += [_entry_line(model, entry) for entry in ordered[:ROWS]]
    if len(ordered) > ROWS:
        lines.append(f"({len(ordered) - ROWS:,} more: use --json)")
    return "\n".join(line for i, line in enumerate(lines) if line or i == 3)


def _entry_line(model: LoopModel, entry: Entry) -> str:
    leverage = "-" if entry.elasticity is None else f"{entry.elasticity:.4f}"
    level = "-" if entry.break_even is None else number(entry.break_even)
    distance = "-" if entry.distance is None else percent(entry.distance)
    without = "-" if entry.without is None else f"{entry.without:.4f}"
    why = f" ({entry.break_even_why})" if entry.break_even_why else ""
    return f"{number(entry.value):>10}{leverage:>10}{level:>12}{distance:>10}{without:>10}  {of(model, entry)}{why}"


def closing_text(model: LoopModel, found: Closing) -> str:
    """The headline, then a sentence a link."""
    lines = [closing_headline(model, found), ""]
    lines += [f"- {candidate_sentence(model, candidate)}" for candidate in found.candidates]
    lines += [f"- {pair_sentence(model, pair)}" for pair in found.pairs[:5]]
    lines += [f"- {nothing_sentence(model, nothing)}" for nothing in found.closes_nothing[:ROWS]]
    left = found.closes_nothing_count - len(found.closes_nothing[:ROWS])
    if left > 0:
        lines.append(f"({left:,} more that close nothing: use --json)")
    return "\n".join(lines).rstrip()
