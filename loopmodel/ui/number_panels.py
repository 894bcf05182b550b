"""The tabs about numbers: the ledger where ranges are typed, the goal, money, and chance while small."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import streamlit as st

from loopmodel.analysis.goal import Goal
from loopmodel.analysis.ledger import by_basis
from loopmodel.diagram import Diagram
from loopmodel.edit import set_field
from loopmodel.figures.fans import Drawn, fan_figure
from loopmodel.palette import ROLES
from loopmodel.quantities import COLLECTION, Place, stated
from loopmodel.said import place_name, quantity_text
from loopmodel.typed import over, typed
from loopmodel.ui import futures, session, sure
from loopmodel.ui.asking import Asked
from loopmodel.ui.futures import Question
from loopmodel.ui.panels import escaped
from loopmodel.words import name_of, number, percent, periods

SHARE = "Part of the outcome"


def ledger(question: Question, diagram: Diagram) -> None:
    """Every number, what it rests on, and a place to type a range."""
    model = question.model
    entries = futures.entries(question)
    resting = by_basis(entries)
    if resting:
        parts = [f"{percent(share)} on {basis}" + ("es" if basis == "guess" else "s" if basis == "benchmark" else "")
                 for basis, share in sorted(resting.items(), key=lambda pair: -pair[1])]  # fmt: skip
        st.markdown(f"The outcome's spread rests {', '.join(parts)}.")
    st.markdown(
        "Type a number or a range over a value: `0.4`, `40 %`, `2 to 6 %`, `2 to 6 % about 3 %`. The ends are the 5th and the 95th percentile."
    )
    shares = {s.place: s.share for s in stated(model)}
    rows = [
        {"Number": place_name(model, e.place), "Value": quantity_text(e.quantity, shares[e.place]), "Basis": e.basis,
         SHARE: e.share, "Why": e.why, "Source": e.source, "Year": e.year}
        for e in entries
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["Number", "Value", "Basis", SHARE, "Why", "Source", "Year"])
    places = [e.place for e in entries]
    key = f"ledger-{session.current().revision}-{len(places)}-{hash(tuple(places))}"
    st.data_editor(
        frame, hide_index=True, width="stretch", height=380, key=key, disabled=["Number", "Basis", SHARE, "Why", "Source", "Year"],
        on_change=_take_values, args=(key, places, shares, diagram), column_config={
            SHARE: st.column_config.ProgressColumn(SHARE, min_value=0.0, max_value=1.0, format="percent",
                help="First-order index: part of the outcome's variance. Empty: it has no range, so it counts as certain."),
            "Value": st.column_config.TextColumn("Value", help="Type a number or a range"),
            "Year": st.column_config.NumberColumn("Year", format="%d", help="The latest year that the source names"),
        },
    )  # fmt: skip


def _take_values(key: str, places: list[Place], shares: dict[Place, bool], diagram: Diagram) -> None:
    changes = session.widget(key).get("edited_rows", {})
    made, wrong = diagram, ""
    for row, cells in changes.items():
        place, text = places[int(row)], str(cells.get("Value") or "")
        value = typed(text, shares[place])
        if value is None:
            wrong = f"“{text[:40]}” is no number and no range, so it stays as it was. Type 0.4, 40 % or 2 to 6 %."
            continue
        made = _with_value(made, place, value)
    problems = session.new_errors(diagram, made)
    if problems:
        wrong = f"{problems[0].message} {problems[0].hint} It stays as it was."
    elif made.document != diagram.document:
        session.take_over(made)
    if wrong:
        session.say(wrong)


def _with_value(diagram: Diagram, place: Place, value: Any) -> Diagram:
    for collection in COLLECTION.values():
        for index, item in enumerate(diagram.items(collection)):
            if item.get("id") == place.target:
                return set_field(diagram, collection, index, place.field, over(item.get(place.field), value))
    return diagram


def goal(asked: Asked) -> None:
    """What it takes to reach the goal."""
    question, model = asked.question, asked.question.model
    if question.quantity not in model.node_ids:
        st.markdown("Goal seek works on the amount of a node. Choose one as the outcome above.")
        return
    if question.goal is None:
        st.markdown(
            "Type an amount as **Goal** above, such as 10,000: here stands then what each number alone would have to be."
        )
        return
    seek = Goal(question.quantity, question.goal, question.period)
    answers = futures.alone(question, seek)
    if answers and all(a.value == a.now for a in answers):
        st.markdown("With every number in its middle the goal is met already.")
        return
    shares = {s.place: s.share for s in stated(model)}
    enough = [a for a in answers if a.value is not None]
    if not enough:
        best = min(answers, key=lambda a: abs(a.best - seek.amount), default=None)
        nearest = f" Nearest comes {escaped(place_name(model, best.place))}: {best.why}." if best else ""
        st.markdown(f"No number alone suffices.{nearest}")
    rows = [
        {"Number alone": place_name(model, a.place), "Now": quantity_text(a.now, shares[a.place]),
         "Needed": quantity_text(a.value, shares[a.place]) if a.value is not None else "none suffices", "": a.why or ""}
        for a in answers
    ]  # fmt: skip
    left, right = st.columns([1.5, 1])
    with left:
        st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", height=330, key="alone")
    with right:
        _cheapest(question, seek, shares)


def _cheapest(question: Question, seek: Goal, shares: dict[Place, bool]) -> None:
    st.markdown("**The cheapest combination**")
    found = futures.together(question, seek)
    if found.values is None:
        st.markdown(f"There is none within the ranges: {escaped(found.why or '')}. It comes to {number(found.amount)}.")
        return
    now = {s.place: s.quantity for s in stated(question.model)}
    order = sorted(found.values.items(), key=lambda pair: -abs(math.log(pair[1] / _mid(now[pair[0]]))))
    rows = [{"Number": place_name(question.model, place), "From": quantity_text(_mid(now[place]), shares[place]),
             "To": quantity_text(value, shares[place])} for place, value in order]  # fmt: skip
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", key="cheapest")
    st.caption(
        "Least sum of squared relative changes within each number's range (without one: half to double), by SciPy's SLSQP."
    )


def _mid(quantity: Any) -> float:
    return float(getattr(quantity, "mid", quantity))


def purse(asked: Asked, dark: bool) -> None:
    """Revenue, cost and cash of the base case and the scenarios; what one unit is worth."""
    question, model = asked.question, asked.question.model
    units = futures.units(question)
    if not units:
        st.markdown(
            "No node has a revenue or an acquisition cost yet. Give a customer a **revenue** on the Design page, and here stands what the loop earns."
        )
        st.page_link("pages/design.py", label="Go to Design", icon=":material/draw:")
        return
    found = futures.purses(question, asked.compared)
    rows = []
    for one in found:
        low, middle, high = (_back(value, model.period) for value in one.back)
        rows.append({"Scenario": one.scenario.name if one.scenario else "Base case",
                     f"Revenue, {model.period} {model.horizon}": _spread(one.revenue), "Contribution": _spread(one.contribution),
                     "Cash at the end": _spread(one.cash), "Cash is back": f"{middle} ({low} to {high})",
                     "of futures": percent(one.back_share)})  # fmt: skip
    left, right = st.columns([1, 1.2])
    with left:
        drawn = [Drawn(one.scenario.name if one.scenario else "Base case", one.cash) for one in found]
        figure = fan_figure(drawn, ROLES["customer"], model.period, dark, height=290)
        st.plotly_chart(figure, config=sure.CONFIG, key="cash", alt=f"Cash: {_spread(found[0].cash)} at the end.")
        st.caption(f"Cash in {escaped(model.currency)}: revenue less cost of inflow, added up from {model.period} 0.")
    with right:
        st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", key="purses")
        st.dataframe(
            pd.DataFrame([_unit(question, unit) for unit in units]), hide_index=True, width="stretch", key="units"
        )
        st.caption(
            "LTV: what one unit brings over its life and by what it converts into, revenue / (1 − retention) for one that converts "
            "into nothing. What it creates is the loop's doing and not counted. CAC: acquisition cost. Middle (5 to 95 %)."
        )


def _unit(question: Question, unit: Any) -> dict[str, str]:
    low, middle, high = futures.unit_ltv(question, unit.node)
    ltv = "endless" if math.isinf(middle) else f"{number(middle)} ({_bounded(low)} to {_bounded(high)})"
    return {
        "One unit of": name_of(question.model, unit.node),
        "LTV": ltv if unit.ltv is not None else f"undefined: {unit.why['ltv']}",
        "CAC": "none" if unit.cac is None else number(unit.cac),
        "LTV / CAC": f"undefined: {unit.why['ratio']}" if unit.ratio is None else number(unit.ratio),
        "Pays back in": f"undefined: {unit.why['payback']}"
        if unit.payback is None
        else periods(unit.payback, question.model.period),
    }


def _bounded(value: float) -> str:
    return "endless" if math.isinf(value) else number(value)


def _spread(found: Any) -> str:
    if not found.lines.size:
        return "beyond all bounds"
    low, middle, high = (number(float(found.line(p)[-1])) for p in (5.0, 50.0, 95.0))
    return f"{middle} ({low} to {high})"


def _back(value: float, period: str) -> str:
    return "later" if math.isinf(value) else f"{period} {value:.0f}"


def chance(question: Question) -> None:
    """How likely the loop dies while it is small."""
    share, process = futures.dying(question)
    model = question.model
    st.markdown(
        f"With whole people, {percent(share)} of {futures.WHOLE_RUNS:,} runs have died out by {model.period} {model.horizon}: "
        "nobody is there and nobody is on the way. Numbers stand at their middle; only who stays, leaves and comes is left to chance."
    )
    if process.value is not None:
        st.markdown(
            f"The branching process behind it dies out in the end with a chance of **{percent(process.value)}**."
        )
    else:
        st.markdown(f"There is no closed value here: {escaped(process.why or '')}.")
