"""The weights file against the method: every node once, under its own parent, with weights that add up exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sz_assess.errors import Problem
from sz_assess.expression import suggest
from sz_assess.method.checks.codes import unknown
from sz_assess.method.indicator import Dimension, Indicator
from sz_assess.method.reading.sources import Files, MethodFiles, Read
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.method.weight_tree import ROOT, Tree, code_of, merged
from sz_assess.method.weights import OWN, Branch, Weights
from sz_assess.scoring.aggregators import Aggregator
from sz_assess.text import Text, msg

Node = Dimension | Indicator


def check_tree(files: Files) -> Iterator[Problem]:
    """The tree of weights is the method's tree, for all and for each group, and adds up."""
    if files.weights is None or files.method is None or not files.method.all_dimensions:
        return
    shape = _Shape.of(files.method, files.weights)
    tops = [file.content for file in files.method.dimensions]
    wrong = list(shape.compare(tops, files.weights.content.weights, ("weights",), None))
    for group, change in files.weights.content.groups.items():
        wrong += shape.compare(tops, change, ("groups", group), None, partly=True)
    yield from wrong
    if not wrong:
        yield from _check_sums(files.weights, tops)


@dataclass(frozen=True)
class _Shape:
    """Compares the weights tree with the method's."""

    weights: Read[Weights]
    parents: dict[str, str]
    """The parent of each node by code; empty for what stands at the top."""

    @classmethod
    def of(cls, method: MethodFiles, weights: Read[Weights]) -> _Shape:
        return cls(weights, {node.code: node.parent.code if node.parent else "" for node in method.nodes()})

    def schemed(self, code: str) -> bool:
        """Whether a scheme gives the weight of a node."""
        return self.weights.content.schemes.of(self.parents[code] or ROOT) is not None

    def _goes_without(self, node: Node) -> bool:
        """Whether schemes give its weight, and those of its parts."""
        below = isinstance(node, Dimension) and self.weights.content.schemes.of(node.dimension) is None
        return self.schemed(code_of(node)) and not below

    def compare(
        self, nodes: Sequence[Node], tree: Tree, path: KeyPath, parent: Node | None, *, partly: bool = False
    ) -> Iterator[Problem]:
        """``partly``: the tree holds only what a group changes."""
        expected = {code_of(node): node for node in nodes}
        absent = [code for code in expected if code not in tree]
        for code, branch in tree.items():
            here = (*path, code)
            if code in expected:
                yield from self._compare_node(expected[code], branch, here, partly)
                continue
            if code in self.parents:
                yield self._misplaced(code, here)
                continue
            yield unknown(self.weights, here, msg("a weight of {code}", code=code), self._kind(parent), code, expected)
            near = suggest(code, absent)
            if isinstance(near, Text):
                absent.remove(str(near.values["name"]))
        if not partly:
            for code in absent:
                if not self._stands_elsewhere(code) and not self._goes_without(expected[code]):
                    yield self.weights.problem(
                        path, msg("no weight of {code}", code=code), self._kind(parent), msg("add {code}:", code=code),
                        at_key=True,
                    )  # fmt: skip

    def _compare_node(self, node: Node, branch: Branch, path: KeyPath, partly: bool) -> Iterator[Problem]:
        if isinstance(node, Indicator):
            if branch.children:
                found = msg("weights below {code}", code=node.code)
                yield self.weights.problem(path, found, msg("a number: {code} is an indicator", code=node.code))
        else:
            yield from self.compare((*node.indicators, *node.dimensions), branch.children, path, node, partly=partly)
        if self.schemed(code_of(node)):
            if branch.weight is not None:
                found = msg("a weight of {code}, which a scheme gives", code=code_of(node))
                yield self.weights.problem(path, found, msg("no weight here"), msg("delete it"), at_key=True)
        elif branch.weight is None and not partly:
            found = msg("no weight of {code} itself", code=code_of(node))
            expected = msg("the key {key} beside those of its parts", key=OWN)
            yield self.weights.problem(path, found, expected, msg("add {key}:", key=OWN), at_key=True)

    def _kind(self, parent: Node | None) -> Text:
        if parent is None:
            return msg("a weight for each dimension of the method")
        return msg("a weight for each part of {code}", code=code_of(parent))

    def _misplaced(self, code: str, path: KeyPath) -> Problem:
        above = self.parents[code]
        expected = (
            msg("{code} below {parent}", code=code, parent=above) if above else msg("{code} at the top", code=code)
        )
        return self.weights.problem(path, msg("a weight of {code} here", code=code), expected, at_key=True)

    def _stands_elsewhere(self, code: str) -> bool:
        return any(path[-1] == code and path[0] == "weights" for path in self.weights.source.keys)


def _check_sums(weights: Read[Weights], tops: Sequence[Node]) -> Iterator[Problem]:
    content = weights.content
    common = dict(_sums(weights, tops, content.weights, ("weights",), content.total))
    yield from common.values()
    for group in content.groups:
        for path, problem in _sums(weights, tops, merged(content, group), ("groups", group), content.total):
            said = common.get(("weights", *path[2:]))
            if said is None or said.found != problem.found:
                yield problem


