"""``units.csv``: the units, their names and groups; where a group changes, one row for each span of years."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from sz_assess.errors import InputError, Problem, Words
from sz_assess.expression import suggest
from sz_assess.method.assessment import Membership, Role, Unit
from sz_assess.method.reading.text_file import read_text
from sz_assess.periods import Period
from sz_assess.text import Text, msg, plural

MAX_BYTES = 20_000_000
NEEDED = ("code", "name", "name_en", "group")
COLUMNS = (*NEEDED, "role", "from", "to", "part_of", "figures_of")
ROLES: tuple[str, ...] = get_args(Role)

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""Names that Windows keeps for devices; a page can't be called so."""


def _fit(column: str, roles: set[Role]) -> bool:
    """Whether a row and the one that it names may stand so to each other: figures are borrowed among the assessed."""
    return roles == {"assessed"} if column == "figures_of" else "assessed" in roles


@dataclass(frozen=True)
class _Row:
    line: int
    unit: Unit
    member: Membership


@dataclass(frozen=True)
class UnitsFile:
    """``units`` are those whose row is in force, in the file's order; ``codes`` are all that the file names."""

    units: tuple[Unit, ...]
    codes: frozenset[str]


def read_units(path: Path, file: str, groups: Sequence[str] | None, period: Period | None) -> UnitsFile:
    """The units in force at ``period`` (all rows where it is not known).

    ``groups`` are the codes that a group may have, None where they are not known. Raises InputError.
    """
    table = _Table(file, groups)
    rows = list(table.rows(read_text(path, file, MAX_BYTES, gb18030=True)))
    table.check_repeats(rows)
    table.check_named(rows, period)
    units = tuple(row.unit for row in rows if period is None or row.member.covers(period))
    if not table.problems and not any(unit.role == "assessed" for unit in units):
        table.note(1, "", msg("no unit that is assessed"), msg("a row for each unit"))
    if table.problems:
        raise InputError(table.problems)
    return UnitsFile(units, frozenset(row.unit.code for row in rows))


