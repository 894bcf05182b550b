"""The canvas on a Streamlit page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

KEY = "canvas"


def mount(data: Mapping[str, Any], heard: Mapping[str, Callable[[], None]]) -> None:
    """Show the canvas with a payload of protocol.py.

    heard  what runs when the canvas has sent something: "edit", "selected" and "wants" stay as they were last sent,
           "ask" holds for one run
    """
    callbacks: dict[str, Any] = {f"on_{name}_change": callback for name, callback in heard.items()}
    canvas = st.components.v2.component("loopmodel.canvas", js="main.js", css="canvas.css")
    canvas(key=KEY, data=dict(data), default={"edit": None, "selected": None, "wants": None}, **callbacks)
