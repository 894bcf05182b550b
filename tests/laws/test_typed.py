"""What a person types for a number; the same table is run on the canvas's own code in tests/browser."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopmodel.typed import UnreadableError, read, typed_as

CASES = json.loads((Path(__file__).parents[1] / "typed.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text, kind, period, value", CASES)
def test_typed(text, kind, period, value):
    if value is None:
        with pytest.raises(UnreadableError, match=r"."):
            read(text, kind, period)
    else:
        assert read(text, kind, period) == value


@given(st.sampled_from(["rate", "share", "part", "amount"]), st.floats(1e-6, 1.0), st.floats(1e-6, 1.0))
def test_what_is_written_is_read_as_the_same(kind, a, b):
    low, high = sorted((float(f"{a:.4g}"), float(f"{b:.4g}")))
    if low == high:
        assert read(typed_as(low, kind), kind) == pytest.approx(low, rel=1e-9)
        return
    mid = float(f"{(low + high) / 2:.6g}")
    found = read(typed_as({"mid": mid, "low": low, "high": high}, kind), kind)
    assert [found[k] for k in ("mid", "low", "high")] == pytest.approx([mid, low, high], rel=1e-5)


@given(st.text(max_size=40), st.sampled_from(["rate", "share", "part", "amount", "whole"]))
def test_any_text_is_read_or_refused(text, kind):
    with suppress(UnreadableError):
        read(text, kind)
