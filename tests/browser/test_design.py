"""The Design page as a person uses it, in a real browser."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from loopmodel import project, read
from loopmodel.words import number
from tests.browser.paper import Paper


@pytest.fixture
def paper(page: Page, server: str) -> Paper:
    """The Design page with the newcomer's model."""
    return Paper(page, server)


def curve_text(paper: Paper) -> str:
    """All text in the chart, the labels at the ends of the lines among it."""
    return " ".join(paper.page.locator(".js-plotly-plot text").all_text_contents())


def test_draw_two_nodes_and_a_loop_from_nothing(paper: Paper):
    paper.blank()
    paper.draw(250, 300, "Readers")
    paper.draw(560, 300, "Writers")
    paper.connect("Readers", "Writers", "20%")
    expect(paper.verdict).to_contain_text("Open")
    paper.connect("Writers", "Readers", "0.4")
    expect(paper.verdict).to_contain_text("Self-sustaining")
    before = paper.verdict.inner_text()
    paper.set_rate("Writers", "Readers", "0.01")
    expect(paper.verdict).to_contain_text("Fading")
    assert paper.verdict.inner_text() != before
    assert json.loads(paper.download())["links"][0]["rate"] == 0.2


def test_a_newcomer_sees_the_job_board_judged_and_projected(paper: Paper):
    model = read("job-board")
    expect(paper.verdict).to_contain_text("Self-sustaining")
    expect(paper.nodes).to_have_count(len(model.nodes))
    expect(paper.links).to_have_count(len(model.links))
    assert number(float(project(model).amounts["seekers"][-1])) in curve_text(paper)


def test_the_whole_page_stands_on_one_screen(paper: Paper):
    for selector in (".paper > svg >> nth=0", "h3", ".js-plotly-plot", "[data-testid=stDataFrame] >> visible=true"):
        box = paper.page.locator(selector).first.bounding_box()
        assert box["y"] >= 0, selector
        assert box["y"] + box["height"] <= 900, selector


def test_job_board_opened_changed_and_projected(paper: Paper):
    paper.open_gallery("Bass diffusion")
    expect(paper.node("Adopters")).to_be_visible()
    paper.open_gallery("Job board")
    expect(paper.node("Employers")).to_be_visible()
    paper.set_rate("Listings", "Job seekers", "1.2")
    expect(paper.verdict).to_contain_text("Fading")
    document = json.loads(paper.download())
    rate = next(link for link in document["links"] if link["id"] == "attract")["rate"]
    assert rate["mid"] == 1.2
    assert rate["why"]
    made = project(read(json.dumps(document).encode()))
    expect(paper.page.locator(".js-plotly-plot")).to_contain_text(number(float(made.amounts["seekers"][-1])))


def test_drag_undo_and_redo(paper: Paper):
    layout = json.loads(paper.download())["layout"]
    paper.drag("Resumes", -60, 80)
    paper.settle()
    moved = json.loads(paper.download())["layout"]
    assert moved["resumes"] != layout["resumes"]
    assert {k: v for k, v in moved.items() if k != "resumes"} == {k: v for k, v in layout.items() if k != "resumes"}
    paper.page.get_by_role("button", name="Undo").click()
    paper.settle()
    assert json.loads(paper.download())["layout"] == layout
    paper.page.get_by_role("button", name="Redo").click()
    paper.settle()
    assert json.loads(paper.download())["layout"] == moved


def test_rename_and_delete_with_what_hangs_on_it(paper: Paper):
    x, y = paper.centre("Resumes")
    paper.page.mouse.dblclick(x, y)
    paper.page.locator("input.in-place").fill("CVs")
    paper.page.keyboard.press("Enter")
    expect(paper.node("CVs")).to_be_visible()
    links = paper.links.count()
    paper.page.mouse.click(*paper.centre("CVs"))
    paper.page.keyboard.press("Delete")
    expect(paper.node("CVs")).to_have_count(0)
    expect(paper.links).to_have_count(links - 2)
    expect(paper.page.locator(".status")).to_contain_text("Deleted CVs and 2 that hung on it")
    paper.page.keyboard.press("Control+z")
    expect(paper.node("CVs")).to_be_visible()
    expect(paper.links).to_have_count(links)


