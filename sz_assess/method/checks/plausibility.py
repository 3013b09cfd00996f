"""What plausibility.yaml looks at exists: ledgers, columns of numbers, and codes of their own."""

from __future__ import annotations

from collections.abc import Iterator

from sz_assess.errors import Problem
from sz_assess.method.checks.codes import unknown
from sz_assess.method.plausibility import PlausibilityFile
from sz_assess.method.reading.sources import Files, Read
from sz_assess.text import msg


def check_plausibility(files: Files) -> Iterator[Problem]:
    """No code twice; digits are those of numbers in a ledger. Formulas are looked at with all others."""
    if files.method is None or (read := files.method.plausibility) is None:
        return
    yield from _codes(read)
    if (ledgers := files.method.ledgers) is None:
        return
    known = {ledger.code: ledger for ledger in ledgers.content.ledgers}
    for n, check in enumerate(read.content.digits):
        if check.ledger not in known:
            found, kind = msg("the ledger {code}", code=check.ledger), msg("a ledger of ledgers.yaml")
            yield unknown(read, ("digits", n, "ledger"), found, kind, check.ledger, known)
            continue
        columns = {column.code: column for column in known[check.ledger].columns}
        if check.column not in columns:
            found, kind = msg("the column {code}", code=check.column), msg("a column of the ledger")
            yield unknown(read, ("digits", n, "column"), found, kind, check.column, columns)
            continue
        column = columns[check.column]
        if column.type not in {"number", "integer"}:
            found = msg("the column {code} of the type {type}", code=check.column, type=column.type)
            expected = msg("a column of the type {types}", types=["number", "integer"])
            yield read.problem(("digits", n, "column"), found, expected)
        elif check.decimals > (most := 0 if column.type == "integer" else column.decimals):
            found = msg("the digit at the decimal place {n}", n=check.decimals)
            expected = msg("at most {most}, as many places as the column has", most=most)
            yield read.problem(("digits", n, "decimals"), found, expected)


def _codes(read: Read[PlausibilityFile]) -> Iterator[Problem]:
    content, seen = read.content, set[str]()
    places = [(("related", n, "code"), entry.code) for n, entry in enumerate(content.related)]
    places += [(("digits", n, "code"), entry.code) for n, entry in enumerate(content.digits)]
    for path, code in places:
        if code in seen:
            yield read.problem(path, msg("the code {code} a second time", code=code), msg("a code of its own"))
        seen.add(code)
    for n, check in enumerate(content.digits):
        if len(set(check.tests)) < len(check.tests):
            yield read.problem(("digits", n, "tests"), msg("a test twice"), msg("each test once"))
