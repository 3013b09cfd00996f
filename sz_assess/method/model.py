"""A whole method and a whole assessment, as the engine takes them: read, cross-checked, immutable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field

from sz_assess.method.adjustment import Adjustment, Veto
from sz_assess.method.assessment import AssessmentFile, Unit
from sz_assess.method.city import CityTarget
from sz_assess.method.common import Code, Named
from sz_assess.method.decisions.decision import Award, NamedList, Use
from sz_assess.method.decisions.firm_award import FirmAward, ReturnAward
from sz_assess.method.decisions.fund import Fund
from sz_assess.method.decisions.inspection import InspectionRules
from sz_assess.method.decisions.ladder import LadderAward
from sz_assess.method.decisions.responsibility import Responsibility
from sz_assess.method.decisions.task import TaskBook
from sz_assess.method.indicator import Dimension, Indicator, Missing
from sz_assess.method.ledger import Ledger
from sz_assess.method.plausibility import PlausibilityFile
from sz_assess.method.statistic import Statistic
from sz_assess.method.treatment import TreatmentFile
from sz_assess.method.weights import Weights
from sz_assess.scoring.rules.base import Over, Record


class Measure(Record):
    """A unit of measure."""

    code: str = Field(min_length=1)
    name: Named
    one: str | None = Field(None, min_length=1, description="its English name after the number 1, such as firm")


class Group(Record):
    """考核类别: units ranked among themselves."""

    code: Code
    name: Named


class Department(Record):
    """Who delivers data."""

    code: Code
    name: Named


class Document(Record):
    """The document that lays the method down."""

    title: Named
    number: str = Field(description="发文字号")
    date: str


class MethodFile(Record):
    """``method.yaml``: what a method is called, and the lists that its other files draw on."""

    code: Code
    name: Named
    document: Document
    years: tuple[int, int] = Field(description="first and last year that the method covers")
    over: Over = Field(description="the population of min, max, mean ... where a rule names none")
    measures: tuple[Measure, ...]
    departments: tuple[Department, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Method:
    """Everything that ``indicator_specs/<code>/`` says. ``dimensions`` are in file order, the root is implied."""

    about: MethodFile
    statistics: tuple[Statistic, ...]
    dimensions: tuple[Dimension, ...]
    adjustments: tuple[Adjustment, ...]
    vetoes: tuple[Veto, ...]
    awards: tuple[Award, ...]
    uses: tuple[Use, ...]
    city_targets: tuple[CityTarget, ...]
    treatment: TreatmentFile = field(default_factory=TreatmentFile)
    lists: tuple[NamedList, ...] = ()
    ledgers: tuple[Ledger, ...] = ()
    funds: tuple[Fund, ...] = ()
    ladders: tuple[LadderAward, ...] = ()
    firm_awards: tuple[FirmAward, ...] = ()
    returns: tuple[ReturnAward, ...] = ()
    plausibility: PlausibilityFile = field(default_factory=PlausibilityFile)
    inspection: InspectionRules | None = None
    responsibility: tuple[Responsibility, ...] = ()
    task_book: TaskBook | None = None

    def indicators(self) -> Iterator[Indicator]:
        """All leaves, in file order."""
        for dimension in self.dimensions:
            yield from _leaves(dimension)

    def walk(self) -> Iterator[tuple[Dimension | Indicator, int]]:
        """All nodes below the root with their level (1 below the root), parents before children."""
        for dimension in self.dimensions:
            yield from _walk(dimension, 1)


@dataclass(frozen=True)
class Assessment:
    """An assessment folder, read and checked. ``files`` are all method files read, for the manifest."""

    folder: Path
    about: AssessmentFile
    method: Method
    weights: Weights
    units: tuple[Unit, ...]
    files: tuple[Path, ...]

    @property
    def assessed(self) -> tuple[Unit, ...]:
        """The units that are scored and ranked."""
        return tuple(unit for unit in self.units if unit.role == "assessed")


def with_default(dimension: Dimension, policy: Missing) -> Dimension:
    """The dimension with a policy for missing figures in the place of ``default``, at all depths."""
    return dimension.model_copy(
        update={
            "indicators": tuple(
                each.model_copy(update={"missing": policy}) if each.missing == "default" else each
                for each in dimension.indicators
            ),
            "dimensions": tuple(with_default(each, policy) for each in dimension.dimensions),
        }
    )


def _leaves(dimension: Dimension) -> Iterator[Indicator]:
    yield from dimension.indicators
    for part in dimension.dimensions:
        yield from _leaves(part)


def _walk(dimension: Dimension, level: int) -> Iterator[tuple[Dimension | Indicator, int]]:
    yield dimension, level
    for indicator in dimension.indicators:
        yield indicator, level + 1
    for part in dimension.dimensions:
        yield from _walk(part, level + 1)
