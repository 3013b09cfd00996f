"""Names in the files to the units, statistics and periods that they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from sz_assess.errors import Words
from sz_assess.method.model import Assessment
from sz_assess.method.statistic import Statistic
from sz_assess.numeric import IntArray
from sz_assess.periods import Period
from sz_assess.statistics.tables.table import Names
from sz_assess.text import msg

_YEAR = re.compile(r"(\d{4})年度?")
_PART = re.compile(r"(\d{4})年(?:(\d{1,2})月|第?([1-4一二三四])季度|([上下])半年)")
_WRITTEN = re.compile(r"\d{4}(?:-?[HQM]\d{1,2}|-\d{1,2}|\d{2})?")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


@dataclass
class Lexicon:
    """What names of one kind mean. ``codes`` come first in the method's order; names that mean none of them follow.

    ``meaning`` maps every accepted name to a position in ``codes``. Texts met are numbered: below ``len(codes)`` they
    are known; ``unknown`` holds the others in the order of their numbers. ``shared`` are names that mean several.
    """

    codes: tuple[str, ...]
    meaning: dict[str, int]
    unknown: list[str] = field(default_factory=list)
    shared: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The codes that a name could mean."""

    def number(self, text: str) -> int:
        """The number of a text, a new one where it means nothing."""
        if (known := self.meaning.get(text)) is not None:
            return known
        self.unknown.append(text)
        self.meaning[text] = len(self.codes) + len(self.unknown) - 1
        return self.meaning[text]

    def numbers(self, names: Names) -> IntArray:
        """(rows,) the number of each cell."""
        return np.array([self.number(text) for text in names.texts] or [0], dtype=np.intp)[names.codes]

    def text(self, number: int) -> str:
        """What a number stands for: a code, or the text that means nothing."""
        known = len(self.codes)
        return self.codes[number] if number < known else self.unknown[number - known]

    @property
    def texts(self) -> list[str]:
        """What all numbers stand for."""
        return [*self.codes, *self.unknown]

    def accepted(self) -> list[str]:
        """All names that mean something, for suggestions."""
        return [text for text, number in self.meaning.items() if number < len(self.codes)]


def units_of(assessment: Assessment) -> Lexicon:
    """Units by code or Chinese name. One that is scored a second time leaves its name to the unit of its figures."""
    named = {unit.code: unit.name for unit in assessment.units}
    names = [() if unit.name == named.get(unit.figures_of) else (unit.name,) for unit in assessment.units]
    return _lexicon([unit.code for unit in assessment.units], names)


def one_of_several(codes: Sequence[str]) -> tuple[Words, Words]:
    """What is expected in place of a name that several have, and what to do."""
    return msg("a name that one alone has; this one means {codes}", codes=list(codes)), msg("write the code")


def statistics_of(assessment: Assessment) -> Lexicon:
    """Statistics by code or Chinese name, the name with or without the unit of measure in brackets after it."""
    measures = {measure.code: measure.name.zh for measure in assessment.method.about.measures}
    statistics = assessment.method.statistics
    return _lexicon(
        [statistic.code for statistic in statistics],
        [_with_measure(statistic, measures.get(statistic.unit, statistic.unit)) for statistic in statistics],
    )


def _with_measure(statistic: Statistic, measure: str) -> tuple[str, ...]:
    name = statistic.name.zh
    return name, f"{name}（{measure}）", f"{name}({measure})"


def _lexicon(codes: Sequence[str], names: Iterable[tuple[str, ...]]) -> Lexicon:
    """A code always means itself; a name that two share means neither."""
    owners: dict[str, set[int]] = {}
    for number, own in enumerate(names):
        for name in own:
            owners.setdefault(name.strip(), set()).add(number)
    meaning = {name: min(numbers) for name, numbers in owners.items() if len(numbers) == 1}
    shared = {name: tuple(codes[n] for n in sorted(numbers)) for name, numbers in owners.items() if len(numbers) > 1}
    meaning |= {code: number for number, code in enumerate(codes)}
    return Lexicon(tuple(codes), meaning, shared={name: which for name, which in shared.items() if name not in meaning})


@dataclass
class Periods:
    """Periods as they are met, numbered; what is no period has a number too, and None."""

    met: list[Period | None] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    """How each was first written."""
    _number: dict[Period | str, int] = field(default_factory=dict)

    def number(self, text: str) -> int:
        period = read_period(text)
        key = text if period is None else period
        if key not in self._number:
            self._number[key] = len(self.met)
            self.met.append(period)
            self.texts.append(text if period is None else str(period))
        return self._number[key]

    def numbers(self, names: Names) -> IntArray:
        """(rows,) the number of each cell."""
        return np.array([self.number(text) for text in names.texts] or [0], dtype=np.intp)[names.codes]


def read_period(text: str) -> Period | None:
    """A period as files may write it: 2018, 2018H1, 2018Q3, 2018M06, 2018-06, 201806, 2018年, 2018年6月,
    2018年第三季度, 2018年上半年. None for anything else."""
    try:
        if _WRITTEN.fullmatch(text):
            return Period.parse(text)
        if year := _YEAR.fullmatch(text):
            return Period(int(year[1]))
        if part := _PART.fullmatch(text):
            return _part(int(part[1]), part[2], part[3], part[4])
    except ValueError:
        pass
    return None


def _part(year: int, month: str | None, quarter: str | None, half: str | None) -> Period:
    if month:
        return Period(year, "M", int(month))
    if quarter:
        return Period(year, "Q", _QUARTERS.get(quarter) or int(quarter))
    return Period(year, "H", 1 if half == "上" else 2)
