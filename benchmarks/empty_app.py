"""The limit the Design page is held against: a Streamlit app with one button and one chart of the same size.

Five lines of 105 points with a label each, as the page shows for the model of the benchmark.
"""

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
    lines = [
        {
            "type": "scatter",
            "mode": "lines",
            "y": [(100 + count + k) * 1.03**t for t in range(105)],
            "name": f"Node {k}",
        }
        for k in range(5)
    ]
    labels = [
        {"x": 104, "y": line["y"][-1], "xanchor": "left", "showarrow": False, "text": line["name"]} for line in lines
    ]
    layout = {
        "height": 290, "template": "none", "showlegend": False, "hovermode": "x unified", "annotations": labels,
        "margin": {"l": 54, "r": 132, "t": 22, "b": 38}, "uirevision": "same",
    }  # fmt: skip
    st.plotly_chart(go.Figure({"data": lines, "layout": layout}, _validate=False), key="curve")
warm_up()
