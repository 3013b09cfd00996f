"""What the plausibility checks found: frozen, for reports, the command line and the list of what is inspected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sz_assess.analysis.plausibility.pool import Pool
from sz_assess.method.assessment import Unit
from sz_assess.method.common import Name
from sz_assess.method.plausibility import DigitCheck, DigitTest, Related
from sz_assess.numeric import FloatArray
from sz_assess.periods import Period
from sz_assess.text import Text


@dataclass(frozen=True)
class MemberFigure:
    """A member's growth in per cent, NaN where not known. ``distance``: how far the group's first figure lies from what
    this one lets expect, in robust standard deviations, above 0 where it is high; NaN for the first itself."""

    name: Name
    value: float
    distance: float
    statistics: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """One unit in one group for the assessed period; a ``distance`` beyond ``limit`` is odd."""

    group: Related
    unit: Unit
    period: Period
    distance: float
    limit: float
    odd: bool
    figures: tuple[MemberFigure, ...]
    sentence: Text

    @property
    def statistics(self) -> tuple[str, ...]:
        """Codes of the statistics that it is about, each once."""
        return tuple(dict.fromkeys(code for figure in self.figures for code in figure.statistics))


@dataclass(frozen=True)
class GroupOutcome:
    """One group. ``distance`` (rows,) is that of every observation of the pool; ``count`` are those that it is judged
    by; ``why_not`` says why nothing was judged, and then there are no findings."""

    spec: Related
    pool: Pool
    distance: FloatArray
    count: int
    limit: float
    findings: tuple[Finding, ...]
    why_not: Text | None = None


@dataclass(frozen=True)
class DigitOutcome:
    """One test of one column, of all units' rows (``unit`` None) or one unit's. ``counts`` and ``expected`` are by
    digit, from ``first_digit`` on. ``chance`` is the probability of as much by chance alone, ``corrected`` after all
    tests together. ``why_not`` says why there is no answer, and then there are no probabilities."""

    spec: DigitCheck
    test: DigitTest
    unit: Unit | None
    count: int
    counts: tuple[int, ...]
    expected: tuple[float, ...]
    first_digit: int
    chance: float
    corrected: float
    odd: bool
    sentence: Text
    why_not: Text | None = None


@dataclass(frozen=True)
class Plausibility:
    """Everything that was looked at, in the order of the method."""

    groups: tuple[GroupOutcome, ...] = ()
    digits: tuple[DigitOutcome, ...] = ()

    @property
    def findings(self) -> Iterator[Finding]:
        """Every unit in every group that could be judged."""
        return (finding for group in self.groups for finding in group.findings)

    @cached_property
    def odd(self) -> tuple[Finding, ...]:
        """Findings that look odd, by group and unit."""
        return tuple(finding for finding in self.findings if finding.odd)

    @cached_property
    def odd_digits(self) -> tuple[DigitOutcome, ...]:
        """Tests of digits that look odd."""
        return tuple(outcome for outcome in self.digits if outcome.odd)

    def odd_of(self, unit: str) -> tuple[Finding | DigitOutcome, ...]:
        """What looks odd of one unit, by its code."""
        return tuple(self._odd_by_unit.get(unit, ()))

    @cached_property
    def _odd_by_unit(self) -> dict[str, list[Finding | DigitOutcome]]:
        out: dict[str, list[Finding | DigitOutcome]] = {}
        both: list[Finding | DigitOutcome] = [*self.odd, *self.odd_digits]
        for each in both:
            if each.unit is not None:
                out.setdefault(each.unit.code, []).append(each)
        return out
