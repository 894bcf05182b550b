"""The gallery: the model files that ship with the project."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "data" / "gallery"


def gallery_ids() -> tuple[str, ...]:
    """The ids of the gallery models, in the order of their file names."""
    return tuple(path.stem.partition("-")[2] for path in _files())


def gallery_bytes(id_: str) -> bytes | None:
    """The file of one gallery model; None where there is none of that id."""
    return next((path.read_bytes() for path in _files() if path.stem.partition("-")[2] == id_), None)


def _files() -> list[Path]:
    return sorted(FOLDER.glob("[0-9][0-9]-*.json"))
