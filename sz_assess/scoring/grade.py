"""Grades 等次: by score line, or by quota of the ranking. Grades count from 0, the best."""

from __future__ import annotations

from typing import Literal

import numpy as np

from sz_assess.numeric import BoolArray, FloatArray, IntArray, RoundingMode, above, at_least, round_to

QuotaRounding = Literal["up", "down", "half_up"]
UNGRADED = -1


def by_score(
    score: FloatArray, lines: list[float], eligible: BoolArray | None = None, open_ended: list[bool] | None = None
) -> IntArray:
    """The first grade whose line the score reaches (units,); below all lines the grade after the last.

    A line belongs to the better grade, unless ``open_ended`` says of it that only more than it will do. ``lines`` run
    from high to low. ``eligible`` (units, grades) says who may have a grade at all; whoever may not gets the next that
    it may. NaN is ungraded (-1).
    """
    grade = np.full(score.size, len(lines), dtype=np.intp)
    for position in range(len(lines) - 1, -1, -1):
        strictly = open_ended is not None and open_ended[position]
        reached = (above if strictly else at_least)(score, np.array(lines[position]))
        grade[reached if eligible is None else reached & eligible[:, position]] = position
    grade[np.isnan(score)] = UNGRADED
    return grade


def cuts_of_shares(
    shares: list[float], ranked: int, rounding: QuotaRounding, rounds: Literal["running", "each"] = "running"
) -> list[int]:
    """How many units have each grade or a better one, from shares (per cent) of the ranked units.

    ``running``: the share of a grade and all better ones is rounded; ``each``: each grade's own, and then added up.
    """
    modes: dict[QuotaRounding, RoundingMode] = {"up": "up", "down": "down", "half_up": "half_up"}
    if rounds == "each":
        own = round_to(np.array(shares) / 100.0 * ranked, 0, modes[rounding])
        return [min(int(cut), ranked) for cut in np.cumsum(own)]
    return [int(cut) for cut in round_to(np.cumsum(shares) / 100.0 * ranked, 0, modes[rounding])]


def by_quota(
    place: FloatArray,
    cuts: list[int],
    ties: Literal["include", "exclude"] = "include",
    eligible: BoolArray | None = None,
    vacant: Literal["left", "passed_down"] = "left",
) -> IntArray:
    """Grades by quota of one population's ranking (units,), best first; beyond the last cut the last grade.

    ``place``: competition places (1 2 2 4), NaN for who is not ranked and stays ungraded (-1). ``cuts``: running
    number of units with each grade or better, the last grade's left out. Units level across a cut all get the better
    grade (``include``) or the worse one (``exclude``). ``eligible`` (units, grades): whoever may not have a grade goes
    on to the next; its seat is ``left`` empty or ``passed_down`` to the next unit by place.
    """
    grade = np.full(place.size, UNGRADED, dtype=np.intp)
    waiting = [int(row) for row in np.argsort(place, kind="stable") if not np.isnan(place[row])]
    counts = _counting(place, ties)
    seated = 0
    for number, cut in enumerate(cuts):
        may = [row for row in waiting if eligible is None or eligible[row, number]]
        if vacant == "left":
            chosen = [row for row in may if counts[row] <= cut]
        else:
            chosen = _fill(may, place, cut - seated, ties)
        grade[chosen] = number
        seated += len(chosen)
        waiting = [row for row in waiting if grade[row] == UNGRADED]
    grade[waiting] = len(cuts)
    return grade


def _counting(place: FloatArray, ties: str) -> FloatArray:
    """(units,) the place that counts against a cut: the first that units level with each other share, or the last."""
    if ties == "include":
        return place
    _, level, sizes = np.unique(place, return_inverse=True, return_counts=True)
    return np.asarray(place + sizes[level] - 1)


def _fill(may: list[int], place: FloatArray, seats: int, ties: str) -> list[int]:
    """The best of those who may, as many as there are seats; who is level with the last one is in, or all are out."""
    if seats <= 0 or not may:
        return []
    if len(may) <= seats:
        return may
    edge = place[may[seats - 1]]
    if ties == "include":
        return [row for row in may if place[row] <= edge]
    level_across = place[may[seats]] == edge
    return [row for row in may[:seats] if place[row] < edge or not level_across]
