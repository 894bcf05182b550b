"""Each gesture of the canvas, as a hand makes it."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from loopmodel import read, weak_points
from loopmodel.words import number, percent
from tests.browser.paper import Paper


@pytest.fixture
def paper(page: Page, server: str) -> Paper:
    """The Design page with the newcomer's model."""
    return Paper(page, server)


def at(paper: Paper, x: float, y: float) -> tuple[float, float]:
    """A point of the paper on the screen."""
    box = paper.svg.bounding_box()
    return box["x"] + x, box["y"] + y


def stroke(paper: Paper, points: list[tuple[float, float]]) -> None:
    """A stroke through points of the screen."""
    paper.page.mouse.move(*points[0])
    paper.page.mouse.down()
    for point in points[1:]:
        paper.page.mouse.move(*point, steps=5)
    paper.page.mouse.up()


def links(paper: Paper) -> set[tuple[str, str]]:
    return {(link["source"], link["target"]) for link in json.loads(paper.download())["links"]}


def three(paper: Paper) -> None:
    """Three nodes on a blank paper, named A, B and C; their ids are user, user-2 and user-3."""
    paper.blank()
    for x, y, name in ((200, 150, "A"), (600, 200, "B"), (380, 480, "C")):
        paper.draw(x, y, name)


def test_the_role_is_chosen_while_the_name_is_asked_for(paper: Paper):
    paper.blank()
    paper.page.mouse.dblclick(*at(paper, 300, 300))
    expect(paper.page.locator(".roles button")).to_have_count(6)
    paper.page.keyboard.press("4")
    expect(paper.page.locator("input.in-place")).to_have_value("Content")
    paper.page.keyboard.type("3D prints")  # once a name is being typed, digits are digits
    paper.page.keyboard.press("Enter")
    expect(paper.page.locator(".node.role-content")).to_have_attribute("aria-label", re.compile("^3D prints, "))
    paper.page.mouse.dblclick(*at(paper, 600, 300))
    paper.page.get_by_role("group", name="Role").get_by_role("button", name="Customers", include_hidden=True).click()
    paper.page.keyboard.press("Enter")
    expect(paper.page.locator(".node.role-customer")).to_have_count(1)
    paper.page.keyboard.press("Control+z")
    expect(paper.nodes).to_have_count(1)  # node, role and name are one step


def test_dragging_to_empty_paper_makes_link_and_node(paper: Paper):
    paper.blank()
    paper.draw(250, 250, "Readers")
    x, y = paper.centre("Readers")
    height = paper.box(paper.node("Readers").locator(".outline"))["height"]
    stroke(paper, [(x, y + height / 2 - 11), (x + 80, y + 140), at(paper, 480, 430)])
    paper.page.locator("input.in-place").fill("Posts")
    paper.page.keyboard.press("Enter")
    expect(paper.link("Readers", "Posts")).to_be_visible()
    paper.page.keyboard.press("Control+z")
    expect(paper.nodes).to_have_count(1)


def test_a_ring_in_pencil_mode_makes_the_links_of_a_loop(paper: Paper):
    three(paper)
    paper.page.get_by_role("button", name="Pencil").click()
    a, b, c = (paper.centre(name) for name in "ABC")
    stroke(paper, [a, b, c, a])
    expect(paper.links).to_have_count(3)
    assert links(paper) == {("user", "user-2"), ("user-2", "user-3"), ("user-3", "user")}
    expect(paper.verdict).to_contain_text("At break-even")  # 0.1 round a loop of three that keep 90 %
    stroke(paper, [a, b])  # they are there already
    expect(paper.page.locator(".status")).to_contain_text("there already")
    stroke(
        paper, [at(paper, 60, 560), at(paper, 120, 520), at(paper, 150, 590), at(paper, 70, 600), at(paper, 62, 562)]
    )
    paper.page.keyboard.press("Enter")
    expect(paper.nodes).to_have_count(4)  # a small circle is a node
    stroke(paper, [at(paper, 330, 290), at(paper, 350, 370)])
    expect(paper.page.locator(".status")).to_contain_text("Draw a small circle for a node")


