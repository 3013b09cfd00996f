"""What a case file may say. A case is a sentence, a small input, what must come out, and who worked it out."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from sz_assess.errors import Refused
from sz_assess.method.collection import InspectionKey
from sz_assess.method.common import Code, Exact, PeriodKey
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

    @property
    def decides(self) -> bool:
        """Whether it expects anything of decisions."""
        return False


class RuleCase(CaseHead):
    """One scoring rule on a few values."""

    rule: AnyRule = Field(description="a scoring rule, as an indicator has it")
    direction: Literal["positive", "negative"] = Field("positive", description="whether more is better, or less")
    full: float = Field(100.0, gt=0, description="full marks, for a rule with scale: points")
    values: dict[str, float] = Field(min_length=1, description="a value for each unit")
    groups: dict[str, str] = Field(default_factory=dict, description="the group of each unit, for over: group")
    given: dict[Code, float | ByUnit] = Field(
        default_factory=dict, description="target, last_year and other reference points: one number, or one a unit"
    )
    scores: ByUnit = Field(description="the scores that must come out")


class AggregateCase(CaseHead):
    """One aggregator on a few scores."""

    aggregate: AnyAggregator = Field(description="a way to put scores together, as a weights file has it")
    parts: dict[str, dict[Code, float | None]] = Field(min_length=1, description="each unit's scores of the parts")
    groups: dict[str, str] = Field(default_factory=dict, description="the group of each unit, for over: group")
    weights: dict[Code, float] = Field(min_length=1, description="each part's weight; they count in proportion")
    scores: ByUnit = Field(description="the scores that must come out")
    ranks: NoneOrByUnit = Field(default_factory=dict, description="the places that must come out")


class CaseUnit(Record):
    """A unit of a method case."""

    group: Code = Field(description="its group, one of the method's")
    role: Literal["assessed", "city", "benchmark"] = Field("assessed", description="as in units.csv")
    part_of: str = Field("", description="the unit that it is a part of, as in units.csv")
    figures_of: str = Field("", description="the unit whose figures it is scored on, as in units.csv")


class CaseResult(Record):
    """A unit in a result: what is left out, it has not got."""

    score: Number | None = Field(None, description="the total as published")
    rank: Number | None = Field(None, description="the place among all")
    group_rank: Number | None = Field(None, description="the place within its group")
    grade: str | None = Field(None, description="the grade, by its code")


def _unit(value: object) -> object:
    return {"group": value} if isinstance(value, str) else value


UnitKey = Annotated[CaseUnit, BeforeValidator(_unit, json_schema_input_type=CaseUnit | str)]
"""A unit's group alone, or more about it."""


def _dated(value: object) -> object:
    """A plain number is the figure of the case's own period."""
    return value if isinstance(value, dict) else {"": value}


Dated = Annotated[
    dict[PeriodKey | Literal[""], Number | None],
    BeforeValidator(_dated, json_schema_input_type=dict[str, Number | None] | Number | None),
]
Figures = dict[str, Dated]
"""By unit: a number for the period, or numbers by period."""

Cell = str | int | Number | bool | None
Row = Annotated[tuple[Cell, ...], Field(min_length=1)]
Rows = Annotated[tuple[Row, ...], Field(min_length=2)]
"""A small table: the headings, then rows; null is a blank cell."""

ByFirm = Annotated[dict[str, Number | dict[Code, Number | None] | None], Field(min_length=1)]
"""A firm's yuan, or its yuan by kind of honour; null where a figure is missing."""


DECISIONS = (
    "awards", "by_firm", "schedule", "fund", "coefficient", "reserve", "inspection", "sample", "year_score",
    "year_grade", "task",
)  # fmt: skip
"""What of :class:`Expected` is about decisions."""


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
    city: dict[Code, Number | None] = Field(default_factory=dict, description="values of city targets")
    met: dict[Code, bool] = Field(default_factory=dict, description="whether city targets are met")
    by_firm: dict[Code, ByFirm] = Field(
        default_factory=dict,
        description="yuan of an award that is read row by row, by firm or project: one number, or one for each kind of "
        "honour; 0 for one that gets nothing",
    )
    schedule: dict[Code, dict[str, Dated]] = Field(
        default_factory=dict,
        description="yuan of returned revenue by project and year; null for a year whose gain is not known yet",
    )
    fund: dict[Code, ByUnit] = Field(default_factory=dict, description="what a fund gives each unit, in its money")
    coefficient: dict[Code, ByUnit] = Field(
        default_factory=dict, description="each unit's performance coefficient in a fund"
    )
    reserve: dict[Code, Number] = Field(default_factory=dict, description="what a fund keeps back")
    inspection: dict[Code, tuple[str, ...]] = Field(
        default_factory=dict,
        description="all units that a rule of inspection puts on the list; unit:matter for one of several matters, "
        "as items are called",
    )
    sample: dict[Code, ByUnit] = Field(
        default_factory=dict,
        description="how many firms or projects are drawn at a unit, for all items of a rule together",
    )
    year_score: dict[Code, ByUnit] = Field(
        default_factory=dict, description="scores of a yearly assessment, by unit or department"
    )
    year_grade: dict[Code, dict[str, str | None]] = Field(
        default_factory=dict, description="grades of a yearly assessment, by unit or department"
    )
    task: dict[Code, ByUnit] = Field(
        default_factory=dict, description="each unit's target of a task; null where it does not apply"
    )

    @model_validator(mode="after")
    def _something(self) -> Expected:
        if not any(getattr(self, name) for name in type(self).model_fields):
            raise Refused(msg("nothing expected"), msg("at least one of value, score, points, rank ..."))
        return self

    @property
    def decides(self) -> bool:
        """Whether anything is expected of decisions."""
        return any(getattr(self, name) for name in DECISIONS)

    @property
    def whole(self) -> bool:
        """Whether the whole method is needed, and not only some of its indicators."""
        return bool(
            self.total or self.rank or self.group_rank or self.grade or self.weight or self.lists or self.nominal
        )


