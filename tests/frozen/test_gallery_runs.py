"""Our own runs of the gallery, kept: they change only on purpose, with a line in the changelog.

To take them anew: python -m tests.frozen.test_gallery_runs
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from loopmodel import gallery_ids, project, read, verdict

KEPT = Path(__file__).with_name("gallery.json")


def run(id_: str) -> dict:
    """Verdict, growth factor and R at start, and the amounts at five periods, to nine digits."""
    model = read(id_)
    found, made = verdict(model), project(model)
    periods = [len(made.periods) * k // 4 - (k == 4) for k in range(5)]
    return {
        "verdict": found.token,
        "growth_factor": f"{found.growth_factor:.9g}",
        "reproduction": None if found.reproduction.value is None else f"{found.reproduction.value:.9g}",
        "amounts": {node: [f"{column[t]:.9g}" for t in periods] for node, column in made.amounts.items()},
    }


@pytest.mark.parametrize("id_", gallery_ids())
def test_the_run_is_as_it_was(id_: str):
    kept, now = json.loads(KEPT.read_text(encoding="utf-8"))[id_], run(id_)
    assert now["verdict"] == kept["verdict"]
    for name in ("growth_factor", "reproduction"):
        assert (now[name] is None) == (kept[name] is None)
        if kept[name] is not None:
            assert float(now[name]) == pytest.approx(float(kept[name]), rel=1e-8)
    assert now["amounts"].keys() == kept["amounts"].keys()
    for node, column in kept["amounts"].items():
        assert [float(x) for x in now["amounts"][node]] == pytest.approx([float(x) for x in column], rel=1e-8)


if __name__ == "__main__":
    KEPT.write_text(json.dumps({id_: run(id_) for id_ in gallery_ids()}, indent=1) + "\n", encoding="utf-8")
