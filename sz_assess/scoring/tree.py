"""The weighted tree as arrays: whose weight counts for whom, and scores brought up from the leaves to the root."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sz_assess.numeric import BoolArray, FloatArray, IntArray
from sz_assess.scoring.aggregators import Aggregator, Children
from sz_assess.scoring.domain import DomainError

Sharing = Literal["within_dimension", "proportionally"]


@dataclass(frozen=True)
class Tree:
    """Nodes in pre-order, the root first. ``parent`` is -1 for the root; a leaf has no children and no aggregator.

    ``codes`` names the nodes where an aggregator calls its children by name.
    """

    parent: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    aggregators: tuple[Aggregator | None, ...]
    codes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for node, parent in enumerate(self.parent):
            if (node == 0) != (parent == -1) or parent >= node or (node and node not in self.children[parent]):
                raise ValueError(f"node {node} does not follow its parent {parent}")

    @property
    def leaves(self) -> tuple[int, ...]:
        """Positions of the leaves."""
        return tuple(node for node, children in enumerate(self.children) if not children)


@dataclass(frozen=True)
class Weighting:
    """Effective weights. ``local`` and ``share`` are (units, nodes), or (1, nodes) where the same for every unit.

    ``local``: a node's weight among its siblings, adding up to 1 under each parent; 0 for a node that does not count,
    NaN under a parent that does not. ``share``: a node's weight in the whole, 1 for the root.
    """

    local: FloatArray
    share: FloatArray


def weigh(tree: Tree, nominal: FloatArray, absent: BoolArray | None, sharing: Sharing) -> Weighting:
    """Weights of each unit after what is absent was shared out.

    ``nominal`` (units or 1, nodes): weights among siblings as the file has them, on any scale. ``absent`` (units,
    nodes) marks leaves that do not count for a unit (None: all count). ``within_dimension`` gives an absent leaf's
    weight to its siblings (to the siblings of its dimension where none of them counts); ``proportionally`` to all
    remaining leaves of the tree.
    """
    local = _normalise(tree, np.asarray(nominal, dtype=float))
    if absent is None:
        return Weighting(local, _share(tree, local))
    if sharing == "proportionally":
        share = np.where(absent, 0.0, _share(tree, local))
        for node in range(len(tree.parent) - 1, -1, -1):
            if tree.children[node]:
                share[:, node] = sum(share[:, child] for child in tree.children[node])
        return Weighting(_normalise(tree, share), share / np.where(share[:, :1] == 0, np.nan, share[:, :1]))
    # What weighs nothing can't take over a weight.
    present = ~absent & (local > 0)
    for node in range(len(tree.parent) - 1, -1, -1):
        if tree.children[node]:
            present[:, node] = np.any(present[:, tree.children[node]], axis=1) & (local[:, node] > 0)
    local = _normalise(tree, np.where(present, local, 0.0))
    return Weighting(local, _share(tree, local))


def _normalise(tree: Tree, weight: FloatArray) -> FloatArray:
    """Weights that add up to 1 under each parent; NaN under a parent all of whose children weigh nothing."""
    out = np.empty_like(weight, order="F")
    out[:, 0] = 1.0
    for children in tree.children:
        if children:
            picked = _pick(children)
            total = np.zeros(len(weight))
            for child in children:
                total = total + weight[:, child]
            out[:, picked] = weight[:, picked] / np.where(total == 0, np.nan, total)[:, np.newaxis]
    return out


def _share(tree: Tree, local: FloatArray) -> FloatArray:
    out = np.empty_like(local, order="F")
    out[:, 0] = np.where(np.isnan(local[:, tree.children[0]]).all(axis=1), np.nan, 1.0)
    for parent, children in enumerate(tree.children):
        if children:
            picked = _pick(children)
            own, above = local[:, picked], out[:, parent, np.newaxis]
            out[:, picked] = np.where((own == 0) | (above == 0), 0.0, above * own)
    return out


def aggregate(
    tree: Tree,
    scores: FloatArray,
    weighting: Weighting,
    finish: Callable[[int, FloatArray], FloatArray] | None = None,
    labels: IntArray | None = None,
    stands_for: IntArray | None = None,
    aside: BoolArray | None = None,
) -> FloatArray:
    """Scores of all nodes (units, nodes) from those of the leaves; inner columns of ``scores`` are overwritten.

    A node without children keeps what it has: the root where only adjustments or awards are asked for.
    ``finish(node, score)`` may round a node's score or set it aside before it goes up; it sees leaves too. ``labels``
    (units,) are the units' groups, for aggregators that compare units, and ``stands_for`` (units,) the rows whose units
    some of them are once more, -1 for the others; ``aside`` (units, nodes) marks units whose score at a node is made of
    other units', there or further up. Raises :class:`DomainError` whose columns are nodes.
    """
    for node in range(len(tree.parent) - 1, -1, -1):
        aggregator = tree.aggregators[node]
        if aggregator is not None and tree.children[node]:
            children = _pick(tree.children[node])
            try:
                codes = tuple(tree.codes[child] for child in tree.children[node]) if tree.codes else ()
                side_by_side = Children(
                    scores[:, children],
                    weighting.local[:, children],
                    codes,
                    labels,
                    stands_for,
                    None if aside is None else aside[:, node],
                )
                scores[:, node] = aggregator.combine(side_by_side)
            except DomainError as error:
                where = np.zeros(scores.shape, dtype=bool)
                where[:, children] = error.where
                raise DomainError(where, error.found, error.expected, error.mend) from None
        if finish is not None:
            scores[:, node] = finish(node, scores[:, node])
    return scores


def _pick(children: tuple[int, ...]) -> slice | list[int]:
    """Neighbouring columns as a slice, which copies nothing."""
    if children == tuple(range(children[0], children[-1] + 1)):
        return slice(children[0], children[-1] + 1)
    return list(children)


def contributions(tree: Tree, scores: FloatArray, weighting: Weighting, total: float) -> FloatArray:
    """Points that each node brings to the total of ``total`` points; NaN below a node whose parts do not add up."""
    out = np.asfortranarray(weighting.share * scores) * (total / 100.0)
    out = np.where(weighting.share == 0, 0.0, out)
    broken = [False] * len(tree.parent)
    for node, parent in enumerate(tree.parent):
        if parent >= 0:
            above = tree.aggregators[parent]
            broken[node] = broken[parent] or above is None or not above.additive
            if broken[node]:
                out[:, node] = np.nan
    return out
