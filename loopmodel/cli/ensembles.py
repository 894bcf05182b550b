"""`ensemble`."""

from __future__ import annotations

import argparse
from typing import Any

from loopmodel.analysis.carry import chance_self_sustaining
from loopmodel.cli.scenarios import add_scenario, scenario_of
from loopmodel.cli.shared import Commands, WrongUseError, read_model, show
from loopmodel.model import LoopModel
from loopmodel.quantities import Place
from loopmodel.simulation.ensemble import DRAWS, Ensemble, Settings, ensemble
from loopmodel.simulation.fans import FAN, fan
from loopmodel.simulation.sampling import METHODS
from loopmodel.words import number, percent, safe

PERCENTS = {"p05": 5.0, "p50": 50.0, "p95": 95.0}
NO_LOOP = "the model has no loop"


def add(commands: Commands) -> None:
    """Add this command to the parser."""
    drawn = commands.add("ensemble", _ensemble, "project once for each draw of the uncertain numbers")
    drawn.add_argument("--draws", type=int, default=DRAWS, metavar="N", help=f"how many draws, {DRAWS:,} if not said")
    drawn.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed gives the same draws")
    drawn.add_argument("--method", choices=METHODS, default=METHODS[0], help="how the draws are spread")
    drawn.add_argument("--periods", type=int, metavar="N", help="how many periods, instead of the horizon")
    drawn.add_argument(
        "--together", action="append", default=[], metavar="ID.FIELD,ID.FIELD", help="numbers that take the same draw"
    )
    add_scenario(drawn)


def _ensemble(given: argparse.Namespace) -> int:
    model = read_model(given)
    if given.seed < 0:
        raise WrongUseError(f"--seed is {given.seed}; it must be 0 or more")
    if given.periods is not None and not 0 <= given.periods <= 5200:
        raise WrongUseError(f"--periods is {given.periods}; it must be between 0 and 5,200")
    how = Settings(given.draws, given.seed, given.method, [_places(text) for text in given.together])
    try:
        made = ensemble(model, how, given.periods, scenario_of(given, model))
    except ValueError as error:
        raise WrongUseError(str(error)) from None
    return show(given, _data(made), _text(model, made))


def _places(text: str) -> list[Place]:
    places = [part.strip().rpartition(".") for part in text.split(",")]
    if len(places) < 2 or any(not target for target, _, _ in places):
        raise WrongUseError(f"--together is “{text}”; it must name two numbers or more, such as post.rate,hire.rate")
    return [Place(target, field) for target, _, field in places]


def _data(made: Ensemble) -> dict[str, Any]:
    chance = chance_self_sustaining(made)
    data: dict[str, Any] = {"draws": made.settings.draws, "seed": made.settings.seed, "chance_self_sustaining": chance}
    if chance is None:
        data["chance_self_sustaining_why"] = NO_LOOP
    fans = {id_: fan(made.of(id_), tuple(PERCENTS.values())) for id_ in made.nodes}
    data["nodes"] = {
        id_: {name: found.line(percent).tolist() for name, percent in PERCENTS.items()} for id_, found in fans.items()
    }
    stopped = next((found.stopped_why for found in fans.values() if found.stopped_why), None)
    return data | ({"periods_why": stopped} if stopped else {})


def _text(model: LoopModel, made: Ensemble) -> str:
    """The chance in a sentence, then each node at its last period."""
    chance = chance_self_sustaining(made)
    said = f"undefined: {NO_LOOP}" if chance is None else percent(chance)
    lines = [f"Chance to carry itself: {said} ({made.settings.draws:,} draws, seed {made.settings.seed}).", ""]
    lines.append(f"{model.period} {made.periods[-1]:<12}" + "".join(f"{f'{p:g} %':>16}" for p in FAN))
    for id_ in made.nodes:
        found = fan(made.of(id_))
        name = safe(model.by_id[id_].name if id_ in model.by_id else id_)[:18]
        lines.append(f"{name:<18}" + "".join(f"{number(float(line[-1])):>16}" for line in found.lines))
        if found.stopped_why:
            lines.append(f"  {found.stopped_why}")
    return "\n".join(lines)
