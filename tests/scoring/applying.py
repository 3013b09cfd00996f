"""Rules as they stand in files, applied to values: what the tests of scoring share."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from sz_assess.numeric import FloatArray
from sz_assess.scoring.leaves import Leaf, score_leaves
from sz_assess.scoring.references import Population
from sz_assess.scoring.rules import AnyRule, Line, One, Rule, write_out
from sz_assess.scoring.rules.base import Direction, OverGroup

_READER: TypeAdapter[Any] = TypeAdapter(AnyRule)
Entries = Mapping[str, Any]
"""A rule as the file has it."""


def read_rule(entries: Entries) -> Rule:
    rule: Rule = _READER.validate_python(dict(entries))
    return rule


class Scored:
    """One indicator's scores by a rule, and what was measured against."""

    def __init__(
        self,
        entries: Entries,
        values: Sequence[float] | FloatArray,
        direction: Direction = "positive",
        *,
        groups: Sequence[int] | None = None,
        full: float = 100.0,
        given: Mapping[str, Any] | None = None,
    ) -> None:
        self.rule, self.direction, self.full = read_rule(entries), direction, full
        self.values = np.array(values, dtype=float)
        size = self.values.size
        known = {name: np.broadcast_to(np.asarray(of, dtype=float), (size,)) for name, of in (given or {}).items()}
        labels = np.zeros(size, dtype=np.intp) if groups is None else np.array(groups, dtype=np.intp)
        populations = {"all": Population(), "group": Population(labels=labels)}
        over = self.rule.over or "all"
        key = "named" if isinstance(over, OverGroup) else over
        if isinstance(over, OverGroup):
            populations["named"] = Population(members=labels == int(over.group.removeprefix("g")))
        on_scale = 100.0 if self.rule.scale == "percent" else np.full(size, full)
        primitive = self.rule.long_form(direction)
        needed = {name: of for name, of in known.items() if name in primitive.needs()}
        leaf = Leaf(primitive, direction, key, needed, on_scale)
        scores, used = score_leaves(self.values[:, np.newaxis], (leaf,), populations)
        self.percent: FloatArray = scores[:, 0]
        self.references = {**known, **used[0]}

    @property
    def scores(self) -> FloatArray:
        """On the rule's own scale: per cent, or points of the weight."""
        return self.percent if self.rule.scale == "percent" else self.percent * (self.full / 100.0)

    def lines(self, unit: int) -> tuple[Line, ...]:
        """The written arithmetic of one unit."""
        references = {name: float(of[unit]) for name, of in self.references.items()}
        references["full"] = 100.0 if self.rule.scale == "percent" else self.full
        one = One(float(self.values[unit]), references, float(self.scores[unit]))
        return write_out(self.rule, one, self.direction)


def scores(
    entries: Entries, values: Sequence[float] | FloatArray, direction: Direction = "positive", **more: Any
) -> list[float]:
    """Scores on the rule's own scale."""
    return [float(score) for score in Scored(entries, values, direction, **more).scores]
