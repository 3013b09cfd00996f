"""Where a pure function can't answer, it says where and why; who knows the names turns that into words."""

from __future__ import annotations

import numpy as np

from sz_assess.errors import AssessError
from sz_assess.numeric import BoolArray
from sz_assess.text import Text


class DomainError(AssessError):
    """``where`` (units, k) marks the cells outside the domain; ``found``, ``expected`` and ``mend`` say the rest.

    ``parts``: where several things went wrong at once, each for itself; else only the error itself.
    """

    def __init__(self, where: BoolArray, found: Text, expected: Text, mend: Text | str = "") -> None:
        super().__init__(str(found))
        self.where, self.found, self.expected, self.mend = where, found, expected, mend
        self.parts: tuple[DomainError, ...] = (self,)


def together(errors: list[DomainError]) -> DomainError:
    """Several errors over the same cells as one, to be raised."""
    if len(errors) == 1:
        return errors[0]
    first = errors[0]
    out = DomainError(np.any([error.where for error in errors], axis=0), first.found, first.expected, first.mend)
    out.parts = tuple(errors)
    return out
