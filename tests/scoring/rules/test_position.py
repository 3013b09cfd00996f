"""Points by place: ties shared and averaged, groups, and the worked table of Jining."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.references import Population, References
from tests.scoring.applying import Scored, read_rule, scores

NAN = float("nan")
STEPS = {"rule": "position", "top": 100, "step": 3, "ties": "shared"}


def test_points_go_down_by_place() -> None:
    assert scores(STEPS, [7, 9, NAN, 8]) == pytest.approx([94, 100, NAN, 97], nan_ok=True)
    assert scores(STEPS, [7, 9, NAN, 8], "negative") == pytest.approx([100, 94, NAN, 97], nan_ok=True)
    # Nine values above a tie, then one below: 9, 9, 11 as the published table prints it.
    values = [20, 19, 18, 17, 16, 15, 14, 13, 5, 5, 1]
    assert scores(STEPS, values)[-3:] == [76, 76, 70]
    assert scores({**STEPS, "ties": "average"}, values)[-3:] == [74.5, 74.5, 70]


def test_a_table_of_points() -> None:
    # 石家庄: of a group of eight the first four get 4, 3, 2, 1.
    entries = {"rule": "position", "table": [4, 3, 2, 1, 0], "ties": "shared"}
    assert scores(entries, [8, 7, 6, 5, 4, 3, 2, 1]) == [4, 3, 2, 1, 0, 0, 0, 0]
    assert scores(entries, [8, 7, 7, 7, 4]) == [4, 3, 3, 3, 0]
    assert scores({**entries, "ties": "average"}, [8, 7, 7, 7, 4]) == [4, 2, 2, 2, 0]


def test_places_are_those_of_the_group() -> None:
    entries = {**STEPS, "over": "group"}
    assert scores(entries, [1, 5, 3, 9, 9], groups=[0, 1, 0, 1, 0]) == [94, 97, 97, 100, 100]
    average = {**entries, "ties": "average"}
    # In either group two units share the first two places: (100 + 97) / 2.
    assert scores(average, [9, 5, 9, 5, 1], groups=[0, 1, 0, 1, 0]) == [98.5, 98.5, 98.5, 98.5, 94]


def test_a_unit_outside_the_population_has_no_place() -> None:
    entries = {**STEPS, "over": {"group": "g0"}}
    with pytest.raises(DomainError, match="outside the population") as refused:
        scores(entries, [1, 2, 3], groups=[0, 1, 0])
    assert refused.value.where[:, 0].tolist() == [False, True, False]
    assert scores(entries, [1, NAN, 3], groups=[0, 1, 0]) == pytest.approx([97, NAN, 100], nan_ok=True)


def test_the_arithmetic_names_the_place() -> None:
    (line,) = Scored(STEPS, [7, 9, 8]).lines(0)
    assert (str(line.label), line.expression, line.result) == ("place 3", "100 − 3 × (3 − 1)", 94)


COLUMN = st.lists(st.integers(0, 12).map(float), min_size=1, max_size=25)


@given(COLUMN, st.integers(0, 3), st.data())
def test_averaged_ties_give_away_exactly_the_points_there_are(
    values: list[float], groups: int, data: st.DataObject
) -> None:
    """As many points in all as if nobody had been level with anybody, in every group."""
    labels: Sequence[int] = data.draw(st.lists(st.integers(0, groups), min_size=len(values), max_size=len(values)))
    entries: dict[str, Any] = {"rule": "position", "table": [100, 70, 65, 30, 10], "ties": "average", "over": "group"}
    found = np.array(scores(entries, values, groups=labels))
    for label in set(labels):
        inside = np.array(labels) == label
        points = ([100, 70, 65, 30] + [10] * len(values))[: int(inside.sum())]
        assert found[inside].sum() == pytest.approx(sum(points))
    by_group = {
        label: [(v, s) for v, s, of in zip(values, found, labels, strict=True) if of == label] for label in labels
    }
    for pairs in by_group.values():
        for (better, above), (worse, below) in pairwise(sorted(pairs, reverse=True)):
            assert above > below or better == worse or below == 10
            assert better > worse or above == below


@pytest.mark.parametrize(
    "entries",
    [
        {"top": 100},
        {"step": 3},
        {},
        {"top": 100, "step": 3, "table": [1]},
        {"top": 100, "table": [2, 1]},
        {"top": 100, "step": -3},
        {"table": []},
        {"table": [1, 2]},
    ],
)
def test_what_gives_no_points_by_place_is_refused(entries: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        read_rule({"rule": "position", "ties": "shared", **entries})
    with pytest.raises(ValidationError, match="ties"):
        read_rule({"rule": "position", "top": 100, "step": 3})


TABLES: dict[str, Any] = {
    "rule": "position",
    "over": "group",
    "tables": [{"group": "key", "points": [4, 3, 2]}, {"group": "other", "points": [9, 5, 1]}],
    "ties": "shared",
}


def by_table(entries: dict[str, Any], values: list[float], labels: list[int]) -> list[float]:
    """Scores where the groups have names: key is 0, other is 1."""
    column = np.array(values)[:, np.newaxis]
    population = Population(labels=np.array(labels, dtype=np.intp), names=("key", "other", "third"))
    found = read_rule(entries).score(References(column, 100.0, population, {}), "positive")
    return [float(score) for score in found[:, 0]]


def test_each_group_has_its_own_table() -> None:
    assert by_table(TABLES, [9, 8, 7, 6, 5], [0, 1, 0, 1, 1]) == [4, 9, 3, 5, 1]
    # Level units in the middle of a table share their places: (3 + 2) / 2, and the last points go on.
    assert by_table({**TABLES, "ties": "average"}, [9, 8, 8, 1], [0, 0, 0, 0]) == [4, 2.5, 2.5, 2]
    assert by_table({**TABLES, "ties": "average"}, [9, 3, 9, 3], [0, 1, 1, 1]) == [4, 3, 9, 3]


def test_a_group_without_a_table_is_refused() -> None:
    with pytest.raises(DomainError) as refused:
        by_table(TABLES, [9, 8], [0, 2])
    assert "no table of points" in str(refused.value)
    assert refused.value.where[:, 0].tolist() == [False, True]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"over": "all"}, "over: group"),
        ({"table": [1]}, "not one of"),
        ({"top": 5}, "not one of"),
        ({"tables": [{"group": "key", "points": [1, 2]}]}, "do not rise"),
        ({"tables": [{"group": "key", "points": [2, 1]}] * 2}, "two tables for one group"),
    ],
)
def test_tables_that_do_not_fit_are_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        read_rule({**TABLES, **change})


def test_top_and_step_may_depend_on_the_population_and_the_weight() -> None:
    rule = {"rule": "position", "top": "count", "step": "count / 4", "ties": "shared"}
    assert scores(rule, [9, 8, 7, 6]) == [4, 3, 2, 1]
    assert scores({**rule, "ties": "average"}, [9, 8, 8, 6]) == [4, 2.5, 2.5, 1]
    weight = {"rule": "position", "top": "full", "step": 2, "ties": "shared", "scale": "points"}
    assert scores(weight, [9, 8], full=7.0) == pytest.approx([7, 5])
    with pytest.raises(ValidationError, match="step of 0 or more"):
        read_rule({**rule, "step": -1})
