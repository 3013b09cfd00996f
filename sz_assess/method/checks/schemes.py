"""Schemes of the weights file: on nodes that have parts, with what each asks for, and in no circle with scores."""

from __future__ import annotations

from collections.abc import Iterator

from sz_assess.errors import Problem, Refused
from sz_assess.method.checks.codes import unknown
from sz_assess.method.indicator import Dimension, Indicator, Points
from sz_assess.method.reading.sources import Files, MethodFiles, Read
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.method.weight_tree import ROOT, code_of
from sz_assess.method.weights import Weights
from sz_assess.scoring.weighting.scheme import Scheme
from sz_assess.scoring.weighting.schemes import goes_by_scores
from sz_assess.text import msg


def check_schemes(files: Files) -> Iterator[Problem]:
    """Every scheme stands at a node and can be worked out; what goes by scores is not asked for points beforehand."""
    if files.weights is None or files.method is None or not files.method.all_dimensions:
        return
    weights, method = files.weights, files.method
    inner: dict[str, list[Dimension | Indicator]] = {ROOT: [file.content for file in method.dimensions]}
    inner |= {node.code: list(node.children) for node in method.nodes() if node.children}
    for code in weights.content.schemes.at:
        if code not in inner:
            found, kind = msg("a scheme at {code}", code=code), msg("a dimension, or {root}", root=ROOT)
            yield unknown(weights, ("schemes", "at", code), found, kind, code, inner)
    for code, parts in inner.items():
        scheme = weights.content.schemes.of(code)
        if scheme is None:
            continue
        own = code in weights.content.schemes.at
        path: KeyPath = ("schemes", "at", code) if own else ("schemes", "default")
        codes = [code_of(part) for part in parts]
        yield from _check_one(weights, path, code, scheme, codes)
        if goes_by_scores(scheme):
            yield from _check_points(weights, method, path, code)


def _check_one(weights: Read[Weights], path: KeyPath, code: str, scheme: Scheme, codes: list[str]) -> Iterator[Problem]:
    if goes_by_scores(scheme):
        return
    try:
        scheme.derive(codes, None)
    except Refused as refused:
        found = msg("{what}, for the parts of {code}", what=refused.found, code=code)
        yield weights.problem(path, found, refused.expected, refused.mend)


def _check_points(weights: Read[Weights], method: MethodFiles, path: KeyPath, code: str) -> Iterator[Problem]:
    """Below a node whose weights follow from scores, no score may follow from a weight."""
    below = {node.code: node.spec for node in method.nodes() if code == ROOT or code in _above(method, node.code)}
    for node, spec in below.items():
        rule = spec.scoring
        by_points = rule is not None and rule.scale == "points"
        if by_points or (isinstance(spec, Indicator) and isinstance(spec.missing, Points)):
            found = msg("weights from scores, and {code} scored in points of its weight", code=node)
            yield weights.problem(path, found, msg("scores in per cent below that node"))
    if method.adjustments is not None:
        for adjustment in method.adjustments.content.adjustments:
            if adjustment.node in below:
                found = msg("weights from scores, and {code} that changes points of a part", code=adjustment.code)
                yield weights.problem(path, found, msg("adjustments of the total, or of other nodes"))


def _above(method: MethodFiles, code: str) -> set[str]:
    """Codes of the nodes that a node stands below."""
    node = next(node for node in method.nodes() if node.code == code)
    out: set[str] = set()
    while node.parent is not None:
        node = node.parent
        out.add(node.code)
    return out
