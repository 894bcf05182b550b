"""What a message from the canvas means, as a table; and the version both sides share."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from loopmodel import Diagram, Problem
from loopmodel.canvas.protocol import (
    VERSION,
    Focus,
    Said,
    Sheet,
    accepted,
    parse_edit,
    parse_focus,
    parse_wants,
    payload,
    said_at,
)  # fmt: skip
from loopmodel.palette import ACCENT, ROLES

ROOT = Path(__file__).resolve().parents[2]
PAPER = ROOT / "loopmodel" / "canvas" / "paper"


def message(**changes) -> dict:
    return {"version": 2, "session": "s", "base": 3, "seq": 5, "document": {"nodes": []}, **changes}


@pytest.mark.parametrize(
    "sent, taken",
    [
        (message(), True),
        (message(base=2), False),
        (message(base=4), False),
        (message(session="other"), False),
        (message(seq=4), False),  # taken already
        (message(version=1), False),
        (message(base="3"), False),
        (message(document=[]), False),
        ({"version": 2, "session": "s", "base": 3}, False),
        (None, False),
        ("edit", False),
    ],
)
def test_which_edits_are_taken(sent, taken):
    assert (accepted(parse_edit(sent), "s", 3, 4) is not None) == taken


@pytest.mark.parametrize(
    "sent, focus",
    [
        ({"ids": ["a", "b"], "field": "rate"}, Focus(("a", "b"), "rate")),
        ({"ids": ["a"], "field": "rate", "top": 5}, Focus(("a",), "rate", 5.0)),
        ({"ids": ["a"], "field": "rate", "top": -1}, Focus(("a",), "rate")),
        ({"ids": ["a", 3], "field": 4, "top": "5"}, Focus(("a",))),
        ({"ids": 3}, Focus()),
        (None, Focus()),
        (["a"], Focus()),
    ],
)
def test_what_is_selected(sent, focus):
    assert parse_focus(sent) == focus


def test_both_sides_have_the_same_version():
    source = (PAPER / "protocol.js").read_text(encoding="utf-8")
    assert re.search(r"export const VERSION = (\d+)", source)[1] == str(VERSION)


def test_problems_are_said_at_their_elements():
    problems = [
        Problem("c", "a", "/nodes/0", "One.", "Do."),
        Problem("c", "a", "/nodes/0", "Two.", "Go."),
        Problem("c", None, "", "X.", "Y."),
    ]
    said = Said(said_at(problems), ("l", "weak"))
    sent = payload(Sheet(Diagram.blank(), "s"), said)
    assert sent["problems"] == {"a": "One. Do. Two. Go."}
    assert sent["weakest"] == {"link": "l", "text": "weak"}
    assert set(sent["roles"]) == set(ROLES)


def test_every_outline_of_the_palette_is_drawn():
    source = (PAPER / "geometry.js").read_text(encoding="utf-8")
    for look in ROLES.values():
        assert f"{look.shape}: 'M" in source


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_colours_can_be_told_from_the_paper():
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    for look in [*ROLES.values(), ACCENT]:
        assert contrast(look.light, theme["light"]["backgroundColor"]) >= 3, look
        assert contrast(look.dark, theme["dark"]["backgroundColor"]) >= 3, look


@pytest.mark.parametrize(
    "sent, wants",
    [({"what": ["play", 3], "seq": 1}, {"play"}), ({"what": []}, set()), ({}, set()), (None, set()), (["play"], set())],
)
def test_what_is_wanted(sent, wants):
    assert parse_wants(sent) == wants
