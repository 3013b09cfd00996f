"""Ledgers fit together, and statistics count what the ledgers have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sz_assess.errors import Problem, Refused
from sz_assess.expression import Expression
from sz_assess.expression.to_sql import Kind as SqlKind
from sz_assess.expression.to_sql import SqlColumn, amount, condition
from sz_assess.method.checks.codes import unknown
from sz_assess.method.ledger import ROWS, ByColumn, ByDate, ColumnType, FromLedger, Ledger, LedgersFile, named
from sz_assess.method.reading.sources import Files, MethodFiles, Read
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.text import Text, msg

KINDS: dict[ColumnType, SqlKind] = {
    "text": "text",
    "integer": "decimal",
    "number": "decimal",
    "date": "date",
    "boolean": "truth",
    "choice": "choice",
    "period": "period",
}


def sql_columns(ledger: Ledger) -> Mapping[str, SqlColumn]:
    """What expressions over a ledger's rows may name."""
    return {
        column.code: SqlColumn(KINDS[column.type], tuple(choice.code for choice in column.choices))
        for column in ledger.columns
    }


def check_ledgers(files: Files) -> Iterator[Problem]:
    """Columns that are named exist and are of the right type; expressions over rows can be worked out."""
    method = files.method
    if method is None or method.ledgers is None:
        return
    read = method.ledgers
    for n, ledger in enumerate(read.content.ledgers):
        yield from _of_ledger(read, ("ledgers", n), ledger)
    yield from _lists(method, read)
    yield from _statistics(method, read)
    if files.about is not None:
        known = [ledger.code for ledger in read.content.ledgers]
        for code, delivery in files.about.content.ledgers.items():
            if code not in known:
                kind = msg("a ledger of ledgers.yaml")
                yield unknown(files.about, ("ledgers", code), msg("the ledger {code}", code=code), kind, code, known)
            elif delivery.no_rows and isinstance(read.content.ledgers[known.index(code)].period, ByColumn):
                found = msg("no_rows: true of a ledger whose rows say what period they are about")
                expected = msg("a ledger with dates: only there no row at all means none, and not that nothing came")
                yield files.about.problem(("ledgers", code, "no_rows"), found, expected)


def _of_ledger(read: Read[LedgersFile], path: KeyPath, ledger: Ledger) -> Iterator[Problem]:
    codes = [column.code for column in ledger.columns]
    headings = Counter(heading for column in ledger.columns for heading in dict.fromkeys(named(column)))
    for n, column in enumerate(ledger.columns):
        twice = [heading for heading in dict.fromkeys(named(column)) if headings[heading] > 1]
        if twice:
            found = msg("the heading {heading} of two columns", heading=twice[0])
            yield read.problem((*path, "columns", n), found, msg("a heading of its own for each column"))
        words = Counter(word for choice in column.choices for word in {choice.code, choice.name.zh, choice.name.en})
        if repeated := [word for word, count in words.items() if count > 1]:
            found = msg("the word {word} of two choices", word=repeated[0])
            yield read.problem((*path, "columns", n, "choices"), found, msg("a word of its own for each choice"))
    for at, code, types in _uses(ledger):
        if code not in codes:
            found = msg("the column {code}", code=code)
            yield unknown(read, (*path, *at), found, msg("a column of the ledger"), code, codes)
        elif types and ledger.column(code).type not in types:
            found = msg("the column {code} of the type {type}", code=code, type=ledger.column(code).type)
            yield read.problem((*path, *at), found, msg("a column of the type {types}", types=list(types)))
        elif ledger.column(code).optional and at != ("period", "until"):
            found = msg("the column {code}, which may be blank", code=code)
            yield read.problem((*path, *at), found, msg("a column that is never blank"))


def _uses(ledger: Ledger) -> Iterator[tuple[KeyPath, str, tuple[ColumnType, ...]]]:
    """Columns that the ledger itself needs, and the types that they may have."""
    for n, code in enumerate(ledger.key):
        yield ("key", n), code, ("text", "integer", "date", "choice", "period")
    yield ("unit",), ledger.unit, ("text",)
    match ledger.period:
        case ByColumn(column=column):
            yield ("period", "column"), column, ("period",)
        case ByDate(date=date):
            yield ("period", "date"), date, ("date",)
        case validity:
            yield ("period", "from"), validity.start, ("date",)
            yield ("period", "until"), validity.until, ("date",)


def _lists(method: MethodFiles, read: Read[LedgersFile]) -> Iterator[Problem]:
    """Departments and units of measure are those of method.yaml."""
    if (about := method.about) is None:
        return
    departments = [each.code for each in about.content.departments]
    measures = [each.code for each in about.content.measures]
    for n, ledger in enumerate(read.content.ledgers):
        if ledger.department not in departments:
            found, kind = (
                msg("the department {code}", code=ledger.department),
                msg("one of the departments of method.yaml"),
            )
            yield unknown(read, ("ledgers", n, "department"), found, kind, ledger.department, departments)
        for m, column in enumerate(ledger.columns):
            if column.unit is not None and column.unit not in measures:
                found, kind = (
                    msg("the unit of measure {code}", code=column.unit),
                    msg("one of the measures of method.yaml"),
                )
                yield unknown(read, ("ledgers", n, "columns", m, "unit"), found, kind, column.unit, measures)


def _statistics(method: MethodFiles, read: Read[LedgersFile]) -> Iterator[Problem]:
    if (statistics := method.statistics) is None:
        return
    ledgers = {ledger.code: ledger for ledger in read.content.ledgers}
    for n, statistic in enumerate(statistics.content.statistics):
        if (counted := statistic.counted) is None:
            continue
        path: KeyPath = ("statistics", n, "from")
        if (ledger := ledgers.get(counted.ledger)) is None:
            found, kind = msg("the ledger {code}", code=counted.ledger), msg("a ledger of ledgers.yaml")
            yield unknown(statistics, (*path, "ledger"), found, kind, counted.ledger, ledgers)
            continue
        yield from _counted(statistics, path, counted, ledger)
        if not isinstance(ledger.period, ByDate | ByColumn) and statistic.cumulative:
            found = msg("cumulative: true")
            expected = msg(
                "cumulative: false, as rows that hold from one date to another are counted at a period's end"
            )
            yield statistics.problem(path[:-1], found, expected)


def _counted(file: Read[Any], path: KeyPath, counted: FromLedger, ledger: Ledger) -> Iterator[Problem]:
    columns = sql_columns(ledger)
    name, content = counted.measure
    if name == "count":
        codes = [ROWS, *columns]
        if content not in codes:
            kind = msg("{rows}, or a column of the ledger", rows=ROWS)
            yield unknown(file, (*path, "count"), msg("{code}", code=content), kind, content, codes)
    parts: list[tuple[str, Expression]] = [] if name == "count" else [(name, content)]
    if counted.where is not None:
        parts.append(("where", counted.where))
    for key, expression in parts:
        try:
            (condition if key in {"where", "share"} else amount)(expression, columns)
        except Refused as refused:
            yield file.problem((*path, key), refused.found, refused.expected, refused.mend)


def words_of(ledger: Ledger) -> Text:
    """How its rows belong to periods, for people."""
    match ledger.period:
        case ByColumn(column=column):
            return msg("each row is about the period in {column}", column=ledger.column(column).name)
        case ByDate(date=date):
            return msg("each row belongs to the period of its {column}", column=ledger.column(date).name)
        case validity:
            return msg("each row counts from its {start} to its {until}",
                       start=ledger.column(validity.start).name, until=ledger.column(validity.until).name)  # fmt: skip
