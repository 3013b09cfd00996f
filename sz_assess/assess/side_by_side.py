"""Many small changes at a time: one indicator's value of one unit, the rest as it is, a great many times side by side.

What a change comes to is what :class:`~sz_assess.assess.again.Again` makes of it, to the last digit. Changes are taken
together only where a score goes up the tree row by row: no rule or aggregator above the indicator compares units, and
nothing but the indicator's own rule, and the lowest score for who has no figure, lets one unit's value move another's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sz_assess.assess import inner
from sz_assess.assess.adjustments import struck
from sz_assess.assess.again import Again
from sz_assess.assess.leaves import leaf_of
from sz_assess.assess.missing import with_lowest
from sz_assess.assess.run import coefficients
from sz_assess.method.indicator import Dimension
from sz_assess.method.weight_tree import nodes_with_schemes
from sz_assess.numeric import BoolArray, FloatArray, IntArray, round_to
from sz_assess.result import Status
from sz_assess.scoring.adjust import held
from sz_assess.scoring.aggregators import Aggregator, Children
from sz_assess.scoring.aggregators.expression import OfChildren
from sz_assess.scoring.aggregators.means import Arithmetic, Geometric, Harmonic, Power
from sz_assess.scoring.aggregators.ordered import Maximum, Minimum, Owa
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.leaves import Leaf, score_leaves
from sz_assess.scoring.references import PLACES, Population, is_statistic
from sz_assess.scoring.tree import Weighting
from sz_assess.scoring.weighting.schemes import goes_by_scores

ROW_BY_ROW: tuple[type[Aggregator], ...] = (
    Arithmetic, Geometric, Harmonic, Power, Minimum, Maximum, Owa, OfChildren,
)  # fmt: skip


@dataclass(frozen=True)
class Keys:
    """What places go by, for each change. ``total`` and each of ``keys`` (rows, changes): rows are all units where the
    change moves others, else one, the changed unit's. NaN where the rule refuses the value."""

    total: FloatArray
    keys: tuple[FloatArray, ...]


