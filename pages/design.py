"""Draw the loop; the verdict stands above it, the curve and the same model as tables beside it."""

import streamlit as st

from loopmodel.canvas.mount import mount
from loopmodel.canvas.protocol import payload
from loopmodel.figures.projection import CONFIG, projection_figure
from loopmodel.ui import compute, panels, session, story

HEARD = {
    "edit": session.take_canvas_edit,
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
dark = st.context.theme.type == "dark"

top, actions = st.columns([2.6, 1], vertical_alignment="center")
with top, st.container(key="verdict"):
    story.verdict_line(answer)
with actions, st.container(horizontal=True, horizontal_alignment="right", gap="small"):
    story.figures_panel(answer)
    panels.open_panel(database)
    panels.save_panel(database, here.diagram)
with notes:
    panels.refused_panel()
    story.notices(database)

paper, beside = st.columns([1.9, 1], gap="small")
with beside, st.container(key="beside"):
    shown, log = story.curve_settings(answer, here.focus.ids)
    figure = projection_figure(answer.model, answer.projection, shown, dark, log, story.events(answer))
    st.plotly_chart(figure, config=CONFIG, key="curve", alt=story.spoken(answer, shown))
# The canvas has drawn the stroke already: the curve goes first, what is worked out for the next stroke after it.
with paper, st.container(key="paper"):
    said = story.said(answer, here.focus, here.wants, shown, log)
    mount(payload(session.sheet(), said), HEARD)
with beside, st.container(key="model"):
    wrong = story.problems_line(answer)
    panels.tables_panel(answer.problems, height=340 if wrong else 390)
