"""Tables whose rows and columns both add up."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from sz_assess.decisions.funding.table import split

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)


def test_rows_of_one_that_would_all_round_the_same_way() -> None:
    # Each row by itself gives its one unit to the first column; the columns' exact sums are 1.5 each.
    found = split([1, 1, 1], [HALF, HALF])
    assert [sum(row) for row in found] == [1, 1, 1]
    assert sorted(sum(row[at] for row in found) for at in (0, 1)) == [1, 2]


def test_shares_that_are_no_whole_are_refused() -> None:
    with pytest.raises(ValueError, match="add up to 1"):
        split([10], [HALF, THIRD])


shares_of_a_whole = (
    st.lists(st.integers(0, 20), min_size=1, max_size=5)
    .filter(any)
    .map(lambda parts: [Fraction(part, sum(parts)) for part in parts])
)
tables = st.tuples(st.lists(st.integers(0, 10_000), min_size=1, max_size=12), shares_of_a_whole)


@given(tables)
def test_every_row_and_column_adds_up(table: tuple[list[int], list[Fraction]]) -> None:
    rows, shares = table
    found = split(rows, shares)
    assert [sum(row) for row in found] == rows
    for row, whole in zip(found, rows, strict=True):
        for cell, share in zip(row, shares, strict=True):
            assert abs(cell - whole * share) < 1
            assert share or not cell
    for at, share in enumerate(shares):
        exact = sum(rows) * share
        assert exact.__floor__() <= sum(row[at] for row in found) <= exact.__ceil__()


@settings(max_examples=60)
@given(tables)
def test_no_table_is_nearer(table: tuple[list[int], list[Fraction]]) -> None:
    """Against an integer program for the same table: the least sum of what the cells are off."""
    rows, shares = table
    low = np.array([[(row * share).__floor__() for share in shares] for row in rows])
    rest = np.array([[float(row * share % 1) for share in shares] for row in rows])
    n, m = low.shape
    by_row, by_column = np.kron(np.eye(n), np.ones(m)), np.kron(np.ones(n), np.eye(m))
    left = np.array(rows) - low.sum(axis=1)
    exact = [sum(rows) * share for share in shares]
    least = np.array([each.__floor__() for each in exact]) - low.sum(axis=0)
    most = np.array([each.__ceil__() for each in exact]) - low.sum(axis=0)
    solved = milp(
        (1 - 2 * rest).ravel(),
        integrality=np.ones(n * m),
        bounds=Bounds(0, (rest > 0).astype(float).ravel()),
        constraints=[LinearConstraint(by_row, left, left), LinearConstraint(by_column, least, most)],
    )
    assert solved.success
    ours = float(np.sum((1 - 2 * rest) * (np.array(split(rows, shares)) - low)))
    assert ours == pytest.approx(solved.fun, abs=1e-6)
