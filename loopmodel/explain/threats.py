"""Killers, declines and critical mass in words."""

from __future__ import annotations

from loopmodel.analysis.decline import Decline
from loopmodel.analysis.killers import CounterForce, Tolerance
from loopmodel.analysis.mass import Mass
from loopmodel.analysis.no_return import NoReturn
from loopmodel.analysis.stress import Stress
from loopmodel.model import LoopModel
from loopmodel.words import name_of, number, percent, periods


def tolerance_sentence(model: LoopModel, found: Tolerance) -> str:
    """How much of a killer the loops bear."""
    name, host = name_of(model, found.killer), name_of(model, found.host)
    if found.share.value is None:
        return f"{name}: no tolerance, because {found.share.why} ({found.at})."
    now = "" if found.now is None else f"; now it is {percent(found.now)}"
    amount = "" if found.amount.value is None else f", which is {number(found.amount.value)} of it"
    share = percent(found.share.value)
    return f"{name}: the loops break at a share of {share} among {host}{amount}{now} ({found.at})."


def counter_sentence(model: LoopModel, found: CounterForce) -> str:
    """The least moderation that saves the loops."""
    name = name_of(model, found.killer)
    if found.least.value is None:
        return f"Counter-force to {name}: {found.least.why}."
    least = percent(1.0 - found.least.value)
    now = percent(1.0 - found.now)
    verdict = "which is enough" if found.saved else "which is too little"
    return f"Counter-force to {name}: at least {least} of it must go each {model.period}; now {now} does, {verdict}."


def no_return_sentence(model: LoopModel, found: NoReturn) -> str:
    """The point of no return of a killer."""
    name, host = name_of(model, found.killer), name_of(model, found.host)
    if found.amount.value is not None:
        share = "" if found.share.value is None else f", {percent(found.share.value)} among {host}"
        start = f"Beyond {number(found.amount.value)} of {name} at start{share}, the loops do not recover alone."
    else:
        start = f"No amount of {name} at start decides: {found.amount.why}."
    if found.last_chance.value is None:
        return f"{start} No period is the last to act: {found.last_chance.why}."
    when = f"{model.period} {found.last_chance.value:.0f}"
    return f"{start} Point of no return: {when}; later, removing all of it no longer helps."


def decline_sentence(model: LoopModel, found: Decline) -> str:
    """How the people of a model leave."""
    first = f"{name_of(model, found.first)} leave first" if found.first else (found.first_why or "")
    if found.first_at is not None:
        first += f" (half are gone by {model.period} {found.first_at})"
    if found.dead_at is None:
        return f"{first}; {found.dead_why}."
    return f"{first}; after {periods(found.dead_at, model.period)} nine in ten are gone."


def stress_sentence(model: LoopModel, found: Stress) -> str:
    """What one killer of the library would do."""
    if found.why_not:
        return f"{found.killer.name}: nothing to hit, {found.why_not}."
    if found.tolerance.value is not None:
        return f"{found.killer.name}: the loops break at a share of {percent(found.tolerance.value)}."
    return f"{found.killer.name}: {found.tolerance.why}."


def mass_sentence(model: LoopModel, found: Mass) -> str:
    """The critical mass, and the cheapest way past it."""
    multiple = found.multiple.value
    if multiple is None:
        return f"No critical mass: {found.multiple.why}."
    sizes = ", ".join(f"{name_of(model, id_)} {number(amount)}" for id_, amount in list(found.amounts.items())[:6])
    if multiple <= 1.0:
        return f"It takes off as drawn; below {number(multiple)} times the start it would die ({sizes})."
    said = f"From this start it dies; from {number(multiple)} times the start it takes off ({sizes})."
    return said + _seeding(model, found)


def _seeding(model: LoopModel, found: Mass) -> str:
    if found.cheapest is None or found.sides is None:
        return ""
    parts = [
        f"{number(amount)} more {name_of(model, id_)}"
        for id_, amount in zip(found.sides, found.cheapest.added, strict=True)
        if amount > 0.5
    ]
    price = (
        "counted by heads, as prices are missing"
        if found.cheapest.by_heads
        else (f"for {number(found.cheapest.cost)} {model.currency}")
    )
    return f" Cheapest seeding that passes it: {' and '.join(parts) or 'none'} ({price})."
