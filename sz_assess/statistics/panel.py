"""The panel: every delivered figure, by statistic, unit and period, with the cell that it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from sz_assess.numeric import BoolArray, FloatArray, IntArray
from sz_assess.periods import Period
from sz_assess.statistics.conversions import Accrual, Conversion, Converter
from sz_assess.statistics.deliveries import Delivered, Revision
from sz_assess.statistics.departments import DepartmentFigures
from sz_assess.statistics.forms.repair import Repair
from sz_assess.statistics.inspections.findings import Finding
from sz_assess.statistics.ledgers.load import Ledgers
from sz_assess.statistics.tables.letters import column_letters


@dataclass(frozen=True)
class DeliveredFile:
    """A data file as read. ``path`` is relative to the assessment folder."""

    path: str
    sha256: str
    figures: int
    """How many figures were taken from it."""


@dataclass(frozen=True)
class Cells:
    """Where each figure stood: parallel arrays, one entry a figure.

    ``file`` indexes ``files``, ``sheet`` indexes ``sheets`` (-1 for csv and parquet); ``row`` counts from 1 and
    includes the heading (0 for a figure that was counted from a whole ledger), ``column`` counts from 1 (0 where a file
    has no columns to name).
    """

    files: tuple[DeliveredFile, ...]
    sheets: tuple[str, ...]
    file: IntArray
    sheet: IntArray
    row: IntArray
    column: IntArray

    def place(self, at: int) -> str:
        """Where one figure stood: ``data/stats.csv:12:C`` or ``data/a.xlsx:Sheet1!C12``."""
        return self._place(int(self.file[at]), int(self.sheet[at]), int(self.row[at]), int(self.column[at]))

    def places(self, at: IntArray) -> list[str]:
        """Where each of some figures stood."""
        parts = (of[at].tolist() for of in (self.file, self.sheet, self.row, self.column))
        return [self._place(*part) for part in zip(*parts, strict=True)]

    def _place(self, file: int, sheet: int, row: int, column: int) -> str:
        letters = column_letters(column) if column else ""
        if not row:
            return self.files[file].path
        if sheet >= 0:
            return f"{self.files[file].path}:{self.sheets[sheet]}!{letters}{row}"
        return f"{self.files[file].path}:{row}:{letters}" if letters else f"{self.files[file].path}:{row}"


@dataclass(frozen=True)
class Panel:
    """``values`` and ``origin`` are (statistics, units, periods). A figure that was not delivered is NaN, origin -1.

    ``units`` are codes in the order of the assessment's units (all roles). Periods are sorted.
    """

    statistics: tuple[str, ...]
    units: tuple[str, ...]
    periods: tuple[Period, ...]
    values: FloatArray
    origin: IntArray
    cells: Cells
    ledgers: Ledgers = field(default_factory=Ledgers, compare=False)
    """The ledgers that statistics were counted from, to open a figure to its rows."""
    repairs: tuple[Repair, ...] = ()
    """Cells of forms that were read as numbers although they are none as they stand."""
    deliveries: tuple[Delivered, ...] = ()
    """The rows of deliveries.csv."""
    revisions: tuple[Revision, ...] = ()
    """Figures that a later file, or an inspector, gives in place of an earlier one's."""
    findings: tuple[Finding, ...] = ()
    """What inspectors found; corrections are among the revisions."""
    accruals: Mapping[str, Accrual] = field(default_factory=dict)
    """How figures of other periods make up for one that was not delivered; a statistic left out is taken as it is."""
    _converted: dict[tuple[str, Period], FloatArray] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    departments: DepartmentFigures = field(default_factory=DepartmentFigures)
    """What departments.csv gives."""

    @cached_property
    def rows(self) -> dict[str, int]:
        """The place of each unit among the units."""
        return {unit: n for n, unit in enumerate(self.units)}

    def reported(self, statistic: str, period: Period) -> FloatArray:
        """One statistic's figures of one period (units,) as delivered; all NaN for a period that nobody delivered."""
        s = self.statistics.index(statistic)
        if period not in self.periods:
            return np.full(len(self.units), np.nan)
        return self.values[s, :, self.periods.index(period)]

    def series(self, statistic: str, period: Period) -> FloatArray:
        """One statistic's figures of one period (units,): as delivered, else as they follow from other periods'."""
        accrual = self.accruals.get(statistic)
        if accrual is None:
            return self.reported(statistic, period)
        key = statistic, period
        if key not in self._converted:
            self._converted[key] = self._converter(statistic, accrual).series(period)
        return self._converted[key]

    def conversion(self, statistic: str, unit: str, period: Period) -> Conversion | None:
        """What a figure that was not delivered follows from; None where it was delivered or nothing makes up for it."""
        accrual = self.accruals.get(statistic)
        if accrual is None:
            return None
        return self._converter(statistic, accrual).conversion(self.rows[unit], period)

    def _converter(self, statistic: str, accrual: Accrual) -> Converter:
        return Converter(accrual, self.periods, lambda period: self.reported(statistic, period))

    def delivered(self, statistic: str, period: Period) -> BoolArray:
        """Which units have the figure (units,), delivered or converted."""
        return ~np.isnan(self.series(statistic, period))

    def places(self, statistic: str, unit: str, period: Period) -> tuple[str, ...]:
        """The cells that a figure rests on: its own, or those that it follows from; none where there is no figure."""
        if (own := self.place(statistic, unit, period)) is not None:
            return (own,)
        found = self.conversion(statistic, unit, period)
        parts = (period,) if found is None else found.parts
        return tuple(place for part in parts if (place := self.place(statistic, unit, part)) is not None)

    def place(self, statistic: str, unit: str, period: Period) -> str | None:
        """Where a figure stood, as :meth:`Cells.place` writes it; None where there is none."""
        if period not in self.periods:
            return None
        at = int(self.origin[self.statistics.index(statistic), self.rows[unit], self.periods.index(period)])
        return None if at < 0 else self.cells.place(at)
