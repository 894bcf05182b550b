"""The numbers of the contract: the job board, Skok's viral loop, Bass."""

from __future__ import annotations

import numpy as np
import pytest

from loopmodel import project, read, verdict
from tests.conftest import job_board, model_of


def test_job_board_without_b_is_open():
    found = verdict(job_board())
    assert found.token == "open"
    assert found.growth_factor == pytest.approx(0.8)
    assert found.reproduction.value is None
    assert found.customer_user_loop.out == ("employer", "listing", "seeker")
    assert found.customer_user_loop.back is None
    assert found.customer_user_loop.missing == ("seeker", "employer")


@pytest.mark.parametrize("focal", ["seeker", "employer", "listing"])
def test_job_board_r_is_1_25_at_each_node(focal):
    assert verdict(job_board(0.07), focal=focal).reproduction.value == pytest.approx(1.25, rel=1e-12)


def test_job_board_at_b_0_07():
    found = verdict(job_board(0.07))
    assert found.token == "self-sustaining"
    assert round(found.growth_factor, 9) == 1.026181835
    assert round(found.doubling_time, 2) == 26.82
    assert found.focal == "seeker"
    assert found.customer_user_loop.shared
    assert found.customer_user_loop.back == ("seeker", "employer")


def test_job_board_break_evens():
    found = {entry.link: entry.break_even for entry in verdict(job_board(0.07)).break_evens}
    assert found == pytest.approx({"attract": 0.40, "hire": 0.056, "post": 1.6})


@pytest.mark.parametrize(
    "share, factor, token",
    [
        (0.0, 1.02618, "self-sustaining"),
        (0.1, 1.01352, "self-sustaining"),
        (0.2, 1.0, "break-even"),
        (0.3, 0.98546, None),
    ],
)
def test_job_board_with_false_listings(share, factor, token):
    found = verdict(job_board(0.07, share))
    assert round(found.growth_factor, 5) == factor
    assert token is None or found.token == token


def test_job_board_operating_points_differ():
    model = job_board(0.07, 0.3)
    assert verdict(model, "best").growth_factor == pytest.approx(1.026181835, abs=1e-9)
    assert verdict(model, "best").token == "self-sustaining"
    later = verdict(model, 10)
    assert later.at == "at period 10"
    assert later.growth_factor != verdict(model).growth_factor


def skok(days: int) -> np.ndarray:
    """10 users, each invites 10 once, 20 % accept; a cycle of `days` days."""
    nodes = [
        {"id": "fresh", "role": "user", "start": 10, "retention": 0},
        {"id": "users", "role": "user", "start": 10, "retention": 1},
    ]
    links = [
        {"id": "again", "source": "fresh", "target": "fresh", "rate": 2, "lag": days - 1},
        {"id": "join", "source": "fresh", "target": "users", "rate": 2, "lag": days - 1},
    ]
    return project(model_of({"format": "loopmodel/1", "period": "day", "nodes": nodes, "links": links}), 20).amounts[
        "users"
    ]


def test_skok_totals_per_cycle():
    assert skok(1)[:7] == pytest.approx([10, 30, 70, 150, 310, 630, 1270])


def test_skok_after_20_days():
    assert skok(2)[20] == pytest.approx(20_470)
    assert skok(1)[20] == pytest.approx(20_971_510)


def test_bass_is_the_discrete_bass_model_exactly():
    """n_t = (p + q N / K) (K - N), p 0.03, q 0.38 (averages of Sultan, Farley and Lehmann 1990)."""
    p, q, size = 0.03, 0.38, 1000.0
    node = {"id": "n", "role": "member", "inflow": p * size, "capacity": size, "retention": 1}
    link = {"id": "word", "source": "n", "target": "n", "rate": q}
    made = project(model_of({"format": "loopmodel/1", "nodes": [node], "links": [link]}), 30).amounts["n"]
    adopters = [0.0]
    for _ in range(30):
        adopters.append(adopters[-1] + (p + q * adopters[-1] / size) * (size - adopters[-1]))
    assert made == pytest.approx(adopters, rel=1e-12)


def test_bass_in_small_steps_peaks_where_the_continuous_model_does():
    """ln(q / p) / (p + q) = 6.193 periods: steps of a hundredth must come within one of them."""
    p, q, size, fine = 0.03, 0.38, 1000.0, 100
    node = {"id": "n", "role": "member", "inflow": p * size / fine, "capacity": size, "retention": 1}
    link = {"id": "word", "source": "n", "target": "n", "rate": q / fine}
    made = project(model_of({"format": "loopmodel/1", "nodes": [node], "links": [link]}), 2000).amounts["n"]
    assert np.diff(made).argmax() / fine == pytest.approx(np.log(q / p) / (p + q), abs=0.03)


def test_gallery_viral_invite_reproduces_skok():
    made = project(read("viral-invite"), 20).amounts
    totals = next(column for column in made.values() if column[20] == pytest.approx(20_470))
    assert totals[[0, 2, 4, 6, 8, 10, 12]] == pytest.approx([10, 30, 70, 150, 310, 630, 1270])
