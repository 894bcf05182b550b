"""The parts of the Weak points page. They show; weakness.py computes, session.py keeps."""

from __future__ import annotations

import streamlit as st

from loopmodel.analysis.closing import Candidate, Closing
from loopmodel.analysis.verdict import At
from loopmodel.explain.advice import candidate_sentence, closing_headline, nothing_sentence, pair_sentence
from loopmodel.explain.driving import driving_sentences, loop_lines
from loopmodel.explain.lenses import disagreement, tie_sentence, together_sentence
from loopmodel.figures.dominance import dominance_figure
from loopmodel.figures.lenses import lenses_figure
from loopmodel.figures.projection import CONFIG
from loopmodel.model import LoopModel
from loopmodel.ui import session, trying, weak_tables, weakness
from loopmodel.ui.compute import Answer
from loopmodel.ui.panels import escaped

SECTIONS = {
    "lenses": "Lenses", "loops": "Loops", "closing": "Close the loop", "killers": "Killers", "mass": "Critical mass",
}  # fmt: skip
LARGE = 1500  # nodes; beyond, nothing is computed unasked
POINTS_HELP = (
    "Where the figures are taken: the amounts of period 0; no killer, every need met, no ceiling; or a period of the "
    "projection"
)
POINTS = {"start": "At start", "best": "At its best", "period": "At a period"}


def ready(model: LoopModel) -> bool:
    """Whether there is something to compute, and, where that takes long, whether it is wanted."""
    if not model.nodes:
        st.info("The drawing is empty. Draw two nodes and a link on the Design page, or open a system there.")
        return False
    if len(model.nodes) <= LARGE:
        return True
    said = f"{len(model.nodes):,} nodes: the figures of this page take up to a minute each."
    return st.toggle("Compute the weak points", key="weak-large", help=said)


def not_ready(model: LoopModel) -> str:
    """The sentence on top where nothing is computed."""
    if not model.nodes:
        return "Nothing drawn yet: the weak points of a drawing stand here."
    return f"{len(model.nodes):,} nodes: say when the weak points shall be computed."


def choose_point(answer: Answer) -> At:
    """The operating point, chosen and named."""
    chosen = st.segmented_control(
        "Operating point", list(POINTS), default="start", required=True, key="weak-point",
        format_func=POINTS.__getitem__, help=POINTS_HELP,
    )  # fmt: skip
    last = answer.projection.periods[-1]
    if chosen != "period" or last < 1:
        return "best" if chosen == "best" else "start"
    period = answer.model.period.capitalize()
    return int(st.slider(f"{period} of the projection", 0, last, min(12, last), key="weak-period"))


def choose_section() -> str:
    """Which part of the page is shown."""
    return str(
        st.segmented_control(
            "Section", list(SECTIONS), default="lenses", required=True, format_func=SECTIONS.__getitem__,
            key="weak-section", label_visibility="collapsed", wrap=True,
        )
    )  # fmt: skip


def aloud(model: LoopModel) -> None:
    """One paragraph a founder can read aloud; it changes with the numbers."""
    with st.container(border=True, key="aloud"):
        st.markdown(f":material/record_voice_over: {escaped(weakness.paragraph(model))}")
        st.caption("To read aloud: at start, every number computed from the drawing.")


def proposals(model: LoopModel) -> None:
    """What was tried from this page and is neither kept nor taken back."""
    diagram = session.current().diagram
    ids = trying.tried(diagram)
    if not ids:
        return
    with st.container(border=True, key="tried", horizontal=True, vertical_alignment="center"):
        names = ", ".join(escaped(trying.called(model, id_)) for id_ in ids)
        st.markdown(f":material/science: On trial: **{names}**")
        if st.button("Keep", key="keep", icon=":material/check:"):
            session.change(trying.kept(diagram), "Kept.")
            st.rerun()
        if st.button("Take back", key="take-back", icon=":material/undo:"):
            session.change(trying.taken_back(diagram), "Taken back.")
            st.rerun()


