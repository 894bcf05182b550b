"""The Numbers tab: every number, what it rests on, and a place to type a range."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from loopmodel.analysis.ledger import by_basis
from loopmodel.diagram import Diagram
from loopmodel.quantities import Place
from loopmodel.said import place_name
from loopmodel.ui import futures, session
from loopmodel.ui.futures import Question
from loopmodel.ui.taking import take_number, value_text
from loopmodel.words import percent

SHARE = "Part of the spread"
COLUMNS = ("Number", "Value or range", SHARE, "Basis", "Why", "Source", "Year")
MANY = {"guess": "guesses", "benchmark": "benchmarks", "measured": "measurements", "unsaid": "numbers without a reason"}


def ledger(question: Question, diagram: Diagram) -> None:
    """The assumption ledger, most influential number first."""
    model = question.model
    entries = futures.entries(question)
    resting = sorted(by_basis(entries).items(), key=lambda pair: -pair[1])
    if resting:
        parts = " and ".join(f"**{percent(share)}** on {MANY[basis]}" for basis, share in resting)
        st.markdown(f"How sure the outcome is rests {parts}.")
    st.markdown(
        "Type a range over a number: `2 to 6 %`, or `4 % (2 to 6 %)` with its middle. The ends are the 5th and the "
        "95th percentile: nine times in ten it lies between them."
    )
    rows = [
        (place_name(model, e.place), value_text(e.place, e.quantity), e.share, e.basis, e.why, e.source, e.year)
        for e in entries
    ]
    places = [entry.place for entry in entries]
    key = f"ledger-{session.current().revision}-{session.current().filled}"
    st.data_editor(
        pd.DataFrame(rows, columns=list(COLUMNS)), hide_index=True, width="stretch", height=400, key=key,
        disabled=[name for name in COLUMNS if name != COLUMNS[1]], on_change=_take, args=(key, places, model.period),
        column_config={
            COLUMNS[1]: st.column_config.TextColumn(COLUMNS[1], help="Type a number or a range"),
            SHARE: st.column_config.ProgressColumn(
                SHARE, min_value=0.0, max_value=1.0, format="percent",
                help="First-order Sobol index. Empty: it has no range, so it counts as certain.",
            ),
            "Year": st.column_config.NumberColumn("Year", format="%d", help="The latest year that the source names"),
        },
        alt="Every number with its range, basis and source, editable",
    )  # fmt: skip


def _take(key: str, places: list[Place], period: str) -> None:
    made, wrong = session.current().diagram, ""
    for row, cells in session.widget(key).get("edited_rows", {}).items():
        taken = take_number(made, places[int(row)], str(cells.get(COLUMNS[1]) or ""), period)
        made, wrong = taken.diagram, taken.wrong or wrong
    session.change(made, wrong and f"{wrong} It stays as it was.")
