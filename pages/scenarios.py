"""How sure is the projection, and what if: one outcome, its fan, scenarios over it, goal, money and numbers."""

import streamlit as st

from loopmodel.ui import asking, compute, frame, futures, session, story, sure, tabs

frame.within_app()
futures.prepare()
database = compute.database()
here = session.begin(lambda: story.first_diagram(database))
answer = compute.answer(here.diagram)
dark = st.context.theme.type == "dark"
story.notices(database)

if not answer.model.nodes:
    sure.nothing_drawn()
else:
    top = st.container(key="sentence")
    story.problems_line(answer)
    with st.container(key="asking"):
        asked = asking.controls(answer.model)
    found = futures.futures(asked.question, asked.compared, asking.watching(asked.question))
    left, right = st.columns([1.62, 1], gap="small")
    with left:
        sure.chart(asked, found, dark)
    influences = futures.influences(asked.question)
    top.subheader(sure.sentence(asked, found[0], influences), anchor=False)
    with right:
        sure.measure_first(asked.question, influences, dark)
    tabs.show(asked, found, here.diagram, dark)
