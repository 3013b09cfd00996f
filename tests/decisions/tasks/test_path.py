"""序时进度: by hand, and what holds of every path."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sz_assess.decisions.tasks.path import monthly


def test_an_even_year() -> None:
    # 10 × t/12 = 0.83, 1.67, 2.5, 3.33, 4.17, 5 ...: halves go up.
    found = monthly(Decimal(10), 0, (), cumulative=True)
    assert [int(each) for each in found] == [1, 2, 3, 3, 4, 5, 6, 7, 8, 8, 9, 10]


def test_a_declared_year() -> None:
    months = [Decimal(each) for each in (0, 0, 10, 0, 0, 40, 0, 0, 0, 0, 0, 50)]
    assert [str(each) for each in monthly(Decimal("2.5"), 1, months, cumulative=True)] == [
        "0.0", "0.0", "0.3", "0.3", "0.3", "1.3", "1.3", "1.3", "1.3", "1.3", "1.3", "2.5",
    ]  # fmt: skip


def test_a_rate_holds_in_every_month() -> None:
    assert monthly(Decimal("7.5"), 1, (), cumulative=False) == (Decimal("7.5"),) * 12


@given(st.integers(0, 100000), st.integers(0, 3), st.lists(st.integers(0, 100), min_size=12, max_size=12))
def test_a_path_never_falls_and_ends_at_the_target(steps: int, decimals: int, shares: list[int]) -> None:
    target = Decimal(steps).scaleb(-decimals)
    whole = sum(shares)
    if whole:
        months = [Decimal(share * 100 // whole) for share in shares]
        months[-1] += 100 - sum(months)
    for curve in ((), months) if whole else ((),):
        found = monthly(target, decimals, curve, cumulative=True)
        assert list(found) == sorted(found)
        assert found[-1] == target
        assert found[0] >= 0
        assert all(each == round(each, decimals) for each in found)
