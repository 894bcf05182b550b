"""From releasing the pointer to the chart redrawn, in a real browser: 20, 200 and 1,000 nodes, and its parts.

canvas: release to the edit leaving the canvas. Python: the whole script run on the server. network and Streamlit: the
rest, up to the first answer reaching the page. Plotly: from then until the curve has changed on the screen.
"""

from __future__ import annotations

import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page, sync_playwright

from tests.browser.find import browser_path

EDITS = 12

WATCH = """() => {
  window.seen = {}
  const chart = document.querySelector('.js-plotly-plot')
  const path = () => chart.querySelector('.scatterlayer path.js-line')?.getAttribute('d')
  const before = path(), head = document.querySelector('h3'), said = head.innerText
  new MutationObserver(() => {
    if (path() !== before && !window.seen.chart) window.seen.chart = performance.now()
  }).observe(chart, { subtree: true, attributes: true, childList: true })
  new MutationObserver(() => { window.seen.answer ??= performance.now() })
    .observe(document.querySelector('[data-testid=stApp]'), { subtree: true, childList: true, characterData: true })
  window.seen.done = null
}"""


def model(nodes: int) -> dict:
    """A ring with a chord from every fourth node; the drag is of a rate, so the curve must change."""
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


def serve(log: Path) -> tuple[subprocess.Popen, str]:
    """The app on a free port, telling the time of each run."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "LOOPMODEL_DATABASE": str(log.parent / "b.duckdb"), "LOOPMODEL_TIMES": "1"}
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log.open("wb"), stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=2)
            return process, address
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(log.read_text(encoding="utf-8", errors="replace"))


def edit(page: Page, k: int) -> dict[str, float]:
    """Set a rate through the card: the press of Enter is the release; returns milliseconds of each part."""
    rate = page.locator(".card input[name=rate]")
    rate.fill(str(0.41 + 0.001 * (k + 1)))
    page.evaluate(WATCH)
    page.evaluate(
        """() => { const canvas = [...document.querySelectorAll('*')].find(e => e.shadowRoot?.querySelector('.card'))
          const input = canvas.shadowRoot.querySelector('.card input[name=rate]')
          performance.clearMarks('loopmodel-edit'); window.seen.answer = null
          window.seen.released = performance.now(); input.dispatchEvent(new Event('change')) }"""
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


def measure(page: Page, address: str, nodes: int, log: Path) -> None:
    page.goto(address)
    page.wait_for_selector(".node", timeout=60_000)
    page.wait_for_timeout(2000)
    page.locator("[data-testid=stPopover] button", has_text="Open").click()
    data = {"name": "m.json", "mimeType": "application/json", "buffer": json.dumps(model(nodes)).encode()}
    page.locator("[data-testid=stFileUploader] input").set_input_files(data)
    page.wait_for_selector(f".node[aria-label^='Node {nodes - 1},']", state="attached", timeout=60_000)
    page.wait_for_timeout(3000)
    page.locator(".label").first.dispatch_event("focus")
    page.evaluate(
        """() => { const canvas = [...document.querySelectorAll('*')].find(e => e.shadowRoot?.querySelector('.card'))
          canvas.shadowRoot.querySelector('.label').focus() }"""
    )
    page.keyboard.press(" ")
    page.wait_for_selector(".card input[name=rate]")
    page.wait_for_timeout(1500)
    already = len(python_times(log)[0])
    parts = [edit(page, k) for k in range(EDITS)]
    python, processor = (column[already:] for column in python_times(log))
    middle = {name: statistics.median(part[name] for part in parts[2:]) for name in parts[0]}
    run, own = statistics.median(python[2:]), statistics.median(processor[2:])
    network = middle["answer"] - min(run, middle["answer"])
    print(
        f"{nodes:>6} nodes: release to curve {middle['whole']:7.0f} ms = canvas {middle['canvas']:5.1f}"
        f" + Python {run:5.1f} (processor {own:5.1f}) + network and Streamlit {network:5.0f}"
        f" + until the curve is drawn {middle['chart']:5.0f}   (medians of {len(parts) - 2} edits)"
    )


def python_times(log: Path) -> tuple[list[float], list[float]]:
    """Milliseconds of each run of the page's script as the server told them: on the clock, and of the processor."""
    text = log.read_text(encoding="utf-8", errors="replace")
    told = re.findall(r"page run ([\d.]+) ms, processor ([\d.]+) ms", text)
    return [float(wall) for wall, _ in told], [float(own) for _, own in told]


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    process, address = serve(folder / "server.log")
    try:
        with sync_playwright() as driver:
            root = hasattr(os, "geteuid") and os.geteuid() == 0
            arguments = ["--disable-gpu", "--disable-background-networking"] + ["--no-sandbox"] * root
            path = browser_path(driver.chromium.executable_path)
            browser = driver.chromium.launch(executable_path=path, args=arguments)
            for nodes in (20, 200, 1000):
                page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
                measure(page, address, nodes, folder / "server.log")
                page.context.close()
            browser.close()
    finally:
        process.terminate()


if __name__ == "__main__":
    main()
