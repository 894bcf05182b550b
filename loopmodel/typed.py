"""Numbers and ranges as people type them: 0.4, 40 %, 1,200, 2 to 6 %, 2 to 6 % about 3 %."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from scipy.special import expit, logit

NUMBER = r"([+-]?(?:\d[\d,]*\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(%?)"
ONE = re.compile(rf"^{NUMBER}$", re.I)
RANGE = re.compile(rf"^{NUMBER}\s*(?:to|\.\.|–|-)\s*{NUMBER}(?:\s*,?\s*(?:about|mid)\s*{NUMBER})?$", re.I)


def typed(text: str, share: bool) -> float | dict[str, float] | None:
    """A number, or an estimate's low, mid and high, from what was typed; None where it is neither.

    A range is 2 to 6 %, 2..6 or 2-6: its ends are the 5th and the 95th percentile. Without a middle that is the point
    that makes the distribution even: the geometric mean (shares: the mean of the logits), or half way where an end has
    no logarithm. A percent sign after the last number of a range holds for all of it. Whether the numbers fit the field
    is for the check to say.
    """
    plain = text.strip()
    one = ONE.match(plain)
    if one:
        return _value(one[1], one[2])
    found = RANGE.match(plain)
    if not found:
        return None
    sign = found[4] or found[2]
    low, high = _value(found[1], sign), _value(found[3], sign)
    middle = _value(found[5], found[6] or sign) if found[5] else between(low, high, share)
    return {"low": low, "mid": middle, "high": high}


def between(low: float, high: float, share: bool) -> float:
    """The middle that makes a range even on its scale."""
    top = 1.0 if share else math.inf
    if not (0 < low < top and 0 < high < top):
        return (low + high) / 2
    middle = float(expit((logit(low) + logit(high)) / 2)) if share else math.sqrt(low) * math.sqrt(high)
    return float(f"{middle:.6g}")


def over(old: Any, new: float | Mapping[str, float]) -> Any:
    """What stands after `new` is typed over `old`: reasons stay, but what was measured becomes a guess."""
    if not isinstance(old, Mapping):
        return dict(new) if isinstance(new, Mapping) else new
    kept = {key: value for key, value in old.items() if key in ("basis", "why", "source")}
    if kept.get("basis") == "measured":
        kept = {**kept, "basis": "guess", "source": ""}
    return {**(new if isinstance(new, Mapping) else {"mid": new}), **kept}


def _value(digits: str, percent: str) -> float:
    value = float(digits.replace(",", ""))
    return float(f"{value / 100:.12g}") if percent else value