class SideBySide:
    """Changes of one indicator of one unit each, of one result."""

    def __init__(self, state: Again) -> None:
        self.state, self.result = state, state.result
        self._rules: dict[int, Leaf] = {}

    @cached_property
    def _plain(self) -> bool:
        """Whether nothing in the assessment as a whole lets one unit's value move another's score."""
        result = self.result
        weights, method = result.assessment.weights, result.assessment.method
        schemes = nodes_with_schemes(weights, method).values()
        return (
            not any(goes_by_scores(scheme) for scheme in schemes)
            and not any(veto.fails for veto in method.vetoes)
            and not result.made_of
            and not weights.over_periods
            and all(unit.counts_once for unit in result.units)
            and len({unit.source for unit in result.units}) == len(result.units)
        )

    def fits(self, column: int) -> bool:
        """Whether changes of an indicator can be taken together."""
        if not self._plain or self.state.refills(column):
            return False
        result, policy = self.result, self.result.assessment.weights.not_applicable
        changed = {outcome.spec.node for outcome in result.adjustments}
        changed |= {veto.spec.node for veto in result.vetoes if veto.spec.effect == "zero_node"}
        for node in self.path(column):
            spec, aggregator = result.nodes[node].spec, result.nodes[node].aggregator
            outside = bool((result.status[:, node] == Status.NOT_APPLICABLE).any())
            if outside and policy in {"full_marks", "group_mean"}:
                return False
            if result.nodes[node].code in changed or (isinstance(spec, Dimension) and spec.scoring is not None):
                return False
            if aggregator is not None and not isinstance(aggregator, ROW_BY_ROW):
                return False
        return True

    def moves_others(self, column: int) -> bool:
        """Whether the indicator's rule measures a value against those of other units, or a unit that has no figure gets
        the lowest score of the others."""
        names = self.leaf(column).rule.needs()
        return bool(self._have_lowest(column).any()) or any(is_statistic(name) or name in PLACES for name in names)

    def _have_lowest(self, column: int) -> BoolArray:
        return np.asarray(self.result.status[:, column] == Status.MISSING_WORST)

    def leaf(self, column: int) -> Leaf:
        """How an indicator is scored."""
        if column not in self._rules:
            n = self.state.numbers[column]
            self._rules[column] = leaf_of(self.state.work, n, self.state.known[n])
        return self._rules[column]

    def path(self, column: int) -> list[int]:
        """The indicator and all nodes above it, the total last."""
        out = [column]
        while out[-1]:
            out.append(self.result.nodes[out[-1]].parent)
        return out

    def keys(self, column: int, units: IntArray, values: FloatArray) -> Keys:
        """What comes of each change: the value (changes,) of a unit (changes,) at one indicator that fits."""
        if not self.moves_others(column):
            score = self._of_rows(column, units, values)
            return self._up(column, units, score, 1)
        size = len(self.result.units)
        table = np.repeat(self.result.value[:, [column]], len(units), axis=1)
        table[units, np.arange(len(units))] = values
        score = self._of_all(column, table)
        moved = ~np.isnan(self.result.value[:, column])
        lowest = self._have_lowest(column)
        if lowest.any():
            score = with_lowest(score, lowest, self._population(column))
            moved |= lowest
        score = np.where(moved[:, np.newaxis], score, self.result.score[:, [column]])
        return self._up(column, np.tile(np.arange(size), len(units)), score.T.ravel(), size)

    def _of_rows(self, column: int, units: IntArray, values: FloatArray) -> FloatArray:
        leaf = self.leaf(column)
        given = {name: np.broadcast_to(of, (len(self.result.units),))[units] for name, of in leaf.given.items()}
        full = leaf.full if np.ndim(leaf.full) == 0 else np.asarray(leaf.full)[units]
        own = Leaf(leaf.rule, leaf.direction, "all", given, full)
        return _scored(values[:, np.newaxis], (own,), Population())[:, 0]

    def _of_all(self, column: int, table: FloatArray) -> FloatArray:
        leaves = (self.leaf(column),) * table.shape[1]
        return _scored(np.asfortranarray(table), leaves, self._population(column))

    def _population(self, column: int) -> Population:
        return self.state.work.populations()[self.leaf(column).population]

    def _up(self, column: int, rows: IntArray, score: FloatArray, size: int) -> Keys:
        """From the indicator's scores (rows,), with whose they are, to what places go by."""
        result, weights = self.result, self.result.assessment.weights
        found = {column: self._rounded(column, score)}
        path = self.path(column)
        for node, below in zip(path[1:], path, strict=False):
            parts = list(result.nodes[node].children)
            scores = result.score[rows][:, parts]
            scores[:, parts.index(below)] = found[below]
            local = self._weighting.local[:, parts]
            local = local if len(local) == 1 else local[rows]
            aggregator = result.nodes[node].aggregator
            assert aggregator is not None
            codes = tuple(result.nodes[part].code for part in parts)
            found[node] = self._rounded(node, _combined(aggregator, Children(scores, local, codes)))
        base = found[0] * (float(weights.total) / 100.0) * self._coefficients[rows]
        if weights.round_total is not None:
            base = round_to(base, weights.round_total.decimals, weights.round_total.mode)
        total = held(base + self.state.adjusted.both[rows], *weights.total_within.pair)
        total = np.where(self._zero[rows] & ~np.isnan(total), 0.0, total)
        ranking = weights.ranking
        first = total if ranking.on == "unrounded" else round_to(total, ranking.decimals, ranking.rounding)
        first = np.where(np.isnan(result.group_rank)[rows], np.nan, first)
        ties = [result.index(code) for code in ranking.ties]
        keys = [first, *(found[node] if node in found else result.score[rows, node] for node in ties)]
        return Keys(*(_folded(total, size), tuple(_folded(key, size) for key in keys)))

    def _rounded(self, node: int, score: FloatArray) -> FloatArray:
        spec = self.result.nodes[node].spec
        if spec is None or spec.round is None:
            return score
        return round_to(score, spec.round.decimals, spec.round.mode)

    @cached_property
    def _weighting(self) -> Weighting:
        return inner.weigh_nodes(self.state.work, self.result.status)

    @cached_property
    def _coefficients(self) -> FloatArray:
        return coefficients(self.state.work)

    @cached_property
    def _zero(self) -> BoolArray:
        return struck(self.result.vetoes, "zero_score", len(self.result.units))


def _scored(values: FloatArray, leaves: tuple[Leaf, ...], population: Population) -> FloatArray:
    """Scores; NaN in the columns (for a single column in the rows) where a rule refuses a value."""
    try:
        return score_leaves(values, leaves, {leaves[0].population: population})[0]
    except DomainError as error:
        refused = error.where if len(leaves) == 1 else np.broadcast_to(error.where.any(axis=0), values.shape)
        kept = np.where(refused, np.nan, values)
        try:
            return score_leaves(np.asfortranarray(kept), leaves, {leaves[0].population: population})[0]
        except DomainError:
            return np.full(values.shape, np.nan)


def _combined(aggregator: Aggregator, children: Children) -> FloatArray:
    """Scores (rows,); NaN in rows that the aggregator can't take."""
    try:
        return aggregator.combine(children)
    except DomainError as error:
        kept = np.asarray(~error.where.any(axis=1))
        out = np.full(len(kept), np.nan)
        local = children.weights if len(children.weights) == 1 else children.weights[kept]
        if kept.any():
            out[kept] = aggregator.combine(Children(children.scores[kept], local, children.codes))
        return out


def _folded(column: FloatArray, size: int) -> FloatArray:
    return column.reshape(-1, size).T
