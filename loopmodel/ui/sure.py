"""What the Scenarios page says first: the sentence, the fan, and what to measure first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from loopmodel.analysis.comparison import crossings
from loopmodel.analysis.sensitivity import Sensitivity
from loopmodel.figures.bars import Swing, influence_figure, tornado_figure
from loopmodel.figures.fans import Drawn, Target, fan_figure
from loopmodel.model import LoopModel
from loopmodel.palette import ROLES
from loopmodel.said import change_text, places_name
from loopmodel.ui import futures
from loopmodel.ui.asking import Asked, quantities
from loopmodel.ui.futures import Future, Question
from loopmodel.ui.panels import escaped
from loopmodel.words import number, percent

CONFIG = {"displaylogo": False, "displayModeBar": False}
SHOWN = 7
HOW_TO = "type a range such as `2 to 6 %` for a number in the **Numbers** tab below"


def nothing_drawn() -> None:
    """What to do on an empty paper."""
    st.subheader(":material/draw: Nothing drawn yet, so there is no future to be sure of.", anchor=False)
    st.markdown("Draw a loop first, or open one of the gallery; then come back to see how sure its projection is.")
    st.page_link("pages/design.py", label="Go to Design", icon=":material/draw:")


def sentence(asked: Asked, base: Future, found: Sensitivity) -> str:
    """The one sentence on top."""
    model = asked.question.model
    if futures.certain(model):
        return f":material/straight: One future only: no number has a range yet. To see how sure it is, {HOW_TO}."
    if base.chance is None:
        said = "There is no loop yet, so nothing carries itself"
    else:
        said = f"{percent(base.chance)} likely to carry itself"
    if base.goal_chance is not None and asked.question.goal is not None:
        goal = f"{number(asked.question.goal)} by {model.period} {asked.question.period}"
        said += f"; {percent(base.goal_chance)} likely to reach {goal}"
    if found.influences:
        first = escaped(places_name(model, found.influences[0].places))
        return f":material/casino: {said}; measuring {first} first would tell most."
    return f":material/casino: {said}. What to measure first is not defined: {escaped(found.why or '')}."


def chart(asked: Asked, found: Sequence[Future], dark: bool) -> None:
    """The fan of the base case, with the medians of the scenarios over it."""
    question = asked.question
    name = quantities(question.model)[question.quantity]
    drawn = [Drawn(f.scenario.name if f.scenario else "Base case", f.fan) for f in found]
    target = None if question.goal is None else Target(question.period, question.goal)
    figure = fan_figure(drawn, _look(question), question.model.period, dark, asked.log, target, _dates(asked))
    st.plotly_chart(figure, config=CONFIG, key="fan", alt=spoken(question, found))
    stopped = [f.fan.stopped_why for f in found if f.fan.stopped_why]
    drawn_with = f"{question.settings.draws:,} draws, seed {question.settings.seed}"
    bands = "Line: median. Dark band: half of all futures (25 to 75 %). Light band: nine in ten (5 to 95 %)."
    st.caption(f"**{escaped(name)}**. {bands} {drawn_with}. {' '.join(stopped[:1])}")


def spoken(question: Question, found: Sequence[Future]) -> str:
    """The fan in words, for those who do not see it."""
    name = quantities(question.model)[question.quantity]
    parts = []
    for future in found:
        if future.fan.lines.size:
            low, middle, high = (number(float(future.fan.line(p)[-1])) for p in (5.0, 50.0, 95.0))
            who = future.scenario.name if future.scenario else "base case"
            parts.append(f"{who} {middle}, nine in ten between {low} and {high}")
    return f"{name} at the end: " + "; ".join(parts) + "."


def measure_first(question: Question, found: Sensitivity, dark: bool) -> None:
    """Which number to measure first, and what that would do to the fan."""
    model = question.model
    st.markdown("**What to measure first**")
    if not found.influences:
        st.markdown(
            f"Not defined: {escaped(found.why or '')}."
            + ("" if not futures.certain(model) else f" {HOW_TO.capitalize()}.")
        )
        return
    shown = found.influences[:SHOWN]
    rows = [(places_name(model, i.places), i.first, i.total) for i in shown]
    said = ", ".join(f"{name} {percent(max(0.0, first))}" for name, first, _ in rows)
    st.plotly_chart(influence_figure(rows, dark), config=CONFIG, key="influences", alt=f"Part of the variance: {said}.")
    left = futures.narrowed(question, found)
    if left is not None:
        name = escaped(places_name(model, found.influences[0].places))
        st.markdown(
            f"If **{name}** were known (and stood at its middle), the fan would be **{percent(left)}** as wide."
        )
    with st.popover("Why?", icon=":material/function:"):
        st.markdown(_explained(question, found))


def tornado(question: Question, dark: bool) -> None:
    """The outcome at both ends of each number."""
    bars = futures.bars(question)
    if not bars:
        st.markdown(f"No number has a range yet: {HOW_TO}.")
        return
    rows = [Swing(places_name(question.model, bar.places), bar.low, bar.high) for bar in bars[:10]]
    said = "; ".join(f"{row.name} from {number(row.low)} to {number(row.high)}" for row in rows)
    st.plotly_chart(tornado_figure(rows, bars[0].middle, dark), config=CONFIG, key="tornado", alt=said)
    st.caption(
        f"{escaped(quantities(question.model)[question.quantity])} at {question.model.period} {question.period} with "
        "one number at its low (hatched) or high end and all others in the middle, where it is "
        f"{number(bars[0].middle)}."
    )


def overtaking(question: Question, found: Sequence[Future]) -> list[str]:
    """Where the median of a scenario overtakes the base case or falls behind it, and which change does most of it."""
    lines = []
    base = found[0].fan.line(50.0)
    for future in found[1:]:
        assert future.scenario is not None
        other = future.fan.line(50.0)
        common = min(len(base), len(other))
        name = escaped(future.scenario.name)
        crossed = crossings(base[:common], other[:common])
        for crossing in crossed[:3]:
            verb = "overtakes the base case" if crossing.above else "falls behind the base case"
            lines.append(
                f"**{name}** {verb} in {question.model.period} {crossing.period}" + _because(question, future) + "."
            )
        if not crossed and common and abs(other[common - 1] - base[common - 1]) > 1e-9 * abs(base[common - 1]):
            verb = "ahead of" if other[common - 1] > base[common - 1] else "behind"
            lines.append(f"**{name}** ends {verb} the base case" + _because(question, future) + ".")
    return lines


def _because(question: Question, future: Future) -> str:
    if future.scenario is None or not future.scenario.changes:
        return ""
    shares = futures.shares(question, future.scenario)
    most = max(shares.changes, key=lambda c: abs(c.value))
    return f", mostly by: {escaped(change_text(question.model, most.change))}" if most.value else ""


def _explained(question: Question, found: Sensitivity) -> str:
    explained = sum(max(0.0, i.first) for i in found.influences)
    name = escaped(quantities(question.model)[question.quantity])
    return (
        f"The bar is the first-order Sobol index: the part of the variance of *{name}* at {question.model.period} "
        f"{question.period} that knowing the number would take away on average, Var(E[y | number]) / Var(y). The tick "
        "is the total index, with what it does together with others. Amounts count by log(1 + amount).\n\n"
        f"From {found.runs:,} runs (Saltelli et al. 2010, by SciPy). All numbers alone explain "
        f"{percent(min(1.0, explained))}; the rest works only together."
    )


def _look(question: Question) -> Any:
    model: LoopModel = question.model
    if question.quantity in model.node_ids:
        return ROLES[model.by_id[question.quantity].role]
    return ROLES["user"]


def _short(name: str) -> str:
    return name if len(name) <= 24 else name[:23] + "…"


def _dates(asked: Asked) -> list[tuple[int, str]]:
    """The first date of each scenario shown, if it is not the start."""
    found = []
    for scenario in asked.compared:
        starts = [step.start for step in scenario.changes if step.start > 0]
        if starts:
            found.append((min(starts), _short(scenario.name)))
    return sorted(found)[:2]
