"""The six verdicts, each on the smallest model that has it, and on the gallery."""

from __future__ import annotations

import json

import pytest

from loopmodel import gallery_ids, project, read, read_diagram, verdict, verdict_sentence
from loopmodel.estimate import mid
from loopmodel.simulation.scenario import apply_always
from tests.conftest import job_board, model_of

GALLERY = {
    "job-board": "self-sustaining", "ugc": "self-sustaining", "payment-app": "open", "dictionary": "open",
    "browser": "open", "mini-games": "open", "office-suite": "open", "input-method": "self-sustaining",
    "member-club": "self-sustaining", "marketplace": "needs-critical-mass", "ecosystem-commerce": "self-sustaining",
    "ecosystem-search": "self-sustaining", "ecosystem-social": "self-sustaining", "super-ecosystem": "self-sustaining",
    "viral-invite": "self-sustaining", "bass": "self-sustaining", "paid-loop": "fading",
}  # fmt: skip


def test_the_gallery_is_complete():
    assert gallery_ids() == tuple(GALLERY)


@pytest.mark.parametrize("id_", GALLERY)
def test_gallery_verdict(id_):
    assert verdict(read(id_)).token == GALLERY[id_]


@pytest.mark.parametrize("id_", GALLERY)
def test_every_number_of_the_gallery_has_a_basis_and_a_reason(id_):
    document = read_diagram(id_).document
    numbers = ("start", "retention", "inflow", "capacity", "revenue", "acquisition_cost", "rate", "severity", "half")
    found = 0
    for collection in ("nodes", "links", "harms", "needs"):
        for item in document.get(collection, []):
            for name in numbers:
                if item.get(name) is not None:
                    assert isinstance(item[name], dict), f"{item['id']} {name}"
                    assert item[name]["basis"] in ("guess", "benchmark")
                    assert item[name]["why"].strip()
                    found += 1
    assert found >= 3


@pytest.mark.parametrize("id_", GALLERY)
def test_every_gallery_model_has_a_scenario_that_changes_something(id_):
    model = read(id_)
    base = project(model)
    assert model.scenarios
    for scenario in model.scenarios:
        other = project(model, scenario=scenario)
        assert any(other.amounts[i].tolist() != base.amounts[i].tolist() for i in base.amounts), scenario.id


@pytest.mark.parametrize(
    "id_", [i for i, token in GALLERY.items() if token == "self-sustaining" and i not in ("viral-invite", "bass")]
)
def test_customer_and_user_share_a_loop_where_the_system_is_closed(id_):
    assert verdict(read(id_)).customer_user_loop.shared


def test_the_member_club_satisfies_the_check_with_its_member_alone():
    model = read("member-club")
    sides = verdict(model).customer_user_loop
    assert sides.shared
    assert model.by_id[sides.out[0]].role == "member"


def test_without_moderation_the_spam_overruns_the_posts():
    model = read("ugc")
    unmoderated = next(s for s in model.scenarios if "moderation" in s.name.lower())
    found = verdict(apply_always(model, unmoderated))
    assert found.token == "overrun"
    assert found.course.turns_at > 0


def test_the_job_board_breaks_beyond_the_stated_share_of_false_listings():
    """R falls to 1 between the neighbours of the share at which it does, found by bisection on the killer's number."""
    model = read("job-board")
    harm = model.harms[0]
    best = verdict(model, "best").reproduction.value
    assert verdict(model).reproduction.value < best
    tolerance = (1 - 1 / best) / mid(harm.severity)
    note = " ".join([read_diagram("job-board").document.get("note", ""), harm.note])
    assert any(f"{round(tolerance * 100) + d} %" in note for d in (-1, 0, 1)), (tolerance, note)


def test_at_break_even():
    assert verdict(job_board(0.056)).token == "break-even"


def test_fading():
    found = verdict(job_board(0.05))
    assert found.token == "fading"
    assert found.doubling_time is None
    assert "at most 1" in found.doubling_time_why


