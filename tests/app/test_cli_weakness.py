"""`loops`, `weak` and `close`: their JSON, their tables, and what they do with bad input."""

from __future__ import annotations

import json
import re
import sys

import pytest

from loopmodel import gallery_ids
from loopmodel.cli import main
from tests.conftest import job_board_document

COMMANDS = ["loops", "weak", "close"]


def write(tmp_path, document: dict) -> str:
    path = tmp_path / "model.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


def ran(capsys, *arguments: str) -> dict:
    assert main([*arguments, "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "NaN" not in out
    assert "Infinity" not in out
    return json.loads(out)


def test_loops(capsys, tmp_path):
    found = ran(capsys, "loops", write(tmp_path, job_board_document(0.07)))
    assert found["complete"] is True
    (loop,) = found["loops"]
    assert sorted(loop["links"]) == ["attract", "hire", "post"]
    assert sorted(loop["nodes"]) == ["employer", "listing", "seeker"]
    assert loop["gain"] == pytest.approx(1.25)
    assert loop["cycle_time"] == pytest.approx(8.928571)
    assert loop["polarity"] == "reinforcing"


def test_loops_top_says_that_the_list_is_partial(capsys):
    found = ran(capsys, "loops", "ecosystem-commerce", "--top", "2")
    assert len(found["loops"]) == 2
    assert found["complete"] is False
    assert found["complete_why"]


@pytest.mark.parametrize("by", ["gain", "cycle-time", "share"])
def test_loops_in_each_order(capsys, by):
    loops = ran(capsys, "loops", "super-ecosystem", "--by", by)["loops"]
    key = {"gain": lambda k: -k["gain"], "cycle-time": lambda k: k["cycle_time"], "share": lambda k: -k["share"]}[by]
    assert loops == sorted(loops, key=key)


def test_weak(capsys, tmp_path):
    found = ran(capsys, "weak", write(tmp_path, job_board_document(0.07)))
    entries = {(e["id"], e["field"]): e for e in found["entries"]}
    assert len(entries) == 6
    hire = entries["hire", "rate"]
    assert (hire["value"], hire["break_even_why"]) == (0.07, None)
    assert hire["break_even"] == pytest.approx(0.056)
    assert hire["without"] == pytest.approx(0.8)
    assert entries["employer", "retention"]["elasticity"] == pytest.approx(0.4232, abs=5e-5)
    total = sum(e["elasticity"] for e in entries.values()) + found["elasticity_of_lags"]
    assert total == pytest.approx(1.0)


@pytest.mark.parametrize("at, said", [("best", "best"), ("start", "start"), ("12", 12)])
@pytest.mark.parametrize("command", COMMANDS)
def test_the_operating_point_is_said(capsys, command, at, said):
    assert ran(capsys, command, "marketplace", "--at", at)["at"] == said


def test_close(capsys, tmp_path):
    found = ran(capsys, "close", write(tmp_path, job_board_document()))
    closes = {(c["source"], c["target"]): c["break_even"] for c in found["candidates"]}
    expected = {("seeker", "employer"): 0.056, ("listing", "employer"): 0.07, ("seeker", "listing"): 0.56}
    assert closes == pytest.approx(expected)
    assert all(c["closes"] is True for c in found["candidates"])
    assert found["closes_nothing"] == [["employer", "seeker"]]


def test_close_top(capsys, tmp_path):
    found = ran(capsys, "close", write(tmp_path, job_board_document()), "--top", "1")
    assert [(c["source"], c["target"]) for c in found["candidates"]] == [("seeker", "employer")]
    assert found["candidates_count"] == 3


@pytest.mark.parametrize("id_", gallery_ids())
@pytest.mark.parametrize("command", COMMANDS)
def test_every_gallery_model(capsys, command, id_):
    ran(capsys, command, id_)
    assert main([command, id_]) == 0
    out = capsys.readouterr().out
    assert out.strip()
    assert "nan" not in out
    assert "None" not in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["loops", "job-board", "--top", "0"], ["close", "job-board", "--top", "-3"], ["weak", "job-board", "--at", "soon"],
        ["loops", "no-such-model"], ["close", "job-board", "--at", "-1"], ["weak", "job-board", "--at", "999999"],
        ["loops", "viral-invite", "--at", "5000"], ["weak", "viral-invite", "--at", "5000"],
    ],
)  # fmt: skip
def test_wrong_use_exits_2_with_a_sentence(capsys, arguments):
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("loopmodel: ")
    assert "Traceback" not in err


