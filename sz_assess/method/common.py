"""Pieces that several kinds of method file share."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer

from sz_assess.errors import Refused
from sz_assess.expression import Expression
from sz_assess.formulas import parse_formula
from sz_assess.numeric import RoundingMode
from sz_assess.periods import Period
from sz_assess.scoring.rules.base import Record
from sz_assess.text import msg

Code = Annotated[
    str,
    Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=64, description="letters, digits and _; starts with a letter"),
]
"""How files refer to a statistic, an indicator, a dimension ..."""


class Name(Record):
    """What something is called, in both languages. A plain text stands for both."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def of(self, language: str) -> str:
        return self.zh if language.startswith("zh") else self.en

    def __str__(self) -> str:
        return self.en


def _both(value: object) -> object:
    return {"zh": value, "en": value} if isinstance(value, str) else value


Named = Annotated[Name, BeforeValidator(_both, json_schema_input_type=Name | str)]


class Source(Record):
    """Where a figure or rule is laid down. ``document`` is the method's own where it is left out."""

    clause: str = Field(min_length=1, description="such as 一(一)")
    document: str | None = None
    says: Named | None = Field(None, description="the clause in the document's words, or their sense")


def _parsed(value: object) -> Expression:
    if isinstance(value, Expression):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Refused(repr(value), msg("a formula over statistics, such as growth(industrial_investment)"))
    return parse_formula(value)


StatisticFormula = Annotated[
    Expression,
    BeforeValidator(_parsed, json_schema_input_type=str | float),
    PlainSerializer(lambda expression: expression.text, return_type=str),
]
"""A formula over statistics; see the table of functions in the file reference."""


def _decimal(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise Refused(repr(value), msg("a number"))
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        raise Refused(repr(value), msg("a number")) from None
    if not number.is_finite():
        raise Refused(repr(value), msg("a finite number"))
    return number


Exact = Annotated[Decimal, BeforeValidator(_decimal, json_schema_input_type=float)]
"""A number kept as the decimal that was written, so that sums are exact."""


def _period(value: object) -> object:
    if isinstance(value, Period):
        return value
    try:
        return Period.parse(value)
    except ValueError:
        raise Refused(repr(value), msg("a period: 2018, 2018H1, 2018Q3 or 2018M06")) from None


PeriodKey = Annotated[
    Period, BeforeValidator(_period, json_schema_input_type=str | int), PlainSerializer(str, return_type=str)
]


class Round(Record):
    """Rounding at one stage."""

    decimals: int = Field(ge=0, le=10)
    mode: RoundingMode = Field("half_up", description="half_up (四舍五入), half_even, down (cut off), up")


class Selection(Record):
    """Units named by group or one by one."""

    groups: tuple[Code, ...] = ()
    units: tuple[str, ...] = ()


def _one(value: object) -> object:
    """``{group: scenic}`` is ``{groups: [scenic]}``."""
    if isinstance(value, dict) and "group" in value and "groups" not in value:
        rest: dict[str, Any] = {key: part for key, part in value.items() if key != "group"}
        return {**rest, "groups": (value["group"],)}
    return value


Units = Annotated[Selection, BeforeValidator(_one)]
