"""A model as drawn: it may be incomplete or wrong. JSON text in, JSON text out, nothing lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from loopmodel.errors import LoopModelError, Problem
from loopmodel.fields import FORMAT, MAX_BYTES


@dataclass(frozen=True)
class Diagram:
    """A drawing, as the JSON document it is stored as.

    The document may hold any JSON value; `loopmodel.check.check` says what is wrong with it. It is never
    changed in place: every edit makes a new Diagram.
    """

    document: Mapping[str, Any]

    @staticmethod
    def blank(name: str = "Untitled") -> Diagram:
        """An empty drawing."""
        return Diagram({"format": FORMAT, "name": name, "nodes": [], "links": []})

    def items(self, collection: str) -> list[dict[str, Any]]:
        """The drawn elements of one collection ("nodes", "links", ...); what is no object is left out."""
        found = self.document.get(collection)
        return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []

    def to_json(self) -> str:
        """The drawing as JSON text, two spaces a level, ready for a file."""
        return json.dumps(self.document, indent=2, ensure_ascii=False) + "\n"


def diagram_from_json(data: bytes | str) -> tuple[Diagram, tuple[Problem, ...]]:
    """The drawing in a JSON text, and a Problem for every key that stands twice (its last value is kept).

    A number that is not finite is kept as nan or infinity, for the check to name. Raises LoopModelError where the text
    is no JSON object at all: empty, too large, not UTF-8, not JSON, nested too deep.
    """
    text = _decoded(data)
    if not text.strip():
        raise LoopModelError(
            [_whole("empty", "The file is empty.", "Choose a model file, or start with a blank model.")]
        )
    document, problems = _parsed(text)
    if not isinstance(document, dict):
        message, hint = "The file holds JSON, but not one object.", 'A model file begins with { "format": …'
        raise LoopModelError([_whole("not-an-object", message, hint)])
    return Diagram(document), tuple(problems)


class _Object(dict[str, Any]):
    """A JSON object that remembers which of its keys stood twice."""

    repeated: tuple[str, ...] = ()


def _whole(code: str, message: str, hint: str) -> Problem:
    return Problem(code, None, "", message, hint)


def _decoded(data: bytes | str) -> str:
    size = len(data) if isinstance(data, bytes) else len(data.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        message = f"The file has {size / 1024 / 1024:.1f} MiB; a model file has at most {MAX_BYTES // 1024 // 1024}."
        raise LoopModelError([_whole("too-large", message, "Shorten its notes, or split the model in two.")])
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
        what = "The file is UTF-16 text, not UTF-8." if utf16 else "The file is not UTF-8 text, so it is no model file."
        hint = (
            "Save it again as UTF-8."
            if utf16
            else "Choose a .json file that Loopmodel saved or that follows its format."
        )
        raise LoopModelError([_whole("not-utf8", what, hint)]) from None


def _parsed(text: str) -> tuple[Any, list[Problem]]:
    try:
        document = json.loads(text, object_pairs_hook=_object, parse_int=_int)
    except RecursionError:
        hint = "A model needs four levels; choose another file."
        raise LoopModelError(
            [_whole("too-deep", "The file nests its brackets too deep to be a model.", hint)]
        ) from None
    except json.JSONDecodeError as error:
        message = f"The file is not JSON: line {error.lineno}, column {error.colno}: {error.msg}."
        raise LoopModelError([_whole("not-json", message, "Correct that place, or choose another file.")]) from None
    problems: list[Problem] = []
    return _plain(document, "", problems), problems


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    made = _Object(pairs)
    if len(made) < len(pairs):
        seen: set[str] = set()
        made.repeated = tuple({key: None for key, _ in pairs if key in seen or seen.add(key)})  # type: ignore[func-returns-value]
    return made


def _int(text: str) -> int | float:
    return int(text) if len(text) < 300 else float(text)


def pointer(*parts: str | int) -> str:
    """A JSON pointer (RFC 6901) from its parts."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def _plain(value: Any, place: str, problems: list[Problem]) -> Any:
    """The value with plain dicts, noting repeated keys on the way."""
    if isinstance(value, list):
        return [_plain(item, f"{place}/{index}", problems) for index, item in enumerate(value)]
    if isinstance(value, _Object):
        for key in value.repeated:
            message = f"The key “{key}” stands twice in {place or 'the file'}."
            problems.append(Problem("duplicate-key", None, place + pointer(key), message, "Keep one of the two."))
        return {key: _plain(item, place + pointer(key), problems) for key, item in value.items()}
    return value
