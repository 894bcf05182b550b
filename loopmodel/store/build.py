"""The tables, and how they are filled at first start."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from loopmodel.analysis.verdict import verdict
from loopmodel.exchange.files import read
from loopmodel.store.database import Database
from loopmodel.store.gallery import gallery_bytes, gallery_ids

TABLES = (
    "CREATE TABLE IF NOT EXISTS meta (key VARCHAR PRIMARY KEY, value VARCHAR)",
    "CREATE TABLE IF NOT EXISTS gallery "
    "(id VARCHAR PRIMARY KEY, place INTEGER, name VARCHAR, verdict VARCHAR, document VARCHAR)",
    "CREATE TABLE IF NOT EXISTS saved_models "
    "(name VARCHAR, version INTEGER, saved_at TIMESTAMPTZ DEFAULT now(), document VARCHAR, "
    "PRIMARY KEY (name, version))",
    "CREATE TABLE IF NOT EXISTS events "
    "(log VARCHAR, time TIMESTAMPTZ, actor VARCHAR, event VARCHAR, object VARCHAR, cause VARCHAR)",
)


class Progress(NamedTuple):
    """How far the build is: done of total, and what was done last."""

    done: int
    total: int
    what: str


def build(database: Database) -> Iterator[Progress]:
    """Make the tables and fill the gallery, one step at a time; nothing to do where it is there and current."""
    for statement in TABLES:
        database.run(statement)
    print_ = _fingerprint()
    if database.run("SELECT value FROM meta WHERE key = 'gallery'") == [(print_,)]:
        return
    ids = gallery_ids()
    for place, id_ in enumerate(ids):
        model = read(id_)
        document = (gallery_bytes(id_) or b"").decode("utf-8")
        row = [id_, place, model.name, verdict(model).token, document]
        database.run("INSERT OR REPLACE INTO gallery VALUES (?, ?, ?, ?, ?)", row)
        yield Progress(place + 1, len(ids), model.name)
    database.run("DELETE FROM gallery WHERE NOT list_contains(?, id)", [list(ids)])
    database.run("INSERT OR REPLACE INTO meta VALUES ('gallery', ?)", [print_])


def _fingerprint() -> str:
    found = hashlib.sha256()
    for id_ in gallery_ids():
        found.update(id_.encode() + b"\0" + (gallery_bytes(id_) or b""))
    return found.hexdigest()
