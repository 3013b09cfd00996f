"""Inspection 督查: the list that a result makes, the samples that are drawn, how far the ledger has got with them."""

from sz_assess.decisions.inspection.model import Evidence, Inspection, Item, Sampled
from sz_assess.decisions.inspection.work_out import inspection

__all__ = ["Evidence", "Inspection", "Item", "Sampled", "inspection"]