def two_sided(start: float):
    nodes = [
        {"id": "buyers", "role": "user", "start": start, "retention": 0.8, "capacity": 10_000},
        {"id": "sellers", "role": "customer", "start": start, "retention": 0.8, "capacity": 10_000},
    ]
    links = [
        {"id": "draw", "source": "sellers", "target": "buyers", "rate": 0.5},
        {"id": "join", "source": "buyers", "target": "sellers", "rate": 0.5},
    ]
    needs = [{"id": "n", "link": "draw", "node": "buyers", "half": 100}]
    return model_of({"format": "loopmodel/1", "nodes": nodes, "links": links, "needs": needs})


def test_needs_critical_mass_and_the_size_is_real():
    found = verdict(two_sided(5))
    assert found.token == "needs-critical-mass"
    enough = found.course.critical_mass
    below, above = project(two_sided(5 * enough * 0.97)), project(two_sided(5 * enough * 1.03))
    assert below.amounts["buyers"][-1] < 1
    assert above.amounts["buyers"][-1] > 1000
    assert verdict(two_sided(200)).token == "self-sustaining"


def test_a_full_market_is_no_killer():
    node = {"id": "n", "role": "member", "start": 990, "retention": 0.9, "capacity": 1000}
    link = {"id": "l", "source": "n", "target": "n", "rate": 2.0}
    model = model_of({"format": "loopmodel/1", "nodes": [node], "links": [link]})
    found = verdict(model)
    assert found.growth_factor < 1  # at start there is hardly room
    assert found.token == "self-sustaining"
    assert "full" in verdict_sentence(model, found)


def test_killers_that_grow_by_themselves_are_not_the_products_growth():
    nodes = [
        {"id": "users", "role": "user", "start": 100, "retention": 0.5},
        {"id": "virus", "role": "killer", "start": 1, "retention": 0.9},
    ]
    links = [
        {"id": "loop", "source": "users", "target": "users", "rate": 0.4},
        {"id": "spread", "source": "virus", "target": "virus", "rate": 0.5},
    ]
    found = verdict(model_of({"format": "loopmodel/1", "nodes": nodes, "links": links}))
    assert found.token == "fading"
    assert found.growth_factor == pytest.approx(0.9)


def test_r_is_undefined_where_the_rest_carries_itself():
    nodes = [{"id": "a", "role": "user", "retention": 0.5}, {"id": "b", "role": "user", "retention": 0.5}]
    links = [
        {"id": "aa", "source": "a", "target": "a", "rate": 0.1},
        {"id": "bb", "source": "b", "target": "b", "rate": 0.9},
    ]
    found = verdict(model_of({"format": "loopmodel/1", "nodes": nodes, "links": links}), focal="a")
    assert found.reproduction.value is None
    assert "even without it" in found.reproduction.why
    assert found.token == "self-sustaining"


@pytest.mark.parametrize("retention, token", [(0.89, "self-sustaining"), (0.90, "overrun")])
def test_the_least_moderation_that_the_note_of_the_posts_states(retention, token):
    document = json.loads(read_diagram("ugc").to_json())
    assert "0.895" in document["note"]
    next(node for node in document["nodes"] if node["id"] == "spam")["retention"] = retention
    assert verdict(model_of(document)).token == token


def test_the_critical_mass_that_the_note_of_the_marketplace_states():
    found = verdict(read("marketplace"))
    assert f"{found.course.critical_mass:.3g}" in read_diagram("marketplace").document["note"]


def test_bass_shows_the_published_averages():
    model = read("bass")
    size = mid(model.nodes[0].capacity)
    assert mid(model.nodes[0].inflow) / size == pytest.approx(0.03)
    assert mid(model.links[0].rate) == pytest.approx(0.38)


@pytest.mark.parametrize("customers, new_users", [(7, 31.5), (17, 76.5), (33, 148.5)])
def test_the_paid_loop_buys_what_its_source_prints(customers, new_users):
    """7 -> 32, 17 -> 77, 33 -> 149 new users, before rounding: 4.5 for each customer."""
    rates = {link.id: mid(link.rate) for link in read("paid-loop").links}
    gain = 1.0
    for rate in rates.values():
        gain *= rate
    assert customers * gain / 0.05 == pytest.approx(new_users)
