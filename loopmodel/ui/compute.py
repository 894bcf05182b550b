"""Cached one-line calls into the engine; no logic of its own."""

from __future__ import annotations

import atexit
import gc
from collections import deque
from typing import Any, NamedTuple

import plotly.graph_objects
import streamlit as st

from loopmodel.analysis.verdict import Verdict, verdict
from loopmodel.build import build_sound
from loopmodel.check import check
from loopmodel.diagram import Diagram
from loopmodel.errors import Problem
from loopmodel.model import LoopModel
from loopmodel.simulation.project import Projection, project
from loopmodel.store.build import build
from loopmodel.store.database import Database, open_database
from loopmodel.ui.lenses import lens as _lens
from loopmodel.ui.preview import Pulled
from loopmodel.ui.preview import loops as _loops
from loopmodel.ui.preview import play as _play
from loopmodel.ui.preview import preview as _preview


class Answer(NamedTuple):
    """All that is said about one drawing: of its sound part where some of it is not."""

    problems: tuple[Problem, ...]
    model: LoopModel
    left_out: dict[str, str]
    verdict: Verdict
    projection: Projection


RECENT: deque[tuple[Diagram, Answer]] = deque(maxlen=16)


def answer(diagram: Diagram) -> Answer:
    """Check, build, judge and project a drawing. What is drawn elsewhere on the paper never computes anything twice."""
    for known, found in tuple(RECENT):
        if known is diagram:
            return found
    found = _answered(diagram)
    RECENT.append((diagram, found))
    return found


def _answered(diagram: Diagram) -> Answer:
    problems = check(diagram)
    model, left_out = build_sound(diagram, problems)
    judged, projected = _judged(model)
    return Answer(problems, model, left_out, judged, projected)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={LoopModel: hash})
def _judged(model: LoopModel) -> tuple[Verdict, Projection]:
    return verdict(model), project(model)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={LoopModel: hash})
def preview(model: LoopModel, pulled: Pulled, shown: tuple[str, ...], log: bool) -> dict[str, Any] | None:
    """The answers around a number, for the canvas to play back while it is pulled."""
    return _preview(model, pulled, shown, log)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={LoopModel: hash})
def loops(model: LoopModel) -> tuple[dict[str, Any], ...]:
    """The strongest loops, for the canvas to light."""
    return _loops(model)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={LoopModel: hash})
def lens(model: LoopModel, name: str) -> dict[str, Any] | None:
    """A lens on every link and retention, for the canvas to wear."""
    return _lens(model, name)


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs={LoopModel: hash})
def play(model: LoopModel) -> dict[str, Any]:
    """The projection, for the canvas to play."""
    return _play(_judged(model)[1])


@st.cache_resource(show_spinner=False)
def _opened() -> Database:
    return open_database()


@st.cache_resource(show_spinner=False)
def _built() -> set[int]:
    return set()


def database() -> Database:
    """The database, built at first start with visible progress; built again where its file was deleted."""
    if _opened().lost:
        _opened.clear()
        _built().clear()
    found = _opened()
    if id(found) not in _built():
        _build(found)
        _built().add(id(found))
        st.rerun()  # the bar leaves a gap behind, and what stands below it would move at the next run
    return found


def _build(found: Database) -> None:
    bar = st.progress(0.0, "Building the gallery")
    for step in build(found):
        bar.progress(step.done / step.total, f"Building the gallery: {step.what} ({step.done} of {step.total})")
    bar.empty()


@st.cache_resource(show_spinner=False)
def warm_up() -> None:
    """Once a process: build one figure, then set all that exists aside from garbage collection.

    Streamlit forces a full collection after every run; without this it is most of the CPU of a rerun.
    """
    plotly.graph_objects.Figure(data=[{"type": "scatter", "x": [0], "y": [0]}]).to_json()
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)
