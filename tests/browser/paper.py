"""What a person does on the Design page, as functions."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Locator, Page, expect


class Paper:
    """The Design page in a window."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        page.goto(address)
        self.svg = page.locator(".paper > svg").first
        self.nodes = page.locator(".node")
        self.links = page.locator(".label")
        self.verdict = page.locator("h3")
        self.ready()

    def ready(self) -> None:
        """Wait until the newcomer's model is on the paper."""
        expect(self.nodes.first).to_be_visible(timeout=30_000)
        width = 0.0
        while width != (width := self.box(self.nodes.first.locator(".outline"))["width"]):
            self.settle()

    def settle(self) -> None:
        """Wait until the app has answered."""
        for _ in range(2):
            self.page.wait_for_timeout(250)
            expect(self.page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")

    def blank(self) -> None:
        """Open a blank paper."""
        self.page.locator("[data-testid=stPopover] button", has_text="Open").click()
        self.page.get_by_role("button", name="Blank paper").click()
        expect(self.nodes).to_have_count(0)
        expect(self.verdict).to_contain_text("Nothing drawn yet")
        self.settle()

    def open_gallery(self, name: str) -> None:
        """Open a gallery model by its name."""
        self.page.locator("[data-testid=stPopover] button", has_text="Open").click()
        self.page.get_by_role("combobox", name="Gallery").click()
        self.page.get_by_role("option", name=name).first.click()
        self.settle()

    def draw(self, x: float, y: float, name: str) -> None:
        """Double-click the paper and type a name."""
        box = self.svg.bounding_box()
        self.page.mouse.dblclick(box["x"] + x, box["y"] + y)
        self.page.locator("input.in-place").fill(name)
        self.page.keyboard.press("Enter")
        expect(self.node(name)).to_be_visible()

    def node(self, name: str) -> Locator:
        """A node by its name."""
        return self.page.locator(f".node[aria-label^={json.dumps(name + ', ')}]")

    def link(self, source: str, target: str) -> Locator:
        """The handle of a link by the names at its ends."""
        return self.page.get_by_role("button", name=f"Link {source} to {target}")

    def box(self, part: Locator) -> dict:
        """Where a part of the drawing is; asked again where it is just being drawn anew."""
        for _ in range(40):
            expect(part).to_be_visible()
            found = part.bounding_box()
            if found:
                return found
        raise AssertionError("it is never still")

    def centre(self, name: str) -> tuple[float, float]:
        """The middle of a node on the screen."""
        box = self.box(self.node(name).locator(".outline"))
        return round(box["x"] + box["width"] / 2), round(box["y"] + box["height"] / 2)  # pointers count whole pixels

    def connect(self, source: str, target: str, rate: str) -> None:
        """Drag from the lower rim of one node to another and type the rate."""
        (x, y), (to_x, to_y) = self.centre(source), self.centre(target)
        height = self.box(self.node(source).locator(".outline"))["height"]
        self.page.mouse.move(x, y + height / 2 - 4)
        self.page.mouse.down()
        self.page.mouse.move((x + to_x) / 2, (y + to_y) / 2 + 20, steps=4)
        self.page.mouse.move(to_x, to_y, steps=4)
        self.page.mouse.up()
        self.page.locator("input.in-place").fill(rate)
        self.page.keyboard.press("Enter")
        expect(self.link(source, target)).to_be_visible()

    def drag(self, name: str, dx: float, dy: float) -> None:
        """Move a node."""
        x, y = self.centre(name)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + dx, y + dy, steps=6)
        self.page.mouse.up()

    def set_rate(self, source: str, target: str, text: str) -> None:
        """Double-click a rate and type another."""
        box = self.box(self.link(source, target).locator(".pill"))
        self.page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.page.locator("input.in-place").fill(text)
        self.page.keyboard.press("Enter")

    def edit_cell(self, column: int, row: int, text: str) -> None:
        """Type into a cell of the table that is open; columns and rows counted from 0."""
        editor = self.page.locator("#portal").locator("input, textarea")
        for _ in range(4):  # a grid that is still being set up takes no click
            box = self.box(self.page.locator("[data-testid=stDataFrame]").locator("visible=true").first)
            self.page.mouse.click(box["x"] + 70, box["y"] + 52)
            self.page.wait_for_timeout(100)
            for _ in range(column):
                self.page.keyboard.press("ArrowRight")
            for _ in range(row):
                self.page.keyboard.press("ArrowDown")
            self.page.keyboard.press("Enter")
            self.page.wait_for_timeout(400)
            if editor.count():
                break
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text, delay=30)
        expect(editor.first).to_have_value(text)
        self.page.wait_for_timeout(300)
        self.page.keyboard.press("Enter")
        expect(editor).to_have_count(0)
        self.settle()

    def upload(self, name: str, data: bytes) -> None:
        """Choose a file in the Open panel."""
        opened = self.page.locator("[data-testid=stFileUploader] input")
        if not opened.count():
            self.page.locator("[data-testid=stPopover] button", has_text="Open").click()
        opened.set_input_files({"name": name, "mimeType": "application/json", "buffer": data})
        self.settle()

    def download(self) -> bytes:
        """The drawing as the Save panel downloads it."""
        self.page.locator("[data-testid=stPopover] button", has_text="Save").click()
        with self.page.expect_download() as waiting:
            self.page.get_by_role("button", name="Download JSON").click()
        self.page.keyboard.press("Escape")
        return Path(waiting.value.path()).read_bytes()
