"""The assumption ledger: every number, what it rests on, and how much of the outcome rests on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from loopmodel.analysis.sensitivity import Sensitivity
from loopmodel.estimate import Estimate, Quantity, ranged
from loopmodel.fields import BY_NAME
from loopmodel.model import LoopModel
from loopmodel.quantities import Place, elements, kind_of, stated

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
UNSAID = "unsaid"


@dataclass(frozen=True)
class Entry:
    """One line of the ledger.

    basis   guess, benchmark or measured; "unsaid" for a plain number
    year    the latest year that its source names, or None
    share   part of the outcome's variance it answers for by itself, or None with `share_why`
    """

    place: Place
    quantity: Quantity
    basis: str
    why: str
    source: str
    year: int | None
    share: float | None
    share_why: str | None


def ledger(model: LoopModel, found: Sensitivity) -> tuple[Entry, ...]:
    """Every number that was typed, the most influential first. Numbers that move together split their share evenly."""
    shares = {
        place: max(0.0, influence.first) / len(influence.places)
        for influence in found.influences
        for place in influence.places
    }
    entries = [_entry(place, quantity, shares, found.why) for place, quantity in _typed(model)]
    return tuple(sorted(entries, key=lambda e: (-(e.share or 0.0), e.place)))


def by_basis(entries: tuple[Entry, ...]) -> Mapping[str, float]:
    """The part of the explained variance that rests on each basis; sums to 1, empty where nothing is explained."""
    whole = sum(entry.share or 0.0 for entry in entries)
    made: dict[str, float] = {}
    for entry in entries:
        if whole > 0 and entry.share:
            made[entry.basis] = made.get(entry.basis, 0.0) + entry.share / whole
    return made


def _entry(place: Place, quantity: Quantity, shares: Mapping[Place, float], none_why: str | None) -> Entry:
    estimate = quantity if isinstance(quantity, Estimate) else None
    source = estimate.source if estimate else ""
    years = [int(year) for year in YEAR.findall(source)]
    why = None if place in shares else none_why if ranged(quantity) else "it has no range, so it counts as certain"
    return Entry(
        place, quantity, estimate.basis if estimate else UNSAID, estimate.why if estimate else "", source,
        max(years, default=None), shares.get(place), why,
    )  # fmt: skip


def _typed(model: LoopModel) -> list[tuple[Place, Quantity]]:
    """Numbers that were given; one that stands at what its field is when left out is not told apart from that."""
    kinds = {element.id: kind_of(element) for element in elements(model)}
    return [
        (place, quantity)
        for place, quantity, _ in stated(model)
        if isinstance(quantity, Estimate) or quantity != BY_NAME[kinds[place.target]][place.field].default
    ]
