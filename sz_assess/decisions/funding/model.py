"""How a fund is split: what each unit gets, and every number on the way to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from sz_assess.decisions.money import NONE, total
from sz_assess.method.common import Name
from sz_assess.method.decisions.fund import Fund
from sz_assess.method.decisions.fund_figures import FundFigures

State = Literal["shares", "vetoed", "not_applicable", "no_gap"]
"""``shares``: takes part; ``no_gap``: lacks nothing, so that the gap method gives it nothing."""


@dataclass(frozen=True)
class Term:
    """One factor: its weight, and (units,) its figures, 0 for units that take no part. ``total`` is their sum."""

    code: str
    name: Name
    weight: Decimal
    figures: tuple[Decimal, ...]
    total: Decimal


@dataclass(frozen=True)
class Block:
    """A part of the pool that is shared in proportion to one sum of terms, times a coefficient where there is one.

    ``share`` is the part's share of the pool. ``claims`` (units,) are whole numbers whose unit does not matter.
    """

    share: Decimal
    terms: tuple[Term, ...]
    coefficients: tuple[Decimal, ...] | None
    claims: tuple[int, ...]


@dataclass(frozen=True)
class Means:
    """One source of standard means. ``bases``, ``rates`` and ``means`` are (units,); of who takes no part, 0."""

    code: str
    name: Name
    bases: tuple[Decimal, ...]
    receipts: tuple[Decimal, ...]
    means: tuple[Decimal, ...]
    """The base times what the other units collected, divided by their bases."""


@dataclass(frozen=True)
class Lacking:
    """How gaps came about where means are standard: ``needs`` less all ``means``, not below 0, times ``coefficient``;
    (units,)."""

    needs: tuple[Decimal, ...]
    means: tuple[Means, ...]
    coefficient: tuple[Decimal, ...] | None


@dataclass(frozen=True)
class Basis:
    """What the units' shares rest on: their states, the blocks, and (units,) the claims on the whole pool."""

    states: tuple[State, ...]
    blocks: tuple[Block, ...]
    claims: tuple[int, ...]
    most: tuple[Decimal, ...] | None = None
    """(units,) what a unit may get at most by the method itself: its gap, where what exceeds it goes back."""
    unclaimed: Decimal = NONE
    """The share of the pool that goes back because no unit has the grade that it is for."""
    lacking: Lacking | None = None
    """How gaps came about, where means are standard."""


@dataclass(frozen=True)
class Share:
    """One unit's money, in the fund's unit. ``exact`` is the amount before rounding."""

    unit: int
    state: State
    part: Fraction
    """Its share of all claims, before floors and caps."""
    exact: Fraction
    amount: Decimal
    held: Literal["floor", "cap", "free"]
    floor: Decimal
    cap: Decimal | None
    parts: tuple[Decimal, ...]
    paid: Decimal | None
    settlement: Decimal | None
    """What is still to be paid; negative: to be paid back. None where nothing was paid in advance."""


@dataclass(frozen=True)
class Split:
    """A fund split among the units. ``pool`` = ``reserve`` + the amounts + ``returned``, exactly."""

    fund: Fund
    figures: FundFigures
    pool: Decimal
    reserve: Decimal
    shared: Decimal
    """What was there to be shared out: the pool less the reserve."""
    returned: Decimal
    basis: Basis
    rows: tuple[Share, ...]
    rate: Fraction = field(default=Fraction(0))
    """The amount for a share of 1 of all claims, of those units that no bound holds."""
    distributed: Decimal = NONE
    """What is shared out in the end: less than ``shared`` where some of it goes back before that."""

    @property
    def amount(self) -> Decimal:
        """What all units get."""
        return total(row.amount for row in self.rows)

    def keeps_advance(self, row: Share) -> bool:
        """Whether a unit is at its floor because what it was paid in advance is kept."""
        return self.figures.overpaid == "kept" and row.held == "floor" and bool(row.paid) and row.floor == row.paid

    @property
    def part_sums(self) -> tuple[Decimal, ...]:
        """The sum of each part that is paid apart."""
        return tuple(total(row.parts[n] for row in self.rows) for n in range(len(self.figures.parts)))


@dataclass(frozen=True)
class Funding:
    """All funds of a result. ``unset``: funds of the method that the weights file has no figures of."""

    splits: tuple[Split, ...]
    unset: tuple[Fund, ...] = ()
