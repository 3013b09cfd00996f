"""Distributions, against printed tables, sums by hand and an independent library."""

import pytest
from scipy.stats import binom, chi2

from sz_assess.analysis.plausibility.chances import (
    binomial_at_least,
    chi_square_beyond,
    chi_square_point,
    holm,
    two_sided,
)


# Printed tables of the chi-square distribution: degrees, 95 % point, 99 % point.
@pytest.mark.parametrize(("degrees", "p95", "p99"), [(1, 3.841, 6.635), (2, 5.991, 9.210), (8, 15.507, 20.090)])
def test_points_of_the_printed_table(degrees: int, p95: float, p99: float) -> None:
    assert chi_square_point(0.95, degrees) == pytest.approx(p95, abs=5e-4)
    assert chi_square_point(0.99, degrees) == pytest.approx(p99, abs=5e-4)


@pytest.mark.parametrize("degrees", range(1, 13))
@pytest.mark.parametrize("value", [0.001, 0.5, 3.0, 17.5, 80.0, 900.0])
def test_the_tail_is_that_of_the_library(degrees: int, value: float) -> None:
    assert chi_square_beyond(value, degrees) == pytest.approx(chi2.sf(value, degrees), rel=1e-9, abs=1e-300)


def test_nothing_lies_below_zero() -> None:
    assert chi_square_beyond(0.0, 3) == 1.0


def test_binomial_by_hand() -> None:
    # Of three throws: two or three heads in 3 + 1 of 8 cases.
    assert binomial_at_least(2, 3, 0.5) == pytest.approx(0.5)
    assert binomial_at_least(0, 3, 0.5) == 1.0
    assert binomial_at_least(3, 3, 0.2) == pytest.approx(0.008)


@pytest.mark.parametrize(("hits", "of"), [(150, 600), (120, 600), (200_500, 1_000_000)])
def test_binomial_is_that_of_the_library(hits: int, of: int) -> None:
    assert binomial_at_least(hits, of, 0.2) == pytest.approx(binom.sf(hits - 1, of, 0.2), rel=1e-6)


def test_one_standard_deviation_either_side_holds_two_thirds() -> None:
    assert two_sided(1.0) == pytest.approx(0.6827, abs=5e-5)
    assert two_sided(1.96) == pytest.approx(0.95, abs=5e-5)


def test_holm_by_hand() -> None:
    # Sorted: 0.01 x 4, 0.02 x 3, 0.03 x 2 (not below the one before), 0.9 x 1.
    assert holm([0.03, 0.01, 0.9, 0.02]) == pytest.approx([0.06, 0.04, 0.9, 0.06])
    assert holm([0.5, 0.6]) == [1.0, 1.0]
    assert holm([]) == []
