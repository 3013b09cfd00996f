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
from sz_assess.statistics.sources import Source, read_bytes
from sz_assess.statistics.tables.read_csv import read_csv
from sz_assess.statistics.tables.table import Kind, Table, quoted
from sz_assess.text import Text, msg

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
    try:
        reading = read_csv(file, read_bytes(Source(file, path, read_csv)))
    except Refused as refused:
        raise InputError([Problem(file, refused.found, refused.expected, refused.mend)]) from None
    if reading.problems:
        raise InputError(reading.problems)
    rows = _Rows(reading.tables[0], assessment)
    found = tuple(rows.read())
    if rows.problems:
        raise InputError(rows.problems)
    return found


class _Rows:
    """Reads row by row and notes what is wrong."""

    def __init__(self, table: Table, assessment: Assessment) -> None:
        self.table, self.problems = table, list[Problem]()
        self.statistics = [statistic.code for statistic in assessment.method.statistics]
        self.units = [unit.code for unit in assessment.units]
        words = {word: role for role, own in COLUMNS.items() for word in own}
        self.column: dict[str, int] = {}
        for n, heading in enumerate(table.heading):
            role = words.get(heading)
            if role is None or role in self.column:
                found = msg("the heading {heading}", heading=quoted(heading))
                self._note(table.heading_row, n, found, msg("each once: {words}", words=list(COLUMNS)))
            else:
                self.column[role] = n
        if absent := [role for role in COLUMNS if role not in self.column]:
            found = msg("no column {names}", names=absent)
            self._note(table.heading_row, None, found, msg("the columns {names}", names=list(COLUMNS)))

    def _note(self, row: int, column: int | None, found: Text, expected: Text, mend: Words = "") -> None:
        self.problems.append(self.table.problem(row, column, found, expected, mend))

    def read(self) -> Iterator[Confirmation]:
        if self.problems:
            return
        seen: set[tuple[str, float, str]] = set()
        for record, row in enumerate(self.table.rows.tolist()):
            text = {role: self.table.columns[n].shown(record) for role, n in self.column.items()}
            if not any(text.values()):
                continue
            before = len(self.problems)
            self._check_words(row, text)
            figure = self._number(row, record, "figure", needed=True)
            against = self._number(row, record, "against", needed=not text["warning"].startswith(WITHOUT_COUNTERPART))
            key = (text["warning"], figure, str(against))
            if len(self.problems) > before:
                continue
            if key in seen:
                found = msg("the warning {text} confirmed a second time", text=text["warning"])
                self._note(
                    row, self.column["warning"], found, msg("each confirmation once"), msg("delete one of the two")
                )
            seen.add(key)
            place = f"{self.table.file}:{row}"
            yield Confirmation(text["warning"], figure, against, text["by"], text["on"], text["why"], place)

    def _check_words(self, row: int, text: dict[str, str]) -> None:
        needs = {
            "by": msg("the name of whoever stands by the figure"),
            "why": msg("why the figure is right"),
        }
        for role, expected in needs.items():
            if not text[role]:
                self._note(row, self.column[role], msg("a blank cell"), expected)
        try:
            as_day(text["on"])
        except Refused as refused:
            found = refused.found if text["on"] else msg("a blank cell")
            self.problems.append(self.table.problem(row, self.column["on"], found, refused.expected))
        parts = text["warning"].split(":")
        near: Words = ""
        if len(parts) == 4:
            for part, known in zip(parts, (KINDS, self.statistics, self.units), strict=False):
                near = near or suggest(part, list(known)) if part not in known else near
            if parts[0] in KINDS and parts[1] in self.statistics and parts[2] in self.units and read_period(parts[3]):
                return
        self._note(row, self.column["warning"], msg("the warning {text}", text=quoted(text["warning"])), _FORM, near)

    def _number(self, row: int, record: int, role: str, *, needed: bool) -> float:
        figures = self.table.columns[self.column[role]].figures()
        kind = figures.kind[record]
        if kind == Kind.NUMBER:
            return float(figures.number[record])
        if kind != Kind.BLANK or needed:
            shown = self.table.columns[self.column[role]].shown(record)
            found = msg("the text {text}", text=quoted(shown)) if shown else msg("a blank cell")
            expected = {
                "figure": msg("the figure that is confirmed, as it was delivered"),
                "against": msg("the figure that it was compared with, as check lists it"),
            }[role]
            self._note(row, self.column[role], found, expected)
        return math.nan
