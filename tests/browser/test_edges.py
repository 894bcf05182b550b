"""What goes wrong for people in a hurry: each was seen once and must not come back."""

from __future__ import annotations

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from loopmodel.exchange.files import content
from tests.browser.hand import Hand
from tests.browser.paper import Paper
from tests.browser.wire import Wire


@pytest.fixture
def paper(page: Page, server: str) -> Paper:
    """The Design page with the newcomer's model."""
    return Paper(page, server)


def focused(paper: Paper) -> str:
    """The label or name of what has the focus, inside the canvas too."""
    return paper.page.evaluate(
        """() => { let e = document.activeElement; while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement
        return e.getAttribute('aria-label') || e.name || e.tagName }"""
    )


def test_half_a_character_in_a_file_gets_its_sentence(paper: Paper):
    data = b'{"format":"loopmodel/1","nodes":[{"id":"a","name":"\\ud800","role":"user"}],"links":[]}'
    paper.upload("half.json", data)
    expect(paper.page.locator(".st-key-refused")).to_contain_text("half of a character")
    expect(paper.node("Employers")).to_be_visible()


def test_tab_goes_through_the_card_while_values_change(paper: Paper):
    paper.page.mouse.click(*paper.centre("Resumes"))
    start = paper.page.locator(".card input[name=start]")
    start.fill("555")
    start.press("Tab")
    paper.settle()
    assert focused(paper) == "retention"
    paper.page.keyboard.press("Control+a")
    paper.page.keyboard.type("0.7")
    paper.page.keyboard.press("Tab")
    paper.settle()
    node = next(n for n in json.loads(paper.download())["nodes"] if n["id"] == "resumes")
    assert (node["start"]["mid"], node["retention"]["mid"]) == (555, 0.7)


def test_escape_in_the_input_keeps_the_focus_and_undo_works(paper: Paper):
    paper.svg.focus()
    paper.page.keyboard.press("1")
    paper.page.keyboard.press("Escape")
    expect(paper.nodes).to_have_count(6)
    assert focused(paper).startswith("Users")
    paper.page.keyboard.press("Control+z")
    expect(paper.nodes).to_have_count(5)


def test_a_table_keeps_its_tab_while_problems_come_and_go(paper: Paper):
    paper.page.get_by_role("tab", name="Links").click()
    paper.settle()
    paper.edit_cell(3, 0, "1.5")
    expect(paper.page.get_by_text("1 problem in the drawing")).to_be_visible()
    expect(paper.page.get_by_role("tab", name="Links")).to_have_attribute("aria-selected", "true")
    paper.page.get_by_role("button", name="Undo").click()
    expect(paper.page.get_by_text("1 problem in the drawing")).to_have_count(0)
    expect(paper.page.get_by_role("tab", name="Links")).to_have_attribute("aria-selected", "true")


def test_edits_of_two_tables_in_turn_are_all_kept(paper: Paper):
    paper.edit_cell(0, 0, "Applicants")
    paper.edit_cell(2, 0, "3000")
    paper.page.get_by_role("tab", name="Links").click()
    paper.settle()
    paper.edit_cell(2, 0, "0.3")
    paper.page.get_by_role("tab", name="Nodes").click()
    paper.settle()
    paper.edit_cell(0, 1, "CVs")
    document = json.loads(paper.download())
    assert [node["name"] for node in document["nodes"][:2]] == ["Applicants", "CVs"]
    assert document["nodes"][0]["start"]["mid"] == 3000
    assert document["links"][0]["rate"]["mid"] == 0.3


def test_a_row_added_in_the_table_is_a_node_at_once_and_what_it_lacks_is_said(paper: Paper):
    paper.page.locator("[data-testid=stDataFrame]").first.hover()
    paper.page.get_by_role("button", name="Add row").first.click()
    paper.edit_cell(0, 5, "Newcomer")
    expect(paper.node("Newcomer")).to_be_visible()
    expect(paper.page.get_by_text("1 problem in the drawing")).to_be_visible()
    assert json.loads(paper.download())["nodes"][5]["name"] == "Newcomer"


def test_a_link_dropped_outside_the_paper_makes_nothing(paper: Paper):
    box = paper.box(paper.node("Resumes").locator(".outline"))
    paper.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 4)
    paper.page.mouse.down()
    paper.page.mouse.move(1200, 300, steps=6)
    paper.page.mouse.up()
    paper.settle()
    expect(paper.nodes).to_have_count(5)
    expect(paper.page.locator("input.in-place")).to_have_count(0)


