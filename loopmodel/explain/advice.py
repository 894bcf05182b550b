"""The close-the-loop advisor in words."""

from __future__ import annotations

from loopmodel.analysis.closing import PLAUSIBLE, Candidate, Closing, Nothing
from loopmodel.analysis.missing import Pair
from loopmodel.model import LoopModel
from loopmodel.words import ADVERB, name_of, number


def candidate_sentence(model: LoopModel, found: Candidate) -> str:
    """What a missing link would have to bring, how hard that is, and how products have done it."""
    source, target = name_of(model, found.source), name_of(model, found.target)
    known = found.pattern.looks_like.format(source=source, target=target)
    joins = "It joins customer and user. " if found.joins else ""
    way = f"{source} → {target}"
    if found.break_even == 0.0:
        said = f"Any rate of {way} closes a loop that carries itself, because something on the way round never leaves"
    else:
        people = in_people(model, found)
        said = f"{way} at {number(found.break_even)} closes a loop that just carries itself: {people}"
    return f"{said}. {joins}{_hard(found)}Known pattern, {found.pattern.name}: {known}."


def in_people(model: LoopModel, found: Candidate) -> str:
    """The rate of a missing link as a person would say it: one in 469 of Readers brings one of Entries a week."""
    source, target = name_of(model, found.source), name_of(model, found.target)
    rate, span = found.break_even, ADVERB[model.period]
    if rate < 0.5:
        people = round(1 / rate, 1) if rate > 0.1 else round(1 / rate)
        return f"one in {number(people)} of {source} brings one of {target} {span}"
    return f"each of {source} brings {number(rate)} of {target} {span}"


def _hard(found: Candidate) -> str:
    if found.break_even == 0.0:
        return ""
    if found.ratio <= 1.0:
        return "That is within what such links plausibly reach. "
    times = f"That is {number(found.ratio)} times what such links plausibly reach"
    return f"{times}: hardly possible alone. " if found.ratio > PLAUSIBLE else f"{times}. "


def pair_sentence(model: LoopModel, pair: Pair) -> str:
    """Two links that are only enough together."""
    parts = [
        f"{name_of(model, s)} → {name_of(model, t)} at {number(rate)}"
        for (s, t), rate in zip(pair.links, pair.rates, strict=True)
    ]
    return f"Together enough: {' and '.join(parts)}, each {number(pair.ratio)} times what is plausible for it."


def nothing_sentence(model: LoopModel, found: Nothing) -> str:
    """A link that closes nothing, and why."""
    return f"{name_of(model, found.source)} → {name_of(model, found.target)} closes nothing: {found.why}."


def closing_headline(model: LoopModel, found: Closing) -> str:
    """What the advisor has to say first."""
    if found.why and not found.candidates:
        return f"{found.why[0].upper()}{found.why[1:]}."
    first = found.candidates[0]
    way = f"{name_of(model, first.source)} → {name_of(model, first.target)}"
    level = "at any rate" if first.break_even == 0.0 else f"at {number(first.break_even)}"
    easiest = "The hop that joins customer and user" if first.joins else "The easiest closing"
    count = f"{found.candidates_count:,} links would close it, {found.closes_nothing_count:,} close nothing"
    return f"{easiest}: {way} {level}. {count}."