def lenses(model: LoopModel, at: At, dark: bool) -> None:
    """Leverage, fragility and loss in one table, and why they disagree."""
    found, reach = weakness.lenses(model, at)
    st.markdown(" ".join(escaped(s) for s in (disagreement(model, found), together_sentence(model, reach)) if s))
    if any(e.distance is not None or e.elasticity for e in found.entries):
        st.plotly_chart(
            lenses_figure(model, found, dark), config=CONFIG, key="lens-chart",
            alt=f"Leverage and way to the break-even of each number, {found.at}; the same figures stand in the table",
        )  # fmt: skip
    table = weak_tables.lens_table(model, found)
    st.dataframe(
        table, column_config=weak_tables.LENSES, hide_index=True, placeholder="–", alt=f"The three lenses, {found.at}"
    )
    if found.elasticity_of_lags:
        st.caption(f"{100 * found.elasticity_of_lags:.3g} % of the leverage belongs to what is under way (lags).")


def loops(model: LoopModel, at: At, dark: bool) -> None:
    """Every loop, and which of them drives the curve when."""
    by = st.segmented_control(
        "Order", ["gain", "cycle-time", "share"], default="gain", required=True, key="loop-order",
        format_func={"gain": "By gain", "cycle-time": "By cycle time", "share": "By share of growth"}.__getitem__,
    )  # fmt: skip
    found = weakness.loops(model, at, str(by))
    if not found.loops:
        st.info("No loop yet: no links form a circle. *Close the loop* shows which link would make one.")
        return
    table = weak_tables.loop_table(model, found)
    st.dataframe(table, column_config=weak_tables.LOOPS, hide_index=True, placeholder="–", alt=f"The loops, {found.at}")
    said = "These are all loops." if found.complete else f"A partial list: {found.partial_why}."
    split = f" Share of growth: {found.rule}." if found.rule else ""
    tie = f" {tie_sentence(found)}" if tie_sentence(found) else ""
    st.caption(f"Taken {found.at}. {said}{tie}{split}")
    driving(model, dark)


def driving(model: LoopModel, dark: bool) -> None:
    """The shares of the loops over the projection."""
    st.markdown("**Which loop drives the curve when**")
    found = weakness.driving(model)
    st.markdown("\n".join(f"- {escaped(sentence)}" for sentence in driving_sentences(model, found)))
    if found.spells:
        st.plotly_chart(
            dominance_figure(model, found, dark), config=CONFIG, key="dominance",
            alt="Shares of the loops over time; the sentences above tell the longest spells",
        )  # fmt: skip
        st.markdown("  \n".join(f"{escaped(line)}" for line in loop_lines(model, found)))
        st.caption(
            "Loops that Matter (2023): each loop's share of what changed the flows since the period before, on the "
            "projection. A dotted line is a hand-over; the number beside it the loop that takes over."
            + ("" if found.complete else " Only the loops through the largest flows were followed.")
        )


def advisor(model: LoopModel, at: At) -> None:
    """The missing links that would close the loop, easiest first, each to be tried."""
    found = weakness.closings(model, at)
    st.markdown(f"**{escaped(closing_headline(model, found))}**")
    if not found.candidates and not found.pairs:
        st.caption(
            "On an open or fading drawing every missing link stands here, with the rate at which it closes the loop."
        )
    for i, candidate in enumerate(found.candidates):
        _candidate(model, candidate, f"try-{i}")
    if found.own:
        with st.expander(f"Links from a node to itself ({len(found.own)})"):
            for i, candidate in enumerate(found.own):
                _candidate(model, candidate, f"own-{i}")
    for pair in found.pairs[:3]:
        st.markdown(f"- {escaped(pair_sentence(model, pair))}")
    if found.closes_nothing:
        with st.expander(f"Closes nothing ({found.closes_nothing_count:,})"):
            st.markdown("\n".join(f"- {escaped(nothing_sentence(model, n))}" for n in found.closes_nothing[:40]))
    _how(found)


def _how(found: Closing) -> None:
    if found.candidates:
        st.caption(
            f"Taken {found.at}. The rate is 1 / [(I - A)⁻¹] between the ends, over the room at the target: there the "
            "growth factor is exactly 1. The order is that rate over what is plausible for the two roles; what is "
            "plausible is a guess of this project and enters no rate."
        )


def _candidate(model: LoopModel, candidate: Candidate, key: str) -> None:
    text, act = st.columns([8, 1], vertical_alignment="center")
    text.markdown(escaped(candidate_sentence(model, candidate)))
    if act.button("Try it", key=key, width="stretch", help="Puts the link on the drawing at this rate"):
        diagram, said = trying.with_link(session.current().diagram, model, candidate)
        session.change(diagram, said)
        st.rerun()
