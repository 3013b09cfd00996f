"""What must hold of every way to combine scores, and of those that compare units with each other."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sz_assess.numeric import FloatArray
from sz_assess.scoring.aggregators import AGGREGATORS
from tests.scoring.aggregators.combining import COMPARING, MEANS, combined, read, tables

ALL = (*COMPARING, *MEANS)
TABLES = tables(least=1)
Table = tuple[FloatArray, FloatArray]


def named(entries: dict[str, Any]) -> str:
    return " ".join(str(entries[key]) for key in ("method", "normalise", "power") if key in entries)


def test_every_method_is_tried_here_or_has_no_such_properties() -> None:
    assert {entries["method"] for entries in ALL} == AGGREGATORS.keys() - {"owa", "mazziotta_pareto", "expression"}


@pytest.mark.parametrize("entries", ALL, ids=named)
@settings(max_examples=40)
@given(table=TABLES, data=st.data())
def test_the_order_of_units_and_of_parts_does_not_matter(
    entries: dict[str, Any], table: Table, data: st.DataObject
) -> None:
    scores, weights = table
    units = data.draw(st.permutations(range(len(scores))))
    parts = data.draw(st.permutations(range(len(weights))))
    plain = combined(entries, scores, weights)
    shuffled = combined(entries, scores[units][:, parts], weights[parts])
    assert shuffled == pytest.approx([plain[unit] for unit in units], abs=1e-9)


@pytest.mark.parametrize("entries", ALL, ids=named)
@settings(max_examples=40)
@given(table=TABLES)
def test_units_that_are_alike_get_the_same(entries: dict[str, Any], table: Table) -> None:
    scores, weights = table
    found = combined(entries, np.vstack([scores, scores[:1]]), weights)
    assert found[0] == found[-1]


@pytest.mark.parametrize("entries", ALL, ids=named)
@settings(max_examples=40)
@given(table=TABLES, data=st.data())
def test_noise_in_the_scores_moves_nobody(entries: dict[str, Any], table: Table, data: st.DataObject) -> None:
    scores, weights = table
    steps = data.draw(st.lists(st.integers(-3, 3), min_size=scores.size, max_size=scores.size))
    noisy = scores * (1 + np.array(steps).reshape(scores.shape) * 2.0**-52)
    assert combined(entries, noisy, weights) == pytest.approx(combined(entries, scores, weights), abs=1e-6)


@pytest.mark.parametrize("entries", ALL, ids=named)
@settings(max_examples=40)
@given(table=TABLES)
def test_a_unit_at_least_as_good_in_everything_is_not_behind(entries: dict[str, Any], table: Table) -> None:
    scores, weights = table
    better = scores[:1] + np.arange(scores.shape[1]) * 8.5
    found = combined(entries, np.vstack([scores, better]), weights)
    assert found[-1] >= found[0] - 1e-9


@pytest.mark.parametrize("entries", ALL, ids=named)
@settings(max_examples=40)
@given(table=TABLES)
def test_a_part_that_weighs_nothing_changes_nothing(entries: dict[str, Any], table: Table) -> None:
    scores, weights = table
    wider = np.column_stack([scores, np.arange(len(scores)) % 3 * 1e3 + 1])
    assert combined(entries, wider, [*weights, 0.0]) == pytest.approx(combined(entries, scores, weights), abs=1e-9)


@pytest.mark.parametrize("entries", COMPARING, ids=named)
@settings(max_examples=40)
@given(table=TABLES)
def test_on_a_scale_of_0_to_100(entries: dict[str, Any], table: Table) -> None:
    found = combined(entries, *table)
    assert min(found) >= -1e-9
    assert max(found) <= 100 + 1e-9


@pytest.mark.parametrize("entries", COMPARING, ids=named)
@settings(max_examples=40)
@given(table=TABLES)
def test_a_unit_that_does_not_count_does_not_move_the_others(entries: dict[str, Any], table: Table) -> None:
    scores, weights = table
    more = np.vstack([scores, np.full(scores.shape[1], np.nan)])
    each = np.vstack([np.broadcast_to(weights, scores.shape), np.full(scores.shape[1], np.nan)])
    found = combined(entries, more, each)
    assert found[:-1] == combined(entries, scores, weights)
    assert np.isnan(found[-1])


@pytest.mark.parametrize("entries", COMPARING, ids=named)
def test_a_comparison_says_among_whom(entries: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="over"):
        read({key: value for key, value in entries.items() if key != "over"})
