"""Figures counted from ledgers beside those that were delivered: one panel of both, no figure from two places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from sz_assess.errors import Problem
from sz_assess.method.model import Assessment
from sz_assess.numeric import FloatArray, IntArray
from sz_assess.periods import Period
from sz_assess.statistics.delivery import Entries
from sz_assess.statistics.layout import Layout
from sz_assess.statistics.ledgers.load import Ledgers
from sz_assess.statistics.ledgers.origin import files_of
from sz_assess.statistics.panel import Cells, DeliveredFile, Panel
from sz_assess.statistics.tables.table import Kind, Table
from sz_assess.text import msg


def delivered_though_counted(
    assessment: Assessment, tables: Sequence[tuple[Table, Layout]], entries: Entries
) -> Iterator[Problem]:
    """A statistic that is counted from a ledger must not be delivered as well: told once a table, at its first cell."""
    statistics = assessment.method.statistics
    counted = [n for n, statistic in enumerate(statistics) if statistic.counted is not None]
    given = np.flatnonzero(np.isin(entries.statistic, counted) & (entries.kind == Kind.NUMBER))
    keys = np.column_stack([entries.table[given], entries.statistic[given]])
    for at in np.unique(keys, axis=0, return_index=True)[1].tolist() if given.size else []:
        entry = int(given[at])
        table = tables[int(entries.table[entry])][0]
        spec = statistics[int(entries.statistic[entry])]
        row, column = int(table.rows[entries.record[entry]]), int(entries.column[entry])
        found = msg("a figure of {statistic}", statistic=spec.name)
        expected = msg("no such figure: it is counted from the ledger {ledger}",
                       ledger=spec.counted.ledger if spec.counted is not None else "")  # fmt: skip
        mend = msg("delete the column or rows; what is wrong is corrected in the ledger")
        yield table.problem(row, column, found, expected, mend, spec.code)


def with_counted(panel: Panel, ledgers: Ledgers) -> Panel:
    """The panel with what was counted from ledgers, and their files among its files."""
    if not ledgers.books:
        return panel
    figures = ledgers.counts.figures
    periods = tuple(sorted({*panel.periods, *(period for _, _, period in figures)}))
    values, origin = _widened(panel, periods)
    names: list[tuple[str, str]] = []
    where: dict[str, int] = {}
    for code, book in ledgers.books.items():
        specs = [spec for spec in ledgers.statistics.values() if _ledger(ledgers, spec.code) == code]
        own, start = files_of(book, specs), len(panel.cells.files) + len(names)
        where |= {spec.code: start + own.get(spec.code, 0) for spec in specs}
        names += book.files
    taken = Counter(where[statistic] for statistic, _, _ in figures)
    counted = enumerate(names, start=len(panel.cells.files))
    files = [*panel.cells.files, *(DeliveredFile(name, digest, taken[n]) for n, (name, digest) in counted)]
    at = {name: n for n, name in enumerate(panel.statistics)}
    units = {name: n for n, name in enumerate(panel.units)}
    of = {period: n for n, period in enumerate(periods)}
    start = len(panel.cells.file)
    for n, ((statistic, unit, period), figure) in enumerate(figures.items()):
        values[at[statistic], units[unit], of[period]] = figure
        origin[at[statistic], units[unit], of[period]] = start + n
    places = np.array([where[statistic] for statistic, _, _ in figures], dtype=np.intp)
    cells = panel.cells
    whole = np.zeros(len(places), dtype=np.intp)
    joined = Cells(
        files=tuple(files),
        sheets=cells.sheets,
        file=np.concatenate([cells.file, places]),
        sheet=np.concatenate([cells.sheet, whole - 1]),
        row=np.concatenate([cells.row, whole]),
        column=np.concatenate([cells.column, whole]),
    )
    return replace(panel, periods=periods, values=values, origin=origin, cells=joined, ledgers=ledgers)


def _ledger(ledgers: Ledgers, statistic: str) -> str:
    counted = ledgers.statistics[statistic].counted
    return "" if counted is None else counted.ledger


def _widened(panel: Panel, periods: Sequence[Period]) -> tuple[FloatArray, IntArray]:
    """The panel's figures and their origins, with room for more periods."""
    shape = (*panel.values.shape[:2], len(periods))
    values, origin = np.full(shape, np.nan), np.full(shape, -1, dtype=np.intp)
    old = [list(periods).index(period) for period in panel.periods]
    values[:, :, old], origin[:, :, old] = panel.values, panel.origin
    return values, origin
