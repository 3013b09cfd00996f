"""Points shared out in proportion add up exactly."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sz_assess.scoring.weighting.scheme import share_out


@given(
    st.decimals(min_value=0, max_value=1000, places=3),
    st.lists(st.floats(0, 1), min_size=1, max_size=12).filter(lambda shares: sum(shares) > 0),
    st.sampled_from([None, 0, 1, 2, 4]),
)
def test_parts_add_up_and_stay_next_to_their_share(points: Decimal, shares: list[float], decimals: int | None) -> None:
    parts = share_out(points, shares, decimals)
    assert sum(parts) == points
    step = Fraction(1, 10 ** (12 if decimals is None else decimals))
    # In fractions: products of the smallest floats there are would come to nothing here.
    whole = sum(map(Fraction, shares))
    for part, share in zip(parts, shares, strict=True):
        # What points have beyond the decimals goes to the largest part.
        assert abs(Fraction(part) - Fraction(points) * Fraction(share) / whole) < 2 * step + Fraction(1, 10**9)


def test_the_smallest_shares_there_are_count_too() -> None:
    assert share_out(Decimal(3), [5e-324, 5e-324, 5e-324], 0) == [1, 1, 1]
    assert share_out(Decimal(3), [5e-324, 1e-323], 0) == [1, 2]


def test_the_largest_remainder_gets_what_is_left() -> None:
    # 10 by 1.5 : 1.5 : 4 is 2.142857, 2.142857, 5.714285: 2, 2, 5 and one left for the .714.
    assert share_out(Decimal(10), [1.5, 1.5, 4], 0) == [2, 2, 6]
    assert share_out(Decimal(100), [1, 1, 1], 2) == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]
