"""The assessment while it is worked out: the arrays that its steps fill one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sz_assess.assess.values import Figures
from sz_assess.errors import InputError
from sz_assess.method.indicator import Indicator
from sz_assess.method.model import Assessment
from sz_assess.numeric import BoolArray, FloatArray, IntArray
from sz_assess.result import DataTrace, Node, SchemeOutcome, VetoOutcome
from sz_assess.scoring.references import Population
from sz_assess.scoring.rules.base import OverGroup, Rule


@dataclass
class Workings:
    """Arrays are (units,) or (units, nodes); ``nominal`` may have one row for all units."""

    figures: Figures
    nodes: tuple[Node, ...]
    nominal: FloatArray
    labels: IntArray
    values: FloatArray
    status: IntArray
    scores: FloatArray
    vetoes: tuple[VetoOutcome, ...] = ()
    references: dict[str, dict[str, FloatArray]] = field(default_factory=dict)
    data: DataTrace | None = None
    schemes: tuple[SchemeOutcome, ...] = ()
    made_of: dict[int, tuple[tuple[int, float], ...]] = field(default_factory=dict)

    @property
    def assessment(self) -> Assessment:
        return self.figures.assessment

    @property
    def size(self) -> int:
        """How many units are assessed."""
        return len(self.figures.units)

    @property
    def once(self) -> BoolArray:
        """(units,) rows that count among all units; a row for a unit's second group does not."""
        return self.stands_for < 0

    @property
    def stands_for(self) -> IntArray:
        """(units,) of a row for a unit's second group the row of its first, -1 for others."""
        return self.figures.stands_for

    def leaves(self) -> list[tuple[int, Indicator]]:
        """The indicators with their positions."""
        return [(position, node.spec) for position, node in enumerate(self.nodes) if isinstance(node.spec, Indicator)]

    def full(self, position: int) -> FloatArray:
        """(units,) a node's nominal weight in points."""
        return np.broadcast_to(self.nominal[:, position], (self.size,))

    def full_on_scale(self, position: int, rule: Rule) -> FloatArray | float:
        """Full marks on a rule's own scale."""
        return 100.0 if rule.scale == "percent" else self.full(position)

    def population_key(self, rule: Rule) -> str:
        """The population of a rule, or the method's own where the rule names none."""
        over = rule.over or self.assessment.method.about.over
        return f"group {over.group}" if isinstance(over, OverGroup) else over

    def populations(self) -> dict[str, Population]:
        """The populations that a rule may name, by the key that :meth:`population_key` gives."""
        groups = tuple(group.code for group in self.assessment.method.about.groups)
        once = self.once
        out = {
            "all": Population(members=None if once.all() else once),
            "group": Population(labels=self.labels, names=groups),
        }
        for position, group in enumerate(groups):
            out[f"group {group}"] = Population(members=self.labels == position)
        return out

    def stop_if_refused(self) -> None:
        """Raise :class:`InputError` with all problems gathered so far."""
        if self.figures.problems:
            raise InputError(self.figures.problems)


def group_labels(assessment: Assessment) -> IntArray:
    """(units,) each assessed unit's group as its position in the method's list of groups."""
    order = {group.code: n for n, group in enumerate(assessment.method.about.groups)}
    return np.array([order[unit.group] for unit in assessment.assessed], dtype=np.intp)
