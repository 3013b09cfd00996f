"""A sum of money shared out in proportion to claims, within floors and caps, in whole smallest units of money.

Which problem is solved: find a rate t with ``x = min(cap, max(floor, t * claim))`` for every unit and ``sum(x)`` equal
to the pool. These are the shares nearest to those in proportion, ``q = pool * claim / sum(claims)``: x makes the sum of
``(x - q)² / claim`` least among all shares within the bounds. A unit that is raised to its floor at first may be free
of it again once others are held at their caps, so fixing bounds one after the other is no way to it; the rate is found
by going through the points where a unit leaves its floor or meets its cap.

All of it is done in whole numbers of any size. Claims are whole numbers whose unit does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

_TIE = 10**20
"""Remainders closer than one part in so many are level: claims are made of divisions that stop somewhere."""


class Infeasible(ValueError):
    """No shares keep the bounds. ``by``: how much the floors exceed the pool, or the pool exceeds the caps."""

    def __init__(self, kind: str, by: int) -> None:
        super().__init__(f"{kind}: off by {by}")
        self.kind, self.by = kind, by


@dataclass(frozen=True)
class Shares:
    """``amounts`` are whole and add up to the pool. ``rate`` is the amount for one unit of claim of those that no bound
    holds, 0 where bounds hold all. ``exact`` are the amounts before rounding; ``held``: -1 at the floor, 1 at the cap,
    0 free."""

    amounts: tuple[int, ...]
    rate: Fraction
    exact: tuple[Fraction, ...]
    held: tuple[int, ...]


def share_out(
    pool: int, claims: Sequence[int], floors: Sequence[int] | None = None, caps: Sequence[int | None] | None = None
) -> Shares:
    """Share ``pool`` out. ``floors`` are 0 and ``caps`` open where they are left out; None is an open cap.

    Raises :class:`Infeasible` where the floors come to more than the pool (``floors``), or where those with a claim,
    held at their caps, and those without one, at their floors, come to less (``caps``).
    """
    size = len(claims)
    low = list(floors) if floors is not None else [0] * size
    high: list[int | None] = list(caps) if caps is not None else [None] * size
    if sum(low) > pool:
        raise Infeasible("floors", sum(low) - pool)
    claiming = [n for n in range(size) if claims[n] > 0]
    if all(high[n] is not None for n in claiming):
        most = sum(high[n] or 0 for n in claiming) + sum(low[n] for n in range(size) if claims[n] <= 0)
        if most < pool:
            raise Infeasible("caps", pool - most)
    return _rounded(pool, claims, low, high, _held(pool, claims, low, high, claiming))


def _held(pool: int, claims: Sequence[int], low: list[int], high: list[int | None], claiming: list[int]) -> list[int]:
    """For each unit -1, 0 or 1: at its floor, free or at its cap, at the rate that fills the pool."""
    # Rates are fractions of claims: so many times apart, unlike ones are unlike when cut down to whole numbers.
    apart = max(claims, default=1) ** 2
    events = [(low[n] * apart // claims[n], 0, n) for n in claiming]
    events += [(cap * apart // claims[n], 1, n) for n in claiming if (cap := high[n]) is not None]
    held = [-1] * len(claims)
    fixed, active = sum(low), 0
    for _, kind, n in sorted(events):
        bound = low[n] if kind == 0 else high[n] or 0
        if fixed * claims[n] + active * bound >= pool * claims[n]:
            break
        held[n] = kind
        if kind == 0:
            fixed, active = fixed - low[n], active + claims[n]
        else:
            fixed, active = fixed + (high[n] or 0), active - claims[n]
    return held


def _rounded(pool: int, claims: Sequence[int], low: list[int], high: list[int | None], held: list[int]) -> Shares:
    """The free ones share what the bounds leave; amounts are cut down to whole ones, and what is left goes to the
    largest remainders, of level ones to the larger claim, then to the first."""
    active = sum(claim for claim, state in zip(claims, held, strict=True) if state == 0)
    over = pool - sum(low[n] if state < 0 else high[n] or 0 for n, state in enumerate(held) if state != 0)
    amounts: list[int] = []
    exact: list[Fraction] = []
    remainders: list[tuple[int, int, int]] = []
    for n, state in enumerate(held):
        if state:
            amounts.append(low[n] if state < 0 else high[n] or 0)
            exact.append(Fraction(amounts[n]))
            continue
        whole, rest = divmod(over * claims[n], active)
        amounts.append(whole)
        exact.append(Fraction(over * claims[n], active))
        remainders.append((-((2 * rest * _TIE + active) // (2 * active)), -claims[n], n))
    for _, _, n in sorted(remainders)[: pool - sum(amounts)]:
        amounts[n] += 1
    return Shares(tuple(amounts), Fraction(over, active) if active else Fraction(0), tuple(exact), tuple(held))
