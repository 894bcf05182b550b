"""Killers and critical mass on the Weak points page. They show; weakness.py computes, session.py keeps."""

from __future__ import annotations

import streamlit as st

from loopmodel.analysis.library import LIBRARY, LibraryKiller
from loopmodel.analysis.verdict import At
from loopmodel.explain.threats import (
    counter_sentence,
    decline_sentence,
    mass_sentence,
    no_return_sentence,
    tolerance_sentence,
)
from loopmodel.figures.mass import axis_figure, frontier_figure
from loopmodel.figures.projection import CONFIG, projection_figure
from loopmodel.figures.threats import stress_figure
from loopmodel.model import LoopModel
from loopmodel.ui import session, trying, weak_tables, weakness
from loopmodel.ui.compute import Answer
from loopmodel.ui.panels import escaped
from loopmodel.words import name_of


def killers(answer: Answer, at: At, dark: bool) -> None:
    """The killers the model has, and a stress test with those of the library."""
    model = answer.model
    found = weakness.threats(model, at)
    if not found.tolerances:
        st.info("No killer on the drawing yet. Below is what those of the library would do; one click puts one on it.")
    for borne, counter, turn, dying in zip(*found, strict=True):
        st.markdown(f"**{escaped(name_of(model, borne.killer))}**")
        sentences = [
            tolerance_sentence(model, borne),
            counter_sentence(model, counter),
            no_return_sentence(model, turn),
        ]
        if dying is not None:
            sentences.append(f"Held 10 points above its tolerance: {decline_sentence(model, dying)}")
        st.markdown("\n".join(f"- {escaped(sentence)}" for sentence in sentences))
    _time_axis(answer, found, dark)
    st.markdown("**Stress test: all killers of the library, one after the other**")
    tested = weakness.stress(model)
    table = weak_tables.stress_table(model, tested)
    st.dataframe(table, column_config=weak_tables.STRESS, hide_index=True, placeholder="–", alt="The stress test")
    if any(s.course and max(s.course) > 0 for s in tested):
        st.plotly_chart(
            stress_figure(tested, dark), config=CONFIG, key="stress", alt="The same as the table, as curves"
        )
    _library(model, {s.killer.id for s in tested if s.hits and len(s.course) > 2})
    st.caption(
        "At start, with room everywhere. A killer that hides is held at half of its host in the test; what is cut off "
        "is gone from the start on. Severities are guesses of this project."
    )


def _time_axis(answer: Answer, found: weakness.Threats, dark: bool) -> None:
    """The points of no return on the projection, where there are any."""
    marks = [(int(turn.last_chance.value), turn) for turn in found.no_returns if turn.last_chance.value is not None]
    if not marks:
        return
    model = answer.model
    shown = [n.id for n in model.nodes if n.role in ("user", "customer", "member")][:5] + [
        t.killer for _, t in marks[:2]
    ]
    events = [(when, "point of no return") for when, _ in marks[:1]]
    figure = projection_figure(model, answer.projection, shown, dark, True, events)
    st.plotly_chart(figure, config=CONFIG, key="no-return", alt="The projection with the point of no return marked")


def _library(model: LoopModel, usable: set[str]) -> None:
    ready: list[LibraryKiller] = [killer for killer in LIBRARY if killer.id in usable]
    if not ready:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="library"):
        st.markdown("Put one on the drawing:")
        for killer in ready:
            if st.button(killer.name, key=f"kill-{killer.id}", help=killer.says, icon=":material/bug_report:"):
                diagram, said = trying.with_killer(session.current().diagram, model, killer)
                session.change(diagram, said)
                st.rerun()


def mass(model: LoopModel, dark: bool) -> None:
    """The start below which the model dies and above which it takes off."""
    found = weakness.mass(model)
    st.markdown(f"**{escaped(mass_sentence(model, found))}**")
    if found.multiple.value is None:
        st.caption("Two futures need a need or a harm: a link that runs only as far as something is there.")
        return
    st.plotly_chart(axis_figure(found, dark), config=CONFIG, key="mass-axis", alt=mass_sentence(model, found))
    lines = [
        f"- {escaped(name_of(model, id_))} alone: "
        + (f"{answer.value:,.0f} at start" if answer.value is not None else str(answer.why))
        for id_, answer in found.alone.items()
    ]
    st.markdown("Enough with all else as drawn:\n\n" + "\n".join(lines))
    if found.frontier:
        alt = "Starts of the two sides on the edge between dying and taking off"
        st.plotly_chart(frontier_figure(model, found, dark), config=CONFIG, key="frontier", alt=alt)
    st.caption("Found by bisection on the projection: whether the loops carry themselves at the horizon.")
