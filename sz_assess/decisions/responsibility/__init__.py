"""Yearly responsibility assessment 政绩考核: a year's score of units and of departments, made of declared parts."""

from sz_assess.decisions.responsibility.items import DutyItem
from sz_assess.decisions.responsibility.model import OUT, Judged, PartOutcome, PartState, Responsibilities, Year
from sz_assess.decisions.responsibility.work_out import responsibilities

__all__ = ["OUT", "DutyItem", "Judged", "PartOutcome", "PartState", "Responsibilities", "Year", "responsibilities"]
