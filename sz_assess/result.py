"""The result of an assessment: frozen, with the whole trace from delivered cells to places.

Arrays are (units,) or (units, nodes). Nodes are in pre-order, the root (total) first. Nothing in here is rounded but
``published``; nothing is recomputed by whoever shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property, wraps
from typing import Any, Literal, TypeVar

import numpy as np

from sz_assess.method.adjustment import Adjustment, Veto
from sz_assess.method.assessment import Unit
from sz_assess.method.common import Name
from sz_assess.method.decisions.decision import NamedList
from sz_assess.method.indicator import Dimension, Indicator
from sz_assess.method.model import Assessment
from sz_assess.method.treatment import Effect
from sz_assess.numeric import BoolArray, FloatArray, IntArray
from sz_assess.scoring.aggregators import Aggregator
from sz_assess.scoring.rank import rank_columns
from sz_assess.scoring.treatment import Outcome, Screened
from sz_assess.scoring.weighting.scheme import Derived, Scheme
from sz_assess.statistics.earlier import Earlier
from sz_assess.statistics.inspections.ledger import ItemsLedger
from sz_assess.statistics.panel import Panel
from sz_assess.statistics.settling import Checks
from sz_assess.text import Text


class Status(IntEnum):
    """How a node's score came about."""

    SCORED = 0
    """From the figures, by the rule."""
    NOT_APPLICABLE = 1
    """The indicator does not apply to the unit; its weight went elsewhere, or it got full marks or the group's mean."""
    MISSING_EXCLUDED = 2
    """No figure; left out for this unit, its weight went elsewhere."""
    MISSING_WORST = 3
    """No figure; the lowest score of the population."""
    MISSING_ZERO = 4
    """No figure; a score of 0."""
    MISSING_POINTS = 5
    """No figure; the points that the method sets for that."""
    IMPUTED_GROUP_MEAN = 6
    """No figure; scored with the mean of its group."""
    IMPUTED_LAST_YEAR = 7
    """No figure; scored with its own value of the year before."""
    VETOED = 8
    """Set to 0 by a veto."""
    IMPUTED_GROUP_MEDIAN = 9
    """No figure; scored with the median of its group."""
    IMPUTED_MEAN = 10
    """No figure; scored with the mean of all units."""
    IMPUTED_MEDIAN = 11
    """No figure; scored with the median of all units."""
    IMPUTED_LINEAR = 12
    """No figure; scored with its value on the straight line through its own other years."""
    TOO_LITTLE_DATA = 13
    """The unit has too little data and is left out of the scoring altogether."""
    DROPPED = 14
    """The indicator has too little data and is left out for all units; its weight went elsewhere."""
    OF_PARTS = 15
    """The unit is made of other units, and its score here, or above, of theirs."""


IMPUTED = (
    Status.IMPUTED_GROUP_MEAN,
    Status.IMPUTED_LAST_YEAR,
    Status.IMPUTED_GROUP_MEDIAN,
    Status.IMPUTED_MEAN,
    Status.IMPUTED_MEDIAN,
    Status.IMPUTED_LINEAR,
)
"""A value was put in, and scored by the rule like any other."""


NodeKind = Literal["total", "dimension", "indicator"]


@dataclass(frozen=True)
class Node:
    """A node of the tree. ``level``: 0 is the root. ``parent`` is -1 for the root. ``spec`` is None for the root."""

    code: str
    name: Name
    kind: NodeKind
    level: int
    parent: int
    children: tuple[int, ...]
    spec: Dimension | Indicator | None
    aggregator: Aggregator | None
    """How its children's scores are combined; None for a leaf."""


@dataclass(frozen=True)
class AdjustmentOutcome:
    """One bonus or deduction. Arrays are (units,).

    ``rate``: points for each item counted, NaN where a rule gives them; ``counted``: what was counted, NaN where it
    does not apply; ``points``: what it brings after its own cap, negative for a deduction; ``references``: the
    reference points that its rule used.
    """

    spec: Adjustment
    rate: FloatArray
    cap: FloatArray | None
    counted: FloatArray
    points: FloatArray
    references: Mapping[str, FloatArray]


