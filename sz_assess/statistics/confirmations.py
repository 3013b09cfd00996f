"""``confirmations.csv``: who stands by a figure that was warned of, since when, and why."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from sz_assess.errors import InputError, Problem, Refused, Words
from sz_assess.expression import suggest
from sz_assess.method.collection import as_day
from sz_assess.method.model import Assessment
from sz_assess.method.places import inside
from sz_assess.statistics.lexicon import read_period
from sz_assess.statistics.rows import Rows, read_table
from sz_assess.statistics.tables.table import Kind, quoted
from sz_assess.text import msg

COLUMNS: dict[str, tuple[str, ...]] = {
    "warning": ("warning", "预警", "预警编号"),
    "figure": ("figure", "数值", "确认数值"),
    "against": ("against", "对照", "对照数值"),
    "by": ("by", "确认人"),
    "on": ("on", "确认日期"),
    "why": ("why", "理由", "确认理由"),
}
"""Accepted headings."""

WarnedOf = Literal["jump", "peers", "falls", "part", "city"]
"""A jump on the year before; far from the other units; a running figure that falls; a part above its whole; the units
together against the city."""
KINDS: tuple[str, ...] = get_args(WarnedOf)
WITHOUT_COUNTERPART = "peers"
_FORM = msg("a warning as check lists it, such as jump:output:east:2018")


@dataclass(frozen=True)
class Confirmation:
    """One row. ``against`` is the figure that the confirmed one was compared with, NaN where there is no single one."""

    warning: str
    figure: float
    against: float
    by: str
    on: str
    why: str
    place: str


def load_confirmations(assessment: Assessment) -> tuple[Confirmation, ...]:
    """All rows of the assessment's file, none where it has no such file. Raises InputError with all that is wrong."""
    file = assessment.about.warnings.confirmations
    path = inside(assessment.folder, file)
    if not path.is_file():
        return ()
    problems: list[Problem] = []
    table = read_table(file, path, problems)
    if table is None:
        raise InputError(problems)
    reader = _Reader(Rows(table, COLUMNS), assessment)
    found = tuple(reader.read())
    if reader.rows.problems:
        raise InputError(reader.rows.problems)
    return found


class _Reader:
    """Reads row by row and notes what is wrong."""

    def __init__(self, rows: Rows, assessment: Assessment) -> None:
        self.rows = rows
        self.statistics = [statistic.code for statistic in assessment.method.statistics]
        self.units = [unit.code for unit in assessment.units]

    def read(self) -> Iterator[Confirmation]:
        seen: set[tuple[str, float, str]] = set()
        for record, row, text in self.rows.records():
            before = len(self.rows.problems)
            self._check_words(row, text)
            figure = self._number(row, record, "figure", needed=True)
            against = self._number(row, record, "against", needed=not text["warning"].startswith(WITHOUT_COUNTERPART))
            key = (text["warning"], figure, str(against))
            if len(self.rows.problems) > before:
                continue
            if key in seen:
                found = msg("the warning {text} confirmed a second time", text=text["warning"])
                self.rows.refuse(row, "warning", found, msg("each confirmation once"), msg("delete one of the two"))
            seen.add(key)
            place = f"{self.rows.table.file}:{row}"
            yield Confirmation(text["warning"], figure, against, text["by"], text["on"], text["why"], place)

    def _check_words(self, row: int, text: dict[str, str]) -> None:
        self.rows.needed(
            row, text, by=msg("the name of whoever stands by the figure"), why=msg("why the figure is right")
        )
        try:
            as_day(text["on"])
        except Refused as refused:
            self.rows.refuse(row, "on", refused.found if text["on"] else msg("a blank cell"), refused.expected)
        parts = text["warning"].split(":")
        near: Words = ""
        if len(parts) == 4:
            for part, known in zip(parts, (KINDS, self.statistics, self.units), strict=False):
                near = near or suggest(part, list(known)) if part not in known else near
            if parts[0] in KINDS and parts[1] in self.statistics and parts[2] in self.units and read_period(parts[3]):
                return
        self.rows.refuse(row, "warning", msg("the warning {text}", text=quoted(text["warning"])), _FORM, near)

    def _number(self, row: int, record: int, role: str, *, needed: bool) -> float:
        column = self.rows.table.columns[self.rows.column[role]]
        figures = column.figures()
        kind = figures.kind[record]
        if kind == Kind.NUMBER:
            return float(figures.number[record])
        if kind != Kind.BLANK or needed:
            shown = column.shown(record)
            found = msg("the text {text}", text=quoted(shown)) if shown else msg("a blank cell")
            expected = {
                "figure": msg("the figure that is confirmed, as it was delivered"),
                "against": msg("the figure that it was compared with, as check lists it"),
            }[role]
            self.rows.refuse(row, role, found, expected)
        return math.nan
