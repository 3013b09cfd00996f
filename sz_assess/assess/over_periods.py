"""A year's score made of its parts' published scores: quarters, halves, months, beside the year's own."""

from __future__ import annotations

import numpy as np

from sz_assess.assess.workings import Workings
from sz_assess.errors import Problem
from sz_assess.method.weights import WHOLE_YEAR
from sz_assess.numeric import FloatArray
from sz_assess.statistics.earlier import Earlier
from sz_assess.text import msg


def over_periods(
    work: Workings, own: FloatArray, earlier: tuple[Earlier, ...]
) -> tuple[FloatArray, dict[str, FloatArray]]:
    """The base (units,) of the year and the scores that it is made of, by part; ``own`` where the file names no parts.

    A unit without a score in one of the parts is a problem.
    """
    parts = work.assessment.weights.over_periods
    if not parts:
        return own, {}
    results = {each.period: each for each in earlier}
    scores: dict[str, FloatArray] = {}
    for part in parts:
        if part == WHOLE_YEAR:
            scores[part] = own
            continue
        period = work.figures.period.part_of_year(part)
        places = results[period].places if period in results else {}
        scores[part] = np.array([
            places[unit.code].score if unit.code in places else np.nan for unit in work.figures.units
        ])  # fmt: skip
        for row in np.flatnonzero(np.isnan(scores[part])):
            work.figures.problems.append(
                Problem(
                    file="previous",
                    key=f"{period}, {work.figures.units[row].code}",
                    found=msg("no score for {period}", period=str(period)),
                    expected=msg("a score of every unit in every part of the year that counts"),
                )
            )
    base = np.zeros(work.size)
    for part, share in parts.items():
        if share:
            base = base + float(share) / 100.0 * scores[part]
    return base, scores
