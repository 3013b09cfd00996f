"""The ``decisions:`` part of a weights file: figures that are settled anew each year, by kind of decision.

Rules stand in the method's ``decisions.yaml``; here stand only numbers that are tuned without touching the method.
"""

from __future__ import annotations

from sz_assess.scoring.rules.base import Record


class DecisionFigures(Record):
    """Figures of decisions, each kind under a key of its own."""
