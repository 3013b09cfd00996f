"""The weighted tree: weights shared out by hand in an uneven tree, scores brought up, contributions that add up."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sz_assess.numeric import FloatArray
from sz_assess.scoring.aggregators import Aggregator
from sz_assess.scoring.aggregators.means import Arithmetic, Geometric
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.tree import Sharing, Tree, Weighting, aggregate, contributions, weigh

NAN = float("nan")
SUM: Aggregator = Arithmetic(method="arithmetic")
PRODUCT: Aggregator = Geometric(method="geometric")

#  total 100 ─┬─ a 60 ─┬─ a1 30
#             │        ├─ a2 20
#             │        └─ a3 10 ─┬─ a31 6
#             │                  └─ a32 4
#             ├─ b 30 ─── b1 30
#             └─ c 10          (an indicator right below the root)
PARENT = (-1, 0, 1, 1, 1, 4, 4, 0, 7, 0)
NAMES = ("total", "a", "a1", "a2", "a3", "a31", "a32", "b", "b1", "c")
POINTS = np.array([[100.0, 60, 30, 20, 10, 6, 4, 30, 30, 10]])
LEAVES = ("a1", "a2", "a31", "a32", "b1", "c")


def tree_of(parent: tuple[int, ...], inner: Callable[[int], Aggregator] = lambda _: SUM) -> Tree:
    children = tuple(tuple(n for n, up in enumerate(parent) if up == node) for node in range(len(parent)))
    return Tree(parent, children, tuple(inner(n) if below else None for n, below in enumerate(children)))


TREE = tree_of(PARENT)


def absent(*units: str) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """For each unit the leaves that do not count, as words."""
    out = np.zeros((len(units), len(NAMES)), dtype=bool)
    for row, names in enumerate(units):
        for name in names.split():
            out[row, NAMES.index(name)] = True
    return out


def points(weighting: Weighting, unit: int = 0) -> dict[str, Any]:
    return {name: pytest.approx(100 * share) for name, share in zip(NAMES, weighting.share[unit], strict=True)}


def test_where_all_counts_the_points_are_those_of_the_file() -> None:
    found = weigh(TREE, POINTS, None, "within_dimension")
    assert found.share.shape == (1, 10)
    assert points(found) == dict(zip(NAMES, POINTS[0], strict=True))
    assert found.local[0].tolist() == pytest.approx([1, 0.6, 0.5, 1 / 3, 1 / 6, 0.6, 0.4, 0.3, 1, 0.1])


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        # a2's 20 points go to its siblings 30 : 10, and within a3 6 : 4.
        ("a2", [100, 60, 45, 0, 15, 9, 6, 30, 30, 10]),
        ("a32", [100, 60, 30, 20, 10, 10, 0, 30, 30, 10]),
        # All of a3 is gone: its 10 go to a1 and a2, 30 : 20.
        ("a31 a32", [100, 60, 36, 24, 0, 0, 0, 30, 30, 10]),
        # All of b is gone: there is nobody within, so its 30 go to a and c, 60 : 10.
        ("b1", [100, 600 / 7, 300 / 7, 200 / 7, 100 / 7, 60 / 7, 40 / 7, 0, 0, 100 / 7]),
        ("a1 a2 a31 a32 b1", [100, 0, 0, 0, 0, 0, 0, 0, 0, 100]),
    ],
)
def test_shared_within_the_dimension(missing: str, expected: list[float]) -> None:
    found = weigh(TREE, POINTS, absent(missing), "within_dimension")
    assert points(found) == dict(zip(NAMES, expected, strict=True))


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        # 20 points to all others in proportion: everything times 100 / 80.
        ("a2", [100, 50, 37.5, 0, 12.5, 7.5, 5, 37.5, 37.5, 12.5]),
        ("a31 a32", [100, 500 / 9, 300 / 9, 200 / 9, 0, 0, 0, 300 / 9, 300 / 9, 100 / 9]),
        ("a1 a2 a31 a32 b1", [100, 0, 0, 0, 0, 0, 0, 0, 0, 100]),
    ],
)
def test_shared_in_proportion_over_the_whole_tree(missing: str, expected: list[float]) -> None:
    found = weigh(TREE, POINTS, absent(missing), "proportionally")
    assert points(found) == dict(zip(NAMES, expected, strict=True))


@pytest.mark.parametrize("sharing", ["within_dimension", "proportionally"])
def test_a_unit_to_which_nothing_applies_has_no_weights_and_no_score(sharing: Sharing) -> None:
    found = weigh(TREE, POINTS, absent("", " ".join(LEAVES)), sharing)
    assert points(found)["total"] == 100
    assert np.isnan(found.share[1]).all()
    scores = np.full((2, 10), 50.0)
    out = aggregate(TREE, scores, found)
    assert out[0].tolist() == pytest.approx([50] * 10)
    assert np.isnan(out[1, 0])
    assert np.isnan(contributions(TREE, out, found, 100.0)[1]).all()


@pytest.mark.parametrize("sharing", ["within_dimension", "proportionally"])
def test_a_leaf_without_weight_takes_none_over(sharing: Sharing) -> None:
    """Some group gives a31 all of a3's points; where a31 is missing, a32 with its 0 can't stand for it."""
    nominal = POINTS.copy()
    nominal[0, [5, 6]] = 10, 0
    found = weigh(TREE, nominal, absent("", "a31"), sharing)
    assert found.share[0, 5:7].tolist() == pytest.approx([0.1, 0])
    assert found.share[1, [4, 5, 6]].tolist() == [0, 0, 0]
    assert found.share[1, [NAMES.index(leaf) for leaf in LEAVES]].sum() == pytest.approx(1)


@pytest.mark.parametrize("gaps", [None, absent("", "a1")])
def test_a_dimension_without_weight_weighs_nothing_all_the_way_down(
    gaps: np.ndarray[tuple[int, int], np.dtype[np.bool_]] | None,
) -> None:
    nominal = np.repeat(POINTS, 2, axis=0)
    nominal[0, [0, 7, 8]] = 70, 0, 0  # the first unit's group does without b
    found = weigh(TREE, nominal, gaps, "within_dimension")
    assert found.share[0, [7, 8]].tolist() == [0, 0]
    assert found.share[1, 7] == pytest.approx(0.3)
    scores = np.full((2, 10), 80.0)
    scores[0, 8] = NAN
    out = aggregate(TREE, scores, found)
    assert out[:, 0].tolist() == pytest.approx([80, 80])
    assert contributions(TREE, out, found, 100.0)[0, [7, 8]].tolist() == [0, 0]


@st.composite
def uneven_trees(draw: st.DrawFn) -> tuple[Tree, list[int]]:
    """Any tree in pre-order, with whole weights of which some may be 0."""
    size = draw(st.integers(2, 14))
    parent = [-1]
    path = [0]
    for node in range(1, size):
        depth = draw(st.integers(1, len(path)))
        del path[depth:]
        parent.append(path[-1])
        path.append(node)
    weights = draw(st.lists(st.integers(0, 9), min_size=size, max_size=size))
    return tree_of(tuple(parent)), weights


def by_hand(tree: Tree, weights: list[int], gone: list[bool], sharing: str) -> list[Fraction] | None:
    """Shares by exact fractions, from the definition; None where nothing is left."""
    size = len(tree.parent)

    def nominal(node: int) -> Fraction:
        if node == 0:
            return Fraction(1)
        siblings = sum(weights[other] for other in tree.children[tree.parent[node]])
        return nominal(tree.parent[node]) * Fraction(weights[node], siblings) if siblings else Fraction(0)

    def alive(node: int) -> bool:
        if node and not weights[node]:
            return False
        below = tree.children[node]
        return any(map(alive, below)) if below else not gone[node]

    if not alive(0):
        return None
    if sharing == "proportionally":
        left = [nominal(node) if not tree.children[node] and not gone[node] else Fraction(0) for node in range(size)]
        for node in range(size - 1, 0, -1):
            left[tree.parent[node]] += left[node]
        return [part / left[0] for part in left] if left[0] else None
    out = [Fraction(1)] + [Fraction(0)] * (size - 1)
    for node in range(1, size):
        siblings = [other for other in tree.children[tree.parent[node]] if alive(other)]
        if node in siblings:
            out[node] = out[tree.parent[node]] * Fraction(weights[node], sum(weights[other] for other in siblings))
    return out


@given(uneven_trees(), st.sampled_from(["within_dimension", "proportionally"]), st.data())
def test_any_tree_is_weighed_as_by_hand(
    shape: tuple[Tree, list[int]], sharing: Literal["within_dimension", "proportionally"], data: st.DataObject
) -> None:
    tree, weights = shape
    size = len(weights)
    gone = data.draw(st.lists(st.booleans(), min_size=size, max_size=size))
    nominal = np.array([weights], dtype=float)
    # A file whose weights below a node with weight are all 0 is refused when read.
    for node, below in enumerate(tree.children):
        assume(not below or (node and not weights[node]) or any(weights[child] for child in below))
    expected = by_hand(tree, weights, gone, sharing)
    marks = np.array([[gone[node] and not tree.children[node] for node in range(size)]])
    found = weigh(tree, nominal, marks, sharing).share[0]
    if expected is None:
        assert np.isnan(found[0])
        return
    assert found.tolist() == pytest.approx([float(part) for part in expected], rel=1e-12, abs=1e-15)
    leaves = list(tree.leaves)
    assert found[leaves].sum() == pytest.approx(1, rel=1e-12)


def test_scores_go_up_and_contributions_come_down() -> None:
    scores = np.zeros((1, 10))
    for leaf, score in zip(LEAVES, (90, 60, 50, 100, 80, 30), strict=True):
        scores[0, NAMES.index(leaf)] = score
    weighting = weigh(TREE, POINTS, None, "within_dimension")
    out = aggregate(TREE, scores, weighting)[0]
    # a3: 0.6 x 50 + 0.4 x 100 = 70; a: (30 x 90 + 20 x 60 + 10 x 70) / 60; total by points.
    assert dict(zip(NAMES, out, strict=True)) == {
        "total": pytest.approx(73), "a": pytest.approx(4600 / 60), "a1": 90, "a2": 60, "a3": pytest.approx(70),
        "a31": 50, "a32": 100, "b": 80, "b1": 80, "c": 30,
    }  # fmt: skip
    brought = contributions(TREE, out[np.newaxis], weighting, 150.0)[0]
    assert brought.tolist() == pytest.approx([1.5 * p for p in (73, 46, 27, 12, 7, 3, 4, 24, 24, 3)])


def test_below_a_node_that_multiplies_nobody_brings_points() -> None:
    tree = tree_of(PARENT, lambda node: PRODUCT if node == 1 else SUM)
    weighting = weigh(tree, POINTS, None, "within_dimension")
    out = aggregate(tree, np.full((1, 10), 64.0), weighting)
    brought = contributions(tree, out, weighting, 100.0)[0]
    known = {"total": 64, "a": 38.4, "b": 19.2, "b1": 19.2, "c": 6.4}
    for name, part in zip(NAMES, brought, strict=True):
        assert part == pytest.approx(known.get(name, NAN), nan_ok=True)


@settings(max_examples=40)
@given(uneven_trees(), st.data())
def test_the_parts_add_up_to_the_whole_at_every_node(shape: tuple[Tree, list[int]], data: st.DataObject) -> None:
    tree, weights = shape
    size = len(weights)
    column = st.lists(st.floats(-50, 150), min_size=size, max_size=size)
    scores = np.array([data.draw(column), data.draw(column)])
    nominal = np.array([[weight + 1.0 for weight in weights]])
    weighting = weigh(tree, nominal, None, "within_dimension")
    out = aggregate(tree, scores.copy(), weighting)
    brought = contributions(tree, out, weighting, 120.0)
    for node, below in enumerate(tree.children):
        if below:
            assert brought[:, list(below)].sum(axis=1) == pytest.approx(brought[:, node], abs=1e-9)
    assert brought[:, 0] == pytest.approx(1.2 * out[:, 0])


def test_a_node_may_be_finished_before_it_goes_up() -> None:
    seen: list[int] = []

    def finish(node: int, score: FloatArray) -> FloatArray:
        seen.append(node)
        return np.zeros_like(score) if NAMES[node] in {"a3", "c"} else score

    weighting = weigh(TREE, POINTS, None, "within_dimension")
    out = aggregate(TREE, np.full((1, 10), 100.0), weighting, finish)[0]
    assert sorted(seen) == list(range(10))
    assert out[0] == pytest.approx(100 - 10 - 10)
    assert out[1] == pytest.approx(100 * 50 / 60)


def test_an_error_is_told_by_node() -> None:
    tree = tree_of(PARENT, lambda node: PRODUCT if node == 4 else SUM)
    scores = np.full((2, 10), 50.0)
    scores[1, 6] = -1
    with pytest.raises(DomainError) as error:
        aggregate(tree, scores, weigh(tree, POINTS, None, "within_dimension"))
    assert np.argwhere(error.value.where).tolist() == [[1, 6]]


@pytest.mark.parametrize("parent", [(-1, 2, 0), (-1, 0, 5), (0, 0)])
def test_nodes_out_of_order_are_no_tree(parent: tuple[int, ...]) -> None:
    children = tuple(tuple(n for n, up in enumerate(parent) if up == node) for node in range(len(parent)))
    with pytest.raises(ValueError, match="does not follow"):
        Tree(parent, children, (None,) * len(parent))
