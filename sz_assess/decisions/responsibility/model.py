"""What came of the yearly assessments: for each unit or department its parts, score, place and grade."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from sz_assess.decisions.responsibility.items import DutyItem
from sz_assess.method.decisions.responsibility import DutyPart, Responsibility, ResponsibilityFigures
from sz_assess.result import VetoOutcome
from sz_assess.text import number

PartState = Literal["scored", "zero", "excluded", "left_out", "full_marks"]
"""``zero``: no figure, scored 0; ``excluded``: no figure, its weight went to the other parts; ``left_out``: no
inspection item was due, and its weight went to the other parts; ``full_marks``: none was due, scored 100."""

OUT: frozenset[PartState] = frozenset({"excluded", "left_out"})
"""States of parts that count nothing."""


@dataclass(frozen=True)
class PartOutcome:
    """One part of one year. ``value`` is NaN where there is no figure, and for a score; ``score`` is NaN where the part
    is left out. ``nominal`` is the weight in per cent, ``weight`` what it is after parts that are left out have given
    theirs up; ``points`` is score times weight."""

    part: DutyPart
    value: float
    score: float
    nominal: float
    weight: float
    points: float
    state: PartState


@dataclass(frozen=True)
class Year:
    """The year of one unit or department. ``holder`` is its position in the result's units or in the method's
    departments. ``published`` is rounded; it, ``total`` and ``place`` are NaN where every part is left out."""

    holder: int
    parts: tuple[PartOutcome, ...]
    total: float
    published: float
    place: float
    grade: str | None
    veto: VetoOutcome | None = None
    """The veto that took the grade away."""

    @property
    def derivation(self) -> str:
        """The arithmetic of the score, in nominal weights; by what is left of them where a part is left out."""
        counted = [part for part in self.parts if part.state not in OUT]
        if len(counted) == len(self.parts):
            return " + ".join(f"{number(part.score)} × {number(part.nominal)}%" for part in counted)
        terms = " + ".join(f"{number(part.score)} × {number(part.nominal)}" for part in counted)
        return f"({terms}) ÷ {number(math.fsum(part.nominal for part in counted))}" if counted else ""


@dataclass(frozen=True)
class Judged:
    """One yearly assessment; ``years`` are in the order of units or departments."""

    spec: Responsibility
    figures: ResponsibilityFigures
    years: tuple[Year, ...]
    items: tuple[DutyItem, ...] = ()
    """Of departments: the inspection items behind what is counted for the assessed period."""


@dataclass(frozen=True)
class Responsibilities:
    """All yearly assessments. ``unset`` have no figures in the weights file."""

    judged: tuple[Judged, ...]
    unset: tuple[Responsibility, ...]
