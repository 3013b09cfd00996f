"""Why a figure looks odd, in a plain sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sz_assess.analysis.plausibility.model import MemberFigure
from sz_assess.method.common import Name
from sz_assess.method.plausibility import Related
from sz_assess.numeric import above
from sz_assess.text import Text, msg, number


@dataclass(frozen=True)
class Apart:
    """The first figure less the companion that it is farthest from, in percentage points; the same in the ``others``
    other observations (of the same year, or of all years) from ``low`` to ``high``. ``beyond`` marks the companions
    that are out of line."""

    name: Name
    gap: float
    low: float
    high: float
    median: float
    others: int
    same_year: bool
    beyond: tuple[bool, ...]


def sentence(
    figures: Sequence[MemberFigure], apart: Apart | None, distance: float, spec: Related, limit: float
) -> Text:
    """Why a unit looks odd (``apart`` given), or that it does not. ``figures``: the group's first figure first."""
    first, *rest = figures
    known = [each for each in rest if not math.isnan(each.value)]
    if apart is None:
        values: dict[str, Any] = {"figure": moved(first), "rest": [moved(each) for each in known]}
        values |= {"distance": _short(distance), "limit": _short(limit), "points": _short(spec.at_least_points)}
        if above(np.array(distance), np.array(limit)):
            return msg(
                "{figure}; {rest}. The distance of {distance} is beyond {limit}, but no difference is {points} "
                "percentage points away from the usual one.", **values,
            )  # fmt: skip
        return msg("{figure}; {rest}. The distance of {distance} is within {limit}.", **values)
    against = [each for each, beyond in zip(rest, apart.beyond, strict=True) if beyond]
    aside = [each for each in known if each not in against]
    out = msg("{figure}, while {against}", figure=moved(first), against=[moved(each) for each in against])
    if aside:
        out = msg("{words} (with them: {aside})", words=out, aside=[moved(each) for each in aside])
    told: dict[str, Any] = {
        "words": out,
        "figure": first.name,
        "other": apart.name,
        "n": apart.others,
        "gap": _short(apart.gap),
    }
    told |= {"low": _short(apart.low), "high": _short(apart.high), "median": _short(apart.median)}
    if apart.same_year:
        return msg(
            "{words}. {figure} less {other}: {gap} percentage points; for the {n} others in the same period from {low} "
            "to {high}, with a median of {median}.", **told,
        )  # fmt: skip
    return msg(
        "{words}. {figure} less {other}: {gap} percentage points; in the {n} other units and years from {low} to "
        "{high}, with a median of {median}.", **told,
    )  # fmt: skip


def moved(figure: MemberFigure) -> Text:
    """Electricity fell 3.1%."""
    size = _short(abs(figure.value))
    if math.isnan(figure.value):
        return msg("{name}: not known", name=figure.name)
    if size == "0":
        return msg("{name} did not change", name=figure.name)
    if figure.value > 0:
        return msg("{name} grew {size}%", name=figure.name, size=size)
    return msg("{name} fell {size}%", name=figure.name, size=size)


def _short(value: float) -> str:
    return number(round(value, 2), 2)
