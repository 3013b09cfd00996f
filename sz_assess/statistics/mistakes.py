"""From entries that fail a check to problems that people can mend.

A name that means nothing is told once a table, with the count of its rows; a figure that can't be is told cell by
cell.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sz_assess.errors import Problem, Words
from sz_assess.expression import suggest
from sz_assess.method.model import Assessment
from sz_assess.numeric import IntArray
from sz_assess.statistics.delivery import Entries
from sz_assess.statistics.layout import Layout
from sz_assess.statistics.lexicon import Lexicon, Periods, one_of_several
from sz_assess.statistics.tables.limits import MAX_LISTED
from sz_assess.statistics.tables.table import NO_RESULT, Kind, Table, quoted
from sz_assess.statistics.tables.unusable import FIGURE, why_not
from sz_assess.text import msg, plural

Said = tuple[Words, Words, Words]
"""Found, expected, what to do."""

_EVERY_ROW = msg("write it in every row; a merged cell holds it in its first row alone")
_FORMULA = msg("a formula without a stored result")
_PERIODS = msg("a period: 2018, 2018H1, 2018Q3 or 2018M06 (also 2018年, 2018年6月)")


@dataclass(frozen=True)
class Mistakes:
    """Everything that words about an entry may need."""

    assessment: Assessment
    tables: Sequence[tuple[Table, Layout]]
    entries: Entries
    units: Lexicon
    statistics: Lexicon
    periods: Periods

    def problems(self, failures: Mapping[str, IntArray]) -> list[Problem]:
        """All problems. A figure whose names mean nothing is blamed for the names alone."""
        out: list[Problem] = []
        for name in ("unit", "statistic", "period"):
            out += self._of_names(name, failures.get(name, np.array([], dtype=np.intp)))
        for mistake, at in failures.items():
            if mistake not in {"unit", "statistic", "period"}:
                out += self._of_figures(mistake, at)
        return out

    def place(self, entry: int) -> str:
        """Where an entry stands, as problems name places."""
        return self._problem(entry, "", "").place

    def _problem(self, entry: int, found: Words, expected: Words, mend: Words = "") -> Problem:
        table: Table = self.tables[int(self.entries.table[entry])][0]
        row = int(table.rows[self.entries.record[entry]])
        return table.problem(row, int(self.entries.column[entry]), found, expected, mend, self._key(entry))

    def _key(self, entry: int) -> str:
        """Statistic, unit, period."""
        e = self.entries
        names = self.statistics.text(e.statistic[entry]), self.units.text(e.unit[entry])
        return ", ".join(filter(None, (*names, self.periods.texts[e.period[entry]])))

    def _of_names(self, name: str, at: IntArray) -> Iterator[Problem]:
        """One problem a table and text."""
        if not at.size:
            return
        e = self.entries
        text = {"unit": e.unit, "statistic": e.statistic, "period": e.period}[name]
        # One entry a row: a wide table names its unit once for many figures.
        rows = np.unique(np.column_stack([e.table[at], e.record[at], text[at], at]), axis=0)
        rows = rows[np.unique(rows[:, :2], axis=0, return_index=True)[1]]
        _, first, count = np.unique(rows[:, [0, 2]], axis=0, return_index=True, return_counts=True)
        for (n, record, number, entry), more in zip(rows[first], count - 1, strict=True):
            table, layout = self.tables[n]
            column = {"unit": layout.unit, "statistic": layout.statistic, "period": layout.period}[name]
            found, expected, mend = self._name_said(name, int(number))
            if more:
                found = plural(
                    "{found}, and again in {n} row below",
                    "{found}, and again in {n} rows below",
                    found=found,
                    n=int(more),
                )
            yield table.problem(int(table.rows[record]), column, found, expected, mend, self._key(int(entry)))

    def _name_said(self, name: str, number: int) -> Said:
        if name == "period":
            return self._period_said(self.periods.texts[number])
        lexicon = self.units if name == "unit" else self.statistics
        text = lexicon.text(number)
        words = {
            "unit": (msg("no unit"), msg("the unit {text}", text=quoted(text)), msg("the code or name of a unit")),
            "statistic": (
                msg("no statistic"),
                msg("the statistic {text}", text=quoted(text)),
                msg("the code or Chinese name of a statistic of the method"),
            ),
        }[name]
        if not text:
            return words[0], words[2], _EVERY_ROW
        if text == NO_RESULT:
            return _FORMULA, words[2], msg("write the name instead of a formula")
        if (bare := _visible(text)) != text and lexicon.meaning.get(bare, len(lexicon.codes)) < len(lexicon.codes):
            return words[1], words[2], msg("there are blanks or invisible characters in it: write {name}", name=bare)
        if text in lexicon.shared:
            return words[1], *one_of_several(lexicon.shared[text])
        default = msg("correct the name, or add the unit to the assessment's list of units") if name == "unit" else ""
        return words[1], words[2], suggest(text, lexicon.accepted()) or default

    def _period_said(self, text: str) -> Said:
        if not text:
            return msg("no period"), _PERIODS, _EVERY_ROW
        if text == NO_RESULT:
            return _FORMULA, _PERIODS, msg("write the period instead of a formula")
        return msg("the period {text}", text=quoted(text)), _PERIODS, ""

    def _of_figures(self, mistake: str, at: IntArray) -> Iterator[Problem]:
        """A problem a cell, up to a bound; the rest are counted."""
        first = self._first() if mistake == "once" else {}
        for n in np.unique(self.entries.table[at]):
            here = at[self.entries.table[at] == n]
            for entry in here[:MAX_LISTED].tolist():
                yield self._problem(entry, *self._said(mistake, entry, first))
            if len(here) > MAX_LISTED:
                found = plural(
                    "{n} more cell with the same mistake",
                    "{n} more cells with the same mistake",
                    n=len(here) - MAX_LISTED,
                )
                yield self.tables[n][0].problem(0, None, found, self._said(mistake, int(here[0]), first)[1])

    def _first(self) -> dict[tuple[int, int, int], int]:
        """The first entry of each figure that is delivered more than once."""
        e = self.entries
        keys = np.column_stack([e.statistic, e.unit, e.period])
        given = np.flatnonzero(e.kind == Kind.NUMBER)
        _, first, count = np.unique(keys[given], axis=0, return_index=True, return_counts=True)
        return {tuple(keys[entry].tolist()): entry for entry in given[first[count > 1]].tolist()}

    def _said(self, mistake: str, entry: int, first: Mapping[tuple[int, int, int], int]) -> Said:
        e = self.entries
        if mistake == "figure":
            table = self.tables[e.table[entry]][0]
            text = table.columns[e.column[entry]].shown(int(e.record[entry]))
            typed = table.sheet is not None or not table.heading_row
            found, mend = why_not(int(e.kind[entry]), text, typed=typed)
            return found, FIGURE, mend
        if mistake == "once":
            earlier = first[int(e.statistic[entry]), int(e.unit[entry]), int(e.period[entry])]
            return self._twice(entry, earlier)
        return self._against_method(mistake, entry)

    def _twice(self, entry: int, earlier: int) -> Said:
        now, then = float(self.entries.number[entry]), float(self.entries.number[earlier])
        place = self.place(earlier)
        if now == then:
            found = msg("the figure {value}, which {place} gives too", value=now, place=place)
        else:
            found = msg("the figure {value}, where {place} gives {other}", value=now, place=place, other=then)
        mend = msg(
            "find out which is right, and delete the other, or say in deliveries.csv which file supersedes which; "
            "nothing is overwritten"
        )
        return found, msg("every figure once"), mend

    def _against_method(self, mistake: str, entry: int) -> Said:
        e = self.entries
        statistic = self.assessment.method.statistics[e.statistic[entry]]
        unit = self.assessment.units[e.unit[entry]]
        name, value = statistic.name, float(e.number[entry])
        low, high = statistic.range
        match mistake:
            case "level":
                return (
                    msg("a figure of {unit}", unit=unit),
                    msg("a figure of the city alone: {statistic} is reported for it as a whole", statistic=name),
                    msg("deliver it for the unit with the role city, or correct its level in the method"),
                )
            case "applies" if unit.figures_of:
                return (
                    msg("a figure of {unit}", unit=unit),
                    msg("a blank cell: by units.csv the unit is scored on the figures of {code}", code=unit.figures_of),
                    msg("deliver the figure of {code}, and none of this unit", code=unit.figures_of),
                )
            case "applies":
                return (
                    msg("a figure of {unit}", unit=unit),
                    msg("a blank cell: {statistic} does not apply to this unit", statistic=name),
                    msg("delete the figure, or correct not_applicable in the method"),
                )
            case "frequency":
                period = self.periods.texts[e.period[entry]]
                frequency = {"yearly": msg("years"), "quarterly": msg("quarters, half-years and years")}
                expected = frequency.get(statistic.frequency, msg("periods"))
                return (
                    msg("a figure of {period}", period=period),
                    msg("figures of {periods}: so often is {statistic} reported", periods=expected, statistic=name),
                    msg("correct the period, or the statistic's frequency in the method"),
                )
            case "least":
                return msg("{value}", value=value), msg("{bound} or more", bound=float(low or 0)), _RANGE
            case "most":
                return msg("{value}", value=value), msg("{bound} or less", bound=float(high or 0)), _RANGE
            case "whole":
                return msg("{value}", value=value), msg("a whole number"), _RANGE
        raise ValueError(f"no words for the mistake {mistake!r}")


_RANGE = msg("correct the figure or its unit of measure; what is possible is said in the method")


def _visible(text: str) -> str:
    """The text without blanks and characters that nobody sees."""
    return "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) not in {"Cf", "Cc"})
