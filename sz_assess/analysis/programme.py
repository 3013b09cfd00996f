"""Steps along several broken lines that together reach so many points at the least cost: a mixed-integer programme."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sz_assess.numeric import FloatArray


@dataclass(frozen=True)
class Piece:
    """One indicator. The first step changes its value by ``first``, every further one by ``grain``, at most ``most``
    steps; a change of 1 costs ``rate``. ``at`` and ``points``: where the line of points turns, from 0 on."""

    first: float
    grain: float
    most: int
    rate: float
    at: tuple[float, ...]
    points: tuple[float, ...]

    def change(self, n: int) -> float:
        """By how much ``n`` steps change the value."""
        return self.first + (n - 1) * self.grain if n else 0.0

    @property
    def slopes(self) -> FloatArray:
        """Points for each unit of change, part by part."""
        return np.diff(self.points) / np.diff(self.at)

    @property
    def lengths(self) -> FloatArray:
        return np.diff(self.at)


def cheapest(pieces: list[Piece], lacking: float) -> list[int] | None:
    """Steps of each piece; None where no steps reach ``lacking`` points.

    Variables of a piece: its steps n, whether it moves at all z, how much of each part of its line is used d, and for
    each part but the last whether it is used up u, without which a line that gets steeper would be used from behind.
    """
    if sum(max(0.0, *piece.points) for piece in pieces) < lacking * (1 - 1e-9):
        return None  # not even all of them together
    from scipy.optimize import Bounds, LinearConstraint, milp

    rows: list[FloatArray] = []
    low: list[float] = []
    high: list[float] = []
    cost: list[float] = []
    whole: list[int] = []
    upper: list[float] = []
    starts: list[int] = []
    for piece in pieces:
        starts.append(len(cost))
        parts = len(piece.lengths)
        cost += [piece.rate * piece.grain, piece.rate * (piece.first - piece.grain), *[0.0] * (2 * parts - 1)]
        whole += [1, 1, *[0] * parts, *[1] * (parts - 1)]
        upper += [float(piece.most), 1.0, *piece.lengths.tolist(), *[1.0] * (parts - 1)]
    size = len(cost)

    def row(entries: dict[int, float], least: float, most: float) -> None:
        line = np.zeros(size)
        for position, factor in entries.items():
            line[position] = factor
        rows.append(line)
        low.append(least)
        high.append(most)

    gained: dict[int, float] = {}
    for start, piece in zip(starts, pieces, strict=True):
        n, z, d = start, start + 1, start + 2
        parts = len(piece.lengths)
        u = d + parts
        row({n: 1.0, z: -float(piece.most)}, -np.inf, 0.0)
        row({n: 1.0, z: -1.0}, 0.0, np.inf)
        used = {d + k: 1.0 for k in range(parts)}
        row({**used, n: -piece.grain, z: piece.grain - piece.first}, 0.0, 0.0)
        for k in range(parts - 1):
            row({d + k: 1.0, u + k: -float(piece.lengths[k])}, 0.0, np.inf)
            row({d + k + 1: 1.0, u + k: -float(piece.lengths[k + 1])}, -np.inf, 0.0)
        gained |= {d + k: float(slope) for k, slope in enumerate(piece.slopes)}
    row(gained, lacking, np.inf)
    found = milp(
        np.array(cost),
        integrality=np.array(whole),
        bounds=Bounds(np.zeros(size), np.array(upper)),
        constraints=LinearConstraint(np.array(rows), np.array(low), np.array(high)),
        options={"mip_rel_gap": 0.0},
    )
    if not found.success:
        return None
    return [round(float(found.x[start])) for start in starts]
