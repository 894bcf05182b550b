"""The frame: page settings, warm-up, navigation over pages/. Nothing of the domain."""

import streamlit as st

from loopmodel.ui import compute, frame

st.set_page_config("Loopmodel", page_icon="➰", layout="wide", initial_sidebar_state="collapsed")
frame.style()
frame.run(frame.navigation())
compute.warm_up()
