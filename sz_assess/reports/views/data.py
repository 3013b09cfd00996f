"""The data page: what was delivered and what is missing, by department; the files; what was done about gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sz_assess.method.statistic import Statistic
from sz_assess.method.treatment import effect_words
from sz_assess.periods import Period
from sz_assess.reports import shown
from sz_assess.reports.book import Book, Link
from sz_assess.reports.ledger_rows import rows_files
from sz_assess.reports.marks import Bar, Scale
from sz_assess.reports.views.deliveries import (
    ConvertedRow,
    GrowthRow,
    RevisionRow,
    converted_rows,
    delivery_rows,
    growth_rows,
    revision_rows,
)
from sz_assess.reports.views.treatment import OutlierRow, outlier_rows
from sz_assess.reports.views.warnings import (
    RepairRow,
    WarningRow,
    idle_rows,
    repair_rows,
    warning_rows,
    warning_summary,
)
from sz_assess.reports.wording import TAGS
from sz_assess.result import Status
from sz_assess.statistics.completeness import Completeness, Coverage, completeness
from sz_assess.statistics.deliveries import Delivered
from sz_assess.text import msg, plural

MOST_NAMED = 30
"""Units named one by one in a gap; the rest are counted."""


@dataclass(frozen=True)
class DepartmentRow:
    """A department's figures for the assessed period."""

    name: str
    statistics: int
    due: int
    delivered: int
    missing: int
    share: str
    bar: Bar | None


@dataclass(frozen=True)
class GapRow:
    """A statistic that units lack for the assessed period."""

    statistic: str
    department: str
    count: int
    units: tuple[Link, ...]
    more: int


@dataclass(frozen=True)
class TreatedRow:
    """What was done where an indicator had no value."""

    node: Link
    treatment: str
    count: int
    units: tuple[Link, ...]
    more: int


@dataclass(frozen=True)
class StatisticRow:
    """A statistic: who delivers it, and delivered of expected figures in each period."""

    code: str
    name: str
    measure: str
    department: str
    counts: tuple[str, ...]
    definition: str


@dataclass(frozen=True)
class CountedRow:
    """A statistic that is counted: from which ledger, how, by which rows of each unit, and where it is not known."""

    name: str
    ledger: str
    how: str
    rows: tuple[Link, ...]
    unknown: tuple[tuple[str, str], ...]
    """Unit and period, and how many rows keep the figure from being known."""


@dataclass(frozen=True)
class FileRow:
    """A delivered file."""

    path: str
    figures: int
    sha256: str


@dataclass(frozen=True)
class DataView:
    """The page."""

    summary: str
    silent: tuple[Link, ...]
    """Units of which nothing was delivered at all."""
    departments: tuple[DepartmentRow, ...]
    gaps: tuple[GapRow, ...]
    treated: tuple[TreatedRow, ...]
    thin: tuple[tuple[Link, str, str], ...]
    """Units with too little data: which lines they fall below, and what that means."""
    dropped: tuple[tuple[Link, str], ...]
    """Indicators with too little data: how many values were missing of how many."""
    outliers: tuple[OutlierRow, ...]
    """Indicators tested for outliers, and what was done."""
    warning_summary: str
    warnings: tuple[WarningRow, ...]
    """Figures that were warned of, those that nobody has confirmed first."""
    idle: tuple[tuple[str, str], ...]
    """Confirmations that nothing asks for, with their places."""
    revisions: tuple[RevisionRow, ...]
    """Figures that later deliveries or inspectors changed."""
    deliveries: tuple[Delivered, ...]
    """By day."""
    converted: tuple[ConvertedRow, ...]
    """Figures that follow from those of other periods."""
    growths: tuple[GrowthRow, ...]
    """Growth that was reported on a comparable basis, beside growth from the levels."""
    repairs: tuple[RepairRow, ...]
    """Cells of forms that were read as numbers although they are none as they stand."""
    counted: tuple[CountedRow, ...]
    """Statistics counted from ledgers."""
    periods: tuple[str, ...]
    statistics: tuple[StatisticRow, ...]
    files: tuple[FileRow, ...]


def data_view(book: Book) -> DataView:
    """All that the data page shows."""
    result = book.result
    found = completeness(result.panel, result.assessment)
    period = result.assessment.about.period
    now = [entry for entry in found.entries if entry.period == period]
    due, delivered = sum(entry.expected for entry in now), sum(entry.delivered for entry in now)
    periods = tuple(dict.fromkeys(sorted(entry.period for entry in found.entries)))
    words = msg(
        "Figures due for {period}: {due}; delivered: {delivered}; missing: {missing}.",
        due=due, period=str(period), delivered=delivered, missing=due - delivered,
    )  # fmt: skip
    return DataView(
        summary=book.say(words),
        silent=_named(book, found.silent),
        departments=tuple(_departments(book, now)),
        gaps=tuple(_gap(book, entry) for entry in now if entry.missing),
        treated=tuple(_treated(book)),
        thin=_thin(book),
        dropped=_dropped(book),
        outliers=outlier_rows(book),
        warning_summary=warning_summary(book),
        warnings=warning_rows(book),
        idle=idle_rows(book),
        revisions=revision_rows(book),
        deliveries=delivery_rows(book),
        converted=converted_rows(book),
        growths=growth_rows(book),
        repairs=repair_rows(book),
        counted=tuple(_counted(book)),
        periods=tuple(map(str, periods)),
        statistics=tuple(_statistic(book, spec, periods, found) for spec in result.assessment.method.statistics),
        files=tuple(FileRow(file.path, file.figures, file.sha256) for file in result.panel.cells.files),
    )


