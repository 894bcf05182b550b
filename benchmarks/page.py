"""From releasing the pointer to the chart redrawn, in a real browser: 20, 200 and 1,000 nodes, and the limit.

canvas: release to the edit leaving the canvas. Python: the whole script run on the server. network and Streamlit:
the rest, up to the first answer reaching the page. Plotly: from then until the curve has changed on the screen. The
limit is benchmarks/empty_app.py, clicked in turn with the page's edits. Then the frames while a rate is pulled, and
while the drawing is panned.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page

from tests.browser.serve import browsing, serving

EDITS = 24
SIZES = [int(size) for size in sys.argv[1:]] or [20, 200, 1000]

WATCH = """() => {
  window.seen = { done: null }
  const chart = document.querySelector('.js-plotly-plot')
  const path = () => chart.querySelector('.scatterlayer path.js-line')?.getAttribute('d')
  const before = path()
  new MutationObserver(() => {
    if (path() !== before && !window.seen.chart) window.seen.chart = performance.now()
  }).observe(chart, { subtree: true, attributes: true, childList: true })
  new MutationObserver(() => { window.seen.answer ??= performance.now() })
    .observe(document.querySelector('[data-testid=stApp]'), { subtree: true, childList: true, characterData: true })
}"""
CARD = "[...document.querySelectorAll('*')].find(e => e.shadowRoot?.querySelector('.card')).shadowRoot"
FRAMES = """() => { window.frames_ = []; let before = performance.now()
  const tick = now => { window.frames_.push(now - before); before = now; window.going = requestAnimationFrame(tick) }
  window.going = requestAnimationFrame(now => { before = now; window.going = requestAnimationFrame(tick) }) }"""


def model(nodes: int) -> dict:
    """A ring with a chord from every fourth node; the edit is of a rate, so the curve must change."""
    columns = max(4, round(nodes**0.5 * 1.4))
    return {
        "format": "loopmodel/1",
        "name": f"{nodes} nodes",
        "nodes": [
            {"id": f"n{i}", "name": f"Node {i}", "role": "user" if i % 3 else "content", "start": 100, "retention": 0.6}
            for i in range(nodes)
        ],
        "links": [
            {"id": f"r{i}", "source": f"n{i}", "target": f"n{(i + 1) % nodes}", "rate": 0.41} for i in range(nodes)
        ]
        + [
            {"id": f"c{i}", "source": f"n{i}", "target": f"n{(i + 7) % nodes}", "rate": 0.01}
            for i in range(0, nodes, 4)
        ],
        "layout": {f"n{i}": [220 * (i % columns), 150 * (i // columns)] for i in range(nodes)},
    }


def edit(page: Page, k: int) -> dict[str, float]:
    """Set a rate through the card: the change of the input is the release; returns milliseconds of each part."""
    page.locator(".card input[name=rate]").fill(str(0.41 + 0.001 * (k + 1)))
    page.evaluate(WATCH)
    page.evaluate(
        f"""() => {{ const input = {CARD}.querySelector('.card input[name=rate]')
          performance.clearMarks('loopmodel-edit'); window.seen.answer = null
          window.seen.released = performance.now(); input.dispatchEvent(new Event('change')) }}"""
    )
    page.wait_for_function("window.seen.chart", timeout=60_000)
    times = page.evaluate("({...window.seen, sent: performance.getEntriesByName('loopmodel-edit')[0].startTime})")
    page.wait_for_timeout(400)
    return {
        "canvas": times["sent"] - times["released"],
        "answer": times["answer"] - times["sent"],
        "chart": times["chart"] - times["answer"],
        "whole": times["chart"] - times["released"],
    }


def again(page: Page) -> float:
    """Milliseconds from the click on the empty app's button to its chart redrawn."""
    page.evaluate(WATCH)
    page.evaluate(
        """() => { window.seen.released = performance.now()
          document.querySelector('[data-testid=stButton] button').click() }"""
    )
    page.wait_for_function("window.seen.chart", timeout=60_000)
    took = page.evaluate("window.seen.chart - window.seen.released")
    page.wait_for_timeout(400)
    return took


