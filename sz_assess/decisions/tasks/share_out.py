"""A target shared out in whole steps (firms, or hundredths of a unit) that add up to it exactly.

Each unit gets ``max(floor, start + rate × claim)``; the rate is the one at which all add up to the target. Where no
floor holds, these are the additions ``claim`` apart; with floors they are the nearest to them, in that the sum of
``(x − start)² ÷ claim`` is least among all that keep the floors. Exact fractions are cut down to whole steps, and what
is left goes to the largest remainders, of level ones to the larger claim, then to the larger start, then to the first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


class Infeasible(ValueError):
    """No targets keep the floors and add up. ``by``: how much they exceed the city's target (positive), or, where no
    unit has a claim, how much of it nobody takes (negative)."""

    def __init__(self, by: Fraction) -> None:
        super().__init__(f"off by {by}")
        self.by = by


@dataclass(frozen=True)
class Targets:
    """``steps`` are whole and add up to the target; ``exact`` before rounding; ``held``: at its floor."""

    steps: tuple[int, ...]
    exact: tuple[Fraction, ...]
    held: tuple[bool, ...]
    rate: Fraction


def share_out(target: int, claims: Sequence[Fraction], starts: Sequence[Fraction], floors: Sequence[int]) -> Targets:
    """Share ``target`` out. Claims are 0 or more. Raises :class:`Infeasible`."""
    size = len(claims)
    fixed = sum((max(Fraction(floors[n]), starts[n]) for n in range(size) if not claims[n]), Fraction(0))
    least = fixed + sum(floors[n] for n in range(size) if claims[n])
    if least > target or not any(claims):
        if least == target:
            return _rounded(target, claims, starts, floors, Fraction(0))
        raise Infeasible(least - target)
    # From the rate at which every claim is at its floor upwards, units leave their floors one after the other.
    leaving = sorted(((floors[n] - starts[n]) / claims[n], n) for n in range(size) if claims[n])
    claim, base, held = Fraction(0), Fraction(0), Fraction(least - fixed)
    rate = leaving[0][0]
    for position, (_, n) in enumerate(leaving):
        claim, base, held = claim + claims[n], base + starts[n], held - floors[n]
        rate = (target - fixed - held - base) / claim
        if position + 1 == len(leaving) or rate <= leaving[position + 1][0]:
            break
    return _rounded(target, claims, starts, floors, rate)


def _rounded(
    target: int, claims: Sequence[Fraction], starts: Sequence[Fraction], floors: Sequence[int], rate: Fraction
) -> Targets:
    exact = [
        max(Fraction(floor), start + rate * claim) for claim, start, floor in zip(claims, starts, floors, strict=True)
    ]
    steps = [math.floor(number) for number in exact]
    order = sorted(range(len(exact)), key=lambda n: (steps[n] - exact[n], -claims[n], -starts[n], n))
    for n in order[: target - sum(steps)]:
        steps[n] += 1
    held = tuple(start + rate * claim < floor for claim, start, floor in zip(claims, starts, floors, strict=True))
    return Targets(tuple(steps), tuple(exact), held, rate)
