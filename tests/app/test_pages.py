"""Every page without a browser: it runs on the newcomer's model, an empty drawing and a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from loopmodel import Diagram
from loopmodel.ui.session import SLOT, Session
from tests.conftest import job_board_document

ROOT = Path(__file__).resolve().parents[2]

BROKEN = job_board_document(0.07)
BROKEN["links"][0]["rate"] = "two"
BROKEN["nodes"][0]["name"] = "<b>*Seekers*</b> $x$ :red[y]"

DRAWINGS = {
    "newcomer": (None, "Self-sustaining"),
    "empty": (Diagram.blank(), "Nothing drawn yet"),
    "one node": (Diagram({"format": "loopmodel/1", "nodes": [{"id": "a", "role": "user"}]}), "no link yet"),
    "broken": (Diagram(BROKEN), "Open"),
    "nothing but faults": (
        Diagram({"format": 3, "nodes": [7, {"id": []}], "links": "none", "a~/b": 1}),
        "Nothing drawn",
    ),
    "fixture": (Diagram(job_board_document(0.07)), "2.6 % a week, doubles in 27 weeks"),
}


@pytest.fixture
def app(tmp_path, monkeypatch) -> AppTest:
    monkeypatch.setenv("LOOPMODEL_DATABASE", str(tmp_path / "t.duckdb"))
    monkeypatch.chdir(ROOT)
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


@pytest.mark.parametrize("name", DRAWINGS)
def test_design_page(app: AppTest, name: str):
    diagram, said = DRAWINGS[name]
    if diagram is not None:
        app.session_state[SLOT] = Session(diagram, diagram)
    app.run()
    assert not app.exception
    assert said in app.subheader[0].value.replace("\\", "")
