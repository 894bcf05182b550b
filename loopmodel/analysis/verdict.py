"""The verdict: is this a closed loop, and does it carry itself?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from loopmodel.analysis.break_even import BreakEven, break_evens
from loopmodel.analysis.course import Course, course_of
from loopmodel.analysis.growth import STEADY, doubling_time, growth_factor, loop_growth_factor
from loopmodel.analysis.point import Point, point_at, point_at_best, point_at_start
from loopmodel.analysis.reproduction import Reproduction, reproduction
from loopmodel.analysis.sides import CustomerUserLoop, customer_user_loop
from loopmodel.analysis.state import amounts_at, point_name
from loopmodel.arrays import Arrays, arrays_of
from loopmodel.model import LoopModel

Token = Literal["open", "fading", "break-even", "self-sustaining", "needs-critical-mass", "overrun"]
At = Literal["start", "best"] | int


@dataclass(frozen=True)
class Verdict:
    """The answer for one model, each figure with the operating point it was taken at.

    token            one of the six verdicts of docs/formulas.md
    at               "at start", "at its best" or "at period t"
    growth_factor    per period, at `at`; None for a model without nodes
    loop_growth      the same for the nodes on loops alone; None where there is no loop
    reproduction     R of `focal` per generation, with the reason where it is undefined
    doubling_time    periods, or None with `doubling_time_why`
    course           what the projection adds: when it fills its market, when killers win, the start it needs
    break_evens      the links nearest to a break-even of their own, at most 8
    """

    token: Token
    at: str
    growth_factor: float | None
    loop_growth: float | None
    reproduction: Reproduction
    focal: str | None
    doubling_time: float | None
    doubling_time_why: str | None
    customer_user_loop: CustomerUserLoop
    course: Course
    break_evens: tuple[BreakEven, ...]


def verdict(model: LoopModel, at: At = "start", focal: str | None = None) -> Verdict:
    """The verdict of a model.

    At start it is the full one, which also looks at the projection and at the best the model can do; at another
    operating point it says what holds there: open, fading, break-even or self-sustaining.
    Raises ValueError where `focal` is no node of the model or `at` is a negative period.
    """
    if focal is not None and focal not in model.node_ids:
        raise ValueError(f"there is no node “{focal}”")
    arrays = arrays_of(model)
    point = operating_point(arrays, at)
    chosen = focal or focal_node(model, point)
    looped = bool(point.on_loop.any())
    loop_growth = loop_growth_factor(point) if looped else None
    factor = growth_factor(point, loop_growth or 0.0) if point.nodes else None
    course = course_of(model, arrays, point) if looped and at == "start" else Course()
    none = Reproduction(None, "there is no loop" if not looped else "the model has no node to ask")
    return Verdict(
        token=_token(loop_growth, course),
        at=point.name,
        growth_factor=factor,
        loop_growth=loop_growth,
        reproduction=none if chosen is None else reproduction(point, chosen),
        focal=chosen,
        doubling_time=None if factor is None else doubling_time(factor),
        doubling_time_why=_why_no_doubling(factor),
        customer_user_loop=customer_user_loop(model),
        course=course,
        break_evens=break_evens(point, most=8),
    )


def operating_point(arrays: Arrays, at: At) -> Point:
    """The operating point that "start", "best" or a period names."""
    if at == "start":
        return point_at_start(arrays)
    if at == "best":
        return point_at_best(arrays)
    return point_at(arrays, amounts_at(arrays, at), point_name(at))


def focal_node(model: LoopModel, point: Point) -> str | None:
    """The first user or member in file order that lies on a loop, else the first node that does, else None."""
    on_loop = {id_ for id_, on in zip(point.nodes, point.on_loop, strict=True) if on}
    served = (node.id for node in model.nodes if node.role in ("user", "member") and node.id in on_loop)
    return next(served, next((node.id for node in model.nodes if node.id in on_loop), None))


def _token(loop_growth: float | None, course: Course) -> Token:
    if loop_growth is None:
        return "open"
    if course.token is not None:
        return course.token
    if abs(loop_growth - 1.0) <= STEADY:
        return "break-even"
    return "self-sustaining" if loop_growth > 1.0 else "fading"


def _why_no_doubling(factor: float | None) -> str | None:
    if factor is None:
        return "the model has no nodes"
    return None if factor > 1.0 + STEADY else "it does not grow (the growth factor is at most 1)"
