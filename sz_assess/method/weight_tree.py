"""The weights of one group: the file's own, with what the group changes put in, node by node."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from sz_assess.method.indicator import Dimension, Indicator
from sz_assess.method.model import Method
from sz_assess.method.weights import Branch, Weights

Tree = Mapping[str, Branch]


def code_of(node: Dimension | Indicator) -> str:
    """A node's code, whichever key the file gives it under."""
    return node.dimension if isinstance(node, Dimension) else node.code


def merged(weights: Weights, group: str) -> Tree:
    """The weights tree for the units of a group.

    A number in the group's part replaces the node's weight and keeps what is below it; a mapping replaces only what it
    names.
    """
    return _merged(weights.weights, weights.groups.get(group, {}))


def _merged(base: Tree, change: Tree) -> Tree:
    out = dict(base)
    for code, new in change.items():
        old = base.get(code)
        if old is None:
            out[code] = new
        else:
            weight = old.weight if new.weight is None else new.weight
            out[code] = Branch(weight=weight, children=dict(_merged(old.children, new.children)))
    return out


def flat(tree: Tree) -> Iterator[tuple[str, Branch]]:
    """All nodes of a weights tree, parents before children."""
    for code, branch in tree.items():
        yield code, branch
        yield from flat(branch.children)


def local_weights(weights: Weights, method: Method, group: str) -> dict[str, Decimal]:
    """Each node's weight among its siblings, as written for the group: points, shares or relative numbers.

    Codes in the method's order, without the root. Only for checked files: raises KeyError for a node without weight.
    """
    written = dict(flat(merged(weights, group)))
    out: dict[str, Decimal] = {}
    for node, _ in method.walk():
        weight = written[code_of(node)].weight
        if weight is None:
            raise KeyError(code_of(node))
        out[code_of(node)] = weight
    return out


def nominal_points(weights: Weights, method: Method, group: str) -> dict[str, Decimal]:
    """Each node's weight in points of the total, for units of the group, before anything is shared out.

    Points stand as written. Shares and relative weights are a node's part of its siblings' sum, times the points of its
    parent; the root has ``weights.total``. Codes in the method's order, without the root.
    """
    local = local_weights(weights, method, group)
    if weights.sums == "points":
        return local
    out: dict[str, Decimal] = {}

    def share_out(nodes: tuple[Dimension | Indicator, ...], points: Decimal) -> None:
        whole = sum((local[code_of(node)] for node in nodes), Decimal(0))
        for node in nodes:
            own = points * local[code_of(node)] / whole if whole else Decimal(0)
            out[code_of(node)] = own
            if isinstance(node, Dimension):
                share_out((*node.indicators, *node.dimensions), own)

    share_out(method.dimensions, weights.total)
    return out
