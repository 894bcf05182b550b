"""From a changed number to the fan: the Scenarios page's script run with ranges and, in turn, without any.

No browser: what the script takes until it hands over the fan's chart, and in all. Each run changes a number, so that
nothing is remembered.
"""

from __future__ import annotations

import copy
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["LOOPMODEL_DATABASE"] = str(Path(tempfile.mkdtemp()) / "times.duckdb")

from streamlit.testing.v1 import AppTest

from loopmodel import Diagram, read_diagram
from loopmodel.simulation import compiled
from loopmodel.ui import sure
from loopmodel.ui.session import SLOT, Session

ROUNDS = 15
DRAWN: list[float] = []


def without_ranges(part: Any) -> Any:
    """The document with every estimate as its middle."""
    if isinstance(part, dict):
        return part["mid"] if "mid" in part else {key: without_ranges(value) for key, value in part.items()}
    return [without_ranges(item) for item in part] if isinstance(part, list) else part


def noted(chart: Any) -> Any:
    """The chart function, which notes when it was done."""

    def note(*given: Any) -> None:
        chart(*given)
        DRAWN.append(time.perf_counter())

    return note


def main() -> None:
    compiled.prepare(wait=True)
    os.chdir(ROOT)
    sure.chart = noted(sure.chart)
    documents = {"with ranges": dict(read_diagram("job-board").document)}
    documents["without"] = without_ranges(copy.deepcopy(documents["with ranges"]))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.run()
    app.switch_page("pages/scenarios.py").run()
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in documents}
    for turn in range(ROUNDS + 2):
        for name, document in documents.items():
            document["horizon"] = 104 + turn % 2
            document["nodes"][0]["inflow"] = (
                {"mid": 20.0 + turn} if name == "without" else {"low": 13, "mid": 20 + turn / 9, "high": 30}
            )
            app.session_state[SLOT] = Session(Diagram(copy.deepcopy(document)), Diagram(copy.deepcopy(document)))
            begun = time.perf_counter()
            app.run()
            assert not app.exception
            times[name].append((DRAWN[-1] - begun, time.perf_counter() - begun))
    print(f"{'':<14}{'until the fan, ms':>20}{'whole script, ms':>20}")
    for name, pairs in times.items():
        first, whole = (statistics.median(pair[i] for pair in pairs[2:]) * 1e3 for i in (0, 1))
        print(f"{name:<14}{first:>20.1f}{whole:>20.1f}")


if __name__ == "__main__":
    main()
