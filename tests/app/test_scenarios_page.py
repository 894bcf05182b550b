"""The Scenarios page without a browser: what it says, on every kind of drawing, and what is typed into it."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest, app_test

from loopmodel import Diagram, check, gallery_ids, read_diagram
from loopmodel.quantities import Place
from loopmodel.ui.session import SLOT, Session
from loopmodel.ui.taking import take_change, take_number
from tests.conftest import job_board_document

ROOT = Path(__file__).resolve().parents[2]
PAGE = "pages/scenarios.py"
RANGED = job_board_document(0.07)
RANGED["links"][0]["rate"] = {"low": 1.2, "mid": 2, "high": 3}
RANGED["nodes"][1] |= {"revenue": 40, "inflow": 2, "acquisition_cost": 90}
RANGED["scenarios"] = [{"id": "s", "name": "<b>*More*</b> $x$", "changes": [
    {"target": "hire", "field": "rate", "value": 0.09, "from": 4}, {"remove": "attract", "from": 60}]}]  # fmt: skip
TABS = ("Scenarios", "Numbers", "Goal", "Money", "Tornado", "Both sides", "While small")


class Framed(PagesManager):
    """Every run of the test goes through app.py, as it does on a server after its first."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        PagesManager.uses_pages_directory = False


@pytest.fixture
def app(tmp_path, monkeypatch) -> AppTest:
    monkeypatch.setenv("LOOPMODEL_DATABASE", str(tmp_path / "t.duckdb"))
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(app_test, "PagesManager", Framed)
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def opened(app: AppTest, document: dict[str, Any] | None, **widgets: Any) -> AppTest:
    if document is not None:
        app.session_state[SLOT] = Session(Diagram(document), Diagram(document))
    for key, value in widgets.items():
        app.session_state[key] = value
    app.run()
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    parts = [*app.subheader, *app.markdown, *app.caption, *app.error]
    return "\n".join(part.value.replace("\\", "") for part in parts)


def test_the_sentence_says_how_sure_and_what_to_measure(app: AppTest):
    top = opened(app, RANGED).subheader[0].value.replace("\\", "")
    assert "likely to carry itself; measuring employer → listing: rate first would tell most." in top


@pytest.mark.parametrize("document, words", [
    ({"format": "loopmodel/1"}, "Nothing drawn yet"),
    (job_board_document(0.07), "no number has a range yet"),
    ({"format": "loopmodel/1", "nodes": [{"id": "a", "role": "user", "start": {"low": 1, "mid": 2, "high": 3}}]},
     "no loop yet"),
    ({**RANGED, "links": [*RANGED["links"], {"id": "x", "source": "a", "target": "nobody", "rate": 1}]}, "likely"),
])  # fmt: skip
def test_every_kind_of_drawing(app: AppTest, document: dict[str, Any], words: str):
    assert words in said(opened(app, document))


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize(
    "document", [RANGED, job_board_document(0.07), job_board_document()], ids=["ranged", "certain", "open"]
)
def test_every_tab(app: AppTest, tab: str, document: dict[str, Any]):
    opened(app, document, futures=tab, goal=5000.0)


@pytest.mark.parametrize("id_", gallery_ids())
def test_every_gallery_model(app: AppTest, id_: str):
    opened(app, dict(read_diagram(id_).document), futures="Money")


def test_a_goal_is_said_and_sought(app: AppTest):
    text = said(opened(app, RANGED, futures="Goal", goal=40000.0))
    assert "likely to reach 40,000 by week 104" in text
    assert "Each number alone" in text
    beyond = said(opened(app, RANGED, futures="Goal", goal=1e250))
    assert "No number alone suffices" in beyond or "Each number alone" in beyond


@pytest.mark.parametrize("outcome", ["revenue", "cash", "hire", "listing"])
def test_every_kind_of_outcome(app: AppTest, outcome: str):
    opened(app, RANGED, outcome=outcome)


def test_money_and_chance_say_their_numbers(app: AppTest):
    assert "LTV" in said(opened(app, RANGED, futures="Money"))
    assert "runs have died out by week 104" in said(opened(app, RANGED, futures="While small"))


def test_long_runs_can_be_cancelled(app: AppTest):
    opened(app, RANGED, draws=100_000)
    assert "cancel" in [button.key for button in app.button]
    app.button(key="cancel").click().run()
    assert app.number_input(key="draws").value == 10_000
    assert "cancel" not in [button.key for button in app.button]


def test_a_scenario_is_made_changed_and_removed(app: AppTest):
    opened(app, RANGED)
    next(field for field in app.text_input if field.label == "New scenario").set_value("Later")
    next(button for button in app.button if button.label == "Make it").click().run()
    scenarios = app.session_state[SLOT].diagram.items("scenarios")
    assert [s["name"] for s in scenarios][-1] == "Later"
    assert not app.exception
    next(button for button in app.button if button.label == "Remove").click().run()
    assert len(app.session_state[SLOT].diagram.items("scenarios")[0]["changes"]) == 1
    assert not app.exception


def test_what_is_typed_for_a_number():
    drawn = Diagram(copy.deepcopy(RANGED))
    taken = take_number(drawn, Place("hire", "rate"), "6 to 8 %", "week")
    assert taken.diagram.items("links")[2]["rate"] == {"mid": 0.069282, "low": 0.06, "high": 0.08, "basis": "guess"}
    assert check(taken.diagram) == ()
    for text in ("two", "", "8 to 6 %", "-1"):
        refused = take_number(drawn, Place("hire", "rate"), text, "week")
        assert refused.wrong
        assert refused.diagram is drawn
    assert take_number(drawn, Place("gone", "rate"), "1", "week").wrong == "That number is no longer there."


def test_what_is_typed_for_a_change():
    drawn = Diagram(copy.deepcopy(RANGED))
    taken = take_change(drawn, "s", Place("seeker", "retention"), "70 %", (8, None), "week")
    added = {"target": "seeker", "field": "retention", "value": 0.7, "from": 8, "until": None}
    assert taken.diagram.items("scenarios")[0]["changes"][-1] == added
    assert (
        take_change(drawn, "s", "post", "", (3, 9), "week").diagram.items("scenarios")[0]["changes"][-1]["remove"]
        == "post"
    )
    assert "not after from" in take_change(drawn, "s", "post", "", (9, 3), "week").wrong
    assert take_change(drawn, "s", Place("seeker", "retention"), "much", (0, None), "week").wrong


def test_an_address_asked_for_first_goes_through_the_app(app: AppTest, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(app_test, "PagesManager", PagesManager)  # Streamlit's legacy discovery answers first
    app.run()
    app.switch_page(PAGE).run()
    assert "likely to carry itself" in app.subheader[0].value
