"""The same step once more as loops over some hundred draws that stay in the processor's cache; compiled by numba.

Imported by compiled.py only, where numba is there; tests hold it to batch.py. compiled.py says what the tuples hold.
Rows are cut from the whole arrays each time, because only so does the compiler know that they lie side by side.
"""

from __future__ import annotations

from numba import njit
from numpy import empty, zeros

BLOCK = 2048  # draws at a time: the rows of one period then lie in the fast caches
OPTIONS = {"cache": True, "nogil": True, "error_model": "numpy"}  # the last: no check for 0 that would stop SIMD


@njit(**OPTIONS)
def run_kernel(history, draws, periods, at, gone, nodes, links, harms, on_nodes, needs, exact):
    """Fill the periods after the first up to the last of a stage, for some draws."""
    rows, lagged = len(at), int(links[2].max()) + 1 if len(links[2]) else 1
    sent = zeros((lagged, len(links[0]), BLOCK), history.dtype)
    created, limit = empty((rows, BLOCK), history.dtype), empty((rows, BLOCK), history.dtype)
    total, flow = empty((rows, BLOCK), history.dtype), empty(BLOCK, history.dtype)
    for begin in range(draws[0], draws[1], BLOCK):
        end = min(begin + BLOCK, draws[1])
        for t in range(periods[0], periods[1]):
            for row in gone:
                history[t + 1, row, begin:end] = exact[0]
            _keep(history, t, at, nodes, on_nodes, created, limit, begin, end, exact)
            _convert(history, t, at, nodes, links, harms, needs, sent[t % lagged], total, begin, end, exact)
            _feed(history, t, at, nodes, begin, end)
            for link in range(len(links[0])):
                then, target = t - links[2][link], links[1][link]
                if then >= 0 and not links[3][link]:
                    _send(history, then, links, harms, needs, link, flow, begin, end, exact)
                    _add(
                        created[target] if nodes[4][target] else history[t + 1, at[target], begin:end],
                        flow,
                        end - begin,
                    )
            _fill(history, t, at, nodes, created, limit, begin, end, exact)
            for link in range(len(links[0])):
                then = t - links[2][link]
                if links[3][link] and then >= 0:
                    _add(history[t + 1, at[links[1][link]], begin:end], sent[then % lagged, link], end - begin)


@njit(**OPTIONS)
def _keep(history, t, at, nodes, on_nodes, created, limit, begin, end, exact):
    """What stays; of a node with a ceiling also what that leaves for those who arrive, and its inflow."""
    size = end - begin
    for node in range(len(at)):
        here, kept = history[t, at[node], begin:end], history[t + 1, at[node], begin:end]
        share = nodes[0][node, begin:end]
        for k in range(size):
            kept[k] = share[k] * here[k]
    for harm in range(len(on_nodes[0])):
        killer, host = history[t, on_nodes[1][harm], begin:end], history[t, on_nodes[2][harm], begin:end]
        kept = history[t + 1, at[on_nodes[0][harm]], begin:end]
        _harm(kept, killer, host, on_nodes[3][harm, begin:end], size, exact)
    for node in range(len(at)):
        if nodes[4][node]:
            coming, most, kept = (
                nodes[1][node, begin:end],
                nodes[2][node, begin:end],
                history[t + 1, at[node], begin:end],
            )
            free, made = limit[node], created[node]
            for k in range(size):
                free[k] = most[k] - kept[k]
                made[k] = coming[k]


@njit(**OPTIONS)
def _convert(history, t, at, nodes, links, harms, needs, sent, total, begin, end, exact):
    """What converts away, pro rata where more is wanted than there is."""
    zero, _, tiny = exact
    size = end - begin
    for node in range(len(at)):
        if links[4][node]:
            total[node, :] = zero
    for link in range(len(links[0])):
        if links[3][link]:
            _send(history, t, links, harms, needs, link, sent[link], begin, end, exact)
            target = links[1][link]
            if nodes[4][target]:
                _room(sent[link], history[t, at[target], begin:end], nodes[3][target, begin:end], size, exact)
            _add(total[links[5][link]], sent[link], size)
    for node in range(len(at)):
        if links[4][node]:
            kept, scale = history[t + 1, at[node], begin:end], total[node]
            for k in range(size):
                scale[k] = kept[k] / max(scale[k], kept[k], tiny)
    for link in range(len(links[0])):
        if links[3][link]:
            scale, left, out = total[links[5][link]], history[t + 1, links[0][link], begin:end], sent[link]
            for k in range(size):
                out[k] *= scale[k]
                left[k] = left[k] - out[k]
    for node in range(len(at)):
        if links[4][node]:
            kept = history[t + 1, at[node], begin:end]
            for k in range(size):
                kept[k] = max(kept[k], zero)


@njit(**OPTIONS)
def _feed(history, t, at, nodes, begin, end):
    """The inflow of nodes without a ceiling."""
    for node in range(len(at)):
        if nodes[5][node] and not nodes[4][node]:
            _add(history[t + 1, at[node], begin:end], nodes[1][node, begin:end], end - begin)


@njit(**OPTIONS)
def _send(history, t, links, harms, needs, link, out, begin, end, exact):
    """What a link sends, before any sharing."""
    size = end - begin
    rate, here = links[6][link, begin:end], history[t, links[0][link], begin:end]
    for k in range(size):
        out[k] = rate[k] * here[k]
    for harm in range(len(harms[0])):
        if harms[0][harm] == link:
            killer, host = history[t, harms[1][harm], begin:end], history[t, harms[2][harm], begin:end]
            _harm(out, killer, host, harms[3][harm, begin:end], size, exact)
    for need in range(len(needs[0])):
        if needs[0][need] == link:
            level, half = history[t, needs[1][need], begin:end], needs[2][need, begin:end]
            for k in range(size):
                out[k] *= level[k] / (level[k] + half[k])


@njit(**OPTIONS)
def _harm(out, killer, host, severity, size, exact):
    _, one, tiny = exact
    for k in range(size):
        out[k] *= one - severity[k] * (killer[k] / max(killer[k] + host[k], tiny))


@njit(**OPTIONS)
def _room(out, amount, inverse, size, exact):
    zero, one, _ = exact
    for k in range(size):
        out[k] *= max(one - amount[k] * inverse[k], zero)


@njit(**OPTIONS)
def _fill(history, t, at, nodes, created, limit, begin, end, exact):
    """What arrives under a ceiling."""
    zero, one, _ = exact
    for node in range(len(at)):
        if nodes[4][node]:
            here, kept = history[t, at[node], begin:end], history[t + 1, at[node], begin:end]
            inverse, made, free = nodes[3][node, begin:end], created[node], limit[node]
            for k in range(end - begin):
                arriving = made[k] * max(one - here[k] * inverse[k], zero)
                kept[k] += min(arriving, max(free[k], zero))


@njit(**OPTIONS)
def _add(into, what, size):
    for k in range(size):
        into[k] += what[k]
