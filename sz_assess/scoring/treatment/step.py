"""What every step against outliers is: a piece of the method file that changes an indicator's values.

A step is a frozen record of what the file says, with three faculties: :meth:`Step.take` (arrays), :meth:`Step.words`
(the step in words) and :meth:`Step.done` and :meth:`Step.written` (what it did, to all and to one value).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sz_assess.numeric import BoolArray, FloatArray
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.rules.base import Record
from sz_assess.scoring.treatment.shape import ShapeTest
from sz_assess.text import Text, msg


@dataclass(frozen=True)
class Taken:
    """What a step made of the values (n,): the new ones, which of them it moved, and the numbers that it found."""

    values: FloatArray
    moved: BoolArray
    parameters: Mapping[str, float]


class Step(Record):
    """A step against outliers. ``method`` is the word that chooses it."""

    method: str

    new_scale: ClassVar[bool] = False
    """Whether the values come out on another scale, so that targets and fixed numbers no longer compare with them."""

    @abstractmethod
    def take(self, values: FloatArray, test: ShapeTest) -> Taken:
        """Change ``values`` (n,), not all equal and none NaN; never their order.

        Raises :class:`DomainError` (n, 1) for values that it can't take.
        """

    @abstractmethod
    def words(self) -> Text:
        """What the step does, in words."""

    @abstractmethod
    def done(self, taken: Taken) -> Text:
        """What it did to an indicator, with the numbers."""

    def written(self, value: float, parameters: Mapping[str, float]) -> str:
        """The arithmetic of one value; empty where there is none."""
        return ""


def refuse_not_positive(values: FloatArray, name: Text) -> None:
    """Raise :class:`DomainError` where a transform meets 0 or less."""
    outside = values <= 0
    if np.any(outside):
        raise DomainError(
            outside[:, np.newaxis],
            msg("a value of 0 or below, which has no {name}", name=name),
            msg("values above 0"),
            msg("treat this indicator with log_shift, or leave it out under outliers: indicators:"),
        )
