"""Draws: for every uncertain number of a model where each draw stands in its range."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

import numpy as np
from scipy.special import ndtri

from loopmodel.arrays import Floats
from loopmodel.estimate import Quantity, at_scores, ranged
from loopmodel.model import LoopModel
from loopmodel.quantities import Place, stated, uncertain

Method = Literal["plain", "latin-hypercube", "sobol"]
METHODS: tuple[Method, ...] = ("latin-hypercube", "sobol", "plain")
REMEMBERED = 20_000  # draws; columns up to this length are kept for the next stroke
Together = Sequence[Sequence[Place]]


@dataclass(frozen=True, eq=False)
class Sample:
    """One set of draws, the same for every scenario of a model, so that differences between scenarios are paired.

    scores  for each uncertain place its standard-normal scores, shape (draws,); numbers that move together share them
    share   for each of these places whether its number lies in 0..1
    fixed   values that stand in place of a number of the model (not of what a scenario makes of it), with that number
    """

    draws: int
    scores: Mapping[Place, Floats]
    share: Mapping[Place, bool]
    fixed: Mapping[Place, tuple[Quantity, Floats]] = field(default_factory=dict)

    def values(self, place: Place, quantity: Quantity) -> Floats | float:
        """The draws of the number at a place, shape (draws,), or the number itself where it is certain."""
        if place in self.fixed and self.fixed[place][0] == quantity:
            return self.fixed[place][1]
        if not ranged(quantity):
            return float(quantity if isinstance(quantity, (int, float)) else quantity.mid)
        return at_scores(quantity, self.scores[place], self.share[place])

    def part(self, draws: slice) -> Sample:
        """Some of the draws."""
        scores = {place: column[draws] for place, column in self.scores.items()}
        fixed = {place: (number, values[draws]) for place, (number, values) in self.fixed.items()}
        return Sample(draws.stop - draws.start, scores, self.share, fixed)

    def known(self, places: Sequence[Place]) -> Sample:
        """The same draws with the numbers at these places known: they stand at their middle."""
        middle = np.zeros(self.draws)
        scores = {place: middle if place in places else column for place, column in self.scores.items()}
        return Sample(self.draws, scores, self.share, self.fixed)


def sample(model: LoopModel, draws: int, seed: int, method: Method, together: Together = ()) -> Sample:
    """Draws for every uncertain number of a model and its scenarios, the same for the same arguments.

    With ``plain`` and ``latin-hypercube`` (McKay, Beckman and Conover 1979) the draws of a number depend on the seed
    and its place alone, so that a change elsewhere on the drawing leaves them as they are; ``sobol`` spreads over all
    numbers at once (scrambled, Owen 1995). `together` lists places that take the same draw. Raises ValueError where one
    of them is not uncertain or stands in two groups, where `draws` is less than 1 or `method` is none of the three.
    """
    if draws < 1:
        raise ValueError(f"draws is {draws}; it must be 1 or more")
    if method not in METHODS:
        raise ValueError(f"method is “{method}”; it must be one of {', '.join(METHODS)}")
    share = uncertain(model)
    leader = _leaders(share, together)
    leaders = tuple(dict.fromkeys(leader.values()))
    if method == "sobol":
        columns = dict(zip(leaders, _sobol(len(leaders), draws, seed), strict=True))
    else:
        column = _column if draws <= REMEMBERED else _column.__wrapped__
        columns = {place: column(place, draws, seed, method) for place in leaders}
    return Sample(draws, {place: columns[leader[place]] for place in share}, share)


def given(model: LoopModel, scores: Floats, places: Sequence[Sequence[Place]]) -> Sample:
    """A sample of scores that somebody else has chosen, shape (groups of places, draws)."""
    of_place = {p: scores[i] for i, group in enumerate(places) for p in group}
    return Sample(scores.shape[1], of_place, uncertain(model))


def columns(model: LoopModel, count: int, values: Mapping[Place, Floats]) -> Sample:
    """A sample with these values, each of shape (count,), at their places, and everything else at its middle."""
    share = uncertain(model)
    now = {number.place: number.quantity for number in stated(model)}
    fixed = {place: (now[place], column) for place, column in values.items()}
    return Sample(count, {place: np.zeros(count) for place in share}, share, fixed)


def groups(model: LoopModel, together: Together = ()) -> tuple[tuple[Place, ...], ...]:
    """The uncertain places of a model, those that move together in one group; raises ValueError as `sample` does."""
    leader = _leaders(uncertain(model), together)
    found: dict[Place, list[Place]] = {}
    for place, first in leader.items():
        found.setdefault(first, []).append(place)
    return tuple(tuple(places) for places in found.values())


def _leaders(share: Mapping[Place, bool], together: Together) -> dict[Place, Place]:
    leader = {place: place for place in share}
    seen: set[Place] = set()
    for group in together:
        for place in group:
            if place not in share:
                raise ValueError(f"{place.target}.{place.field} has no range, so it cannot move together with another")
            if place in seen:
                raise ValueError(f"{place.target}.{place.field} is said twice to move together with others")
            seen.add(place)
            leader[place] = min(group)
    return leader


@lru_cache(maxsize=512)
def _column(place: Place, draws: int, seed: int, method: Method) -> Floats:
    rng = np.random.default_rng([seed, zlib.crc32(f"{place.target}\0{place.field}".encode())])
    if method == "plain":
        return _kept(rng.standard_normal(draws))
    from scipy.stats import qmc  # late: importing it takes longer than most commands run

    return _kept(ndtri(qmc.LatinHypercube(1, rng=rng).random(draws)[:, 0]))


@lru_cache(maxsize=4)
def _sobol(columns: int, draws: int, seed: int) -> Floats:
    if columns == 0:
        return np.zeros((0, draws))
    from scipy.stats import qmc

    power = max(0, (draws - 1).bit_length())  # the sequence balances at powers of two; the first `draws` are taken
    points = qmc.Sobol(columns, rng=np.random.default_rng(seed)).random_base2(power)[:draws]
    return _kept(ndtri(np.clip(points.T, 1e-16, 1.0 - 1e-16)))


def _kept(scores: Floats) -> Floats:
    scores = np.ascontiguousarray(scores)
    scores.setflags(write=False)
    return scores
