"""The weights of one group: the file's own, with what the group changes put in, node by node."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from sz_assess.method.indicator import Dimension, Indicator
from sz_assess.method.model import Method
from sz_assess.method.weights import Branch, Weights
from sz_assess.scoring.weighting.scheme import Scheme, share_out

Tree = Mapping[str, Branch]
ROOT = "total"
"""The code of the tree's root; no file declares it, and no node of a method may bear it."""


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

    Codes in the method's order, without the root and the parts of nodes whose weights a scheme gives. Only for checked
    files: raises KeyError for a node without weight.
    """
    written = dict(flat(merged(weights, group)))
    out: dict[str, Decimal] = {}
    schemed = set(parts_of_schemes(weights, method))
    for node, _ in method.walk():
        if code_of(node) in schemed:
            continue
        weight = written[code_of(node)].weight
        if weight is None:
            raise KeyError(code_of(node))
        out[code_of(node)] = weight
    return out


def parts_of(method: Method, code: str) -> tuple[Dimension | Indicator, ...]:
    """The nodes right below a node, the root included; empty for a leaf."""
    if code == ROOT:
        return method.dimensions
    node = next((node for node, _ in method.walk() if code_of(node) == code), None)
    return (*node.indicators, *node.dimensions) if isinstance(node, Dimension) else ()


def nodes_with_schemes(weights: Weights, method: Method) -> dict[str, Scheme]:
    """The inner nodes whose parts have their weights from a scheme, parents before children."""
    inner = [ROOT, *(node.dimension for node, _ in method.walk() if isinstance(node, Dimension))]
    return {code: scheme for code in inner if (scheme := weights.schemes.of(code)) is not None}


def parts_of_schemes(weights: Weights, method: Method) -> list[str]:
    """Codes of the nodes whose weights schemes give."""
    return [code_of(part) for code in nodes_with_schemes(weights, method) for part in parts_of(method, code)]


def nominal_points(
    weights: Weights, method: Method, group: str, derived: Mapping[str, Sequence[float]] | None = None
) -> dict[str, Decimal]:
    """Each node's weight in points of the total, for units of the group, before anything is shared out.

    Points stand as written. Shares and relative weights are a node's part of its siblings' sum, times the points of its
    parent; the root has ``weights.total``. ``derived`` are the shares of the parts of nodes with a scheme, equal where
    they are not known yet. Codes in the method's order, without the root.
    """
    local = local_weights(weights, method, group)
    schemes = nodes_with_schemes(weights, method)
    if weights.sums == "points" and not schemes:
        return local
    out: dict[str, Decimal] = {}

    def below(code: str, nodes: tuple[Dimension | Indicator, ...], points: Decimal) -> None:
        codes = [code_of(node) for node in nodes]
        if code in schemes:
            shares = (derived or {}).get(code) or [1.0] * len(codes)
            own = share_out(points, shares, schemes[code].decimals)
        elif weights.sums == "points":
            own = [local[each] for each in codes]
        else:
            whole = sum((local[each] for each in codes), Decimal(0))
            own = [points * local[each] / whole if whole else Decimal(0) for each in codes]
        for node, part in zip(nodes, own, strict=True):
            out[code_of(node)] = part
            if isinstance(node, Dimension):
                below(node.dimension, (*node.indicators, *node.dimensions), part)

    below(ROOT, method.dimensions, weights.total)
    return out