def test_wiping_with_the_eraser_is_one_step(paper: Paper):
    three(paper)
    paper.page.keyboard.press("e")
    a, b = paper.centre("A"), paper.centre("B")
    stroke(paper, [a, b])
    expect(paper.nodes).to_have_count(1)
    paper.page.keyboard.press("Control+z")
    expect(paper.nodes).to_have_count(3)
    paper.page.keyboard.press("Escape")
    expect(paper.page.get_by_role("button", name="Hand")).to_have_attribute("aria-pressed", "true")


def test_a_killer_dragged_onto_a_link_or_a_node_harms_it(paper: Paper):
    before = json.loads(paper.download())
    pill = paper.box(paper.link("Employers", "Listings").locator(".pill"))
    stroke(paper, [paper.centre("False listings"), (pill["x"] + 12, pill["y"] + 10)])
    expect(paper.page.locator(".tie.harm")).to_have_count(2)
    stroke(paper, [paper.centre("False listings"), paper.centre("Resumes")])
    expect(paper.page.locator(".tie.harm")).to_have_count(3)
    paper.settle()
    after = json.loads(paper.download())
    assert [(h["killer"], h["target"]) for h in after["harms"][1:]] == [("fakes", "post"), ("fakes", "resumes")]
    assert after["layout"] == before["layout"]  # the killer went back to where it was
    expect(paper.page.locator(".card")).to_contain_text("the harm of False listings on Resumes")
    paper.page.locator(".card input[name=severity]").fill("50 %")
    paper.page.keyboard.press("Enter")
    paper.settle()
    assert json.loads(paper.download())["harms"][2]["severity"] == 0.5
    paper.page.keyboard.press("Escape")


def test_a_node_drawn_onto_a_link_with_the_need_tool_is_needed_by_it(paper: Paper):
    paper.page.get_by_role("button", name="Need: draw").click()
    pill = paper.box(paper.link("Employers", "Listings").locator(".pill"))
    stroke(paper, [paper.centre("Job seekers"), (pill["x"] + 12, pill["y"] + 10)])
    expect(paper.page.locator(".tie.need")).to_have_count(1)
    paper.settle()
    assert json.loads(paper.download())["needs"] == [
        {"id": "post-needs-seekers", "link": "post", "node": "seekers", "half": 2500}
    ]
    stroke(paper, [paper.centre("Job seekers"), paper.centre("Resumes")])
    expect(paper.page.locator(".status")).to_contain_text("A need ends on a link")


def test_what_was_understood_is_shown_before_it_is_taken(paper: Paper):
    box = paper.box(paper.link("Employers", "Listings").locator(".pill"))
    paper.page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    entry, heard = paper.page.locator("input.in-place"), paper.page.locator(".heard")
    for text, said in (
        ("12", "12 = 1200 %: per 100 Employers, 1,200 Listings a week."),
        ("12%", "0.12 = 12 %: per 100 Employers, 12 Listings a week."),
        ("1 in 8", "0.125 = 12.5 %"),
        ("every 2 weeks", "0.5 = 50 %"),
        ("2 to 6 %", "Between 2 % and 6 % in nine cases of ten."),
        ("0,5", "could be read two ways"),
    ):
        entry.fill(text)
        expect(heard).to_contain_text(said)
    paper.page.keyboard.press("Enter")  # "0,5" is not taken
    expect(entry).to_have_value("0,5")
    entry.fill("60 to 100 %")
    paper.page.keyboard.press("Enter")
    paper.settle()
    rate = next(link for link in json.loads(paper.download())["links"] if link["id"] == "post")["rate"]
    paper.svg.focus()
    paper.page.keyboard.press("Control+z")  # one step
    expect(paper.link("Employers", "Listings").locator(".rate")).to_have_text("× 0.8")
    assert (rate["low"], rate["high"]) == (0.6, 1.0)
    assert rate["mid"] == pytest.approx(math.sqrt(0.6), rel=1e-5)
    assert rate["why"]  # the reason that stood there stays