@dataclass(frozen=True)
class VetoOutcome:
    """One veto; ``struck`` (units,) marks the units that it hits.

    ``failed`` (units, requirements) says which requirements each unit fails, for a veto that goes by requirements.
    """

    spec: Veto
    struck: BoolArray
    failed: BoolArray | None = None


@dataclass(frozen=True)
class SchemeOutcome:
    """The weights that a scheme gives the parts of one node, by their codes.

    ``units``: how many units' scores it goes by; 0 where it goes by none.
    """

    node: str
    scheme: Scheme
    parts: tuple[str, ...]
    derived: Derived
    units: int


@dataclass(frozen=True)
class ListOutcome:
    """One list. ``on`` are the units on it in order, ``withdrawn`` those taken off after publication.

    ``among`` (units,): who could be on it; ``met`` (units, requirements); ``barred`` (units,): whom a veto bars.
    """

    spec: NamedList
    on: tuple[int, ...]
    among: BoolArray
    met: BoolArray
    barred: BoolArray
    withdrawn: tuple[int, ...]


@dataclass(frozen=True)
class ThinUnit:
    """A unit with too little data: which of the method's lines it falls below, and what that means for it."""

    unit: int
    reason: Text
    effect: Effect


@dataclass(frozen=True)
class DroppedIndicator:
    """An indicator that too many units have no value of: ``missing`` of the ``due`` units."""

    code: str
    missing: int
    due: int


@dataclass(frozen=True)
class DataTrace:
    """The indicators' values on their way to being scored, step by step; the last step is ``Result.value``."""

    raw: FloatArray
    """(units, nodes) as the formulas give them from what was delivered; NaN for inner nodes and where there is none."""
    imputed: FloatArray
    """(units, nodes) with missing ones put in, and without units and indicators that have too little data."""
    screened: Screened | None
    """How much data each unit has; None where the method does not screen."""
    thin: tuple[ThinUnit, ...]
    dropped: tuple[DroppedIndicator, ...]
    outliers: Mapping[str, Outcome]
    """By indicator code: the test, the steps tried and what they made; empty where the method treats no outliers."""

    @property
    def unranked(self) -> BoolArray:
        """(units,) units that get no place for want of data."""
        out = np.zeros(len(self.raw), dtype=bool)
        out[[thin.unit for thin in self.thin if thin.effect != "flag"]] = True
        return out