def opened(browser: Browser, address: str, nodes: int) -> Page:
    """The Design page with a model of so many nodes, a link of it selected."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(address)
    page.wait_for_selector(".node", timeout=60_000)
    page.wait_for_timeout(2000)
    page.locator("[data-testid=stPopover] button", has_text="Open").click()
    data = {"name": "m.json", "mimeType": "application/json", "buffer": json.dumps(model(nodes)).encode()}
    page.locator("[data-testid=stFileUploader] input").set_input_files(data)
    page.wait_for_selector(f".node[aria-label^='Node {nodes - 1},']", state="attached", timeout=60_000)
    page.wait_for_timeout(3000)
    page.evaluate(f"() => {CARD}.querySelector('.label').focus()")
    page.keyboard.press(" ")
    page.wait_for_selector(".card input[name=rate]")
    page.wait_for_timeout(1500)
    return page


def measure(page: Page, nodes: int, log: Path, limit: Page | None) -> None:
    already = len(python_times(log)[0])
    parts, limits = [], []
    for k in range(EDITS):
        parts.append(edit(page, k))
        if limit is not None:
            limits.append(again(limit))
    python, processor = (column[already:] for column in python_times(log))
    middle = {name: statistics.median(part[name] for part in parts[2:]) for name in parts[0]}
    run, own = statistics.median(python[2:]), statistics.median(processor[2:])
    network = middle["answer"] - min(run, middle["answer"])
    print(
        f"{nodes:>6} nodes: release to curve {middle['whole']:7.0f} ms = canvas {middle['canvas']:5.1f}"
        f" + Python {run:5.1f} (processor {own:5.1f}) + network and Streamlit {network:5.0f}"
        f" + until the curve is drawn {middle['chart']:5.0f}   (medians of {len(parts) - 2} edits)"
    )
    if limits:
        ratio = statistics.median(p["whole"] / e for p, e in zip(parts[2:], limits[2:], strict=True))
        limit_ms = statistics.median(limits[2:])
        print(f"        empty app with one chart: {limit_ms:.0f} ms; ratio, pair by pair, {ratio:.2f}")


def frames(page: Page, what: str, start: tuple[float, float], step: tuple[float, float]) -> None:
    """Frame times while the pointer drags for about two seconds."""
    x, y = start
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 6, y)
    page.wait_for_timeout(1500)  # the answers around the number arrive
    page.evaluate(FRAMES)
    for k in range(120):
        swing = 60 - abs(60 - k)
        page.mouse.move(x + 6 + step[0] * swing, y + step[1] * swing)
    times = sorted(page.evaluate("() => { cancelAnimationFrame(window.going); return window.frames_ }"))
    page.mouse.up()
    print(
        f"        {what}: {len(times)} frames, median {statistics.median(times):.1f} ms,"
        f" 95 % under {times[int(0.95 * len(times))]:.1f} ms, longest {times[-1]:.1f} ms"
    )


def python_times(log: Path) -> tuple[list[float], list[float]]:
    """Milliseconds of each run of the page's script as the server told them: on the clock, and of the processor."""
    text = log.read_text(encoding="utf-8", errors="replace")
    told = re.findall(r"page run ([\d.]+) ms, processor ([\d.]+) ms", text)
    return [float(wall) for wall, _ in told], [float(own) for _, own in told]


def main() -> None:
    folders = [Path(tempfile.mkdtemp()) for _ in range(2)]
    with (
        serving(folders[0], LOOPMODEL_TIMES="1") as app,
        serving(folders[1], ROOT / "benchmarks" / "empty_app.py") as empty,
        browsing() as browser,
    ):
        limit = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        limit.goto(empty.address)
        limit.wait_for_selector(".js-plotly-plot", timeout=60_000)
        limit.wait_for_timeout(2000)
        for nodes in SIZES:
            page = opened(browser, app.address, nodes)
            measure(page, nodes, app.log, limit if nodes == 20 else None)
            if nodes == 20:
                pill = page.locator(".label .pill").first.bounding_box()
                frames(page, "pulling a rate", (pill["x"] + 14, pill["y"] + 10), (1.0, 0.0))
            box = page.locator(".paper > svg").first.bounding_box()
            frames(page, "panning", (box["x"] + 6, box["y"] + box["height"] - 90), (2.0, -1.0))
            page.context.close()


if __name__ == "__main__":
    main()
