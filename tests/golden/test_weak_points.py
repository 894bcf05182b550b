"""The job-board fixture of the contract under the three lenses, with its loop, its closings and its killer."""

from __future__ import annotations

import pytest

from loopmodel import closing, find_loops, gallery_ids, read, tolerances, weak_points
from loopmodel.analysis.growth import growth_factor
from loopmodel.analysis.point import point_at_start
from loopmodel.arrays import arrays_of
from tests.conftest import job_board, job_board_document, model_of


def entries(b: float | None = 0.07) -> dict:
    return {entry.id: entry for entry in weak_points(job_board(b)).entries}


def test_elasticities_to_their_digits():
    found = entries()
    assert [round(found[id_].elasticity, 4) for id_ in ("seeker", "employer", "listing")] == [0.1684, 0.4232, 0.0494]
    assert [round(found[id_].elasticity, 4) for id_ in ("post", "attract", "hire")] == [0.1196, 0.1196, 0.1196]
    assert sum(entry.elasticity for entry in found.values()) == pytest.approx(1.0, abs=1e-12)


def test_break_evens_of_links_and_retentions():
    found = {id_: entry.break_even for id_, entry in entries().items()}
    expected = {"attract": 0.40, "hire": 0.056, "post": 1.6, "seeker": 0.50, "employer": 0.75, "listing": 0.125}
    assert found == pytest.approx(expected, abs=1e-12)


def test_losses():
    """Without any link of the only loop what stays longest is left; without the retention of an employer the cubic
    (L - 0.6) L (L - 0.3) = 0.07, by hand."""
    found = entries()
    assert {found[id_].without for id_ in ("post", "attract", "hire")} == {0.8}
    factor = found["employer"].without
    assert (factor - 0.6) * factor * (factor - 0.3) == pytest.approx(0.07)


def test_the_loop():
    """Gain 0.07 * 2 * 0.5 / (0.4 * 0.2 * 0.7), cycle time the sum of 1 / (1 - s), share 3 * 0.1196, all by hand."""
    found = find_loops(job_board(0.07))
    assert found.complete
    (loop,) = found.loops
    assert set(loop.links) == {"post", "attract", "hire"}
    assert loop.gain == pytest.approx(1.25)
    assert loop.cycle_time == pytest.approx(1 / 0.4 + 1 / 0.2 + 1 / 0.7)
    assert loop.polarity == "reinforcing"
    assert (round(loop.share, 4), loop.unique) == (0.3589, True)
    assert found.staying == pytest.approx(0.6411, abs=1e-4)


def test_links_that_would_close_it():
    found = closing(job_board())
    closes = {(c.source, c.target): c.break_even for c in found.candidates}
    assert closes == pytest.approx(
        {("seeker", "employer"): 0.056, ("listing", "employer"): 0.07, ("seeker", "listing"): 0.56}
    )
    assert [(n.source, n.target) for n in found.closes_nothing] == [("employer", "seeker")]
    assert found.closes_nothing[0].why == "nothing leads from seeker back to employer"
    assert found.candidates[0].joins
    assert (found.candidates[0].source, found.candidates[0].target) == ("seeker", "employer")


@pytest.mark.parametrize("source, target", [("seeker", "employer"), ("listing", "employer"), ("seeker", "listing")])
def test_a_proposed_link_at_its_threshold_makes_the_growth_factor_1(source, target):
    rate = next(c.break_even for c in closing(job_board()).candidates if (c.source, c.target) == (source, target))
    document = job_board_document()
    document["links"].append({"id": "new", "source": source, "target": target, "rate": rate})
    assert growth_factor(point_at_start(arrays_of(model_of(document)))) == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("fakes", [0.0001, 0.1, 0.3])
def test_tolerance_of_false_listings(fakes):
    """1 - 1 / g for one loop of gain 1.25: 20 % of the listings, which is 75 beside 300."""
    (found,) = tolerances(job_board(0.07, fakes))
    assert found.share.value == pytest.approx(0.2, abs=1e-12)
    assert found.amount.value == pytest.approx(75.0, abs=1e-9)
    assert found.now == pytest.approx(fakes)


FOUND_CLOSINGS = {
    "payment-app": ("payers", "merchants"),
    "dictionary": ("readers", "entries"),
    "browser": ("users", "makers"),
    "mini-games": ("players", "levels"),
    "office-suite": ("documents", "staff"),
}


@pytest.mark.parametrize("id_", FOUND_CLOSINGS)
def test_the_advisor_finds_how_such_products_closed_their_ring(id_):
    """The closings of product.md, among the first five."""
    first = [(c.source, c.target) for c in closing(read(id_)).candidates[:5]]
    assert FOUND_CLOSINGS[id_] in first


@pytest.mark.parametrize("id_", gallery_ids())
def test_every_figure_of_the_gallery_is_a_number_or_has_a_reason(id_):
    found = weak_points(read(id_))
    for entry in found.entries:
        assert (entry.elasticity is None) == (entry.elasticity_why is not None)
        assert (entry.break_even is None) == (entry.break_even_why is not None)
        assert (entry.without is None) == (entry.without_why is not None)
    if found.elasticity_of_lags is not None:
        total = sum(entry.elasticity for entry in found.entries) + found.elasticity_of_lags
        assert total == pytest.approx(1.0)
