"""What the Design page says: the verdict line, the figures behind it, what the curve shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from loopmodel.canvas.protocol import Focus, Said, said_at
from loopmodel.diagram import Diagram
from loopmodel.errors import errors
from loopmodel.model import LoopModel
from loopmodel.store.database import Database
from loopmodel.store.models import gallery_diagram
from loopmodel.ui import compute, session
from loopmodel.ui.compute import Answer
from loopmodel.ui.panels import escaped, problem_list
from loopmodel.ui.preview import SMALL, Pulled
from loopmodel.words import link_name, name_of, number, periods, safe, verdict_sentence

FIRST = "job-board"
ICONS = {
    "open": ":material/line_end_arrow_notch:",
    "fading": ":material/trending_down:",
    "break-even": ":material/trending_flat:",
    "self-sustaining": ":material/trending_up:",
    "needs-critical-mass": ":material/stairs:",
    "overrun": ":material/bug_report:",
}


def first_diagram(database: Database) -> Diagram:
    """What a newcomer finds on the paper."""
    return gallery_diagram(database, FIRST) or Diagram.blank()


def verdict_line(answer: Answer) -> None:
    """The verdict in one line."""
    icon = ICONS[answer.verdict.token] if answer.model.nodes else ":material/draw:"
    count = len(answer.left_out)
    without = f" Judged without {count} faulty or cut-off element{'' if count == 1 else 's'}." if count else ""
    st.subheader(f"{icon} {escaped(verdict_sentence(answer.model, answer.verdict) + without)}", anchor=False)


def figures_panel(answer: Answer) -> None:
    """The figures behind the verdict, each with its formula and operating point."""
    popover = st.popover("Why?", icon=":material/function:", key="why", on_change="rerun")
    if popover.open:
        popover.markdown(_figures(answer))


def problems_line(answer: Answer) -> bool:
    """What is wrong in the drawing, and what was left out because of it; everything else goes on."""
    broken = errors(answer.problems)
    if not broken:
        return False
    count = f"{len(broken)} problem{'' if len(broken) == 1 else 's'} in the drawing"
    without = ", ".join(escaped(safe(name)) for name in list(answer.left_out.values())[:6])
    left = f"; judged without {without}" if without else ""
    with st.expander(f":material/error: {count}{left}"):
        problem_list(broken)
    return True


def _figures(answer: Answer) -> str:
    model, found = answer.model, answer.verdict
    r, doubling = found.reproduction, found.doubling_time
    focal = escaped(name_of(model, found.focal)) if found.focal else "no node"
    factor = "undefined" if found.growth_factor is None else f"**{found.growth_factor:.6g}** per {model.period}"
    per_life = f"undefined, because {escaped(r.why or '')}" if r.value is None else f"**{r.value:.4g}** per generation"
    time = f"**{periods(doubling, model.period)}**" if doubling else f"undefined, because {found.doubling_time_why}"
    rows = [
        f"**{found.token}**, taken {found.at}",
        f"Growth factor: {factor}. Spectral radius of the matrix over nodes and units under way.",
        f"Reproduction number R of {focal}: {per_life}. "
        "How many of itself one unit brings about, through every loop back to it.",
        f"Doubling time, ln 2 / ln growth factor: {time}.",
        _sides(answer),
    ]
    for entry in found.break_evens[:5]:
        name = escaped(link_name(model, entry.link))
        rows.append(f"Break-even of {name}: **{number(entry.break_even)}**, now {number(entry.rate)}.")
    return "\n\n".join(rows)


def _sides(answer: Answer) -> str:
    sides = answer.verdict.customer_user_loop
    if not sides.shared or not sides.out:
        return f"Customer and user share no loop: {escaped(sides.why or 'there is none')}."
    path = sides.out if sides.out == sides.back else (*sides.out, *(sides.back or ())[1:])
    return "Customer and user share a loop: " + " → ".join(escaped(name_of(answer.model, i)) for i in path) + "."


def weakest(answer: Answer) -> tuple[str, str] | None:
    """The link the loop would first die of, and the sentence that says so."""
    for entry in answer.verdict.break_evens[:1]:
        if entry.break_even < entry.rate:
            return entry.link, f"Weakest link: below {number(entry.break_even)} the loop dies"
    return None


def said(answer: Answer, here: session.Session) -> Said:
    """What the canvas is told about the drawing."""
    model, projection, wants = answer.model, answer.projection, here.wants
    levels = {entry.link: entry.break_even for entry in answer.verdict.break_evens}
    size = len(model.nodes) + len(model.links)
    flows = {id_: float(column[0]) for id_, column in projection.flows.items() if len(column)}
    return Said(
        problems=said_at(answer.problems),
        weakest=weakest(answer),
        flows=flows,
        levels=levels,
        preview=_preview(model, here.focus, here.shown, here.log) if "preview" in wants else None,
        loops=compute.loops(model) if "loops" in wants or size <= SMALL else (),
        play=compute.play(model) if "play" in wants else None,
        lens=next((compute.lens(model, want[5:]) for want in sorted(wants) if want.startswith("lens:")), None),
        period=model.period,
    )


def _preview(model: LoopModel, focus: Focus, shown: Sequence[str], log: bool) -> dict[str, Any] | None:
    """The answers around the number in hand, where one is."""
    if len(focus.ids) != 1 or focus.field is None or focus.top is None:
        return None
    return compute.preview(model, Pulled(focus.ids[0], focus.field, focus.top), tuple(shown), log)


def notices(database: Database) -> None:
    """What has happened, said once; and why the database lives in memory, if it does."""
    said = session.notice()
    if said:
        st.toast(escaped(said))
    if database.memory_why and session.current().fresh:
        st.warning(escaped(database.memory_why), icon=":material/memory:")


def curve_settings(answer: Answer, selected: Sequence[str]) -> tuple[list[str], bool]:
    """Which nodes the curve shows, and whether on a log scale.

    Those chosen in the box, else the first users, customers and members; and those selected on the paper.
    """
    model = answer.model
    chosen, scale = st.columns([4, 1.25], vertical_alignment="center")
    names = {node.id: name_of(model, node.id) for node in model.nodes}
    served = [node.id for node in model.nodes if node.role in ("user", "customer", "member")]
    picked = chosen.multiselect(
        "Curves", list(names), format_func=lambda id_: names.get(id_, id_), max_selections=8,
        label_visibility="collapsed", placeholder="Users and customers shown; choose others", key="curves",
    )  # fmt: skip
    log = scale.toggle("Log", key="log", help="Logarithmic scale: steady growth is a straight line")
    more = [id_ for id_ in selected if id_ in names]
    return list(dict.fromkeys([*(picked or served[:5] or list(names)[:5]), *more])), log


def events(answer: Answer) -> list[tuple[int, str]]:
    """What to mark on the time axis."""
    course, model = answer.verdict.course, answer.model
    found = []
    if course.full_at:
        found.append((course.full_at, f"{name_of(model, course.full or '')} full"))
    if course.turns_at is not None:
        found.append((course.turns_at, "killers win" if answer.verdict.token == "overrun" else "turns"))
    return found


def spoken(answer: Answer, shown: Sequence[str]) -> str:
    """The curve in words, for those who do not see it."""
    amounts, model = answer.projection.amounts, answer.model
    parts = [f"{name_of(model, i)} from {number(amounts[i][0])} to {number(amounts[i][-1])}" for i in shown]
    last = answer.projection.periods[-1] if len(answer.projection.periods) else 0
    return f"Projection over {periods(last, model.period)}: " + ("; ".join(parts) or "nothing chosen") + "."
