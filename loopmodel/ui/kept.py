"""Results that are kept from one run of a page to the next, small ones only.

Not Streamlit's own cache: that would replay a progress bar drawn on the way instead of moving it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import streamlit as st

T = TypeVar("T")
MOST = 200


@st.cache_resource(show_spinner=False)
def _store() -> OrderedDict[Hashable, Any]:
    return OrderedDict()


def recall(key: Hashable) -> Any:
    """What was kept under a key, or None."""
    return _store().get(key)


def keep(key: Hashable, value: T) -> T:
    """Keep a value; the oldest goes where there are too many."""
    store = _store()
    store[key] = value
    while len(store) > MOST:
        store.popitem(last=False)
    return value


def kept(key: Hashable, make: Callable[[], T]) -> T:
    """The value under a key, made where it is not there; None is not kept."""
    found: T | None = recall(key)
    return keep(key, make()) if found is None else found
