"""The plausibility page: figures that ought to move together, unit by unit, and the digits of ledgers' amounts."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sz_assess.analysis.plausibility import DigitOutcome, Finding, GroupOutcome
from sz_assess.method.plausibility import DigitTest
from sz_assess.reports import shown
from sz_assess.reports.arithmetic import Clause, clause
from sz_assess.reports.book import Book, Link
from sz_assess.reports.marks import Bar, Scale, Strip, strip
from sz_assess.text import Text, msg, number

PATH = "plausibility.html"

TESTS: dict[DigitTest, Text] = {
    "first": msg("first digit (Benford)"),
    "second": msg("second digit (Benford)"),
    "last": msg("last digit 0 or 5"),
}
ASSESSED, ODD, BESIDE = 0, 1, 4
"""Shapes of dots."""

HEIGHT, STEP = 36.0, 12.0
"""Of the bars of digits, in the drawing's units."""


@dataclass(frozen=True)
class FindingRow:
    """A unit in a group."""

    anchor: str
    unit: Link
    odd: bool
    distance: str
    bar: Bar | None
    sentence: str


@dataclass(frozen=True)
class Picture:
    """The figure less one of its companions, all units on one line."""

    title: str
    strip: Strip
    words: str


@dataclass(frozen=True)
class GroupView:
    """A group. ``why_not`` is empty where it was judged; ``legend`` is that of the pictures."""

    name: str
    how: str
    why_not: str
    rows: tuple[FindingRow, ...]
    pictures: tuple[Picture, ...]
    legend: tuple[tuple[int, str], ...]
    clause: Clause
    note: str


@dataclass(frozen=True)
class DigitBar:
    """A digit: its bar and the height that is to be expected, in the drawing's units."""

    x: str
    y: str
    height: str
    expected: str
    label: str
    words: str


@dataclass(frozen=True)
class DigitRow:
    """A test of digits."""

    anchor: str
    test: str
    unit: str
    count: str
    corrected: str
    odd: bool
    tested: bool
    bars: tuple[DigitBar, ...]
    sentence: str


@dataclass(frozen=True)
class DigitsView:
    """A column whose digits were looked at."""

    name: str
    rows: tuple[DigitRow, ...]
    clause: Clause
    note: str


@dataclass(frozen=True)
class PlausibilityView:
    """The page."""

    summary: str
    groups: tuple[GroupView, ...]
    digits: tuple[DigitsView, ...]


def plausibility_view(book: Book) -> PlausibilityView:
    """All that the page shows."""
    found = book.plausibility
    count = len({finding.unit.code for finding in found.odd})
    return PlausibilityView(
        summary=book.say(
            msg(
                "Units with figures that look odd beside others: {units}; tests of digits that look odd: {digits}.",
                units=count,
                digits=len(found.odd_digits),
            )
        ),
        groups=tuple(_group(book, group) for group in found.groups),
        digits=tuple(
            DigitsView(
                book.name(check.name),
                tuple(_digits(book, each) for each in found.digits if each.spec is check),
                clause(book, check.source),
                book.name(check.note) if check.note else "",
            )
            for check in book.result.assessment.method.plausibility.digits
        ),
    )


def href(found: Finding | DigitOutcome) -> str:
    """Where the report shows a finding, seen from its folder."""
    return f"{PATH}#{_anchor(found)}"


def _anchor(found: Finding | DigitOutcome) -> str:
    spec = found.group.code if isinstance(found, Finding) else f"{found.spec.code}-{found.test}"
    return f"{spec}-{found.unit.code}" if found.unit is not None else spec


