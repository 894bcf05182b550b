"""Colours, shapes and icons of roles: the one theme that canvas and charts share.

Colours are Okabe and Ito's (2008, "Color universal design"), lightened where a dark background needs it.
"""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    """How a role looks: colour on light and on dark, outline and icon on the canvas."""

    light: str
    dark: str
    shape: str
    icon: str
    says: str


ROLES: dict[str, Look] = {
    "user": Look("#0072B2", "#56A8E0", "pill", "☺", "is served"),
    "customer": Look("#A66F00", "#E69F00", "box", "$", "pays"),
    "member": Look("#A9437F", "#E08DBA", "double", "☺$", "is served and pays"),
    "content": Look("#007A5A", "#2DBE94", "page", "≡", "what they make"),
    "channel": Look("#3B7A9E", "#8CCBF0", "hexagon", "⇥", "the outside world"),
    "killer": Look("#4D4D4D", "#B8B8B8", "octagon", "✕", "breaks loops"),
}
ACCENT = Look("#C44500", "#FF8A3D", "", "", "the weak point")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
