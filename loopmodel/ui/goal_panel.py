"""The Goal tab: what it takes to reach the goal; and the chance that a small loop dies first."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from loopmodel.analysis.goal import Goal
from loopmodel.estimate import mid
from loopmodel.quantities import Place, stated
from loopmodel.said import place_name, quantity_text
from loopmodel.ui import futures
from loopmodel.ui.asking import Asked
from loopmodel.ui.futures import Question
from loopmodel.ui.panels import escaped
from loopmodel.words import name_of, number, percent

SMALL = 0.001  # relative changes below this are not listed


def goal(asked: Asked) -> None:
    """For each number alone what it would have to be, and the cheapest combination."""
    question, model = asked.question, asked.question.model
    if question.quantity not in model.node_ids:
        st.markdown("Goal seek works on the amount of a node. Choose one as the **Outcome** above.")
        return
    if question.goal is None:
        st.markdown("Type an amount as **Goal** above, such as 10,000. Here stands then what it takes to reach it.")
        return
    seek = Goal(question.quantity, question.goal, question.period)
    answers = futures.alone(question, seek)
    said = f"{number(seek.amount)} {escaped(name_of(model, seek.node))} at {model.period} {seek.period}"
    if answers and all(answer.value == answer.now for answer in answers):
        st.markdown(f"With every number in its middle there are {said} or more already.")
        return
    if not any(answer.value is not None for answer in answers):
        st.markdown(f"**No number alone suffices** for {said}. The cheapest combination may.")
    shares = {s.place: s.share for s in stated(model)}
    rows = [
        (place_name(model, a.place), _fine(a.now, shares[a.place]),
         "none suffices" if a.value is None else _fine(a.value, shares[a.place]),
         f"at {quantity_text(a.best_at, shares[a.place])} it comes to {number(a.best)}" if a.value is None else "")
        for a in answers
    ]  # fmt: skip
    left, right = st.columns([1.5, 1])
    with left:
        st.markdown(f"**Each number alone**, for {said}")
        frame = pd.DataFrame(rows, columns=["Number", "Now", "Needed", "Nearest"])
        st.dataframe(frame, hide_index=True, width="stretch", height=330, key="alone")
        st.caption(
            "Shares are tried from 0 to 1, other numbers from 0 to a thousand times themselves; others at their middle."
        )
    with right:
        _cheapest(question, seek, shares)


def _cheapest(question: Question, seek: Goal, shares: dict[Place, bool]) -> None:
    st.markdown("**The cheapest combination**")
    found = futures.together(question, seek)
    if found.values is None:
        st.markdown(f"There is none within the ranges: {escaped(found.why or '')}. It comes to {number(found.amount)}.")
        return
    now = {s.place: mid(s.quantity) for s in stated(question.model)}
    moved = [pair for pair in found.values.items() if abs(pair[1] / now[pair[0]] - 1.0) >= SMALL]
    rows = [
        (place_name(question.model, place), _fine(now[place], shares[place]), _fine(value, shares[place]))
        for place, value in sorted(moved, key=lambda pair: -abs(pair[1] / now[pair[0]] - 1.0))
    ]
    frame = pd.DataFrame(rows, columns=["Number", "From", "To"])
    st.dataframe(frame, hide_index=True, width="stretch", height=290, key="cheapest")
    st.caption("Least sum of squared relative changes, each within its range (without one: half to double), by SLSQP.")


def _fine(value: float, share: bool) -> str:
    """A number with a digit more than usual, because the changes are small."""
    return f"{value * 100:.4g} %" if share else f"{value:,.4g}" if value < 1e4 else number(value)


def chance(question: Question) -> None:
    """How likely the loop dies while it is small."""
    share, process = futures.dying(question)
    model = question.model
    st.markdown(
        f"With whole people, **{percent(share)}** of {futures.WHOLE_RUNS:,} runs have died out by {model.period} "
        f"{model.horizon}: nobody is there and nobody on the way. Every number stands at its middle; only who comes, "
        "stays, leaves and creates is left to chance (binomial and Poisson)."
    )
    if process.value is not None:
        st.markdown(
            f"The branching process behind it dies out in the end with a chance of **{percent(process.value)}**."
        )
    else:
        st.markdown(f"There is no closed value to compare with: {escaped(process.why or '')}.")
