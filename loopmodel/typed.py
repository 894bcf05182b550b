"""What a person types for a number, as the number or range it means. The canvas has the same, in typed.js."""

from __future__ import annotations

import math
import re
from typing import Any, Literal, NamedTuple

Kind = Literal["rate", "share", "part", "amount", "whole"]

DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "quarter": 365.25 / 4, "year": 365.25}
WORDS = {
    "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year", "annually": "year",
}  # fmt: skip
TIMES = {"once": 1.0, "twice": 2.0, "one": 1.0, "two": 2.0, "three": 3.0, "half": 0.5}
LARGE = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9}
NUMBER = r"[+-]?(?:\d[\d,]*\.?\d*|\.\d+)(?:e[+-]?\d+)?"
KINDS: dict[str, Kind] = {
    "rate": "rate", "inflow": "rate", "revenue": "rate", "retention": "share", "severity": "part", "lag": "whole",
}  # fmt: skip
UNIT = re.compile(r"(day|week|month|quarter|year)s?")
SIZE = "(?: ?(?:k|mn|bn|m|b|thousand|million|billion))"
RANGE = re.compile(rf"({NUMBER}(?:%|{SIZE})?) ?(?:to|-|\.\.) ?({NUMBER}.*)")
COUNTED = re.compile(
    rf"({NUMBER})(%)?(?: ?(k|m|mn|bn|b|thousand|million|billion)(?![a-z]))?"
    r"(| ?(?:per|an?|each|every|new|more|times|x|/ ?[a-z]).*| [a-z ]+)"
)


class UnreadableError(ValueError):
    """The text means no number of this kind; the message says why and what to type."""


class _Found(NamedTuple):
    value: float
    rest: str
    percent: bool


def read(text: str, kind: Kind, period: str = "week") -> Any:
    """The number, or estimate with `mid`, `low`, `high` and `basis`, that a text means.

    kind     rate: per unit and period; share: kept each period, 0 to 1; part: of a whole, 0 to 1; amount: units;
             whole: periods
    period   what one step of the model is; "90 % a month" and "every 2 weeks" are turned into it

    A range becomes the 5th and 95th percentile, with the middle that is geometric for rates and amounts and on the
    scale of odds for shares. Raises UnreadableError.
    """
    plain = re.sub(r"\s+", " ", re.sub("[−–—]", "-", text.strip().lower()))
    plain = plain.replace(" %", "%")
    if not plain:
        raise UnreadableError("Type a number.")
    return _whole(plain, period) if kind == "whole" else _quantity(plain, kind, period)


def kind_of(field: str) -> Kind:
    """What kind of number a field of the file holds."""
    return KINDS.get(field, "amount")


def typed_as(quantity: Any, kind: Kind) -> str:
    """A number or estimate as the text that is read as the same again; shares as percentages."""
    if not isinstance(quantity, dict):
        return _written(quantity, kind)
    mid, low, high = (quantity.get(part) for part in ("mid", "low", "high"))
    if low is None or high is None:
        return _written(mid, kind)
    return f"{_written(mid, kind)} ({_written(low, kind)} to {_written(high, kind)})"


def _written(value: Any, kind: Kind) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    if kind in ("share", "part"):
        return f"{float(f'{value * 100:.6g}'):.12g} %"
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _quantity(plain: str, kind: Kind, period: str) -> Any:
    about = re.fullmatch(r"(.+?) ?\((.+)\)", plain)
    ends = RANGE.fullmatch(about[2] if about else plain)
    if about and not ends:
        raise UnreadableError(f"“{about[2]}” is no range: type it as 2 to 6 %.")
    if not ends:
        return _within(_single(plain, kind, period), kind)
    first, last = ends[1], ends[2]
    shared = "%" if "%" in last and "%" not in first else ""
    low = _within(_single(first + shared + _suffix(last, first), kind, period), kind)
    high = _within(_single(last, kind, period), kind)
    if low > high:
        raise UnreadableError(f"{first} is more than {last}: the lower number comes first.")
    if about:
        shared = "%" if "%" in last and "%" not in about[1] else ""
        mid = _within(_single(about[1] + shared, kind, period), kind)
        if not low <= mid <= high:
            raise UnreadableError(f"{about[1]} lies outside {about[2]}.")
    else:
        mid = _middle(low, high, kind)
    return low if low == high else {"mid": mid, "low": low, "high": high, "basis": "guess"}


