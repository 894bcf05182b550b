"""Where the loop is weakest, what would close it, and what would kill it."""

import streamlit as st

from loopmodel.ui import compute, frame, session, story, threat_panels, weak_panels, weakness
from loopmodel.ui.panels import escaped

frame.within_app()

database = compute.database()
here = session.begin(lambda: story.first_diagram(database))
answer = compute.answer(here.diagram)
model = answer.model
dark = st.context.theme.type == "dark"

headline = st.container(key="sentence")
story.notices(database)
story.problems_line(answer)
weak_panels.proposals(model)
if weak_panels.ready(model):
    weak_panels.aloud(model)
    left, right = st.columns([1.5, 1], vertical_alignment="bottom")
    with left:
        section = weak_panels.choose_section()
    with right:
        at = weak_panels.choose_point(answer)
    headline.subheader(f":material/target: {escaped(weakness.headline(model, at))}", anchor=False)
    {
        "lenses": lambda: weak_panels.lenses(model, at, dark),
        "loops": lambda: weak_panels.loops(model, at, dark),
        "closing": lambda: weak_panels.advisor(model, at),
        "killers": lambda: threat_panels.killers(answer, at, dark),
        "mass": lambda: threat_panels.mass(model, dark),
    }[section]()
else:
    headline.subheader(f":material/target: {weak_panels.not_ready(model)}", anchor=False)
st.page_link("pages/design.py", label="Back to the drawing", icon=":material/draw:")
