"""Who may import whom, as data. Fails both ways: on an import that is not allowed, and on one allowed but not there."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# Room or file of loopmodel -> what of ours it imports, and which third parties.
MAY: dict[str, tuple[set[str], set[str]]] = {
    "errors": (set(), set()),
    "estimate": (set(), {"numpy", "scipy"}),
    "fields": (set(), set()),
    "palette": (set(), set()),
    "values": ({"fields"}, set()),
    "diagram": ({"errors", "fields"}, set()),
    "references": ({"diagram", "errors", "fields", "values"}, set()),
    "check": ({"diagram", "errors", "fields", "references", "values"}, set()),
    "edit": ({"diagram", "fields"}, set()),
    "edit_scenarios": ({"diagram", "edit"}, set()),
    "typed": (set(), set()),
    "layout": ({"diagram"}, {"networkx"}),
    "model": ({"estimate"}, set()),
    "build": ({"check", "diagram", "errors", "estimate", "fields", "model"}, set()),
    "quantities": ({"estimate", "fields", "model"}, set()),
    "arrays": ({"estimate", "model"}, {"numpy"}),
    "simulation": ({"arrays", "estimate", "model", "quantities"}, {"numba", "numpy", "scipy"}),
    "analysis": ({"arrays", "estimate", "fields", "model", "quantities", "simulation"}, {"numpy", "scipy"}),
    "words": ({"analysis", "model"}, set()),
    "said": ({"estimate", "model", "quantities", "words"}, set()),
    "explain": ({"analysis", "model", "words"}, set()),
    "exchange": ({"build", "check", "diagram", "errors", "model", "simulation", "store"}, {"pandas"}),
    "store": ({"analysis", "diagram", "exchange"}, {"duckdb"}),
    "figures": ({"analysis", "explain", "model", "palette", "simulation", "words"}, {"numpy", "plotly"}),
    "canvas": ({"diagram", "errors", "palette"}, {"streamlit"}),
    "ui": (
        {"analysis", "arrays", "build", "canvas", "check", "diagram", "edit", "edit_scenarios", "errors", "estimate",
         "exchange", "explain", "fields", "figures", "layout", "model", "palette", "quantities", "said", "simulation",
         "store", "typed", "words"},
        {"numpy", "pandas", "plotly", "streamlit"},
    ),
    "cli": (
        {"analysis", "arrays", "build", "check", "errors", "exchange", "explain", "model", "quantities", "simulation",
         "store", "words"},
        set(),
    ),
    "__main__": ({"cli"}, set()),
    "__init__": (
        {"analysis", "build", "check", "diagram", "errors", "estimate", "exchange", "model", "simulation", "store", "words"},
        set(),
    ),
    "pages": ({"canvas", "ui"}, {"streamlit"}),
    "app": ({"ui"}, {"streamlit"}),
}  # fmt: skip

# A library that stands behind one file of its room.
ONE_DOOR = {"duckdb": {"store/database.py"}, "numba": {"simulation/kernel.py"}, "streamlit": {"canvas/mount.py"}}
ENGINE = ["errors", "estimate", "fields", "values", "diagram", "references", "check", "edit", "edit_scenarios", "typed",
          "layout", "model", "build", "quantities", "arrays", "simulation", "analysis", "words", "said", "explain",
          "exchange", "store"]  # fmt: skip


def files() -> list[Path]:
    return [*sorted((ROOT / "loopmodel").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py")), ROOT / "app.py"]


def room(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    if parts[0] != "loopmodel":
        return parts[0].removesuffix(".py")
    return parts[1].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Dotted names a file imports, wherever in it."""
    found = set()
    for statement in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(statement, ast.Import):
            found |= {alias.name for alias in statement.names}
        elif isinstance(statement, ast.ImportFrom):
            assert statement.level == 0, f"{path}: imports are absolute"
            found |= {f"{statement.module}.{alias.name}" for alias in statement.names}
    return found


def seen() -> dict[str, tuple[set[str], set[str]]]:
    import sys

    found: dict[str, tuple[set[str], set[str]]] = {}
    for path in files():
        ours, theirs = found.setdefault(room(path), (set(), set()))
        for name in imported(path):
            top, *rest = name.split(".")
            if top == "loopmodel":
                if rest[0] != room(path):
                    ours.add(rest[0])
            elif top not in sys.stdlib_module_names:
                theirs.add(top)
    return found


def test_the_table_and_the_imports_are_the_same():
    real = seen()
    assert set(real) - set(MAY) == {"events"} & set(real), "a room that is not in the table"
    for name, (ours, theirs) in MAY.items():
        assert real[name][0] == ours, f"{name} imports of ours"
        assert real[name][1] == theirs, f"{name} imports of others"


def test_the_engine_never_imports_streamlit_or_plotly():
    for name in ENGINE:
        assert not MAY[name][1] & {"streamlit", "plotly"}


def test_each_library_has_its_door():
    for library, doors in ONE_DOOR.items():
        rooms = {door.split("/")[0] for door in doors}
        for path in files():
            inside = path.relative_to(ROOT / "loopmodel").as_posix() if path.is_relative_to(ROOT / "loopmodel") else ""
            if inside.split("/")[0] in rooms and any(name.split(".")[0] == library for name in imported(path)):
                assert inside in doors, f"{inside} imports {library}"


def test_no_import_cycles_between_files():
    modules = {".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): p for p in files()}
    onward = {}
    for name, path in modules.items():
        targets = {t if t in modules else t.rpartition(".")[0] for t in imported(path) if t.startswith("loopmodel")}
        onward[name] = targets & set(modules) - {name}
    done: set[str] = set()
    while True:
        free = [name for name, targets in onward.items() if name not in done and targets <= done]
        if not free:
            break
        done |= set(free)
    assert set(onward) - done == set()


def test_only_session_touches_the_session_state():
    for path in files():
        if path.name != "session.py":
            assert "session_state" not in path.read_text(encoding="utf-8"), path
