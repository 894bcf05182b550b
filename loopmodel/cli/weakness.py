"""`loops`, `weak` and `close`."""

from __future__ import annotations

import argparse
from typing import Any

from loopmodel.analysis.closing import Candidate, Closing, closing
from loopmodel.analysis.loops import Loop, find_loops
from loopmodel.analysis.together import within_reach
from loopmodel.analysis.verdict import At, operating_point
from loopmodel.analysis.weak import Entry, weak_points
from loopmodel.arrays import arrays_of
from loopmodel.cli.scenarios import add_scenario, model_under
from loopmodel.cli.shared import Commands, WrongUseError, add_at, at_of, read_model, show
from loopmodel.cli.weakness_text import closing_text, loops_text, weak_text

MOST = 10_000


def add(commands: Commands) -> None:
    """Add these commands to the parser."""
    listed = commands.add("loops", _loops, "list the loops, the strongest first")
    listed.add_argument("--top", type=int, default=100, metavar="K", help="how many of them (100)")
    listed.add_argument(
        "--by",
        choices=["gain", "cycle-time", "share"],
        default="gain",
        help="in which order (gain)",
    )
    weak = commands.add("weak", _weak, "say how much hangs on every link and retention")
    closed = commands.add("close", _close, "say which missing links would close the loop, easiest first")
    closed.add_argument("--top", type=int, default=20, metavar="K", help="how many of them (20)")
    for command in (listed, weak, closed):
        add_at(command)
        add_scenario(command)


def _top(given: argparse.Namespace) -> int:
    top: int = given.top
    if not 1 <= top <= MOST:
        raise WrongUseError(f"--top is {top}; it must be between 1 and {MOST:,}")
    return top


def _loops(given: argparse.Namespace) -> int:
    top, at, model = _top(given), at_of(given), model_under(given, read_model(given))
    try:
        found = find_loops(model, at, top, given.by)
    except ValueError as error:
        raise WrongUseError(str(error)) from None
    data = {
        "at": at,
        "loops": [_loop(loop) for loop in found.loops],
        "complete": found.complete,
        **({} if found.complete else {"complete_why": found.partial_why}),
        "share_of_staying": found.staying,
        **_why("share_of_staying", found.staying, found.staying_why),
        "share_rule": found.rule,
    }
    return show(given, data, loops_text(model, found))


def _loop(loop: Loop) -> dict[str, Any]:
    return {
        "links": loop.links,
        "nodes": loop.nodes,
        "gain": loop.gain,
        "cycle_time": loop.cycle_time,
        "polarity": loop.polarity,
        "harms": loop.harms,
        "via": loop.via,
        "share": loop.share,
        "share_unique": loop.unique,
        **_why("gain", loop.gain, loop.gain_why),
        **_why("cycle_time", loop.cycle_time, loop.cycle_time_why),
        **_why("share", loop.share, loop.share_why),
    }


def _why(name: str, value: object, why: str | None) -> dict[str, str | None]:
    return {f"{name}_why": why} if value is None else {}


def _weak(given: argparse.Namespace) -> int:
    at, model = at_of(given), model_under(given, read_model(given))
    try:
        found = weak_points(model, at)
    except ValueError as error:
        raise WrongUseError(str(error)) from None
    reach = within_reach(operating_point(arrays_of(model), at))
    data = {
        "at": at,
        "growth_factor": found.growth_factor,
        **_why("growth_factor", found.growth_factor, "the model has no nodes that are no killers"),
        "entries": [_entry(entry) for entry in found.entries],
        "elasticity_of_lags": found.elasticity_of_lags,
        **_why("elasticity_of_lags", found.elasticity_of_lags, found.elasticity_of_lags_why),
    }
    return show(given, data, weak_text(model, found, reach))


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "field": entry.field,
        "value": entry.value,
        "elasticity": entry.elasticity,
        "break_even": entry.break_even,
        "break_even_why": entry.break_even_why,
        "without": entry.without,
        **_why("elasticity", entry.elasticity, entry.elasticity_why),
        **_why("without", entry.without, entry.without_why),
    }


def _close(given: argparse.Namespace) -> int:
    top, at, model = _top(given), at_of(given), model_under(given, read_model(given))
    try:
        found = closing(model, at, top)
    except ValueError as error:
        raise WrongUseError(str(error)) from None
    return show(given, _closing(at, found), closing_text(model, found))


def _closing(at: At, found: Closing) -> dict[str, Any]:
    return {
        "at": at,
        "candidates": [_candidate(candidate) for candidate in found.candidates],
        **({"candidates_why": found.why} if found.why else {}),
        "candidates_count": found.candidates_count,
        "closes_nothing": [(n.source, n.target) for n in found.closes_nothing],
        "closes_nothing_why": [n.why for n in found.closes_nothing],
        "closes_nothing_count": found.closes_nothing_count,
        "own": [_candidate(candidate) for candidate in found.own],
        "pairs": [{"links": p.links, "rates": p.rates, "times_plausible": p.ratio} for p in found.pairs],
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "source": candidate.source,
        "target": candidate.target,
        "break_even": candidate.break_even,
        "closes": True,
        "times_plausible": candidate.ratio,
        "joins_customer_and_user": candidate.joins,
        "pattern": candidate.pattern.name,
    }
