"""What all commands share: reading a model, showing a result, refusing an input, wrong use."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

from loopmodel.analysis.verdict import At
from loopmodel.build import build_model
from loopmodel.check import check_text
from loopmodel.cli.text import problems_text
from loopmodel.errors import LoopModelError, Problem, errors
from loopmodel.exchange.files import content
from loopmodel.model import LoopModel
from loopmodel.store.gallery import gallery_ids


class WrongUseError(Exception):
    """The command was called in a way it does not take."""


class Commands:
    """Where a group of commands adds its own to the parser."""

    def __init__(self, subparsers: Any) -> None:
        self._subparsers = subparsers

    def add(
        self, name: str, run: Callable[[argparse.Namespace], int], about: str, file: bool = True, json: bool = True
    ) -> argparse.ArgumentParser:
        """One command; `file` gives it FILE, `json` the option --json."""
        added: argparse.ArgumentParser = self._subparsers.add_parser(name, help=about, description=about)
        if file:
            added.add_argument("file", metavar="FILE", help="a model file, - for standard input, or a gallery id")
        if json:
            added.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
        added.set_defaults(run=run)
        if not json:
            added.set_defaults(json=False)
        return added


def add_at(command: argparse.ArgumentParser) -> None:
    """The option that chooses the operating point."""
    command.add_argument("--at", default="start", metavar="start|best|PERIOD", help="the operating point")


def at_of(given: argparse.Namespace) -> At:
    """The operating point asked for; raises WrongUseError for anything but start, best or a period."""
    text: str = given.at
    if text in ("start", "best"):
        return "start" if text == "start" else "best"
    if not text.isdigit() or int(text) > 100_000:
        raise WrongUseError(f"--at is “{text}”; it must be start, best or a period such as 12")
    return int(text)


def read_file(name: str) -> bytes:
    """The bytes of FILE; raises WrongUseError where there is none."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return content(name)
    except FileNotFoundError as error:
        raise WrongUseError(f"{error}. Gallery models: {', '.join(gallery_ids())}.") from None


def read_model(given: argparse.Namespace) -> LoopModel:
    """The model in FILE; raises LoopModelError with every problem of one that is not valid."""
    diagram, problems = check_text(read_file(given.file))
    if errors(problems):
        raise LoopModelError(problems)
    return build_model(diagram)


def show(given: argparse.Namespace, data: dict[str, Any], text: str) -> int:
    """Print the result, as JSON or for people. Returns 0."""
    print(json.dumps(data, ensure_ascii=True, allow_nan=False) if given.json else text)
    return 0


def refuse(problems: Sequence[Problem], given: argparse.Namespace) -> int:
    """Print what is wrong with the input. Returns 1."""
    if given.json:
        print(json.dumps({"problems": [p.as_dict() for p in problems]}))
    else:
        print(problems_text(problems), file=sys.stderr)
    return 1
