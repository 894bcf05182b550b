"""The scenarios listed, compared, taken apart, and edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from loopmodel.diagram import Diagram
from loopmodel.edit_scenarios import add_change, add_scenario, remove_change, remove_scenario
from loopmodel.figures.bars import Span, contribution_figure, roadmap_figure
from loopmodel.figures.fans import Drawn, fan_figure
from loopmodel.model import LoopModel, Scenario
from loopmodel.palette import ROLES
from loopmodel.quantities import Place, Stated, stated
from loopmodel.said import change_text, dates_text, place_name, quantity_text
from loopmodel.typed import over, typed
from loopmodel.ui import futures, session, sure
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
    """All of the Scenarios tab."""
    model = asked.question.model
    if not model.scenarios:
        st.markdown(
            "A scenario is a named list of dated changes, such as *better onboarding from week 12*. Make the first one."
        )
    else:
        _table(asked, found)
        for line in sure.overtaking(asked.question, found):
            st.markdown(f"- {line}")
        names = {scenario.id: safe(scenario.name) for scenario in model.scenarios}
        id_ = st.selectbox(
            "Look closer at", list(names), format_func=lambda i: names.get(i, i), key=f"closer-{'-'.join(names)}"
        )
        scenario = next((s for s in model.scenarios if s.id == id_), model.scenarios[0])
        _closer(asked, scenario, dark)
        _edit(model, diagram, scenario)
    with (
        st.form("new-scenario", clear_on_submit=True, border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        name = st.text_input("New scenario", placeholder="Better onboarding from week 12", max_chars=200)
        if st.form_submit_button("Make it", icon=":material/add:") and name.strip():
            session.take_over(
                add_scenario(diagram, name.strip())[0], f"Made “{safe(name.strip())}”. Now add its changes."
            )
            st.rerun()


def _table(asked: Asked, found: Sequence[Future]) -> None:
    question = asked.question
    rows = []
    for future in found:
        row: dict[str, Any] = {"Scenario": future.scenario.name if future.scenario else "Base case"}
        row["Carries itself"] = "no loop" if future.chance is None else percent(future.chance)
        if question.goal is not None and future.goal_chance is not None:
            row[f"Reaches {number(question.goal)}"] = percent(future.goal_chance)
        row |= {f"{p:g} %": _at(future.fan, p, question.period) for p in (5.0, 50.0, 95.0)}
        row["Gain, 5 to 95 %"] = "" if future.gain is None else (
            f"{_at(future.gain, 5.0, question.period)} to {_at(future.gain, 95.0, question.period)}"
        )  # fmt: skip
        rows.append(row)
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", key="compared")
    name = escaped(quantities(question.model)[question.quantity])
    st.caption(
        f"{name} at {question.model.period} {question.period}. Gain: scenario less base case in the same draw, so that chance "
        "cancels; where both ends have one sign, nine futures in ten agree."
    )


def _at(fan: Any, percent_: float, period: int) -> str:
    line = fan.line(percent_)
    return number(float(line[period])) if period < len(line) else "beyond all bounds"


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
            Span(change_text(model, step), step.start, model.horizon + 1 if step.until is None else step.until)
            for step in scenario.changes
        ]
        said = "; ".join(f"{change_text(model, step)} {dates_text(model, step)}" for step in scenario.changes)
        st.plotly_chart(
            roadmap_figure(spans, model.horizon, model.period, dark), config=sure.CONFIG, key="roadmap", alt=said
        )
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
    low, high = (number(float(future.gain.line(p)[-1])) for p in (5.0, 95.0))
    st.plotly_chart(
        figure, config=sure.CONFIG, key="gain", alt=f"Gain at the end: nine in ten between {low} and {high}."
    )


def _contributions(question: Question, scenario: Scenario, dark: bool) -> None:
    found = futures.shares(question, scenario)
    st.markdown("**What each change contributes**")
    names = [change_text(question.model, c.change) for c in found.changes]
    rows = list(zip(names, [c.value for c in found.changes], strict=True))
    said = "; ".join(f"{name} {number(value)}" for name, value in rows)
    st.plotly_chart(contribution_figure(rows, dark), config=sure.CONFIG, key="contributions", alt=said)
    exact = "all subsets of the changes" if found.exact else "64 random orders of the changes"
    st.caption(
        f"Shapley values from {exact}: what a change adds on average over all orders. They sum to "
        f"{number(found.scenario - found.base)}, from {number(found.base)} to {number(found.scenario)}, all numbers in the middle."
    )
    efforts = st.data_editor(
        pd.DataFrame({"Change": names, "Effort": [None] * len(names)}).astype({"Effort": "float64"}), hide_index=True,
        width="stretch", disabled=["Change"], key=f"efforts-{scenario.id}-{len(names)}",
        column_config={"Effort": st.column_config.NumberColumn("Effort", min_value=0.0, help="In any unit: person-weeks, money")},
    )["Effort"]  # fmt: skip
    per = [(name, value / effort) for (name, value), effort in zip(rows, efforts, strict=True) if effort > 0]
    for name, gain in sorted(per, key=lambda pair: -pair[1]):
        st.markdown(f"- {escaped(name)}: **{number(gain)}** for each unit of effort")


def _both_sides(question: Question, scenario: Scenario) -> None:
    found = futures.sides(question, scenario)
    st.markdown("**Users and customers at once**")
    rows = []
    for change, effect in found:
        rows.append({"Change alone": change_text(question.model, change), "Users": _signed(effect.users),
                     "Customers": _signed(effect.customers), "": f"{SIGNS[effect.judged]} {effect.judged}"})  # fmt: skip
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", key="sides")


def helping_both(question: Question) -> None:
    """The numbers that help users and customers at once, if moved by a tenth."""
    found = [nudge for nudge in futures.moves(question) if nudge.effect.judged == "helps both"][:8]
    if not found:
        st.markdown("Nothing moved by a tenth helps users and customers at once; they may not share a loop yet.")
        return
    rows = [{"Moved by a tenth": place_name(question.model, n.place), "From": number(n.before), "To": number(n.after),
             "Users": _signed(n.effect.users), "Customers": _signed(n.effect.customers)} for n in found]  # fmt: skip
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", key="moves")


def _signed(value: float | None) -> str:
    if value is None:
        return "none there"
    return ("+" if value > 0 else "−" if value < 0 else "") + percent(abs(value))


def _edit(model: LoopModel, diagram: Diagram, scenario: Scenario) -> None:
    with st.expander(f"Edit “{escaped(safe(scenario.name))}”", icon=":material/edit:"):
        _new_change(model, diagram, scenario)
        for index, step in enumerate(scenario.changes):
            text, button = st.columns([8, 1], vertical_alignment="center")
            text.markdown(f"{escaped(change_text(model, step))}, {dates_text(model, step)}")
            if button.button("Remove", key=f"remove-{scenario.id}-{index}-{len(scenario.changes)}"):
                session.take_over(remove_change(diagram, scenario.id, index), "Removed the change.")
                st.rerun()
        if st.button("Remove the whole scenario", icon=":material/delete:", key=f"remove-{scenario.id}"):
            session.take_over(remove_scenario(diagram, scenario.id), f"Removed “{safe(scenario.name)}”.")
            st.rerun()


def _new_change(model: LoopModel, diagram: Diagram, scenario: Scenario) -> None:
    numbers = {s.place: s for s in stated(model)}
    removable = {e.id: e for e in (*model.nodes, *model.links)}
    with st.form(f"change-{scenario.id}", clear_on_submit=True, border=False):
        what, value, first, last = st.columns([3, 2, 1, 1], vertical_alignment="bottom")
        options: list[Any] = [*numbers, *removable]
        place = what.selectbox("Change", options, format_func=lambda o: _option(model, numbers, o))
        text = value.text_input("to", placeholder="0.6, 60 % or 2 to 6 %", help="Left empty for “without …”")
        start = first.number_input(f"From {model.period}", 0, 5200, 0)
        until = last.number_input("Until before", value=None, min_value=1, max_value=5200, placeholder="for good")
        if st.form_submit_button("Add the change", icon=":material/add:"):
            _take_change(diagram, scenario, numbers, place, text, int(start), until)


def _option(model: LoopModel, numbers: dict[Place, Stated], option: Any) -> str:
    if isinstance(option, Place) and option in numbers:
        return f"{place_name(model, option)}, now {quantity_text(numbers[option].quantity, numbers[option].share)}"
    return change_text_without(model, str(option))


def change_text_without(model: LoopModel, id_: str) -> str:
    """How the removal of an element is called."""
    from loopmodel.said import element_name

    return f"without {element_name(model, id_)}"


def _take_change(
    diagram: Diagram, scenario: Scenario, numbers: dict[Place, Stated], place: Any, text: str, start: int, until: Any
) -> None:
    dates = {"from": start, "until": None if until is None else int(until)}
    if until is not None and until <= start:
        st.error("“Until” must be later than “from”, or empty.")
        return
    if not isinstance(place, Place):
        session.take_over(add_change(diagram, scenario.id, {"remove": str(place), **dates}), "Added the change.")
        st.rerun()
    value = typed(text, numbers[place].share)
    if value is None:
        st.error(f"“{escaped(text[:40])}” is no number and no range. Type 0.6, 60 % or 2 to 6 %.")
        return
    change = {"target": place.target, "field": place.field, "value": over(None, value), **dates}
    made = add_change(diagram, scenario.id, change)
    wrong = session.new_errors(diagram, made)
    if wrong:
        st.error(escaped(f"{wrong[0].message} {wrong[0].hint}"))
        return
    session.take_over(made, "Added the change.")
    st.rerun()
