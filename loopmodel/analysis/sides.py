"""Whether a customer and a user share a loop: the path there and back, or the hop that is missing."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from loopmodel.model import LoopModel


@dataclass(frozen=True)
class CustomerUserLoop:
    """The customer-and-user check.

    shared   whether some customer and some user lie on one loop (a member is both at once)
    out      node ids from the customer to the user, both included; None where there is no way
    back     node ids from the user to the customer; None where there is no way
    missing  (source, target) of the hop that would join them, or None
    why      a clause that says why it is not shared, or None
    """

    shared: bool
    out: tuple[str, ...] | None = None
    back: tuple[str, ...] | None = None
    missing: tuple[str, str] | None = None
    why: str | None = None


def customer_user_loop(model: LoopModel) -> CustomerUserLoop:
    """The first pair in file order that shares a loop, else the pair that lacks least."""
    onward = _onward(model)
    for member in _of_role(model, "member"):
        path = _path(onward, member, member)
        if path:
            return CustomerUserLoop(True, path, path)
    customers, users = _of_role(model, "customer", "member"), _of_role(model, "user", "member")
    pairs = [(c, u) for c in customers for u in users]
    if not pairs:
        lacking = " and ".join(n for n, ids in (("customer", customers), ("user", users)) if not ids)
        return CustomerUserLoop(False, why=f"the model has no {lacking}")
    checks = [_check(onward, customer, user) for customer, user in pairs[:2500]]
    return min(checks, key=lambda check: (not check.shared, (check.out is None) + (check.back is None)))


def _check(onward: dict[str, list[str]], customer: str, user: str) -> CustomerUserLoop:
    out, back = _path(onward, customer, user), _path(onward, user, customer)
    if out and back:
        return CustomerUserLoop(True, out, back)
    if out:
        return CustomerUserLoop(False, out, None, (user, customer), "nothing leads from the user back to the customer")
    if back:
        return CustomerUserLoop(False, None, back, (customer, user), "nothing leads from the customer to the user")
    return CustomerUserLoop(False, None, None, (customer, user), "neither leads to the other; two hops are missing")


def _of_role(model: LoopModel, *roles: str) -> list[str]:
    return [node.id for node in model.nodes if node.role in roles]


def _onward(model: LoopModel) -> dict[str, list[str]]:
    killers = set(_of_role(model, "killer"))
    onward: dict[str, list[str]] = {node.id: [] for node in model.nodes}
    for link in model.links:
        if not killers & {link.source, link.target}:
            onward[link.source].append(link.target)
    return onward


def _path(onward: dict[str, list[str]], first: str, last: str) -> tuple[str, ...] | None:
    """The path with the fewest hops, at least one; None where there is none."""
    came: dict[str, str] = {}
    waiting = deque([first])
    while waiting:
        here = waiting.popleft()
        for there in onward[here]:
            if there == last:
                return (*_trace(came, first, here), last)
            if there not in came and there != first:
                came[there] = here
                waiting.append(there)
    return None


def _trace(came: dict[str, str], first: str, here: str) -> tuple[str, ...]:
    path = [here]
    while path[-1] != first:
        path.append(came[path[-1]])
    return tuple(reversed(path))
