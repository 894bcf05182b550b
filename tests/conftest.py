"""Models that many tests use, named once."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from loopmodel import Diagram, LoopModel, build_model

JOB_BOARD: dict[str, Any] = {
    "format": "loopmodel/1",
    "name": "Job-board fixture",
    "nodes": [
        {"id": "seeker", "role": "user", "start": 1000, "retention": 0.6},
        {"id": "employer", "role": "customer", "start": 100, "retention": 0.8},
        {"id": "listing", "role": "content", "start": 300, "retention": 0.3},
    ],
    "links": [
        {"id": "post", "source": "employer", "target": "listing", "rate": 2.0},
        {"id": "attract", "source": "listing", "target": "seeker", "rate": 0.5},
    ],
}


def job_board_document(b: float | None = None, fakes: float = 0.0) -> dict[str, Any]:
    """The fixture of model.md section 4: `b` seeker -> employer, `fakes` the share of false listings among listings."""
    document = copy.deepcopy(JOB_BOARD)
    if b is not None:
        document["links"].append({"id": "hire", "source": "seeker", "target": "employer", "rate": b})
    if fakes:
        document["nodes"].append({"id": "fake", "role": "killer", "start": 300 * fakes / (1 - fakes)})
        document["harms"] = [{"id": "h1", "killer": "fake", "target": "attract"}]
    return document


def model_of(document: dict[str, Any]) -> LoopModel:
    """The model of a document that is valid."""
    return build_model(Diagram(document))


def job_board(b: float | None = None, fakes: float = 0.0) -> LoopModel:
    """The fixture as a model."""
    return model_of(job_board_document(b, fakes))


@pytest.fixture
def blank() -> Diagram:
    """An empty paper."""
    return Diagram.blank()
