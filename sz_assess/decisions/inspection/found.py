"""What rules work with, and what each of them finds: a unit, the matter, the evidence."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from sz_assess.analysis.compare import Comparison
from sz_assess.decisions.inspection.model import Evidence
from sz_assess.errors import Problem
from sz_assess.expression import Expression
from sz_assess.numeric import FloatArray
from sz_assess.result import Result
from sz_assess.text import Text, msg


@dataclass(frozen=True)
class Scene:
    """A result that rules look at. ``reference`` is the day as of which they do; problems are gathered."""

    result: Result
    compared: Comparison
    reference: datetime.date | None
    problems: list[Problem] = field(default_factory=list)

    @property
    def value(self) -> FloatArray:
        """(units, nodes) indicator values as delivered, before anything was put in or treated."""
        return self.result.value if self.result.data is None else self.result.data.raw

    @property
    def scores_told(self) -> bool:
        """Whether scores are published; where they are not, no item may tell one."""
        return self.result.assessment.about.disclosure == "full"

    def places(self, unit: int, node: int) -> str:
        """The cells of the figures that a unit's indicator is made of."""
        spec = self.result.nodes[node].spec
        formula = getattr(spec, "formula", None)
        if not isinstance(formula, Expression):
            return ""
        panel, code = self.result.panel, self.result.units[unit].source
        period = self.result.assessment.about.period
        known = [name for name in formula.names if name in panel.statistics]
        found = [place for name in known if (place := panel.place(name, code, period))]
        return ", ".join(dict.fromkeys(found))


@dataclass(frozen=True)
class Found:
    """A matter. ``subject`` tells the matters of one rule and unit apart, "" where there is only one."""

    unit: int
    subject: str
    says: Text
    evidence: tuple[Evidence, ...]
    ledger: str = ""
    """The ledger that the figure in question is counted from, where it is."""


OF_RESULT = msg("this result")


def needed(figure: int | None) -> int:
    """A figure that the check of the files has seen to."""
    if figure is None:
        raise ValueError("a figure of a rule is missing, which the check of the files refuses")
    return figure
