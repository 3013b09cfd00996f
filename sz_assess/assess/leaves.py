"""Indicators: their values, what is done where a figure is missing, and their scores."""

from __future__ import annotations

import numpy as np

from sz_assess.assess.missing import fill_values, score_missing
from sz_assess.assess.parents import mark_parents
from sz_assess.assess.treatment import set_aside, treat_values
from sz_assess.assess.values import indicator_value, known_references, selected
from sz_assess.assess.workings import Workings
from sz_assess.numeric import FloatArray
from sz_assess.result import Status
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.leaves import Leaf, score_leaves


def fill(work: Workings) -> None:
    """Put every indicator's values and statuses in; problems are gathered."""
    for position, indicator in work.leaves():
        work.values[:, position] = indicator_value(work.figures, indicator, work.figures.period)
        work.status[selected(indicator.not_applicable, work.figures.units), position] = Status.NOT_APPLICABLE
    mark_parents(work)
    thin = set_aside(work)
    for position, indicator in work.leaves():
        fill_values(work.figures, indicator, work.values[:, position], work.status[:, position], work.labels)
    treat_values(work, thin)


def score(work: Workings) -> None:
    """Put every indicator's score and reference points in; problems are gathered."""
    found = work.leaves()
    among = work.populations()
    known = [
        known_references(work.figures, indicator, indicator.scoring.long_form(indicator.direction).needs())
        for _, indicator in found
    ]
    leaves = tuple(_leaf(work, n, given) for n, given in enumerate(known))
    columns = [position for position, _ in found]
    used: list[dict[str, FloatArray]]
    try:
        work.scores[:, columns], used = score_leaves(work.values.T[columns].T, leaves, among)
    except DomainError as error:
        for part in error.parts:
            for row, column in zip(*np.nonzero(part.where), strict=True):
                _, indicator = found[column]
                work.figures.refuse(indicator.code, work.figures.units[row], indicator.formula, part)
        return
    for (position, indicator), leaf, given, seen in zip(found, leaves, known, used, strict=True):
        work.scores[:, position] = score_missing(
            indicator, work.scores[:, position], work.status[:, position], among[leaf.population], work.full(position)
        )
        full = np.broadcast_to(np.asarray(leaf.full, dtype=float), (work.size,))
        work.references[indicator.code] = {**given, **seen, "full": full}


def _leaf(work: Workings, n: int, given: dict[str, FloatArray]) -> Leaf:
    position, indicator = work.leaves()[n]
    rule = indicator.scoring.long_form(indicator.direction)
    return Leaf(
        rule=rule,
        direction=indicator.direction,
        population=work.population_key(rule),
        given={name: given[name] for name in sorted(rule.needs() | {"last_year"}) if name in given},
        full=work.full_on_scale(position, rule),
    )
