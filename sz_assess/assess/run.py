"""The assessment, step by step: values, missing figures, scores, the tree, adjustments, vetoes, places, grades."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sz_assess.assess.adjustments import adjust, strike, struck
from sz_assess.assess.missing import fill_values, score_missing
from sz_assess.assess.ranking import grades, moves, places
from sz_assess.assess.tree import as_tree, build_nodes, nominal_weights
from sz_assess.assess.values import Figures, indicator_value, known_references
from sz_assess.errors import InputError
from sz_assess.method.common import Name
from sz_assess.method.indicator import Indicator
from sz_assess.method.model import Assessment
from sz_assess.numeric import BoolArray, FloatArray, IntArray, round_to
from sz_assess.result import Node, Result, Status, VetoOutcome
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.leaves import Leaf, score_leaves
from sz_assess.scoring.references import Population, mean
from sz_assess.scoring.rules.base import OverGroup, Rule
from sz_assess.scoring.tree import Sharing, Weighting, aggregate, contributions, weigh
from sz_assess.statistics.panel import Panel


def assess(assessment: Assessment, panel: Panel, previous: Mapping[str, float] | None = None) -> Result:
    """Score, rank and grade the assessed units.

    ``previous`` maps unit codes to their places in an earlier result. Raises :class:`InputError` with every figure
    that the method refuses.
    """
    method, weights = assessment.method, assessment.weights
    figures = Figures(assessment, panel)
    units = figures.units
    labels = group_labels(assessment)
    nodes = build_nodes(method, weights, Name(zh="总分", en="Total"))
    nominal = nominal_weights(nodes, units, method, weights)

    values, status = _values(figures, nodes, labels)
    vetoes = strike(figures)
    outcomes, bonus, deduction = adjust(figures)
    _stop_if(figures)

    scores, references = _scores(figures, nodes, values, status, nominal, labels)
    _stop_if(figures)

    tree = as_tree(nodes)
    absent = absences(weights.not_applicable, status)
    sharing: Sharing = "proportionally" if weights.not_applicable == "proportionally" else "within_dimension"
    weighting = weigh(tree, nominal, absent, sharing)
    scores = _aggregate(figures, nodes, scores, weighting, status, vetoes)
    _stop_if(figures)

    base = scores[:, 0] * (float(weights.total) / 100.0)
    if weights.round_total is not None:
        base = round_to(base, weights.round_total.decimals, weights.round_total.mode)
    total = base + bonus + deduction
    total = np.where(struck(vetoes, "zero_score", len(units)), np.where(np.isnan(total), np.nan, 0.0), total)
    published = round_to(total, weights.ranking.decimals, weights.ranking.rounding)

    unranked = struck(vetoes, "unranked", len(units)) | _too_little(assessment, nodes, nominal, status)
    position = {node.code: n for n, node in enumerate(nodes)}
    ties = [scores[:, position[code]] for code in weights.ranking.ties]
    place, group_place = places(weights, total, published, ties, unranked, labels)
    before, change = moves(units, place, previous)
    shape = scores.shape
    return Result(
        assessment=assessment,
        panel=panel,
        units=units,
        nodes=nodes,
        value=values,
        score=scores,
        weight=np.broadcast_to(weighting.share * float(weights.total), shape),
        contribution=contributions(tree, scores, weighting, float(weights.total)),
        status=status,
        references=references,
        nominal=np.broadcast_to(nominal, shape),
        adjustments=outcomes,
        vetoes=vetoes,
        base=base,
        bonus=bonus,
        deduction=deduction,
        total=total,
        published=published,
        rank=place,
        group_rank=group_place,
        previous_rank=before,
        rank_change=change,
        grade=grades(weights.grades, weights, total, published, place, group_place, labels, vetoes),
    )


def group_labels(assessment: Assessment) -> IntArray:
    """(units,) each assessed unit's group as its position in the method's list of groups."""
    order = {group.code: n for n, group in enumerate(assessment.method.about.groups)}
    return np.array([order[unit.group] for unit in assessment.assessed], dtype=np.intp)


def _stop_if(figures: Figures) -> None:
    if figures.problems:
        raise InputError(figures.problems)


def _leaves(nodes: tuple[Node, ...]) -> list[tuple[int, Indicator]]:
    return [(position, node.spec) for position, node in enumerate(nodes) if isinstance(node.spec, Indicator)]


def _values(figures: Figures, nodes: tuple[Node, ...], labels: IntArray) -> tuple[FloatArray, IntArray]:
    """Values and statuses (units, nodes); NaN and SCORED at inner nodes."""
    values = np.full((len(figures.units), len(nodes)), np.nan, order="F")
    status = np.zeros(values.shape, dtype=np.intp, order="F")
    for position, indicator in _leaves(nodes):
        value = indicator_value(figures, indicator, figures.period)
        values[:, position], status[:, position] = fill_values(figures, indicator, value, labels)
    return values, status


def populations(assessment: Assessment, labels: IntArray) -> dict[str, Population]:
    """The populations that a rule may name, by the key that :func:`population_key` gives."""
    out = {"all": Population(), "group": Population(labels=labels)}
    for position, group in enumerate(assessment.method.about.groups):
        out[f"group {group.code}"] = Population(members=labels == position)
    return out


def population_key(rule: Rule, assessment: Assessment) -> str:
    """The population of a rule, or the method's own where the rule names none."""
    over = rule.over or assessment.method.about.over
    return f"group {over.group}" if isinstance(over, OverGroup) else over


