"""What follows from a result: one part for each kind of decision, gathered by :func:`decide`.

A kind of decision is a module (or package) here with a frozen record of its outcome and a function from the result to
it; a field of :class:`Decisions`; a view and a template; and an entry in the reports' list of decision pages. Amounts
of money are decimals or whole smallest units of money, never binary fractions, and each carries its arithmetic.
"""

from sz_assess.decisions.gather import Decisions, decide

__all__ = ["Decisions", "decide"]
