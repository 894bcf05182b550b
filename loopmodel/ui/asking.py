"""The settings of the Scenarios page: what is asked, of which scenarios, with how many draws."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from loopmodel.model import LoopModel, Scenario
from loopmodel.quantities import Place, uncertain
from loopmodel.said import element_name, place_name
from loopmodel.simulation.ensemble import DRAWS, Settings, Watch, most_draws
from loopmodel.simulation.sampling import METHODS
from loopmodel.ui import session
from loopmodel.ui.futures import CASH, REVENUE, Question

LONG = 5e7  # nodes and links, periods and draws multiplied: from here on progress is shown
MOST = 1_000_000
METHOD_SAYS = {
    "latin-hypercube": "Latin hypercube: one draw in each slice of every range",
    "sobol": "Sobol points: spread evenly over all ranges at once",
    "plain": "Plain: independent draws",
}


class Asked(NamedTuple):
    """What the settings say."""

    question: Question
    compared: tuple[Scenario, ...]
    log: bool


def controls(model: LoopModel) -> Asked:
    """One row of settings."""
    quantity, period, goal, beside, scale, how = st.columns([2.2, 1, 1.3, 3, 0.8, 0.9], vertical_alignment="bottom")
    options = quantities(model)
    chosen = quantity.selectbox(
        "Outcome", list(options), format_func=lambda key: options.get(key, key), key="outcome",
        help="The quantity that the whole page is about: the amount of a node, the flow of a link, or money.",
    )  # fmt: skip
    by = period.number_input(
        f"By {model.period}", 0, model.horizon, model.horizon, key=f"by-{model.horizon}",
        help="The period at which the outcome is read, and the last one by which a goal counts as reached.",
    )  # fmt: skip
    aim = goal.number_input(
        "Goal", value=None, min_value=0.0, key="goal", placeholder="none", format="%.6g",
        help="An amount to reach. It is marked on the chart, its chance is said, and the Goal tab seeks it.",
    )  # fmt: skip
    names = {scenario.id: scenario.name for scenario in model.scenarios}
    picked = beside.multiselect(
        "Beside the base case", list(names), default=list(names)[:2], format_func=lambda id_: names.get(id_, id_),
        max_selections=4, key=f"beside-{'-'.join(names)}", placeholder="Scenarios" if names else "No scenario yet",
        help="Scenarios drawn over the base case, from the same draws.",
    )  # fmt: skip
    log = scale.toggle("Log", key="sure-log", help="Logarithmic scale: steady growth is a straight line")
    with how.popover("Draws", icon=":material/casino:"):
        settings = _settings(model)
    scenarios = tuple(scenario for scenario in model.scenarios if scenario.id in picked)
    return Asked(Question(model, settings, chosen or next(iter(options)), int(by), aim), scenarios, log)


def quantities(model: LoopModel) -> dict[str, str]:
    """Everything that can be asked about: first those who are served or pay, then the rest, links and money."""
    served = [n.id for n in model.nodes if n.role in ("user", "customer", "member")]
    others = [n.id for n in model.nodes if n.id not in served]
    found = {id_: element_name(model, id_) for id_ in [*served, *others]}
    found |= {link.id: f"{element_name(model, link.id)} (flow)" for link in model.links}
    return found | {REVENUE: f"Revenue ({model.currency})", CASH: f"Cash ({model.currency})"}


def watching(question: Question) -> Watch | None:
    """A bar for long runs, with a button that ends them; short ones need none."""
    place = st.container()  # always there, so that nothing below it moves
    model, settings = question.model, question.settings
    if settings.draws * (len(model.nodes) + len(model.links)) * (model.horizon + 1) < LONG:
        return None
    bar, stop = place.columns([6, 1], vertical_alignment="center")
    stop.button("Cancel", icon=":material/cancel:", on_click=session.put_widget, args=("draws", DRAWS), key="cancel")
    shown = bar.empty()
    said = f"Drawing {settings.draws:,} futures"

    def watch(done: float) -> None:
        if done < 1.0:
            shown.progress(done, said)
        else:
            shown.empty()

    return watch


def _settings(model: LoopModel) -> Settings:
    most = min(MOST, most_draws(model, Settings()))
    draws = st.number_input(
        "Draws", min(100, most), most, min(DRAWS, most), step=1000, key="draws",
        help=f"How many futures are drawn; at most {most:,} fit in memory for this model.",
    )  # fmt: skip
    seed = st.number_input("Seed", 0, 2**31 - 1, 1, key="seed", help="The same seed gives the same draws.")
    method = st.selectbox("Spread", METHODS, format_func=lambda m: METHOD_SAYS[m], key="method")
    places = list(uncertain(model))
    pair = st.multiselect(
        "Move together", places, format_func=lambda place: place_name(model, place), key=f"together-{len(places)}",
        placeholder="Numbers that take the same draw", disabled=len(places) < 2,
        help="Numbers that are high or low together, such as two guesses about the same thing.",
    )  # fmt: skip
    group: tuple[Place, ...] = tuple(place for place in pair if place in places)
    return Settings(int(draws), int(seed), method, (group,) if len(group) > 1 else ())
