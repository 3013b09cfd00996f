"""Ledgers (台账): lists of single cases with one row each, such as firms or projects, that figures are counted from."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, model_validator

from sz_assess.errors import Refused
from sz_assess.expression import Expression, parse
from sz_assess.expression.to_sql import SIGNATURES
from sz_assess.method.common import Code, Name, Named, PeriodKey, Source
from sz_assess.scoring.rules.base import Record
from sz_assess.text import msg

ColumnType = Literal["text", "integer", "number", "date", "boolean", "choice", "period"]


class Choice(Record):
    """One of the words that a column may hold: its code, or either of its names."""

    code: Code
    name: Named


def _choice(value: object) -> object:
    return {"code": value, "name": value} if isinstance(value, str) else value


class LedgerColumn(Record):
    """A column of a ledger. Its heading is its code, its Chinese name, or one of ``headings``."""

    code: Code
    name: Named
    type: ColumnType = Field(description="what its cells hold")
    headings: tuple[str, ...] = Field((), description="further headings that files may have for it")
    unit: str | None = Field(None, description="unit of measure, one of the method's measures")
    decimals: int = Field(2, ge=0, le=6, description="of a number: the most places after the point")
    range: tuple[float | None, float | None] = Field(
        (None, None), description="[least, most] that is possible; outside is an error; null leaves a side open"
    )
    choices: tuple[Annotated[Choice, BeforeValidator(_choice, json_schema_input_type=Choice | str)], ...] = Field(
        (), description="of a choice: the words that may stand in it"
    )
    optional: bool = Field(False, description="true: cells may be blank; what is blank is not known, it is not 0")
    definition: Named | None = Field(None, description="what is entered, for the department")

    @model_validator(mode="after")
    def _fits_together(self) -> LedgerColumn:
        low, high = self.range
        if low is not None and high is not None and low > high:
            raise Refused(f"[{low}, {high}]", msg("a range from small to large"))
        if self.range != (None, None) and self.type not in {"integer", "number"}:
            raise Refused(msg("a range of a column of the type {type}", type=self.type), msg("a range of numbers only"))
        if (self.type == "choice") != bool(self.choices):
            found = msg("the type {type} with {n} choices", type=self.type, n=len(self.choices))
            raise Refused(found, msg("choices where the type is choice, and only there"))
        return self


class ByColumn(Record):
    """Each row is about one period, which a column says: the state of a firm at the end of a year."""

    column: Code


class ByDate(Record):
    """Each row is something that happened on a date."""

    date: Code


class ByValidity(Record):
    """Each row holds from one date to another, the last day included; it counts at the end of a period."""

    start: Code = Field(alias="from", description="the column with the first day")
    until: Code = Field(description="the column with the last day; blank where it still holds")


class Ledger(Record):
    """One ledger. A row belongs to the unit that its column ``unit`` names, and to periods as ``period`` says."""

    code: Code
    name: Named
    department: str = Field(description="who keeps it, one of the method's departments")
    key: tuple[Code, ...] = Field(min_length=1, description="columns whose cells together stand in one row only")
    unit: Code = Field(description="the column that names the unit, by code or Chinese name")
    period: ByColumn | ByDate | ByValidity = Field(
        description="how a row belongs to a period: column (it is about one), date (it happened), from and until"
    )
    columns: tuple[LedgerColumn, ...] = Field(min_length=1, description="what is entered in each row")
    definition: Named | None = Field(None, description="what a row stands for")
    source: Source | None = None

    def column(self, code: str) -> LedgerColumn:
        """A column by its code. Raises KeyError."""
        for column in self.columns:
            if column.code == code:
                return column
        raise KeyError(code)


class LedgersFile(Record):
    """``ledgers.yaml``"""

    ledgers: tuple[Ledger, ...] = Field((), description="the ledgers that figures are counted from")


class LedgerDelivery(Record):
    """Where a ledger is, and what it covers."""

    files: tuple[str, ...] = Field(
        (), description="its files; without, those of the folder ledgers/ that bear its code or Chinese name"
    )
    covers: tuple[PeriodKey, PeriodKey] | None = Field(
        None, description="first and last period that it is complete for; needed where its rows are dated"
    )
    no_rows: bool = Field(
        False, description="true: in all that it covers there was nothing to enter; its files hold their headings alone"
    )

    @model_validator(mode="after")
    def _ordered(self) -> LedgerDelivery:
        if self.no_rows and self.covers is None:
            raise Refused(msg("no_rows: true without covers"), msg("covers: the periods in which there was nothing"))
        if self.covers is not None and self.covers[1].end < self.covers[0].start:
            raise Refused(msg("{first} to {last}", first=str(self.covers[0]), last=str(self.covers[1])),
                          msg("the first period, then the last"))  # fmt: skip
        return self


def _parsed(value: object) -> object:
    if isinstance(value, Expression):
        return value
    if isinstance(value, bool) or not isinstance(value, str):
        raise Refused(repr(value), msg("a condition or expression over the ledger's columns, such as revenue >= 50000"))
    return parse(value, SIGNATURES)


RowExpression = Annotated[
    Expression,
    BeforeValidator(_parsed, json_schema_input_type=str),
    PlainSerializer(lambda expression: expression.text, return_type=str),
]
"""An expression over the columns of one row."""

MEASURES = ("count", "sum", "share", "mean", "median", "min", "max")
"""What may be made of the rows; a statistic has one of them."""


class FromLedger(Record):
    """How a statistic is counted from a ledger: which rows, and what of them."""

    ledger: Code = Field(description="the ledger, by its code")
    where: RowExpression | None = Field(None, description="only rows for which this holds")
    count: Code | None = Field(None, description="rows: how many rows; a column's code: how many different cells")
    sum: RowExpression | None = Field(None, description="the sum of a column, or of arithmetic over columns")
    share: RowExpression | None = Field(None, description="per cent of the rows for which this condition holds")
    mean: RowExpression | None = Field(None, description="the mean over the rows")
    median: RowExpression | None = Field(None, description="the median over the rows")
    min: RowExpression | None = Field(None, description="the smallest of the rows")
    max: RowExpression | None = Field(None, description="the largest of the rows")

    @model_validator(mode="after")
    def _one(self) -> FromLedger:
        given = [name for name in MEASURES if getattr(self, name) is not None]
        if len(given) != 1:
            found = msg("{given}", given=given) if given else msg("nothing that is counted")
            raise Refused(found, msg("one of {names}", names=list(MEASURES)))
        return self

    @property
    def measure(self) -> tuple[str, Any]:
        """Which of the measures it is, and its content."""
        return next((name, value) for name in MEASURES if (value := getattr(self, name)) is not None)


ROWS = "rows"
"""What ``count`` says for rows as such."""


def named(column: LedgerColumn) -> tuple[str, ...]:
    """Headings that a column may have."""
    name: Name = column.name
    return (column.code, name.zh, *column.headings)
