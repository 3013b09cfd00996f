"""Weights from how the data spread: entropy 熵权法, CRITIC, coefficient of variation 变异系数法, standard deviation.

They say where units differ, not what matters; a method that uses them says so in its weights file.
"""

from __future__ import annotations

import numpy as np

from sz_assess.numeric import BoolArray, FloatArray, equal, is_zero, noise
from sz_assess.scoring.domain import DomainError
from sz_assess.text import Text, msg


def information(matrix: FloatArray) -> FloatArray:
    """Entropy (k,) of each column's shares p = x / Σx, from 0 to 1: ``e = -Σ p ln p / ln n`` with 0 ln 0 = 0.

    ``matrix`` (units, k) of 0 and above (Shannon 1948).
    """
    _sound(matrix)
    _refuse(matrix < 0, msg("a value below 0"), msg("values of 0 or more, such as scores"))
    total = matrix.sum(axis=0)
    _refuse(
        np.broadcast_to(total == 0, matrix.shape), msg("a column that is 0 throughout"), msg("some value above 0")
    )  # fmt: skip
    share = matrix / total
    logs = np.log(np.where(share > 0, share, 1.0))
    return np.asarray(-np.sum(share * logs, axis=0) / np.log(len(matrix)))


def entropy(matrix: FloatArray) -> FloatArray:
    """Weights (k,) from a matrix (units, k) of 0 and above, proportional to 1 less the entropy (Zeleny 1982)."""
    diversity = 1.0 - information(matrix)
    return _shares(matrix, np.where(np.abs(diversity) < 1e-12, 0.0, diversity))


def critic(matrix: FloatArray) -> FloatArray:
    """Weights (k,) by contrast and conflict (Diakoulaki et al. 1995).

    Columns are put on 0 to 1 (turn negative indicators round beforehand: the direction comes before the correlation);
    weights are proportional to the standard deviation times Σ (1 - r) over the other columns.
    """
    _sound(matrix)
    width = reach(matrix)
    _refuse(np.broadcast_to(width == 0, matrix.shape), msg("a column of equal values"), msg("values that differ"))
    scaled = (matrix - matrix.min(axis=0)) / width
    centred = scaled - scaled.mean(axis=0)
    length = np.sqrt((centred**2).sum(axis=0))
    # Pair by pair, not by a matrix product: the same bits on every processor.
    conflict = np.zeros(width.size)
    for column in range(width.size):
        together = (centred * centred[:, [column]]).sum(axis=0)
        conflict += 1.0 - together / (length * length[column])
    # Columns that all run alike leave noise.
    conflict = np.where(is_zero(conflict), 0.0, conflict)
    return _shares(matrix, scaled.std(axis=0, ddof=1) * conflict)


def variation(matrix: FloatArray) -> FloatArray:
    """Weights (k,) proportional to the coefficient of variation, the sample deviation over the mean's size."""
    _sound(matrix)
    mean = np.abs(matrix.mean(axis=0))
    nothing = mean <= noise(np.abs(matrix).max(axis=0))
    _refuse(np.broadcast_to(nothing, matrix.shape), msg("a column with mean 0"), msg("a mean other than 0"))
    return _shares(matrix, _deviations(matrix) / mean)


def deviation(matrix: FloatArray) -> FloatArray:
    """Weights (k,) proportional to the sample standard deviation; columns should be on one scale."""
    _sound(matrix)
    return _shares(matrix, _deviations(matrix))


def reach(matrix: FloatArray) -> FloatArray:
    """(k,) how far apart each column's values lie; 0 where noise is all that lies between them."""
    most, least = matrix.max(axis=0), matrix.min(axis=0)
    return np.where(equal(most, least), 0.0, most - least)


def _deviations(matrix: FloatArray) -> FloatArray:
    return np.where(reach(matrix) == 0, 0.0, matrix.std(axis=0, ddof=1))


def _sound(matrix: FloatArray) -> None:
    """Raise :class:`DomainError` for what has no spread: fewer than two units, or a value that is wanting."""
    if len(matrix) < 2:
        raise DomainError(np.ones(matrix.shape, dtype=bool), msg("{n} unit", n=len(matrix)), msg("two units or more"))
    _refuse(np.isnan(matrix), msg("a unit without a score"), msg("a score of every unit"))


def _refuse(where: BoolArray, found: Text, expected: Text) -> None:
    if where.any():
        raise DomainError(where, found, expected)


def _shares(matrix: FloatArray, size: FloatArray) -> FloatArray:
    total = size.sum()
    if not total > 0:
        raise DomainError(
            np.ones(matrix.shape, dtype=bool), msg("columns that do not tell units apart"), msg("values that differ")
        )
    return np.asarray(size / total)
