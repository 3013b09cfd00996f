"""``inspection/findings.csv``: what inspectors found, one finding a row: a figure confirmed, corrected, or held against
the unit; append-only, each signed and dated."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

from sz_assess.errors import Problem, Words
from sz_assess.expression import suggest
from sz_assess.method.load import INSPECTION_FINDINGS
from sz_assess.method.model import Assessment
from sz_assess.periods import Period
from sz_assess.statistics.forms.repair import number_of
from sz_assess.statistics.lexicon import read_period
from sz_assess.statistics.rows import Rows, read_table
from sz_assess.statistics.tables.table import quoted
from sz_assess.text import Text, msg

COLUMNS: dict[str, tuple[str, ...]] = {
    "finding": ("finding", "编号"),
    "item": ("item", "督查事项"),
    "kind": ("kind", "核查结论"),
    "unit": ("unit", "单位"),
    "subject": ("subject", "样本"),
    "statistic": ("statistic", "统计指标"),
    "period": ("period", "时期"),
    "delivered": ("delivered", "原报数"),
    "found": ("found", "核实数"),
    "count": ("count", "扣分计数"),
    "by": ("by", "核查人"),
    "on": ("on", "日期"),
    "note": ("note", "说明"),
}
"""Accepted headings, the first one as it is written."""

FindingKind = Literal["confirmed", "sampled", "deduction", "correction"]
KINDS: tuple[FindingKind, ...] = get_args(FindingKind)

KIND_WORDS: dict[FindingKind, Text] = {
    "confirmed": msg("found as reported"),
    "sampled": msg("one firm or project visited"),
    "deduction": msg("held against the unit"),
    "correction": msg("figure corrected"),
}


@dataclass(frozen=True)
class Finding:
    """One row. ``delivered``, ``found`` and ``count`` are NaN where the kind has none; ``place`` is its row."""

    finding: str
    item: str
    kind: FindingKind
    unit: str
    subject: str
    statistic: str
    period: Period | None
    delivered: float
    found: float
    count: float
    by: str
    on: datetime.date
    note: str
    place: str
    row: int


def load_findings(assessment: Assessment, problems: list[Problem]) -> tuple[Finding, ...]:
    """All findings, none where there is no file. What is wrong is noted."""
    path = assessment.folder / INSPECTION_FINDINGS
    if not path.is_file():
        return ()
    table = read_table(INSPECTION_FINDINGS, path, problems)
    if table is None:
        return ()
    reader = FindingReader(Rows(table, COLUMNS), assessment)
    found = [each for row, text in reader.rows if (each := reader.finding(row, text)) is not None]
    problems += reader.rows.problems
    return () if reader.rows.problems else tuple(found)


class FindingReader:
    """Checks rows of findings, one after the other."""

    def __init__(self, rows: Rows, assessment: Assessment, kinds: Words | None = None) -> None:
        """``kinds``: the kinds that may be chosen, as whoever filled the rows in knows them; codes if left out."""
        self.rows = rows
        self.kinds = msg("one of {names}", names=list(KINDS)) if kinds is None else kinds
        self.units = [unit.code for unit in assessment.units]
        self.statistics = [statistic.code for statistic in assessment.method.statistics]
        self.numbers: set[str] = set()

    def finding(self, row: int, text: Mapping[str, str]) -> Finding | None:
        """The finding of a row; None where anything is wrong with it, which is noted."""
        before = len(self.rows.problems)
        self.rows.needed(
            row, text, finding=msg("a number of its own"), item=msg("the code of an item, as inspect list shows it"),
            by=msg("the name of whoever found it"), on=msg("the day of the visit"), unit=msg("the code of a unit"),
        )  # fmt: skip
        self._known(row, text, "kind", KINDS, needed=True)
        self._known(row, text, "unit", self.units, needed=False)
        self._known(row, text, "statistic", self.statistics, needed=text["kind"] == "correction")
        if text["finding"] in self.numbers:
            found = msg("the finding {number} a second time", number=text["finding"])
            self.rows.refuse(row, "finding", found, msg("a number of its own"))
        self.numbers.add(text["finding"])
        period = read_period(text["period"]) if text["period"] else None
        if period is None and (text["period"] or text["kind"] == "correction"):
            self.rows.refuse(row, "period", _quoted(text["period"]), msg("a period: 2018, 2018H1, 2018Q3 or 2018M06"))
        corrects = text["kind"] == "correction"
        figures = {
            "delivered": self._number(row, text, "delivered", needed=corrects),
            "found": self._number(row, text, "found", needed=corrects),
            "count": self._number(row, text, "count", needed=text["kind"] == "deduction"),
        }
        on = self.rows.day(row, text, "on")
        if len(self.rows.problems) > before:
            return None
        return Finding(
            finding=text["finding"], item=text["item"], kind=cast(FindingKind, text["kind"]), unit=text["unit"],
            subject=text["subject"], statistic=text["statistic"], period=period, **figures, by=text["by"],
            on=cast(datetime.date, on), note=text["note"], place=f"{self.rows.table.file}:{row}", row=row,
        )  # fmt: skip

    def _known(
        self, row: int, text: Mapping[str, str], name: str, known: list[str] | tuple[str, ...], *, needed: bool
    ) -> None:
        if text[name] in known or not (text[name] or needed):
            return
        expected = self.kinds if name == "kind" else _KNOWN[name]
        self.rows.refuse(row, name, _quoted(text[name]), expected, suggest(text[name], list(known)))

    def _number(self, row: int, text: Mapping[str, str], name: str, *, needed: bool) -> float:
        number = number_of(text[name], per_cent=False)
        if number is not None:
            if name == "count" and number <= 0:
                self.rows.refuse(row, name, quoted(text[name]), msg("a number above 0"))
            return number
        if text[name] or needed:
            self.rows.refuse(row, name, _quoted(text[name]), _KNOWN[name])
        return math.nan


def _quoted(text: str) -> Words:
    return quoted(text) if text else msg("a blank cell")


_KNOWN: dict[str, Text] = {
    "unit": msg("a unit of units.csv"),
    "statistic": msg("a statistic of statistics.yaml"),
    "delivered": msg("the figure that was delivered"),
    "found": msg("the figure that was found on the spot"),
    "count": msg("how many matters the deduction counts"),
}


def cells_of(finding: Finding) -> list[str]:
    """A finding as a row of the file, in the order of :data:`COLUMNS`."""
    figures = {name: getattr(finding, name) for name in ("delivered", "found", "count")}
    text = {name: "" if math.isnan(figure) else f"{figure:.15g}" for name, figure in figures.items()}
    text |= {"period": "" if finding.period is None else str(finding.period), "on": finding.on.isoformat()}
    return [text[name] if name in text else str(getattr(finding, name)) for name in COLUMNS]
