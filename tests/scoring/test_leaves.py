"""Leaves side by side: the same scores as one by one, whatever is scored together, and all errors at once."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sz_assess.numeric import FloatArray
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.leaves import Leaf, score_leaves
from sz_assess.scoring.references import Population
from tests.scoring.applying import read_rule, scores

NAN = float("nan")
RULES: list[dict[str, Any]] = [
    {"rule": "min_max", "when_equal": 40},
    {"rule": "completion", "cap": 120, "inverse": "mirror"},
    {"rule": "position", "top": 100, "step": 3, "ties": "average", "over": "group"},
    {"rule": "z_score", "deviation": "population", "when_equal": 0},
    {"rule": "margin", "reference": "mean", "base": 80, "each": 0.5, "within": [0, 100], "over": "group"},
    {"rule": "completion", "cap": 120, "inverse": "mirror", "scale": "points"},
]
LABELS = np.array([0, 1, 0, 1, 1])
POPULATIONS = {"all": Population(), "group": Population(labels=LABELS)}


def leaf(entries: dict[str, Any], direction: Any, target: float, full: float) -> Leaf:
    rule = read_rule(entries)
    return Leaf(
        rule.long_form(direction),
        direction,
        str(rule.over or "all"),
        {"target": np.full(5, target)} if entries["rule"] == "completion" else {},
        100.0 if rule.scale == "percent" else np.full(5, full),
    )


SPEC = st.tuples(
    st.sampled_from(RULES),
    st.sampled_from(["positive", "negative"]),
    st.sampled_from([10.0, 25.0]),
    st.sampled_from([4.0, 8.0]),
)


@settings(max_examples=50)
@given(st.lists(SPEC, min_size=1, max_size=8), st.data())
def test_together_as_one_by_one(specs: list[tuple[dict[str, Any], Any, float, float]], data: st.DataObject) -> None:
    """Bit for bit, for neighbouring columns and scattered ones, and in another order of columns."""
    cell = st.integers(-500, 500).map(lambda n: n / 10) | st.just(NAN)
    rows = [data.draw(st.lists(cell, min_size=5, max_size=5)) for _ in specs]
    values = np.array(rows).T.copy(order="F")
    leaves = tuple(leaf(*spec) for spec in specs)
    together, used = score_leaves(values, leaves, POPULATIONS)
    for column, (spec, single) in enumerate(zip(specs, leaves, strict=True)):
        alone, seen = score_leaves(values[:, [column]], (single,), POPULATIONS)
        np.testing.assert_array_equal(together[:, column], alone[:, 0])
        assert used[column].keys() == seen[0].keys()
        for name in seen[0]:
            np.testing.assert_array_equal(used[column][name], seen[0][name])
        entries, direction, target, full = spec
        again: FloatArray = np.array(
            scores(entries, values[:, column], direction, groups=LABELS.tolist(), full=full, given={"target": target})
        )
        np.testing.assert_allclose(together[:, column] * (full / 100 if entries.get("scale") else 1), again, atol=1e-12)
    order = data.draw(st.permutations(range(len(specs))))
    turned, _ = score_leaves(values[:, order].copy(order="F"), tuple(leaves[k] for k in order), POPULATIONS)
    np.testing.assert_array_equal(turned, together[:, order])


def test_points_are_turned_into_per_cent_of_each_leafs_own_weight() -> None:
    entries = {"rule": "expression", "formula": "value", "scale": "points"}
    leaves = tuple(Leaf(read_rule(entries), "positive", "all", {}, np.full(2, full)) for full in (4.0, 8.0))
    found, used = score_leaves(np.array([[2.0, 2.0], [-1.0, 12.0]]), leaves, POPULATIONS)
    assert found.tolist() == [[50, 25], [-25, 150]]
    assert used == [{}, {}]


def test_a_leaf_without_points_has_no_per_cent() -> None:
    entries = {"rule": "expression", "formula": "value", "scale": "points"}
    weightless = Leaf(read_rule(entries), "positive", "all", {}, np.array([0.0, 4.0]))
    found, _ = score_leaves(np.array([[2.0], [2.0]]), (weightless,), POPULATIONS)
    np.testing.assert_array_equal(found, [[NAN], [50]])


def test_all_errors_of_all_rules_at_once_each_at_its_cells() -> None:
    """A value without a number, a missing target and a gap in a ladder, in three columns."""
    values = np.array([[0.0, 1.0, 5.0, 1.0], [2.0, NAN, 1.0, 1.0]], order="F")
    leaves = (
        Leaf(read_rule({"rule": "expression", "formula": "1 / value"}), "positive", "all"),
        Leaf(read_rule({"rule": "goalposts", "low": 0, "high": "target"}).long_form("positive"), "positive", "all"),
        Leaf(read_rule({"rule": "ladder", "steps": [["< 3", 1]]}), "positive", "all"),
        Leaf(read_rule({"rule": "expression", "formula": "value"}), "positive", "all"),
    )
    with pytest.raises(DomainError) as error:
        score_leaves(values, leaves, POPULATIONS)
    assert error.value.where.tolist() == [[True, True, True, False], [False] * 4]
    cells = [(str(part.found), np.argwhere(part.where).tolist()) for part in error.value.parts]
    assert cells == [
        ("the scoring rule gives no number", [[0, 0]]),
        ("no target to measure the value against", [[0, 1]]),
        ("no step of the ladder holds for the value", [[0, 2]]),
    ]


def test_leaves_that_know_different_things_are_not_scored_as_one() -> None:
    rule = read_rule({"rule": "goalposts", "low": 0, "high": "target"}).long_form("positive")
    leaves = (
        Leaf(rule, "positive", "all", {"target": np.array([10.0, 10.0])}),
        Leaf(rule, "positive", "all"),
    )
    with pytest.raises(DomainError, match="no target") as error:
        score_leaves(np.full((2, 2), 5.0), leaves, POPULATIONS)
    assert error.value.where.tolist() == [[False, True], [False, True]]
