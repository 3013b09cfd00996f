"""``deliveries.csv``: when each data file was delivered, by whom, and which earlier file it supersedes.

A file that supersedes another counts where both give a figure; the earlier file stays in its folder, and what it alone
gives still counts. Without the file nothing supersedes anything, and a figure given twice is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sz_assess.errors import Problem, Refused, Words
from sz_assess.expression import suggest
from sz_assess.method.collection import as_day
from sz_assess.method.load import DELIVERIES
from sz_assess.method.model import Assessment
from sz_assess.numeric import BoolArray
from sz_assess.statistics.delivery import Entries
from sz_assess.statistics.rows import Rows, read_table
from sz_assess.statistics.tables.table import Kind, quoted
from sz_assess.text import Text, msg

COLUMNS: dict[str, tuple[str, ...]] = {
    "file": ("file", "文件"),
    "on": ("on", "报送日期"),
    "by": ("by", "报送人"),
    "supersedes": ("supersedes", "取代"),
    "note": ("note", "说明", "备注"),
    "withdraws": ("withdraws", "撤回"),
}
"""Accepted headings."""
_MAY_LACK = "withdraws"
"""The column that a file may leave out."""


@dataclass(frozen=True)
class Delivered:
    """A row: a file, the day it was delivered, by whom, the file that it supersedes ("" for none), and a remark.

    ``withdraws`` names figures of the files that it supersedes that no longer count: ``statistic:unit:period``, with
    blanks between them.
    """

    file: str
    on: str
    by: str
    supersedes: str
    note: str
    withdraws: str = ""
    row: int = 0


@dataclass(frozen=True)
class Revision:
    """A figure that a later file gives in place of an earlier one's, or withdraws (``after`` is NaN). Places are cells;
    that of a withdrawal is its row in deliveries.csv."""

    statistic: str
    unit: str
    period: str
    before: float
    after: float
    place_before: str
    place_after: str
    delivered: Delivered


def load_deliveries(assessment: Assessment, files: Sequence[str], problems: list[Problem]) -> tuple[Delivered, ...]:
    """All rows of the assessment's file, none where there is none; what is wrong is noted. ``files`` are the names of
    all data files."""
    path = assessment.folder / DELIVERIES
    if not path.is_file():
        return ()
    table = read_table(DELIVERIES, path, problems)
    if table is None:
        return ()
    reader = _Reader(Rows(table, COLUMNS, may_lack=[_MAY_LACK]), files)
    found = tuple(reader.read())
    problems += reader.rows.problems
    return () if reader.rows.problems else found


@dataclass(frozen=True)
class _Reader:
    """Reads row by row and notes what is wrong."""

    rows: Rows
    files: Sequence[str]

    def read(self) -> Iterator[Delivered]:
        known: dict[str, Delivered] = {}
        for row, text in self.rows:
            before = len(self.rows.problems)
            self._check(row, text, known)
            if len(self.rows.problems) == before:
                known[text["file"]] = Delivered(**text, row=row)
                yield known[text["file"]]

    def _check(self, row: int, text: Mapping[str, str], known: Mapping[str, Delivered]) -> None:
        def refuse(role: str, found: Words, expected: Words, mend: Words = "") -> None:
            self.rows.refuse(row, role, found, expected, mend)

        file, old = text["file"], text["supersedes"]
        for role, name in (("file", file), ("supersedes", old)):
            if name not in self.files and (name or role == "file"):
                expected = msg("a data file, with its path from the assessment folder")
                refuse(role, quoted(name) if name else msg("a blank cell"), expected, suggest(name, list(self.files)))
        for key in text["withdraws"].split():
            if not old:
                expected = msg("a file under supersedes, which gives the figure")
                refuse("withdraws", quoted(key), expected)
            elif key.count(":") != 2:
                refuse("withdraws", quoted(key), msg("statistic:unit:period, by their codes"))
        if file in known:
            refuse("file", msg("{file} a second time", file=file), msg("each file once"))
        if not text["by"]:
            refuse("by", msg("a blank cell"), msg("the name of whoever delivered the file"))
        try:
            as_day(text["on"])
        except Refused as refused:
            refuse("on", refused.found if text["on"] else msg("a blank cell"), refused.expected)
            return
        if old and old in self.files:
            if old not in known:
                expected = msg("a file of a row above: what supersedes comes after what it supersedes")
                refuse("supersedes", quoted(old), expected, msg("give the earlier file a row of its own, above"))
            elif known[old].on > text["on"]:
                expected = msg("a day on or after {day}, when {file} was delivered", day=known[old].on, file=old)
                refuse("on", text["on"], expected)


def superseded(entries: Entries, files: Sequence[str], deliveries: Sequence[Delivered]) -> list[tuple[int, int]]:
    """Pairs of entries: a figure, and the one that takes its place. ``files`` names the file of each table."""
    before = {each.file: each.supersedes for each in deliveries if each.supersedes}
    given = np.flatnonzero(entries.kind == Kind.NUMBER)
    if not before or not given.size:
        return []
    keys = np.column_stack([entries.statistic[given], entries.unit[given], entries.period[given]])
    _, group, count = np.unique(keys, axis=0, return_inverse=True, return_counts=True)
    repeated = given[count[group.ravel()] > 1]
    groups: dict[tuple[int, int, int], list[int]] = {}
    for entry in repeated.tolist():
        key = int(entries.statistic[entry]), int(entries.unit[entry]), int(entries.period[entry])
        groups.setdefault(key, []).append(entry)
    out: list[tuple[int, int]] = []
    for own in groups.values():
        named = [(files[int(entries.table[entry])], entry) for entry in own]
        named.sort(key=lambda each: len(_chain(each[0], before)))
        out += [(old[1], new[1]) for old, new in pairwise(named) if old[0] in _chain(new[0], before)]
    return out


def withdrawn(
    entries: Entries,
    files: Sequence[str],
    deliveries: Sequence[Delivered],
    named: Callable[[int], str],
    problems: list[Problem],
) -> list[tuple[int, Delivered]]:
    """Entries that a later delivery withdraws, with that delivery. ``named`` gives an entry's statistic:unit:period.

    What is withdrawn must be given by a file that the delivery supersedes, and not by the delivery itself.
    """
    before = {each.file: each.supersedes for each in deliveries if each.supersedes}
    asked = {key for each in deliveries for key in each.withdraws.split()}
    if not asked:
        return []
    where: dict[str, list[int]] = {}
    for entry in np.flatnonzero(entries.kind == Kind.NUMBER).tolist():
        if (key := named(entry)) in asked:
            where.setdefault(key, []).append(entry)
    out = []
    for each in deliveries:
        chain = _chain(each.file, before)
        for key in each.withdraws.split():
            given = {files[int(entries.table[entry])]: entry for entry in where.get(key, ())}
            if each.file in given:
                found = msg("{key} withdrawn, and given in {file}", key=key, file=each.file)
                problems.append(Problem(DELIVERIES, found, msg("one or the other"), key=key, line=each.row))
            elif not (old := [given[file] for file in chain if file in given]):
                found = msg("{key} withdrawn, which no file that is superseded gives", key=key)
                expected = msg("the codes of a figure in {files}", files=chain)
                near = suggest(key, [named(n) for n in _numbers_of(entries, files, chain)])
                problems.append(Problem(DELIVERIES, found, expected, near, key, each.row))
            else:
                out += [(entry, each) for entry in old]
    return out


def _numbers_of(entries: Entries, files: Sequence[str], chain: Sequence[str]) -> list[int]:
    """The figures that some files give."""
    tables = [n for n, file in enumerate(files) if file in chain]
    return np.flatnonzero((entries.kind == Kind.NUMBER) & np.isin(entries.table, tables)).tolist()


def _chain(file: str, before: Mapping[str, str]) -> list[str]:
    """The files that a file supersedes, one after the other; rows are in order, so that there is no circle."""
    out = []
    while file in before:
        file = before[file]
        out.append(file)
    return out


def without(entries: Entries, gone: Sequence[int]) -> BoolArray:
    """(entries,) which of them still count."""
    out = np.ones(len(entries), dtype=bool)
    out[list(gone)] = False
    return out


def words_of(delivered: Delivered) -> Text:
    """A delivery in words."""
    if delivered.supersedes:
        return msg("{on} {by}: {file}, supersedes {old}", on=delivered.on, by=delivered.by, file=delivered.file,
                   old=delivered.supersedes)  # fmt: skip
    return msg("{on} {by}: {file}", on=delivered.on, by=delivered.by, file=delivered.file)