def _suffix(last: str, first: str) -> str:
    """The words after the second number ("2 to 6 a week") belong to the first one as well, unless it has its own."""
    words = re.search(r" (?:per|a|an|each|every) .*$", last)
    return words[0] if words and not re.search(r" (?:per|a|each|every) ", first) else ""


def _middle(low: float, high: float, kind: Kind) -> float:
    share = kind in ("share", "part")
    if low <= 0 or (share and high >= 1):
        return float(f"{(low + high) / 2:.6g}")
    if not share:
        return float(f"{math.sqrt(low * high):.6g}")
    odds = math.sqrt((low / (1 - low)) * (high / (1 - high)))
    return float(f"{odds / (1 + odds):.6g}")


def _single(plain: str, kind: Kind, period: str) -> float:
    found = _ratio(plain) or _often(plain) or _counted(plain)
    if found is None:
        raise UnreadableError(
            f"“{plain[:40]}” is no number: type 0.12, 12 %, 1 in 8, 3 per user, every 2 weeks or 2 to 6 %."
        )
    value, rest, percent = found
    if kind == "amount" and percent:
        raise UnreadableError("A percentage is no amount: type a number such as 2,500.")
    for many, word in re.findall(r"(?:per|an?|each|every|/) ?(\d+)? ?([a-z]+)", rest):
        unit = UNIT.fullmatch(word)
        if unit and kind not in ("part", "amount"):
            value = _paced(value, float(many or 1) * DAYS[unit[1]], kind, DAYS[period])
    return float(f"{value:.12g}")


def _paced(value: float, days: float, kind: Kind, period: float) -> float:
    """A rate is spread over its time; a share is kept that often: 90 % a month is 97.6 % a week."""
    return float(value ** (period / days)) if kind == "share" else value * period / days


def _ratio(plain: str) -> _Found | None:
    found = re.fullmatch(r"(\d+(?:\.\d+)?) ?(?:in|of|out of|/) ?(\d+(?:\.\d+)?)( .*)?", plain)
    if not found or float(found[2]) == 0:
        return None
    return _Found(float(found[1]) / float(found[2]), found[3] or "", True)


def _often(plain: str) -> _Found | None:
    if plain in WORDS:
        return _Found(1.0, f"per {WORDS[plain]}", False)
    found = re.fullmatch(r"(?:(once|twice|one|two|three|half) )?((?:an?|per|every|each) .*)", plain)
    return _Found(TIMES[found[1] or "once"], found[2], False) if found else None


def _counted(plain: str) -> _Found | None:
    found = COUNTED.fullmatch(plain)
    if not found:
        return None
    if "," in found[1] and not re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", found[1]):
        raise UnreadableError(f"“{found[1]}” could be read two ways: write a decimal with a point, such as 0.5.")
    value = float(found[1].replace(",", "")) * LARGE.get(found[3] or "", 1.0) * (0.01 if found[2] else 1.0)
    return _Found(value, found[4] or "", bool(found[2]))


def _within(value: float, kind: Kind) -> float:
    if not math.isfinite(value):
        raise UnreadableError("That number is too large.")
    if value < 0:
        raise UnreadableError("It cannot be below 0.")
    if kind in ("share", "part") and value > 1:
        more = f"{value:g} is more than all of it: type {value:g} % or {value / 100:g}."
        raise UnreadableError(more if value <= 100 else "A share is at most 100 %.")
    return value


def _whole(plain: str, period: str) -> int:
    if re.search(r" to |\.\.|\d ?- ?\d", plain):
        raise UnreadableError("A lag is one whole number; it has no range.")
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(?: ?([a-z]+))?", plain)
    unit = UNIT.fullmatch(found[2] or period) if found else None
    if not found or not unit:
        raise UnreadableError(f"“{plain[:40]}” is no span of time: type a whole number of {period}s.")
    count = float(found[1]) * DAYS[unit[1]] / DAYS[period]
    near = math.floor(count + 0.5)
    if abs(count - near) > 0.02 * max(1, near):
        raise UnreadableError(f"{plain} is {count:.3g} {period}s: type a whole number of {period}s.")
    if near > 520:
        raise UnreadableError("A lag is at most 520 periods.")
    return near