class MethodCase(CaseHead):
    """A method on small statistics. Only what is expected is worked out, so only its statistics need be given.

    Decisions that follow from places and grades take them from ``result``; without it the whole method is worked out.
    """

    period: PeriodKey = Field(description="what is assessed: 2018, 2018H1, 2018Q3 or 2018M06")
    units: dict[str, UnitKey] = Field(min_length=1, description="units with their groups")
    statistics: dict[Code, Figures] = Field(default_factory=dict, description="figures by statistic and unit")
    ledgers: dict[Code, Rows] = Field(
        default_factory=dict,
        description="rows of ledgers, by the code of the ledger: the headings first, then a list for each row; figures "
        "that the method counts from them are counted, unless statistics: states them",
    )
    items: tuple[Row, ...] = Field(
        (),
        description="the ledger of inspection items, as inspection/ledger.csv has it: the headings item, action, by, "
        "on, due and note first, then a list for each change",
    )
    departments: dict[str, dict[Code, Number | None]] = Field(
        default_factory=dict,
        description="figures about departments, as departments.csv has them, and those that a run counts itself; only "
        "these departments have a year",
    )
    result: dict[str, CaseResult] = Field(
        default_factory=dict, description="the result that decisions start from, where figures need not lead to it"
    )
    earlier: dict[PeriodKey, dict[str, CaseResult]] = Field(
        default_factory=dict, description="earlier results by period and unit"
    )
    inspection: InspectionKey | None = Field(None, description="the days that inspection counts from")
    pools: dict[Code, Exact] = Field(
        default_factory=dict, description="by the code of a fund: how much there is, in place of the file's pool"
    )
    expect: Expected = Field(description="what must come out")

    @property
    def decides(self) -> bool:
        return self.expect.decides

    @model_validator(mode="after")
    def _worked_out_or_given(self) -> MethodCase:
        if self.result and self.expect.whole:
            found = msg("result, and totals, weights, places, grades or lists expected")
            raise Refused(found, msg("either: what is given is not worked out"))
        return self


class OutcomeCase(CaseHead):
    """What follows from scores: weights, adjustments, vetoes, ranks, grades and lists as files would say them.

    ``files`` holds pieces of those files. The tree is that of the weights; its leaves' scores are given.
    """

    files: dict[str, dict[str, Any]] = Field(
        description="pieces of weights.yaml (needed), adjustments.yaml, decisions.yaml and assessment.yaml, by the "
        "file's name without its ending; what a piece leaves out is equal in all cases"
    )
    period: PeriodKey = Field(description="what is assessed: 2018, 2018H1, 2018Q3 or 2018M06")
    units: dict[str, UnitKey] = Field(min_length=1, description="units with their groups")
    tree: dict[Code, tuple[Code, ...]] = Field(
        default_factory=dict, description="leaves below a dimension whose weights a scheme gives"
    )
    scores: dict[Code, ByUnit] = Field(min_length=1, description="scores of the leaves by leaf and unit")
    targets: dict[Code, float] = Field(default_factory=dict, description="targets of leaves, whose scores are values")
    statistics: dict[Code, Figures] = Field(default_factory=dict, description="what adjustments and vetoes count")
    earlier: dict[PeriodKey, dict[str, CaseResult]] = Field(
        default_factory=dict, description="earlier results by period and unit"
    )
    expect: Expected = Field(description="what must come out")

    @property
    def decides(self) -> bool:
        return self.expect.decides


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
    cases: tuple[Case, ...] = Field(min_length=1, description="the cases")