def test_escape_cancels_a_drag(paper: Paper):
    before = json.loads(paper.download())["layout"]
    x, y = paper.centre("Resumes")
    paper.page.mouse.move(x, y)
    paper.page.mouse.down()
    paper.page.mouse.move(x - 80, y + 50, steps=5)
    paper.page.keyboard.press("Escape")
    paper.page.mouse.up()
    paper.settle()
    assert json.loads(paper.download())["layout"] == before


def test_the_box_finds_only_what_is_there(paper: Paper):
    paper.blank()
    paper.draw(250, 300, "Only")
    box = paper.svg.bounding_box()
    paper.page.keyboard.down("Shift")
    paper.page.mouse.move(box["x"] + 20, box["y"] + 20)
    paper.page.mouse.down()
    paper.page.mouse.move(box["x"] + box["width"] - 20, box["y"] + box["height"] - 20, steps=4)
    paper.page.mouse.up()
    paper.page.keyboard.up("Shift")
    paper.page.keyboard.press("Delete")
    expect(paper.page.locator(".status")).to_contain_text("Deleted Only")


def test_saving_under_a_name_is_nothing_to_undo(paper: Paper):
    paper.drag("Resumes", 30, 0)
    paper.settle()
    paper.page.locator("[data-testid=stPopover] button", has_text="Save").click()
    paper.page.locator("[data-testid=stTextInput] input").fill("Renamed board")
    paper.page.get_by_role("button", name="Save here").click()
    paper.settle()
    paper.page.get_by_role("button", name="Undo").click()
    paper.settle()
    assert json.loads(paper.download())["name"] == "Renamed board"


def test_another_model_is_shown_whole(paper: Paper):
    for name in ("Social ecosystem", "Super-ecosystem"):
        paper.open_gallery(name)
    paper.page.wait_for_timeout(400)
    frame = paper.svg.bounding_box()
    for node in paper.nodes.all():
        box = paper.box(node.locator(".outline"))
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]


def test_touch_draws_moves_and_links(browser, server: str):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    paper = Paper(context.new_page(), server)
    paper.page.get_by_role("button", name="Add users").tap()
    paper.page.locator("input.in-place").fill("Guests")
    paper.page.keyboard.press("Enter")
    expect(paper.node("Guests")).to_be_visible()
    expect(paper.nodes).to_have_count(6)
    assert paper.page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_no_violation_that_axe_finds(paper: Paper):
    def check(what: str) -> None:
        found = Axe().run(paper.page).response["violations"]
        said = [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]
        assert not said, what

    check("the page as it opens")
    box = paper.box(paper.link("Listings", "Job seekers").locator(".pill"))
    paper.page.mouse.click(box["x"] + 8, box["y"] + 9)
    paper.page.locator(".card .more").click()
    paper.page.locator(".card .reasons summary").click()
    check("the card of a link, all of it open")
    paper.page.mouse.dblclick(*paper.centre("Resumes"))
    check("a name being typed")
    paper.page.keyboard.press("Escape")
    for sheet in ("Gestures and keys", "The drawing in words", "Loops, strongest first", "Save or print"):
        paper.page.get_by_role("button", name=sheet).click()
        check(sheet)
        paper.page.keyboard.press("Escape")
    paper.page.get_by_role("button", name="Play the projection").click()
    check("while it plays")
    paper.page.emulate_media(color_scheme="dark")
    paper.page.wait_for_timeout(500)
    check("dark")


def test_keyboard_alone_builds_and_judges_the_job_board(paper: Paper):
    paper.blank()
    keys = paper.page.keyboard
    paper.svg.focus()

    def walk_to(label: str) -> None:
        for _ in range(60):
            if focused(paper).startswith(label):
                return
            keys.press("Tab")
        raise AssertionError(f"Tab never comes to {label}")

    for role, name, kept in (("1", "Job seekers", "60 %"), ("2", "Employers", "80 %"), ("4", "Listings", "30 %")):
        paper.svg.focus() if role == "1" else None
        keys.press(role)
        keys.type(name)
        keys.press("Enter")
        expect(paper.node(name)).to_be_focused()
        walk_to("retention")
        keys.press("Control+a")
        keys.type(kept)
        keys.press("Enter")
        keys.press("Shift+Tab")
        walk_back(paper, name)
    for source, target, rate in (
        ("Employers", "Listings", "2"), ("Listings", "Job seekers", "1 in 2"), ("Job seekers", "Employers", "7 %")
    ):  # fmt: skip
        walk_back(paper, source)
        keys.press("l")
        (walk_to if comes_later(paper, source, target) else lambda name: walk_back(paper, name))(target)
        keys.press("Enter")
        keys.type(rate)
        keys.press("Enter")
        expect(paper.link(source, target)).to_be_focused()
    expect(paper.verdict).to_contain_text("Self-sustaining: 2.6 % a week, doubles in 27 weeks.")


