"""What each field of a model file may hold: one table, read by the check, the build and the tables on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

FORMAT = "loopmodel/1"
PERIODS = ("day", "week", "month", "quarter", "year")
ROLES = ("user", "customer", "member", "content", "channel", "killer")
MODES = ("creates", "converts")
BASES = ("guess", "benchmark", "measured")
MAX_BYTES = 5 * 1024 * 1024
MAX_NODES = 10_000
MAX_LINKS = 100_000
MAX_NAME = 200
MAX_TEXT = 10_000

Shape = Literal["id", "text", "choice", "number", "whole", "reference", "list", "layout"]
INFINITE = float("inf")


@dataclass(frozen=True)
class Field:
    """One field of an element.

    shape      what kind of value it holds
    unit       said in messages and table headings
    low, high  the range of a number; ``open_low`` leaves ``low`` itself out
    estimate   whether an estimate object may stand in place of the plain number
    nullable   whether null is allowed
    refers_to  the kinds of element whose id may stand here
    """

    name: str
    shape: Shape
    unit: str = ""
    default: Any = None
    required: bool = False
    low: float = 0.0
    high: float = INFINITE
    open_low: bool = False
    estimate: bool = False
    nullable: bool = False
    choices: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()
    longest: int = MAX_TEXT

    @property
    def numeric(self) -> bool:
        """Whether the field is a quantity that a scenario may change."""
        return self.shape in ("number", "whole")

    @property
    def range_words(self) -> str:
        """The range as words, for messages: "between 0 and 1", "above 0", "0 or more"."""
        if self.high < INFINITE:
            return f"between {self.low:g} and {self.high:,.0f}"
        return f"above {self.low:g}" if self.open_low else f"{self.low:g} or more"


def _amount(name: str, unit: str, default: Any = 0, **more: Any) -> Field:
    return Field(name, "number", unit, default=default, estimate=True, **more)


def _share(name: str, default: Any = None, **more: Any) -> Field:
    return Field(name, "number", "share from 0 to 1", default=default, high=1.0, estimate=True, **more)


ID = Field("id", "id", required=True, longest=100)
NAME = Field("name", "text", default="", longest=MAX_NAME)
NOTE = Field("note", "text", default="")

FIELDS: dict[str, tuple[Field, ...]] = {
    "file": (
        Field("format", "text", required=True),
        NAME,
        Field("period", "choice", default="week", choices=PERIODS),
        Field("horizon", "whole", "periods", default=104, low=1, high=5200),
        Field("currency", "text", default="USD", longest=20),
        Field("nodes", "list", default=()),
        Field("links", "list", default=()),
        Field("harms", "list", default=()),
        Field("needs", "list", default=()),
        Field("groups", "list", default=()),
        Field("scenarios", "list", default=()),
        Field("layout", "layout", default=None),
        NOTE,
    ),
    "node": (
        ID,
        NAME,
        Field("role", "choice", required=True, choices=ROLES),
        _amount("start", "units"),
        _share("retention", default=1),
        _amount("inflow", "units per period"),
        _amount("capacity", "units", default=None, open_low=True, nullable=True),
        _amount("revenue", "currency per unit and period"),
        _amount("acquisition_cost", "currency per unit of inflow"),
        Field("group", "reference", default=None, nullable=True, refers_to=("group",)),
        NOTE,
    ),
    "link": (
        ID,
        Field("source", "reference", required=True, refers_to=("node",)),
        Field("target", "reference", required=True, refers_to=("node",)),
        _amount("rate", "new units per unit and period", default=None, required=True),
        Field("lag", "whole", "whole periods", default=0, high=520),
        Field("mode", "choice", default="creates", choices=MODES),
        Field("via", "text", default="", longest=MAX_NAME),
        NOTE,
    ),
    "harm": (
        ID,
        Field("killer", "reference", required=True, refers_to=("node",)),
        Field("target", "reference", required=True, refers_to=("link", "node")),
        Field("host", "reference", default=None, nullable=True, refers_to=("node",)),
        _share("severity", default=1),
        NOTE,
    ),
    "need": (
        ID,
        Field("link", "reference", required=True, refers_to=("link",)),
        Field("node", "reference", required=True, refers_to=("node",)),
        _amount("half", "units", default=None, required=True, open_low=True),
        NOTE,
    ),
    "group": (
        ID,
        NAME,
        Field("parent", "reference", default=None, nullable=True, refers_to=("group",)),
        NOTE,
    ),
    "scenario": (ID, NAME, Field("changes", "list", default=()), NOTE),
}

COLLECTIONS = {
    "nodes": "node",
    "links": "link",
    "harms": "harm",
    "needs": "need",
    "groups": "group",
    "scenarios": "scenario",
}
CHANGEABLE = ("node", "link", "harm", "need")


def field(kind: str, name: str) -> Field | None:
    """The field of that name of an element kind, or None."""
    return BY_NAME[kind].get(name)


BY_NAME: dict[str, dict[str, Field]] = {kind: {f.name: f for f in fields} for kind, fields in FIELDS.items()}
