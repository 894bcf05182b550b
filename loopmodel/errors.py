"""What is wrong with an input, as data first and as a sentence second."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a drawing or a file.

    code      stable short name, e.g. ``out-of-range``
    id        id of the node, link, ... that has the problem, or None for the file as a whole
    place     JSON pointer (RFC 6901) into the file; "" is the whole file
    message   one sentence that names the element and what is wrong with it
    hint      one sentence that says what to do next
    severity  ``error`` (the element cannot be used) or ``warning`` (it can)
    """

    code: str
    id: str | None
    place: str
    message: str
    hint: str
    severity: Severity = "error"

    def as_dict(self) -> dict[str, str | None]:
        """The problem as the command line prints it."""
        return asdict(self)


class LoopModelError(ValueError):
    """An input that cannot be used; carries every Problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{p.message} {p.hint}" for p in self.problems))


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those problems that make their element unusable."""
    return tuple(p for p in problems if p.severity == "error")
