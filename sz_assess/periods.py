"""Assessment periods: a year, half, quarter or month, and the arithmetic between them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_PARTS = {"Y": 1, "H": 2, "Q": 4, "M": 12}
_WRITTEN = re.compile(r"(?P<year>\d{4})(?:-?(?P<kind>[HQM])(?P<part>\d{1,2})|-(?P<month>\d{1,2})|(?P<digits>\d{2}))?")


@dataclass(frozen=True, order=True)
class Period:
    """``2018``, ``2018H1``, ``2018Q3`` or ``2018M06`` (also ``2018-06``, ``201806``). ``part`` counts from 1."""

    year: int
    kind: str = "Y"
    part: int = 1

    def __post_init__(self) -> None:
        if self.kind not in _PARTS:
            raise ValueError(f"kind of period {self.kind!r}")
        if not 1 <= self.part <= _PARTS[self.kind] or not 1900 <= self.year <= 2200:
            raise ValueError(f"no such period: {self}")

    @classmethod
    def parse(cls, text: object) -> Period:
        """Read a period; raises ValueError with the accepted forms."""
        found = _WRITTEN.fullmatch(str(text).strip())
        if found is None:
            raise ValueError(f"{text!r} is no period; write 2018, 2018H1, 2018Q3 or 2018M06")
        part = found["part"] or found["month"] or found["digits"]
        return cls(int(found["year"])) if part is None else cls(int(found["year"]), found["kind"] or "M", int(part))

    def __str__(self) -> str:
        if self.kind == "Y":
            return str(self.year)
        return f"{self.year}M{self.part:02d}" if self.kind == "M" else f"{self.year}{self.kind}{self.part}"

    def years_back(self, years: int = 1) -> Period:
        """The same part of an earlier year: what growth on the year (同比) compares with."""
        return Period(self.year - years, self.kind, self.part)

    def back(self, steps: int = 1) -> Period:
        """The period ``steps`` before this one: what growth on the period (环比) compares with."""
        parts = _PARTS[self.kind]
        index = self.year * parts + self.part - 1 - steps
        return Period(index // parts, self.kind, index % parts + 1)

    @property
    def months(self) -> tuple[int, int]:
        """Its first and last month, from 1."""
        size = 12 // _PARTS[self.kind]
        return (self.part - 1) * size + 1, self.part * size

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, self.months[0], 1)

    @property
    def end(self) -> date:
        """Its last day."""
        last = self.months[1]
        return date(self.year, last, monthrange(self.year, last)[1])

    def before(self, other: Period) -> bool:
        """Whether it ends before another, or on the same day having begun later, as 2018Q4 beside 2018."""
        return self.end < other.end or (self.end == other.end and self.start > other.start)

    def part_of_year(self, part: str) -> Period:
        """A part of its year by its name: ``Q1``, ``H2``, ``M06``."""
        return Period.parse(f"{self.year}{part}")

    def within(self, kind: str) -> tuple[Period, ...]:
        """The periods of a kind that it is made up of: 2018Q1 of months is 2018M01 to 2018M03."""
        size, (first, last) = 12 // _PARTS[kind], self.months
        return tuple(
            Period(self.year, kind, part)
            for part in range(1, _PARTS[kind] + 1)
            if first <= (part - 1) * size + 1 and part * size <= last
        )

    @property
    def share_of_year(self) -> float:
        """How much of the year has passed at its end: the even schedule (序时进度)."""
        return self.part / _PARTS[self.kind]
