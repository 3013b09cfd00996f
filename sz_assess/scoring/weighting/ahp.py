"""Analytic hierarchy process 层次分析法 (Saaty 1980): weights from judgements of pairs, and how consistent they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sz_assess.numeric import FloatArray, equal
from sz_assess.scoring.domain import DomainError
from sz_assess.text import msg

AhpMethod = Literal["column_mean", "geometric", "eigenvector"]

SAATY: Mapping[int, float] = {3: 0.58, 4: 0.90, 5: 1.12, 6: 1.24, 7: 1.32, 8: 1.41, 9: 1.45, 10: 1.49}
"""Mean consistency index of random matrices by size, as Saaty printed it. Other authors print other tables, and the
same judgements can pass under one and fail under the other: a method may bring its own."""


@dataclass(frozen=True)
class Judged:
    """Weights (n,) that add up to 1; ``largest`` eigenvalue estimate, consistency index and ratio.

    ``ratio`` is 0 for one or two items, which can't contradict each other.
    """

    weights: FloatArray
    largest: float
    index: float
    ratio: float


def ahp(judgements: FloatArray, method: AhpMethod, random_index: Mapping[int, float]) -> Judged:
    """Weights from a matrix (n, n) of judgements, ``a[i, j]`` saying how many times i outweighs j.

    ``column_mean`` (和积法) averages the columns each divided by its sum; ``geometric`` (方根法) takes the geometric
    means of the rows; ``eigenvector`` (特征根法) the principal eigenvector. They agree only where the judgements are
    consistent. Raises :class:`DomainError` for a matrix that is not positive and reciprocal, or too large for the
    table of random indices.
    """
    _check(judgements, random_index)
    size = len(judgements)
    match method:
        case "column_mean":
            weights = np.mean(judgements / judgements.sum(axis=0), axis=1)
        case "geometric":
            weights = np.exp(np.mean(np.log(judgements), axis=1))
        case "eigenvector":
            weights = _principal(judgements)
    weights = np.asarray(weights / weights.sum())
    largest = float(np.mean((judgements * weights).sum(axis=1) / weights))
    index = (largest - size) / (size - 1) if size > 2 else 0.0
    ratio = index / random_index[size] if size > 2 else 0.0
    return Judged(weights, largest, index, ratio)


def _principal(judgements: FloatArray) -> FloatArray:
    """Power iteration: the eigenvector of a positive matrix, the same on every machine but for noise."""
    vector = np.full(len(judgements), 1.0 / len(judgements))
    for _ in range(10_000):
        after: FloatArray = np.asarray((judgements * vector).sum(axis=1))
        after /= after.sum()
        if np.max(np.abs(after - vector)) < 1e-15:
            return after
        vector = after
    return vector


def _check(judgements: FloatArray, random_index: Mapping[int, float]) -> None:
    shape = judgements.shape
    if len(shape) != 2 or shape[0] != shape[1]:
        raise DomainError(
            np.ones(shape, dtype=bool), msg("a table of {shape}", shape=" × ".join(map(str, shape))),
            msg("a square table of judgements"),
        )  # fmt: skip
    wrong = ~(judgements > 0)
    if wrong.any():
        raise DomainError(wrong, msg("a judgement of 0 or less"), msg("judgements above 0, such as 3 or 1/3"))
    # Printed tables cut 1/3 to 0.333: reciprocal to three digits is reciprocal.
    wrong = np.abs(judgements * judgements.T - 1.0) > 5e-3
    if wrong.any():
        raise DomainError(
            wrong, msg("judgements of a pair that do not answer each other"), msg("a[j, i] = 1 / a[i, j]")
        )
    if shape[0] > 2 and shape[0] not in random_index:
        raise DomainError(
            np.ones(shape, dtype=bool), msg("{n} items", n=shape[0]),
            msg("at most {n} items, as the table of random indices has them", n=max(random_index)),
        )  # fmt: skip
    if not np.all(equal(np.diag(judgements), np.ones(shape[0]))):
        raise DomainError(
            np.eye(shape[0], dtype=bool), msg("an item that does not equal itself"), msg("1 on the diagonal")
        )
