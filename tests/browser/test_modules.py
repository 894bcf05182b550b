"""The pure JavaScript modules of the canvas, imported in the browser that the tests drive anyway."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from loopmodel.exchange.files import load

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


def test_a_kept_draft_is_the_same_again_and_writes_shared_elements_once(window: Page):
    body = """m => { const a = { id: 'a' }, b = { id: 'b' }, c = { id: 'c' }
      const h = { past: [{ nodes: [a], name: 'x' }, { nodes: [a, b], name: 'x' }], doc: { nodes: [a, b], links: [], layout: { a: [0, 1] } }, future: [{ nodes: [c, b], links: [] }] }
      const p = JSON.parse(JSON.stringify(m.packed(h))); return [m.unpacked(p), h, p.list.filter(v => v && v.id).length] }"""
    again, before, written = run(window, "storage.js", body)
    assert again == before
    assert written == 3


@pytest.mark.parametrize(
    "points, found",
    [
        ([[0, 0], [400, 0], [200, 300], [5, 5]], {"kind": "links", "pairs": [["a", "b"], ["b", "c"], ["c", "a"]]}),
        ([[0, 0], [400, 0]], {"kind": "links", "pairs": [["a", "b"]]}),
        ([[0, 0], [60, -120], [80, -200]], {"kind": "grow", "from": "a", "at": [80, -200]}),
        ([[700, 0], [760, 40], [720, 90], [690, 40], [702, 4]], {"kind": "node", "at": [725, 45]}),
        ([[700, 0], [700, 400]], {"kind": "none"}),
        ([[-10, 0], [10, 5]], {"kind": "none"}),
    ],
    ids=["ring", "line", "grow", "circle", "stroke on nothing", "scribble on a node"],
)
def test_what_a_stroke_of_the_pencil_means(window: Page, points, found):
    body = "(m, points) => m.meaning(points, new Map([['a', [0, 0]], ['b', [400, 0]], ['c', [200, 300]]]))"
    said = run(window, "lasso.js", body, points)
    assert {key: said[key] for key in found} == found


def test_what_is_copied_is_a_model_and_is_pasted_with_new_ids(window: Page):
    document = {
        "format": "loopmodel/1", "period": "month",
        "nodes": [{"id": "a", "role": "user", "group": "g"}, {"id": "b", "role": "content"}, {"id": "k", "role": "killer"}],
        "links": [{"id": "ab", "source": "a", "target": "b", "rate": 1}, {"id": "ka", "source": "k", "target": "a", "rate": 1}],
        "harms": [{"id": "h", "killer": "k", "target": "ab"}], "needs": [{"id": "n", "link": "ab", "node": "b", "half": 2}],
        "groups": [{"id": "g", "name": "G"}], "layout": {"a": [0, 0], "b": [200, 0], "k": [0, 200]},
    }  # fmt: skip
    body = "(m, doc) => { const text = m.copied(doc, ['ab']); return [JSON.parse(text), m.pasted(doc, text), m.copied(doc, [])] }"
    part, made, nothing = run(window, "clipboard.js", body, document)
    model, problems = load(json.dumps(part).encode())
    assert not problems
    assert [node["id"] for node in model.items("nodes")] == ["a", "b"]
    assert [need["id"] for need in model.items("needs")] == ["n"]
    assert model.items("harms") == []  # its killer was not copied
    assert made["ids"] == ["a-2", "b-2"]
    assert made["doc"]["links"][2] == {"id": "ab-2", "source": "a-2", "target": "b-2", "rate": 1}
    assert made["doc"]["needs"][1] == {"id": "n-2", "link": "ab-2", "node": "b-2", "half": 2}
    assert made["doc"]["layout"]["b-2"] == [240, 40]
    assert nothing is None


@pytest.mark.parametrize(
    "text", ["hello", "{}", "[1]", '{"format": "loopmodel/1"}', '{"format": "loopmodel/1", "nodes": [{}]}', "null", ""]
)
def test_what_is_no_model_is_refused_with_a_sentence(window: Page, text):
    found = run(window, "clipboard.js", "(m, text) => m.pasted({ nodes: [], links: [] }, text)", text)
    assert found["error"].endswith(".")


def test_aligned_nodes_keep_their_order_and_do_not_touch(window: Page):
    body = """m => { const at = new Map([['a', [0, 0]], ['b', [20, 90]], ['c', [400, 30]]]); const ids = ['a', 'b', 'c']
      return [m.aligned(at, ids, 'row'), m.aligned(at, ids, 'column'), m.aligned(at, ids, 'ring'), [...m.between(new Map([['a', [0, 0]]]), new Map([['a', [10, 20]]]), 0.5)]] }"""
    row, column, ring, half = run(window, "arrange.js", body)
    assert row == {"a": [0, 40], "b": [290, 40], "c": [580, 40]}
    assert column == {"a": [140, 0], "c": [140, 150], "b": [140, 300]}
    assert len({tuple(p) for p in ring.values()}) == 3
    assert half == [["a", [5, 10]]]


def test_answers_between_two_values_are_in_proportion(window: Page):
    preview = {
        "values": [0, 1, 2], "said": ["none", "one", "two"], "flows": {"l": [0, 10, 30]}, "lines": [{"name": "N", "at": [[0, 0], [1, 2], [3, 8]]}]
    }  # fmt: skip
    body = "(m, p) => [0, 1.25, 2, 9].map(value => { const a = m.answerAt(p, value); return [a.said, a.flows.l, a.lines[0].y] })"
    assert run(window, "preview.js", body, preview) == [
        ["none", 0, [0, 0]], ["one", 15, [1.5, 3.5]], ["two", 30, [3, 8]], ["two", 30, [3, 8]],
    ]  # fmt: skip


def test_a_slider_ends_at_a_round_number_well_beyond(window: Page):
    body = "(m, values) => values.map(v => m.sliderTop(v, 'rate')).concat(m.sliderTop(0.3, 'share'))"
    assert run(window, "preview.js", body, [0.0, 0.008, 0.1, 0.4, 2.1, 2500.0]) == [1, 0.02, 0.2, 1, 5, 5000, 1]


@pytest.mark.parametrize(
    "draft, payload, how",
    [
        (None, {}, "blank"),
        ({"seq": 5}, {"taken": 4}, "resend"),
        ({"seq": 5}, {"taken": 5}, "same"),
        ({"seq": 5, "doc": {"nodes": [1]}}, {"taken": 5}, "pushed"),
        ({"seq": 5, "base": 1, "doc": {"nodes": [1]}}, {"taken": 4}, "pushed"),
        ({"session": "old", "doc": {"nodes": [1]}}, {"fresh": True}, "offer"),
        ({"session": "old", "doc": {"nodes": [1]}}, {}, "blank"),
    ],
)
def test_how_a_kept_draft_goes_on(window: Page, draft, payload, how):
    sent = {"session": "s", "revision": 2, "taken": 5, "fresh": False, "document": {"nodes": []}, **payload}
    kept = draft and {
        "history": {"past": [], "doc": draft.get("doc", {"nodes": []}), "future": []},
        "mark": {"session": draft.get("session", "s"), "base": draft.get("base", 2), "seq": draft.get("seq", 5)},
    }
    assert run(window, "protocol.js", "(m, [draft, payload]) => m.begun(draft, payload)", [kept, sent]) == how
