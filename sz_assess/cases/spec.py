"""What a case file may say. A case is a sentence, a small input, what must come out, and who worked it out."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from sz_assess.errors import Refused
from sz_assess.method.common import Code, PeriodKey
from sz_assess.scoring.aggregators import AnyAggregator
from sz_assess.scoring.rules import AnyRule
from sz_assess.scoring.rules.base import Record
from sz_assess.text import msg

Number = Annotated[float, Field(allow_inf_nan=False)]

ByUnit = Annotated[dict[str, Number | None], Field(min_length=1)]
"""A number for each unit; null where there is none."""
NoneOrByUnit = dict[str, Number | None]
"""The same, which may be left out."""


class CaseHead(Record):
    """What every case says of itself."""

    case: str = Field(min_length=1, description="what it shows, in a sentence")
    clause: str | tuple[str, ...] = Field((), description="number of the clause that it proves, or several")
    source: str | None = Field(None, description="where the figures are published")
    worked_by: str | None = Field(None, description="who worked the expected figures out, and when")
    note: str | None = Field(None, description="such as a misprint of the source")
    tolerance: float = Field(1e-6, ge=0, allow_inf_nan=False, description="how far a number may be off")

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that it proves."""
        return (self.clause,) if isinstance(self.clause, str) else self.clause


class RuleCase(CaseHead):
    """One scoring rule on a few values."""

    rule: AnyRule
    direction: Literal["positive", "negative"] = "positive"
    full: float = Field(100.0, gt=0, description="full marks, for a rule with scale: points")
    values: dict[str, float] = Field(min_length=1, description="a value for each unit")
    groups: dict[str, str] = Field(default_factory=dict, description="the group of each unit, for over: group")
    given: dict[Code, float | ByUnit] = Field(
        default_factory=dict, description="target, last_year and other reference points: one number, or one a unit"
    )
    scores: ByUnit = Field(description="the scores that must come out")


class AggregateCase(CaseHead):
    """One aggregator on a few scores."""

    aggregate: AnyAggregator
    parts: dict[str, dict[Code, float | None]] = Field(min_length=1, description="each unit's scores of the parts")
    groups: dict[str, str] = Field(default_factory=dict, description="the group of each unit, for over: group")
    weights: dict[Code, float] = Field(min_length=1, description="each part's weight; they count in proportion")
    scores: ByUnit = Field(description="the scores that must come out")
    ranks: NoneOrByUnit = Field(default_factory=dict, description="the places that must come out")


class CaseUnit(Record):
    """A unit of a method case."""

    group: Code
    role: Literal["assessed", "city", "benchmark"] = "assessed"
    part_of: str = Field("", description="the unit that it is a part of, as in units.csv")
    figures_of: str = Field("", description="the unit whose figures it is scored on, as in units.csv")


class CaseResult(Record):
    """A unit in an earlier result."""

    score: float | None = None
    rank: float | None = None
    group_rank: float | None = None
    grade: str | None = None


def _unit(value: object) -> object:
    return {"group": value} if isinstance(value, str) else value


def _dated(value: object) -> object:
    """A plain number is the figure of the case's own period."""
    return value if isinstance(value, dict) else {"": value}


Figures = dict[str, Annotated[dict[PeriodKey | Literal[""], float | None], BeforeValidator(_dated)]]
"""By unit: a number for the period, or numbers by period."""