def _sums(
    weights: Read[Weights], nodes: Sequence[Node], tree: Tree, path: KeyPath, whole: Decimal | None
) -> Iterator[tuple[KeyPath, Problem]]:
    """Sums that are not what they should be, with the path of the node whose children they are."""
    inner = len(path) > (1 if path[0] == "weights" else 2)
    if weights.content.schemes.of(str(path[-1]) if inner else ROOT) is None:
        yield from _sum(weights, nodes, tree, path, whole)
    for node in nodes:
        if isinstance(node, Dimension):
            branch = tree.get(code_of(node), Branch())
            below: tuple[Node, ...] = (*node.indicators, *node.dimensions)
            yield from _sums(weights, below, branch.children, (*path, code_of(node)), branch.weight)


def _sum(
    weights: Read[Weights], nodes: Sequence[Node], tree: Tree, path: KeyPath, whole: Decimal | None
) -> Iterator[tuple[KeyPath, Problem]]:
    """The sum of the weights right below one node, whose own weight is ``whole``; None where a scheme gives that."""
    content = weights.content
    inner = len(path) > (1 if path[0] == "weights" else 2)
    parts = [tree[code_of(node)].weight for node in nodes]
    found = sum((part for part in parts if part is not None), Decimal(0))
    wanted = {"points": whole, "shares": Decimal(1), "relative": None}[content.sums]
    name = path[-1] if inner else "weights"
    words = msg("the parts of {name} add up to {sum}", name=name, sum=_plain(found))
    if wanted is None and content.sums == "points":
        whose = msg("points below {name}, whose own weight a scheme gives", name=name)
        mend = msg("sums: relative or shares, or a scheme for {name} as well", name=name)
        yield path, weights.problem(path, whose, msg("parts that need not add up to points"), mend, at_key=True)
    elif wanted is None:
        if found <= 0:
            yield path, weights.problem(path, words, msg("a weight above 0 among them"))
    elif abs(found - wanted) > content.tolerance:
        over = found - wanted
        mend = msg("take {n} away", n=_plain(over)) if over > 0 else msg("add {n}", n=_plain(-over))
        if content.sums == "shares":
            expected = msg("{sum}, as shares do", sum=_plain(wanted))
        elif inner:
            expected = msg("{sum}, the weight of {name}", sum=_plain(wanted), name=name)
        else:
            expected = msg("{sum}, the total", sum=_plain(wanted))
        yield path, weights.problem(path, words, expected, mend, at_key=True)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def check_settings(files: Files) -> Iterator[Problem]:
    """Nodes named for ties and aggregation, and the method that the weights are for."""
    if files.weights is None:
        return
    weights, method = files.weights, files.method
    if method is not None and method.about is not None and weights.content.method != method.about.content.code:
        found = msg("weights of the method {code}", code=weights.content.method)
        yield weights.problem(("method",), found, msg("the method {code}", code=method.about.content.code))
    if method is None:
        return
    if (nodes := method.node_codes()) is not None:
        for n, code in enumerate(weights.content.ranking.ties):
            if code not in nodes:
                found = msg("{code} to decide ties", code=code)
                kind = msg("an indicator or dimension of the method")
                yield unknown(weights, ("ranking", "ties", n), found, kind, code, nodes)
        yield from _check_aggregation(weights, method)


def _check_aggregation(weights: Read[Weights], method: MethodFiles) -> Iterator[Problem]:
    inner: dict[str, list[str]] = {ROOT: [file.content.dimension for file in method.dimensions]}
    inner |= {node.code: [code_of(child) for child in node.children] for node in method.nodes() if node.children}
    at = weights.content.aggregate.at
    for code, aggregator in at.items():
        if code not in inner:
            found = msg("a way to aggregate {code}", code=code)
            kind = msg("a dimension, or {root}", root=ROOT)
            yield unknown(weights, ("aggregate", "at", code), found, kind, code, inner)
        else:
            yield from _check_parts(weights, ("aggregate", "at", code), aggregator, code, inner[code])
    for code, parts in inner.items():
        if code not in at:
            yield from _check_parts(weights, ("aggregate",), weights.content.aggregate.default, code, parts)


def _check_parts(
    weights: Read[Weights], path: KeyPath, aggregator: Aggregator, code: str, parts: list[str]
) -> Iterator[Problem]:
    """An aggregator that speaks of the children one by one speaks of those that are there."""
    formula = getattr(aggregator, "formula", None)
    for name in () if formula is None else formula.names:
        if name not in parts:
            found = msg("{name} in the formula for {code}", name=name, code=code)
            yield unknown(weights, (*path, "formula"), found, msg("a part of {code}", code=code), name, parts)
    order = getattr(aggregator, "order_weights", None)
    if order is not None and len(order) != len(parts):
        found = msg("{n} order weights for the {m} parts of {code}", n=len(order), m=len(parts), code=code)
        yield weights.problem((*path, "order_weights"), found, msg("one order weight for every part"))