@pytest.mark.parametrize("command", COMMANDS)
def test_a_broken_file_exits_1_with_all_its_problems(capsys, tmp_path, command):
    bad = write(
        tmp_path, {"format": "loopmodel/1", "nodes": [{"id": "a", "role": "king"}, {"id": "a", "role": "user"}]}
    )
    assert main([command, bad, "--json"]) == 1
    assert len(json.loads(capsys.readouterr().out)["problems"]) == 2


def ring(r1: float, r2: float, retention: float = 0.5, lag: int = 0, mode: str = "creates") -> dict:
    nodes = [
        {"id": id_, "role": role, "start": 1, "retention": retention}
        for id_, role in (("a", "user"), ("b", "customer"))
    ]
    links = [
        {"id": "ab", "source": "a", "target": "b", "rate": r1, "lag": lag, "mode": mode},
        {"id": "ba", "source": "b", "target": "a", "rate": r2, "mode": mode},
    ]
    return {"format": "loopmodel/1", "nodes": nodes, "links": links}


def killers_only() -> dict:
    nodes = [{"id": id_, "role": "killer", "start": 5, "retention": 0.5} for id_ in "ab"]
    links = [
        {"id": "ab", "source": "a", "target": "b", "rate": 0.5},
        {"id": "ba", "source": "b", "target": "a", "rate": 0.5},
    ]
    harms = [{"id": "h", "killer": "a", "target": "b"}]
    return {"format": "loopmodel/1", "nodes": nodes, "links": links, "harms": harms}


AWKWARD = {
    "no nodes": {"format": "loopmodel/1", "nodes": [], "links": []},
    "no links": {
        "format": "loopmodel/1",
        "nodes": [{"id": "a", "role": "user"}, {"id": "b", "role": "customer"}],
        "links": [],
    },
    "all rates zero": ring(0, 0),
    "nothing stays, all rates zero": ring(0, 0, 0),
    "a loop of conversions without lag": ring(0.5, 0.5, 1.0, mode="converts"),
    "conversions that want more than there is": ring(3, 3, 0.9, mode="converts"),
    "rates of 1e308": ring(1e308, 1e308),
    "rates of 1e308 and lags of 520": ring(1e308, 1e308, 0.5, 520),
    "1e308 and 1e-308": ring(1e308, 1e-308),
    "denormals": ring(5e-324, 5e-324),
    "1e308 and 0": ring(1e308, 0),
    "nothing ever leaves": ring(0.1, 0.1, 1.0),
    "all killers": killers_only(),
}


@pytest.mark.parametrize("name", AWKWARD)
@pytest.mark.parametrize("command", COMMANDS)
def test_awkward_models_give_sentences(capsys, tmp_path, command, name):
    """Exit 0, valid JSON without nan, and a table in words; every null has its reason beside it."""
    file = write(tmp_path, AWKWARD[name])
    for at in ("start", "best", "1"):
        found = ran(capsys, command, file, "--at", at)
        for row in [found, *found.get("entries", []), *found.get("loops", [])]:
            for key in [k for k, v in row.items() if v is None and not k.endswith("_why")]:
                assert row.get(f"{key}_why"), (key, row)
    assert main([command, file]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.strip()
    assert not re.search(r"\b(nan|inf|None)\b", out)


def test_no_warnings_reach_the_terminal(tmp_path, capsys, recwarn):
    for name in AWKWARD:
        for command in COMMANDS:
            assert main([command, write(tmp_path, AWKWARD[name])]) == 0
    capsys.readouterr()
    assert [str(w.message) for w in recwarn] == []
    assert sys.exc_info() == (None, None, None)


def test_two_equal_loops_are_called_a_tie(capsys, tmp_path):
    nodes = [{"id": id_, "role": "user", "start": 1, "retention": 0.5} for id_ in "abc"]
    ends = [("a", "b"), ("b", "a"), ("a", "c"), ("c", "a")]
    links = [{"id": s + t, "source": s, "target": t, "rate": 0.6} for s, t in ends]
    file = write(tmp_path, {"format": "loopmodel/1", "nodes": nodes, "links": links})
    assert main(["loops", file]) == 0
    assert "A tie: the first 2 loops have the same gain." in capsys.readouterr().out
