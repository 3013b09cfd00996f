"""Money: exact decimals, and how people write it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Context, Decimal

NONE = Decimal(0)

YUAN = {"yuan": 1, "1k_yuan": 1000, "10k_yuan": 10_000, "1m_yuan": 1_000_000, "100m_yuan": 100_000_000}
"""Units of money in yuan."""

_PLACES = 9
"""Decimals of a figure; the noise of float64 lies beyond them, and beyond its fifteenth digit."""
_EXACT = Context(prec=60)


def exact(figure: float) -> Decimal:
    """A figure as the decimal that was delivered: the noise of float64 is taken off, so that 0.1 + 0.2 is 0.3.

    Raises ValueError for what is no finite number.
    """
    if not math.isfinite(figure):
        raise ValueError("an amount of money that is no number")
    text = f"{figure:.15g}"
    if "e" not in text and len(text) - text.find(".") <= _PLACES:
        return Decimal(text)
    return plain(Decimal(text).quantize(Decimal(1).scaleb(-_PLACES), context=_EXACT))


def plain(amount: Decimal) -> Decimal:
    """The same amount without trailing zeros and without an exponent."""
    found = amount.normalize(_EXACT)
    return found.quantize(Decimal(1), context=_EXACT) if found == found.to_integral_value() else found


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The exact sum."""
    found = NONE
    for amount in amounts:
        found = _EXACT.add(found, amount)
    return plain(found)


def times(count: Decimal, each: Decimal) -> Decimal:
    """The exact product."""
    return plain(_EXACT.multiply(count, each))


def written(amount: Decimal, decimals: int | None = None) -> str:
    """An amount as people read it: thousands set apart by a narrow space, a true minus sign; with all ``decimals``
    where they are given."""
    found = plain(amount) if decimals is None else amount.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)
    text = f"{abs(found):,f}".replace(",", "\u202f")
    return f"−{text}" if found < 0 else text
