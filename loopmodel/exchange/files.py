"""Model files: read by path or gallery id, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from loopmodel.build import build_model
from loopmodel.check import check_text
from loopmodel.diagram import Diagram
from loopmodel.errors import LoopModelError, Problem, errors
from loopmodel.model import LoopModel
from loopmodel.store.gallery import gallery_bytes


def read(source: str | Path | bytes) -> LoopModel:
    """The model in a file (by path), in the gallery (by id) or in the bytes of a file.

    Raises LoopModelError with every Problem of an input that is not valid, FileNotFoundError where there is none.
    """
    return build_model(read_diagram(source))


def read_diagram(source: str | Path | bytes) -> Diagram:
    """The drawing in a file, checked; raises as `read` does."""
    diagram, problems = load(content(source))
    if errors(problems):
        raise LoopModelError(problems)
    return diagram


def load(data: bytes) -> tuple[Diagram, tuple[Problem, ...]]:
    """The drawing in the bytes of a file with all its Problems; raises LoopModelError where it is no drawing at all."""
    return check_text(data)


def content(source: str | Path | bytes) -> bytes:
    """The bytes of a file, or of the gallery model of that id; raises FileNotFoundError where there is neither."""
    if isinstance(source, bytes):
        return source
    path = Path(source)
    if path.is_file():
        return path.read_bytes()
    shipped = gallery_bytes(str(source))
    if shipped is None:
        raise FileNotFoundError(f"there is no file “{source}” and no gallery model of that id")
    return shipped


def write(diagram: Diagram, path: str | Path) -> None:
    """Write a drawing as a JSON file; the file appears whole or not at all."""
    write_whole(diagram.to_json().encode("utf-8"), Path(path))


def write_whole(data: bytes, path: Path) -> None:
    """Write bytes beside the target first, then move them into place."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
