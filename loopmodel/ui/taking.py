"""What is typed on the Scenarios page becomes a drawing, or a sentence that says why not. Pure: no Streamlit."""

from __future__ import annotations

from typing import Any, NamedTuple

from loopmodel.check import check
from loopmodel.diagram import Diagram
from loopmodel.edit import set_field
from loopmodel.edit_scenarios import add_change
from loopmodel.errors import errors
from loopmodel.estimate import Estimate, Quantity
from loopmodel.quantities import COLLECTION, Place
from loopmodel.typed import UnreadableError, kind_of, read, typed_as


class Taken(NamedTuple):
    """The drawing afterwards, and what was not taken and why ("" where all was)."""

    diagram: Diagram
    wrong: str = ""


def value_text(place: Place, quantity: Quantity | None) -> str:
    """A number as the text that a person would type for it again."""
    if isinstance(quantity, Estimate):
        return typed_as({"mid": quantity.mid, "low": quantity.low, "high": quantity.high}, kind_of(place.field))
    return typed_as(quantity, kind_of(place.field))


def take_number(diagram: Diagram, place: Place, text: str, period: str) -> Taken:
    """The drawing with what was typed for one of its numbers."""
    try:
        value = read(text, kind_of(place.field), period)
    except UnreadableError as error:
        return Taken(diagram, str(error))
    for collection in COLLECTION.values():
        for index, item in enumerate(diagram.items(collection)):
            if item.get("id") == place.target:
                return _sound(diagram, set_field(diagram, collection, index, place.field, value))
    return Taken(diagram, "That number is no longer there.")


def take_change(
    diagram: Diagram, scenario: str, what: Place | str, text: str, dates: tuple[int, int | None], period: str
) -> Taken:
    """The drawing with one more change in a scenario: a number becomes what was typed, an element (by its id) goes."""
    start, until = dates
    change: dict[str, Any] = {"from": start, "until": until}
    if isinstance(what, Place):
        try:
            value = read(text, kind_of(what.field), period)
        except UnreadableError as error:
            return Taken(diagram, str(error))
        change = {"target": what.target, "field": what.field, "value": value, **change}
    else:
        change = {"remove": what, **change}
    return _sound(diagram, add_change(diagram, scenario, change))


def _sound(before: Diagram, after: Diagram) -> Taken:
    """The later drawing, unless it has errors that the earlier one had not."""
    known = {problem.message for problem in errors(check(before))}
    new = [problem for problem in errors(check(after)) if problem.message not in known]
    return Taken(before, f"{new[0].message} {new[0].hint}") if new else Taken(after)
