"""Formulas written out for one unit after another: the sentence is made once, the figures are put in for each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sz_assess.expression import Expression
from sz_assess.formulas import Writer, write_figure
from sz_assess.method.common import Name
from sz_assess.method.statistic import Statistic
from sz_assess.numeric import FloatArray
from sz_assess.periods import Period
from sz_assess.result import Result
from sz_assess.statistics.period_words import figure_words
from sz_assess.text import Text, msg

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
    words: Text = field(default_factory=lambda: msg(""))
    """What it covers or was converted from, or why there is none; empty where there is nothing to say."""


@dataclass(frozen=True)
class Column:
    """One statistic's figures of one period for the assessed units; ``units`` are codes of those that they are of."""

    spec: Statistic
    period: Period
    values: FloatArray
    units: tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """A formula in words, and what it takes to write it with any unit's numbers.

    ``pieces`` are the text around the slots, one more than there are slots; ``slots`` index ``columns``.
    """

    result: Result
    words: str
    pieces: tuple[str, ...]
    slots: tuple[int, ...]
    columns: tuple[Column, ...]

    def numbers(self, unit: int) -> str:
        """The formula with one unit's figures in place of names."""
        out = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            out += (write_figure(float(self.columns[slot].values[unit])), piece)
        return "".join(out)

    def figures(self, unit: int) -> tuple[Figure, ...]:
        """Every figure that the formula uses for a unit, in order of appearance, each once."""
        panel = self.result.panel
        return tuple(
            Figure(
                column.spec.code,
                column.spec.name,
                column.period,
                float(column.values[unit]),
                ", ".join(panel.places(column.spec.code, column.units[unit], column.period)) or None,
                panel.ledgers.book_of(column.spec.code) is not None,
                figure_words(panel, column.spec, column.units[unit], column.period),
            )
            for column in self.columns
        )


def write(result: Result, formula: Expression, language: str) -> Written:
    """Make a formula ready to be written; ``language`` is that of the statistics' names."""
    period = result.assessment.about.period
    specs = {statistic.code: statistic for statistic in result.assessment.method.statistics}
    used: dict[tuple[str, Period], int] = {}

    def slot(name: str, at: Period) -> str:
        return f"\ue000{used.setdefault((name, at), len(used))}\ue001"

    pieces = _SLOT.split(Writer(slot, period).write(formula.tree))
    keys = list(used)

    def named(key: tuple[str, Period]) -> str:
        shown = specs[key[0]].name.of(language)
        return shown if key[1] == period else f"{shown}[{key[1]}]"

    slots = tuple(int(found) for found in pieces[1::2])
    words = [pieces[0]]
    for at, piece in zip(slots, pieces[2::2], strict=True):
        words += (named(keys[at]), piece)
    columns = tuple(_column(result, name, at) for name, at in keys)
    return Written(result, "".join(words), tuple(pieces[::2]), slots, columns)


def _column(result: Result, statistic: str, period: Period) -> Column:
    panel = result.panel
    spec = next(spec for spec in result.assessment.method.statistics if spec.code == statistic)
    position = {code: row for row, code in enumerate(panel.units)}
    if spec.level == "city":
        city = next(other.code for other in result.assessment.units if other.role == "city")
        units = (city,) * len(result.units)
    else:
        units = tuple(unit.code for unit in result.units)
    rows = [position[unit] for unit in units]
    return Column(spec, period, panel.series(statistic, period)[rows], units)
