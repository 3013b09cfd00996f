"""The assessment again with values of indicators changed, by the same steps, without reading or evaluating anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sz_assess.assess import leaves
from sz_assess.assess.adjustments import Adjusted, adjust, strike
from sz_assess.assess.leaves import Known, known_beforehand
from sz_assess.assess.run import Ends, conclude, start
from sz_assess.assess.workings import Workings
from sz_assess.errors import InputError
from sz_assess.result import Result, Status, VetoOutcome

Changes = Mapping[tuple[int, int], float]
"""New values by unit and node, both as positions in the result."""

FROM_OTHERS = (
    Status.IMPUTED_GROUP_MEAN,
    Status.IMPUTED_GROUP_MEDIAN,
    Status.IMPUTED_MEAN,
    Status.IMPUTED_MEDIAN,
)
"""Values that are put in from those of other units. The lowest score of others is put in where scores are made."""


@dataclass(frozen=True)
class Again:
    """An assessment up to its scores, from where it can be worked out again."""

    result: Result
    work: Workings
    known: Known
    vetoes: tuple[VetoOutcome, ...]
    """Those that go by statistics: an indicator's value does not change them."""
    adjusted: Adjusted
    numbers: Mapping[int, int]
    """An indicator's number among the indicators, by its position."""

    def ends(self, changes: Changes) -> Ends | None:
        """What comes of other values; None where a rule refuses them. Everybody else's figures stay as they are."""
        rows = self._with_doubles(changes)
        columns = sorted({column for _, column in rows})
        problems = self.work.figures.problems
        try:
            given = any(self.work.status[row, column] == Status.MISSING_WORST for row, column in rows)
            if given or any(self.refills(column) for column in columns):
                return self._from_the_start(rows)
            work = replace(
                self.work,
                values=self.work.values.copy(order="F"),
                status=self.work.status.copy(order="F"),
                scores=self.work.scores.copy(order="F"),
                references=dict(self.work.references),
                vetoes=self.vetoes,
            )
            for (row, column), value in rows.items():
                work.values[row, column] = value
            leaves.score(work, self.known, [self.numbers[column] for column in columns])
            work.stop_if_refused()
            return conclude(work, self.adjusted, self.result.assessment.method, self.result.earlier)
        except InputError:
            return None
        finally:
            problems.clear()

    @cached_property
    def as_it_is(self) -> Ends:
        """What comes of the values as they are."""
        ends = self.ends({})
        if ends is None:
            raise ValueError("a result that its own assessment refuses")
        return ends

    def refills(self, column: int) -> bool:
        """Whether a new value of one unit changes what stands in for missing ones, or how outliers are treated."""
        treatment = self.result.assessment.method.treatment
        screened = treatment.screening is not None and treatment.screening.non_zero_at_least is not None
        treated = self.result.data is not None and self.result.nodes[column].code in self.result.data.outliers
        return screened or treated or bool(np.isin(self.work.status[:, column], FROM_OTHERS).any())

    def _with_doubles(self, changes: Changes) -> dict[tuple[int, int], float]:
        """The changes, also for units that are scored on the figures of one that changes."""
        units = self.result.units
        return {
            (row, column): value
            for (changed, column), value in changes.items()
            for row in range(len(units))
            if row == changed or units[row].source == units[changed].source
        }

    def _from_the_start(self, rows: Changes) -> Ends:
        result = self.result
        method = result.assessment.method
        work = start(result.assessment, result.panel, method)
        codes = {(result.units[row].code, result.nodes[column].code): value for (row, column), value in rows.items()}
        leaves.fill(work, codes)
        work.vetoes = self.vetoes
        work.stop_if_refused()
        leaves.score(work)
        work.stop_if_refused()
        return conclude(work, self.adjusted, method, result.earlier)


def again(result: Result) -> Again:
    """Make a result ready to be worked out again. It must have been made without points or values put in."""
    work = start(result.assessment, result.panel, result.assessment.method)
    leaves.fill(work)
    vetoes = strike(work.figures)
    adjusted = adjust(work)
    known = known_beforehand(work)
    leaves.score(work, known)
    work.stop_if_refused()
    return Again(result, work, known, vetoes, adjusted, {column: n for n, (column, _) in enumerate(work.leaves())})
