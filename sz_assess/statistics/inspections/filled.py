"""The inspectors' workbook as it came back: what was filled in, as findings.

A hidden first row marks what each column holds, hidden columns hold each row's codes, so that rows and columns may be
moved, and further ones put in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sz_assess.errors import Problem, Refused
from sz_assess.i18n import LANGUAGES, translator
from sz_assess.method.model import Assessment
from sz_assess.statistics.inspections.appending import as_cell
from sz_assess.statistics.inspections.findings import KIND_WORDS, Finding, FindingKind, FindingReader, cells_of
from sz_assess.statistics.rows import Rows
from sz_assess.statistics.sources import Source, read_bytes
from sz_assess.statistics.tables.read_xlsx import read_xlsx
from sz_assess.statistics.tables.table import NO_RESULT, Table
from sz_assess.text import msg

MARK = "sz:"
HIDDEN = ("item", "unit", "subject")
"""Columns that nobody sees: codes of the row."""
ANSWERS = ("kind", "statistic", "period", "delivered", "found", "count", "by", "on", "note")
"""What inspectors fill in of an item."""
SAMPLE_ANSWERS = ("delivered", "found", "by", "on", "note")
"""What they fill in of a firm or project that was drawn."""
OF_ITEMS: tuple[FindingKind, ...] = ("confirmed", "deduction", "correction")

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00:00)?")


@dataclass(frozen=True)
class Filled:
    """``new`` are findings that are not known yet, ``known`` counts those that are, ``uncounted`` those new ones that
    are held against a unit and that the method does not count."""

    new: tuple[Finding, ...] = ()
    known: int = 0
    uncounted: int = 0


def read_filled(file: Path, assessment: Assessment, before: Iterable[Finding], problems: list[Problem]) -> Filled:
    """What a workbook holds; what is wrong with it is noted with its sheet and cell."""
    try:
        reading = read_xlsx(file.name, read_bytes(Source(file.name, file, read_xlsx)))
    except Refused as refused:
        problems.append(Problem(file.name, refused.found, refused.expected, refused.mend))
        return Filled()
    problems += reading.problems
    sheets = [table for table in reading.tables if MARK + "item" in table.heading]
    if not sheets and not reading.problems:
        found = msg("a workbook without the hidden row that marks its columns")
        expected = msg("the workbook that inspect workbook wrote")
        problems.append(Problem(file.name, found, expected, msg("copy the answers into a fresh workbook")))
    seen = [_written(finding) for finding in before]
    number = max((int(each.finding) for each in before if each.finding.isdecimal()), default=0)
    out: list[Finding] = []
    known = 0
    for table in sheets:
        for finding in _of_sheet(table, assessment, problems):
            if _written(finding) in seen:
                known += 1
                continue
            number += 1
            out.append(replace(finding, finding=str(number)))
            seen.append(_written(finding))
    return Filled(tuple(out), known)


def _written(finding: Finding) -> list[str]:
    """What the file holds of a finding but its number."""
    return [as_cell(cell) for cell in cells_of(finding)[1:]]


def _of_sheet(table: Table, assessment: Assessment, problems: list[Problem]) -> list[Finding]:
    of_items = MARK + "kind" in table.heading
    answers: Sequence[str] = ANSWERS if of_items else SAMPLE_ANSWERS
    rows = Rows(table, {name: (MARK + name,) for name in (*HIDDEN, *answers)}, others=True)
    reader = FindingReader(rows, assessment, msg("one of {names}", names=[KIND_WORDS[kind] for kind in OF_ITEMS]))
    out = []
    for row, text in rows:
        given = [text[name] for name in answers if text[name]]
        if not given or (not text["item"] and row == table.heading_row + 1):
            continue
        if blind := [name for name in answers if text[name] == NO_RESULT]:
            for name in blind:
                rows.refuse(row, name, msg("a formula without a stored result"), msg("a text, a number or a day"),
                            msg("write it as it reads, without a formula"))  # fmt: skip
            continue
        if not text["item"]:
            expected = msg("answers in the rows of the form")
            rows.refuse(row, answers[-1], msg("answers in a row without an item"), expected)
            continue
        finding = reader.finding(row, _as_row(text, row, of_items=of_items))
        if finding is not None:
            out.append(replace(finding, place=f"{table.file}:{table.sheet}!{row}"))
    problems += rows.problems
    return out


def _as_row(text: Mapping[str, str], row: int, *, of_items: bool) -> dict[str, str]:
    """A row of the sheet as a row of findings; its number is given later."""
    out = {"statistic": "", "period": "", "count": "", **text, "finding": f"row {row}"}
    out["kind"] = _KINDS.get(text["kind"], text["kind"]) if of_items else "sampled"
    if day := _DAY.fullmatch(text["on"]):
        out["on"] = f"{day[1]}-{int(day[2]):02d}-{int(day[3]):02d}"
    return out


_KINDS = {words.to(translator(language)): kind for kind, words in KIND_WORDS.items() for language in LANGUAGES}
"""What inspectors choose, in any language."""
