"""Values put in for missing ones: where they come from, and how many there may be."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from sz_assess.errors import Refused
from sz_assess.numeric import NOISE
from sz_assess.scoring.rules.base import Record
from sz_assess.scoring.treatment.impute import BeyondKnown
from sz_assess.text import Text, msg

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?) ?%")


def _percent(value: object) -> object:
    found = _PERCENT.fullmatch(value) if isinstance(value, str) else None
    if found is None or float(found[1]) > 100:
        raise Refused(repr(value), msg("a share in per cent, such as 20%"))
    return float(found[1])


_PERCENT_SCHEMA = {"type": "string", "pattern": r"^\d{1,3}(\.\d+)? ?%$"}
Percent = Annotated[
    float,
    BeforeValidator(_percent),
    PlainSerializer(lambda share: f"{share:g}%", return_type=str),
    WithJsonSchema(_PERCENT_SCHEMA),
]
"""A share written with its sign, such as 20%; held as 20.0."""


class AtMost(Record):
    """A number of cases, or a share of all, that may not be exceeded."""

    count: int | None = Field(None, ge=0)
    percent: Percent | None = None

    def exceeded(self, n: int, of: int) -> bool:
        """Whether ``n`` of so many are too many."""
        if self.count is not None:
            return n > self.count
        return self.percent is not None and n * 100.0 > self.percent * of * (1.0 + NOISE)

    def words(self) -> Text:
        return msg("{n}", n=self.count) if self.count is not None else msg("{share} %", share=self.percent)


def _at_most(value: object) -> object:
    if isinstance(value, AtMost | dict):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return {"count": value}
    if isinstance(value, str):
        return {"percent": value}
    raise Refused(repr(value), msg("a number such as 5, or a share such as 20%"))


Limit = Annotated[
    AtMost,
    BeforeValidator(_at_most),
    PlainSerializer(lambda most: most.count if most.count is not None else f"{most.percent:g}%"),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 0}, _PERCENT_SCHEMA]}),
]
"""``5`` or ``20%``."""

Imputed = Literal["group_mean", "group_median", "mean", "median", "last_year", "linear"]
"""Where a value for a missing one comes from: the units of the group, all units, the year before, the years around."""


class Impute(Record):
    """A value in place of a missing one, with its limits: the long form of the plain word."""

    impute: Imputed
    years: int | None = Field(
        None, ge=1, le=50, description="for linear: how many years before and after may be looked at"
    )
    beyond_known: BeyondKnown | None = Field(
        None,
        description="for linear, where all known years lie on one side: hold the nearest, extend the line through the"
        " nearest two, or refuse",
    )
    at_most: Limit | None = Field(None, description="units of the indicator that may be imputed: 5 or 20%")
    beyond: Literal["refuse", "drop"] | None = Field(
        None, description="where more are missing: refuse the run, or drop the indicator for all units"
    )

    @model_validator(mode="after")
    def _complete(self) -> Impute:
        own: dict[str, object] = {"years": self.years, "beyond_known": self.beyond_known}
        for key, value in own.items():
            if self.impute == "linear" and value is None:
                raise Refused(msg("linear without {key}", key=key), msg("the key {key}", key=key))
            if self.impute != "linear" and value is not None:
                raise Refused(msg("{key} with {how}", key=key, how=self.impute), msg("{key} for linear alone", key=key))
        if (self.at_most is None) != (self.beyond is None):
            raise Refused(msg("one of at_most and beyond"), msg("both, or neither"))
        return self

    def words(self) -> Text:
        """Where the value comes from, in words."""
        match self.impute:
            case "group_mean":
                return msg("is taken to be the mean of the unit's group")
            case "group_median":
                return msg("is taken to be the median of the unit's group")
            case "mean":
                return msg("is taken to be the mean of all units")
            case "median":
                return msg("is taken to be the median of all units")
            case "last_year":
                return msg("is taken to be the unit's figure of the year before")
            case "linear":
                return self._linear_words()

    def _linear_words(self) -> Text:
        match self.beyond_known:
            case "hold":
                beyond = msg("beyond the known years the nearest holds")
            case "extend":
                beyond = msg("beyond the known years the line goes on")
            case _:
                beyond = msg("beyond the known years the run is refused")
        return msg(
            "is put on the straight line between the nearest known years, at most {years} before and after; {beyond}",
            years=self.years, beyond=beyond,
        )  # fmt: skip
