"""What canvas and Python say to each other; paper/protocol.js has the same version.

Python owns the drawing and its revision, which counts the documents Python has pushed (opened, edited in a table). The
canvas owns the strokes, the selection and the undo steps. An edit made on the current revision is taken; one made on
an older one is not, and the canvas has by then been sent the newer drawing. Edits are numbered within a session, and
Python says which it took last: one that never arrived is sent again. No clocks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from loopmodel.diagram import Diagram
from loopmodel.errors import Problem
from loopmodel.palette import ACCENT, ROLES

VERSION = 2


class Edit(NamedTuple):
    """A finished gesture: the drawing it made, the session and revision it was made on, and its number."""

    session: str
    base: int
    seq: int
    diagram: Diagram


def parse_edit(message: Any) -> Edit | None:
    """The edit in a message from the browser; None where it is none of this version."""
    if not isinstance(message, Mapping) or message.get("version") != VERSION:
        return None
    session, document = message.get("session"), message.get("document")
    base, seq = message.get("base"), message.get("seq")
    if not isinstance(base, int) or not isinstance(seq, int) or not isinstance(document, Mapping):
        return None
    return Edit(str(session), base, seq, Diagram(dict(document)))


def accepted(edit: Edit | None, session: str, revision: int, taken: int) -> Edit | None:
    """The edit, where it is to be taken over: made in this session, on this revision, after the last one taken."""
    if edit is None or (edit.session, edit.base) != (session, revision) or edit.seq <= taken:
        return None
    return edit


class Focus(NamedTuple):
    """What is selected on the canvas, which of its numbers is in hand, and where its slider ends."""

    ids: tuple[str, ...] = ()
    field: str | None = None
    top: float | None = None


def parse_focus(message: Any) -> Focus:
    """The selection in a message from the browser; nothing where it is none."""
    if not isinstance(message, Mapping):
        return Focus()
    ids, field, top = message.get("ids"), message.get("field"), message.get("top")
    found = tuple(id_ for id_ in ids if isinstance(id_, str)) if isinstance(ids, Sequence) else ()
    end = float(top) if isinstance(top, (int, float)) and 0 < top < 1e300 else None
    return Focus(found, field if isinstance(field, str) else None, end)


def parse_wants(message: Any) -> frozenset[str]:
    """What the canvas wants to be told beyond the usual; nothing where the message is none."""
    what = message.get("what") if isinstance(message, Mapping) else None
    return frozenset(w for w in what if isinstance(w, str)) if isinstance(what, Sequence) else frozenset()


class Said(NamedTuple):
    """What Python has worked out about the drawing, for the canvas to show on it.

    problems   for each element with problems what is to be said at it
    weakest    id of the weakest link and the sentence that says so, or None
    flows      for each link the units it sends at start
    levels     for each link its break-even
    loops      the strongest loops: {"links": ids, "text": sentence}, strongest first
    preview    the answers around the number in hand (ui/preview.py), or None
    play       the projection to play (ui/preview.py), or None
    lens       a lens to wear on every link and node (ui/lenses.py), or None
    period     the unit of time
    """

    problems: Mapping[str, str]
    weakest: tuple[str, str] | None = None
    flows: Mapping[str, float] = {}
    levels: Mapping[str, float] = {}
    loops: Sequence[Mapping[str, Any]] = ()
    preview: Mapping[str, Any] | None = None
    play: Mapping[str, Any] | None = None
    lens: Mapping[str, Any] | None = None
    period: str = "week"


class Sheet(NamedTuple):
    """The drawing as a session holds it.

    session   a name no other session has
    revision  how many documents Python has pushed
    taken     number of the last edit taken over
    fresh     whether nothing has happened in this session yet, so that a kept draft may come back
    opened    how many drawings have been opened; a new one is shown whole
    selected  ids selected, for a canvas that comes back from another page
    """

    diagram: Diagram
    session: str
    revision: int = 1
    taken: int = 0
    fresh: bool = True
    opened: int = 0
    selected: tuple[str, ...] = ()


def payload(sheet: Sheet, said: Said) -> dict[str, Any]:
    """What the canvas is sent."""
    weakest = None if said.weakest is None else {"link": said.weakest[0], "text": said.weakest[1]}
    return {
        "version": VERSION,
        "document": sheet.diagram.document,
        **{name: value for name, value in sheet._asdict().items() if name != "diagram"},
        **said._asdict(),
        "weakest": weakest,
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
