"""Distributions of chance that the checks compare with, by their closed forms; nothing need be loaded for them."""

from __future__ import annotations

import math

_STEPS = 200
"""Halvings of an interval; float64 is exhausted long before."""


def two_sided(deviations: float) -> float:
    """The share of normal figures within so many standard deviations of their mean."""
    return math.erf(deviations / math.sqrt(2.0))


def chi_square_beyond(value: float, degrees: int) -> float:
    """The probability of a chi-square figure of at least ``value``: a finite sum for whole degrees of freedom
    (Abramowitz & Stegun 26.4.4 and 26.4.5)."""
    if value <= 0:
        return 1.0
    half = value / 2.0
    if degrees % 2:
        start, first = math.erfc(math.sqrt(half)), 0.5
    else:
        start, first = 0.0, 0.0
    powers = [first + n for n in range(degrees // 2)]
    terms = (math.exp(power * math.log(half) - half - math.lgamma(power + 1.0)) for power in powers)
    return min(1.0, math.fsum([start, *terms]))


def chi_square_point(share: float, degrees: int) -> float:
    """Below which a share of chi-square figures lies."""
    low, high = 0.0, 1.0
    while chi_square_beyond(high, degrees) > 1.0 - share:
        high *= 2.0
    for _ in range(_STEPS):
        middle = (low + high) / 2.0
        if chi_square_beyond(middle, degrees) > 1.0 - share:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0


def binomial_at_least(hits: int, of: int, share: float) -> float:
    """The probability of at least ``hits`` among ``of``, each with a probability of ``share`` (above 0, below 1)."""
    if hits <= 0:
        return 1.0
    whole = math.lgamma(of + 1.0)
    yes, no = math.log(share), math.log1p(-share)
    terms = (
        math.exp(whole - math.lgamma(n + 1.0) - math.lgamma(of - n + 1.0) + n * yes + (of - n) * no)
        for n in range(hits, of + 1)
    )
    return min(1.0, math.fsum(terms))


def holm(chances: list[float]) -> list[float]:
    """Probabilities as they are after so many tests (Holm 1979), in the same order; never more than 1."""
    order = sorted(range(len(chances)), key=chances.__getitem__)
    out, highest = [0.0] * len(chances), 0.0
    for place, n in enumerate(order):
        highest = max(highest, min(1.0, (len(chances) - place) * chances[n]))
        out[n] = highest
    return out
