"""Adjustments in the weights file against those of the method: points for each, bounds that some points can meet."""

from __future__ import annotations

from collections.abc import Iterator

from sz_assess.errors import Problem
from sz_assess.expression import suggest
from sz_assess.method.adjustment import Adjustment
from sz_assess.method.adjustment_points import PointBounds
from sz_assess.method.checks.codes import unknown
from sz_assess.method.reading.sources import Files, Read
from sz_assess.method.reading.yaml_values import KeyPath, keys
from sz_assess.method.weights import Weights
from sz_assess.text import Text, msg

ITEMS: KeyPath = keys("adjustments.items")
GROUPS: KeyPath = keys("adjustments.groups")
NODES: KeyPath = keys("adjustments.nodes")


def check_adjustments(files: Files) -> Iterator[Problem]:
    """Nodes that adjustments change exist; points and bounds fit the adjustments that the method has."""
    if files.method is None or (adjustments := files.method.adjustments) is None:
        return
    specs = {spec.code: spec for spec in adjustments.content.adjustments}
    nodes = files.method.node_codes()
    for n, spec in enumerate(adjustments.content.adjustments):
        if spec.node is not None and nodes is not None and spec.node not in nodes:
            found, kind = msg("the node {code}", code=spec.node), msg("an indicator or dimension of the method")
            yield unknown(adjustments, ("adjustments", n, "node"), found, kind, spec.node, nodes)
    if files.weights is not None:
        yield from _check_items(files.weights, specs)
        yield from _check_groups(files.weights, specs)
        yield from _check_nodes(files.weights, specs)
        yield from _check_bounds(files.weights)


def _check_items(weights: Read[Weights], specs: dict[str, Adjustment]) -> Iterator[Problem]:
    """Points for each adjustment whose points no rule gives, and for no other."""
    items = weights.content.adjustments.items
    absent = [code for code, spec in specs.items() if code not in items and spec.scoring is None]
    for code, item in items.items():
        if code not in specs:
            near = suggest(code, absent)
            if isinstance(near, Text):
                absent.remove(str(near.values["name"]))
            found = msg("points of {code}", code=code)
            yield unknown(weights, (*ITEMS, code), found, msg("an adjustment of adjustments.yaml"), code, specs)
            continue
        stated = item.each is not None or item.each_percent is not None
        if specs[code].scoring is None and not stated:
            found = msg("no points for each of {code}", code=code)
            yield weights.problem((*ITEMS, code), found, msg("the key each, or each_percent"))
        elif specs[code].scoring is not None and stated:
            key = "each" if item.each is not None else "each_percent"
            found = msg("{key} of {code}, whose points a rule gives", key=key, code=code)
            yield weights.problem((*ITEMS, code, key), found, msg("a cap at most"), msg("delete it"), at_key=True)
    for code in absent:
        found, mend = msg("no points of {code}", code=code), msg("add {code}: {{each: ...}}", code=code)
        yield weights.problem(ITEMS, found, msg("points for each adjustment of the method"), mend, at_key=True)


def _check_groups(weights: Read[Weights], specs: dict[str, Adjustment]) -> Iterator[Problem]:
    """Members exist, change the same, and are in one group each."""
    grouped: dict[str, str] = {}
    for group, bounds in weights.content.adjustments.groups.items():
        for n, code in enumerate(bounds.members):
            path = (*GROUPS, group, "members", n)
            if code not in specs:
                found, kind = msg("the adjustment {code}", code=code), msg("an adjustment of adjustments.yaml")
                yield unknown(weights, path, found, kind, code, specs)
            elif len({spec.node for member in bounds.members if (spec := specs.get(member)) is not None}) > 1:
                found = msg("{code} in a group, of which some change other nodes", code=code)
                yield weights.problem(path, found, msg("adjustments that all change the total, or all the same node"))
            elif code in grouped:
                found = msg("{code} a second time; it is in {group}", code=code, group=grouped[code])
                yield weights.problem(path, found, msg("every adjustment in one group at most"))
            grouped.setdefault(code, group)


def _check_nodes(weights: Read[Weights], specs: dict[str, Adjustment]) -> Iterator[Problem]:
    """Bounds of nodes that an adjustment changes."""
    changed = {spec.node for spec in specs.values() if spec.node is not None}
    for code in weights.content.adjustments.nodes:
        if code not in changed:
            found = msg("bounds of {code}", code=code)
            yield unknown(weights, (*NODES, code), found, msg("a node that an adjustment changes"), code, changed)


def _check_bounds(weights: Read[Weights]) -> Iterator[Problem]:
    """Bounds run from small to large."""
    settings = weights.content.adjustments
    bounds: list[tuple[KeyPath, PointBounds]] = [
        *(((*GROUPS, code, "within"), group.within) for code, group in settings.groups.items()),
        *(((*NODES, code), within) for code, within in settings.nodes.items()),
        (keys("adjustments.within"), settings.within),
        (("total_within",), weights.content.total_within),
    ]
    for path, within in bounds:
        if within.least is not None and within.most is not None and within.least > within.most:
            found = msg("[{least}, {most}]", least=str(within.least), most=str(within.most))
            yield weights.problem(path, found, msg("bounds from small to large"))
