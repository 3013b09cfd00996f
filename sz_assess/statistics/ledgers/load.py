"""All ledgers of an assessment: found, read, checked, counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import duckdb

from sz_assess.errors import Problem
from sz_assess.method.model import Assessment
from sz_assess.method.statistic import Statistic
from sz_assess.periods import Period
from sz_assess.statistics.ledgers.behind import Row, UnitRows, rows_behind, rows_by_unit
from sz_assess.statistics.ledgers.book import LedgerBook, database_of, open_book
from sz_assess.statistics.ledgers.check import check_rows
from sz_assess.statistics.ledgers.count import Counts, count, counts_without_rows
from sz_assess.statistics.ledgers.files import delivery_of, find_ledgers
from sz_assess.statistics.schema import applies
from sz_assess.text import Text, msg


@dataclass
class Ledgers:
    """The ledgers of an assessment, by code, and what was counted from them."""

    books: dict[str, LedgerBook] = field(default_factory=dict)
    counts: Counts = field(default_factory=Counts)
    statistics: Mapping[str, Statistic] = field(default_factory=dict)

    def rows_behind(self, statistic: str, unit: str, periods: Sequence[Period]) -> Iterator[Row]:
        """The rows that a unit's figures were counted from; none for a statistic that is not counted."""
        spec = self.statistics.get(statistic)
        if spec is not None and spec.counted is not None and spec.counted.ledger in self.books:
            yield from rows_behind(self.books[spec.counted.ledger], spec, unit, periods)

    def rows_by_unit(self, ledger: str, periods: Mapping[str, Sequence[Period]]) -> Iterator[UnitRows]:
        """The rows of every unit that has any, unit by unit, behind the statistics of a ledger that ``periods`` names
        with those asked for."""
        if ledger in self.books:
            yield from rows_by_unit(self.books[ledger], {self.statistics[code]: own for code, own in periods.items()})

    def book_of(self, statistic: str) -> LedgerBook | None:
        """The ledger that a statistic is counted from."""
        spec = self.statistics.get(statistic)
        return self.books.get(spec.counted.ledger) if spec is not None and spec.counted is not None else None


def load_ledgers(
    assessment: Assessment, problems: list[Problem], progress: Callable[[Text], None] | None = None
) -> Ledgers:
    """Read, check and count every ledger; what is wrong is noted, and a ledger that it is wrong with is left out."""
    specs = {each.code: each for each in assessment.method.statistics if each.counted is not None}
    out = Ledgers(statistics=specs)
    if not assessment.method.ledgers:
        return out
    sources = find_ledgers(assessment, problems)
    database = database_of(chain.from_iterable(sources.values()))
    for ledger in assessment.method.ledgers:
        if not sources[ledger.code]:
            continue
        if progress is not None:
            progress(msg("Reading the ledger {name}", name=ledger.name))
        book = open_book(ledger, sources[ledger.code], delivery_of(assessment, ledger), database, problems)
        if book is not None:
            take(out, book, assessment, problems)
    return out


def take(out: Ledgers, book: LedgerBook, assessment: Assessment, problems: list[Problem]) -> None:
    """Check a ledger's rows and count them; it is left out where anything is wrong, which is noted."""
    code = book.ledger.code
    own = [each for each in out.statistics.values() if each.counted is not None and each.counted.ledger == code]
    city = next((unit.code for unit in assessment.units if unit.role == "city"), None)
    try:
        if found := check_rows(book, assessment):
            problems += found
            return
        # A place that is only compared with keeps no such ledger, unless rows name it: no rows of it are not 0.
        named = set(book.units.values())
        units = [each.code for each in assessment.units if each.role == "assessed" or each.code in named - {city}]
        counts = count(book, own, units, city, assessment.about.period.kind)
    except duckdb.Error as error:
        problems.append(_not_worked_out(book, error))
        return
    problems += _not_applicable(book, own, counts, assessment)
    out.books[code] = book
    out.counts.figures.update(counts.figures)
    out.counts.unknown.update(counts.unknown)


def _not_worked_out(book: LedgerBook, error: duckdb.Error) -> Problem:
    """The database gave up: for want of memory, or on a file that is broken below its description."""
    said = str(error).splitlines()[0] if str(error) else type(error).__name__
    expected = msg("a ledger that can be counted")
    mend = msg("write the file again; if it is very large, divide it")
    return Problem(book.files[0][0], msg("a ledger that the database refuses ({why})", why=said), expected, mend)


def _not_applicable(
    book: LedgerBook, statistics: Sequence[Statistic], counts: Counts, assessment: Assessment
) -> Iterator[Problem]:
    """A unit that a statistic does not apply to has no figure of it; if rows say it has one, somebody is wrong."""
    units = {unit.code: unit for unit in assessment.units}
    specs = {statistic.code: statistic for statistic in statistics}
    without = {(code, unit.code) for code, spec in specs.items() for unit in units.values() if not applies(spec, unit)}
    for key in [key for key in counts.figures if key[:2] in without]:
        code, unit, period = key
        # No rows at all count 0 and add up to 0; of no rows there is no mean.
        if counts.figures.pop(key) == 0 and counts_without_rows(specs[code]):
            continue
        first = next(rows_behind(book, specs[code], unit, [period]))
        found = msg("{place}: a row of {unit}", place=first.place, unit=units[unit])
        expected = msg("no such row: {statistic} does not apply to this unit", statistic=specs[code].name)
        mend = msg("correct the row, or not_applicable in the method")
        yield Problem(book.files[0][0], found, expected, mend, f"{code}, {unit}, {period}")
    for key in [key for key in counts.unknown if key[:2] in without]:
        del counts.unknown[key]