def test_the_six_roles_from_the_toolbar(paper: Paper):
    paper.blank()
    for role in ("user", "customer", "member", "content", "channel", "killer"):
        paper.page.locator(f"[data-tool={role}]").click()
        paper.page.keyboard.press("Enter")
        expect(paper.page.locator(f".node.role-{role}")).to_have_count(1)
    paper.settle()
    roles = [node["role"] for node in json.loads(paper.download())["nodes"]]
    assert roles == ["user", "customer", "member", "content", "channel", "killer"]


def test_keyboard_alone_draws_a_loop(paper: Paper):
    paper.blank()
    keys = paper.page.keyboard
    paper.svg.focus()
    for name in ("Members", "Stories"):
        keys.press("3")
        expect(paper.page.locator("input.in-place")).to_be_focused()
        keys.type(name)
        keys.press("Enter")
        expect(paper.node(name)).to_be_focused()
    for target, rate in (("Members", "0.3"), ("Stories", "0.2")):
        keys.press("l")
        paper.node(target).focus()
        keys.press("Enter")
        keys.type(rate)
        keys.press("Enter")
        expect(paper.page.locator("input.in-place")).to_have_count(0)
        paper.node(target).focus()
    expect(paper.verdict).to_contain_text("Self-sustaining")
    keys.press("ArrowRight")
    keys.press("Escape")
    assert paper.links.count() == 2


def test_zoom_pan_and_fit(paper: Paper):
    def width() -> float:
        return paper.node("Employers").locator(".outline").bounding_box()["width"]

    fitted = width()
    paper.svg.hover(position={"x": 300, "y": 300})
    paper.page.mouse.wheel(0, -400)
    paper.page.wait_for_timeout(200)
    assert width() > 1.2 * fitted
    before = paper.centre("Employers")
    box = paper.svg.bounding_box()
    paper.page.mouse.move(box["x"] + 60, box["y"] + box["height"] - 60)
    paper.page.mouse.down()
    paper.page.mouse.move(box["x"] + 160, box["y"] + box["height"] - 110, steps=4)
    paper.page.mouse.up()
    after = paper.centre("Employers")
    assert after[0] - before[0] == pytest.approx(100, abs=2)
    assert after[1] - before[1] == pytest.approx(-50, abs=2)
    paper.page.get_by_role("button", name="Show the whole drawing").click()
    paper.page.wait_for_timeout(200)
    assert width() == pytest.approx(fitted, rel=0.01)


def test_the_canvas_follows_the_table_and_undo_covers_it(paper: Paper):
    paper.edit_cell(0, 0, "Applicants")
    expect(paper.node("Applicants")).to_be_visible()
    paper.edit_cell(3, 0, "0.1")
    expect(paper.verdict).to_contain_text("Fading")
    expect(paper.node("Applicants")).to_have_attribute("aria-label", re.compile("keeps 10 %"))
    paper.page.get_by_role("button", name="Undo").click()
    expect(paper.verdict).to_contain_text("Self-sustaining")
    paper.page.get_by_role("button", name="Undo").click()
    expect(paper.node("Job seekers")).to_be_visible()


def test_an_unsaved_drawing_survives_a_reload(paper: Paper):
    paper.blank()
    paper.draw(250, 300, "Kept")
    paper.settle()
    paper.page.reload()
    expect(paper.node("Kept")).to_be_visible()
    expect(paper.verdict).to_contain_text("Open")
    paper.settle()
    assert [node["name"] for node in json.loads(paper.download())["nodes"]] == ["Kept"]
    paper.page.get_by_role("button", name="Undo").click()
    expect(paper.nodes).to_have_count(0)  # drawing and naming are one step
    paper.page.get_by_role("button", name="Undo").click()
    expect(paper.node("Employers")).to_be_visible()  # the job board that the blank paper replaced


