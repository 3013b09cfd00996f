"""序时进度: what of a year's target is due at the end of each month."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate

from sz_assess.method.decisions.task import MONTHS


def monthly(target: Decimal, decimals: int, months: Sequence[Decimal], *, cumulative: bool) -> tuple[Decimal, ...]:
    """Twelve figures. Cumulative: the target times t/12, or times the shares of the months so far (in per cent), each
    half up at ``decimals`` places; the last is the target itself. Otherwise the target in every month."""
    if not cumulative:
        return (target,) * MONTHS
    step = Decimal(1).scaleb(-decimals)
    if months:
        shares = list(accumulate(months))
        return (*((target * share / 100).quantize(step, ROUND_HALF_UP) for share in shares[:-1]), target)
    return (*((target * t / MONTHS).quantize(step, ROUND_HALF_UP) for t in range(1, MONTHS)), target)
