"""The data page's part on deliveries: figures that later files changed or withdrew, and those converted from other
periods."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

from sz_assess.analysis.converted import converted
from sz_assess.analysis.growths import growths, signed
from sz_assess.reports.book import Book
from sz_assess.statistics.deliveries import Delivered
from sz_assess.text import msg, number


@dataclass(frozen=True)
class RevisionRow:
    """A figure that a later file changed. ``after`` is empty where it was withdrawn."""

    statistic: str
    unit: str
    period: str
    before: str
    after: str
    place_before: str
    place_after: str
    on: str
    by: str
    note: str


@dataclass(frozen=True)
class ConvertedRow:
    """A figure that follows from those of other periods."""

    statistic: str
    unit: str
    period: str
    value: str
    words: str
    places: str


@dataclass(frozen=True)
class GrowthRow:
    """Growth of a unit as reported on a comparable basis, and as it follows from the levels."""

    statistic: str
    rate: str
    unit: str
    period: str
    reported: str
    computed: str
    difference: str
    differ: bool
    places: str


def growth_rows(book: Book, names: Collection[str] | None = None) -> tuple[GrowthRow, ...]:
    """Where both are known, those that differ first; of the statistics named, or of all."""
    statistics, units = _names(book)
    found = [each for each in growths(book.result) if names is None or each.statistic.code in names]
    return tuple(
        GrowthRow(
            statistic=statistics[each.statistic.code],
            rate=statistics[each.rate.code],
            unit=units[each.unit],
            period=str(each.period),
            reported=number(each.reported),
            computed=number(each.computed),
            difference=signed(each.difference),
            differ=each.differ,
            places=book.say(msg("{places}", places=[each.place, *each.levels])),
        )
        for each in sorted(found, key=lambda each: not each.differ)
    )


def revision_rows(book: Book) -> tuple[RevisionRow, ...]:
    """All of them, in the order in which the files were delivered."""
    statistics, units = _names(book)
    rows = sorted(book.result.panel.revisions, key=lambda each: each.delivered.on)
    return tuple(
        RevisionRow(
            statistic=statistics[each.statistic],
            unit=units[each.unit],
            period=each.period,
            before=number(each.before, 10),
            after="" if math.isnan(each.after) else number(each.after, 10),
            place_before=each.place_before,
            place_after=each.place_after,
            on=each.delivered.on,
            by=each.delivered.by,
            note=each.delivered.note,
        )
        for each in rows
    )


def delivery_rows(book: Book) -> tuple[Delivered, ...]:
    """All deliveries by day."""
    return tuple(sorted(book.result.panel.deliveries, key=lambda each: each.on))


def converted_rows(book: Book) -> tuple[ConvertedRow, ...]:
    """All of them, in the order of the method."""
    statistics, units = _names(book)
    return tuple(
        ConvertedRow(
            statistic=statistics[each.statistic.code],
            unit=units[each.unit],
            period=str(each.conversion.period),
            value=number(each.value, 10),
            words=book.say(each.words),
            places=book.say(msg("{places}", places=list(each.places))),
        )
        for each in converted(book.result)
    )


def _names(book: Book) -> tuple[dict[str, str], dict[str, str]]:
    assessment = book.result.assessment
    return (
        {each.code: book.name(each.name) for each in assessment.method.statistics},
        {each.code: book.name(each) for each in assessment.units},
    )
