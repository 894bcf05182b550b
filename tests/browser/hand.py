"""A hand that draws at random, from a seed; and what canvas, Python and the table hold afterwards."""

from __future__ import annotations

import json
import random

from playwright.sync_api import expect

from tests.browser.paper import Paper

SEEN = """() => {
  const canvas = [...document.querySelectorAll('*')].find(e => e.shadowRoot?.querySelector('.paper')).shadowRoot
  const frame = canvas.querySelector('.paper > svg').getBoundingClientRect()
  const covers = [...canvas.querySelectorAll('.card, .play, .corner, .minimap')].map(e => e.getBoundingClientRect())
  const open = (x, y) => x > frame.left + 4 && x < frame.right - 4 && y > frame.top + 4 && y < frame.bottom - 4
    && !covers.some(c => x > c.left - 4 && x < c.right + 4 && y > c.top - 4 && y < c.bottom + 4)
  const middle = e => { const b = e.getBoundingClientRect(); return [b.left + b.width / 2, b.top + b.height / 2, b.width, b.height] }
  const at = (selector, part) => [...canvas.querySelectorAll(selector)].map(e => middle(e.querySelector(part))).filter(([x, y]) => open(x, y))
  return { nodes: at('.node', '.outline'), labels: at('.label', '.pill'), frame: [frame.left, frame.top, frame.right, frame.bottom], covers: covers.map(c => [c.left, c.top, c.right, c.bottom]) }
}"""

DRAFT = """() => {
  const { steps, now, list } = JSON.parse(sessionStorage.getItem('loopmodel:draft'))
  return Object.fromEntries(Object.entries(steps[now]).map(([k, at]) => [k, Array.isArray(at) ? at.map(i => list[i]) : list[at]]))
}"""

TABLE = """() => {
  const grid = document.querySelector('[data-testid=stDataFrame] [role=grid]')
  const heads = [...grid.querySelectorAll('[role=columnheader]')]
  const column = heads.find(head => head.textContent.trim() === 'Name').getAttribute('aria-colindex')
  return [...grid.querySelectorAll(`[role=gridcell][aria-colindex="${column}"]`)].map(cell => cell.textContent).filter(Boolean)
}"""


class Hand:
    """Random gestures on a paper; `did` counts each kind."""

    def __init__(self, paper: Paper, seed: int) -> None:
        self.paper, self.page, self.random = paper, paper.page, random.Random(seed)
        self.did: dict[str, int] = {}
        kinds = {
            self.add: 3, self.move: 5, self.connect: 5, self.set_rate: 3, self.rename: 2, self.delete: 2, self.undo: 3,
            self.redo: 2, self.paste: 1, self.box: 1, self.arrange: 1,
        }  # fmt: skip
        self.kinds, self.weights = list(kinds), list(kinds.values())

    def gesture(self) -> None:
        """One gesture; what cannot be done now is left for another time."""
        self.seen = self.page.evaluate(SEEN)
        kind = self.random.choices(self.kinds, self.weights)[0]
        if len(self.seen["nodes"]) > 9:
            kind = self.delete
        if kind():
            self.did[kind.__name__] = self.did.get(kind.__name__, 0) + 1

    def _empty(self) -> tuple[float, float] | None:
        left, top, right, bottom = self.seen["frame"]
        for _ in range(20):
            x, y = self.random.uniform(left + 20, right - 20), self.random.uniform(top + 20, bottom - 70)
            near = [abs(x - u) < w and abs(y - v) < h for u, v, w, h in self.seen["nodes"] + self.seen["labels"]]
            under = [a - 9 < x < c + 9 and b - 9 < y < d + 9 for a, b, c, d in self.seen["covers"]]
            if not any(near + under):
                return x, y
        return None

    def _type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.page.keyboard.press(self.random.choice(["Enter", "Enter", "Enter", "Escape"]))

    def add(self) -> bool:
        point = self._empty()
        if point:
            self.page.mouse.dblclick(*point)
            self._type(f"N{self.random.randrange(1000)}")
        return bool(point)

    def _drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(*[(a + b) / 2 for a, b in zip(start, end, strict=True)])
        self.page.mouse.move(*end)
        self.page.mouse.up()

    def move(self) -> bool:
        if not self.seen["nodes"]:
            return False
        x, y, *_ = self.random.choice(self.seen["nodes"])
        self._drag((x, y), (x + self.random.uniform(-90, 90), y + self.random.uniform(-90, 90)))
        return True

    def connect(self) -> bool:
        if len(self.seen["nodes"]) < 2:
            return False
        (x, y, _, h), (u, v, *_) = self.random.sample(self.seen["nodes"], 2)
        self._drag((x, y + h / 2 - h * 0.14), (u, v))
        self._type(self.random.choice(["0.2", "12 %", "1 in 8", "2 to 6 %", "every 2 weeks"]))
        return True

    def set_rate(self) -> bool:
        if not self.seen["labels"]:
            return False
        x, y, *_ = self.random.choice(self.seen["labels"])
        self.page.mouse.dblclick(x, y)
        self._type(self.random.choice(["0.3", "3 a week", "40 %", "0.1 to 0.4"]))
        return True

    def rename(self) -> bool:
        if not self.seen["nodes"]:
            return False
        x, y, *_ = self.random.choice(self.seen["nodes"])
        self.page.mouse.dblclick(x, y)
        self._type(f"R{self.random.randrange(1000)}")
        return True

    def delete(self) -> bool:
        parts = self.seen["nodes"] + self.seen["labels"]
        if not parts:
            return False
        x, y, *_ = self.random.choice(parts)
        self.page.mouse.click(x, y)
        self.page.keyboard.press("Delete")
        return True

    def undo(self) -> bool:
        self.page.keyboard.press("Control+z")
        return True

    def redo(self) -> bool:
        self.page.keyboard.press("Control+y")
        return True

    def paste(self) -> bool:
        self.page.keyboard.press("Control+c")
        self.page.keyboard.press("Control+v")
        return True

    def box(self) -> bool:
        start, end = self._empty(), self._empty()
        if not start or not end:
            return False
        self.page.keyboard.down("Shift")
        self._drag(start, end)
        self.page.keyboard.up("Shift")
        return True

    def arrange(self) -> bool:
        self.page.keyboard.press("a")
        return True

    def held(self) -> tuple[dict, dict, list[str]]:
        """The drawing as the canvas has it, as Python has it, and the names in the table."""
        expect(self.page.locator(".canvas")).not_to_have_attribute("data-pending", "", timeout=20_000)
        self.paper.settle()
        self.page.wait_for_timeout(400)  # the draft is kept when the hand rests
        canvas = self.page.evaluate(DRAFT)
        python = json.loads(self.paper.download())
        names = self.page.evaluate(TABLE)
        self.paper.svg.focus()
        return canvas, python, names