class Expected(Record):
    """What must come out: numbers by node (or adjustment, or city target) and unit."""

    value: dict[Code, ByUnit] = Field(default_factory=dict, description="values of indicators")
    score: dict[Code, ByUnit] = Field(default_factory=dict, description="scores of nodes; total is the root")
    weight: dict[Code, ByUnit] = Field(default_factory=dict, description="effective weights in points")
    points: dict[Code, ByUnit] = Field(default_factory=dict, description="points of adjustments")
    struck: dict[Code, tuple[str, ...]] = Field(default_factory=dict, description="units that a veto hits")
    awards: dict[Code, ByUnit] = Field(
        default_factory=dict,
        description="yuan that an award pays by unit, to all payees together; null where a figure is missing",
    )
    total: NoneOrByUnit = Field(default_factory=dict, description="totals as published")
    rank: NoneOrByUnit = Field(default_factory=dict, description="places among all")
    group_rank: NoneOrByUnit = Field(default_factory=dict, description="places within the group")
    grade: dict[str, str | None] = Field(default_factory=dict, description="grades by unit")
    lists: dict[Code, tuple[str, ...]] = Field(
        default_factory=dict, description="units on a list of decisions.yaml, the first in order first"
    )
    nominal: dict[Code, float] = Field(
        default_factory=dict, description="weights in points that a scheme gives, before anything is shared out"
    )
    city: dict[Code, float | None] = Field(default_factory=dict, description="values of city targets")
    met: dict[Code, bool] = Field(default_factory=dict, description="whether city targets are met")

    @model_validator(mode="after")
    def _something(self) -> Expected:
        if not any(getattr(self, name) for name in type(self).model_fields):
            raise Refused(msg("nothing expected"), msg("at least one of value, score, points, rank ..."))
        return self

    @property
    def whole(self) -> bool:
        """Whether the whole method is needed, and not only some of its indicators."""
        return bool(
            self.total or self.rank or self.group_rank or self.grade or self.weight or self.lists or self.nominal
        )


class MethodCase(CaseHead):
    """A method on small statistics. Only what is expected is worked out, so only its statistics need be given."""

    period: PeriodKey
    units: dict[str, Annotated[CaseUnit, BeforeValidator(_unit)]] = Field(
        min_length=1, description="units with their groups"
    )
    statistics: dict[Code, Figures] = Field(description="figures by statistic and unit")
    earlier: dict[PeriodKey, dict[str, CaseResult]] = Field(
        default_factory=dict, description="earlier results by period and unit"
    )
    expect: Expected


class OutcomeCase(CaseHead):
    """What follows from scores: weights, adjustments, vetoes, ranks, grades and lists as files would say them.

    ``files`` holds pieces of those files. The tree is that of the weights; its leaves' scores are given.
    """

    files: dict[str, dict[str, Any]] = Field(
        description="pieces of weights.yaml (needed), adjustments.yaml, decisions.yaml and assessment.yaml, by the "
        "file's name without its ending; what a piece leaves out is equal in all cases"
    )
    period: PeriodKey
    units: dict[str, Annotated[CaseUnit, BeforeValidator(_unit)]] = Field(
        min_length=1, description="units with their groups"
    )
    tree: dict[Code, tuple[Code, ...]] = Field(
        default_factory=dict, description="leaves below a dimension whose weights a scheme gives"
    )
    scores: dict[Code, ByUnit] = Field(min_length=1, description="scores of the leaves by leaf and unit")
    targets: dict[Code, float] = Field(default_factory=dict, description="targets of leaves, whose scores are values")
    statistics: dict[Code, Figures] = Field(default_factory=dict, description="what adjustments and vetoes count")
    earlier: dict[PeriodKey, dict[str, CaseResult]] = Field(
        default_factory=dict, description="earlier results by period and unit"
    )
    expect: Expected


_KINDS = {"rule": "rule case", "aggregate": "aggregate case", "files": "outcome case", "expect": "method case"}


def _kind(value: object) -> str | None:
    """The kind of a case by the key that only this kind has."""
    if isinstance(value, dict):
        return next((kind for key, kind in _KINDS.items() if key in value), "method case")
    return None


Case = Annotated[
    Annotated[RuleCase, Tag("rule case")]
    | Annotated[AggregateCase, Tag("aggregate case")]
    | Annotated[OutcomeCase, Tag("outcome case")]
    | Annotated[MethodCase, Tag("method case")],
    Discriminator(_kind),
]


class CasesFile(Record):
    """A file of cases. ``method`` and ``weights`` are needed for cases of a whole method."""

    method: Code | None = Field(None, description="a method's folder; the one that the file lies in if left out")
    weights: str | None = Field(None, description="a file of weights, without its ending")
    cases: tuple[Case, ...] = Field(min_length=1)
