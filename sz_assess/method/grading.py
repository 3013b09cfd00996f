"""Grades 等次 in a weights file: by score line or by quota."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from sz_assess.errors import Refused
from sz_assess.method.common import Code, Exact, Named, Units
from sz_assess.method.requirement import Requirement
from sz_assess.scoring.rules.base import Record
from sz_assess.text import msg


class Grade(Record):
    """One grade: its lowest score, or how many units have it; and what else a unit needs for it."""

    code: Code
    name: Named
    from_score: Exact | None = Field(None, description="the lowest score; a unit exactly on the line has the grade")
    above_score: Exact | None = Field(None, description="in place of from_score: a unit exactly on the line has it not")
    share: Exact | None = Field(None, gt=0, le=100, description="per cent of the units; the last grade takes the rest")
    count: int | dict[Code, int] | None = Field(
        None, description="in place of share: how many units, or how many of each group by its code"
    )
    requires: tuple[Requirement, ...] = Field((), description="what else a unit's result must be like; all must hold")

    @property
    def line(self) -> Decimal | None:
        """The score at which it begins."""
        return self.above_score if self.from_score is None else self.from_score


class Grading(Record):
    """等次: by score line or by quota."""

    by: Literal["score", "quota"]
    over: Literal["all", "group"] = "all"
    grades: tuple[Grade, ...] = Field(min_length=2, description="best first; the last needs no line or share")
    rounding: Literal["up", "down", "half_up"] = Field(
        "half_up", description="of a quota that is no whole number of units"
    )
    rounds: Literal["running", "each"] = Field(
        "running", description="what is rounded: the share of a grade with all better ones, or each grade's own"
    )
    ties: Literal["include", "exclude"] = Field(
        "include", description="units level on the cut of a quota: all get the better grade, or none"
    )
    vacant: Literal["left", "passed_down"] | None = Field(
        None,
        description="the quota's seat of a unit that may not have the grade: stays empty, or the next unit moves up; "
        "needed where quotas meet requirements",
    )
    not_graded: Units | None = Field(None, description="units that are ranked and get no grade, nor count for quotas")

    @model_validator(mode="after")
    def _complete(self) -> Grading:
        needed, other = ("from_score", "above_score") if self.by == "score" else ("share", "count")
        for grade in self.grades[:-1]:
            if getattr(grade, needed) is None and getattr(grade, other) is None:
                raise Refused(
                    msg("grade {code} without {needed}", code=grade.code, needed=needed),
                    msg("{needed} for every grade but the last", needed=needed),
                )
            if getattr(grade, needed) is not None and getattr(grade, other) is not None:
                raise Refused(
                    msg("grade {code} with {a} and {b}", code=grade.code, a=needed, b=other), msg("one of the two")
                )
            if self.by == "quota" and grade.requires and self.vacant is None:
                raise Refused(
                    msg("quotas with requirements, and no word on empty seats"),
                    msg("vacant: left, or vacant: passed_down"),
                )
        if self.by == "quota" and len({grade.count is None for grade in self.grades[:-1]}) > 1:
            raise Refused(msg("shares beside counts"), msg("share for all grades, or count for all"))
        if any(isinstance(grade.count, dict) for grade in self.grades) and self.over != "group":
            raise Refused(msg("counts by group over all units"), msg("over: group"))
        if self.by == "score":
            lines = [grade.line for grade in self.grades if grade.line is not None]
            if lines != sorted(lines, reverse=True) or len(set(lines)) != len(lines):
                raise Refused(
                    msg("score lines {lines}", lines=", ".join(map(str, lines))), msg("lines from high to low")
                )
        return self
