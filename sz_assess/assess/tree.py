"""The method's tree with the weights of each unit, as the nodes and arrays of scoring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sz_assess.method.assessment import Unit
from sz_assess.method.common import Name
from sz_assess.method.indicator import Dimension, Indicator
from sz_assess.method.model import Method
from sz_assess.method.weight_tree import ROOT, code_of, nominal_points
from sz_assess.method.weights import Weights
from sz_assess.numeric import FloatArray
from sz_assess.result import Node
from sz_assess.scoring.tree import Tree


def build_nodes(method: Method, weights: Weights, root_name: Name) -> tuple[Node, ...]:
    """All nodes in pre-order, the root first."""
    specs: list[tuple[Dimension | Indicator | None, int]] = [(None, 0), *method.walk()]
    parents: list[int] = []
    path: list[int] = []
    for position, (_, level) in enumerate(specs):
        del path[level:]
        parents.append(path[-1] if path else -1)
        path.append(position)
    children: list[list[int]] = [[] for _ in specs]
    for position, parent in enumerate(parents):
        if parent >= 0:
            children[parent].append(position)
    return tuple(
        Node(
            code=ROOT if spec is None else code_of(spec),
            name=root_name if spec is None else spec.name,
            kind="total" if spec is None else "dimension" if isinstance(spec, Dimension) else "indicator",
            level=level,
            parent=parents[position],
            children=tuple(children[position]),
            spec=spec,
            aggregator=None
            if isinstance(spec, Indicator)
            else weights.aggregate.at.get(ROOT if spec is None else code_of(spec), weights.aggregate.default),
        )
        for position, (spec, level) in enumerate(specs)
    )


def as_tree(nodes: tuple[Node, ...]) -> Tree:
    """The shape of the tree alone."""
    return Tree(
        tuple(node.parent for node in nodes),
        tuple(node.children for node in nodes),
        tuple(node.aggregator for node in nodes),
        tuple(node.code for node in nodes),
    )


def nominal_weights(
    nodes: tuple[Node, ...],
    units: tuple[Unit, ...],
    method: Method,
    weights: Weights,
    derived: Mapping[str, Sequence[float]] | None = None,
) -> FloatArray:
    """(units or 1, nodes) weights in points as the file has them for each unit's group; one row if all agree.

    ``derived`` are the shares of the parts of nodes whose weights a scheme gives.
    """
    rows: dict[str, list[float]] = {}
    for group in {unit.group for unit in units}:
        points = nominal_points(weights, method, group, derived)
        rows[group] = [float(weights.total), *(float(points[node.code]) for node in nodes[1:])]
    if len({tuple(row) for row in rows.values()}) == 1:
        return np.array([next(iter(rows.values()))], order="F")
    return np.array([rows[unit.group] for unit in units], order="F")
