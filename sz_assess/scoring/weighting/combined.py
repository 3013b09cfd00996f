"""Weights from several hands: the mean of experts 专家调研, and mixtures of weightings 组合赋权."""

from __future__ import annotations

import numpy as np

from sz_assess.numeric import FloatArray


def experts(answers: FloatArray, voices: FloatArray) -> FloatArray:
    """Weights (k,): the experts' weights (experts, k), each expert's made to add up to 1, averaged by ``voices``."""
    own = answers / answers.sum(axis=1, keepdims=True)
    return np.asarray((own * voices[:, np.newaxis]).sum(axis=0) / voices.sum())


def linear(parts: FloatArray, shares: FloatArray) -> FloatArray:
    """Weights (k,): weight vectors (parts, k) mixed with ``shares`` that add up to 1."""
    return np.asarray((parts * shares[:, np.newaxis]).sum(axis=0))


def product(parts: FloatArray) -> FloatArray:
    """Weights (k,) proportional to the product of weight vectors (parts, k), not 0 throughout: α·β / Σ α·β."""
    joined = np.prod(parts, axis=0)
    return np.asarray(joined / joined.sum())
