"""Money is exact, and reads as people write it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sz_assess.decisions.money import exact, plain, times, total, written


def test_a_figure_becomes_the_decimal_that_was_delivered() -> None:
    assert exact(0.1 + 0.2) == Decimal("0.3")
    assert exact(2.4999999999999996) == Decimal("2.5")
    assert str(exact(30000.0)) == "30000"
    assert exact(1234567.891) == Decimal("1234567.891")


def test_no_number_is_no_money() -> None:
    with pytest.raises((ValueError, ArithmeticError)):
        exact(float("nan"))


@given(st.lists(st.decimals(min_value=-(10**12), max_value=10**12, places=4), max_size=30))
def test_sums_are_exact_in_any_order(amounts: list[Decimal]) -> None:
    scaled = sum(int(amount.scaleb(4)) for amount in amounts)
    assert total(amounts).scaleb(4) == scaled
    assert total(reversed(amounts)) == total(amounts)


def test_products_are_exact() -> None:
    assert times(Decimal("123456.789"), Decimal(10000)) == Decimal(1234567890)
    assert str(times(Decimal("0.1"), Decimal(30000))) == "3000"


def test_how_amounts_are_written() -> None:
    assert written(Decimal("1234567.50")) == "1\u202f234\u202f567.5"
    assert written(Decimal(-30000)) == "−30\u202f000"
    assert written(Decimal("12.3"), 2) == "12.30"
    assert str(plain(Decimal("1E+3"))) == "1000"
