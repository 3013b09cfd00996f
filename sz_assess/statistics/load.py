"""From the files that departments delivered to a checked panel."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from sz_assess.errors import InputError, Problem, Refused
from sz_assess.method.load import ABOUT, DELIVERIES
from sz_assess.method.model import Assessment
from sz_assess.periods import Period
from sz_assess.statistics.contradictions import contradictions
from sz_assess.statistics.conversions import accruals
from sz_assess.statistics.counted import delivered_though_counted, with_counted
from sz_assess.statistics.deliveries import (
    Delivered,
    Revision,
    load_deliveries,
    superseded,
    withdrawn,
    without,
)
from sz_assess.statistics.delivery import Entries, gather
from sz_assess.statistics.departments import load_departments
from sz_assess.statistics.forms.repair import Repair
from sz_assess.statistics.inspections.corrections import corrected
from sz_assess.statistics.layout import Layout, recognise
from sz_assess.statistics.ledgers.load import load_ledgers
from sz_assess.statistics.lexicon import Lexicon, Periods, statistics_of, units_of
from sz_assess.statistics.measures import check_measures
from sz_assess.statistics.mistakes import Mistakes
from sz_assess.statistics.panel import Cells, DeliveredFile, Panel
from sz_assess.statistics.schema import failures, frame_of, rules_of, schema_of
from sz_assess.statistics.sources import find_sources, read_bytes
from sz_assess.statistics.tables.limits import MAX_PANEL
from sz_assess.statistics.tables.table import Kind, Table
from sz_assess.text import Text, msg


@dataclass
class _Delivery:
    """What was delivered, as far as it could be read, and what is wrong with it."""

    assessment: Assessment
    units: Lexicon
    statistics: Lexicon
    periods: Periods = field(default_factory=Periods)
    files: list[tuple[str, str]] = field(default_factory=list)
    """Name and SHA-256 of each file."""
    tables: list[tuple[Table, Layout]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)


def load_panel(assessment: Assessment, progress: Callable[[Text], None] | None = None) -> Panel:
    """Read and check all files of ``assessment.about.data`` and all ledgers, and count what is counted from these.

    The panel's units are the assessment's of all roles, its statistics the method's, both in their order. ``progress``
    is told each file. Raises one :class:`~sz_assess.errors.InputError` with every problem of every file: what is
    missing is none (what that means is the indicators' to say), all else that does not fit is.
    """
    delivery = _read(assessment, progress)
    entries = gather(delivery.tables, delivery.units, delivery.statistics, delivery.periods)
    deliveries = load_deliveries(assessment, [name for name, _ in delivery.files], delivery.problems)
    given = entries
    pairs = superseded(given, [table.file for table, _ in delivery.tables], deliveries)
    gone = withdrawn(
        given, [table.file for table, _ in delivery.tables], deliveries, partial(_named, delivery, given),
        delivery.problems,
    )  # fmt: skip
    entries = given.only(without(given, [earlier for earlier, _ in (*pairs, *gone)]))
    delivery.problems += _check(delivery, entries)
    departments = load_departments(assessment, delivery.problems)
    ledgers = load_ledgers(assessment, delivery.problems, progress)
    delivery.problems += delivered_though_counted(assessment, delivery.tables, entries)
    if delivery.problems:
        raise InputError(delivery.problems)
    panel = replace(
        _panel(delivery, entries.only(entries.kind == Kind.NUMBER)),
        accruals=accruals(assessment.method.statistics),
        deliveries=deliveries,
        departments=departments,
        revisions=_revisions(delivery, given, pairs, deliveries, gone),
    )
    panel = corrected(panel, assessment, delivery.problems)
    if delivery.problems:
        raise InputError(delivery.problems)
    if problems := contradictions(panel, assessment):
        raise InputError(problems)
    return with_counted(panel, ledgers)


def _read(assessment: Assessment, progress: Callable[[Text], None] | None) -> _Delivery:
    delivery = _Delivery(assessment, units_of(assessment), statistics_of(assessment))
    for source in find_sources(assessment, delivery.problems):
        if progress is not None:
            progress(msg("Reading {file}", file=source.name))
        try:
            data = read_bytes(source)
        except Refused as refused:
            delivery.problems.append(Problem(source.name, refused.found, refused.expected, refused.mend))
            continue
        delivery.files.append((source.name, hashlib.sha256(data).hexdigest()))
        reading = source.reader(source.name, data)
        delivery.problems += reading.problems
        delivery.repairs += reading.repairs
        for table in reading.tables:
            _take(delivery, table)
    return delivery


def _take(delivery: _Delivery, table: Table) -> None:
    form = table.form
    if form is not None and form.method != delivery.assessment.method.about.code:
        found = msg("a form of the method {code}", code=form.method)
        expected = msg("a form of the method {code}", code=delivery.assessment.method.about.code)
        delivery.problems.append(table.problem(0, None, found, expected, msg("write the form again, and fill that in")))
        return
    layout = recognise(table, delivery.statistics, delivery.periods)
    if isinstance(layout, list):
        delivery.problems += layout
        return
    delivery.tables.append((table, layout))
    delivery.problems += check_measures(table, layout, delivery.statistics, delivery.assessment)


def _check(delivery: _Delivery, entries: Entries) -> list[Problem]:
    units, statistics, periods = delivery.units, delivery.statistics, delivery.periods
    size = len(units.codes) * len(statistics.codes) * len(periods.met)
    if size > MAX_PANEL:
        found = msg("figures of {n} different periods", n=len(periods.met))
        expected = msg("at most {n} figures: statistics times units times periods", n=MAX_PANEL)
        return [Problem(ABOUT, found, expected, msg("deliver fewer periods at a time"), "data")]
    schema = schema_of(rules_of(delivery.assessment, periods), units, statistics, periods)
    failed = failures(schema, frame_of(entries, units, statistics, periods))
    problems = Mistakes(delivery.assessment, delivery.tables, entries, units, statistics, periods).problems(failed)
    if not problems and not delivery.problems and not np.any(entries.kind == Kind.NUMBER):
        expected = msg("figures in at least one cell")
        problems.append(Problem(ABOUT, msg("no figure in any file"), expected, key="data"))
    return problems


def _revisions(
    delivery: _Delivery,
    given: Entries,
    pairs: Sequence[tuple[int, int]],
    deliveries: Sequence[Delivered],
    gone: Sequence[tuple[int, Delivered]],
) -> tuple[Revision, ...]:
    """The figures that later files give in place of earlier ones', where they differ, and those that they withdraw;
    with the cells of both."""
    by_file = {each.file: each for each in deliveries}
    words = Mistakes(delivery.assessment, delivery.tables, given, delivery.units, delivery.statistics, delivery.periods)
    changed = tuple(
        Revision(
            statistic=delivery.statistics.text(given.statistic[later]),
            unit=delivery.units.text(given.unit[later]),
            period=delivery.periods.texts[given.period[later]],
            before=float(given.number[earlier]),
            after=float(given.number[later]),
            place_before=words.place(earlier),
            place_after=words.place(later),
            delivered=by_file[delivery.tables[int(given.table[later])][0].file],
        )
        for earlier, later in pairs
        if given.number[earlier] != given.number[later]
    )
    replaced = {earlier for earlier, _ in pairs}
    return changed + tuple(
        Revision(
            statistic=delivery.statistics.text(given.statistic[entry]),
            unit=delivery.units.text(given.unit[entry]),
            period=delivery.periods.texts[given.period[entry]],
            before=float(given.number[entry]),
            after=math.nan,
            place_before=words.place(entry),
            place_after=f"{DELIVERIES}:{by.row}",
            delivered=by,
        )
        for entry, by in gone
        if entry not in replaced
    )


def _named(delivery: _Delivery, given: Entries, entry: int) -> str:
    """An entry's statistic, unit and period, with colons between them."""
    return ":".join(
        (
            delivery.statistics.text(given.statistic[entry]),
            delivery.units.text(given.unit[entry]),
            delivery.periods.texts[given.period[entry]],
        )
    )


def _panel(delivery: _Delivery, entries: Entries) -> Panel:
    """Scatter figures that passed all checks."""
    number_of, periods = _sorted_periods(delivery.periods, entries)
    shape = (len(delivery.statistics.codes), len(delivery.units.codes), len(periods))
    values = np.full(shape, np.nan)
    origin = np.full(shape, -1, dtype=np.intp)
    at = entries.statistic, entries.unit, number_of[entries.period]
    values[at] = entries.number
    origin[at] = np.arange(len(entries))
    return Panel(
        delivery.statistics.codes, delivery.units.codes, periods, values, origin, _cells(delivery, entries),
        repairs=tuple(delivery.repairs),
    )  # fmt: skip


def _sorted_periods(met: Periods, entries: Entries) -> tuple[np.ndarray, tuple[Period, ...]]:
    """Periods with figures in order, and the place there of each number that was given on meeting them."""
    used = np.unique(entries.period)
    by_period = sorted((period, number) for number in used.tolist() if (period := met.met[number]) is not None)
    places = np.full(len(met.met), -1, dtype=np.intp)
    places[[number for _, number in by_period]] = np.arange(len(by_period))
    return places, tuple(period for period, _ in by_period)


def _cells(delivery: _Delivery, entries: Entries) -> Cells:
    """Where each entry stood."""
    tables = [table for table, _ in delivery.tables]
    names = [name for name, _ in delivery.files]
    sheets = tuple(dict.fromkeys(table.sheet for table in tables if table.sheet is not None))
    file = np.array([names.index(table.file) for table in tables], dtype=np.intp)[entries.table]
    sheet = np.array([-1 if table.sheet is None else sheets.index(table.sheet) for table in tables], dtype=np.intp)
    named = np.array([table.heading_row > 0 for table in tables])
    counts = np.bincount(file, minlength=len(names))
    files = tuple(DeliveredFile(*each, int(count)) for each, count in zip(delivery.files, counts, strict=True))
    return Cells(
        files=files,
        sheets=sheets,
        file=file,
        sheet=sheet[entries.table],
        row=_rows(tables, entries),
        column=np.where(named[entries.table], entries.column + 1, 0),
    )


def _rows(tables: Sequence[Table], entries: Entries) -> np.ndarray:
    """The row in its file of each entry."""
    if len(tables) == 1:
        return tables[0].rows[entries.record]
    starts = np.cumsum([0, *(len(table.rows) for table in tables)])[:-1]
    rows = np.concatenate([table.rows for table in tables])
    return rows[starts[entries.table] + entries.record]
