"""What the plausibility checks found, as tables."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from sz_assess.analysis.plausibility import Plausibility, plausibility
from sz_assess.i18n import Language, translator
from sz_assess.reports.tables import Cell, write_table
from sz_assess.result import Result

RELATED = ("group", "unit", "period", "distance", "limit", "odd", "observations", "statistics", "sentence")
DIGITS = ("check", "test", "unit", "amounts", "chance", "corrected", "odd", "sentence")
_DECIMALS = 6
"""Of distances and probabilities: finer than anybody reads, coarser than what processors differ in."""


def write_odd_figures(result: Result, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write plausibility.csv and digits.csv, as far as the method looks at such things."""
    spec = result.assessment.method.plausibility
    if spec.empty:
        return ()
    found = plausibility(result)
    tables = [
        (spec.related, "plausibility.csv", RELATED, related_rows(found, language)),
        (spec.digits, "digits.csv", DIGITS, digit_rows(found, language)),
    ]
    return tuple(write_table(folder / name, heading, rows) for used, name, heading, rows in tables if used)


def related_rows(found: Plausibility, language: Language) -> Iterator[tuple[Cell, ...]]:
    """A row for each unit in each group; for a group that could not be judged, one row that says why."""
    say = translator(language)
    for group in found.groups:
        if group.why_not is not None:
            why = group.why_not.to(say)
            yield group.spec.code, None, None, None, None, None, float(group.count), None, why
        for each in group.findings:
            yield (
                group.spec.code,
                each.unit.code,
                str(each.period),
                round(each.distance, _DECIMALS),
                round(each.limit, _DECIMALS),
                "yes" if each.odd else "no",
                float(group.count),
                " ".join(each.statistics),
                each.sentence.to(say),
            )


def digit_rows(found: Plausibility, language: Language) -> Iterator[tuple[Cell, ...]]:
    """A row for each test; without a unit it is of all rows together."""
    say = translator(language)
    for each in found.digits:
        chances = [None if math.isnan(chance) else round(chance, _DECIMALS) for chance in (each.chance, each.corrected)]
        odd = None if each.why_not is not None else "yes" if each.odd else "no"
        unit = None if each.unit is None else each.unit.code
        yield each.spec.code, each.test, unit, float(each.count), *chances, odd, each.sentence.to(say)