def test_copy_paste_and_duplicate(paper: Paper, page: Page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.mouse.click(*paper.centre("Employers"))
    page.keyboard.down("Shift")
    page.mouse.click(*paper.centre("Listings"))
    page.keyboard.up("Shift")
    page.keyboard.press("Control+c")
    paper.blank()
    paper.svg.focus()
    page.keyboard.press("Control+v")
    expect(paper.nodes).to_have_count(2)
    expect(paper.link("Employers", "Listings")).to_be_visible()
    page.keyboard.press("Control+d")
    expect(paper.nodes).to_have_count(4)
    page.keyboard.press("Control+x")
    expect(paper.nodes).to_have_count(2)
    page.evaluate("navigator.clipboard.writeText('a shopping list')")
    page.keyboard.press("Control+v")
    expect(page.locator(".status")).to_contain_text("“a shopping list”, is no model")
    expect(paper.nodes).to_have_count(2)


def test_align_and_arrange_are_steps(paper: Paper):
    three(paper)
    paper.page.keyboard.press("Control+a")
    paper.page.get_by_role("button", name="In a row").click()
    paper.page.wait_for_timeout(700)
    heights = {round(paper.centre(name)[1]) for name in "ABC"}
    assert len(heights) == 1
    paper.page.keyboard.press("Control+z")
    paper.page.wait_for_timeout(300)
    assert len({round(paper.centre(name)[1]) for name in "ABC"}) == 3
    paper.open_gallery("Job board")
    before = json.loads(paper.download())["layout"]
    paper.svg.focus()
    paper.page.keyboard.press("a")
    paper.settle()
    arranged = json.loads(paper.download())["layout"]
    assert arranged != before
    paper.svg.focus()
    paper.page.keyboard.press("Control+z")
    paper.settle()
    assert json.loads(paper.download())["layout"] == before


def test_a_rate_pulled_on_its_label_is_followed_at_once_and_exact_when_let_go(paper: Paper):
    box = paper.box(paper.link("Listings", "Job seekers").locator(".pill"))
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    paper.page.mouse.move(x, y)
    paper.page.mouse.down()
    paper.page.mouse.move(x - 10, y, steps=3)
    paper.page.wait_for_timeout(900)  # the answers around it arrive
    paper.page.mouse.move(x - 45, y, steps=5)
    over = paper.page.locator(".loopmodel-over")
    expect(over.filter(has_text="Fading")).to_have_count(1)
    expect(over.filter(has_text="Job seekers")).to_have_count(2)  # verdict and curve
    expect(paper.verdict).to_contain_text("Self-sustaining")  # what Python last said, underneath
    paper.page.mouse.up()
    expect(paper.verdict).to_contain_text("Fading")
    expect(over).to_have_count(0)
    rate = next(link for link in json.loads(paper.download())["links"] if link["id"] == "attract")["rate"]["mid"]
    assert 0.9 < rate < 1.56
    paper.svg.focus()
    paper.page.keyboard.press("Control+z")
    expect(paper.verdict).to_contain_text("Self-sustaining")


def test_the_slider_has_a_tick_at_the_break_even_and_says_what_crossing_does(paper: Paper):
    box = paper.box(paper.link("Listings", "Job seekers").locator(".pill"))
    paper.page.mouse.click(box["x"] + 8, box["y"] + 10)
    slider = paper.page.get_by_role("slider", name="Rate, slider")
    expect(paper.page.locator(".slider")).to_contain_text("Below 1.56 the loop dies.")
    expect(paper.page.locator(".track i")).to_be_visible()
    slider.focus()
    for _ in range(30):
        paper.page.keyboard.press("ArrowLeft")
    expect(paper.page.locator(".slider")).to_contain_text("From 1.56 on it carries itself.")
    expect(paper.verdict).to_contain_text("Fading")


def test_play_fills_the_stocks_and_shows_the_time(paper: Paper):
    paper.page.get_by_role("button", name="Play the projection").click()
    time = paper.page.get_by_role("slider", name="Time")
    expect(time).to_be_visible()
    paper.page.wait_for_function(
        "() => { const c = [...document.querySelectorAll('*')].find(e => e.shadowRoot?.querySelector('.play'))"
        "; return Number(c.shadowRoot.querySelector('.play input').value) > 6 }"
    )
    assert paper.page.locator(".dots circle").count() > 5
    paper.page.get_by_role("button", name="Pause").click()
    time.fill("104")
    expect(paper.page.locator(".play output")).to_have_text("week 104")
    expect(paper.node("Job seekers").locator(".values")).to_have_text("27,970")  # four digits travel
    assert float(paper.node("Job seekers").locator(".level rect").get_attribute("height")) == pytest.approx(64)
    paper.page.get_by_role("button", name="Back to the start").click()
    expect(time).to_be_hidden()
    expect(paper.node("Job seekers").locator(".values")).to_have_text("2,500 · keeps 60 %")


def test_the_loops_light_up_when_pointed_at(paper: Paper):
    expect(paper.page.locator(".link.strongest")).to_have_count(4)
    paper.page.get_by_role("button", name="Loops, strongest first").click()
    rows = paper.page.locator(".panel ol button")
    expect(rows.first).to_contain_text("gain 1.12 per generation")
    rows.nth(1).hover()
    expect(paper.page.locator(".link.lit")).to_have_count(3)
    paper.page.keyboard.press("Escape")
    expect(paper.page.locator(".panel")).to_be_hidden()
    expect(paper.page.locator(".link.lit")).to_have_count(0)


def test_the_drawing_in_words_and_the_sheet_of_keys(paper: Paper):
    paper.page.get_by_role("button", name="The drawing in words").click()
    panel = paper.page.locator(".panel")
    expect(panel).to_contain_text("Job seekers create Resumes at 0.2 a week")
    paper.page.keyboard.press("Escape")
    paper.svg.focus()
    paper.page.keyboard.press("?")
    expect(panel).to_contain_text("Ctrl+D")


def test_the_picture_is_what_is_seen(paper: Paper):
    paper.page.get_by_role("button", name="Save or print").click()
    with paper.page.expect_download() as waiting:
        paper.page.get_by_role("button", name="Save as SVG").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert waiting.value.suggested_filename == "Job board.svg"
    assert "Job seekers" in text
    assert "@font-face" in text
    assert "var(" not in re.sub(r"<style.*?</style>", "", text, flags=re.S)
    with paper.page.expect_download() as waiting:
        paper.page.get_by_role("button", name="Save as PNG").click()
    data = Path(waiting.value.path()).read_bytes()
    box = paper.svg.bounding_box()
    assert data[:4] == b"\x89PNG"
    assert int.from_bytes(data[16:20], "big") == 2 * round(box["width"])


def test_why_do_you_think_so(paper: Paper):
    box = paper.box(paper.link("Employers", "Listings").locator(".pill"))
    paper.page.mouse.click(box["x"] + 8, box["y"] + 10)
    reasons = paper.page.locator(".reasons")
    expect(reasons).to_contain_text("is a guess: why do you think so?")
    reasons.locator("summary").click()
    reasons.locator("select").select_option("measured")
    reasons.locator("textarea").fill("Counted in March")
    reasons.locator("input").fill("our own log")
    reasons.locator("input").press("Tab")
    paper.settle()
    rate = next(link for link in json.loads(paper.download())["links"] if link["id"] == "post")["rate"]
    assert (rate["basis"], rate["why"], rate["source"]) == ("measured", "Counted in March", "our own log")
    expect(paper.link("Employers", "Listings")).to_have_class(re.compile("basis-measured"))
    expect(paper.link("Employers", "Listings").locator(".rate")).to_contain_text("✓")


def test_more_of_a_node_is_one_click_away(paper: Paper):
    paper.page.mouse.click(*paper.centre("Employers"))
    card = paper.page.locator(".card")
    expect(card.locator("[name=inflow]")).to_have_count(0)
    card.get_by_role("button", name="More").click()
    card.locator("[name=inflow]").fill("2 a day")
    card.locator("[name=note]").fill("They pay.")
    card.locator("[name=note]").press("Tab")
    paper.settle()
    node = next(node for node in json.loads(paper.download())["nodes"] if node["id"] == "employers")
    assert node["inflow"] == 14
    assert node["note"] == "They pay."


def test_touch_drags_pinches_and_presses_long(browser, server: str):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    paper = Paper(context.new_page(), server)
    touch = context.new_cdp_session(paper.page)

    def send(kind: str, *points: tuple[float, float]) -> None:
        touch.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y, "id": k} for k, (x, y) in enumerate(points)]},
        )

    x, y = paper.centre("Resumes")
    send("touchStart", (x, y))
    for k in range(1, 6):
        send("touchMove", (x - 10 * k, y + 8 * k))
    send("touchEnd")
    paper.settle()
    assert paper.centre("Resumes") == (pytest.approx(x - 50, abs=2), pytest.approx(y + 40, abs=2))
    send("touchStart", (60, y + 150))
    send("touchEnd")  # on empty paper: nothing is selected, the card is gone
    expect(paper.page.locator(".card")).to_be_hidden()
    wide = paper.box(paper.node("Employers").locator(".outline"))["width"]
    box = paper.svg.bounding_box()
    cx, cy = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    send("touchStart", (cx - 40, cy), (cx + 40, cy))
    for k in range(1, 6):
        send("touchMove", (cx - 40 - 8 * k, cy), (cx + 40 + 8 * k, cy))
    send("touchEnd")
    paper.page.wait_for_timeout(200)
    assert paper.box(paper.node("Employers").locator(".outline"))["width"] == pytest.approx(2 * wide, rel=0.1)
    empty = (box["x"] + 30, box["y"] + box["height"] - 90)
    send("touchStart", empty)
    expect(paper.page.locator("input.in-place")).to_be_visible()
    send("touchEnd")
    paper.page.keyboard.press("Enter")
    expect(paper.nodes).to_have_count(6)
    context.close()


