"""What a form says of itself, unseen: which method, period and department it is for, and what its rows and columns are.

A sheet that nobody sees holds the form's codes; a hidden row above the heading marks each column, a hidden column each
row. They move with the rows and columns, so that a form is understood wherever these were moved to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

SHEET = "_sz_assess"
"""The sheet that nobody sees."""

FORMAT = "sz_assess form 1"

COLUMNS = ("key", "statistic", "measure", "unit", "last", "figure", "note")
"""What the columns of a form hold, from the left."""

_SIGN = "sz:"


@dataclass(frozen=True)
class FormMark:
    """``statistics`` and ``units`` are codes and the names that the form shows; ``per_cent`` are the statistics whose
    unit of measure is per cent; ``sheets`` are the form's own that hold no figures."""

    method: str
    department: str
    period: str
    statistics: Mapping[str, str]
    units: Mapping[str, str]
    per_cent: frozenset[str]
    sheets: tuple[str, ...]

    def rows(self) -> Iterator[tuple[str, ...]]:
        """As the sheet holds it, all cells as texts."""
        yield (FORMAT,)
        yield "method", self.method
        yield "department", self.department
        yield "period", self.period
        yield from (("sheet", name) for name in self.sheets)
        for code, name in self.statistics.items():
            yield "statistic", code, name, "%" if code in self.per_cent else ""
        yield from (("unit", code, name) for code, name in self.units.items())


def read_mark(rows: Sequence[Sequence[object]]) -> FormMark | None:
    """The mark that a sheet holds, None where it holds none."""
    cells = [[str(cell).strip() for cell in row] + [""] * 4 for row in rows]
    if not cells or cells[0][0] != FORMAT:
        return None
    single = {row[0]: row[1] for row in cells if row[0] in {"method", "department", "period"}}
    if len(single) < 3:
        return None
    statistics = [row for row in cells if row[0] == "statistic"]
    return FormMark(
        **single,
        statistics={row[1]: row[2] for row in statistics},
        units={row[1]: row[2] for row in cells if row[0] == "unit"},
        per_cent=frozenset(row[1] for row in statistics if row[3] == "%"),
        sheets=tuple(row[1] for row in cells if row[0] == "sheet"),
    )


def column_mark(column: str) -> str:
    """What the hidden row holds above a column."""
    return _SIGN + column


def columns_of(row: Sequence[object]) -> dict[str, int] | None:
    """Which columns a row of marks names, by what they hold; None for any other row."""
    out: dict[str, int] = {}
    for n, cell in enumerate(row):
        if isinstance(cell, str) and cell.strip().startswith(_SIGN):
            out.setdefault(cell.strip().removeprefix(_SIGN), n)
    return out if "figure" in out else None


def row_key(statistic: str, unit: str) -> str:
    """What the hidden column holds in a row."""
    return f"{statistic}/{unit}"


def of_key(key: object) -> tuple[str, str]:
    """Statistic and unit of a row; two empty texts where it has no mark."""
    statistic, sign, unit = str(key).strip().partition("/")
    return (statistic, unit) if sign and statistic and unit else ("", "")
