"""Synthetic figures of the province and three neighbouring cities, which the example compares with and does not assess.

They are made up, like all figures of the example: nothing may be concluded from them about the real places.
"""

from __future__ import annotations

from synthetic_figures import Figures

NEIGHBOURS = {"hubei": "湖北省", "xiangyang": "襄阳市", "xiaogan": "孝感市", "jingmen": "荆门市"}

# rates as reported, 2017 to 2020
RATES: dict[str, tuple[tuple[float, float, float, float], ...]] = {
    "industrial_value_added_growth": (
        (7.4, 7.1, 7.8, -6.1), (7.0, 7.5, 8.6, -6.4), (8.2, 8.0, 8.9, -7.0), (7.9, 8.1, 8.3, -5.2),
    ),
    "high_tech_value_added_growth": (
        (13.9, 12.8, 14.4, 3.6), (13.1, 13.3, 14.9, 2.7), (12.0, 12.5, 13.6, 0.9), (12.8, 13.0, 12.9, 1.8),
    ),
    "capacity_utilisation": (
        (77.0, 76.5, 77.8, 74.5), (78.1, 78.4, 79.0, 73.6), (76.2, 77.0, 77.9, 71.8), (77.4, 77.9, 78.3, 73.0),
    ),
}  # fmt: skip

# levels: 2017, then growth in per cent in 2018, 2019, 2020
GROWN: dict[str, tuple[tuple[float, float, float, float], ...]] = {
    "fixed_investment": (
        (32282, 11.0, 10.6, -18.8), (3710, 11.2, 10.9, -18.1), (2160, 11.6, 11.4, -19.4), (1890, 11.4, 10.7, -17.9),
    ),
    "industrial_investment": (
        (12900, 9.8, 9.1, -20.9), (1720, 10.4, 11.0, -19.8), (880, 11.3, 10.2, -21.7), (905, 10.9, 11.1, -18.5),
    ),
    "renovation_investment": (
        (5100, 11.5, 12.2, -21.4), (740, 12.1, 12.9, -20.6), (350, 10.8, 11.9, -22.0), (396, 12.6, 12.0, -19.7),
    ),
    "industrial_revenue": (
        (43300, 9.0, 7.7, -8.5), (6120, 9.6, 8.8, -8.2), (2890, 9.9, 9.0, -9.4), (2760, 9.5, 8.9, -7.6),
    ),
    "industrial_profit": (
        (2520, 10.1, 6.2, -14.0), (340, 9.0, 8.1, -15.2), (152, 8.4, 8.6, -17.1), (149, 10.2, 7.7, -12.8),
    ),
    "industrial_electricity": (
        (1120, 5.9, 6.4, -4.4), (126, 6.6, 7.5, -5.0), (71, 7.6, 7.9, -5.8), (88, 8.1, 7.0, -3.1),
    ),
    "road_freight": (
        (147700, 4.9, 4.4, -10.6), (27400, 5.4, 5.5, -11.4), (10900, 6.8, 6.3, -12.6), (13200, 7.1, 5.0, -9.3),
    ),
    "industrial_tax": (
        (1890, 7.2, 2.6, -8.4), (214, 8.0, 4.4, -9.2), (103, 8.9, 4.9, -10.4), (98, 9.6, 3.1, -7.1),
    ),
}  # fmt: skip


def neighbours() -> Figures:
    """All figures, rounded as delivered: levels to 2 decimals, rates to 1."""
    out: Figures = {code: dict(zip(NEIGHBOURS, map(list, paths), strict=True)) for code, paths in RATES.items()}
    for code, paths in GROWN.items():
        out[code] = {unit: _levels(path) for unit, path in zip(NEIGHBOURS, paths, strict=True)}
    return out


def _levels(path: tuple[float, ...]) -> list[float]:
    levels = [float(path[0])]
    for rate in path[1:]:
        levels.append(round(levels[-1] * (1 + rate / 100), 2))
    return levels