def test_a_lens_is_worn_by_links_and_nodes_and_taken_off(paper: Paper):
    paper.page.get_by_role("button", name="Lenses").click()
    paper.page.get_by_role("radio", name="Leverage").check()
    found = {e.id: e for e in weak_points(read("job-board")).entries}
    label = paper.page.locator(".label[data-id=post] .lens")
    expect(label).to_have_text(percent(found["post"].elasticity))
    expect(paper.node("Employers").locator(".values")).to_have_text(
        f"keeps 80 %: {percent(found['employers'].elasticity)}"
    )
    paper.page.get_by_role("radio", name="Loss").check()
    expect(label).to_have_text(f"{number(found['post'].without)} without")
    paper.page.keyboard.press("Escape")
    paper.page.get_by_role("button", name="Lens: loss, at start").click()
    expect(paper.page.locator(".label .lens")).to_have_count(0)
    expect(paper.node("Employers").locator(".values")).to_have_text("470 · keeps 80 %")


def test_a_pen_moves_and_links(paper: Paper):
    pen = paper.page.context.new_cdp_session(paper.page)

    def send(kind: str, x: float, y: float) -> None:
        more = {"button": "left", "buttons": 1, "clickCount": 1} if kind != "mouseMoved" or held else {}
        pen.send("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, "pointerType": "pen", **more})

    held = False
    x, y = paper.centre("Resumes")
    send("mouseMoved", x, y)
    held = True
    send("mousePressed", x, y)
    for k in range(1, 5):
        send("mouseMoved", x - 10 * k, y + 10 * k)
    send("mouseReleased", x - 40, y + 40)
    assert paper.centre("Resumes") == (pytest.approx(x - 40, abs=2), pytest.approx(y + 40, abs=2))


def test_a_link_onto_itself_is_made_on_purpose_only(paper: Paper):
    paper.blank()
    paper.draw(300, 300, "Fans")
    x, y = paper.centre("Fans")
    high = paper.box(paper.node("Fans").locator(".outline"))["height"]
    stroke(paper, [(x, y + high / 2 - 11), (x + 120, y + 90), (x, y)])
    expect(paper.page.locator(".status")).to_contain_text("A link from a node to itself: select the node, press L")
    expect(paper.links).to_have_count(0)
    paper.node("Fans").focus()
    paper.page.keyboard.press("l")
    paper.page.keyboard.press("Enter")
    paper.page.keyboard.type("0.2")
    paper.page.keyboard.press("Enter")
    expect(paper.link("Fans", "Fans")).to_be_visible()
    expect(paper.verdict).to_contain_text("Self-sustaining")


def test_who_wants_less_motion_sees_still_pictures(browser, server: str):
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    paper = Paper(context.new_page(), server)
    paper.page.get_by_role("button", name="Play the projection").click()
    expect(paper.page.locator(".play output")).not_to_have_text("week 0")
    assert float(paper.node("Job seekers").locator(".level rect").get_attribute("height")) > 0
    expect(paper.page.locator(".dots circle")).to_have_count(0)
    context.close()


def test_a_large_drawing_has_a_map_that_moves_the_view(paper: Paper):
    nodes = [{"id": f"n{k}", "name": f"N{k}", "role": "user"} for k in range(60)]
    layout = {f"n{k}": [260 * (k % 10), 160 * (k // 10)] for k in range(60)}
    document = {"format": "loopmodel/1", "nodes": nodes, "links": [], "layout": layout}
    paper.upload("large.json", json.dumps(document).encode())
    expect(paper.page.locator(".minimap")).to_be_visible()
    paper.svg.focus()
    for _ in range(6):
        paper.page.keyboard.press("+")
    before = paper.svg.locator("> g").get_attribute("transform")
    box = paper.page.locator(".minimap").bounding_box()
    paper.page.mouse.click(box["x"] + box["width"] - 30, box["y"] + box["height"] - 30)
    assert paper.svg.locator("> g").get_attribute("transform") != before
    paper.page.keyboard.press("0")  # the keys go on
    expect(paper.page.locator(".minimap")).to_be_visible()
    for part in (paper.node("N0"), paper.node("N59")):
        expect(part).to_be_visible()


def test_escape_leaves_what_was_begun_and_takes_nothing(paper: Paper):
    box = paper.box(paper.link("Employers", "Listings").locator(".pill"))
    paper.page.mouse.dblclick(box["x"] + 20, box["y"] + 9)
    paper.page.locator("input.in-place").fill("hello")
    paper.page.keyboard.press("Escape")
    expect(paper.page.locator("input.in-place")).to_have_count(0)
    paper.page.locator(".card input[name=rate]").fill("foo")
    paper.page.keyboard.press("Escape")
    expect(paper.page.locator(".card input[name=rate]")).to_have_value("0.8 (0.67 to 0.96)")
    paper.settle()
    expect(paper.link("Employers", "Listings").locator(".rate")).to_have_text("× 0.8")
    expect(paper.page.get_by_role("button", name="Undo")).to_be_disabled()


def test_moving_one_node_of_a_file_without_places_moves_no_other(paper: Paper):
    document = {
        "format": "loopmodel/1",
        "nodes": [{"id": name, "name": name, "role": "user", "start": 1} for name in ("One", "Two", "Three")],
        "links": [],
    }
    paper.upload("loose.json", json.dumps(document).encode())
    before = paper.centre("Two")
    paper.drag("One", -60, 30)
    assert paper.centre("Two") == before
    paper.settle()
    assert set(json.loads(paper.download())["layout"]) == {"One", "Two", "Three"}
