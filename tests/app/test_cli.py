"""The command line: its JSON, its exit codes, its standard input."""

from __future__ import annotations

import io
import json
import sys

import pytest

from loopmodel.cli import main
from tests.conftest import job_board_document


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "board.json"
    path.write_text(json.dumps(job_board_document(0.07)), encoding="utf-8")
    return str(path)


def ran(capsys, *arguments: str) -> dict:
    assert main([*arguments, "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return json.loads(out)


def test_verdict(capsys, file):
    found = ran(capsys, "verdict", file)
    assert found["verdict"] == "self-sustaining"
    assert found["at"] == "start"
    assert found["growth_factor"] == pytest.approx(1.026181835)
    assert found["reproduction"] == pytest.approx(1.25)
    assert found["focal"] == "seeker"
    assert found["customer_user_loop"] == {
        "shared": True, "out": ["employer", "listing", "seeker"], "back": ["seeker", "employer"], "missing": None,
    }  # fmt: skip


def test_undefined_is_null_with_a_reason(capsys, tmp_path):
    path = tmp_path / "open.json"
    path.write_text(json.dumps(job_board_document()), encoding="utf-8")
    found = ran(capsys, "verdict", str(path))
    assert (found["verdict"], found["reproduction"], found["doubling_time"], found["focal"]) == (
        "open",
        None,
        None,
        None,
    )
    assert found["reproduction_why"]
    assert found["doubling_time_why"]
    assert found["focal_why"]
    assert found["customer_user_loop"]["missing"] == ["seeker", "employer"]


@pytest.mark.parametrize("at, said", [("best", "best"), ("12", 12)])
def test_verdict_at_another_point(capsys, file, at, said):
    assert ran(capsys, "verdict", file, "--at", at, "--focal", "listing")["at"] == said


def test_project(capsys, file):
    made = ran(capsys, "project", file, "--periods", "3")
    assert made["periods"] == [0, 1, 2, 3]
    assert made["nodes"]["employer"][:2] == pytest.approx([100, 150])
    assert made["links"]["post"][0] == pytest.approx(200)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_project_to_a_table(capsys, file, tmp_path, ending):
    import pandas as pd

    out = tmp_path / f"table.{ending}"
    assert main(["project", file, "--periods", "5", "--out", str(out)]) == 0
    table = pd.read_csv(out) if ending == "csv" else pd.read_parquet(out)
    assert list(table.columns) == ["period", "seeker", "employer", "listing", "post", "attract", "hire"]
    assert len(table) == 6


def test_a_scenario_of_a_gallery_model(capsys):
    base = ran(capsys, "project", "ugc")
    other = ran(capsys, "project", "ugc", "--scenario", "no-moderation")
    assert other["nodes"]["writers"][-1] < base["nodes"]["writers"][-1]


def test_check_and_its_exit_code(capsys, file, tmp_path):
    assert ran(capsys, "check", file) == {"problems": []}
    bad = tmp_path / "bad.json"
    bad.write_text('{"format": "loopmodel/1", "nodes": [{"id": "a", "role": "king"}]}', encoding="utf-8")
    for command in ("check", "verdict", "project"):
        assert main([command, str(bad), "--json"]) == 1
        found = json.loads(capsys.readouterr().out)["problems"]
        assert [set(p) for p in found] == [{"code", "id", "place", "message", "hint", "severity"}]
        assert main([command, str(bad)]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert "role is “king”" in err


def test_standard_input(capsys, monkeypatch):
    data = json.dumps(job_board_document(0.07)).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert ran(capsys, "verdict", "-")["verdict"] == "self-sustaining"


@pytest.mark.parametrize(
    "arguments",
    [
        ["verdict", "no-such-model"], ["verdict", "job-board", "--at", "soon"], ["verdict", "job-board", "--focal", "x"],
        ["project", "job-board", "--periods", "-1"], ["project", "job-board", "--scenario", "x"],
        ["project", "job-board", "--out", "x.docx"], ["project", "job-board", "--out", "/no/such/folder/x.csv"],
    ],
)  # fmt: skip
def test_wrong_use_exits_2_with_a_sentence(capsys, arguments):
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("loopmodel: ")
    assert "Traceback" not in err


@pytest.mark.parametrize("arguments", [[], ["fly"], ["project"], ["project", "bass", "--periods", "x"]])
def test_usage_errors_exit_2(arguments):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


def test_gallery(capsys):
    models = ran(capsys, "gallery")["models"]
    assert len(models) == 17
    assert models[0] == {"id": "job-board", "name": "Job board", "verdict": "self-sustaining"}


def test_text_for_people(capsys, file):
    assert main(["verdict", file]) == 0
    assert "share a loop: employer → listing → seeker → employer" in capsys.readouterr().out
    assert main(["project", file]) == 0
    assert "seeker" in capsys.readouterr().out


def test_ensemble(capsys):
    found = ran(capsys, "ensemble", "job-board", "--draws", "400", "--seed", "3")
    assert (found["draws"], found["seed"]) == (400, 3)
    assert 0.8 < found["chance_self_sustaining"] < 1
    seekers = found["nodes"]["seekers"]
    assert list(seekers) == ["p05", "p50", "p95"]
    assert len(seekers["p05"]) == 105
    assert seekers["p05"][-1] < seekers["p50"][-1] < seekers["p95"][-1]
    flooded = ran(capsys, "ensemble", "job-board", "--draws", "400", "--seed", "3", "--scenario", "flood")
    assert flooded["chance_self_sustaining"] < found["chance_self_sustaining"] / 2
    opened = ran(capsys, "ensemble", "dictionary", "--draws", "10", "--periods", "4")
    assert opened["chance_self_sustaining"] is None
    assert opened["chance_self_sustaining_why"] == "the model has no loop"


def test_ensemble_for_people(capsys):
    pair = "seekers.retention,resumes.retention"
    assert main(["ensemble", "job-board", "--draws", "100", "--together", pair]) == 0
    assert "Chance to carry itself: " in capsys.readouterr().out


@pytest.mark.parametrize("options, said", [
    (["--draws", "0"], "draws is 0"), (["--draws", "10000000"], "at most"), (["--seed", "-1"], "--seed"),
    (["--scenario", "none"], "it has: flood"), (["--together", "a"], "two numbers or more"),
    (["--together", "post.rate,post.lag"], "has no range"), (["--periods", "-1"], "--periods"),
])  # fmt: skip
def test_ensemble_says_what_it_cannot_do(capsys, options: list[str], said: str):
    assert main(["ensemble", "job-board", *options]) == 2
    assert said in capsys.readouterr().err


def test_verdict_under_a_scenario(capsys):
    assert ran(capsys, "verdict", "ugc")["verdict"] == "self-sustaining"
    assert ran(capsys, "verdict", "ugc", "--scenario", "no-moderation")["verdict"] == "overrun"


@pytest.mark.parametrize("command", ["loops", "weak", "close", "verdict", "project", "ensemble"])
def test_scenario_everywhere(capsys, command: str):
    base, under = (ran(capsys, command, "dictionary", *more) for more in ((), ("--scenario", "open-editing")))
    assert base != under
    assert main([command, "dictionary", "--scenario", "none"]) == 2
    assert "it has: open-editing" in capsys.readouterr().err