def _scores(
    figures: Figures,
    nodes: tuple[Node, ...],
    values: FloatArray,
    status: IntArray,
    nominal: FloatArray,
    labels: IntArray,
) -> tuple[FloatArray, dict[str, dict[str, FloatArray]]]:
    """Scores of the leaves (units, nodes), inner columns still NaN, and the reference points by indicator."""
    found = _leaves(nodes)
    among = populations(figures.assessment, labels)
    leaves: list[Leaf] = []
    known: list[dict[str, FloatArray]] = []
    for position, indicator in found:
        rule = indicator.scoring.long_form(indicator.direction)
        given = known_references(figures, indicator, rule.needs())
        known.append(given)
        leaves.append(
            Leaf(
                rule=rule,
                direction=indicator.direction,
                population=population_key(rule, figures.assessment),
                given={name: given[name] for name in sorted(rule.needs()) if name in given},
                full=100.0 if rule.scale == "percent" else np.broadcast_to(nominal[:, position], len(figures.units)),
            )
        )
    columns = [position for position, _ in found]
    scores = np.full(values.shape, np.nan, order="F")
    used: list[dict[str, FloatArray]] = [{} for _ in found]
    try:
        scores[:, columns], used = score_leaves(values.T[columns].T, tuple(leaves), among)
    except DomainError as error:
        for row, column in zip(*np.nonzero(error.where), strict=True):
            _, indicator = found[column]
            figures.refuse(indicator.code, figures.units[row], indicator.formula, error)
        return scores, {}
    references: dict[str, dict[str, FloatArray]] = {}
    for (position, indicator), leaf, given, seen in zip(found, leaves, known, used, strict=True):
        full = np.broadcast_to(nominal[:, position], len(figures.units))
        scores[:, position] = score_missing(
            indicator, scores[:, position], status[:, position], among[leaf.population], full
        )
        on_scale = np.broadcast_to(np.asarray(leaf.full, dtype=float), len(figures.units))
        references[indicator.code] = {**given, **seen, "full": on_scale}
    return scores, references


def absences(policy: str, status: IntArray) -> BoolArray | None:
    """(units, nodes) leaves whose weight goes elsewhere; None where there are none."""
    absent = status == Status.MISSING_EXCLUDED
    if policy in ("proportionally", "within_dimension"):
        absent |= status == Status.NOT_APPLICABLE
    return absent if absent.any() else None


def _aggregate(
    figures: Figures,
    nodes: tuple[Node, ...],
    scores: FloatArray,
    weighting: Weighting,
    status: IntArray,
    vetoes: tuple[VetoOutcome, ...],
) -> FloatArray:
    """Scores of all nodes, rounded and vetoed at the node where the method says so."""
    policy = figures.assessment.weights.not_applicable
    labels = group_labels(figures.assessment)
    zeroed: dict[str, BoolArray] = {}
    for veto in vetoes:
        if veto.spec.effect == "zero_node" and veto.spec.node is not None:
            zeroed[veto.spec.node] = zeroed.get(veto.spec.node, np.zeros_like(veto.struck)) | veto.struck

    def finish(position: int, score: FloatArray) -> FloatArray:
        node = nodes[position]
        outside = status[:, position] == Status.NOT_APPLICABLE
        if outside.any() and policy == "full_marks":
            score = np.where(outside, 100.0, score)
        elif outside.any() and policy == "group_mean":
            score = _mean_of_others(score, outside, labels)
        if node.spec is not None and node.spec.round is not None:
            score = round_to(score, node.spec.round.decimals, node.spec.round.mode)
        if node.code in zeroed:
            hit = zeroed[node.code] & ~np.isnan(score)
            status[hit, position] = Status.VETOED
            score = np.where(hit, 0.0, score)
        return score

    try:
        return aggregate(as_tree(nodes), scores, weighting, finish, labels)
    except DomainError as error:
        for row, position in zip(*np.nonzero(error.where), strict=True):
            figures.refuse(nodes[position].code, figures.units[row], None, error)
        return scores


def _mean_of_others(score: FloatArray, outside: BoolArray, labels: IntArray) -> FloatArray:
    """The mean score of the unit's group in place of what does not apply; 0 where it applies to nobody of the group."""
    out = score.copy()
    for label in np.unique(labels[outside]):
        peers = score[(labels == label) & ~outside]
        peers = peers[~np.isnan(peers)]
        out[outside & (labels == label)] = mean(peers) if peers.size else 0.0
    return out


def _too_little(assessment: Assessment, nodes: tuple[Node, ...], nominal: FloatArray, status: IntArray) -> BoolArray:
    """(units,) units with less of the weight scored than the weights file asks for."""
    least = assessment.weights.ranking.minimum_weight
    if least is None:
        return np.zeros(len(status), dtype=bool)
    columns = [position for position, _ in _leaves(nodes)]
    weight = np.broadcast_to(nominal, status.shape)[:, columns]
    kept = ~np.isin(status[:, columns], (Status.NOT_APPLICABLE, Status.MISSING_EXCLUDED))
    scored = np.sum(np.where(kept, weight, 0.0), axis=1)
    return np.asarray(scored / np.sum(weight, axis=1) * 100.0 < float(least) - 1e-9)
