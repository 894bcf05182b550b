"""The frame: page settings, warm-up, navigation over pages/. Nothing of the domain."""

import streamlit as st

from loopmodel.ui import compute, frame

st.set_page_config("Loopmodel", page_icon="➰", layout="wide", initial_sidebar_state="collapsed")
frame.style()
page = st.navigation(
    [
        st.Page("pages/design.py", title="Design", icon=":material/draw:", default=True),
        st.Page("pages/scenarios.py", title="Scenarios", icon=":material/casino:"),
    ],
    position="top",
)
frame.run(page)
compute.warm_up()
