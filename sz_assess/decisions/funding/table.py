"""A table of money whose cells are rounded so that its rows and its columns add up: controlled rounding.

Each row is a whole amount that is split by the same shares. A cell, and the sum of a column, is its exact amount cut
down to whole units or one unit more; every row adds up to its amount. Among all such tables the cells' roundings are
together as small as can be. Rounding each row by largest remainder is the best that rows can do by themselves; from
there single units are moved between columns along the cheapest paths until the columns keep their bounds and no path is
left that costs less: a flow of least cost. Such a table always exists (Bacharach 1966; Cox 1987).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm


def split(rows: Sequence[int], shares: Sequence[Fraction]) -> tuple[tuple[int, ...], ...]:
    """Split whole amounts (rows) by shares that add up to 1 (columns). Raises ValueError for other shares."""
    if sum(shares) != 1 or any(share < 0 for share in shares):
        raise ValueError("shares of a whole are not negative and add up to 1")
    per = lcm(*(share.denominator for share in shares))
    parts = [share.numerator * (per // share.denominator) for share in shares]
    table = _Table(
        per,
        [[row * part // per for part in parts] for row in rows],
        [[row * part % per for part in parts] for row in rows],
    )
    cells = [_largest_remainder(row, low, rest) for row, low, rest in zip(rows, table.low, table.rest, strict=True)]
    least = [sum(rows) * part // per for part in parts]
    most = [-(-sum(rows) * part // per) for part in parts]
    sums = [sum(column) for column in zip(*cells, strict=True)] or [0] * len(shares)
    while (path := _path(table, cells, sums, least, most)) is not None:
        for start, end, row in path:
            cells[row][start] -= 1
            cells[row][end] += 1
        sums[path[0][0]] -= 1
        sums[path[-1][1]] += 1
    return tuple(tuple(row) for row in cells)


@dataclass(frozen=True)
class _Table:
    """Exact cells: ``low`` whole units and ``rest`` parts of ``per``."""

    per: int
    low: list[list[int]]
    rest: list[list[int]]


def _largest_remainder(whole: int, low: Sequence[int], rest: Sequence[int]) -> list[int]:
    """Whole parts, the largest remainders one more; of level ones the first."""
    out = list(low)
    for at in sorted(range(len(low)), key=lambda at: (-rest[at], at))[: whole - sum(low)]:
        out[at] += 1
    return out


Move = tuple[int, int, int]
"""From a column to a column, in a row."""


def _path(
    table: _Table, cells: list[list[int]], sums: list[int], least: list[int], most: list[int]
) -> list[Move] | None:
    """Moves that bring the columns nearer to their bounds at the least cost, or cost less at the same distance; None
    where there are none, so that the table is the best."""

    def off(at: int, by: int) -> int:
        """How much farther from its bounds a column is with so many units more."""
        off_now = max(least[at] - sums[at], sums[at] - most[at], 0)
        return max(least[at] - sums[at] - by, sums[at] + by - most[at], 0) - off_now

    moves = _moves(table, cells)
    found: list[tuple[tuple[int, int], int, list[Move]]] = []
    for giver in range(len(sums)):
        for taker, (cost, path) in _cheapest(moves, giver).items():
            gain = off(giver, -1) + off(taker, 1), cost
            if gain < (0, 0):
                found.append((gain, len(path), path))
    return min(found)[2] if found else None


def _moves(table: _Table, cells: list[list[int]]) -> dict[tuple[int, int], tuple[int, int]]:
    """By pair of columns: what the cheapest move of a unit from one to the other adds to the roundings, and its row."""
    best: dict[tuple[int, int], tuple[int, int]] = {}
    for row, whole in enumerate(cells):
        low, rest = table.low[row], table.rest[row]
        up = [at for at, cell in enumerate(whole) if cell > low[at]]
        down = [at for at, cell in enumerate(whole) if cell == low[at] and rest[at]]
        for start in up:
            for end in down:
                # One cell goes from a unit above its whole part to it, the other the other way.
                cost = rest[start] - rest[end], row
                if (start, end) not in best or cost < best[start, end]:
                    best[start, end] = cost
    return best


def _cheapest(moves: dict[tuple[int, int], tuple[int, int]], giver: int) -> dict[int, tuple[int, list[Move]]]:
    """The cheapest path from a column to each that it can reach (Bellman and Ford): its cost and its moves."""
    found: dict[int, tuple[int, list[Move]]] = {giver: (0, [])}
    changed = True
    while changed:
        changed = False
        for (start, end), (step, row) in sorted(moves.items()):
            if start in found and end != giver:
                cost, path = found[start]
                if end not in found or cost + step < found[end][0]:
                    found[end], changed = (cost + step, [*path, (start, end, row)]), True
    del found[giver]
    return found
