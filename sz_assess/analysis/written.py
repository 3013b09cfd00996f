"""Formulas written out for one unit after another: the sentence is made once, the figures are put in for each."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

import numpy as np

from sz_assess.analysis.growths import Growths, growths_of
from sz_assess.expression import Expression
from sz_assess.formulas import Writer, write_figure
from sz_assess.i18n import Language, translator
from sz_assess.method.common import Name
from sz_assess.method.statistic import Statistic, comparable
from sz_assess.numeric import FloatArray, IntArray
from sz_assess.periods import Period
from sz_assess.result import Result
from sz_assess.statistics.period_words import covers, figure_words
from sz_assess.text import NO_WORDS, Text, msg

_SLOT = re.compile("\ue000(\\d+)\ue001")
"""Stands for a figure while a formula is written; signs that no name holds."""


@dataclass(frozen=True)
class Figure:
    """One statistic that went into a value, and the cell that it was delivered in (None: not delivered). ``counted``:
    it comes from the rows of a ledger, which is then the place."""

    statistic: str
    name: Name
    period: Period
    value: float
    place: str | None
    counted: bool = False
    words: Text = NO_WORDS
    """What it covers or was converted from, or why there is none; empty where there is nothing to say."""


@dataclass(frozen=True)
class Column:
    """One statistic's figures of one period for the assessed units; ``units`` are whose figures they are.

    ``origin`` -1 where one was not delivered as it stands; ``covers`` says what one that was covers.
    """

    spec: Statistic
    period: Period
    values: FloatArray
    origin: IntArray
    units: tuple[str, ...]
    covers: Text


@dataclass(frozen=True)
class _Pieces:
    """A formula as it is written for some units: ``pieces`` are the text around the slots, one more than there are
    slots; ``slots`` index ``columns``."""

    pieces: tuple[str, ...]
    slots: tuple[int, ...]
    columns: tuple[Column, ...]

    def words(self, period: Period, language: str) -> str:
        """With the statistics' names, and their periods where these are not the assessed one."""
        out = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            column = self.columns[slot]
            name = column.spec.name.of(language)
            out += (name if column.period == period else f"{name}[{column.period}]", piece)
        return "".join(out)


@dataclass(frozen=True)
class Written:
    """A formula in words, and what it takes to write it with any unit's numbers.

    ``rates`` are the growth rates that departments may have reported: units that have one are written with it, the
    others with the arithmetic.
    """

    result: Result
    formula: Expression
    words: str
    rates: tuple[tuple[str, Column], ...]
    """By the statistic whose growth is asked for."""
    _known: dict[frozenset[tuple[str, Period]], _Pieces] = field(default_factory=dict, compare=False, repr=False)

    def numbers(self, unit: int) -> str:
        """The formula with one unit's figures in place of names."""
        found = self._of(unit)
        out = [found.pieces[0]]
        for slot, piece in zip(found.slots, found.pieces[1:], strict=True):
            out += (write_figure(float(found.columns[slot].values[unit])), piece)
        return "".join(out)

    def figures(self, unit: int) -> tuple[Figure, ...]:
        """Every figure that the formula uses for a unit, in order of appearance, each once."""
        return tuple(self._figure(column, unit) for column in self._of(unit).columns)

    def _figure(self, column: Column, unit: int) -> Figure:
        panel, spec = self.result.panel, column.spec
        value, counted = float(column.values[unit]), panel.ledgers.book_of(spec.code) is not None
        if column.origin[unit] >= 0:
            place: str | None = panel.cells.place(int(column.origin[unit]))
            return Figure(spec.code, spec.name, column.period, value, place, counted, column.covers)
        place = ", ".join(panel.places(spec.code, column.units[unit], column.period)) or None
        words = figure_words(panel, spec, column.units[unit], column.period)
        return Figure(spec.code, spec.name, column.period, value, place, counted, words)

    def growths(self, unit: int) -> tuple[Growths, ...]:
        """Growth that was reported for a unit and differs from what follows from the levels."""
        found = (growths_of(self.result, name, column.units[unit], column.period) for name, column in self.rates)
        return tuple(each for each in found if each is not None and each.differ)

    def _of(self, unit: int) -> _Pieces:
        known = ((name, column) for name, column in self.rates if not math.isnan(column.values[unit]))
        taken = frozenset((name, column.period) for name, column in known)
        if taken not in self._known:
            self._known[taken] = _pieces(self.result, self.formula, taken)[0]
        return self._known[taken]


def write(result: Result, formula: Expression, language: Language) -> Written:
    """Make a formula ready to be written; ``language`` is that of the statistics' names."""
    computed, asked = _pieces(result, formula, frozenset())
    codes = comparable(result.assessment.method.statistics)
    rates = tuple((name, _column(result, codes[name], period)) for name, period in asked)
    words = computed.words(result.assessment.about.period, language)
    if rates:
        names = list(dict.fromkeys(column.spec.name for _, column in rates))
        said = msg("{rates} where it is reported, else {formula}", rates=names, formula=words)
        words = said.to(translator(language))
    return Written(result, formula, words, rates, {frozenset(): computed})


def _pieces(
    result: Result, formula: Expression, taken: frozenset[tuple[str, Period]]
) -> tuple[_Pieces, tuple[tuple[str, Period], ...]]:
    """A formula's text with slots where ``taken`` growth is as reported, and all growth that could be."""
    used: dict[tuple[str, Period], int] = {}
    codes = comparable(result.assessment.method.statistics)
    asked: dict[tuple[str, Period], None] = {}

    def slot(name: str, at: Period) -> str:
        return f"\ue000{used.setdefault((name, at), len(used))}\ue001"

    def rate(name: str, at: Period) -> str:
        if name not in codes:
            return ""
        asked[name, at] = None
        return codes[name] if (name, at) in taken else ""

    pieces = _SLOT.split(Writer(slot, result.assessment.about.period, rate).write(formula.tree))
    slots = tuple(int(found) for found in pieces[1::2])
    columns = tuple(_column(result, name, at) for name, at in used)
    return _Pieces(tuple(pieces[::2]), slots, columns), tuple(asked)


def _column(result: Result, statistic: str, period: Period) -> Column:
    panel = result.panel
    spec = next(spec for spec in result.assessment.method.statistics if spec.code == statistic)
    if spec.level == "city":
        city = next(other.code for other in result.assessment.units if other.role == "city")
        units = (city,) * len(result.units)
    else:
        units = tuple(unit.source for unit in result.units)
    rows = [panel.rows[unit] for unit in units]
    values = panel.series(statistic, period)[rows]
    origin = np.full(len(rows), -1, dtype=np.intp)
    if period in panel.periods:
        origin = panel.origin[panel.statistics.index(statistic), rows, panel.periods.index(period)]
    return Column(spec, period, values, origin, units, covers(spec, period))
