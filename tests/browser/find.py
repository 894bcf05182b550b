"""A Chromium to drive: one that is installed, else one that is fetched. Never none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge",
    "microsoft-edge-stable", "msedge",
)  # fmt: skip
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


def browser_path(own: str) -> str:
    """The path of a browser; `own` is where the driver keeps the one it downloads. Raises RuntimeError if none can be had."""
    found = installed() or (own if Path(own).exists() else None)
    if found is None:
        fetch()
        found = installed() or (own if Path(own).exists() else None)
    if found is None:
        raise RuntimeError("No Chrome, Edge or Chromium is installed, and none could be fetched; install one of them.")
    return found


def installed() -> str | None:
    """A browser that is already there."""
    named = [os.environ.get("LOOPMODEL_BROWSER") or "", *(shutil.which(name) or "" for name in NAMES), *PLACES]
    return next((path for path in named if path and Path(path).exists()), None)


def fetch() -> None:
    """Get one: with apt on Debian as root, else the driver's own download."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = {"stdout": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update"], check=False, **quiet)
        more = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, **quiet}
        done = subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", "chromium"], check=False, **more)
        if done.returncode == 0:
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
