"""Cached calls for the Weak points page; no logic of its own."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from loopmodel.analysis.closing import Closing, closing
from loopmodel.analysis.decline import Decline, decline, held
from loopmodel.analysis.dominance import Dominance, dominance
from loopmodel.analysis.killers import CounterForce, Tolerance, counter_forces, tolerances
from loopmodel.analysis.loops import Loops, find_loops
from loopmodel.analysis.mass import Mass, critical_mass
from loopmodel.analysis.no_return import NoReturn, points_of_no_return
from loopmodel.analysis.stress import Stress, stress_test
from loopmodel.analysis.together import Reach, within_reach
from loopmodel.analysis.verdict import At, operating_point, verdict
from loopmodel.analysis.weak import WeakPoints, weak_points
from loopmodel.arrays import arrays_of
from loopmodel.explain import lenses as explain
from loopmodel.explain.advice import closing_headline
from loopmodel.explain.paragraph import Findings, founders_paragraph
from loopmodel.model import LoopModel

BEYOND = 0.1  # share above its tolerance at which a killer's victims are watched


class Threats(NamedTuple):
    """All about the killers a model has, in one order."""

    tolerances: tuple[Tolerance, ...]
    counter_forces: tuple[CounterForce, ...]
    no_returns: tuple[NoReturn, ...]
    declines: tuple[Decline | None, ...]


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={LoopModel: hash})
def lenses(model: LoopModel, at: At) -> tuple[WeakPoints, Reach]:
    """The three lenses, and what is enough within reach."""
    return weak_points(model, at), within_reach(operating_point(arrays_of(model), at))


def headline(model: LoopModel, at: At) -> str:
    """The one sentence on top of the page."""
    found = lenses(model, at)[0]
    if found.loop_growth is None and found.entries:
        return f"No loop yet. {closing_headline(model, closings(model, at))}"
    return explain.headline(model, found)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={LoopModel: hash})
def loops(model: LoopModel, at: At, by: str) -> Loops:
    """The first loops."""
    return find_loops(model, at, 100, "cycle-time" if by == "cycle-time" else "share" if by == "share" else "gain")


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={LoopModel: hash})
def driving(model: LoopModel) -> Dominance:
    """Which loop drives the curve when."""
    return dominance(model)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={LoopModel: hash})
def closings(model: LoopModel, at: At) -> Closing:
    """What would close the loop."""
    return closing(model, at, top=8)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={LoopModel: hash})
def threats(model: LoopModel, at: At) -> Threats:
    """Tolerance, counter-force, point of no return of each killer, and how the model dies a little beyond tolerance."""
    borne = tolerances(model, at)
    return Threats(borne, counter_forces(model), points_of_no_return(model), tuple(_dying(model, t) for t in borne))


def _dying(model: LoopModel, found: Tolerance) -> Decline | None:
    if found.share.value is None:
        return None
    share = min(1.0, found.share.value + BEYOND)
    return decline(model, held(arrays_of(model), found.killer, share), model.horizon)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={LoopModel: hash})
def stress(model: LoopModel) -> tuple[Stress, ...]:
    """The stress test."""
    return stress_test(model)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={LoopModel: hash})
def mass(model: LoopModel) -> Mass:
    """The critical mass."""
    return critical_mass(model)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={LoopModel: hash})
def paragraph(model: LoopModel) -> str:
    """One paragraph to read aloud, at start."""
    found = Findings(
        verdict(model), lenses(model, "start")[0], loops(model, "start", "gain"), closings(model, "start"),
        tolerances(model), counter_forces(model), mass(model),
    )  # fmt: skip
    return founders_paragraph(model, found)
