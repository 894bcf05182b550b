"""What is known of links between roles: how strong they plausibly are, and the closings that products have found.

Every figure here is a guess of this project unless it names a source; it only puts candidates in order, and never
enters a break-even.
"""

from __future__ import annotations

from typing import NamedTuple


class Pattern(NamedTuple):
    """A known way to close a loop between two roles: its name, and what it looks like."""

    name: str
    looks_like: str


# New units of target per unit of source and week that such a link plausibly reaches.
TYPICAL: dict[tuple[str, str], float] = {
    ("user", "user"): 0.05,  # viral factors of 0.15 to 0.25 a life (R. Vohra, quoted by GrowthHackers), over a month
    ("user", "customer"): 0.02,
    ("user", "content"): 0.1,  # one in a hundred creates, nine contribute (Nielsen 2006), about one piece a week each
    ("user", "channel"): 0.005,
    ("customer", "user"): 0.5,
    ("customer", "customer"): 0.02,
    ("customer", "content"): 0.5,
    ("customer", "channel"): 0.01,
    ("content", "user"): 0.2,
    ("content", "customer"): 0.02,
    ("content", "content"): 0.02,
    ("content", "channel"): 0.005,
    ("channel", "user"): 1.0,
    ("channel", "customer"): 0.05,
    ("channel", "content"): 0.5,
    ("channel", "channel"): 0.01,
}

WEEKS = {"day": 1 / 7, "week": 1.0, "month": 365.25 / 12 / 7, "quarter": 365.25 / 4 / 7, "year": 365.25 / 7}

PATTERNS: dict[tuple[str, str], Pattern] = {
    ("user", "content"): Pattern(
        "usage improves the product",
        "what {source} do leaves {target} behind: the product gets better by being used",
    ),
    ("content", "user"): Pattern(
        "output attracts users", "{target} come for {source}: found in a search engine, a feed or a shared page"
    ),
    ("customer", "user"): Pattern(
        "customers' money funds users",
        "part of what {source} pay brings new {target}: advertising, bonuses",
    ),
    ("customer", "channel"): Pattern(
        "customers' money funds users", "part of what {source} pay opens new {target}, which bring users"
    ),
    ("user", "customer"): Pattern(
        "supply follows demand", "{target} come where {source} already are, and pay to reach them"
    ),
    ("user", "channel"): Pattern("supply follows demand", "{target} build or sell where {source} already are"),
    ("content", "customer"): Pattern("supply follows demand", "{target} come because {source} show demand"),
    ("customer", "content"): Pattern(
        "customers bring what is offered", "{source} add {target} themselves: shops, offers, listings, courses"
    ),
    ("channel", "user"): Pattern("partners bring users", "{source} put the product before new {target}"),
    ("channel", "content"): Pattern("partners add to the product", "{source} make {target} for it: extensions, titles"),
    ("channel", "customer"): Pattern("partners bring customers", "{source} sell the product to new {target}"),
    ("user", "user"): Pattern("sharing carries invitations", "{source} bring {target} by inviting or by being seen"),
    ("customer", "customer"): Pattern("sharing carries invitations", "{source} recommend it to further {target}"),
    ("content", "content"): Pattern("content begets content", "{source} lead to {target}: answers, copies"),
    ("channel", "channel"): Pattern("partners attract partners", "{source} draw in further {target}"),
    ("content", "channel"): Pattern("content attracts partners", "{target} take up {source} and pass them on"),
}


def _as_two(role: str) -> tuple[str, ...]:
    """A member is a user and a customer at once."""
    return ("user", "customer") if role == "member" else (role,)


def typical_rate(source: str, target: str, period: str) -> float:
    """The plausible rate of a link between two roles, per unit and period; the larger where a member is at an end."""
    rates = [TYPICAL[s, t] for s in _as_two(source) for t in _as_two(target)]
    return max(rates) * WEEKS[period]


def pattern(source: str, target: str) -> Pattern:
    """The known pattern of a link between two roles."""
    return PATTERNS[_as_two(source)[0], _as_two(target)[0]]