def _group(book: Book, group: GroupOutcome) -> GroupView:
    spec = group.spec
    pages = dict(zip((unit.code for unit in book.result.units), book.units, strict=True))
    reach = max([group.limit, *(finding.distance for finding in group.findings)], default=1.0)
    rows = sorted(group.findings, key=lambda finding: -finding.distance)
    return GroupView(
        name=book.name(spec.name),
        how=book.say(_how(group)),
        why_not=book.say(group.why_not) if group.why_not is not None else "",
        rows=tuple(
            FindingRow(
                _anchor(each),
                pages[each.unit.code],
                each.odd,
                shown.short(round(each.distance, 2)),
                Scale(0.0, reach * 1.05).bar(each.distance, each.limit),
                book.say(each.sentence),
            )
            for each in rows
        ),
        pictures=_pictures(book, group) if group.why_not is None else (),
        legend=(
            (ASSESSED, book.say(msg("in line"))),
            (ODD, book.say(msg("looks odd"))),
            *(((BESIDE, book.say(msg("not assessed"))),) if spec.benchmarks else ()),
        ),
        clause=clause(book, spec.source),
        note=book.name(spec.note) if spec.note else "",
    )


def _how(group: GroupOutcome) -> Text:
    spec = group.spec
    values = {"n": group.count, "years": spec.years, "limit": shown.short(round(spec.warn_beyond, 2))}
    if group.why_not is not None:
        return msg("Not judged: {why}.", why=group.why_not)
    if spec.scatter == "mcd":
        return msg(
            "All members at once, by the minimum covariance determinant of {n} observations (units × up to {years} "
            "years). Odd is a distance as rare as {limit} standard deviations of one normal figure.", **values,
        )  # fmt: skip
    return msg(
        "The figure less each of the others, by median and median absolute deviation of {n} observations (units × up "
        "to {years} years). Odd is a distance of more than {limit} robust standard deviations.", **values,
    )  # fmt: skip


def _pictures(book: Book, group: GroupOutcome) -> tuple[Picture, ...]:
    """For each companion, the figure less it, for the assessed period."""
    pool, period = group.pool, book.result.assessment.about.period
    rows = np.flatnonzero(pool.of(period)).tolist()
    names = [book.name(pool.units[row]) for row in rows]
    odd = {finding.unit.code for finding in group.findings if finding.odd}
    shapes = [
        BESIDE if pool.units[row].role != "assessed" else ODD if pool.units[row].code in odd else ASSESSED
        for row in rows
    ]
    out = []
    for n, member in enumerate(group.spec.moves_with, start=1):
        gaps = (pool.values[:, 0] - pool.values[:, n])[rows]
        known = gaps[~np.isnan(gaps)]
        if not known.size:
            continue
        middle = float(np.median(known))
        label = book.say(msg("median {value}", value=shown.short(round(middle, 2))))
        drawn = strip(gaps, names, shapes, [(middle, label, "mean")])
        values = {"figure": book.name(group.spec.figure.name), "other": book.name(member.name)}
        title = book.say(msg("{figure} less {other}, percentage points", **values))
        words = msg(
            "{title}: {count} units from {low} to {high}, median {middle}", title=title, count=known.size,
            low=shown.short(float(known.min())), high=shown.short(float(known.max())), middle=shown.short(middle),
        )  # fmt: skip
        if drawn is not None:
            out.append(Picture(title, drawn, book.say(words)))
    return tuple(out)


def _digits(book: Book, found: DigitOutcome) -> DigitRow:
    return DigitRow(
        anchor=_anchor(found),
        test=book.say(TESTS[found.test]),
        unit=book.say(msg("all units")) if found.unit is None else book.name(found.unit),
        count=number(found.count),
        corrected=shown.NOTHING if math.isnan(found.corrected) else number(round(found.corrected, 4), 4),
        odd=found.odd,
        tested=found.why_not is None,
        bars=_bars(found) if found.why_not is None else (),
        sentence=book.say(found.sentence),
    )


def _bars(found: DigitOutcome) -> tuple[DigitBar, ...]:
    tallest = max(*found.counts, *found.expected, 1e-9)
    out = []
    for n, (count, expected) in enumerate(zip(found.counts, found.expected, strict=True)):
        tall, wanted = count / tallest * HEIGHT, expected / tallest * HEIGHT
        digit = str(found.first_digit + n)
        out.append(
            DigitBar(
                f"{n * STEP + 1:g}",
                f"{HEIGHT - tall:.1f}",
                f"{tall:.1f}",
                f"{HEIGHT - wanted:.1f}",
                digit,
                f"{digit}: {count}",
            )
        )
    return tuple(out)
