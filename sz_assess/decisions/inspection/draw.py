"""A sample that anybody can draw again: in proportion to strata, by the rank of SHA-256 of each row's key.

A row's number is the SHA-256 of seed, unit, item, stratum and key; the rows with the smallest numbers are drawn. It
hangs on nothing else: not on the machine, a library, the order of rows or what other rows there are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from fractions import Fraction


def shared_out(size: int, strata: Sequence[int]) -> tuple[int, ...]:
    """How many of a sample are drawn from strata of such sizes: in proportion, rounded by largest remainder.

    Every stratum that has rows gives at least one, so that a sample smaller than their number grows to it; none gives
    more than it has. Of level remainders the larger stratum goes first, then the first.
    """
    there = [n for n, rows in enumerate(strata) if rows]
    size = min(max(size, len(there)), sum(strata))
    out = [0] * len(strata)
    free = list(there)
    left = size
    while True:
        rows = sum(strata[n] for n in free)
        small = [n for n in free if Fraction(left * strata[n], rows) < 1]
        if not small:
            break
        for n in small:
            out[n] = 1
        free = [n for n in free if n not in small]
        left -= len(small)
    rows = sum(strata[n] for n in free)
    exact = {n: Fraction(left * strata[n], rows) for n in free}
    for n in free:
        out[n] = int(exact[n])
    by_remainder = sorted(free, key=lambda n: (out[n] - exact[n], -strata[n], n))
    for n in by_remainder[: left - sum(out[n] for n in free)]:
        out[n] += 1
    return tuple(out)


def drawn(keys: Sequence[str], count: int, *hangs_on: str) -> tuple[str, ...]:
    """So many of some keys, those with the smallest numbers first. ``hangs_on``: seed, unit, item and stratum."""
    return tuple(sorted(keys, key=lambda key: (number_of(key, *hangs_on), key))[:count])


def number_of(key: str, *hangs_on: str) -> str:
    """A key's number in a draw, in hexadecimal: SHA-256 of the parts, each after its length, so that no two lists of
    parts are the same text."""
    text = "".join(f"{len(part.encode())}:{part}" for part in (*hangs_on, key))
    return hashlib.sha256(text.encode()).hexdigest()
