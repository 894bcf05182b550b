"""How sure is the projection, and what if: one outcome, its fan, scenarios over it, goal, money and numbers."""

import streamlit as st

from loopmodel.ui import asking, compute, futures, number_panels, scenario_panels, session, story, sure

database = compute.database()
here = session.begin(lambda: story.first_diagram(database))
answer = compute.answer(here.diagram)
dark = st.context.theme.type == "dark"
story.notices(database)

if not answer.model.nodes:
    sure.nothing_drawn()
else:
    top = st.empty()
    asked = asking.controls(answer.model)
    question = asked.question
    found = futures.futures(question, asked.compared, asking.watching(question.settings))
    left, right = st.columns([1.62, 1], gap="small")
    with left:
        sure.chart(asked, found, dark)
    influences = futures.influences(question)
    top.subheader(sure.sentence(asked, found[0], influences), anchor=False)
    with right:
        sure.measure_first(question, influences, dark)
    names = ("Scenarios", "Goal", "Money", "Numbers", "Tornado", "Both sides", "Chance while small")
    tabs = dict(zip(names, st.tabs(names, key="futures", on_change="rerun"), strict=True))
    for name, tab in tabs.items():
        if tab.open:
            with tab:
                match name:
                    case "Scenarios":
                        scenario_panels.compared(asked, found, here.diagram, dark)
                    case "Goal":
                        number_panels.goal(asked)
                    case "Money":
                        number_panels.purse(asked, dark)
                    case "Numbers":
                        number_panels.ledger(question, here.diagram)
                    case "Tornado":
                        sure.tornado(question, dark)
                    case "Both sides":
                        scenario_panels.helping_both(question)
                    case _:
                        number_panels.chance(question)
