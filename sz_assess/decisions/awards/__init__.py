"""Awards 奖励: money for what was counted, and for places, grades and steps that the result shows."""

from sz_assess.decisions.awards.model import Award, Awards, Installment, Line, Rule, State
from sz_assess.decisions.awards.work_out import awards

__all__ = ["Award", "Awards", "Installment", "Line", "Rule", "State", "awards"]
