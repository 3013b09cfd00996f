"""What every weighting scheme is: a way to share a node's weight out among its parts."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import ClassVar

import numpy as np
from pydantic import Field

from sz_assess.errors import Refused
from sz_assess.numeric import FloatArray
from sz_assess.scoring.rules.base import Record
from sz_assess.text import Text, msg


@dataclass(frozen=True)
class Derived:
    """Shares (k,) that add up to 1, and what was worked out on the way.

    ``found`` are figures of the whole, such as a consistency ratio; ``parts`` figures (k,) of each part, by their name.
    """

    shares: FloatArray
    found: tuple[tuple[Text, float], ...] = ()
    parts: tuple[tuple[Text, FloatArray], ...] = ()


class Scheme(Record):
    """A piece of the weights file that derives weights. ``method`` is the word that chooses it."""

    method: str
    decimals: int | None = Field(
        None,
        ge=0,
        le=10,
        description="decimals of the points; what rounding leaves over goes to the largest remainders",
    )

    from_scores: ClassVar[bool] = False
    """Whether the weights follow from the units' scores, and so differ from period to period."""

    @abstractmethod
    def derive(self, codes: Sequence[str], scores: FloatArray | None) -> Derived:
        """Shares of the parts named by ``codes`` (k,). ``scores`` (units, k), only for those that go by them.

        Raises :class:`Refused` for what the scheme can't take.
        """

    @abstractmethod
    def words(self) -> Text:
        """The scheme in words."""


def for_all(codes: Sequence[str], stated: Sequence[str], what: Text) -> None:
    """Raise :class:`Refused` unless exactly the parts are stated."""
    absent = [code for code in codes if code not in stated]
    foreign = [code for code in stated if code not in codes]
    if absent:
        raise Refused(
            msg("{what} without {codes}", what=what, codes=absent),
            msg("one for every part: {codes}", codes=list(codes)),
        )
    if foreign:
        raise Refused(
            msg("{what} of {codes}", what=what, codes=foreign), msg("only the parts: {codes}", codes=list(codes))
        )


def share_out(points: Decimal, shares: Sequence[float], decimals: int | None) -> list[Decimal]:
    """Points in proportion to shares, that add up to ``points`` exactly.

    Cut off at ``decimals`` (12 where None); the units of the last place that are left over go to the largest
    remainders, of equal ones to the first.
    """
    step = Decimal(1).scaleb(-12 if decimals is None else -decimals)
    whole = sum(Decimal(repr(float(share))) for share in shares)
    exact = [points * Decimal(repr(float(share))) / whole for share in shares]
    cut = [part.quantize(step, ROUND_FLOOR) for part in exact]
    left = int((points - sum(cut)) / step)
    order = sorted(range(len(cut)), key=lambda n: (cut[n] - exact[n], n))
    for n in order[:left]:
        cut[n] += step
    cut[int(np.argmax(shares))] += points - sum(cut)
    return cut
