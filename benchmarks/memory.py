"""Whether the server's memory grows: one browser draws for some minutes, and resident memory is told (Linux)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.browser.paper import Paper
from tests.browser.serve import browsing, serving

STROKES, TOLD = 600, 100


def resident(pid: int) -> float:
    """Resident memory of a process, MB."""
    text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(next(line for line in text.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def main() -> None:
    with serving(Path(tempfile.mkdtemp())) as served, browsing() as browser:
        paper = Paper(browser.new_page(viewport={"width": 1440, "height": 900}), served.address)
        print(f"at first {resident(served.pid):.0f} MB")
        paper.page.mouse.click(*paper.centre("Resumes"))
        start = paper.page.locator(".card input[name=start]")
        for stroke in range(1, STROKES + 1):
            start.fill(str(1000 + stroke))
            start.press("Enter")
            paper.page.wait_for_timeout(120)
            if stroke % TOLD == 0:
                paper.settle()
                print(f"after {stroke} strokes {resident(served.pid):.0f} MB")


if __name__ == "__main__":
    main()
