"""Verdict and curve as fragments: after a stroke they alone run first, and the rest of the page follows.

The page draws only when a run has ended, so what a hand waits for must not wait for tables and panels.
"""

from __future__ import annotations

import streamlit as st

from loopmodel.figures.projection import CONFIG, projection_figure
from loopmodel.ui import compute, session, story

KEYS = ["verdict", "curve"]


def take_stroke() -> None:
    """Take over a stroke of the canvas; where it was taken, only verdict and curve run now."""
    if session.take_canvas_edit():
        st.rerun(KEYS)


@st.fragment(key="verdict")
def verdict() -> None:
    """The verdict in one line."""
    with st.container(key="verdict-line"):
        story.verdict_line(compute.answer(session.current().diagram))


@st.fragment(key="curve")
def curve() -> None:
    """The chart with its settings."""
    answer = compute.answer(session.current().diagram)
    shown, log = story.curve_settings(answer, session.current().focus.ids)
    dark = st.context.theme.type == "dark"
    figure = projection_figure(answer.model, answer.projection, shown, dark, log, story.events(answer))
    st.plotly_chart(figure, config=CONFIG, key="chart", alt=story.spoken(answer, shown))
    session.note_curve(tuple(shown), log)
