"""Published and catalogued cases of money split among units."""

from fractions import Fraction

from sz_assess.decisions.funding.share_out import share_out
from sz_assess.decisions.funding.table import split


def test_forest_fees_of_guangyuan_2021() -> None:
    """A table whose rows (districts) and columns (20, 30 and 50 %) must both add up, in 10 000 yuan.

    Half up, 397.23 × 50 % = 198.615 would be 198.62 and its row a hundredth too much.
    """
    found = split([26230, 39723, 6872], [Fraction(2, 10), Fraction(3, 10), Fraction(5, 10)])
    assert found == ((5246, 7869, 13115), (7945, 11917, 19861), (1374, 2062, 3436))
    assert [sum(column) for column in zip(*found, strict=True)] == [14565, 21848, 36412]


FACTORS = ((120, 30, 8), (90, 45, 6), (60, 15, 2), (30, 10, 4))
WEIGHTS = (Fraction(5, 10), Fraction(3, 10), Fraction(2, 10))
COEFFICIENTS = (Fraction(11, 10), Fraction(1), Fraction(9, 10), Fraction(1))


def claims() -> list[int]:
    sums = [sum(column) for column in zip(*FACTORS, strict=True)]
    found = [
        of
        * sum(
            (weight * Fraction(figure, whole) for weight, figure, whole in zip(WEIGHTS, row, sums, strict=True)),
            Fraction(0),
        )
        for of, row in zip(COEFFICIENTS, FACTORS, strict=True)
    ]
    return [int(claim * 10**30) for claim in found]


def test_factors_with_coefficients() -> None:
    assert share_out(1000, claims()).amounts == (399, 338, 145, 118)


def test_factors_with_floor_and_cap() -> None:
    """The fourth unit's 118 lies below the floor, but what the caps give back lifts it above."""
    assert share_out(1000, claims(), [120] * 4, [350] * 4).amounts == (350, 350, 166, 134)
