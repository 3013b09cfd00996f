"""Money: exact decimals, and how people write it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal

from sz_assess.numeric import settle

NONE = Decimal(0)

_PLACES = 9
"""Decimals of a figure that float64 still holds without noise."""
_EXACT = Context(prec=60)


def exact(figure: float) -> Decimal:
    """A figure as the decimal that was delivered: the noise of float64 is taken off, so that 0.1 + 0.2 is 0.3.

    Raises ValueError for what is no finite number.
    """
    text = f"{float(settle(figure)):.{_PLACES}f}"  # type: ignore[arg-type]
    found = Decimal(text)
    if not found.is_finite():
        raise ValueError("an amount of money that is no number")
    return plain(found)


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
