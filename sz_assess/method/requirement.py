"""What a result must be like: for a grade, for a place on a list; and, where it is not, for a veto."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from sz_assess.errors import Refused
from sz_assess.method.common import Code, Exact
from sz_assess.scoring.rules.base import Record
from sz_assess.text import msg

KINDS = ("score_from", "targets_met", "no_veto", "grade", "first", "last", "rise_from")
"""The keys of which a requirement has one."""
_PAST = ("score_from", "grade", "first", "last")
"""Those that earlier results can tell as well."""


def _several(value: object) -> object:
    """One code stands for a list of one."""
    return (value,) if isinstance(value, str) and value != "all" else value


class Requirement(Record):
    """One condition on a unit's result. With ``times`` and ``within`` it is counted over several years."""

    score_from: Exact | None = Field(None, description="a score of at least so much: of the total, or of a node")
    node: Code | None = Field(None, description="with score_from: the node, whose score is in per cent of full marks")
    targets_met: Annotated[
        Literal["all"] | tuple[Code, ...] | None,
        BeforeValidator(_several, json_schema_input_type=Code | tuple[Code, ...] | None),
    ] = Field(None, description="indicators whose values reach their targets: all that have one, or those named")
    no_veto: Annotated[
        Literal["all"] | tuple[Code, ...] | None,
        BeforeValidator(_several, json_schema_input_type=Code | tuple[Code, ...] | None),
    ] = Field(None, description="hit by no veto: by none at all (all), or by none of those named")
    grade: Annotated[
        tuple[Code, ...] | None, BeforeValidator(_several, json_schema_input_type=Code | tuple[Code, ...] | None)
    ] = Field(None, description="one of these grades")
    first: int | None = Field(None, ge=1, description="among the first so many places")
    last: int | None = Field(None, ge=1, description="among the last so many places")
    over: Literal["all", "group"] | None = Field(
        None, description="with first and last: places among all, or in the group"
    )
    rise_from: int | None = Field(None, ge=1, description="a rise of at least so many places on the previous result")
    times: int | None = Field(None, ge=1, description="in how many of the years it must hold")
    within: int | None = Field(
        None, ge=2, le=20, description="over how many years, the assessed one included; the others are earlier results"
    )

    @model_validator(mode="after")
    def _one(self) -> Requirement:
        stated = [key for key in KINDS if getattr(self, key) is not None]
        if len(stated) != 1:
            found = msg("{keys} together", keys=stated) if stated else msg("none of {keys}", keys=list(KINDS))
            raise Refused(found, msg("one of {keys}", keys=list(KINDS)))
        kind = stated[0]
        if self.node is not None and kind != "score_from":
            raise Refused(msg("node with {key}", key=kind), msg("node only with score_from"))
        if (self.over is not None) != (kind in {"first", "last"}):
            raise Refused(
                msg("{key} and over: {over}", key=kind, over=self.over or "—"),
                msg("over with first and last, and only there"),
            )
        if (self.times is None) != (self.within is None):
            raise Refused(msg("times without within, or the other way round"), msg("both, or neither"))
        if self.times is not None and self.within is not None:
            if kind not in _PAST or self.node is not None:
                raise Refused(
                    msg("{key} over several years", key=kind), msg("one of {keys}, of the total", keys=list(_PAST))
                )
            if self.times > self.within:
                raise Refused(
                    msg("{times} times within {within} years", times=self.times, within=self.within),
                    msg("at most as many times as there are years"),
                )
        return self

    @property
    def kind(self) -> str:
        """The key that says what is required."""
        return next(key for key in KINDS if getattr(self, key) is not None)
