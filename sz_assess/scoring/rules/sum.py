"""Sum 分项相加: several rules over one value, each with its own bounds, added up within the bounds of the whole."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from pydantic import Field, model_validator

from sz_assess.expression import Expression
from sz_assess.numeric import FloatArray
from sz_assess.scoring.references import References
from sz_assess.scoring.rules.base import Direction, Line, One, Rule, apply, write_out
from sz_assess.scoring.rules.expression import ByExpression
from sz_assess.scoring.rules.ladder import AnyLine, Ladder
from sz_assess.scoring.rules.nested import one_after_another, refuse_other_scale, said
from sz_assess.scoring.rules.position import Position
from sz_assess.scoring.rules.rank_gain import RankGain
from sz_assess.text import Text, msg, number

Part = Annotated[AnyLine | Ladder | Position | RankGain | ByExpression, Field(discriminator="rule")]


class Sum(Rule):
    """The sum of what ``parts`` score: a clause that adds to another one, each bounded for itself by its ``within``."""

    rule: Literal["sum"]
    parts: tuple[Part, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _one_scale(self) -> Sum:
        for part in self.parts:
            refuse_other_scale(self, part)
        return self

    def long_form(self, direction: Direction) -> Sum:
        parts = tuple(part.long_form(direction) for part in self.parts)
        if all(long is part for long, part in zip(parts, self.parts, strict=True)):
            return self
        return self.model_copy(update={"parts": parts})

    def formulas(self) -> tuple[Expression, ...]:
        return (*(formula for part in self.parts for formula in part.formulas()), *super().formulas())

    def needs(self) -> frozenset[str]:
        return super().needs().union(*(part.needs() for part in self.parts))

    def score(self, references: References, direction: Direction) -> FloatArray:
        out = np.zeros(references.value.shape)
        for part in self.parts:
            out = out + apply(part, references, direction)
        return out

    def words(self) -> Text:
        parts = [msg("({n}) {words}", n=n, words=said(part)) for n, part in enumerate(self.parts, start=1)]
        return msg("the sum of: {parts}", parts=one_after_another(parts))

    def written(self, one: One, direction: Direction) -> tuple[Line, ...]:
        lines: list[Line] = []
        found: list[float] = []
        for part in self.parts:
            written = write_out(part, one, direction)
            lines += written
            found.append(written[-1].result if written and written[-1].result is not None else float("nan"))
        shown = [number(points, 6) for points in found]
        text = " + ".join(f"({each})" if each.startswith("−") else each for each in shown)
        return (*lines, Line(msg("sum of the parts"), text, sum(found)))
