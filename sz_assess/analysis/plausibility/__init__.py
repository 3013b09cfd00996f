"""Figures that look odd beside others: related figures that move apart, digits that are not as amounts have them."""

from sz_assess.analysis.plausibility.model import DigitOutcome, Finding, GroupOutcome, MemberFigure, Plausibility
from sz_assess.analysis.plausibility.work_out import plausibility

__all__ = ["DigitOutcome", "Finding", "GroupOutcome", "MemberFigure", "Plausibility", "plausibility"]
