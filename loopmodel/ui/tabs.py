"""The tabs under the fan; only the open one is computed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from loopmodel.diagram import Diagram
from loopmodel.ui import goal_panel, ledger_panel, money_panel, scenario_panels, sure
from loopmodel.ui.asking import Asked
from loopmodel.ui.futures import Future


def show(asked: Asked, found: Sequence[Future], diagram: Diagram, dark: bool) -> None:
    """Scenarios first; then what asks about the same outcome in other ways."""
    question = asked.question
    panels: dict[str, Callable[[], None]] = {
        "Scenarios": lambda: scenario_panels.compared(asked, found, diagram, dark),
        "Numbers": lambda: ledger_panel.ledger(question, diagram),
        "Goal": lambda: goal_panel.goal(asked),
        "Money": lambda: money_panel.purse(asked, dark),
        "Tornado": lambda: sure.tornado(question, dark),
        "Both sides": lambda: scenario_panels.helping_both(question),
        "While small": lambda: goal_panel.chance(question),
    }
    for tab, panel in zip(st.tabs(list(panels), key="futures", on_change="rerun"), panels.values(), strict=True):
        if tab.open:
            with tab:
                panel()
