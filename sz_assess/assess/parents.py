"""Units made of other units: a parent's score at some nodes is a mean of its parts' scores."""

from __future__ import annotations

import numpy as np

from sz_assess.assess.workings import Workings
from sz_assess.errors import Problem
from sz_assess.numeric import BoolArray, FloatArray, exact_sum
from sz_assess.result import Status
from sz_assess.text import msg


def mark_parents(work: Workings) -> None:
    """Note which parts make up which parent, with their shares, and where the parent has no score of its own.

    Problems are gathered.
    """
    spec = work.assessment.weights.parents
    if spec is None or spec.made_of == "figures":
        return
    units = work.figures.units
    parts: dict[str, list[int]] = {}
    for n, unit in enumerate(units):
        if unit.part_of:
            parts.setdefault(unit.part_of, []).append(n)
    for row, unit in enumerate(units):
        if unit.code in parts:
            work.made_of[row] = _shares(work, row, parts[unit.code], spec.weighted_by)
    below = _below(work, set(spec.at))
    for row in work.made_of:
        work.status[row, below] = Status.OF_PARTS
        work.values[row, below] = np.nan


def _below(work: Workings, codes: set[str]) -> list[int]:
    """The named nodes and all below them."""
    found: set[int] = set()
    for position, node in enumerate(work.nodes):
        if node.code in codes or node.parent in found:
            found.add(position)
    return sorted(found)


def aside(work: Workings) -> BoolArray | None:
    """(units, nodes) where a parent has no score of its own: at the named nodes and below; None without parents."""
    spec = work.assessment.weights.parents
    if spec is None or not work.made_of:
        return None
    out = np.zeros(work.scores.shape, dtype=bool)
    out[np.ix_(list(work.made_of), _below(work, set(spec.at)))] = True
    return out


def _shares(work: Workings, row: int, parts: list[int], weighted_by: str | None) -> tuple[tuple[int, float], ...]:
    weight = np.ones(len(parts))
    if weighted_by is not None:
        weight = np.array(work.figures.series(weighted_by, work.figures.period))[parts]
        if np.isnan(weight).any() or (weight < 0).any() or not exact_sum(weight) > 0:
            work.figures.problems.append(
                Problem(
                    file="data",
                    key=f"{weighted_by}, {work.figures.units[row].code}",
                    found=msg("no weights for the parts of {unit}", unit=work.figures.units[row].code),
                    expected=msg("a figure of 0 or more for every part, and one above 0"),
                )
            )
            return ()
    whole = exact_sum(weight)
    return tuple((part, float(each) / whole) for part, each in zip(parts, weight, strict=True))


def of_parts(work: Workings, position: int, score: FloatArray) -> FloatArray:
    """A node's scores (units,) with those of parents put in, where the weights file says so of the node."""
    spec = work.assessment.weights.parents
    if spec is None or work.nodes[position].code not in spec.at:
        return score
    out = score.copy()
    for row, parts in work.made_of.items():
        out[row] = exact_sum(np.array([share * score[part] for part, share in parts]))
    return out
