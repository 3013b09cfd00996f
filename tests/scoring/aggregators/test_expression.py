"""A formula over the parts' codes."""

import pytest

from sz_assess.scoring.domain import DomainError
from tests.scoring.aggregators.combining import NAN, combined


def test_by_hand() -> None:
    entries = {"method": "expression", "formula": "0.4 * c0 + 0.6 * max(c1, 50)"}
    assert combined(entries, [[100, 20], [50, 90]], [0.5, 0.5]) == pytest.approx([70, 74])


def test_a_number_is_everybodys() -> None:
    assert combined({"method": "expression", "formula": "60"}, [[1, 2], [3, 4]], [0.5, 0.5]) == [60, 60]


def test_a_formula_without_an_answer_is_refused_where_it_has_none() -> None:
    entries = {"method": "expression", "formula": "c0 / c1"}
    with pytest.raises(DomainError, match="c0 / c1") as caught:
        combined(entries, [[1, 0], [1, 2]], [0.5, 0.5])
    assert caught.value.where.tolist() == [[True, True], [False, False]]


def test_a_part_that_the_formula_names_and_a_unit_lacks_is_refused() -> None:
    # The first unit's second part weighs nothing and has no score; a unit none of whose parts count asks for nothing.
    entries = {"method": "expression", "formula": "max(c0, c1)"}
    weights = [[1, 0], [0.5, 0.5], [NAN, NAN]]
    with pytest.raises(DomainError) as caught:
        combined(entries, [[80, NAN], [70, 90], [NAN, NAN]], weights)
    assert caught.value.where.tolist() == [[True, True], [False, False], [False, False]]
    assert combined({"method": "expression", "formula": "c0"}, [[80, NAN]], [[1, 0]]) == [80]
