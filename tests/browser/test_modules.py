"""The pure JavaScript modules of the canvas, imported in the browser that the tests drive anyway."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
PAPER = ROOT / "loopmodel" / "canvas" / "paper"
TYPED = json.loads((Path(__file__).parents[1] / "typed.json").read_text(encoding="utf-8"))
EDITS = json.loads((ROOT / "tests" / "edits.json").read_text(encoding="utf-8"))


def as_url(name: str) -> str:
    """A module as a data URL, what it imports first."""
    source = (PAPER / name).read_text(encoding="utf-8")
    linked = re.sub(r"from '\./([\w.]+)'", lambda match: f"from '{as_url(match[1])}'", source)
    return "data:text/javascript;base64," + base64.b64encode(linked.encode()).decode()


@pytest.fixture(scope="module")
def window(browser: Browser):
    context = browser.new_context()
    page = context.new_page()
    page.goto("about:blank")
    yield page
    context.close()


def run(window: Page, module: str, body: str, given: object = None) -> object:
    """Run `body`, a function of (module, given), on a module of the canvas."""
    return window.evaluate(f"async ([url, given]) => ({body})(await import(url), given)", [as_url(module), given])


@pytest.mark.parametrize("case", EDITS, ids=lambda case: case["name"])
def test_edits_as_in_python(window: Page, case):
    body = "(m, [doc, [what, ...rest]]) => what === 'remove' ? m.remove(doc, ...rest) : m.setField(doc, ...rest)"
    assert run(window, "document.js", body, [case["document"], case["do"]]) == case["expect"]


def test_new_ids_are_free_across_all_kinds(window: Page):
    given = {"nodes": [{"id": "user"}], "links": [{"id": "user-2"}]}
    assert run(window, "document.js", "(m, doc) => m.newId(doc, 'user')", given) == "user-3"


@pytest.mark.parametrize("text, kind, period, value", TYPED)
def test_numbers_as_typed_as_in_python(window: Page, text, kind, period, value):
    body = "(m, [text, kind, period]) => { const r = m.read(text, kind, period); return r.error ? null : r.value }"
    assert run(window, "typed.js", body, [text, kind, period]) == value


@pytest.mark.parametrize(
    "value, said", [(0.07, "0.07"), (1234.5, "1,235"), (2.5e6, "2.5M"), ({"mid": 0.4}, "0.4"), (None, "?"), ("x", "x")]
)
def test_numbers_as_shown(window: Page, value, said):
    assert run(window, "numbers.js", "(m, value) => m.shown(value)", value) == said


def test_undo_and_redo(window: Page):
    body = """m => {
      let h = m.begin('a'); for (const d of ['b', 'c']) h = m.commit(h, d)
      const back = m.undo(m.undo(h)), forth = m.redo(back), other = m.commit(back, 'x')
      let long = m.begin(0); for (let k = 1; k < 300; k += 1) long = m.commit(long, k)
      return [back.doc, forth.doc, other.future.length, m.undo(back) === back, m.redo(h) === h, long.past.length]
    }"""
    assert run(window, "history.js", body) == ["a", "b", 0, True, True, 200]


def test_zooming_keeps_the_point_under_the_pointer(window: Page):
    body = """m => { const v = { x: 10, y: 20, zoom: 1 }, at = [300, 200]; const w = m.zoomed(v, 1.7, at)
      return [m.toWorld(v, at), m.toWorld(w, at), m.toScreen(w, m.toWorld(w, [5, 6])), m.zoomed(v, 1e9, at).zoom] }"""
    before, after, round_trip, nearest = run(window, "view.js", body)
    assert after == pytest.approx(before)
    assert round_trip == pytest.approx([5, 6])
    assert nearest == 4


def test_arcs_start_and_end_at_the_rims(window: Page):
    body = """m => ['pill', 'box', 'double', 'page', 'hexagon', 'octagon'].map(shape => {
      const a = m.arc([0, 0], [400, 0], shape, shape); const p = a.path.match(/-?[\\d.]+/g).map(Number)
      return [m.inside(shape, p[0], p[1], 2), m.inside(shape, p[0], p[1], 0), m.inside(shape, a.end[0] - 400, a.end[1], 5), m.inside(shape, a.end[0] - 400, a.end[1], 0)] })"""
    for near_start, in_start, near_end, in_end in run(window, "geometry.js", body):
        assert (near_start, in_start, near_end, in_end) == (True, False, True, False)


def test_there_and_back_and_parallel_links_lie_apart(window: Page):
    body = """m => { const p = [0, 0], q = [400, 0]
      return [m.arc(p, q, 'box', 'box').labels[0], m.arc(q, p, 'box', 'box').labels[0], m.arc(p, q, 'box', 'box', 1).labels[0], m.arc(p, p, 'box', 'box').labels[0]] }"""
    labels = run(window, "geometry.js", body)
    for i, one in enumerate(labels):
        for other in labels[:i]:
            assert abs(one[0] - other[0]) + abs(one[1] - other[1]) > 25


def test_nodes_without_a_place_get_one_each(window: Page):
    given = {"nodes": [{"id": f"n{i}"} for i in range(9)], "layout": {"n0": [5, 5]}}
    places = run(window, "geometry.js", "(m, doc) => [...m.positions(doc).values()]", given)
    assert places[0] == [5, 5]
    assert len({(round(x), round(y)) for x, y in places}) == 9


def test_everything_is_in_the_fitted_view(window: Page):
    points = [[-900, 40], [1200, -700], [300, 900]]
    view = run(window, "geometry.js", "(m, points) => m.fitted(points, 800, 600)", points)
    for x, y in points:
        assert 0 <= x * view["zoom"] + view["x"] <= 800
        assert 0 <= y * view["zoom"] + view["y"] <= 600


@pytest.mark.parametrize(
    "text, lines",
    [
        ("Job seekers", ["Job seekers"]),
        ("False listings", ["False", "listings"]),
        ("x" * 40, ["x" * 12, "x" * 11 + "…"]),
    ],
)
def test_long_names_wrap(window: Page, text, lines):
    assert run(window, "geometry.js", "(m, text) => m.wrapped(text, 12)", text) == lines
