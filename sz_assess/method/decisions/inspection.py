"""Inspection 督查 in ``decisions.yaml``: what puts a unit on the list, what is checked there, which firms are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from sz_assess.errors import Refused
from sz_assess.method.common import Code, Exact, Named, Source
from sz_assess.method.ledger import RowExpression
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.scoring.rules.base import Record
from sz_assess.text import msg

LAST_MONTH, WHOLE = 12, 100


def _month(value: object) -> object:
    """A month's number; keys of files are texts."""
    if isinstance(value, str | int) and str(value) in map(str, range(1, LAST_MONTH + 1)):
        return int(value)
    raise Refused(repr(value), msg("a month from 1 to 12"))


Month = Annotated[int, BeforeValidator(_month)]


class LastPlaces(Record):
    """The last places 末位; how many stands in the weights file."""

    what: Literal["last_places"]
    over: Literal["all", "group"] = Field(description="places among all, or within each group")
    least_units: int = Field(ge=2, description="where fewer units are ranked, nobody is last")


class Scheduled(Record):
    """An indicator whose target is the plan of the year, which its value grows towards month by month."""

    indicator: Code
    curve: dict[Month, Exact] = Field(
        default_factory=dict,
        description="per cent of the plan due by the end of a month, by the month's number; left out: so many twelfths",
    )

    @model_validator(mode="after")
    def _rising(self) -> Scheduled:
        if not self.curve:
            return self
        months = sorted(self.curve)
        shares = [self.curve[month] for month in months]
        sound = months[-1] == LAST_MONTH and shares[-1] == WHOLE and shares[0] >= 0
        if not sound or shares != sorted(shares):
            found = ", ".join(f"{month}: {self.curve[month]}" for month in months)
            raise Refused(found, msg("months from 1 to 12, per cents that never fall, and 12: 100"))
        return self


Light = Literal["green", "yellow", "red"]


class Lights(Record):
    """Schedule progress 序时进度: how far a task is behind its plan, as lights; the lines stand in the weights file."""

    what: Literal["lights"]
    tasks: tuple[Scheduled, ...] = Field(min_length=1)
    on: tuple[Literal["yellow", "red"], ...] = Field(min_length=1, description="the lights that make an item")


class Falls(Record):
    """Places lost on the earlier result; how many stands in the weights file."""

    what: Literal["falls"]


class Gaps(Record):
    """Targets missed by so many per cent of the target; how many stands in the weights file."""

    what: Literal["gaps"]
    indicators: tuple[Code, ...] = Field((), description="only these; all that have targets if left out")
    zero_target: Literal["any_gap", "passed_over"] = Field(
        description="a target of 0, of which no per cents can be taken: any gap counts, or none"
    )


class Doubtful(Record):
    """Figures that were warned of and that nobody has confirmed."""

    what: Literal["warnings"]


class Implausible(Record):
    """Figures of related statistics that move apart, as plausibility.yaml has them looked at."""

    what: Literal["implausible"]


class Problems(Record):
    """Problems of a ledger that are open though they are due 逾期未销号."""

    what: Literal["overdue"]
    ledger: Code
    entered: Literal["in_period", "ever"] = Field(description="only problems entered in the assessed period, or all")
    filed: Code = Field(description="the column with the day on which a problem was entered")
    due: Code | None = Field(
        None, description="the column with the day by which it is due; left out: so many days from the entry, which "
        "the weights file says"
    )  # fmt: skip
    closed: Code = Field(
        description="the column with the day on which it was closed, blank while it is open; or one of yes and no, "
        "where blank is not reported"
    )


class Struck(Record):
    """Vetoes and deductions that hit the unit."""

    what: Literal["adjustments"]
    kinds: tuple[Literal["veto", "deduction"], ...] = Field(min_length=1)


AnyFinding = Annotated[
    LastPlaces | Lights | Falls | Gaps | Doubtful | Implausible | Problems | Struck, Field(discriminator="what")
]


class InspectionRule(Record):
    """What makes items of inspection, and what is done about them."""

    code: Code
    name: Named
    finds: AnyFinding = Field(description="what puts a unit on the list")
    check: Named = Field(description="what is checked on the spot")
    department: Code = Field(description="who answers for it, one of the method's departments")
    sample: Code | None = Field(None, description="the sample that is drawn for each item; none if left out")
    source: Source | None = None


class Stratum(Record):
    """A layer of a sample: rows for which its condition holds and none of those above it did."""

    code: Code
    name: Named
    where: RowExpression | None = Field(None, description="a condition over the ledger's columns; left out: the rest")


class Sample(Record):
    """How firms or projects are drawn from a ledger: by strata, in proportion, by a draw that can be repeated."""

    code: Code
    ledger: Code
    name_column: Code = Field(description="the column with the name of the firm or project")
    strata: tuple[Stratum, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _all_rows(self) -> Sample:
        open_ones = [n for n, stratum in enumerate(self.strata) if stratum.where is None]
        if open_ones != [len(self.strata) - 1]:
            raise Refused(msg("{n} strata without where", n=len(open_ones)),
                          msg("where: in all strata but the last, which takes the rest"))  # fmt: skip
        codes = [stratum.code for stratum in self.strata]
        if len(set(codes)) < len(codes):
            raise Refused(msg("strata {codes}", codes=codes), msg("a code of its own for each stratum"))
        return self


class InspectionRules(Record):
    """督查: rules that make the list, samples that they draw, and what holds for the ledger of items."""

    rules: tuple[InspectionRule, ...] = Field(min_length=1)
    samples: tuple[Sample, ...] = ()
    closed: Literal["final", "may_reopen"] = Field(
        description="an item that is closed out 销号: stays closed, or may be opened again within reopen_days"
    )
    reopen_days: int | None = Field(None, ge=1, description="with may_reopen: within how many days of the closing")
    proposal: bool = Field(False, description="true: no document lays these rules down; said on the page")
    source: Source | None = None

    @model_validator(mode="after")
    def _sound(self) -> InspectionRules:
        if (self.closed == "may_reopen") != (self.reopen_days is not None):
            raise Refused(msg("closed: {word} and reopen_days: {days}", word=self.closed, days=str(self.reopen_days)),
                          msg("reopen_days with may_reopen, and only there"))  # fmt: skip
        return self

    def sample_of(self, rule: InspectionRule) -> Sample | None:
        """The sample that a rule draws."""
        return next((sample for sample in self.samples if sample.code == rule.sample), None)

    def columns(self) -> Iterator[tuple[KeyPath, str, str, tuple[str, ...]]]:
        """Where a ledger's column is named, the ledger, the column, and the types that it may have."""
        for n, rule in enumerate(self.rules):
            finds = rule.finds
            if isinstance(finds, Problems):
                path: KeyPath = ("rules", n, "finds")
                yield (*path, "filed"), finds.ledger, finds.filed, ("date",)
                yield (*path, "closed"), finds.ledger, finds.closed, ("date", "boolean")
                if finds.due is not None:
                    yield (*path, "due"), finds.ledger, finds.due, ("date",)
        for n, sample in enumerate(self.samples):
            yield ("samples", n, "name_column"), sample.ledger, sample.name_column, ("text",)
