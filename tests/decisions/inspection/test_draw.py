"""Samples: shares worked out by hand, and draws that hang on nothing but what they say they hang on."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sz_assess.decisions.inspection.draw import drawn, number_of, shared_out


@pytest.mark.parametrize(
    ("size", "strata", "expected"),
    [
        # 10 of 7, 44, 22: 0.96, 6.03, 3.01. The first gets its one; 9 of 66 are 6 and 3.
        (10, (7, 44, 22), (1, 6, 3)),
        # 6 of 50, 30, 20: exactly 3, 1.8, 1.2; the remainder .8 is the largest.
        (6, (50, 30, 20), (3, 2, 1)),
        # 4 of 1, 21: 0.18 becomes one, the rest is the other's.
        (4, (1, 21), (1, 3)),
        # Level remainders of .5: the larger stratum goes first, of level ones the first.
        (3, (3, 3), (2, 1)),
        # Fewer than the strata that have rows: one each all the same.
        (1, (5, 5, 5), (1, 1, 1)),
        # A stratum without rows gives none; nobody gives more than there is.
        (5, (0, 4), (0, 4)),
        (9, (2, 3, 1), (2, 3, 1)),
        (4, (0, 0), (0, 0)),
    ],
)
def test_shares_by_hand(size: int, strata: tuple[int, ...], expected: tuple[int, ...]) -> None:
    assert shared_out(size, strata) == expected


@given(st.integers(1, 60), st.lists(st.integers(0, 40), min_size=1, max_size=6))
def test_strata_add_up_and_none_is_left_out(size: int, strata: list[int]) -> None:
    out = shared_out(size, strata)
    there = sum(rows > 0 for rows in strata)
    assert sum(out) == min(max(size, there), sum(strata))
    assert all((rows > 0) <= count <= rows for count, rows in zip(out, strata, strict=True))


def test_a_number_is_what_the_page_says() -> None:
    """SHA-256 over the parts, each after its length in bytes: 随 has three."""
    text = "4:seed5:north6:item:15:large3:随"
    assert number_of("随", "seed", "north", "item:1", "large") == hashlib.sha256(text.encode()).hexdigest()
    assert number_of("c", "a", "b") != number_of("bc", "a", "")


KEYS = [f"firm{n:03d}" for n in range(40)]
ON = ("seed", "north", "last:north:2018", "large")


@given(st.permutations(KEYS))
def test_the_order_of_rows_has_no_say(keys: list[str]) -> None:
    assert drawn(keys, 5, *ON) == drawn(KEYS, 5, *ON)


@given(st.lists(st.text("abcdef", min_size=1, max_size=8), unique=True, max_size=30))
def test_firms_that_are_added_take_a_place_only_by_their_own_number(more: list[str]) -> None:
    """Whoever was drawn stays drawn unless a new firm has a smaller number than the last of them."""
    before, after = drawn(KEYS, 6, *ON), drawn([*KEYS, *more], 6, *ON)
    last = max(number_of(key, *ON) for key in before)
    gone, new = set(before) - set(after), set(after) - set(before)
    assert new <= set(more)
    assert all(number_of(one, *ON) < number_of(other, *ON) for one in new for other in gone)
    assert drawn([*KEYS, *(key for key in more if number_of(key, *ON) > last)], 6, *ON) == before


@pytest.mark.parametrize("part", range(4))
def test_seed_unit_item_and_stratum_each_draw_anew(part: int) -> None:
    other = list(ON)
    other[part] += "x"
    assert drawn(KEYS, 10, *other) != drawn(KEYS, 10, *ON)


def test_every_firm_is_drawn_about_as_often() -> None:
    """Over 2000 items each of 40 firms is drawn 250 times, give or take what chance gives (standard deviation 14.8)."""
    times = dict.fromkeys(KEYS, 0)
    for item in range(2000):
        for key in drawn(KEYS, 5, "seed", "north", str(item), "large"):
            times[key] += 1
    assert all(abs(count - 250) < 5 * 14.8 for count in times.values())
