"""The canvas on a Streamlit page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

KEY = "canvas"


def mount(data: Mapping[str, Any], on_edit: Callable[[], None], on_select: Callable[[], None]) -> None:
    """Show the canvas with a payload of protocol.py; callbacks run when it has sent something."""
    st.components.v2.component("loopmodel.canvas", js="main.js", css="canvas.css")(
        key=KEY,
        data=dict(data),
        default={"edit": None, "selected": []},
        on_edit_change=on_edit,
        on_selected_change=on_select,
    )
