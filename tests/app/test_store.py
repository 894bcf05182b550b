"""The database: built, rebuilt, shared by threads, refused to a second process, missing."""

from __future__ import annotations

import subprocess
import sys
import threading

from loopmodel import Diagram
from loopmodel.store.build import build
from loopmodel.store.database import Database, open_database
from loopmodel.store.models import gallery, gallery_diagram, save, saved, saved_diagram


def ready(path) -> Database:
    database = open_database(path)
    list(build(database))
    return database


def test_built_once_and_rebuilt_when_deleted(tmp_path):
    path = tmp_path / "a" / "l.duckdb"
    database = open_database(path)
    steps = list(build(database))
    assert [step.done for step in steps] == list(range(1, 18))
    assert list(build(database)) == []
    assert len(gallery(database)) == 17
    assert gallery_diagram(database, "bass").document["name"] == "Bass diffusion"
    assert gallery_diagram(database, "none") is None
    database.connection.close()
    path.unlink()
    assert database.lost
    assert len(gallery(ready(path))) == 17


def test_every_version_is_kept_and_the_newest_opened(tmp_path):
    database = ready(tmp_path / "l.duckdb")
    name = "O'Brien; DROP TABLE saved_models; --"
    assert save(database, name, Diagram.blank("one")) == 1
    assert save(database, name, Diagram.blank("two")) == 2
    assert saved_diagram(database, name).document["name"] == "two"
    assert saved_diagram(database, "none") is None
    assert [(m.name, m.version) for m in saved(database)] == [(name, 2), (name, 1)]
    assert saved_diagram(database, name, 1).document["name"] == "one"
    database.connection.close()
    assert saved_diagram(ready(tmp_path / "l.duckdb"), name).document["name"] == "two"


def test_eight_threads_save_under_one_name(tmp_path):
    database = ready(tmp_path / "l.duckdb")
    versions: list[int] = []

    def work() -> None:
        for _ in range(5):
            versions.append(save(database, "shared", Diagram.blank()))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(versions) == list(range(1, 41))


def test_a_second_process_works_in_memory_and_says_why(tmp_path):
    path = tmp_path / "l.duckdb"
    held = ready(path)
    code = f"from loopmodel.store.database import open_database; d = open_database(__import__('pathlib').Path({str(path)!r})); print(d.path, d.memory_why)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert held.path == path
    assert said.startswith("None Another Loopmodel has l.duckdb open")
    assert "download what you want to keep" in said


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("no folder")
    database = open_database(tmp_path / "file" / "l.duckdb")
    assert database.path is None
    assert database.memory_why
    list(build(database))
    assert len(gallery(database)) == 17
    assert save(database, "m", Diagram.blank()) == 1


def test_a_file_that_is_no_database(tmp_path):
    (tmp_path / "l.duckdb").write_text("hello, this is not a database at all" * 400)
    database = open_database(tmp_path / "l.duckdb")
    assert database.path is None
    assert "cannot be opened as a database" in database.memory_why
