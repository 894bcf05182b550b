"""The Scenarios tab: all scenarios in a table, and one of them taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from loopmodel.diagram import Diagram
from loopmodel.figures.bars import Span, contribution_figure, roadmap_figure
from loopmodel.figures.fans import Drawn, fan_figure
from loopmodel.model import Scenario
from loopmodel.palette import ROLES
from loopmodel.quantities import stated
from loopmodel.said import change_text, dates_text, place_name, quantity_text
from loopmodel.ui import futures, scenario_editing, sure
from loopmodel.ui.asking import Asked, quantities
from loopmodel.ui.futures import Future, Question
from loopmodel.ui.panels import escaped
from loopmodel.words import number, percent, safe

SIGNS = {
    "helps both": "▲▲",
    "helps one": "▲",
    "no effect": "–",
    "hurts one": "▼",
    "hurts both": "▼▼",
    "trade-off": "▲▼",
}


def compared(asked: Asked, found: Sequence[Future], diagram: Diagram, dark: bool) -> None:
    """All of the tab."""
    model = asked.question.model
    if model.scenarios:
        _table(asked, found)
        for line in sure.overtaking(asked.question, found):
            st.markdown(f"- {line}")
        names = {scenario.id: safe(scenario.name) for scenario in model.scenarios}
        id_ = st.selectbox(
            "Look closer at", list(names), format_func=lambda i: names.get(i, i), key=f"closer-{'-'.join(names)}"
        )
        scenario = next((s for s in model.scenarios if s.id == id_), model.scenarios[0])
        _closer(asked, scenario, dark)
        scenario_editing.edit(model, diagram, scenario)
    else:
        st.markdown("A scenario is a named list of dated changes, such as *better onboarding from week 12*. Make one.")
    scenario_editing.make(diagram)


def _table(asked: Asked, found: Sequence[Future]) -> None:
    question = asked.question
    rows = []
    for future in found:
        row: dict[str, Any] = {"Scenario": future.scenario.name if future.scenario else "Base case"}
        row["Carries itself"] = "no loop" if future.chance is None else percent(future.chance)
        if question.goal is not None and future.goal_chance is not None:
            row[f"Reaches {number(question.goal)}"] = percent(future.goal_chance)
        row |= {f"{p:g} %": at(future.fan, p, question.period) for p in (5.0, 50.0, 95.0)}
        row["Gain (5 to 95 %)"] = "" if future.gain is None else spread(future.gain, question.period)
        rows.append(row)
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", key="compared")
    name = escaped(quantities(question.model)[question.quantity])
    st.caption(
        f"{name} at {question.model.period} {question.period}. Gain: scenario less base case in the same draw, so that "
        "chance cancels; where both ends have one sign, nine futures in ten agree."
    )


def at(fan: Any, of: float, period: int) -> str:
    """A percentile of a fan at a period."""
    line = fan.line(of)
    return number(float(line[period])) if period < len(line) else "beyond all bounds"


def spread(fan: Any, period: int) -> str:
    """The median of a fan at a period, and the ends of nine in ten."""
    if period >= fan.lines.shape[1]:
        return "beyond all bounds"
    return f"{at(fan, 50.0, period)} ({at(fan, 5.0, period)} to {at(fan, 95.0, period)})"


def _closer(asked: Asked, scenario: Scenario, dark: bool) -> None:
    model, question = asked.question.model, asked.question
    if scenario.note:
        st.markdown(escaped(scenario.note))
    if not scenario.changes:
        st.markdown("It changes nothing yet, so it is the base case. Add a change below.")
        return
    left, right = st.columns(2)
    with left:
        st.markdown("**Roadmap**")
        spans = [
            Span(
                change_text(model, step, ranges=False),
                step.start,
                model.horizon + 1 if step.until is None else step.until,
            )
            for step in scenario.changes
        ]
        said = "; ".join(f"{change_text(model, step)} {dates_text(model, step)}" for step in scenario.changes)
        figure = roadmap_figure(spans, model.horizon, model.period, dark)
        st.plotly_chart(figure, config=sure.CONFIG, key="roadmap", alt=said)
        _gain(question, scenario, dark)
    with right:
        _contributions(question, scenario, dark)
        _both_sides(question, scenario)


def _gain(question: Question, scenario: Scenario, dark: bool) -> None:
    future = futures.futures(question, (scenario,))[1]
    if future.gain is None or not future.gain.lines.size:
        return
    st.markdown("**Gain over the base case**")
    figure = fan_figure([Drawn("gain", future.gain)], ROLES["content"], question.model.period, dark, height=240)
    said = f"Gain at the end: {spread(future.gain, future.gain.lines.shape[1] - 1)}."
    st.plotly_chart(figure, config=sure.CONFIG, key="gain", alt=said)


def _contributions(question: Question, scenario: Scenario, dark: bool) -> None:
    found = futures.shares(question, scenario)
    st.markdown("**What each change contributes**")
    names = [change_text(question.model, c.change, ranges=False) for c in found.changes]
    rows = list(zip(names, [c.value for c in found.changes], strict=True))
    said = "; ".join(f"{name} {number(value)}" for name, value in rows)
    st.plotly_chart(contribution_figure(rows, dark), config=sure.CONFIG, key="contributions", alt=said)
    exact = "all subsets of the changes" if found.exact else "64 random orders of the changes"
    st.caption(
        f"Shapley values from {exact}: what a change adds on average over all orders. They sum to "
        f"{number(found.scenario - found.base)}, from {number(found.base)} to {number(found.scenario)}, all numbers in "
        "the middle."
    )
    with st.expander("Gain per effort", icon=":material/fitness_center:"):
        _per_effort(rows, f"{scenario.id}-{len(names)}")


def _per_effort(rows: list[tuple[str, float]], key: str) -> None:
    names = [name for name, _ in rows]
    unit = st.column_config.NumberColumn("Effort", min_value=0.0, help="In any unit of yours: person-weeks, money")
    typed = st.data_editor(
        pd.DataFrame({"Effort": [None] * len(names), "Change": names}).astype({"Effort": "float64"}),
        hide_index=True, width="stretch", disabled=["Change"], key=f"efforts-{key}", column_config={"Effort": unit},
    )["Effort"]  # fmt: skip
    per = [(name, value / effort) for (name, value), effort in zip(rows, typed, strict=True) if effort > 0]
    for name, gain in sorted(per, key=lambda pair: -pair[1]):
        st.markdown(f"- {escaped(name)}: **{number(gain)}** for each unit of effort")
    if not per:
        st.caption(
            "Type what a change costs, in any unit: the best next move is the one with the most gain per effort."
        )


def _both_sides(question: Question, scenario: Scenario) -> None:
    rows = [
        {"": f"{SIGNS[effect.judged]} {effect.judged}", "Users": signed(effect.users),
         "Customers": signed(effect.customers), "Change alone": change_text(question.model, change, ranges=False)}
        for change, effect in futures.sides(question, scenario)
    ]  # fmt: skip
    st.markdown("**Users and customers at once**")
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", key="sides")


def helping_both(question: Question) -> None:
    """The numbers that help users and customers at once, if moved by a tenth."""
    moves = futures.moves(question)
    found = [nudge for nudge in moves if nudge.effect.judged == "helps both"][:8]
    apart = [nudge for nudge in moves if nudge.effect.judged == "trade-off"][:8]
    if found:
        st.markdown("**These help users and customers at once**, each moved by a tenth and alone:")
        _moved(question, found, "moves")
    else:
        st.markdown("Nothing moved by a tenth helps users and customers at once; they may not share a loop yet.")
    if apart:
        st.markdown(":material/balance: **These help one side and hurt the other:**")
        _moved(question, apart, "apart")
    st.caption(
        f"Relative change of all users and of all customers by {question.model.period} {question.period}, members "
        "counting as both, all other numbers in the middle. A share moves a tenth of its way to the nearer end."
    )


def _moved(question: Question, found: Sequence[Any], key: str) -> None:
    share = {s.place: s.share for s in stated(question.model)}
    rows = [
        {"Number": place_name(question.model, n.place), "From": quantity_text(n.before, share[n.place]),
         "To": quantity_text(n.after, share[n.place]), "Users": signed(n.effect.users),
         "Customers": signed(n.effect.customers)}
        for n in found
    ]  # fmt: skip
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", key=key)


def signed(value: float | None) -> str:
    """A relative change with its sign."""
    if value is None:
        return "none there"
    return ("+" if value > 0 else "−" if value < 0 else "") + percent(abs(value))
