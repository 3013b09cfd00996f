"""Inspection as work that goes on: the list, changes of the ledger of items, the inspectors' workbook out and in."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from sz_assess.decisions.inspection import Inspection, inspection
from sz_assess.errors import InputError, Problem, Refused
from sz_assess.expression import suggest
from sz_assess.i18n import Language
from sz_assess.method.load import INSPECTION_FINDINGS, INSPECTION_LEDGER, load_assessment
from sz_assess.reports.inspection_workbook import write_workbook
from sz_assess.reports.new_files import write_new
from sz_assess.reports.output import alone
from sz_assess.result import Result
from sz_assess.run import Progress, assess_folder
from sz_assess.statistics.inspections.appending import append
from sz_assess.statistics.inspections.corrections import refused
from sz_assess.statistics.inspections.filled import Filled, read_filled
from sz_assess.statistics.inspections.findings import COLUMNS as FINDING_COLUMNS
from sz_assess.statistics.inspections.findings import cells_of
from sz_assess.statistics.inspections.ledger import COLUMNS as LEDGER_COLUMNS
from sz_assess.statistics.inspections.ledger import load_ledger
from sz_assess.statistics.inspections.states import Change, Standing, moved
from sz_assess.statistics.inspections.uncounted import uncounted
from sz_assess.statistics.load import load_panel
from sz_assess.text import msg

FOLDER, WORKBOOK = "inspection", "workbook.xlsx"
"""Where the workbook is written within the assessment folder, unless told otherwise."""


def inspected(
    folder: Path, on: datetime.date | None = None, progress: Progress | None = None
) -> tuple[Result, Inspection]:
    """The list of a folder as of a day (by default that of assessment.yaml). Raises InputError as a run does."""
    result = assess_folder(folder, progress=progress)
    return result, inspection(result, on)


def change(folder: Path, new: Change, progress: Progress | None = None) -> Standing:
    """Write one change into the ledger of items, and say where the item stands then.

    To be added, an item must be on the list; the day that it is due on is the list's unless the change states one.
    Raises :class:`InputError`, and then nothing was written.
    """
    assessment = load_assessment(folder)
    path = folder / INSPECTION_LEDGER
    problems: list[Problem] = []
    if new.action == "add":
        new = _on_the_list(folder, new, progress)
    path.parent.mkdir(parents=True, exist_ok=True)
    with alone(path, INSPECTION_LEDGER):
        standings = load_ledger(assessment, problems).standings
        if problems:
            raise InputError(problems)
        if new.action != "add" and new.item not in standings:
            found = msg("the item {code}, which is not in the ledger", code=new.item)
            near = suggest(new.item, list(standings))
            raise InputError([Problem(INSPECTION_LEDGER, found, msg("an item that was added before"), near, new.item)])
        try:
            after = moved(standings.get(new.item), new, assessment.method.inspection)
        except Refused as error:
            where = Problem(INSPECTION_LEDGER, error.found, error.expected, error.mend, new.item)
            raise InputError([where]) from None
        due = "" if new.due is None else new.due.isoformat()
        row = (new.item, new.action, new.by, new.on.isoformat(), due, new.note)
        append(path, INSPECTION_LEDGER, [*LEDGER_COLUMNS], [row])
    return after


def _on_the_list(folder: Path, new: Change, progress: Progress | None) -> Change:
    _, found = inspected(folder, progress=progress)
    item = found.item(new.item)
    if item is None:
        codes = [each.code for each in found.items]
        words = msg("the item {code}, which is not on the list", code=new.item)
        expected = msg("an item of the list, as inspect list shows it")
        raise InputError([Problem(INSPECTION_LEDGER, words, expected, suggest(new.item, codes), new.item)])
    due = new.due or item.due
    if due is None:
        words, expected = msg("no day that it is due on"), msg("--due, or inspection: in assessment.yaml")
        raise InputError([Problem(INSPECTION_LEDGER, words, expected, key=new.item)])
    return Change(new.item, new.action, new.by, new.on, new.note, due)


def write_inspection_workbook(
    folder: Path, out: Path | None = None, *, language: Language = "zh", progress: Progress | None = None
) -> tuple[Path, ...]:
    """Write the workbook that inspectors fill in; one that is there and differs is never overwritten."""
    result, found = inspected(folder, progress=progress)
    target = folder / FOLDER / WORKBOOK if out is None else out
    return write_new(target.parent, {target.name: write_workbook(result, found, language)})


def read_inspection_workbook(folder: Path, file: Path) -> Filled:
    """Add what inspectors filled in to ``inspection/findings.csv``: all of it, or nothing where anything is wrong.

    What stands there already is not added again. Raises :class:`InputError`.
    """
    assessment = load_assessment(folder)
    path = folder / INSPECTION_FINDINGS
    path.parent.mkdir(parents=True, exist_ok=True)
    with alone(path, INSPECTION_FINDINGS):
        panel = load_panel(assessment)
        problems: list[Problem] = []
        filled = read_filled(file, assessment, panel.findings, problems)
        for finding, wrong in refused(panel, assessment, filled.new):
            _, _, cell = finding.place.partition(":")
            sheet, _, row = cell.rpartition("!")
            problems.append(Problem(file.name, *wrong, key=finding.item, line=finding.row, sheet=sheet, cell=row))
        if problems:
            raise InputError(problems)
        if filled.new:
            append(path, INSPECTION_FINDINGS, [*FINDING_COLUMNS], map(cells_of, filled.new))
    return replace(filled, uncounted=len(uncounted(panel, assessment, filled.new)))
