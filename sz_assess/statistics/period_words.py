"""In words: what a figure of a period covers, what it was converted from, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sz_assess.method.statistic import Statistic
from sz_assess.periods import Period
from sz_assess.statistics.conversions import Conversion, accrual_of
from sz_assess.statistics.panel import Panel
from sz_assess.statistics.schema import in_frequency
from sz_assess.text import NO_WORDS, Text, msg, number

FREQUENCIES = {"yearly": msg("yearly"), "quarterly": msg("quarterly"), "monthly": msg("monthly")}
_NAMED = 12


def figure_words(panel: Panel, spec: Statistic, unit: str, period: Period) -> Text:
    """What there is to say of a unit's figure beside its cell: empty for one that was delivered for a year."""
    row = panel.rows[unit]
    if np.isnan(panel.series(spec.code, period)[row]):
        return why_missing(panel, spec, unit, period)
    found = panel.conversion(spec.code, unit, period)
    if found is not None:
        figures = [float(panel.reported(spec.code, part)[row]) for part in found.parts]
        return conversion_words(found, figures)
    return covers(spec, period)


def covers(spec: Statistic, period: Period) -> Text:
    """What a delivered figure covers where that is not plain: a running figure of a part of the year."""
    if accrual_of(spec) == "running" and period.kind != "Y":
        return msg("from January to the end of {period}", period=str(period))
    return NO_WORDS


def conversion_words(found: Conversion, figures: Sequence[float]) -> Text:
    """What a figure follows from; for a sum with the figures added up."""
    period, parts = str(found.period), [str(part) for part in found.parts]
    if found.accrual == "running":
        return msg("from January to the end of {period}: the figure of {other}", period=period, other=parts[0])
    if found.accrual == "stock":
        return msg("at the end of {period}: the figure of {other}", period=period, other=parts[0])
    return msg(
        "the sum of {parts}: {figures}",
        parts=_span(found.parts), figures=" + ".join(number(figure, 6) for figure in figures),
    )  # fmt: skip


def why_missing(panel: Panel, spec: Statistic, unit: str, period: Period) -> Text:
    """Why a unit has no figure of a period, and nothing makes up for it; empty for one that is counted."""
    if spec.counted is not None:
        return NO_WORDS
    if not in_frequency(spec, period):
        return msg("reported {frequency}: there is no figure for {period}",
                   frequency=FREQUENCIES[spec.frequency], period=str(period))  # fmt: skip
    row = panel.rows[unit]
    given = [each for each in panel.periods if not np.isnan(panel.reported(spec.code, each)[row])]
    given = [each for each in given if each.year == period.year]
    if accrual_of(spec) == "single":
        inside = [each for each in given if each != period and each.start >= period.start and each.end <= period.end]
        if inside:
            kind = max(inside, key=lambda each: "YHQM".index(each.kind)).kind
            gaps = [
                each for each in period.within(kind)
                if not any(part.start <= each.start and each.end <= part.end for part in inside)
            ]  # fmt: skip
            return msg(
                "not delivered; a sum needs {gaps} too, and nothing is filled in", gaps=[str(each) for each in gaps]
            )
        around = [each for each in given if each.start <= period.start and period.end <= each.end]
        if around:
            return msg("not delivered; {whole} can't be split into its parts", whole=str(around[0]))
    elif given:
        return msg(
            "not delivered; of that year there is {periods}, and nothing is filled in between",
            periods=[str(each) for each in given[:_NAMED]],
        )  # fmt: skip
    return msg("not delivered")


def _span(parts: Sequence[Period]) -> str:
    """Periods with a plus between them; a run of months or quarters by its ends."""
    if len(parts) > 3 and len({part.kind for part in parts}) == 1:
        return f"{parts[0]}–{parts[-1]}"
    return " + ".join(map(str, parts))


def span_words(statistic: Statistic) -> Text:
    """What a figure of a month or quarter is to cover."""
    if statistic.stock:
        return msg("at the end of the period")
    if statistic.cumulative:
        return msg("running figure: from January to the end of the period")
    return msg("of the period alone")
