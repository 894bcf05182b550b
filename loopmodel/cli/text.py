"""What the command line prints for people."""

from __future__ import annotations

from collections.abc import Sequence

from loopmodel.analysis.verdict import Verdict
from loopmodel.errors import Problem
from loopmodel.model import LoopModel
from loopmodel.simulation.project import Projection
from loopmodel.words import name_of, number, periods, safe, verdict_sentence

ROWS = 14


def problems_text(problems: Sequence[Problem]) -> str:
    """One line a problem: severity, place, sentence, next step."""
    if not problems:
        return "No problems."
    return "\n".join(f"{p.severity}: {p.place or '/'}: {_line(p.message)} {_line(p.hint)} [{p.code}]" for p in problems)


def _line(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def verdict_text(model: LoopModel, found: Verdict) -> str:
    """The verdict sentence, then each figure with its operating point."""
    r, sides = found.reproduction, found.customer_user_loop
    about = f" of {name_of(model, found.focal)}" if found.focal else ""
    lines = [
        verdict_sentence(model, found) if found.at == "at start" else f"{found.token.capitalize()} {found.at}.",
        "",
        f"verdict              {found.token} ({found.at})",
        f"growth factor        {_or_why(found.growth_factor, 'the model has no nodes')} per {model.period}",
        f"reproduction number  {_or_why(r.value, r.why)} per generation{about}",
        f"doubling time        {periods(found.doubling_time, model.period)}"
        if found.doubling_time
        else f"doubling time        undefined: {found.doubling_time_why}",
        f"customer and user    {_sides(model, sides.out, sides.back, sides.shared, sides.why)}",
    ]
    return "\n".join(lines)


def _or_why(value: float | None, why: str | None) -> str:
    return f"{value:.6g}" if value is not None else f"undefined ({why})"


def _sides(
    model: LoopModel, out: Sequence[str] | None, back: Sequence[str] | None, shared: bool, why: str | None
) -> str:
    if shared and out and back:
        path = [*out, *back[1:]] if back != out else out
        return "share a loop: " + " → ".join(name_of(model, id_) for id_ in path)
    return f"share no loop: {why}"


def projection_text(model: LoopModel, made: Projection, out: str | None) -> str:
    """Some periods of each node, first and last always among them."""
    every = list(made.periods)
    step = max(1, -(-len(every) // ROWS))
    shown = sorted({*every[::step], every[-1]}) if every else []
    ids = list(made.amounts)[:8]
    names = [safe(model.by_id[id_].name if id_ in model.by_id else id_)[:18] for id_ in ids]
    lines = [f"{model.period:>8}" + "".join(f"{name:>20}" for name in names)]
    lines += [f"{t:>8}" + "".join(f"{number(float(made.amounts[i][t])):>20}" for i in ids) for t in shown]
    if len(made.amounts) > len(ids):
        lines.append(f"({len(made.amounts) - len(ids)} more nodes: use --json or --out)")
    if made.stopped_why:
        lines.append(made.stopped_why)
    if out:
        lines.append(f"Wrote {out}.")
    return "\n".join(lines)


def gallery_text(rows: Sequence[dict[str, str]]) -> str:
    """One line a gallery model."""
    return "\n".join(f"{row['id']:<22}{row['verdict']:<22}{row['name']}" for row in rows)
