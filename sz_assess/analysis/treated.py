"""What was done to one value before it was scored, written out: put in, brought in, transformed."""

from __future__ import annotations

import numpy as np

from sz_assess.result import IMPUTED, Result, Status
from sz_assess.scoring.rules import Line
from sz_assess.text import NO_WORDS, Text, msg


def treated_lines(result: Result, unit: int, node: int) -> tuple[Line, ...]:
    """The steps from a leaf's value as delivered to the one that is scored; empty where nothing was done to it."""
    if result.data is None or np.isnan(result.value[unit, node]):
        return ()
    value = float(result.data.imputed[unit, node])
    lines: list[Line] = []
    if Status(int(result.status[unit, node])) in IMPUTED:
        lines.append(Line(msg("value put in"), "", value))
    outcome = result.data.outliers.get(result.nodes[node].code)
    if outcome is None or not outcome.changed[unit]:
        return tuple(lines)
    for attempt in outcome.in_force:
        if attempt.taken.moved[unit]:
            expression = attempt.step.written(value, attempt.taken.parameters)
            value = float(attempt.taken.values[unit])
            lines.append(Line(attempt.step.done(attempt.taken), expression, value))
    return tuple(lines)


def treated_note(result: Result, unit: int, node: int) -> Text:
    """That a value was treated against outliers, and what it was before; empty where it was not."""
    data = result.data
    outcome = None if data is None else data.outliers.get(result.nodes[node].code)
    if data is None or outcome is None or not outcome.changed[unit]:
        return NO_WORDS
    before, after = float(data.imputed[unit, node]), float(result.value[unit, node])
    return msg("treated against outliers: {before} became {after}", before=before, after=after)
