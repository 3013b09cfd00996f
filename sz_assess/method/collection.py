"""How an assessment collects its figures, and when: who delivers by which day, what becomes of warnings, inspection."""

from __future__ import annotations

import datetime
import re
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from sz_assess.errors import Refused
from sz_assess.method.common import Named
from sz_assess.scoring.rules.base import Record
from sz_assess.text import msg

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def as_day(text: str) -> str:
    """A day as files write it. Raises Refused."""
    try:
        if _DAY.fullmatch(text):
            return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise Refused(f'"{text}"', msg("a day, such as {day}", day="2019-01-20"))


def _day(value: object) -> object:
    if not isinstance(value, str):
        raise Refused(repr(value), msg("a day, such as {day}", day="2019-01-20"))
    return as_day(value)


Day = Annotated[str, BeforeValidator(_day, json_schema_input_type=str)]


class Collection(Record):
    """What a department's form says on its cover."""

    deadline: Day | None = Field(None, description="the day by which the form is due, such as 2019-01-20")
    contact: Named | None = Field(None, description="whom the department asks: name, office, telephone")


class WarningsKey(Record):
    """What becomes of warnings."""

    settle_before_run: bool = Field(False, description="true: a run refuses while a warning is not settled")
    confirmations: str = Field(
        "confirmations.csv",
        description="the file, within the folder, in which figures that were warned of are confirmed",
    )


class InspectionKey(Record):
    """The days that inspection counts from; no clock is asked."""

    notice: Day = Field(description="the day of the notice that deadlines are counted from")
    reference: Day = Field(description="the day as of which it is said what is overdue")

    @model_validator(mode="after")
    def _ordered(self) -> InspectionKey:
        if self.reference < self.notice:
            raise Refused(msg("reference: {day}", day=self.reference),
                          msg("a day on or after that of the notice, {day}", day=self.notice))  # fmt: skip
        return self
