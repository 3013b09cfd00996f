"""Places gained since last year, by hand and by what must hold."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from sz_assess.scoring.domain import DomainError
from tests.scoring.applying import Scored, read_rule, scores

NAN = float("nan")
RULE: dict[str, Any] = {"rule": "rank_gain", "base": 60, "gained": 10, "lost": 5, "when_new": 50}


def test_by_hand_a_new_unit_moves_nobody() -> None:
    # Without the new unit: places 1 2 3 4 now, 3 1 2 4 last year.
    last = {"last_year": [10, 30, 20, 5, NAN]}
    assert scores(RULE, [40, 30, 20, 6, 100], given=last) == [80, 55, 55, 60, 50]
    assert scores(RULE, [-40, -30, -20, -6, -100], "negative", given={"last_year": [-10, -30, -20, -5, NAN]}) == [
        80, 55, 55, 60, 50,
    ]  # fmt: skip


def test_a_unit_that_has_gone_counts_in_neither_year() -> None:
    # The third was first last year and has no value now: nobody gains by its going.
    found = scores(RULE, [9, 8, NAN], given={"last_year": [5, 4, 7]})
    assert found[:2] == [60, 60]
    assert found[2] != found[2]


def test_places_within_groups() -> None:
    found = scores({**RULE, "over": "group"}, [4, 3, 2, 1], groups=[0, 1, 0, 1], given={"last_year": [1, 3, 2, 4]})
    assert found == [70, 70, 55, 55]


def test_level_units_share_a_place_in_both_years() -> None:
    assert scores(RULE, [0.1 + 0.2, 0.3, 0.1], given={"last_year": [2, 3, 3]}) == [80, 60, 50]


def test_the_base_of_a_new_unit_must_be_said() -> None:
    with pytest.raises(ValidationError, match="when_new"):
        read_rule({key: part for key, part in RULE.items() if key != "when_new"})


@settings(max_examples=60)
@given(
    pairs=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9) | st.none()), min_size=1, max_size=8),
    data=st.data(),
)
def test_order_and_measure_do_not_matter_and_the_arithmetic_is_the_score(
    pairs: list[tuple[int, int | None]], data: st.DataObject
) -> None:
    now = [float(value) for value, _ in pairs]
    last = [NAN if value is None else float(value) for _, value in pairs]
    found = Scored(RULE, now, given={"last_year": last})
    order = data.draw(st.permutations(range(len(pairs))))
    shuffled = scores(RULE, [now[n] for n in order], given={"last_year": [last[n] for n in order]})
    assert shuffled == [found.scores[n] for n in order]
    scaled = scores(RULE, [value * 1e4 for value in now], given={"last_year": [value * 1e4 for value in last]})
    assert scaled == found.scores.tolist()
    for unit in range(len(pairs)):
        assert found.lines(unit)[-1].result == found.scores[unit]


def test_a_unit_outside_the_population_is_not_taken_for_a_new_one() -> None:
    rule = {**RULE, "over": {"group": "g1"}}
    with pytest.raises(DomainError, match="outside the population"):
        scores(rule, [4, 3, 2], groups=[1, 1, 0], given={"last_year": [1, 3, 2]})
    assert scores(rule, [4, 3, NAN], groups=[1, 1, 0], given={"last_year": [1, 3, 2]})[:2] == [70, 55]
