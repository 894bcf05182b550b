"""What one visitor's session holds, and the one way it changes. The only file that touches st.session_state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

import streamlit as st

from loopmodel.canvas.mount import KEY
from loopmodel.canvas.protocol import Focus, Sheet, accepted, parse_edit, parse_focus, parse_wants
from loopmodel.diagram import Diagram
from loopmodel.errors import Problem
from loopmodel.layout import arranged
from loopmodel.ui.table import apply

SLOT = "session"
NOTHING = Focus()


@dataclass(frozen=True)
class Session:
    """Nothing in it is derived.

    diagram   the drawing
    token     a name no other session has
    revision  how many documents Python has pushed to the canvas
    taken     number of the last canvas edit taken over
    fresh     whether nothing has happened yet
    focus     what is selected on the canvas, and which of its numbers is in hand
    wants     what else the canvas shows now and must be told: "play" (the projection), "loops",
              "preview" (the answers around the number in hand), "lens:" and the name of a lens
    seeded    the drawing that the tables were last filled from; `filled`, how often that has happened; `said`, the
              problems they show
    shown     the nodes whose curves are shown; `log`, whether on a log scale
    openings  how many drawings have been opened
    notice    a sentence to show once
    refused   name and problems of the file that was last refused, or None
    saved_as  name and version this drawing was last saved as or opened from, or None
    """

    diagram: Diagram
    seeded: Diagram
    token: str = field(default_factory=lambda: uuid4().hex)
    revision: int = 1
    taken: int = 0
    fresh: bool = True
    focus: Focus = NOTHING
    wants: frozenset[str] = frozenset()
    shown: tuple[str, ...] = ()
    log: bool = False
    openings: int = 0
    filled: int = 1
    said: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""
    refused: tuple[str, tuple[Problem, ...]] | None = None
    saved_as: tuple[str, int] | None = None


def begin(first: Callable[[], Diagram]) -> Session:
    """The session, made with the first drawing where there is none yet."""
    if SLOT not in st.session_state:
        diagram = first()
        st.session_state[SLOT] = Session(diagram, diagram)
    return current()


def current() -> Session:
    """The session as it stands."""
    found: Session = st.session_state[SLOT]
    return found


def sheet() -> Sheet:
    """The drawing as the canvas is to hold it."""
    now = current()
    return Sheet(now.diagram, now.token, now.revision, now.taken, now.fresh, now.openings, now.focus.ids)


def _keep(**changes: Any) -> None:
    st.session_state[SLOT] = replace(current(), **changes)


def open_diagram(diagram: Diagram, notice: str = "", saved_as: tuple[str, int] | None = None) -> None:
    """Put another drawing in place of the one that is open; undo on the canvas brings that back."""
    session = current()
    _keep(
        diagram=diagram, seeded=diagram, openings=session.openings + 1, revision=session.revision + 1,
        filled=session.filled + 1, fresh=False, focus=NOTHING, notice=notice, refused=None,
        saved_as=saved_as,
    )  # fmt: skip


def note_curve(shown: tuple[str, ...], log: bool) -> None:
    """Note what the chart shows."""
    _keep(shown=shown, log=log)


def take_canvas_edit() -> bool:
    """Take over the drawing a finished gesture made, unless it was made on an older one; says whether it was taken."""
    session = current()
    edit = accepted(parse_edit(st.session_state[KEY]["edit"]), session.token, session.revision, session.taken)
    if edit is None:
        return False
    changed = edit.diagram.document != session.diagram.document
    diagram = edit.diagram if changed else session.diagram
    # An edit needs its answer first: the canvas asks for a preview again when a number is about to be pulled.
    _keep(
        diagram=diagram, seeded=diagram, filled=session.filled + changed, taken=edit.seq, fresh=False,
        wants=session.wants - {"preview"},
    )  # fmt: skip
    return True


def take_selection() -> None:
    """Take over what is selected on the canvas."""
    _keep(focus=parse_focus(st.session_state[KEY]["selected"]))


def take_wants() -> None:
    """Take over what the canvas wants to be told."""
    _keep(wants=parse_wants(st.session_state[KEY]["wants"]))


def take_ask() -> None:
    """Do what the canvas cannot do by itself: arrange the drawing."""
    if (st.session_state[KEY].get("ask") or {}).get("what") == "arrange":
        change(arranged(current().diagram))


def change(diagram: Diagram, notice: str = "", saved_as: tuple[str, int] | None = None) -> None:
    """Put a changed drawing in place of the one that is open; a step that undo on the canvas takes back."""
    session = current()
    _keep(
        diagram=diagram, seeded=diagram, revision=session.revision + 1, filled=session.filled + 1, fresh=False,
        notice=notice, saved_as=saved_as or session.saved_as,
    )  # fmt: skip


def table_key(collection: str) -> str:
    """The key of a table's widget; a new one each time the tables are filled anew."""
    return f"table-{collection}-{current().filled}"


def take_table_edit(collection: str) -> None:
    """Take over what a table has changed since it was filled.

    While only cells change, the table keeps its filling and so the focus; a row more or less fills it anew.
    """
    session = current()
    changes = st.session_state.get(table_key(collection)) or {}
    diagram = apply(session.seeded, collection, changes)
    if diagram.document == session.diagram.document:
        return
    _keep(diagram=diagram, revision=session.revision + 1, fresh=False)
    if changes.get("added_rows") or changes.get("deleted_rows"):
        fill_tables()


def fill_tables(said: Mapping[str, str] | None = None) -> None:
    """Fill the tables from the drawing as it stands, with these problems or those they have; they lose the focus."""
    session = current()
    _keep(seeded=session.diagram, filled=session.filled + 1, said=session.said if said is None else said)


def refuse_upload(name: str, problems: tuple[Problem, ...]) -> None:
    """Note why a file was not opened; the drawing stays."""
    _keep(refused=(name, problems))


def forget_refusal() -> None:
    """The person has read why."""
    _keep(refused=None)


def notice() -> str:
    """The sentence to show, once."""
    said = current().notice
    if said:
        _keep(notice="")
    return said


def uploaded(key: str) -> Any:
    """The file in an upload widget, or None."""
    return st.session_state.get(key)


def put_widget(key: str, value: Any) -> None:
    """Set a widget before it is drawn again."""
    st.session_state[key] = value


def widget(key: str) -> Any:
    """What a widget holds, or an empty mapping."""
    return st.session_state.get(key) or {}


def say(notice: str) -> None:
    """A sentence to show once."""
    _keep(notice=notice)
