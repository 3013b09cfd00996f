"""Rows of a csv file whose columns have fixed headings; what is wrong with them is noted with its place."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sz_assess.errors import Problem, Refused, Words
from sz_assess.expression import suggest
from sz_assess.method.collection import as_day
from sz_assess.statistics.sources import Source, read_bytes
from sz_assess.statistics.tables.read_csv import read_csv
from sz_assess.statistics.tables.table import Table, quoted
from sz_assess.text import msg

Headings = Mapping[str, Sequence[str]]
"""By the name of a column, the headings that it may have."""


def read_table(name: str, path: Path, problems: list[Problem]) -> Table | None:
    """The table of a csv file; None where it can't be read, and what is wrong is noted."""
    try:
        reading = read_csv(name, read_bytes(Source(name, path, read_csv)))
    except Refused as refused:
        problems.append(Problem(name, refused.found, refused.expected, refused.mend))
        return None
    problems += reading.problems
    return None if reading.problems else reading.tables[0]


class Rows:
    """Goes through a table row by row."""

    def __init__(self, table: Table, headings: Headings, *, others: bool = False, may_lack: Sequence[str] = ()) -> None:
        """``others``: further columns are passed over instead of being refused. ``may_lack``: columns that may be
        left out, whose cells are then blank."""
        self.table, self.problems = table, list[Problem]()
        words = {word: name for name, own in headings.items() for word in own}
        self.column: dict[str, int] = {}
        for n, heading in enumerate(table.heading):
            name = words.get(heading)
            if name is None and others:
                continue
            if name is None or name in self.column:
                found, expected = msg("the heading {heading}", heading=quoted(heading)), msg(
                    "each once: {words}", words=list(headings)
                )  # fmt: skip
                self.note(table.heading_row, n, found, expected, suggest(heading, list(words)))
            else:
                self.column[name] = n
        wanted = [name for name in headings if name not in may_lack]
        if absent := [name for name in wanted if name not in self.column]:
            found = msg("no column {names}", names=absent)
            self.note(table.heading_row, None, found, msg("the columns {names}", names=wanted))
        self.headings = headings

    def note(self, row: int, column: int | None, found: Words, expected: Words, mend: Words = "") -> None:
        """Note a problem; ``column`` counts from 0."""
        self.problems.append(self.table.problem(row, column, found, expected, mend))

    def refuse(self, row: int, name: str, found: Words, expected: Words, mend: Words = "") -> None:
        """Note a problem in a column by its name."""
        self.note(row, self.column.get(name), found, expected, mend)

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Row in the file and texts by column, "" for blank ones; rows without any text are passed over."""
        for _, row, text in self.records():
            yield row, text

    def records(self) -> Iterator[tuple[int, int, dict[str, str]]]:
        """The same, with the position among the table's records before it."""
        if self.problems:
            return
        for record, row in enumerate(self.table.rows.tolist()):
            text = dict.fromkeys(self.headings, "")
            text |= {name: self.table.columns[n].shown(record) for name, n in self.column.items()}
            if any(text.values()):
                yield record, row, text

    def needed(self, row: int, text: Mapping[str, str], **expected: Words) -> None:
        """Note the columns that are blank and must not be."""
        for name, words in expected.items():
            if not text[name]:
                self.refuse(row, name, msg("a blank cell"), words)

    def day(self, row: int, text: Mapping[str, str], name: str) -> datetime.date | None:
        """The day in a column; None where it is blank, or none, which is noted."""
        if not text[name]:
            return None
        try:
            return datetime.date.fromisoformat(as_day(text[name]))
        except Refused as refused:
            self.refuse(row, name, refused.found, refused.expected)
            return None
