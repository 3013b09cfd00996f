"""Counting first and last places, by hand."""

import pytest
from pydantic import ValidationError

from tests.scoring.aggregators.combining import NAN, combined, read

FIRSTS = {"method": "place_count", "end": "first", "over": "all"}


def test_level_units_are_all_first() -> None:
    assert combined(FIRSTS, [[9, 8, 7], [9, 9, 6], [5, 7, 8]], [0.2, 0.3, 0.5]) == [1, 2, 1]


def test_last_places_are_counted_from_the_worst() -> None:
    assert combined({**FIRSTS, "end": "last"}, [[9, 8, 7], [9, 9, 6], [5, 7, 8]], [0.2, 0.3, 0.5]) == [0, 1, 2]


def test_more_places_may_count_and_level_units_use_them_up() -> None:
    # First part: places 1 1 3 4; second: 4 3 2 1.
    assert combined({**FIRSTS, "places": 2}, [[9, 1], [9, 2], [5, 3], [4, 4]], [0.5, 0.5]) == [1, 1, 1, 1]
    assert combined({**FIRSTS, "places": 3}, [[9, 1], [9, 2], [5, 3], [4, 4]], [0.5, 0.5]) == [1, 2, 2, 1]


def test_what_is_missing_or_weighs_nothing_gives_no_place() -> None:
    weights = [[0.5, 0.5], [1, 0], [0.5, 0.5]]
    assert combined(FIRSTS, [[1, 5], [2, NAN], [3, 6]], weights) == [0, 0, 2]
    assert combined(FIRSTS, [[1, 5], [2, 9], [3, 6]], [1, 0]) == [0, 0, 1]


def test_noise_makes_no_place() -> None:
    assert combined(FIRSTS, [[0.1 + 0.2], [0.3], [0.2]], [1]) == [1, 1, 0]


def test_groups_have_places_of_their_own() -> None:
    assert combined({**FIRSTS, "over": "group"}, [[1], [2], [3], [4]], [1], [0, 1, 0, 1]) == [0, 0, 1, 1]


def test_which_end_must_be_said() -> None:
    with pytest.raises(ValidationError, match="end"):
        read({"method": "place_count", "over": "all"})
    with pytest.raises(ValidationError, match="greater than or equal to 1"):
        read({**FIRSTS, "places": 0})