@dataclass
class _Table:
    """Reads rows one by one, noting what is wrong with them."""

    file: str
    groups: Sequence[str] | None
    problems: list[Problem] = field(default_factory=list)

    def note(self, line: int, key: str, found: Words, expected: Words, mend: Words = "") -> None:
        self.problems.append(Problem(self.file, found, expected, mend, key, line))

    def rows(self, text: str) -> Iterator[_Row]:
        reader = csv.reader(text.split("\n"), strict=True)
        heading: list[str] | None = None
        start = 1
        try:
            for cells in reader:
                line, start = start, reader.line_num + 1
                cells = [cell.strip() for cell in cells]
                if not any(cells):
                    continue
                if heading is None:
                    heading = cells
                    if not self._heading_is_right(cells, line):
                        return
                elif row := self._row(dict(zip(heading, cells, strict=False)), len(cells) - len(heading), line):
                    yield row
        except csv.Error:
            self.note(start, "", msg("a row that is no csv"), msg("cells with commas between them"), _QUOTES)
        if heading is None:
            self.note(1, "", msg("an empty file"), msg("the columns {names}", names=list(NEEDED)))

    def _heading_is_right(self, names: list[str], line: int) -> bool:
        before = len(self.problems)
        if len(names) == 1 and re.search("[;\t，；]", names[0]):
            found, expected = msg("columns that are not separated by commas"), msg("commas between the cells")
            self.note(line, "", found, expected, _AS_CSV)
            return False
        for name in dict.fromkeys(names):
            if name not in COLUMNS:
                mend = suggest(name, COLUMNS) or msg("delete the column")
                self.note(line, name, msg("the column {name}", name=name), _columns(), mend)
            elif names.count(name) > 1:
                self.note(line, name, msg("the column {name} twice", name=name), msg("every column once"))
        absent = [name for name in NEEDED if name not in names]
        for name in dict.fromkeys(names):
            near = suggest(name, absent) if name not in COLUMNS else ""
            absent = [each for each in absent if not (isinstance(near, Text) and near.values["name"] == each)]
        for name in absent:
            self.note(line, name, msg("no column {name}", name=name), _columns())
        return len(self.problems) == before

    def _row(self, cells: dict[str, str], extra: int, line: int) -> _Row | None:
        before = len(self.problems)
        code = cells.get("code", "")
        if extra:
            n = len(cells) + max(extra, 0)
            self.note(
                line,
                code,
                plural("{n} cell", "{n} cells", n=n),
                msg("{n} cells, as in the heading", n=n - extra),
                _QUOTES,
            )
            return None
        if not _CODE.fullmatch(code) or _DEVICES.fullmatch(code):
            self.note(line, "code", msg("the code {code}", code=f'"{code}"'), _CODE_WORDS)
        for name in ("name", "name_en"):
            if not cells[name]:
                self.note(line, f"{code}: {name}", msg("nothing"), msg("the unit's name"))
        role = cells.get("role", "") or "assessed"
        if role not in ROLES:
            found = msg("the role {role}", role=role)
            self.note(line, f"{code}: role", found, msg("one of {words}", words=list(ROLES)), suggest(role, ROLES))
        self._check_group(code, cells["group"], role, line)
        since, until = (self._year(cells.get(name, ""), f"{code}: {name}", line) for name in ("from", "to"))
        if since is not None and until is not None and since > until:
            self.note(line, code, msg("from {since} to {until}", since=since, until=until), msg("years in order"))
        if len(self.problems) > before:
            return None
        chosen: Role = next(each for each in get_args(Role) if each == role)
        above, source = cells.get("part_of", ""), cells.get("figures_of", "")
        unit = Unit(code, cells["name"], cells["name_en"], cells["group"], chosen, above, source)
        return _Row(line, unit, Membership(code, cells["group"], since, until))

    def _check_group(self, code: str, group: str, role: str, line: int) -> None:
        """Only what is assessed needs a group."""
        if (not group and role != "assessed") or self.groups is None or group in self.groups:
            return
        found = msg("the group {group}", group=group) if group else msg("no group")
        expected = msg("one of the method's groups: {groups}", groups=list(self.groups))
        self.note(line, f"{code}: group", found, expected, suggest(group, list(self.groups)))

    def _year(self, cell: str, key: str, line: int) -> int | None:
        if not cell:
            return None
        if not _YEAR.fullmatch(cell):
            self.note(line, key, f'"{cell}"', msg("a year of four digits, or nothing"))
            return None
        return int(cell)

    def check_named(self, rows: list[_Row], period: Period | None) -> None:
        """Units that another is a part of, or has its figures from, are assessed units without such a one above; they
        are there when the other is."""
        own: dict[str, list[_Row]] = defaultdict(list)
        for row in rows:
            own[row.unit.code].append(row)
        for row in rows:
            for column, code in (("part_of", row.unit.part_of), ("figures_of", row.unit.figures_of)):
                if code:
                    beside = [each.unit for each in own.get(code, []) if _beside(row.member, each.member, period)]
                    self._check_named(row, column, code, list(own), beside)

    def _check_named(self, row: _Row, column: str, code: str, known: list[str], beside: list[Unit]) -> None:
        """``beside`` are the rows of the unit that is named, as far as they are in force when this row is."""
        key = f"{row.unit.code}: {column}"
        if code not in known:
            found = msg("the unit {code}", code=code)
            self.note(row.line, key, found, msg("a unit of this file"), suggest(code, known))
        elif not beside:
            found = msg("the unit {code}, which is not there when this row is in force", code=code)
            self.note(row.line, key, found, msg("a unit that is there in the same years"))
        for named in beside:
            if code == row.unit.code or getattr(named, column) or not _fit(column, {named.role, row.unit.role}):
                found = msg("{code}, which is no unit of its own", code=code)
                self.note(row.line, key, found, msg("another assessed unit, with nothing in this column"))
            elif column == "figures_of" and named.group == row.unit.group:
                found = msg("the group {group}, which {code} is in already", group=row.unit.group, code=code)
                self.note(row.line, key, found, msg("another group: the row is for a second one"))

    def check_repeats(self, rows: list[_Row]) -> None:
        """No unit in two groups at a time, and no two codes that differ by capitals alone."""
        seen: dict[str, list[_Row]] = defaultdict(list)
        for row in rows:
            for other in seen[row.unit.code.lower()]:
                found = msg("the unit {code} a second time; line {line} has it", code=row.unit.code, line=other.line)
                if other.unit.code != row.unit.code:
                    found = msg("{a} and {b} in line {line}", a=row.unit.code, b=other.unit.code, line=other.line)
                    self.note(row.line, row.unit.code, found, msg("codes that differ by more than capital letters"))
                elif row.member.since is other.member.since is row.member.until is other.member.until is None:
                    self.note(row.line, row.unit.code, found, msg("every unit once"), _DATED)
                elif overlap(row.member, other.member):
                    self.note(row.line, row.unit.code, found, msg("spans of years that do not overlap"), _DATED)
            seen[row.unit.code.lower()].append(row)


_AS_CSV = msg("save it again as CSV UTF-8 (comma delimited)")
_QUOTES = msg("put a text that holds a comma or a quotation mark in quotation marks")
_DATED = msg("delete the row; or, where the group changes, give each row its years in the columns from and to")
_CODE_WORDS = msg("letters A to Z, digits, - and _, at most 64, a name that a file can have")


def _columns() -> Words:
    return msg("the columns {names}", names=list(COLUMNS))


def overlap(a: Membership, b: Membership) -> bool:
    """Whether two spans have a year in common, each running from an earlier year to a later one."""
    starts_in_time = a.since is None or b.until is None or a.since <= b.until
    return starts_in_time and (b.since is None or a.until is None or b.since <= a.until)


def _beside(a: Membership, b: Membership, period: Period | None) -> bool:
    """Whether the second is in force in the assessed period where the first is; else whether they ever are together."""
    return b.covers(period) if period is not None and a.covers(period) else overlap(a, b)
