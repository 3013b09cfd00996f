"""Where a pure function can't answer, it says where and why; who knows the names turns that into words."""

from __future__ import annotations

from sz_assess.errors import AssessError
from sz_assess.numeric import BoolArray
from sz_assess.text import Text


class DomainError(AssessError):
    """``where`` (units, k) marks the cells outside the domain; ``found``, ``expected`` and ``mend`` say the rest."""

    def __init__(self, where: BoolArray, found: Text, expected: Text, mend: Text | str = "") -> None:
        super().__init__(str(found))
        self.where, self.found, self.expected, self.mend = where, found, expected, mend
