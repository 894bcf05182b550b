"""What canvas and Python say to each other; paper/protocol.js has the same version.

Python owns the drawing and its revision, which counts the documents Python has pushed (opened, edited in a table). The
canvas owns the strokes, the selection and the undo steps. An edit made on the current revision is taken; one made on
an older one is not, and the canvas has by then been sent the newer drawing. No clocks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from loopmodel.diagram import Diagram
from loopmodel.errors import Problem
from loopmodel.palette import ACCENT, ROLES

VERSION = 1


class Edit(NamedTuple):
    """A finished gesture: the drawing it made, the revision it was made on, and its number."""

    base: int
    seq: int
    diagram: Diagram


def parse_edit(message: Any) -> Edit | None:
    """The edit in a message from the browser; None where it is none of this version."""
    if not isinstance(message, Mapping) or message.get("version") != VERSION:
        return None
    base, seq, document = message.get("base"), message.get("seq"), message.get("document")
    if not isinstance(base, int) or not isinstance(seq, int) or not isinstance(document, Mapping):
        return None
    return Edit(base, seq, Diagram(dict(document)))


def accepted(edit: Edit | None, revision: int) -> Diagram | None:
    """The drawing to take over, or None where the edit was made on an older one."""
    return edit.diagram if edit is not None and edit.base == revision else None


def payload(
    diagram: Diagram,
    revision: int,
    fresh: bool,
    opened: int,
    problems: Sequence[Problem],
    weakest: tuple[str, str] | None,
    period: str,
) -> dict[str, Any]:
    """What the canvas is sent.

    fresh    whether nothing has happened in this session yet, so that a kept draft may come back
    opened   how many drawings have been opened; a new one is shown whole
    weakest  id of the weakest link and the sentence that says so, or None
    """
    return {
        "version": VERSION,
        "revision": revision,
        "document": diagram.document,
        "fresh": fresh,
        "opened": opened,
        "problems": said_at(problems),
        "weakest": None if weakest is None else {"link": weakest[0], "text": weakest[1]},
        "period": period,
        "roles": {role: look._asdict() for role, look in ROLES.items()},
        "accent": ACCENT._asdict(),
    }


def said_at(problems: Sequence[Problem]) -> dict[str, str]:
    """For each element with problems what is to be said at it."""
    said: dict[str, list[str]] = {}
    for problem in problems:
        if problem.id is not None:
            said.setdefault(problem.id, []).append(f"{problem.message} {problem.hint}")
    return {id_: " ".join(sentences) for id_, sentences in said.items()}
