"""The app on a free port, with a database of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from tests.browser.find import browser_path

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


class Served(NamedTuple):
    """A running app: its address, the file of its log, its process."""

    address: str
    log: Path
    pid: int


@contextmanager
def serving(folder: Path, script: Path = ROOT / "app.py", **env: str) -> Iterator[Served]:
    """A running app; the server ends with the context."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--server.port", str(port), "--server.headless", "true"]
    command = [sys.executable, "-m", "streamlit", "run", str(script), *options]
    told = folder / "server.log"
    with told.open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "LOOPMODEL_DATABASE": str(folder / "test.duckdb"), **env},
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process, told)
            yield Served(address, told, process.pid)
        finally:
            process.terminate()
            process.wait(20)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=2)
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.2)
    raise RuntimeError("The app did not start:\n" + log.read_text(encoding="utf-8", errors="replace"))


@contextmanager
def browsing() -> Iterator[Browser]:
    """One Chromium."""
    with sync_playwright() as driver:
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        path = browser_path(driver.chromium.executable_path)
        launched = driver.chromium.launch(executable_path=path, args=ARGUMENTS + ["--no-sandbox"] * root)
        yield launched
        launched.close()
