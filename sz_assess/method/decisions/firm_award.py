"""Awards that are read row by row from a ledger: honours of firms, revenue returned to projects."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sz_assess.method.common import Code, Exact, Named, Source
from sz_assess.method.decisions.fund import MoneyUnit
from sz_assess.scoring.rules.base import Record


class FirmAward(Record):
    """Money for each firm and honour: one row of a ledger each, looked up in the years before."""

    code: Code
    name: Named
    to: Named = Field(description="who receives it, such as the firm")
    ledger: Code = Field(description="the ledger, one row a firm and honour")
    firm: Code = Field(description="the column that names the firm")
    honour: Code = Field(description="the column that says which honour, a choice")
    amounts: dict[Code, Exact] = Field(min_length=1, description="yuan by honour; rows of other honours are left out")
    once: bool = Field(description="true: once for each firm and honour, whatever the year; false: each time")
    highest_only: bool = Field(
        description="true: of several honours of one firm in the period only the one that pays most; false: each"
    )
    source: Source


class ReturnAward(Record):
    """Revenue that is returned to a project's firm for some years after acceptance: a row a project and year."""

    code: Code
    name: Named
    to: Named = Field(description="who receives it, such as the firm")
    ledger: Code = Field(description="the ledger, one row a project and year, which its column of periods names")
    project: Code = Field(description="the column that names the project")
    accepted: Code = Field(description="the column with the day of acceptance; blank where it is not accepted")
    gain: Code = Field(description="the column with the year's gain of local revenue")
    money: MoneyUnit = Field(description="the unit of money that the gain is in")
    years: int = Field(ge=1, le=30, description="for how many years")
    first: Literal["acceptance_year", "next_year"] = Field(description="the first of these years")
    share: Exact = Field(gt=0, le=100, description="per cent of the gain that is returned; 100 for all of it")
    source: Source
