"""The parser, and the one place where a command runs and its exit code is decided."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from loopmodel.cli import ensembles, judging, projecting, serving, weakness
from loopmodel.cli.shared import Commands, WrongUseError, refuse
from loopmodel.errors import LoopModelError

GROUPS = (judging, projecting, weakness, ensembles, serving)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0: done; 1: the input has problems; 2: wrong use."""
    given = parser().parse_args(arguments)
    try:
        outcome: int = given.run(given)
    except LoopModelError as error:
        return refuse(error.problems, given)
    except (WrongUseError, FileNotFoundError, OSError) as error:
        print(f"loopmodel: {error}", file=sys.stderr)
        return 2
    return outcome


def parser() -> argparse.ArgumentParser:
    """All commands, each group adding its own."""
    made = argparse.ArgumentParser(prog="loopmodel", description="Growth loops: drawn, projected and judged.")
    commands = Commands(made.add_subparsers(dest="command", required=True, metavar="COMMAND"))
    for group in GROUPS:
        group.add(commands)
    return made
