"""Ladder 分档赋分: the first condition that holds gives the score, a number or a formula.

Each condition says whether its edge belongs to it (``<`` or ``<=``), so no value falls between two steps or on two.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

import numpy as np
from pydantic import BeforeValidator, Discriminator, Field, PlainSerializer, Tag, model_validator

from sz_assess.errors import Refused
from sz_assess.expression import Expression, parse
from sz_assess.functions import SIGNATURES
from sz_assess.numeric import FloatArray
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.references import References
from sz_assess.scoring.rules.base import Direction, Formula, Line, One, Record, Rule, apply, write_out
from sz_assess.scoring.rules.curve import Curve, marks
from sz_assess.scoring.rules.in_words import InWords
from sz_assess.scoring.rules.margin import Margin
from sz_assess.scoring.rules.nested import one_after_another, refuse_other_scale, said
from sz_assess.scoring.rules.short_forms import Band, Completion, Efficacy, Goalposts, MinMax
from sz_assess.text import Text, msg

_STARTS = re.compile(r"\s*(<=|>=|<|>|==|!=)")
OTHERWISE = "otherwise"


def _condition(text: object) -> object:
    """``"< 90% of target"`` or ``">= 60 and < 80"`` (of the value), any comparison in full, or ``otherwise``."""
    if isinstance(text, Expression):
        return text
    if not isinstance(text, str):
        raise Refused(repr(text), msg('a condition such as "< 90% of target", or "otherwise"'))
    if text.strip() == OTHERWISE:
        full = "value == value"
    else:
        full = " and ".join(f"value {part}" if _STARTS.match(part) else part for part in re.split(r"\band\b", text))
    read = parse(full, SIGNATURES)
    return Expression(text.strip(), read.tree, read.names, read.functions)


Condition = Annotated[
    Expression,
    BeforeValidator(_condition, json_schema_input_type=str),
    PlainSerializer(lambda expression: expression.text, return_type=str),
]


AnyLine = Curve | Efficacy | MinMax | Goalposts | Completion | Band | Margin
"""Rules that are a line along the value."""


def _kind(value: object) -> str:
    return "a rule" if isinstance(value, dict | Rule) else "a formula"


_AnyLine = Annotated[AnyLine, Field(discriminator="rule")]
StepScore = Annotated[
    Annotated[Formula, Tag("a formula")] | Annotated[_AnyLine, Tag("a rule")],
    Discriminator(_kind),
]


class Step(Record):
    """``when`` this holds, the value scores ``score``: a number, an expression, or what a rule of its own gives."""

    when: Condition
    score: StepScore

    def long_form(self, direction: Direction) -> Step:
        """The same with its rule's long form."""
        long = self.score.long_form(direction) if isinstance(self.score, Rule) else self.score
        return self if long is self.score else self.model_copy(update={"score": long})


def _pair(value: object) -> object:
    if isinstance(value, list | tuple):
        if len(value) != 2:
            raise Refused(repr(value), msg("a step of two parts, [condition, score]"))
        return {"when": value[0], "score": value[1]}
    return value


LadderStep = Annotated[Step, BeforeValidator(_pair, json_schema_input_type=tuple[str, str | float | _AnyLine])]


class Ladder(Rule):
    """Steps from top to bottom; the first whose condition holds counts."""

    rule: Literal["ladder"]
    steps: tuple[LadderStep, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_scale(self) -> Ladder:
        for step in self.steps:
            if isinstance(step.score, Rule):
                refuse_other_scale(self, step.score)
        return self

    def long_form(self, direction: Direction) -> Ladder:
        steps = tuple(step.long_form(direction) for step in self.steps)
        if all(long is step for long, step in zip(steps, self.steps, strict=True)):
            return self
        return self.model_copy(update={"steps": steps})

    def formulas(self) -> tuple[Expression, ...]:
        own = [step.when for step in self.steps]
        for step in self.steps:
            own += step.score.formulas() if isinstance(step.score, Rule) else (step.score,)
        return (*own, *super().formulas())

    def needs(self) -> frozenset[str]:
        return super().needs().union(*(step.score.needs() for step in self.steps if isinstance(step.score, Rule)))

    def score(self, references: References, direction: Direction) -> FloatArray:
        value = references.value
        out = np.full(value.shape, np.nan, order="F")
        open_ = ~np.isnan(value)
        for step in self.steps:
            condition = np.broadcast_to(step.when.evaluate(references), value.shape)
            unknown = open_ & np.isnan(condition)
            if np.any(unknown):
                raise DomainError(
                    unknown,
                    msg("{when} can't be judged: a reference point is missing", when=step.when.text),
                    msg("every reference point that the step names"),
                    msg("check the target and the reference points of this unit"),
                )
            held = open_ & (condition == 1.0)
            if isinstance(step.score, Rule):
                found = apply(step.score, references.only(held), direction)
            else:
                found = step.score.evaluate(references)
            out = np.where(held, found, out)
            open_ = open_ & ~held
        if np.any(open_):
            raise DomainError(
                open_,
                msg("no step of the ladder holds for the value"),
                msg("steps that leave no gap"),
                msg('end the ladder with ["otherwise", score], or mend its bounds'),
            )
        return out

    def words(self) -> Text:
        steps = [_words(step) for step in self.steps]
        nested = any(isinstance(step.score, Rule) for step in self.steps)
        return msg("the first that holds: {steps}", steps=one_after_another(steps) if nested else steps)

    def written(self, one: One, direction: Direction) -> tuple[Line, ...]:
        for step in self.steps:
            if bool(one.holds(step.when)):
                otherwise = step.when.text == OTHERWISE
                if isinstance(step.score, Rule):
                    label = msg("no other step holds") if otherwise else msg("the step that holds")
                    head = Line(label, "" if otherwise else step.when.written(one.number))
                    return (head, *write_out(step.score, one, direction))
                label = (
                    msg("no other step holds") if otherwise else msg("{when} holds", when=step.when.written(one.number))
                )
                return (Line(label, step.score.written(one.number), one.work_out(step.score)),)
        return ()


def _words(step: Step) -> Text:
    if isinstance(step.score, Rule):
        if step.when.text == OTHERWISE:
            return msg("otherwise: {words}", words=said(step.score))
        return msg("{when}: {words}", when=InWords(step.when.text), words=said(step.score))
    if step.when.text == OTHERWISE:
        return msg("otherwise {score}", score=marks(step.score))
    return msg("{when} scores {score}", when=InWords(step.when.text), score=marks(step.score))
