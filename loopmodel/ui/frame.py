"""The look of every page: Streamlit's own furniture reduced to what serves."""

import logging
import os
import time
from contextvars import ContextVar
from typing import Any

import streamlit as st

INSIDE: ContextVar[bool] = ContextVar("inside", default=False)  # whether app.py runs the page
CSS = """
<style>
.stMainBlockContainer { padding: 2.2rem 1rem .4rem; max-width: none; }
.stAppHeader { height: 2rem; min-height: 2rem; pointer-events: none; }
.stAppHeader > * { pointer-events: auto; }
.stMain h3 { padding: 0; font-size: 1.24rem; font-weight: 600; line-height: 1.3; text-wrap: pretty; }
.st-key-sentence { padding-top: .4rem; }
.st-key-sentence [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
.stVerticalBlock { gap: .5rem; }
/* A table that is just being laid out throws its toolbar across the page: it must not catch a stroke. */
.st-key-paper { position: relative; z-index: 1; }
.st-key-beside, .st-key-model { isolation: isolate; }
@media (max-width: 640px) { .st-key-asking .stColumn { min-width: calc(50% - .5rem); flex: 1 1 calc(50% - .5rem); } }
@media (min-width: 641px) { .stMainBlockContainer { padding-right: 3rem; } }
</style>
"""


def style() -> None:
    """Put the style on the page."""
    st.html(CSS)


def within_app() -> None:
    """Send a page that runs by itself through app.py.

    Before app.py has run in a process, an address such as /scenarios is answered by Streamlit's legacy discovery of
    pages/. Calling st.navigation ends that, and the second run goes the right way.
    """
    if not INSIDE.get():
        navigation()
        st.rerun()


def navigation() -> Any:
    """The pages, in the order of the bar; gives the one that is asked for."""
    return st.navigation(
        [
            st.Page("pages/design.py", title="Design", icon=":material/draw:", default=True),
            st.Page("pages/weak_points.py", title="Weak points", icon=":material/target:"),
            st.Page("pages/scenarios.py", title="Scenarios", icon=":material/casino:"),
        ],
        position="top",
    )


def run(page: Any) -> None:
    """Run a page; with LOOPMODEL_TIMES set, tell the server's log how long it took."""
    wall, processor = time.perf_counter(), time.thread_time()
    INSIDE.set(True)
    page.run()
    if os.environ.get("LOOPMODEL_TIMES"):
        spent = (time.perf_counter() - wall) * 1e3, (time.thread_time() - processor) * 1e3
        logging.getLogger("streamlit").warning("page run %.2f ms, processor %.2f ms", *spent)
