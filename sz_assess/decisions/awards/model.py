"""What came of the rules for awards: a row for each award, unit and payee, with its arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from sz_assess.decisions.money import NONE, total
from sz_assess.method.common import Name
from sz_assess.method.decisions.decision import Award as CountedAward
from sz_assess.method.decisions.firm_award import FirmAward, ReturnAward
from sz_assess.method.decisions.ladder import LadderAward
from sz_assess.text import Text

Rule = CountedAward | LadderAward | FirmAward | ReturnAward
"""What an award follows: a count of items, the result, or rows of a ledger."""

State = Literal["paid", "nothing", "vetoed", "removed", "unknown", "repeated", "lower"]
"""``nothing``: nothing was earned; ``vetoed`` and ``removed``: earned and lost; ``unknown``: a figure was not
delivered; ``repeated``: the firm had the honour before; ``lower``: a higher honour of the firm counts."""


@dataclass(frozen=True)
class Line:
    """One step of written arithmetic: what is worked out, the expression with its numbers, the outcome in yuan (None
    where the expression says it)."""

    label: Text
    expression: str
    amount: Decimal | None


@dataclass(frozen=True)
class Award:
    """What one unit's share of one award brings to one payee, in yuan.

    ``earned`` is what the rule gives; ``amount`` what is paid, 0 unless the state is ``paid``. Negative amounts are
    charges. ``unit`` is a position in the result.
    """

    rule: Rule
    unit: int
    to: Name
    counted: Decimal | None
    each: Decimal | None
    earned: Decimal
    amount: Decimal
    state: State
    lines: tuple[Line, ...]
    note: Text | None = None
    """Why it is not paid; None where it is."""
    item: str = ""
    """The firm or project, where the award is read row by row."""
    honour: str = ""
    """The code of the firm's honour, where it is for one."""
    place: str = ""
    """The row of the ledger."""


@dataclass(frozen=True)
class Installment:
    """One year of what is returned to a project, in yuan; None where the ledger has no gain of the year."""

    rule: ReturnAward
    unit: int
    project: str
    accepted: date
    year: int
    amount: Decimal | None
    state: Literal["past", "now", "to_come"]


@dataclass(frozen=True)
class Awards:
    """All awards of a result, in the order of the rules, then of the units, then of the payees."""

    rules: tuple[Rule, ...]
    rows: tuple[Award, ...]
    schedule: tuple[Installment, ...] = ()

    @property
    def total(self) -> Decimal:
        """All that is paid, in yuan."""
        return total(row.amount for row in self.rows)

    def of_rule(self, code: str) -> tuple[Award, ...]:
        """The rows of one award."""
        return tuple(row for row in self.rows if row.rule.code == code)

    def by_unit(self, units: int) -> tuple[Decimal, ...]:
        """What each unit's awards come to."""
        sums = [NONE] * units
        for row in self.rows:
            sums[row.unit] += row.amount
        return tuple(sums)

    def by_payee(self) -> dict[Name, Decimal]:
        """What each kind of payee gets in all, in the order of the rules."""
        sums: dict[Name, Decimal] = {}
        for row in self.rows:
            sums[row.to] = sums.get(row.to, NONE) + row.amount
        return sums
