"""``treatment.yaml``: what is done to the data before they are scored. Without the file, nothing is."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from sz_assess.errors import Refused
from sz_assess.method.common import Code, Source
from sz_assess.method.imputation import Limit, Percent
from sz_assess.method.indicator import Missing
from sz_assess.scoring.rules.base import Record
from sz_assess.scoring.treatment import AnyStep, Plan, ShapeTest, Step
from sz_assess.scoring.treatment.moments import LEAST_VALUES
from sz_assess.scoring.treatment.outliers import Otherwise
from sz_assess.scoring.treatment.winsorise import Winsorise
from sz_assess.text import NO_WORDS, Text, msg

Effect = Literal["flag", "unranked", "exclude"]
"""What befalls a unit with too little data: it is marked; scored without a place; or left out before the others are
compared, so that its values are in no minimum, maximum or mean."""


class PerIndicator(Record):
    """How many units' values of one indicator may be imputed."""

    at_most: Limit = Field(description="units to which the indicator applies: 5 or 20%")
    beyond: Literal["refuse", "drop"] = Field(description="refuse the run, or drop the indicator for all units")


class PerUnit(Record):
    """How many values of one unit may be imputed."""

    at_most: Limit = Field(description="indicators that apply to the unit and are not dropped: 5 or 20%")
    beyond: Literal["refuse", "flag", "unranked", "exclude"] = Field(
        description="refuse the run; mark the unit; give it no place; or leave it out of the scoring"
    )


class Imputation(Record):
    """Limits of imputation, beyond which the data are too thin to be filled up."""

    per_indicator: PerIndicator | None = None
    per_unit: PerUnit | None = None


class Screening(Record):
    """Units with too little data. At least one of the two lines is stated."""

    of: Literal["delivered", "imputed"] = Field(
        description="delivered: the values as they came; imputed: with the missing ones put in"
    )
    data_at_least: Percent | None = Field(None, description="share of its indicators that a unit needs values of")
    non_zero_at_least: Percent | None = Field(None, description="share of its values that may not be 0")
    effect: Effect = Field(description="flag: mark the unit; unranked: no place; exclude: leave it out of the scoring")

    @model_validator(mode="after")
    def _stated(self) -> Screening:
        if self.data_at_least is None and self.non_zero_at_least is None:
            raise Refused(msg("no line"), msg("data_at_least, non_zero_at_least or both"))
        return self


class Override(Record):
    """Another treatment of one indicator; what is left out is as for all."""

    test: ShapeTest | None = None
    steps: tuple[AnyStep, ...] = Field((), description="steps in place of those for all")
    each_step: Literal["afresh", "on_top"] | None = None
    if_none_passes: Otherwise | None = None


class Outliers(Record):
    """Values that stand out: a test, and the steps by which an indicator that fails it is treated until it passes."""

    minimum_units: int = Field(
        ge=LEAST_VALUES, description="with values of fewer units an indicator's skewness says nothing"
    )
    too_few: Literal["refuse", "leave"] = Field(description="then refuse the run, or leave the indicator untreated")
    test: ShapeTest
    steps: tuple[AnyStep, ...] = Field(min_length=1, description="tried in this order until the indicator passes")
    each_step: Literal["afresh", "on_top"] | None = Field(
        None, description="of several steps: each from the untreated values, or each on top of the one before"
    )
    if_none_passes: Otherwise = Field(
        description="keep_last: keep what the last step made; leave_untreated; refuse the run"
    )
    indicators: dict[Code, Literal["none"] | Override] = Field(
        default_factory=dict, description="indicators that are treated otherwise, or not at all (none)"
    )

    @model_validator(mode="after")
    def _makes_sense(self) -> Outliers:
        for code, override in [("", None), *self.indicators.items()]:
            if override != "none":
                self._check(code)
        return self

    def _check(self, code: str) -> None:
        plan = self.plan(code)
        if plan is None:
            return
        at = msg(" of {code}", code=code) if code else NO_WORDS
        override = self.indicators.get(code)
        each = self.each_step if not isinstance(override, Override) else override.each_step or self.each_step
        if len(plan.steps) > 1 and each is None:
            raise Refused(
                msg("{n} steps{at} without each_step", n=len(plan.steps), at=at),
                msg("each_step: afresh, or each_step: on_top"),
            )
        if not plan.test.can_fail(self.minimum_units):
            raise Refused(
                msg("minimum_units: {n}, with which no values can fail the test{at}", n=self.minimum_units, at=at),
                msg("more units, or lower thresholds: so few values can't be skewed that much"),
            )
        for step in plan.steps:
            if isinstance(step, Winsorise) and step.at_most * 2 >= self.minimum_units:
                raise Refused(
                    msg("winsorise at_most: {n}{at} with minimum_units: {units}", n=step.at_most, at=at,
                        units=self.minimum_units),
                    msg("fewer than half of the units"),
                )  # fmt: skip

    def plan(self, code: str) -> Plan | None:
        """How an indicator is treated; None for one that is not."""
        override = self.indicators.get(code)
        if override == "none":
            return None
        steps: tuple[Step, ...] = self.steps
        if not isinstance(override, Override):
            return Plan(self.test, steps, self.each_step == "on_top", self.if_none_passes)
        return Plan(
            override.test or self.test,
            override.steps or steps,
            (override.each_step or self.each_step) == "on_top",
            override.if_none_passes or self.if_none_passes,
        )


class TreatmentFile(Record):
    """``treatment.yaml``, in this order: gaps, limits of filling them, units with too little data, outliers."""

    source: Source | None = None
    missing: Missing | None = Field(None, description="what missing: default of an indicator stands for")
    imputation: Imputation = Imputation()
    screening: Screening | None = None
    outliers: Outliers | None = None

    @model_validator(mode="after")
    def _not_itself(self) -> TreatmentFile:
        if self.missing == "default":
            raise Refused(msg("missing: default"), msg("what default stands for"))
        return self


def effect_words(effect: Literal["refuse", "flag", "unranked", "exclude"]) -> Text:
    """What befalls a unit with too little data, in words."""
    match effect:
        case "refuse":
            return msg("the run is refused")
        case "flag":
            return msg("the unit is marked, and scored and ranked all the same")
        case "unranked":
            return msg("the unit is scored, but not ranked")
        case "exclude":
            return msg("the unit is left out: it is not scored, and its values are in no minimum, maximum or mean")
