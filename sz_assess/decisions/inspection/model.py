"""What inspection makes of a result: items with their evidence and samples, and where the ledger has got with them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property

from sz_assess.method.common import Name
from sz_assess.method.decisions.inspection import InspectionRule, InspectionRules, Stratum
from sz_assess.method.model import Department
from sz_assess.statistics.inspections.states import Standing
from sz_assess.text import Text


@dataclass(frozen=True)
class Evidence:
    """A figure in words, and where it comes from: a cell, a file, a page of the report."""

    says: Text
    source: Text | str


@dataclass(frozen=True)
class Drawn:
    """A firm or project that is visited: its key, its name, its row in the ledger, and its number in the draw."""

    stratum: Stratum
    key: str
    name: str
    place: str
    number: str


@dataclass(frozen=True)
class Sampled:
    """A sample. ``sizes`` and ``counts`` are rows and drawn ones, stratum by stratum."""

    ledger: Name
    strata: tuple[Stratum, ...]
    sizes: tuple[int, ...]
    counts: tuple[int, ...]
    rows: tuple[Drawn, ...]


@dataclass(frozen=True)
class Item:
    """督查事项. ``unit`` is a position in the result; ``due`` follows from the notice, None where no day is stated."""

    code: str
    rule: InspectionRule
    unit: int
    says: Text
    evidence: tuple[Evidence, ...]
    department: Department
    due: datetime.date | None
    sample: Sampled | None
    standing: Standing | None
    """Where the ledger of items has it; None where it is not in it."""

    def overdue(self, day: datetime.date | None) -> int:
        """By how many days it is overdue on a day; 0 where it is not, or no day is stated."""
        return 0 if self.standing is None else self.standing.overdue(day)


@dataclass(frozen=True)
class Inspection:
    """Items by unit (in the result's order), then by rule."""

    rules: InspectionRules | None
    items: tuple[Item, ...] = ()
    unset: tuple[InspectionRule, ...] = ()
    """Rules that the weights file has no figures of."""
    undated: tuple[InspectionRule, ...] = ()
    """Rules that need a day of reference, which assessment.yaml does not state."""
    gone: tuple[Standing, ...] = ()
    """In the ledger of items, and no longer on the list."""
    reference: datetime.date | None = None
    seed: str = ""

    def of_unit(self, unit: int) -> tuple[Item, ...]:
        """The items of one unit."""
        return tuple(self._by_unit.get(unit, ()))

    @cached_property
    def _by_unit(self) -> dict[int, list[Item]]:
        out: dict[int, list[Item]] = {}
        for item in self.items:
            out.setdefault(item.unit, []).append(item)
        return out

    def item(self, code: str) -> Item | None:
        """An item by its code."""
        return next((item for item in self.items if item.code == code), None)
