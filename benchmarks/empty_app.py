"""The limit the Design page is held against: a Streamlit app that has one chart of the same size and one button."""

import gc

import plotly.graph_objects as go
import streamlit as st


@st.cache_resource
def warm_up() -> None:
    """As the app does, so that both pay the same for garbage."""
    gc.collect()
    gc.freeze()


st.set_page_config(layout="wide")
count = st.session_state["count"] = st.session_state.get("count", 0) + 1
st.button("Again")
left, right = st.columns([1.9, 1])
with right:
    lines = [{"type": "scatter", "mode": "lines", "y": [k * (100 + count) for _ in range(1)] + [
        (100 + count) * 1.03**t * k for t in range(104)]} for k in (1, 2)]  # fmt: skip
    st.plotly_chart(go.Figure({"data": lines, "layout": {"height": 290}}, _validate=False), key="curve")
warm_up()