def comes_later(paper: Paper, one: str, other: str) -> bool:
    names = [label.split(",")[0] for label in paper.nodes.evaluate_all("e => e.map(n => n.getAttribute('aria-label'))")]
    return names.index(other) > names.index(one)


def walk_back(paper: Paper, label: str) -> None:
    for _ in range(80):
        if focused(paper).startswith(label):
            return
        paper.page.keyboard.press("Shift+Tab")
    raise AssertionError(f"Shift+Tab never comes to {label}")


def test_two_tabs_on_one_model_overwrite_nothing(paper: Paper, page: Page, server: str):
    def save(tab: Paper) -> None:
        tab.page.locator("[data-testid=stPopover] button", has_text="Save").click()
        tab.page.locator("[data-testid=stTextInput] input").fill("Shared board")
        tab.page.get_by_role("button", name="Save here").click()

    def open_it(tab: Paper) -> None:
        tab.page.locator("[data-testid=stPopover] button", has_text="Open").click()
        tab.page.get_by_role("combobox", name="Saved here").click()

    save(paper)
    paper.settle()
    other = Paper(page.context.new_page(), server)
    open_it(other)
    other.page.get_by_role("option", name="Shared board (version 1").click()
    other.settle()
    other.set_rate("Employers", "Listings", "0.9")
    other.settle()
    save(other)
    other.settle()
    paper.set_rate("Employers", "Listings", "0.7")
    paper.settle()
    save(paper)
    expect(paper.page.get_by_test_id("stToast").last).to_contain_text("version 3. 1 other version of it stays")
    paper.settle()
    open_it(paper)
    paper.page.get_by_role("option", name="Shared board (version 2").click()
    expect(paper.link("Employers", "Listings")).to_have_attribute("aria-label", re.compile("creates 0.9 a week"))


def test_a_lost_connection_loses_no_stroke(browser, server: str):
    wire = Wire(int(server.rsplit(":", 1)[1]))
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    paper = Paper(context.new_page(), f"http://127.0.0.1:{wire.port}")
    x, y = paper.centre("Resumes")
    paper.page.mouse.move(x, y)
    paper.page.mouse.down()
    paper.page.mouse.move(x - 40, y + 20, steps=3)
    wire.cut()  # in the middle of a gesture
    paper.page.mouse.move(x - 80, y + 50, steps=3)
    paper.page.mouse.up()
    paper.set_rate("Listings", "Job seekers", "1.2")  # and one more while nobody listens
    paper.page.wait_for_timeout(1500)
    wire.mend()
    expect(paper.verdict).to_contain_text("Fading", timeout=60_000)
    paper.settle()
    document = json.loads(paper.download())
    assert document["layout"]["resumes"] != json.loads(content("job-board"))["layout"]["resumes"]
    context.close()
    wire.close()


def test_thirty_fast_drags_keep_one_mount(paper: Paper):
    paper.page.evaluate(
        """() => { const canvas = [...document.querySelectorAll('*')].find(e => e.shadowRoot?.querySelector('.paper'))
        window.first = canvas.shadowRoot.querySelector('.canvas') }"""
    )
    start = paper.node("Resumes").get_attribute("transform")
    for k in range(30):
        paper.drag("Resumes", 6 if k % 2 else -5, 3 if k % 2 else -2)
    paper.settle()
    assert paper.page.evaluate("window.first.isConnected")
    end = json.loads(paper.download())["layout"]["resumes"]
    assert paper.node("Resumes").get_attribute("transform") == f"translate({end[0]},{end[1]})"
    assert paper.node("Resumes").get_attribute("transform") != start


def test_a_random_hand_leaves_canvas_python_and_table_with_one_model(paper: Paper):
    paper.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    paper.blank()
    hand = Hand(paper, seed=7)
    for _ in range(3):
        for _ in range(40):
            hand.gesture()
        canvas, python, names = hand.held()
        assert canvas == python
        assert names == [node.get("name", "") for node in python["nodes"]]
    assert len(hand.did) >= 9, hand.did


def test_undo_and_selection_are_kept_through_another_page(paper: Paper):
    paper.set_rate("Listings", "Job seekers", "1.2")
    expect(paper.verdict).to_contain_text("Fading")
    paper.drag("Resumes", 30, 20)
    paper.page.get_by_role("link", name="Weak points").click()
    expect(paper.nodes).to_have_count(0)
    paper.settle()
    paper.page.get_by_role("link", name="Design").click()
    expect(paper.node("Resumes")).to_be_visible()
    expect(paper.node("Resumes")).to_have_attribute("aria-pressed", "true")
    paper.settle()
    for _ in range(2):
        paper.page.get_by_role("button", name="Undo").click()
    expect(paper.verdict).to_contain_text("Self-sustaining")