@dataclass(frozen=True)
class Result:
    """What a run found. ``units`` are the assessed ones, in the order of units.csv."""

    assessment: Assessment
    panel: Panel
    units: tuple[Unit, ...]
    nodes: tuple[Node, ...]
    value: FloatArray
    """(units, nodes) a leaf's indicator value as scored (imputed where the status says so, treated where ``data`` says
    so), NaN for inner nodes and where there is none."""
    score: FloatArray
    """(units, nodes) 0-100 unless a rule goes beyond; NaN where the node does not count for the unit."""
    weight: FloatArray
    """(units, nodes) effective weight in points of the total, after what does not apply was shared out."""
    contribution: FloatArray
    """(units, nodes) points that the node brings to the total; NaN below a node that does not add up."""
    status: IntArray
    """(units, nodes) codes of :class:`Status`."""
    references: Mapping[str, Mapping[str, FloatArray]]
    """By indicator code and reference name (min, target, place ...), (units,): the numbers that were in force."""
    nominal: FloatArray
    """(units, nodes) the weights as the file has them, before anything was shared out."""
    adjustments: tuple[AdjustmentOutcome, ...]
    vetoes: tuple[VetoOutcome, ...]
    base: FloatArray
    """(units,) total of the tree in points, before adjustments."""
    bonus: FloatArray
    """(units,) all bonuses to the total, after the bounds of groups and the cap on their sum."""
    deduction: FloatArray
    """(units,) all deductions from the total, after the bounds of groups and the cap on their sum; 0 or negative."""
    adjustment_groups: Mapping[str, FloatArray]
    """By group of adjustments (units,): the sum of its members, within the group's bounds."""
    adjusted: FloatArray
    """(units,) bonus and deduction together, within the bounds of both."""
    total: FloatArray
    """(units,) base + adjusted, within the bounds of the total, after vetoes; NaN where the unit can't be scored."""
    published: FloatArray
    """(units,) total as published, rounded as the weights file says."""
    rank: FloatArray
    """(units,) place among all; NaN for a unit that is not ranked."""
    group_rank: FloatArray
    previous_rank: FloatArray
    """(units,) place in the previous result, NaN where there is none."""
    rank_change: FloatArray
    """(units,) previous place less this one: positive has moved up. Places count among the units of both results."""
    grade: tuple[str | None, ...]
    """Grade codes, None where the method has no grades or the unit is not graded."""
    made_of: Mapping[int, tuple[tuple[int, float], ...]] = field(default_factory=dict)
    """By unit whose scores are made of others': those units, with the share that each counts."""
    over_periods: Mapping[str, FloatArray] = field(default_factory=dict)
    """By part of the year (own, Q1 ...) (units,): the scores that the year's base is made of."""
    schemes: tuple[SchemeOutcome, ...] = ()
    """Where weights come from that the file does not state, parents before children."""
    lists: tuple[ListOutcome, ...] = ()
    """The lists of decisions.yaml, in its order."""
    earlier: tuple[Earlier, ...] = ()
    """Earlier results that the assessment names, in its order."""
    data: DataTrace | None = None
    """What was done to the data before they were scored; None only in results made by hand."""
    checks: Checks = field(default_factory=Checks)
    """Figures that were warned of, and who stands by them."""
    inspected: ItemsLedger = field(default_factory=ItemsLedger)
    """Where the inspection items have got."""

    def index(self, code: str) -> int:
        """The position of a node by its code. Raises KeyError."""
        return self._positions[code]

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {node.code: position for position, node in enumerate(self.nodes)}

    @cached_property
    def labels(self) -> IntArray:
        """(units,) each unit's group as a number, in the method's order of groups."""
        order = {group.code: n for n, group in enumerate(self.assessment.method.about.groups)}
        return np.array([order[unit.group] for unit in self.units], dtype=np.intp)

    @cached_property
    def once(self) -> BoolArray:
        """(units,) rows that count among all units; a row for a unit's second group does not."""
        return np.array([unit.counts_once for unit in self.units], dtype=bool)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Units as they are listed: by place, those level and those without a place in the order of units.csv."""
        return tuple(np.argsort(np.where(np.isnan(self.rank), np.inf, self.rank), kind="stable").tolist())

    @cached_property
    def node_rank(self) -> FloatArray:
        """(units, nodes) places by the score of each node among all units; the total's own place is ``rank``. A row for
        a unit's second group has none."""
        return rank_columns(np.where(self.once[:, np.newaxis], self.score, np.nan))

    @cached_property
    def node_group_rank(self) -> FloatArray:
        """(units, nodes) places by the score of each node within the unit's group."""
        return rank_columns(self.score, self.labels)

    @cached_property
    def worked_out(self) -> dict[str, Any]:
        """What functions marked with :func:`remembered` have made of it, by their names."""
        return {}


Made = TypeVar("Made")


def remembered(make: Callable[[Result], Made]) -> Callable[[Result], Made]:
    """A function of a result alone, which never changes: what it gives is kept with it for whoever asks next."""
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def kept(result: Result) -> Made:
        if name not in result.worked_out:
            result.worked_out[name] = make(result)
        found: Made = result.worked_out[name]
        return found

    return kept
