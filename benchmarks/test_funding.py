"""A fund of thousands of units and a hundred factors."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from benchmarks.conftest import Claim
from benchmarks.timing import fastest
from sz_assess.decisions.funding.claims import block
from sz_assess.decisions.funding.share_out import share_out
from sz_assess.decisions.funding.table import split
from sz_assess.decisions.money import exact
from sz_assess.method.common import Name

UNITS, FACTORS, PARTS = 3_000, 100, 5


def test_a_fund_of_thousands_of_units(benchmark: Any, claim: Claim) -> None:
    """From figures to whole amounts within floors and caps, exactly. The figures are synthetic."""
    drawn = np.random.default_rng(20180726).random((FACTORS, UNITS)).round(4) * 10_000
    name, weight = Name(zh="因素", en="Factor"), Decimal(1) / FACTORS
    pool, even = 10**9, 10**9 // UNITS

    def whole() -> tuple[int, ...]:
        factors = [(name, f"f{n}", weight, [exact(figure) for figure in of]) for n, of in enumerate(drawn.tolist())]
        claims = block(Decimal(1), factors, None, UNITS).claims
        return share_out(pool, claims, [even * 9 // 10] * UNITS, [even * 11 // 10] * UNITS).amounts

    benchmark.pedantic(whole, rounds=1)
    assert sum(whole()) == pool
    claim(f"Fund of {UNITS} units by {FACTORS} factors with floors and caps, seconds", fastest(whole, 2), 1)


def test_parts_of_thousands_of_amounts(benchmark: Any, claim: Claim) -> None:
    """A table of units and parts whose rows and columns both add up."""
    rows = np.random.default_rng(20180726).integers(0, 10**7, UNITS).tolist()
    shares = [Fraction(n + 1, PARTS * (PARTS + 1) // 2) for n in range(PARTS)]
    benchmark.pedantic(lambda: split(rows, shares), rounds=1)
    claim(f"Parts of {UNITS} amounts in {PARTS} columns, seconds", fastest(lambda: split(rows, shares), 1), 5)
