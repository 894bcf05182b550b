"""Draw the loop; the verdict stands above it, the curve and the same model as tables beside it."""

import streamlit as st

from loopmodel.canvas.mount import mount
from loopmodel.canvas.protocol import payload
from loopmodel.figures.projection import CONFIG, projection_figure
from loopmodel.ui import compute, panels, session, story

database = compute.database()
here = session.begin(lambda: story.first_diagram(database))
answer = compute.answer(here.diagram)
dark = st.context.theme.type == "dark"

top, actions = st.columns([2.2, 1], vertical_alignment="center")
with top:
    story.verdict_line(answer)
with actions, st.container(horizontal=True, horizontal_alignment="right", gap="small"):
    story.figures_panel(answer)
    panels.open_panel(database)
    panels.save_panel(database, here.diagram)
panels.refused_panel()
story.notices(database)

paper, beside = st.columns([1.62, 1], gap="small")
with paper, st.container(key="paper"):
    mount(
        payload(
            here.diagram,
            here.revision,
            here.fresh,
            here.openings,
            answer.problems,
            story.weakest(answer),
            answer.model.period,
        ),
        session.take_canvas_edit,
        session.take_selection,
    )
with beside, st.container(key="beside"):
    shown, log = story.curve_settings(answer, here.selected)
    figure = projection_figure(answer.model, answer.projection, shown, dark, log, story.events(answer))
    st.plotly_chart(figure, config=CONFIG, key="curve", alt=story.spoken(answer, shown))
    wrong = story.problems_line(answer)
    panels.tables_panel(answer.problems, height=340 if wrong else 390)
