"""Whether one value fits its field: what is wrong with it, and what to do."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from loopmodel.fields import BASES, MAX_TEXT, Field


class Fault(NamedTuple):
    """What is wrong with one value: `at` is the rest of the JSON pointer, `says` completes "<field> ..."."""

    code: str
    at: str
    says: str
    hint: str


ESTIMATE_KEYS = ("mid", "low", "high", "basis", "why", "source")


def faults(field: Field, value: Any) -> list[Fault]:
    """Everything wrong with `value` as the value of `field`; an empty list where it fits."""
    if value is None:
        return (
            []
            if field.nullable or (field.shape == "layout")
            else [Fault("missing-value", "", "is empty", _wanted(field))]
        )
    if field.numeric:
        return _quantity(field, value)
    if field.shape == "choice":
        fits = isinstance(value, str) and value in field.choices
        return (
            []
            if fits
            else [Fault("not-a-choice", "", f"is {shown(value)}", f"Choose one of: {', '.join(field.choices)}.")]
        )
    if field.shape in ("text", "id", "reference"):
        return _text(field, value)
    wanted: type = list if field.shape == "list" else dict
    kind = "a list" if field.shape == "list" else "an object"
    return [] if isinstance(value, wanted) else [Fault("wrong-type", "", f"is {shown(value)}", f"It must be {kind}.")]


def shown(value: Any) -> str:
    """A value short enough for a sentence."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, (int, float)):
        return f"{value:g}" if isinstance(value, float) else str(value) if abs(value) < 10**15 else f"{value:.3g}"
    if isinstance(value, str):
        return f"“{value}”" if len(value) <= 40 else f"“{value[:40]}…” ({len(value):,} characters)"
    return "a list" if isinstance(value, list) else "an object"


def _wanted(field: Field) -> str:
    if field.shape == "whole":
        return f"Type a whole number {field.range_words}."
    if field.shape == "number":
        return f"Type a number {field.range_words}" + (f" ({field.unit})." if field.unit else ".")
    return "Fill it in."


def _text(field: Field, value: Any) -> list[Fault]:
    if not isinstance(value, str):
        return [Fault("wrong-type", "", f"is {shown(value)}", "It must be text in quotation marks.")]
    if field.shape != "text" and not value.strip():
        return [Fault("missing-value", "", "is empty", "Give it an id, for example “readers”.")]
    if len(value) > field.longest:
        said = f"has {len(value):,} characters; it may have {field.longest:,}"
        return [Fault("too-long", "", said, "Shorten it; a note has room for more.")]
    if any(_unwritable(character) for character in value):
        return [Fault("bad-character", "", "holds a control character or half of a character", "Type it again.")]
    return []


def _unwritable(character: str) -> bool:
    code = ord(character)
    return (code < 32 and character not in "\n\t\r") or code == 127 or 0xD800 <= code <= 0xDFFF


def _quantity(field: Field, value: Any) -> list[Fault]:
    if not isinstance(value, dict):
        return _number(field, value, "")
    if not field.estimate:
        return [Fault("wrong-type", "", "is a range", f"It takes one plain number. {_wanted(field)}")]
    found = [
        Fault(
            "unknown-field", f"/{key}", f"has an unknown part “{key}”", f"An estimate has {', '.join(ESTIMATE_KEYS)}."
        )
        for key in value
        if key not in ESTIMATE_KEYS
    ]
    if "mid" not in value:
        found.append(Fault("missing-field", "/mid", "has no mid", "Give the middle value as “mid”."))
    for key in ("mid", "low", "high"):
        if value.get(key) is not None or (key == "mid" and key in value):
            found += _number(field, value[key], f"/{key}")
    return found + _reasons(value) + ([] if found else _order(value))


def _number(field: Field, value: Any, at: str) -> list[Fault]:
    name = at[1:] + " " if at in ("/low", "/high") else ""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return [Fault("not-a-number", at, f"{name}is {shown(value)}, which is not a number", _wanted(field))]
    if not math.isfinite(value):
        return [Fault("not-finite", at, f"{name}is not a finite number", _wanted(field))]
    if field.shape == "whole" and value != int(value):
        return [Fault("not-whole", at, f"{name}is {shown(value)}, which is not whole", _wanted(field))]
    if value < field.low or value > field.high or (field.open_low and value == field.low):
        return [Fault("out-of-range", at, f"{name}is {shown(value)}; it must be {field.range_words}", _wanted(field))]
    return []


def _reasons(value: dict[str, Any]) -> list[Fault]:
    found = []
    if "basis" in value and value["basis"] not in BASES:
        found.append(
            Fault("not-a-choice", "/basis", f"basis is {shown(value['basis'])}", f"Choose one of: {', '.join(BASES)}.")
        )
    for key in ("why", "source"):
        text = value.get(key, "")
        if not isinstance(text, str):
            found.append(Fault("wrong-type", f"/{key}", f"{key} is {shown(text)}", "It must be text."))
        elif len(text) > MAX_TEXT:
            found.append(Fault("too-long", f"/{key}", f"{key} has {len(text):,} characters", f"At most {MAX_TEXT:,}."))
    return found


def _order(value: dict[str, Any]) -> list[Fault]:
    low, mid, high = value.get("low"), value["mid"], value.get("high")
    if (low is None) != (high is None):
        return [
            Fault("half-a-range", "", "has one end of a range without the other", "Give both low and high, or neither.")
        ]
    if low is not None and not low <= mid <= high:
        said = f"has low {shown(low)}, mid {shown(mid)}, high {shown(high)}, which are not in order"
        return [Fault("range-order", "", said, "Make low at most mid, and mid at most high.")]
    return []
