"""What a result itself gives: its order, its groups by number, places at nodes, and what is worked out of it once."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from sz_assess.result import Result, remembered
from tests.reports.conftest import NAN, grid, make_result, result

__all__ = ["make_result", "result"]


def test_order_puts_level_units_as_the_file_has_them_and_those_without_a_place_last(
    make_result: Callable[..., Result],
) -> None:
    assert make_result({"rank": grid([NAN, 2, 1, 2])}).order == (2, 1, 3, 0)
    assert make_result({"rank": grid([NAN, NAN, NAN, NAN])}).order == (0, 1, 2, 3)


def test_groups_are_numbered_as_the_method_names_them(result: Result) -> None:
    assert [unit.group for unit in result.units] == ["county", "county", "zone", "county"]
    assert result.labels.tolist() == [0, 0, 1, 0]


def test_places_at_a_node_among_all_and_in_the_group(make_result: Callable[..., Result]) -> None:
    score = np.full((4, 7), NAN)
    score[:, 3] = [70, 90, 90, NAN]
    found = make_result({"score": score})
    assert found.node_rank[:, 3].tolist()[:3] == [3, 1, 1]
    assert np.isnan(found.node_rank[3, 3])
    assert found.node_group_rank[:, 3].tolist()[:3] == [2, 1, 1]


def test_a_node_by_its_code(result: Result) -> None:
    assert result.nodes[result.index("loss_share")].code == "loss_share"
    with pytest.raises(KeyError):
        result.index("nothing")


def test_what_is_remembered_is_worked_out_once_for_each_result(result: Result) -> None:
    asked: list[Result] = []

    @remembered
    def leader(of: Result) -> str:
        asked.append(of)
        return of.units[of.order[0]].code

    @remembered
    def last(of: Result) -> str:
        return of.units[of.order[-1]].code

    assert [leader(result), leader(result), last(result)] == ["east", "east", "north"]
    assert len(asked) == 1
    other = replace(result, rank=grid([4, 3, 2, 1]))
    assert [leader(other), last(other)] == ["north", "east"]
    assert len(asked) == 2
