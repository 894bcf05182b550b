"""The Weak points page without a browser: every section, on good, empty, broken and awkward drawings."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest, app_test

from loopmodel import Diagram, gallery_ids, read_diagram
from loopmodel.ui.session import SLOT, Session
from tests.app.test_cli_weakness import AWKWARD
from tests.app.test_pages import BROKEN
from tests.app.test_scenarios_page import Framed
from tests.conftest import job_board_document

ROOT = Path(__file__).resolve().parents[2]
SECTIONS = ["lenses", "loops", "closing", "killers", "mass"]


@pytest.fixture
def app(tmp_path, monkeypatch) -> AppTest:
    monkeypatch.setenv("LOOPMODEL_DATABASE", str(tmp_path / "t.duckdb"))
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(app_test, "PagesManager", Framed)
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def shown(app: AppTest, diagram: Diagram | None) -> AppTest:
    if diagram is not None:
        app.session_state[SLOT] = Session(diagram, diagram)
    app.run()
    app.switch_page("pages/weak_points.py").run()
    assert not app.exception
    return app


def section(app: AppTest, name: str) -> str:
    """All text of one section of the page."""
    app.segmented_control(key="weak-section").set_value(name).run()
    assert not app.exception
    parts = [*app.markdown, *app.caption, *app.subheader, *app.info]
    text = "\n".join(part.value for part in parts).replace("\\", "")
    assert " nan" not in text
    assert "None" not in text
    return text


def test_the_fixture_in_every_section(app: AppTest):
    shown(app, Diagram(job_board_document(0.07)))
    assert "Below 0.75 the loop dies" in app.subheader[0].value.replace("\\", "")
    assert "carries itself: at first it grows 2.6 % a week" in section(app, "lenses")
    assert "These are all loops." in section(app, "loops")
    assert "already" in section(app, "closing")
    assert "No killer on the drawing yet" in section(app, "killers")
    assert "one future only" in section(app, "mass")


@pytest.mark.parametrize("point, said", [("best", "at its best"), ("period", "at period 12")])
def test_the_operating_point_is_named(app: AppTest, point: str, said: str):
    shown(app, Diagram(job_board_document(0.07)))
    app.segmented_control(key="weak-point").set_value(point).run()
    assert said in app.subheader[0].value


def test_trying_a_link_and_keeping_it(app: AppTest):
    shown(app, Diagram(job_board_document()))
    section(app, "closing")
    app.button(key="try-0").click().run()
    diagram = app.session_state[SLOT].diagram
    (link,) = [item for item in diagram.items("links") if item["id"] == "seeker-employer"]
    assert link["rate"] == pytest.approx(0.056)
    assert "On trial" in "\n".join(m.value for m in app.markdown)
    app.button(key="keep").click().run()
    (link,) = [item for item in app.session_state[SLOT].diagram.items("links") if item["id"] == "seeker-employer"]
    assert "note" not in link


def test_trying_a_link_and_taking_it_back(app: AppTest):
    before = Diagram(job_board_document())
    shown(app, before)
    section(app, "closing")
    app.button(key="try-1").click().run()
    assert len(app.session_state[SLOT].diagram.items("links")) == 3
    app.button(key="take-back").click().run()
    assert app.session_state[SLOT].diagram.items("links") == before.items("links")


def test_a_killer_of_the_library_goes_on_the_drawing(app: AppTest):
    shown(app, Diagram(job_board_document(0.07)))
    section(app, "killers")
    app.button(key="kill-false-postings").click().run()
    assert not app.exception
    assert [n["role"] for n in app.session_state[SLOT].diagram.items("nodes")][-1] == "killer"
    assert "the loops break at a share of 20 % among listing" in section(app, "killers")


@pytest.mark.parametrize("id_", gallery_ids())
def test_every_gallery_model_in_every_section(app: AppTest, id_: str):
    shown(app, read_diagram(id_))
    for name in SECTIONS:
        section(app, name)


@pytest.mark.parametrize("name", ["blank", "broken", *AWKWARD])
def test_awkward_drawings_in_every_section(app: AppTest, name: str):
    document = {"blank": Diagram.blank().document, "broken": BROKEN}.get(name) or AWKWARD[name]
    shown(app, Diagram(document))
    if app.segmented_control:
        for part in SECTIONS:
            section(app, part)
    else:
        assert "Nothing drawn yet" in app.subheader[0].value


def test_a_very_large_drawing_is_computed_only_when_asked(app: AppTest):
    nodes = [{"id": f"n{i}", "role": "user", "start": 1, "retention": 0.5} for i in range(1600)]
    shown(app, Diagram({"format": "loopmodel/1", "nodes": nodes, "links": []}))
    assert "1,600 nodes" in app.subheader[0].value
    app.toggle(key="weak-large").set_value(True).run()
    assert not app.exception
    assert app.segmented_control


def test_the_point_of_no_return_stands_on_the_time_axis(app: AppTest):
    nodes = [
        {"id": "buyers", "role": "user", "start": 3000, "retention": 0.9},
        {"id": "sellers", "role": "customer", "start": 3000, "retention": 0.9},
        {"id": "fraud", "role": "killer", "start": 2000, "retention": 1.0},
    ]
    ends = [("sell", "sellers", "buyers"), ("join", "buyers", "sellers"), ("copy", "fraud", "fraud")]
    document = {
        "format": "loopmodel/1",
        "horizon": 60,
        "nodes": nodes,
        "links": [{"id": i, "source": s, "target": t, "rate": 0.2} for i, s, t in ends],
        "harms": [{"id": "cheat", "killer": "fraud", "target": "sell", "host": "sellers"}],
        "needs": [{"id": "choice", "link": "sell", "node": "sellers", "half": 1000}],
    }
    shown(app, Diagram(document))
    assert "Point of no return: week 49" in section(app, "killers")
    charts = [c for c in app.get("plotly_chart") if "point of no return" in c.proto.spec]
    assert len(charts) == 1
