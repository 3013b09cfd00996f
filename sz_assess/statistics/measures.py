"""Where a table says its units of measure: they must be the method's."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sz_assess.errors import Problem
from sz_assess.method.model import Assessment
from sz_assess.statistics.layout import Layout
from sz_assess.statistics.lexicon import Lexicon
from sz_assess.statistics.tables.table import Table, quoted
from sz_assess.text import msg


def check_measures(table: Table, layout: Layout, statistics: Lexicon, assessment: Assessment) -> Iterator[Problem]:
    """One problem for each statistic and wrong unit of measure. A blank cell says nothing."""
    if layout.measure is None or layout.statistic is None:
        return
    measures = {measure.code: measure.name for measure in assessment.method.about.measures}
    names = table.columns[layout.measure].names()
    numbers = statistics.numbers(table.columns[layout.statistic].names())
    pairs, first = np.unique(np.column_stack([numbers, names.codes]), axis=0, return_index=True)
    for (number, code), record in zip(pairs.tolist(), first.tolist(), strict=True):
        text = names.texts[code]
        if not text or number >= len(statistics.codes):
            continue
        statistic = assessment.method.statistics[number]
        name = measures.get(statistic.unit)
        if text not in {statistic.unit, *((name.zh, name.en) if name else ())}:
            yield table.problem(
                int(table.rows[record]),
                layout.measure,
                msg("the unit of measure {text}", text=quoted(text)),
                msg("{measure}, in which the method takes {statistic}", measure=name or statistic.unit,
                    statistic=statistic.name),
                msg("convert the figures, then correct the unit of measure"),
                statistic.code,
            )  # fmt: skip
