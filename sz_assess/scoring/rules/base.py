"""What every scoring rule is: a piece of the method file that can score, and that can say what it does.

A rule is a frozen record of what the file says, with four faculties: :meth:`Rule.needs` (which reference points),
:meth:`Rule.score` (arrays), :meth:`Rule.words` (the clause in words) and :meth:`Rule.written` (one unit's arithmetic
with the numbers put in). Short forms have only :meth:`Rule.long_form` and borrow the rest from what they stand for.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator

from sz_assess.errors import Refused
from sz_assess.expression import Expression, parse
from sz_assess.functions import SIGNATURES, PlainScope
from sz_assess.numeric import FloatArray
from sz_assess.scoring.references import References
from sz_assess.text import Text, msg, number

Direction = Literal["positive", "negative"]


class Record(BaseModel):
    """A frozen piece of a file: unknown keys are refused, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def _parsed(text: object) -> Expression:
    if isinstance(text, Expression):
        return text
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        raise Refused(repr(text), msg("a number or an expression such as target + 5"))
    return _read(text if isinstance(text, str) else repr(text))


@lru_cache(maxsize=4096)
def _read(text: str) -> Expression:
    """Short forms are written out for every value that is explained: each text is read once."""
    return parse(text, SIGNATURES)


Formula = Annotated[
    Expression,
    BeforeValidator(_parsed, json_schema_input_type=str | float),
    PlainSerializer(lambda expression: expression.text, return_type=str),
]
"""A number, or an expression over reference points."""


class OverGroup(Record):
    """A population that is one named group, for the units of every group."""

    group: str


Over = Literal["all", "group"] | OverGroup


class Within(Record):
    """Bounds of a score; either may be open (null)."""

    least: Formula | None
    most: Formula | None

    @model_validator(mode="after")
    def _ordered(self) -> Within:
        least = None if self.least is None else self.least.constant
        most = None if self.most is None else self.most.constant
        if least is not None and most is not None and least > most:
            raise Refused(f"[{number(least)}, {number(most)}]", msg("bounds from small to large"))
        return self


def _bounds(pair: object) -> object:
    if isinstance(pair, list | tuple):
        if len(pair) != 2:
            raise Refused(repr(pair), msg("two bounds, [least, most]; null leaves one open"))
        return {"least": pair[0], "most": pair[1]}
    return pair


Bounds = Annotated[
    Within,
    BeforeValidator(_bounds, json_schema_input_type=tuple[str | float | None, str | float | None]),
]


@dataclass(frozen=True)
class Line:
    """One step of written arithmetic: what is worked out, the expression with its numbers, the outcome."""

    label: Text
    expression: str
    result: float | None = None


@dataclass(frozen=True)
class One:
    """One unit's cell, for writing its arithmetic out: the value, the reference points in force, the score given."""

    value: float
    references: Mapping[str, float]
    score: float

    def number(self, name: str) -> str:
        """The number behind a name, as written."""
        return number(self.of(name), 6)

    def of(self, name: str) -> float:
        return self.value if name == "value" else self.references[name]

    def holds(self, condition: Expression) -> bool:
        """Whether a condition holds for this unit."""
        return bool(condition.evaluate(_Single(self)) == 1.0)

    def work_out(self, formula: Expression) -> float:
        """A formula's number for this unit."""
        match formula.tree:  # most formulas are a number or a name, and reports write out a great many
            case ast.Constant(value=int() | float() as value):
                return float(value)
            case ast.Name(id=name):
                return self.of(name)
        found = formula.evaluate(_Single(self))
        return float(found)


class _Single(PlainScope):
    def __init__(self, one: One) -> None:
        self.one = one

    def name(self, name: str) -> Any:
        return self.one.of(name)


class Rule(Record):
    """A rule that scores. ``rule`` is the word that chooses it in a file."""

    rule: str
    over: Over | None = Field(
        None,
        description="the population that min, max, mean and the like are taken over; the method's default if left out",
    )
    scale: Literal["percent", "points"] = Field(
        "percent",
        description="percent: full marks are 100. points: scores are points of the weight, full is the weight",
    )
    within: Bounds | None = Field(None, description="[least, most] bounds of the score; null leaves one open")

    def long_form(self, direction: Direction) -> Rule:
        """The primitive rule that this one is short for; itself where it is one."""
        return self

    def needs(self) -> frozenset[str]:
        """Names of the reference points that it uses (without ``value`` and ``full``)."""
        names: set[str] = set()
        for formula in self.formulas():
            names.update(formula.names)
        return frozenset(names - {"value", "full"})

    def formulas(self) -> tuple[Expression, ...]:
        """Every expression in the rule."""
        if self.within is None:
            return ()
        return tuple(bound for bound in (self.within.least, self.within.most) if bound is not None)

    def score(self, references: References, direction: Direction) -> FloatArray:
        """Scores (units, k) of ``references.value``, before the bounds; NaN where the value is NaN."""
        raise TypeError(f"{self.rule} is a short form: score its long form")

    def words(self) -> Text:
        """What the rule says, in a sentence, with the expressions of the file."""
        raise TypeError(f"{self.rule} is a short form: its long form has the words")

    def clause(self, direction: Direction) -> Text:
        """The rule as a document would put it: a short form's own sentence where it has one, else the long form's."""
        return self.long_form(direction).words()

    def written(self, one: One, direction: Direction) -> tuple[Line, ...]:
        """The arithmetic of one unit's score, before the bounds."""
        raise TypeError(f"{self.rule} is a short form: its long form writes the arithmetic")


def apply(rule: Rule, references: References, direction: Direction) -> FloatArray:
    """Scores (units, k) within the rule's bounds."""
    rule = rule.long_form(direction)
    score = rule.score(references, direction)
    if rule.within is not None:
        if rule.within.least is not None:
            score = np.maximum(score, rule.within.least.evaluate(references))
        if rule.within.most is not None:
            score = np.minimum(score, rule.within.most.evaluate(references))
    return score


def write_out(rule: Rule, one: One, direction: Direction) -> tuple[Line, ...]:
    """The arithmetic of one unit's score, bounds included; the last line's result is the score."""
    rule = rule.long_form(direction)
    lines = rule.written(one, direction)
    if rule.within is None or not lines or lines[-1].result is None:
        return lines
    held = lines[-1].result
    for bound, beyond, words in (
        (rule.within.least, np.less, msg("not below")),
        (rule.within.most, np.greater, msg("not above")),
    ):
        if bound is not None and beyond(held, limit := one.work_out(bound)):
            lines += (Line(words, bound.written(one.number), limit),)
            held = limit
    return lines
