"""An indicator against outliers: tested, then treated step by step until it passes, each step kept to be looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from sz_assess.numeric import BoolArray, FloatArray
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.treatment.shape import Measured, ShapeTest
from sz_assess.scoring.treatment.step import Step, Taken

Otherwise = Literal["keep_last", "leave_untreated", "refuse"]
"""What is done where no step makes an indicator pass."""
Verdict = Literal["passed", "treated", "kept_last", "left_untreated", "refused", "too_few"]


@dataclass(frozen=True)
class Plan:
    """How one indicator is treated. ``on_top``: each step goes on from the one before, else from the untreated."""

    test: ShapeTest
    steps: tuple[Step, ...]
    on_top: bool
    otherwise: Otherwise


@dataclass(frozen=True)
class Attempt:
    """One step that was tried: what it gave for every unit (NaN where there is no value), and the test after it."""

    step: Step
    taken: Taken
    after: Measured

    @property
    def moved(self) -> int:
        """How many units' values it moved."""
        return int(np.count_nonzero(self.taken.moved))


@dataclass(frozen=True)
class Outcome:
    """What became of one indicator. ``values`` and ``changed`` are (units,).

    ``before`` is None where there were too few values to be tested.
    """

    count: int
    before: Measured | None
    attempts: tuple[Attempt, ...]
    verdict: Verdict
    values: FloatArray
    changed: BoolArray
    on_top: bool = False

    @property
    def in_force(self) -> tuple[Attempt, ...]:
        """The steps, in order, that the values have gone through; empty for an untreated indicator."""
        if self.verdict not in {"treated", "kept_last"}:
            return ()
        return self.attempts if self.on_top else self.attempts[-1:]


def treat(values: FloatArray, plan: Plan) -> Outcome:
    """Treat one indicator's values (units,), NaN where there is none; what passes is not touched.

    Raises :class:`DomainError` (units, 1) for values that a step can't take. At least four values are needed.
    """
    there = ~np.isnan(values)
    known = values[there]
    before = plan.test.measure(known)
    nothing = np.zeros(values.shape, dtype=bool)
    if before.passes:
        return Outcome(known.size, before, (), "passed", values, nothing)
    attempts: list[Attempt] = []
    now = known
    for step in plan.steps:
        try:
            taken = step.take(now if plan.on_top else known, plan.test)
        except DomainError as error:
            raise DomainError(_wide(error.where[:, 0], there), error.found, error.expected, error.mend) from None
        now = taken.values
        attempts.append(Attempt(step, _spread(taken, there), plan.test.measure(now)))
        if attempts[-1].after.passes:
            break
    passes = attempts[-1].after.passes
    if not passes and plan.otherwise != "keep_last":
        verdict: Verdict = "refused" if plan.otherwise == "refuse" else "left_untreated"
        return Outcome(known.size, before, tuple(attempts), verdict, values, nothing, plan.on_top)
    out = attempts[-1].taken.values
    moved = np.asarray(there & (out != values))
    return Outcome(known.size, before, tuple(attempts), "treated" if passes else "kept_last", out, moved, plan.on_top)


def untested(values: FloatArray) -> Outcome:
    """An indicator with too few values for a test, left as it is."""
    count = int(np.count_nonzero(~np.isnan(values)))
    return Outcome(count, None, (), "too_few", values, np.zeros(values.shape, dtype=bool))


def _spread(taken: Taken, there: BoolArray) -> Taken:
    values = np.full(there.shape, np.nan)
    values[there] = taken.values
    moved = np.zeros(there.shape, dtype=bool)
    moved[there] = taken.moved
    return Taken(values, moved, taken.parameters)


def _wide(where: BoolArray, there: BoolArray) -> BoolArray:
    out = np.zeros((there.size, 1), dtype=bool)
    out[there, 0] = where
    return out
