"""Scores of the leaves: indicators that share a rule are scored side by side, in one stroke."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from sz_assess.numeric import BoolArray, FloatArray
from sz_assess.scoring.domain import DomainError, together
from sz_assess.scoring.references import Population, References
from sz_assess.scoring.rules import Rule, apply
from sz_assess.scoring.rules.base import Direction
from sz_assess.text import msg


@dataclass(frozen=True)
class Leaf:
    """How one indicator is scored.

    ``given`` holds reference points known beforehand (target, last_year ...), each (units,). ``full`` are the full
    marks on the rule's scale: 100, or (units,) points of the weight.
    """

    rule: Rule
    direction: Direction
    population: str
    """Key of the population among those handed to :func:`score_leaves`."""
    given: Mapping[str, FloatArray] = field(default_factory=dict)
    full: FloatArray | float = 100.0


def score_leaves(
    values: FloatArray, leaves: tuple[Leaf, ...], populations: Mapping[str, Population]
) -> tuple[FloatArray, list[dict[str, FloatArray]]]:
    """Scores in per cent of full marks (units, leaves), and the reference points that each leaf used, each (units,).

    ``values`` (units, leaves) in Fortran order, NaN where there is no value: no score then either. Raises
    :class:`DomainError`, its columns being those of ``values``, where a rule has no answer to a value; its parts are
    the errors of all rules.
    """
    scores = np.empty(values.shape, order="F")
    used: list[dict[str, FloatArray]] = [{} for _ in leaves]
    errors: list[DomainError] = []
    for columns in _batches(leaves):
        leaf = leaves[columns[0]]
        references = _references(values, leaves, columns, populations[leaf.population])
        try:
            _check_size(references.value)
            score = apply(leaf.rule, references, leaf.direction)
            _check(score, references.value)
        except DomainError as error:
            where = _widen(error.where, columns, values.shape)
            errors.append(DomainError(where, error.found, error.expected, error.mend))
            continue
        if leaf.rule.scale == "points":
            # A leaf without points has no score in per cent of them.
            score = score / np.where(references.full == 0, np.nan, references.full) * 100.0
        if len(columns) == len(leaves) and np.shape(score) == values.shape and not np.shares_memory(score, values):
            scores = score  # all of them by one rule: nothing to be put together
        elif _contiguous(columns):
            scores[:, columns[0] : columns[-1] + 1] = score
        else:
            scores[:, columns] = score
        for name, numbers in references.used.items():
            shown = np.broadcast_to(numbers, (len(values), len(columns)))
            for position, column in enumerate(columns):
                used[column][name] = shown[:, position]
    if errors:
        raise together(errors)
    return scores, used


def _batches(leaves: tuple[Leaf, ...]) -> list[list[int]]:
    """Columns that are scored by the same rule in the same direction over the same population."""
    batches: dict[tuple[Rule, str, str, frozenset[str]], list[int]] = {}
    for column, leaf in enumerate(leaves):
        batches.setdefault((leaf.rule, leaf.direction, leaf.population, frozenset(leaf.given)), []).append(column)
    return list(batches.values())


def _references(values: FloatArray, leaves: tuple[Leaf, ...], columns: list[int], population: Population) -> References:
    first = leaves[columns[0]]
    # Either way the copy stays in Fortran order.
    value = values[:, columns[0] : columns[-1] + 1] if _contiguous(columns) else values.T[columns].T
    given = {
        name: np.stack([np.broadcast_to(leaves[column].given[name], len(values)) for column in columns], axis=1)
        for name in first.given
    }
    full: FloatArray | float = first.full
    if first.rule.scale == "points":
        full = np.stack([np.broadcast_to(leaves[column].full, len(values)) for column in columns], axis=1)
    return References(value, full, population, given, first.direction == "positive")


def _contiguous(columns: list[int]) -> bool:
    return columns[-1] - columns[0] + 1 == len(columns)


def _check_size(value: FloatArray) -> None:
    """Values too small to tell apart would all count as equal; refuse them instead."""
    size = np.fmax(np.fmax.reduce(value, axis=0), -np.fmin.reduce(value, axis=0))
    small = (size > _NOTHING) & (size < _SMALLEST)
    if small.any():
        raise DomainError(
            small & ~np.isnan(value),
            msg("values that are all smaller than {limit}", limit=_SMALLEST),
            msg("values that nine decimals can tell apart"),
            msg("give the indicator in a unit of measure that makes the numbers larger, such as per 10 000"),
        )


_SMALLEST = 1e-6
_NOTHING = 1e-12
"""What arithmetic leaves of 0."""


def _check(score: FloatArray, value: FloatArray) -> None:
    """A value that the rule gives no number for is an error, never a silent NaN."""
    lost = ~np.isfinite(score)
    if lost.any():
        lost &= ~np.isnan(value)
        if lost.any():
            raise DomainError(
                lost,
                msg("the scoring rule gives no number"),
                msg("a value and reference points within the rule's domain"),
                msg("check the target, the reference points and what the rule says of zero and negative values"),
            )


def _widen(where: BoolArray, columns: list[int], shape: tuple[int, ...]) -> BoolArray:
    out = np.zeros(shape, dtype=bool)
    out[:, columns] = np.broadcast_to(where, (shape[0], len(columns)))
    return out
