"""Funding allocation 资金切块: a sum of money split among units by a rule, to the last unit of money."""

from sz_assess.decisions.funding.model import Funding, Share, Split, State, Term
from sz_assess.decisions.funding.work_out import funding, split

__all__ = ["Funding", "Share", "Split", "State", "Term", "funding", "split"]
