"""`serve`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from loopmodel.cli.shared import Commands


def add(commands: Commands) -> None:
    """Add this command to the parser."""
    serve = commands.add("serve", _serve, "start the app in the browser", file=False, json=False)
    serve.add_argument("--port", type=int, metavar="N", help="instead of 8501")


def _serve(given: argparse.Namespace) -> int:
    app = Path(__file__).resolve().parents[2] / "app.py"
    port = [] if given.port is None else ["--server.port", str(given.port)]
    command = [sys.executable, "-m", "streamlit", "run", str(app), *port]
    return subprocess.call(command, cwd=app.parent, env=os.environ)