def _departments(book: Book, now: list[Coverage]) -> list[DepartmentRow]:
    rows = []
    for code in dict.fromkeys(entry.department for entry in now):
        own = [entry for entry in now if entry.department == code]
        due, delivered = sum(entry.expected for entry in own), sum(entry.delivered for entry in own)
        share = delivered / due if due else 1.0
        rows.append(
            DepartmentRow(
                name=_department(book, code),
                statistics=len(own),
                due=due,
                delivered=delivered,
                missing=due - delivered,
                share=shown.percent(share),
                bar=Scale(0.0, 1.0).bar(share),
            )
        )
    return rows


def _department(book: Book, code: str) -> str:
    named = {each.code: each.name for each in book.result.assessment.method.about.departments}
    return book.name(named[code]) if code in named else code


def _named(book: Book, codes: Sequence[str]) -> tuple[Link, ...]:
    """The first of these units, with their pages; the city has none."""
    pages = dict(zip((unit.code for unit in book.result.units), book.units, strict=True))
    names = {unit.code: book.name(unit) for unit in book.result.assessment.units}
    return tuple(pages.get(code) or Link(names[code]) for code in codes[:MOST_NAMED])


def _gap(book: Book, entry: Coverage) -> GapRow:
    specs = {spec.code: spec for spec in book.result.assessment.method.statistics}
    named = _named(book, entry.missing)
    return GapRow(
        statistic=book.name(specs[entry.statistic].name),
        department=_department(book, entry.department),
        count=len(entry.missing),
        units=named,
        more=len(entry.missing) - len(named),
    )


def _treated(book: Book) -> list[TreatedRow]:
    """Indicators whose score is not from their own figures, by what was done. What does not apply comes last: that is
    known beforehand."""
    rows: list[TreatedRow] = []
    last: list[TreatedRow] = []
    for node in book.leaves:
        status = book.result.status[:, node]
        for kind in Status:
            hit = np.flatnonzero(status == kind).tolist()
            if kind != Status.SCORED and hit:
                named = tuple(book.units[unit] for unit in hit[:MOST_NAMED])
                row = TreatedRow(book.nodes[node], book.say(TAGS[kind]), len(hit), named, len(hit) - len(named))
                (last if kind == Status.NOT_APPLICABLE else rows).append(row)
    return rows + last


def _thin(book: Book) -> tuple[tuple[Link, str, str], ...]:
    found = book.result.data.thin if book.result.data else ()
    return tuple((book.units[each.unit], book.say(each.reason), book.say(effect_words(each.effect))) for each in found)


def _dropped(book: Book) -> tuple[tuple[Link, str], ...]:
    found = book.result.data.dropped if book.result.data else ()
    return tuple((book.nodes[book.result.index(each.code)], f"{each.missing}/{each.due}") for each in found)


def _counted(book: Book) -> Iterator[CountedRow]:
    ledgers = book.result.panel.ledgers
    names = {unit.code: book.name(unit) for unit in book.result.assessment.units}
    files = rows_files(book)
    for spec in ledgers.statistics.values():
        counted, ledger = spec.counted, ledgers.book_of(spec.code)
        if counted is None or ledger is None:
            continue
        measure, content = counted.measure
        how = f"{measure}: {content if measure == 'count' else content.text}"
        unknown = [(key, n) for key, n in ledgers.counts.unknown.items() if key[0] == spec.code]
        yield CountedRow(
            name=book.name(spec.name),
            ledger=book.name(ledger.ledger.name),
            how=how if counted.where is None else f"{how}; where: {counted.where.text}",
            rows=tuple(
                Link(book.units[n].name, files[n, spec.code].href) for n in book.order if (n, spec.code) in files
            ),
            unknown=tuple(
                (names[unit], book.say(plural("{period}: {n} row", "{period}: {n} rows", period=str(period), n=n)))
                for (_, unit, period), n in unknown
            ),
        )


def _statistic(book: Book, spec: Statistic, periods: tuple[Period, ...], found: Completeness) -> StatisticRow:
    own = {entry.period: entry for entry in found.entries if entry.statistic == spec.code}
    return StatisticRow(
        code=spec.code,
        name=book.name(spec.name),
        measure=book.measures.get(spec.unit, spec.unit),
        department=_department(book, spec.department),
        counts=tuple(f"{own[at].delivered}/{own[at].expected}" if at in own else shown.NOTHING for at in periods),
        definition=book.name(spec.definition) if spec.definition else "",
    )
