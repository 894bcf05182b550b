"""Making a scenario, and adding and removing its changes."""

from __future__ import annotations

from typing import Any

import streamlit as st

from loopmodel.diagram import Diagram
from loopmodel.edit_scenarios import add_scenario, remove_change, remove_scenario
from loopmodel.model import LoopModel, Scenario
from loopmodel.quantities import Place, Stated, stated
from loopmodel.said import change_text, dates_text, element_name, place_name, quantity_text
from loopmodel.ui import session
from loopmodel.ui.panels import escaped
from loopmodel.ui.taking import take_change
from loopmodel.words import safe


def make(diagram: Diagram) -> None:
    """A new scenario by its name."""
    with (
        st.form("new-scenario", clear_on_submit=True, border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        name = st.text_input("New scenario", placeholder="Better onboarding from week 12", max_chars=200)
        if st.form_submit_button("Make it", icon=":material/add:") and name.strip():
            session.change(add_scenario(diagram, name.strip())[0], f"Made “{safe(name.strip())}”. Now add its changes.")
            st.rerun()


def edit(model: LoopModel, diagram: Diagram, scenario: Scenario) -> None:
    """The changes of a scenario, each with a way to take it out, and a form for one more."""
    with st.expander(f"Edit “{escaped(safe(scenario.name))}”", icon=":material/edit:", expanded=not scenario.changes):
        _new_change(model, diagram, scenario)
        for index, step in enumerate(scenario.changes):
            text, button = st.columns([8, 1], vertical_alignment="center")
            text.markdown(f"{escaped(change_text(model, step))}, {dates_text(model, step)}")
            if button.button("Remove", key=f"remove-{scenario.id}-{index}-{len(scenario.changes)}"):
                session.change(remove_change(diagram, scenario.id, index), "Removed the change.")
                st.rerun()
        if st.button("Remove the whole scenario", icon=":material/delete:", key=f"remove-{scenario.id}"):
            session.change(remove_scenario(diagram, scenario.id), f"Removed “{safe(scenario.name)}”.")
            st.rerun()


def _new_change(model: LoopModel, diagram: Diagram, scenario: Scenario) -> None:
    numbers = {s.place: s for s in stated(model)}
    removable = [*model.node_ids, *model.link_ids]
    with st.form(f"change-{scenario.id}", border=False):
        what, value, first, last = st.columns([3, 1.6, 1, 1], vertical_alignment="bottom")
        options: list[Any] = [*numbers, *removable]
        chosen = what.selectbox("Change", options, format_func=lambda option: _option(model, numbers, option))
        text = value.text_input("to", placeholder="0.6, 60 % or 2 to 6 %", help="Not needed for “without …”")
        start = first.number_input(f"From {model.period}", 0, 5200, 0)
        until = last.number_input("Until before", value=None, min_value=1, max_value=5200, placeholder="for good")
        if st.form_submit_button("Add the change", icon=":material/add:"):
            dates = int(start), None if until is None else int(until)
            taken = take_change(diagram, scenario.id, chosen, text, dates, model.period)
            if taken.wrong:
                st.error(escaped(taken.wrong), icon=":material/error:")
            else:
                session.change(taken.diagram, "Added the change.")
                st.rerun()


def _option(model: LoopModel, numbers: dict[Place, Stated], option: Any) -> str:
    if option in numbers:
        return f"{place_name(model, option)}, now {quantity_text(numbers[option].quantity, numbers[option].share)}"
    return f"without {element_name(model, str(option))}"
