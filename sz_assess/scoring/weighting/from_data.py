"""Weights from how the data spread: entropy 熵权法, CRITIC, coefficient of variation 变异系数法, standard deviation.

They say where units differ, not what matters; a method that uses them says so in its weights file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from sz_assess.numeric import BoolArray, FloatArray
from sz_assess.scoring.domain import DomainError
from sz_assess.text import NO_WORDS, Text, msg


def entropy(matrix: FloatArray) -> FloatArray:
    """Weights (k,) from a matrix (units, k) of 0 and above, by the information in each column's shares p = x / Σx.

    ``e = -Σ p ln p / ln n`` with 0 ln 0 = 0; weights are proportional to ``1 - e`` (Shannon 1948; Zeleny 1982).
    """
    _need(matrix, matrix < 0, msg("a value below 0"), msg("values of 0 or more, such as scores"))
    total = matrix.sum(axis=0)
    _need(
        matrix,
        np.broadcast_to(total == 0, matrix.shape),
        msg("a column that is 0 throughout"),
        msg("some value above 0"),
    )
    share = matrix / total
    logs = np.log(np.where(share > 0, share, 1.0))
    diversity = 1.0 + np.sum(share * logs, axis=0) / np.log(len(matrix))
    return _shares(matrix, np.where(np.abs(diversity) < 1e-12, 0.0, diversity))


def critic(matrix: FloatArray) -> FloatArray:
    """Weights (k,) by contrast and conflict (Diakoulaki et al. 1995).

    Columns are put on 0 to 1 (turn negative indicators round beforehand: the direction comes before the correlation);
    weights are proportional to the standard deviation times Σ (1 - r) over the other columns.
    """
    width = np.ptp(matrix, axis=0)
    _need(matrix, np.broadcast_to(width == 0, matrix.shape), msg("a column of equal values"), msg("values that differ"))
    scaled = (matrix - matrix.min(axis=0)) / width
    centred = scaled - scaled.mean(axis=0)
    length = np.sqrt((centred**2).sum(axis=0))
    # Pair by pair, not by a matrix product: the same bits on every processor.
    conflict = np.zeros(width.size)
    for column in range(width.size):
        together = (centred * centred[:, [column]]).sum(axis=0)
        conflict += 1.0 - together / (length * length[column])
    return _shares(matrix, scaled.std(axis=0, ddof=1) * conflict)


def variation(matrix: FloatArray) -> FloatArray:
    """Weights (k,) proportional to the coefficient of variation, the sample deviation over the mean's size."""
    mean = np.abs(matrix.mean(axis=0))
    _need(matrix, np.broadcast_to(mean == 0, matrix.shape), msg("a column with mean 0"), msg("a mean other than 0"))
    return _shares(matrix, matrix.std(axis=0, ddof=1) / mean)


def deviation(matrix: FloatArray) -> FloatArray:
    """Weights (k,) proportional to the sample standard deviation; columns should be on one scale."""
    return _shares(matrix, matrix.std(axis=0, ddof=1))


FROM_DATA: Mapping[str, Callable[[FloatArray], FloatArray]] = {
    "entropy": entropy,
    "critic": critic,
    "variation": variation,
    "deviation": deviation,
}


def _need(matrix: FloatArray, wrong: BoolArray, found: Text, expected: Text) -> None:
    if len(matrix) < 2:
        raise DomainError(np.ones(matrix.shape, dtype=bool), msg("{n} unit", n=len(matrix)), msg("two units or more"))
    where = wrong | np.isnan(matrix)
    if where.any():
        raise DomainError(where, found, expected)


def _shares(matrix: FloatArray, size: FloatArray) -> FloatArray:
    _need(matrix, np.zeros(matrix.shape, dtype=bool), NO_WORDS, NO_WORDS)
    total = size.sum()
    if not total > 0:
        raise DomainError(
            np.ones(matrix.shape, dtype=bool), msg("columns that do not tell units apart"), msg("values that differ")
        )
    return np.asarray(size / total)
