"""Parts of the pages: opening and saving, problems, tables. They show; session.py keeps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from loopmodel.canvas.protocol import said_at
from loopmodel.diagram import Diagram
from loopmodel.errors import LoopModelError, Problem, errors
from loopmodel.exchange.files import load
from loopmodel.fields import MAX_NAME
from loopmodel.store.database import Database
from loopmodel.store.models import gallery, gallery_diagram, save, saved, saved_diagram
from loopmodel.ui import session, table
from loopmodel.words import safe

TABLES = {"nodes": "Nodes", "links": "Links", "harms": "Harms", "needs": "Needs"}
FIRST = 20  # problems shown before the rest is only counted


def escaped(text: str) -> str:
    """Text for markdown in which nothing is markup, no address becomes a link, and half characters do no harm."""
    whole = text.encode("utf-8", "replace").decode("utf-8").replace("://", ":\u200b//")
    return "".join("\\" + c if c in "\\`*_{}[]()#+-.!|$:<>~&" else c for c in whole)


def open_panel(database: Database) -> None:
    """Open a gallery model, a saved one, a file, or a blank paper."""
    popover = st.popover(
        "Open", icon=":material/folder_open:", key=f"open-{session.current().revision}", on_change="rerun"
    )
    if not popover.open:
        return
    with popover:
        if st.button("Blank paper", icon=":material/note_add:", width="stretch", key="open-blank"):
            session.open_diagram(Diagram.blank())
            st.rerun()
        models = gallery(database)
        chosen = st.selectbox(
            "Gallery", models, index=None, format_func=lambda m: f"{m.name} ({m.note})", placeholder="Choose a system",
            key=f"open-gallery-{session.current().filled}",
        )  # fmt: skip
        if chosen is not None:
            _put(gallery_diagram(database, chosen.id))
        kept = saved(database)
        own = st.selectbox(
            "Saved here", kept, index=None, format_func=lambda m: f"{safe(m.name)} (version {m.version}, {m.at})",
            placeholder="Choose a saved model" if kept else "Nothing saved yet", disabled=not kept,
            key=f"open-saved-{session.current().filled}",
        )  # fmt: skip
        if own is not None:
            _put(saved_diagram(database, own.name, own.version), (own.name, own.version))
        st.file_uploader("Model file (JSON)", type=None, key="upload", max_upload_size=6, on_change=_take_upload)


def _put(diagram: Diagram | None, saved_as: tuple[str, int] | None = None) -> None:
    if diagram is not None:
        session.open_diagram(diagram, saved_as=saved_as)
        st.rerun()


def _take_upload() -> None:
    file = session.uploaded("upload")
    if file is None:
        return
    try:
        diagram, problems = load(file.getvalue())
        if errors(problems):
            raise LoopModelError(errors(problems))
    except LoopModelError as error:
        session.refuse_upload(file.name, error.problems)
    else:
        session.open_diagram(diagram, f"Opened {safe(file.name)}.")


def refused_panel() -> None:
    """Why the last uploaded file was not opened; the open drawing is as it was."""
    refused = session.current().refused
    if refused is None:
        return
    name, problems = refused
    count = f"{len(problems)} problem{'' if len(problems) == 1 else 's'}"
    with st.container(border=True, key="refused"):
        left, right = st.columns([8, 1], vertical_alignment="center")
        left.markdown(f":material/error: **{escaped(safe(name))} was not opened: {count}.** Your drawing is as it was.")
        if right.button("Close", key="refused-close"):
            session.forget_refusal()
            st.rerun()
        problem_list(problems)


def problem_list(problems: Sequence[Problem]) -> None:
    """Each problem as a sentence with its next step."""
    lines = [f"- {escaped(p.message)} {escaped(p.hint)}" for p in problems[:FIRST]]
    if len(problems) > FIRST:
        lines.append(f"- and {len(problems) - FIRST:,} more")
    st.markdown("\n".join(lines))


def save_panel(database: Database, diagram: Diagram) -> None:
    """Save in the database under a name, or download as a file."""
    name = str(diagram.document.get("name") or "Untitled")[:MAX_NAME]
    popover = st.popover("Save", icon=":material/save:", key=f"save-{session.current().revision}", on_change="rerun")
    if not popover.open:
        return
    with popover:
        typed = st.text_input("Name", name, max_chars=MAX_NAME, key=f"save-name-{session.current().filled}")
        if st.button("Save here", icon=":material/save:", width="stretch", type="primary", key="save-here"):
            _save(database, Diagram({**diagram.document, "name": typed.strip() or "Untitled"}))
            st.rerun()
        file = "".join(c if c.isalnum() or c in " -_" else "-" for c in name).strip() or "model"
        st.download_button(
            "Download JSON", diagram.to_json().encode("utf-8", "replace"), f"{file[:80]}.json", "application/json",
            icon=":material/download:", width="stretch", on_click="ignore", key="download",
        )  # fmt: skip
        st.caption(database.memory_why or "Saved models are kept in the database file; every version stays.")


def _save(database: Database, named: Diagram) -> None:
    """Save a version; where others have saved under the name since it was opened here, say so: theirs stays as well."""
    name = str(named.document["name"])
    version = save(database, name, named)
    known = session.current().saved_as
    between = version - 1 - (known[1] if known and known[0] == name else 0)
    also = f" {between} other version{'' if between == 1 else 's'} of it stay{'s' if between == 1 else ''}: see Open."
    session.change(named, f"Saved “{safe(name)}”, version {version}." + (also if between else ""), (name, version))


def tables_panel(problems: Sequence[Problem], height: int) -> None:
    """The drawing as tables that edit the same model."""
    said = said_at(problems)
    if said != session.current().said:
        session.fill_tables(said)
    diagram = session.current().seeded
    # Only the open tab is made: four editors at each stroke cost as much as all the rest of the page.
    tabs = st.tabs(list(TABLES.values()), key="tables", on_change=session.fill_tables)
    for tab, (collection, label) in zip(tabs, TABLES.items(), strict=True):
        if not tab.open:
            continue
        with tab:
            st.data_editor(
                table.table(diagram, collection, {k: v for k, v in said.items() if _has(diagram, collection, k)}),
                key=session.table_key(collection),
                column_config=_columns(diagram, collection),
                num_rows="dynamic",
                hide_index=True,
                height=height,
                width="stretch",
                on_change=session.take_table_edit,
                args=(collection,),
                alt=f"{label} of the model, editable",
            )


def _has(diagram: Diagram, collection: str, id_: str) -> bool:
    return any(item.get("id") == id_ for item in diagram.items(collection))


def _columns(diagram: Diagram, collection: str) -> dict[str, Any]:
    names = {str(i.get("id")): str(i.get("name") or i.get("id")) for c in ("nodes", "groups") for i in diagram.items(c)}
    made: dict[str, Any] = {
        table.PROBLEM: st.column_config.TextColumn(
            "Problem", disabled=True, width="medium", help="What is wrong and what to do"
        )
    }
    for spec in table.fields(collection):
        label = spec.name.replace("_", " ").capitalize()
        if spec.choices:
            made[spec.name] = st.column_config.SelectboxColumn(label, options=list(spec.choices))
        elif spec.refers_to:
            options = [str(i["id"]) for kind in spec.refers_to for i in diagram.items(kind + "s") if "id" in i]
            made[spec.name] = st.column_config.SelectboxColumn(
                label, options=options, format_func=lambda id_: names.get(str(id_), str(id_))
            )
        elif spec.numeric:
            made[spec.name] = st.column_config.TextColumn(
                label,
                help=f"{spec.unit}, {spec.range_words}; such as 12 %, 1 in 8, 2 to 6 %",
                alignment="right",
            )
        else:
            made[spec.name] = st.column_config.TextColumn(label, max_chars=spec.longest)
    return made
