"""Draw the loop; the verdict stands above it, the curve and the same model as tables beside it."""

import streamlit as st

from loopmodel.canvas.mount import mount
from loopmodel.canvas.protocol import payload
from loopmodel.ui import answering, compute, frame, panels, session, story

frame.within_app()
HEARD = {
    "edit": answering.take_stroke,
    "selected": session.take_selection,
    "wants": session.take_wants,
    "ask": session.take_ask,
}

# What may come and go stands in containers that are always there: otherwise the canvas would be mounted anew.
notes = st.container(key="notes")
with notes:
    database = compute.database()
here = session.begin(lambda: story.first_diagram(database))
answer = compute.answer(here.diagram)

top, actions = st.columns([2.6, 1], vertical_alignment="center")
with top, st.container(key="verdict-place"):
    answering.verdict()
with actions, st.container(horizontal=True, horizontal_alignment="right", gap="small"):
    story.figures_panel(answer)
    panels.open_panel(database)
    panels.save_panel(database, here.diagram)
with notes:
    panels.refused_panel()
    story.notices(database)

paper, beside = st.columns([1.9, 1], gap="small")
with beside, st.container(key="beside"):
    answering.curve()
with paper, st.container(key="paper"):
    mount(payload(session.sheet(), story.said(answer, session.current())), HEARD)
with beside, st.container(key="model"):
    wrong = story.problems_line(answer)
    panels.tables_panel(answer.problems, height=340 if wrong else 390)
