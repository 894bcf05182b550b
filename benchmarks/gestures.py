"""Random gestures, and whether canvas, Python and table hold one drawing after them: `gestures.py [count] [seed]`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.browser.hand import Hand
from tests.browser.paper import Paper
from tests.browser.serve import browsing, serving

EVERY = 200  # gestures between two comparisons


def main() -> None:
    count, seed = (int(sys.argv[k]) if len(sys.argv) > k else default for k, default in ((1, 10_000), (2, 1)))
    with serving(Path(tempfile.mkdtemp())) as served, browsing() as browser:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        paper = Paper(context.new_page(), served.address)
        wrong: list[str] = []
        paper.page.on("pageerror", lambda error: wrong.append(str(error)))
        paper.blank()
        hand, same, compared, start = Hand(paper, seed), 0, 0, time.perf_counter()
        while sum(hand.did.values()) < count:
            for _ in range(EVERY):
                hand.gesture()
            canvas, python, names = hand.held()
            compared += 1
            same += canvas == python and names == [node.get("name", "") for node in python["nodes"]]
    minutes = (time.perf_counter() - start) / 60
    print(f"{sum(hand.did.values())} gestures (seed {seed}) in {minutes:.1f} min: {hand.did}")
    print(f"{same} of {compared} comparisons the same; {len(wrong)} errors on the page {wrong[:3]}")


if __name__ == "__main__":
    main()
