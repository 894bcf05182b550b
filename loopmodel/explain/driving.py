"""Dominance over time in words."""

from __future__ import annotations

from loopmodel.analysis.dominance import Dominance, DrivingLoop, Spell, Step
from loopmodel.model import LoopModel
from loopmodel.words import name_of, percent

ALONE = {"ceiling": "filling their market", "leaving": "leaving"}  # loops of one step that is no link


def short_name(model: LoopModel, loop: DrivingLoop) -> str:
    """A loop by the nodes it passes through, and what makes it other than its links."""
    if len(loop.steps) == 1 and loop.steps[0].kind in ALONE:
        return f"{name_of(model, loop.steps[0].source)} {ALONE[loop.steps[0].kind]}"
    way = [name_of(model, step.source) for step in loop.steps]
    special = [_kind(step) for step in loop.steps if step.kind != "link"]
    return " → ".join([*way, way[0]]) + (f" ({', '.join(dict.fromkeys(special))})" if special else "")


def _kind(step: Step) -> str:
    return {
        "link": "link", "ceiling": "ceiling", "leaving": "leaving", "harm": "through a harm",
        "host": "dilutes a harm", "need": "through a need",
    }[step.kind]  # fmt: skip


def driving_sentences(model: LoopModel, found: Dominance, most: int = 4) -> list[str]:
    """Who drives the curve, spell by spell: the longest spells, in the order of time."""
    if found.why:
        return [f"No loop drives the curve: {found.why}."]
    longest = sorted(found.spells, key=lambda s: s.first - s.last)[:most]
    return [_spell(model, found, spell) for spell in sorted(longest, key=lambda s: s.first)]


def _spell(model: LoopModel, found: Dominance, spell: Spell) -> str:
    name = short_name(model, found.loops[spell.loop])
    when = f"From {model.period} {spell.first} to {spell.last}"
    if spell.first == spell.last:
        when = f"In {model.period} {spell.first}"
    said = f"{when} loop {spell.loop + 1} drives the curve, {name}, with {percent(spell.average)} of the change"
    return said + ("." if spell.dominant else ": the largest share, but less than half; no loop dominates alone.")


def _acts(loop: DrivingLoop) -> str:
    return "reinforcing" if loop.shares.sum() >= 0.0 else "balancing"


def loop_lines(model: LoopModel, found: Dominance, most: int = 5) -> list[str]:
    """The loops by number, as the chart and the sentences name them, the largest on average first."""
    return [
        f"Loop {i + 1} ({_acts(loop)}): {short_name(model, loop)}, {percent(loop.average)} on average"
        for i, loop in enumerate(found.loops[:most])
        if loop.group == found.loops[0].group
    ]
