"""The data page's part on figures that were warned of: who stands by them, and which nobody has confirmed."""

from __future__ import annotations

from dataclasses import dataclass

from sz_assess.reports.book import Book
from sz_assess.statistics.confirmations import Confirmation, WarnedOf
from sz_assess.statistics.doubts import Doubt
from sz_assess.statistics.settling import mend_of
from sz_assess.text import Text, msg, number

KIND_WORDS: dict[WarnedOf, Text] = {
    "jump": msg("jump on the year before"),
    "peers": msg("far from the other units"),
    "falls": msg("running figure falls"),
    "part": msg("part above its whole"),
    "city": msg("units together differ from the city"),
}


@dataclass(frozen=True)
class WarningRow:
    """A figure that was warned of. ``by`` is empty while nobody has confirmed it; then ``mend`` says what to do."""

    id: str
    kind: str
    statistic: str
    unit: str
    period: str
    words: str
    place: str
    by: str
    on: str
    why: str
    mend: str


def warning_rows(book: Book) -> tuple[WarningRow, ...]:
    """Those that are not settled first, each kind in the order of the check."""
    checks, assessment = book.result.checks, book.result.assessment
    statistics = {each.code: book.name(each.name) for each in assessment.method.statistics}
    units = {each.code: book.name(each) for each in assessment.units}
    return tuple(
        _row(book, doubt, statistics[doubt.statistic], units[doubt.unit])
        for doubt in (*checks.unsettled, *checks.settled)
    )


def warning_summary(book: Book) -> str:
    """How many there are; empty where there are none."""
    checks = book.result.checks
    if not checks.doubts:
        return ""
    words = msg(
        "Figures that were warned of: {n}; confirmed: {settled}; not confirmed: {open}.",
        n=len(checks.doubts), settled=len(checks.settled), open=len(checks.unsettled),
    )  # fmt: skip
    return book.say(words)


@dataclass(frozen=True)
class RepairRow:
    """A cell of a form that was read as a number."""

    place: str
    key: str
    found: str
    figure: str


def repair_rows(book: Book) -> tuple[RepairRow, ...]:
    """All of them, in the order of the files."""
    return tuple(
        RepairRow(each.place, each.key, book.say(each.found), number(each.figure, 12))
        for each in book.result.panel.repairs
    )


def idle_rows(book: Book) -> tuple[tuple[str, str], ...]:
    """Confirmations that nothing asks for: the warning that each names, and where it stands."""
    return tuple((each.warning, each.place) for each in book.result.checks.idle)


def _row(book: Book, doubt: Doubt, statistic: str, unit: str) -> WarningRow:
    """``statistic`` and ``unit`` are names in the book's language."""
    by: Confirmation | None = doubt.confirmation
    return WarningRow(
        id=doubt.id,
        kind=book.say(KIND_WORDS[doubt.kind]),
        statistic=statistic,
        unit=unit,
        period=str(doubt.period),
        words=book.say(msg("{found}; expected: {expected}", found=doubt.found, expected=doubt.expected)),
        place=doubt.place,
        by=by.by if by else "",
        on=by.on if by else "",
        why=by.why if by else "",
        mend="" if by else book.say(mend_of(doubt, book.result.assessment.about.warnings.confirmations)),
    )
