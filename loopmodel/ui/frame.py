"""The look of every page: Streamlit's own furniture reduced to what serves."""

import streamlit as st

CSS = """
<style>
.stMainBlockContainer { padding: .6rem 1rem .4rem; max-width: none; }
.stAppHeader { height: 2rem; min-height: 2rem; background: transparent; pointer-events: none; }
.stAppHeader > * { pointer-events: auto; }
.stMain h3 { padding: 0; font-size: 1.24rem; font-weight: 600; line-height: 1.3; text-wrap: pretty; }
.stVerticalBlock { gap: .5rem; }
@media (min-width: 641px) { .stMainBlockContainer { padding-right: 3rem; } }
</style>
"""


def style() -> None:
    """Put the style on the page."""
    st.html(CSS)
