"""Indicators: their values, what is done where a figure is missing, and their scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sz_assess.assess.doubles import scored
from sz_assess.assess.missing import fill_values, score_missing
from sz_assess.assess.parents import mark_parents
from sz_assess.assess.treatment import set_aside, treat_values
from sz_assess.assess.values import indicator_value, known_references, selected
from sz_assess.assess.workings import Workings
from sz_assess.numeric import FloatArray
from sz_assess.result import Status
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.leaves import Leaf

Known = list[dict[str, FloatArray]]
"""For each indicator reference points (units,) by name."""


def fill(work: Workings, given: Mapping[tuple[str, str], float] | None = None) -> None:
    """Put every indicator's values and statuses in; problems are gathered.

    ``given`` are values, by unit and indicator, that take the place of what the formulas give.
    """
    for position, indicator in work.leaves():
        work.values[:, position] = indicator_value(work.figures, indicator, work.figures.period)
        work.status[selected(indicator.not_applicable, work.figures.units), position] = Status.NOT_APPLICABLE
    if given:
        _put_in(work, given)
    mark_parents(work)
    thin = set_aside(work)
    for position, indicator in work.leaves():
        fill_values(work.figures, indicator, work.values[:, position], work.status[:, position], work.labels)
    treat_values(work, thin)


def _put_in(work: Workings, given: Mapping[tuple[str, str], float]) -> None:
    rows = {unit.code: row for row, unit in enumerate(work.figures.units)}
    positions = {indicator.code: position for position, indicator in work.leaves()}
    for (unit, code), value in given.items():
        work.values[rows[unit], positions[code]] = value


def score(work: Workings, known: Known | None = None, only: Sequence[int] | None = None) -> None:
    """Put every indicator's score and reference points in; problems are gathered.

    ``known`` is :func:`known_beforehand`, where it has been worked out; ``only`` leaves out all other indicators, by
    their number among the indicators.
    """
    if known is None:
        known = known_beforehand(work)
        work.stop_if_refused()
    numbers = range(len(known)) if only is None else only
    found = [work.leaves()[n] for n in numbers]
    among = work.populations()
    leaves = tuple(leaf_of(work, n, known[n]) for n in numbers)
    columns = [position for position, _ in found]
    used: list[dict[str, FloatArray]]
    try:
        work.scores[:, columns], used = scored(work.values.T[columns].T, leaves, among, work.stands_for)
    except DomainError as error:
        for part in error.parts:
            for row, column in zip(*np.nonzero(part.where), strict=True):
                _, indicator = found[column]
                work.figures.refuse(indicator.code, work.figures.units[row], indicator.formula, part)
        return
    for n, (position, indicator), leaf, seen in zip(numbers, found, leaves, used, strict=True):
        work.scores[:, position] = score_missing(
            indicator, work.scores[:, position], work.status[:, position], among[leaf.population], work.full(position)
        )
        full = np.broadcast_to(np.asarray(leaf.full, dtype=float), (work.size,))
        work.references[indicator.code] = {**known[n], **seen, "full": full}


def known_beforehand(work: Workings) -> Known:
    """For each indicator the reference points (units,) that do not follow from the units' values."""
    return [
        known_references(work.figures, indicator, indicator.scoring.long_form(indicator.direction).needs())
        for _, indicator in work.leaves()
    ]


def leaf_of(work: Workings, n: int, given: dict[str, FloatArray]) -> Leaf:
    """How the ``n``-th indicator is scored; ``given`` are its reference points that are known beforehand."""
    position, indicator = work.leaves()[n]
    rule = indicator.scoring.long_form(indicator.direction)
    return Leaf(
        rule=rule,
        direction=indicator.direction,
        population=work.population_key(rule),
        given={name: given[name] for name in sorted(rule.needs() | {"last_year"}) if name in given},
        full=work.full_on_scale(position, rule),
    )
