"""The ``decisions:`` part of a weights file: figures that are settled anew each year, by kind of decision.

Rules stand in the method's ``decisions.yaml``; here stand only numbers that are tuned without touching the method.
"""

from __future__ import annotations

from pydantic import Field

from sz_assess.method.common import Code
from sz_assess.method.decisions.fund_figures import FundFigures
from sz_assess.method.decisions.inspection_figures import InspectionFigures
from sz_assess.method.decisions.ladder_figures import LadderFigures
from sz_assess.method.decisions.responsibility import ResponsibilityFigures
from sz_assess.method.decisions.task import TaskBookFigures
from sz_assess.method.effort import Efforts
from sz_assess.scoring.rules.base import Record


class DecisionFigures(Record):
    """Figures of decisions, each kind under a key of its own."""

    funds: dict[Code, FundFigures] = Field(default_factory=dict, description="by the code of the fund")
    effort: Efforts | None = Field(
        None, description="what it costs to better indicators, for the mix that gains a place"
    )
    inspection: InspectionFigures | None = Field(None, description="lines, deadlines and samples of inspection")
    ladders: dict[Code, LadderFigures] = Field(
        default_factory=dict, description="by the code of the ladder; they take the place of the method's figures"
    )
    responsibility: dict[Code, ResponsibilityFigures] = Field(
        default_factory=dict, description="by the code of the yearly assessment"
    )
    task_book: TaskBookFigures = TaskBookFigures()