def test_save_here_and_open_again(paper: Paper):
    paper.blank()
    paper.draw(250, 300, "Saved <b>node</b>")
    paper.settle()
    paper.page.locator("[data-testid=stPopover] button", has_text="Save").click()
    paper.page.locator("[data-testid=stTextInput] input").fill("My =1+1 model")
    paper.page.get_by_role("button", name="Save here").click()
    paper.settle()
    paper.open_gallery("Job board")
    expect(paper.node("Employers")).to_be_visible()
    paper.page.locator("[data-testid=stPopover] button", has_text="Open").click()
    paper.page.get_by_role("combobox", name="Saved here").click()
    paper.page.get_by_role("option", name="My =1+1 model").click()
    expect(paper.node("Saved <b>node</b>")).to_be_visible()


def test_a_bad_file_loses_nothing_and_every_problem_is_said(paper: Paper):
    before = paper.download()
    bad = {
        "format": "loopmodel/1",
        "nodes": [{"id": "a", "role": "king", "retention": 7}],
        "links": [{"id": "l", "source": "a", "target": "z"}],
    }
    paper.upload("bad.json", json.dumps(bad).encode())
    refused = paper.page.locator(".st-key-refused")
    expect(refused).to_contain_text("bad.json was not opened: 4 problems")
    for said in ("role is “king”", "retention is 7", "has no rate", "nothing has that id"):
        expect(refused).to_contain_text(said)
    paper.page.keyboard.press("Escape")
    expect(paper.node("Employers")).to_be_visible()
    refused.get_by_role("button", name="Close").click()
    expect(refused).to_have_count(0)
    assert paper.download() == before


def test_a_picture_named_json_gets_its_sentence(paper: Paper):
    paper.upload("photo.json", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    expect(paper.page.locator(".st-key-refused")).to_contain_text("not UTF-8 text")
    expect(paper.node("Employers")).to_be_visible()


def test_a_good_file_is_opened(paper: Paper):
    document = {"format": "loopmodel/1", "nodes": [{"id": "x", "name": "From a file", "role": "member"}], "links": []}
    paper.upload("good.json", json.dumps(document).encode())
    expect(paper.node("From a file")).to_be_visible()


def test_a_problem_is_shown_at_its_element_and_all_else_goes_on(paper: Paper):
    paper.set_rate("Listings", "Job seekers", "minus two")
    expect(paper.page.locator(".heard.bad")).to_contain_text("is no number")
    paper.svg.click(position={"x": 400, "y": 300})  # left as it is: the text stays, and the element says what is wrong
    expect(paper.page.locator(".label.wrong .badge")).to_have_count(1)
    expect(paper.page.get_by_text("1 problem in the drawing")).to_be_visible()
    paper.page.get_by_text("1 problem in the drawing").click()
    expect(paper.page.get_by_role("listitem").filter(has_text="which is not a number")).to_be_visible()
    expect(paper.verdict).to_contain_text("Open")  # judged without that link
    paper.page.get_by_role("tab", name="Links").click()
    expect(paper.page.locator("[role=columnheader]", has_text="Problem")).to_be_attached()
    paper.set_rate("Listings", "Job seekers", "2.1")
    expect(paper.verdict).to_contain_text("Self-sustaining")
    expect(paper.page.locator(".badge")).to_have_count(0)


def test_names_that_look_like_code_are_shown_as_text(paper: Paper):
    paper.blank()
    name = "<script>document.title='taken'</script>"
    paper.draw(250, 300, name)
    paper.settle()
    assert paper.page.title() == "Design" or "Loopmodel" in paper.page.title()
    assert json.loads(paper.download())["nodes"][0]["name"] == name


def test_fast_edits_all_arrive_from_the_first_on(paper: Paper):
    seen = paper.svg.locator("> g").get_attribute("transform")
    zoom = float(re.search(r"scale\(([\d.]+)\)", seen)[1])
    start = paper.node("Resumes").get_attribute("transform")
    for _ in range(8):
        paper.drag("Resumes", 10, 0)
    paper.settle()
    x = float(re.search(r"[-\d.]+", start)[0])
    assert json.loads(paper.download())["layout"]["resumes"][0] - x == 8 * round(10 / zoom)
