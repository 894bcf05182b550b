"""The tables of the Weak points page: rows as the page shows them, every column explained."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from loopmodel.analysis.loops import Loops
from loopmodel.analysis.stress import Stress
from loopmodel.analysis.weak import WeakPoints
from loopmodel.explain.lenses import leaders, of
from loopmodel.explain.threats import decline_sentence
from loopmodel.model import LoopModel
from loopmodel.words import name_of

LENSES: dict[str, Any] = {
    "": st.column_config.TextColumn("", help="◆ marks the weak point: the number nearest to its break-even", width=30),
    "Number": st.column_config.TextColumn("Number", help="A link's rate, or a node's retention", pinned=True),
    "Value": st.column_config.NumberColumn("Now", format="%.4g"),
    "Leverage": st.column_config.NumberColumn(
        "Leverage, %", format="%.3g",
        help="Elasticity: by how many percent the growth factor changes where this changes by 1 % "
        "(v w a / lambda <v, w>; with the part of lags all sum to 100 %)",
    ),
    "Break-even": st.column_config.NumberColumn(
        "Break-even", format="%.4g", help="The value at which the loops just carry themselves: now + 1 / [(I - A)⁻¹]"
    ),
    "Way": st.column_config.NumberColumn("Way there, %", format="%+.3g", help="From now to the break-even, % of now"),
    "Without": st.column_config.NumberColumn(
        "Loss: growth without it", format="%.4f", help="Growth factor of the whole if this were 0, per period"
    ),
    "Why": st.column_config.TextColumn("Why none", help="Why there is no break-even", width="medium"),
}  # fmt: skip

LOOPS: dict[str, Any] = {
    "Loop": st.column_config.TextColumn("Loop", width="large", pinned=True),
    "Kind": st.column_config.TextColumn("Kind", help="Reinforcing, or balancing: through a harm"),
    "Gain": st.column_config.NumberColumn(
        "Gain per generation", format="%.3g",
        help="Product of the rates over the product of what leaves (1 - stay); above 1 the loop carries itself alone",
    ),
    "Time": st.column_config.NumberColumn(
        "Cycle time", format="%.3g", help="Sum of lag + 1 + stay / (1 - stay) over its links, in periods"
    ),
    "Share": st.column_config.NumberColumn(
        "Share of growth, %", format="%.3g", help="How much of the growth factor flows round it (van Groenendael 1994)"
    ),
    "Unique": st.column_config.TextColumn("Split", help="Whether this share is the only one possible"),
    "Via": st.column_config.TextColumn("Carried by", help="The products and features on its links"),
    "Why": st.column_config.TextColumn("Why undefined", width="medium"),
}  # fmt: skip


def lens_table(model: LoopModel, found: WeakPoints) -> pd.DataFrame:
    """A row a quantity, the nearest to its break-even first."""
    weak = set(leaders(found).get("fragility", []))
    ordered = sorted(found.entries, key=lambda e: (e.distance is None, abs(e.distance or 0.0), -(e.elasticity or 0.0)))
    rows = [
        {
            "": "◆" if entry in weak else "",
            "Number": of(model, entry),
            "Value": entry.value,
            "Leverage": None if entry.elasticity is None else 100.0 * entry.elasticity,
            "Break-even": entry.break_even,
            "Way": None if entry.distance is None else 100.0 * entry.distance,
            "Without": entry.without,
            "Why": "; ".join(why for why in (entry.break_even_why, entry.elasticity_why, entry.without_why) if why),
        }
        for entry in ordered
    ]
    return pd.DataFrame(rows, columns=list(LENSES))


def loop_table(model: LoopModel, found: Loops) -> pd.DataFrame:
    """A row a loop."""
    rows = [
        {
            "Loop": " → ".join(name_of(model, id_) for id_ in (*loop.nodes, loop.nodes[0])),
            "Kind": "↻ reinforcing" if loop.polarity == "reinforcing" else "⇄ balancing",
            "Gain": loop.gain,
            "Time": loop.cycle_time,
            "Share": None if loop.share is None else 100.0 * loop.share,
            "Unique": "" if loop.share is None else "only one" if loop.unique else "by rule",
            "Via": ", ".join(loop.via),
            "Why": "; ".join(dict.fromkeys(w for w in (loop.gain_why, loop.cycle_time_why, loop.share_why) if w)),
        }
        for loop in found.loops
    ]
    return pd.DataFrame(rows, columns=list(LOOPS))


STRESS: dict[str, Any] = {
    "Killer": st.column_config.TextColumn("Killer", pinned=True),
    "Hits": st.column_config.TextColumn("Hits", width="medium"),
    "Breaks": st.column_config.NumberColumn(
        "Breaks the loops at, %", format="%.3g", help="Share of the killer at which the growth factor of the loops is 1"
    ),
    "Dose": st.column_config.NumberColumn(
        "Growth under the dose",
        format="%.4f",
        help="Growth factor of the loops with half of it (or all cut off)",
    ),
    "Survives": st.column_config.TextColumn("At the horizon", help="Whether the loops carry themselves then"),
    "Course": st.column_config.TextColumn("Who leaves", width="large"),
}


def stress_table(model: LoopModel, found: tuple[Stress, ...]) -> pd.DataFrame:
    """A row a killer of the library."""
    rows = []
    for stress in found:
        says = stress.why_not or stress.tolerance.why or ""
        leave = "" if stress.decline is None else decline_sentence(model, stress.decline)
        rows.append(
            {
                "Killer": stress.killer.name,
                "Hits": ", ".join(_called(model, id_) for id_ in stress.hits) or f"nothing: {says}",
                "Breaks": None if stress.tolerance.value is None else 100.0 * stress.tolerance.value,
                "Dose": stress.growth,
                "Survives": {True: "✓ carries itself", False: "✕ does not", None: ""}[stress.survives],
                "Course": leave if not says or stress.why_not else f"{says}. {leave}",
            }
        )
    return pd.DataFrame(rows, columns=list(STRESS))


def _called(model: LoopModel, id_: str) -> str:
    element = model.by_id[id_]
    if hasattr(element, "source"):
        return f"{name_of(model, element.source)} → {name_of(model, element.target)}"
    return name_of(model, id_)
