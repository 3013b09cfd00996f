"""What a case found: every number beside the one expected, and how it came about."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sz_assess.cases.spec import CaseHead
from sz_assess.cases.working import Step
from sz_assess.errors import Words
from sz_assess.numeric import NOISE

Number = float | str | bool | None


@dataclass(frozen=True)
class Compared:
    """One thing expected: what (score, rank ...), of which node, for which unit. None and NaN both mean: nothing."""

    what: str
    node: str
    unit: str
    expected: Number
    found: Number
    agrees: bool


@dataclass(frozen=True)
class CaseOutcome:
    """One case worked out. ``working`` holds the computation for whoever asks; ``refused`` why it could not run."""

    spec: CaseHead
    compared: tuple[Compared, ...]
    working: tuple[Step, ...] = ()
    refused: tuple[Words, ...] = ()

    @property
    def passed(self) -> bool:
        """Nothing compared is nothing proved."""
        return not self.refused and bool(self.compared) and all(each.agrees for each in self.compared)


def compare(
    what: str, node: str, expected: dict[str, float | None], found: dict[str, float], tolerance: float
) -> list[Compared]:
    """Numbers by unit. A unit that is not found at all does not agree."""
    out: list[Compared] = []
    for unit, want in expected.items():
        have = found.get(unit, math.nan)
        if want is None:
            agrees = unit in found and math.isnan(have)
        else:
            agrees = abs(have - want) <= tolerance + NOISE * max(1.0, abs(want))
        out.append(Compared(what, node, unit, want, None if math.isnan(have) else have, agrees))
    return out
