"""The Money tab: revenue, cost and cash of each scenario; what one unit is worth."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from loopmodel.analysis.money import UnitMoney
from loopmodel.figures.fans import Drawn, fan_figure
from loopmodel.model import Scenario
from loopmodel.palette import ROLES
from loopmodel.ui import purses, sure
from loopmodel.ui.asking import Asked
from loopmodel.ui.futures import Question
from loopmodel.ui.panels import escaped
from loopmodel.ui.purses import Purse
from loopmodel.ui.scenario_panels import spread
from loopmodel.words import name_of, number, percent, periods


def purse(asked: Asked, dark: bool) -> None:
    """Money of the base case and of the scenarios beside it."""
    question, model = asked.question, asked.question.model
    units = purses.units(question)
    if not units:
        st.markdown(
            "No node has a revenue or an acquisition cost yet. Give a customer a **revenue** on the Design page."
        )
        st.page_link("pages/design.py", label="Go to Design", icon=":material/draw:")
        return
    found = purses.purses(question, asked.compared)
    left, right = st.columns([1, 1.25])
    with left:
        drawn = [Drawn(_name(one), one.cash) for one in found]
        figure = fan_figure(drawn, ROLES["customer"], model.period, dark, height=300)
        said = f"Cash at the end: {spread(found[0].cash, model.horizon)}."
        st.plotly_chart(figure, config=sure.CONFIG, key="cash", alt=said)
        st.caption(f"Cash in {escaped(model.currency)}: revenue less cost of inflow, added up from {model.period} 0.")
    with right:
        frame = pd.DataFrame([_row(question, one) for one in found])
        st.dataframe(frame, hide_index=True, width="stretch", key="purses")
        frame = pd.DataFrame(_units(question, found))
        st.dataframe(frame, hide_index=True, width="stretch", key="units")
        st.caption(
            "Median (5 to 95 %); under a scenario with all its changes in force. LTV: what one unit brings over its "
            "life and by what it converts into; revenue / (1 − retention) where it converts into nothing. What it "
            "creates is the loop's doing and not counted. CAC: acquisition cost. A scenario has a row where it changes "
            "one."
        )


def _name(one: Purse) -> str:
    return one.scenario.name if one.scenario else "Base case"


def _row(question: Question, one: Purse) -> dict[str, str]:
    model, last = question.model, question.model.horizon
    low, middle, high = (_back(value, model.period) for value in one.back)
    return {
        "Scenario": _name(one),
        f"Revenue in {model.period} {last}": spread(one.revenue, last),
        "Contribution": spread(one.contribution, last),
        "Cash by then": spread(one.cash, last),
        "Cash is back": middle if low == high else f"{middle} ({low} to {high})",
        "in": percent(one.back_share),
    }


def _units(question: Question, found: Sequence[Purse]) -> list[dict[str, str]]:
    """A row for each node that earns or costs, and one for each scenario that makes it another."""
    rows: list[dict[str, str]] = []
    for one in found:
        for unit in purses.units(question, one.scenario):
            row = _unit(question, unit, one.scenario)
            told = any(row | {"Scenario": ""} == known | {"Scenario": ""} for known in rows)
            rows += [] if told else [row]
    return rows


def _unit(question: Question, unit: UnitMoney, scenario: Scenario | None) -> dict[str, str]:
    worth, ratio = purses.unit_spread(question, unit.node, scenario)
    back = unit.payback
    return {
        "Scenario": scenario.name if scenario else "Base case",
        "One unit of": name_of(question.model, unit.node),
        "LTV": _bounds(worth) if unit.ltv is not None else f"undefined: {unit.why['ltv']}",
        "CAC": "none" if unit.cac is None else number(unit.cac),
        "LTV / CAC": _why_not(unit) if unit.ratio is None else _bounds(ratio),
        "Pays back in": periods(back, question.model.period) if back is not None else _why_not(unit, "never by itself"),
    }


def _why_not(unit: UnitMoney, otherwise: str = "undefined: never leaves") -> str:
    return "undefined: no CAC" if unit.cac is None else otherwise


def _bounds(values: tuple[float, float, float]) -> str:
    low, middle, high = (_bounded(value) for value in values)
    return middle if low == high else f"{middle} ({low} to {high})"


def _bounded(value: float) -> str:
    return "endless" if math.isinf(value) else number(value)


def _back(value: float, period: str) -> str:
    return "not by then" if math.isinf(value) else "always" if value == 0 else f"{period} {value:.0f}"
