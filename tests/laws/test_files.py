"""Files: out and in is the identity; everything bad gets its sentence, all at once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from loopmodel import Diagram, LoopModelError, build_model, check, gallery_ids, read, read_diagram, write
from loopmodel.build import build_sound
from loopmodel.check import check_text
from loopmodel.exchange.files import load
from tests.conftest import job_board_document
from tests.laws.strategies import documents


@settings(deadline=None)
@given(documents())
def test_json_out_and_in_is_the_identity(document):
    diagram, problems = load(Diagram(document).to_json().encode())
    assert diagram.document == document
    assert problems == ()
    assert build_model(diagram) == build_model(Diagram(document))


@pytest.mark.parametrize("id_", gallery_ids())
def test_the_gallery_out_and_in(id_, tmp_path):
    diagram = read_diagram(id_)
    write(diagram, tmp_path / "m.json")
    assert read_diagram(tmp_path / "m.json") == diagram
    assert read(tmp_path / "m.json") == read(id_)
    assert [p.name for p in tmp_path.iterdir()] == ["m.json"]


def codes(document) -> set[str]:
    return {problem.code for problem in check(Diagram(document))}


def node(**more) -> dict:
    return {"format": "loopmodel/1", "nodes": [{"id": "a", "role": "user", **more}], "links": []}


def link(**more) -> dict:
    made = {"id": "l", "source": "a", "target": "a", "rate": 0.1, **more}
    return {"format": "loopmodel/1", "nodes": [{"id": "a", "role": "user"}], "links": [made]}


@pytest.mark.parametrize(
    "document, code, place",
    [
        (node(retention=1.5), "out-of-range", "/nodes/0/retention"),
        (node(start=-1), "out-of-range", "/nodes/0/start"),
        (node(capacity=0), "out-of-range", "/nodes/0/capacity"),
        (node(start="many"), "not-a-number", "/nodes/0/start"),
        (node(start=True), "not-a-number", "/nodes/0/start"),
        (node(start=float("nan")), "not-finite", "/nodes/0/start"),
        (node(start=float("inf")), "not-finite", "/nodes/0/start"),
        (node(start=None), "missing-value", "/nodes/0/start"),
        (node(role="king"), "not-a-choice", "/nodes/0/role"),
        (node(colour="red"), "unknown-field", "/nodes/0/colour"),
        (node(**{"a/b~c": 1}), "unknown-field", "/nodes/0/a~1b~0c"),
        (node(name="x" * 200_000), "too-long", "/nodes/0/name"),
        (node(name="\x00"), "bad-character", "/nodes/0/name"),
        (node(name="\ud800"), "bad-character", "/nodes/0/name"),
        (node(name=7), "wrong-type", "/nodes/0/name"),
        (node(group="nowhere"), "unknown-reference", "/nodes/0/group"),
        (node(start={"low": 1, "high": 2}), "missing-field", "/nodes/0/start/mid"),
        (node(start={"mid": 3, "low": 4, "high": 5}), "range-order", "/nodes/0/start"),
        (node(start={"mid": 3, "low": 2}), "half-a-range", "/nodes/0/start"),
        (node(start={"mid": 3, "basis": "hunch"}), "not-a-choice", "/nodes/0/start/basis"),
        (node(start={"mid": 3, "colour": 1}), "unknown-field", "/nodes/0/start/colour"),
        (node(retention={"mid": 0.5, "low": 0.1, "high": 1.2}), "out-of-range", "/nodes/0/retention/high"),
        (link(lag=10**9), "out-of-range", "/links/0/lag"),
        (link(lag=1.5), "not-whole", "/links/0/lag"),
        (link(lag={"mid": 1, "low": 0, "high": 2}), "wrong-type", "/links/0/lag"),
        (link(source="z"), "unknown-reference", "/links/0/source"),
        (link(source="l"), "wrong-reference", "/links/0/source"),
        (link(id="a"), "duplicate-id", "/links/0/id"),
        (link(id=""), "missing-value", "/links/0/id"),
        ({**node(), "layout": {"b": [0, 0]}}, "unknown-reference", "/layout/b"),
        ({**node(), "layout": {"a": [0, "x"]}}, "bad-position", "/layout/a"),
        ({**node(), "horizon": 0}, "out-of-range", "/horizon"),
        ({**node(), "period": "fortnight"}, "not-a-choice", "/period"),
        ({**node(), "format": "loopmodel/2"}, "newer-format", "/format"),
        ({**node(), "format": "visio"}, "unknown-format", "/format"),
        ({"nodes": []}, "missing-field", "/format"),
        ({**node(), "nodes": 3}, "wrong-type", "/nodes"),
        ({**node(), "nodes": [3]}, "wrong-type", "/nodes/0"),
        ({**node(), "harms": [{"id": "h", "killer": "a", "target": "a"}]}, "not-a-killer", "/harms/0/killer"),
        ({**node(), "groups": [{"id": "g", "parent": "g"}]}, "group-circle", "/groups/0/parent"),
    ],
)  # fmt: skip
def test_each_fault_is_named_at_its_place(document, code, place):
    found = check(Diagram(document))
    assert (code, place) in {(p.code, p.place) for p in found}
    assert all(p.message.endswith(".") and p.hint.endswith((".", "…")) for p in found)


@pytest.mark.parametrize(
    "change, code",
    [
        ({"target": "z", "field": "start", "value": 1}, "unknown-reference"),
        ({"target": "a", "field": "role", "value": "user"}, "bad-change"),
        ({"target": "a", "field": "retention", "value": 2}, "out-of-range"),
        ({"target": "a", "field": "start"}, "missing-field"),
        ({"target": "a", "field": "start", "value": 1, "from": 5, "until": 5}, "bad-dates"),
        ({"target": "a", "field": "start", "value": 1, "from": -1}, "out-of-range"),
        ({"remove": "z"}, "unknown-reference"),
        ({"add": {"link": {"id": "l", "source": "a", "target": "z", "rate": 1}}}, "unknown-reference"),
        ({"add": {"link": {"id": "a", "source": "a", "target": "a", "rate": 1}}}, "duplicate-id"),
        ({"add": {"group": {"id": "g"}}}, "bad-change"),
        ({"add": {"node": {"id": "n"}}}, "missing-field"),
        ({"target": "a", "remove": "a"}, "bad-change"),
        ("later", "wrong-type"),
    ],
)  # fmt: skip
def test_each_bad_change_of_a_scenario_is_named(change, code):
    assert code in codes({**node(), "scenarios": [{"id": "s", "name": "S", "changes": [change]}]})


def test_all_problems_come_at_once():
    text = '{"format": "loopmodel/1", "nodes": [{"id": "a", "role": "user", "role": "king", "start": NaN}], "links": [{"id": "a"}]}'
    _, problems = check_text(text)
    assert {p.code for p in problems} >= {
        "duplicate-key",
        "not-a-choice",
        "not-finite",
        "missing-field",
        "duplicate-id",
    }
    with pytest.raises(LoopModelError) as caught:
        read(text.encode())
    assert len(caught.value.problems) == len(problems)


@pytest.mark.parametrize(
    "data, code",
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00", "not-utf8"),
        ("{}".encode("utf-16"), "not-utf8"),
        (b"{", "not-json"),
        (b"[]", "not-an-object"),
        (b"[" * 20_000 + b"]" * 20_000, "too-deep"),
        (b'{"a":' * 20_000 + b"1" + b"}" * 20_000, "too-deep"),
        (b" " * (5 * 1024 * 1024 + 1), "too-large"),
    ],
)  # fmt: skip
def test_what_is_no_model_file_at_all(data, code):
    with pytest.raises(LoopModelError) as caught:
        read(data)
    assert [p.code for p in caught.value.problems] == [code]


def test_a_number_too_large_for_a_float_is_not_finite():
    for digits in ("1e999", "1" + "0" * 400, "1" + "0" * 5000):
        text = '{"format": "loopmodel/1", "nodes": [{"id": "a", "role": "user", "start": ' + digits + "}]}"
        assert [p.code for p in check_text(text)[1]] == ["not-finite"]


def test_too_many_nodes():
    many = [{"id": f"n{i}", "role": "user"} for i in range(10_001)]
    assert codes({"format": "loopmodel/1", "nodes": many}) == {"too-many"}


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "=1+1", "\u202egnitsil", "👩‍🚀", "a" * 200])
def test_names_that_are_merely_odd_work(name):
    assert check(Diagram(node(name=name))) == ()


def test_a_byte_order_mark_is_no_fault():
    assert read(b"\xef\xbb\xbf" + Diagram(job_board_document(0.07)).to_json().encode()).nodes


def test_a_zero_link_and_no_link_are_different():
    assert build_model(Diagram(link(rate=0))).links


@settings(deadline=None, max_examples=40)
@given(documents())
def test_the_sound_part_is_built_whatever_is_wrong(document):
    document["nodes"][0]["retention"] = "most"
    document["links"].append({"id": "broken", "source": "nowhere", "target": 3, "rate": -1})
    document["a~/b"] = 1
    diagram = Diagram(document)
    model, left_out = build_sound(diagram, check(diagram))
    assert document["nodes"][0]["id"] in left_out
    assert "broken" in left_out
    assert document["nodes"][0]["id"] not in model.node_ids
