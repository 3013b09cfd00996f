"""Ranks: who is ahead of whom, with noise taken out and ties named."""

from __future__ import annotations

from typing import Literal

import numpy as np

from sz_assess.numeric import BoolArray, FloatArray, IntArray, noise

TieMethod = Literal["competition", "dense", "average"]


def rank(score: FloatArray, labels: IntArray | None = None, method: TieMethod = "competition") -> FloatArray:
    """Places of ``score`` (units,), the highest first, among the units of the same label.

    Scores that differ by no more than noise are level. ``competition``: 1 2 2 4; ``dense``: 1 2 2 3; ``average``:
    1 2.5 2.5 4. NaN is not ranked and gets NaN.
    """
    return rank_by([score], labels, method)


def rank_by(keys: list[FloatArray], labels: IntArray | None = None, method: TieMethod = "competition") -> FloatArray:
    """Places by the first key; units level in it by the next one, and so on. Each key (units,), higher is better.

    A unit whose first key is NaN is not ranked; a NaN in a later key comes last among those level before it.
    """
    first = keys[0]
    out = np.full(first.size, np.nan)
    ranked = ~np.isnan(first)
    if labels is None:
        out[ranked] = _places([key[ranked] for key in keys], method)
        return out
    for label in np.unique(labels[ranked]):
        here = ranked & (labels == label)
        out[here] = _places([key[here] for key in keys], method)
    return out


def levels(score: FloatArray) -> IntArray:
    """Each unit's level (units,): 0 for the best, the same for units level with each other. No NaN."""
    return _levels(score)[2]


def rank_columns(scores: FloatArray, labels: IntArray | None = None) -> FloatArray:
    """Competition places in each column of ``scores`` (units, k)."""
    out = np.empty(scores.shape, order="F")
    for k in range(scores.shape[1]):
        out[:, k] = rank(scores[:, k], labels)
    return out


def _places(keys: list[FloatArray], method: TieMethod) -> FloatArray:
    order, starts = _ordered(keys)
    size = order.size
    out = np.empty(size)
    if not size:
        return out
    block = np.cumsum(starts) - 1
    begin = np.flatnonzero(starts)
    match method:
        case "competition":
            place = begin[block] + 1.0
        case "dense":
            place = block + 1.0
        case "average":
            end = np.append(begin[1:], size)
            place = ((begin + 1 + end) / 2.0)[block]
    out[order] = place
    return out


def _ordered(keys: list[FloatArray]) -> tuple[IntArray, BoolArray]:
    """Best first, and where in that order a new level starts. Order within a level is that of the input (stable)."""
    codes = [_levels(key) for key in keys]
    if len(codes) == 1:
        order, starts, _ = codes[0]
        return order, starts
    stacked = [level for _, _, level in codes]
    order = np.lexsort(stacked[::-1])
    changed = np.zeros(order.size, dtype=bool)
    if order.size:
        changed[0] = True
        for level in stacked:
            changed[1:] |= level[order][1:] != level[order][:-1]
    return order, changed


def _levels(key: FloatArray) -> tuple[IntArray, BoolArray, IntArray]:
    """Order (best first), starts of levels in it, and each unit's level number (0 is best). NaN last, one level."""
    order = np.argsort(-key, kind="stable")
    sorted_ = key[order]
    starts = np.ones(key.size, dtype=bool)
    if key.size > 1:
        gap = sorted_[:-1] - sorted_[1:]
        starts[1:] = ~(gap <= noise(np.maximum(np.abs(sorted_[:-1]), np.abs(sorted_[1:]))))
        starts[1:] &= ~(np.isnan(sorted_[:-1]) & np.isnan(sorted_[1:]))
    level = np.empty(key.size, dtype=np.intp)
    level[order] = np.cumsum(starts) - 1
    return order, starts, level
