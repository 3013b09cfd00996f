"""The synthetic figures of the example: 5 units, 2017 to 2020. make_data.py writes them as departments deliver them.

No public table holds these figures by unit. They are made up, near the few that were published for Suizhou (regional
product, number of firms, growth of value added, the high-tech zone's fall in 2020), so that a run looks like a real
one. Nothing may be concluded from them about the real units.

Levels follow paths (a start and yearly rates, or shares of another level) with noise from one seeded generator; only
its ``random()`` is used, whose stream does not change between versions. Counts are written out.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

SEED = 20180726
YEARS = (2017, 2018, 2019, 2020)
INDUSTRIAL = ("zengdu", "guangshui", "suixian", "gaoxin")
UNITS = (*INDUSTRIAL, "dahongshan")
CITY = "suizhou"

HALVED = -50.0

Path = list[float]
Noise = Callable[[float], float]
Figures = dict[str, dict[str, Path]]
"""Statistic, unit, one figure a year; NaN is a blank cell."""

# levels: start in 2017, then growth in per cent in 2018, 2019, 2020
GROWN: dict[str, dict[str, tuple[float, float, float, float]]] = {
    "gdp": {
        "zengdu": (298.4, 8.1, 14.4, -5.5), "guangshui": (294.1, 8.2, 14.9, -5.1), "suixian": (228.0, 8.3, 15.8, -4.8),
        "gaoxin": (104.6, 9.1, 15.1, -9.4), "dahongshan": (8.7, 8.0, 8.5, -5.9),
    },
    "fixed_investment": {
        "zengdu": (318, 11.3, 10.6, -18.0), "guangshui": (300, 11.8, 11.2, -17.1), "suixian": (262, 10.9, 11.5, -19.2),
        "gaoxin": (118, 9.5, 8.7, -29.8), "dahongshan": (12.0, 14.0, 9.0, 15.6),
    },
    "industrial_investment": {
        "zengdu": (149, 8.6, 10.8, -19.5), "guangshui": (138, 10.8, 14.5, -17.2), "suixian": (115, 14.9, 9.6, -21.0),
        "gaoxin": (80, 6.3, 6.3, -26.6),
    },
    "renovation_investment": {
        "zengdu": (72, 9.5, 15.0, -22.0), "guangshui": (66, 14.2, 17.0, -20.4), "suixian": (54, 10.4, 14.0, -23.1),
        "gaoxin": (34, -50.0, 97.0, -53.0),
    },
    "strategic_output": {
        "zengdu": (92, 16.1, 17.9, -2.0), "guangshui": (96, 19.2, 18.8, 1.5), "suixian": (58, 12.6, 16.2, -3.4),
        "gaoxin": (52, 21.6, 17.4, -11.0),
    },
    "industrial_revenue": {
        "zengdu": (420, 10.2, 9.4, -8.1), "guangshui": (395, 10.9, 9.0, -7.2), "suixian": (330, 8.8, 9.1, -8.8),
        "gaoxin": (142, 9.4, 7.0, -11.3),
    },
    "energy_consumption": {
        "zengdu": (58.0, 6.2, 6.0, -8.6), "guangshui": (74.0, 5.4, 6.1, -8.4), "suixian": (61.0, 5.9, 5.9, -9.3),
        "gaoxin": (14.0, 4.0, 4.4, -10.5),
    },
    "special_vehicle_output": {
        "zengdu": (168, 11.0, 10.2, -5.0), "guangshui": (12, 9.0, 8.0, -6.0), "suixian": (62, 8.6, 9.1, -7.0),
        "gaoxin": (58, 9.8, 8.4, -8.0),
    },
    "agro_processing_output": {
        "zengdu": (80, 9.0, 15.0, 6.0), "guangshui": (118, 10.5, 15.7, 7.2), "suixian": (152, 9.9, 16.1, 8.0),
        "gaoxin": (26, 8.1, 12.0, 4.1),
    },
    "industrial_tax": {
        "zengdu": (9.8, 9.0, 4.1, -9.5), "guangshui": (8.9, 9.6, 3.7, -8.8), "suixian": (6.7, 7.2, 3.0, -10.0),
        "gaoxin": (4.6, 8.8, 2.2, -13.0),
    },
    # In Suixian electricity and freight fall in 2018 though value added is said to have grown: it looks odd, and moves
    # no score.
    "industrial_electricity": {
        "zengdu": (6.9, 8.0, 7.6, -5.1), "guangshui": (7.8, 8.4, 7.9, -4.6), "suixian": (5.6, -3.1, 7.2, -5.9),
        "gaoxin": (2.7, 7.7, 6.0, -8.2),
    },
    "road_freight": {
        "zengdu": (2950, 6.8, 5.9, -12.0), "guangshui": (2480, 6.2, 6.0, -11.1), "suixian": (2310, -2.0, 5.4, -12.7),
        "gaoxin": (860, 6.4, 5.1, -14.0), "dahongshan": (46, 5.0, 4.4, -15.0),
    },
}  # fmt: skip

# levels as per cent of another level, year by year
SHARES: dict[str, tuple[str, dict[str, tuple[float, float, float, float]]]] = {
    "manufacturing_investment": ("industrial_investment", {
        "zengdu": (84, 86, 87, 85), "guangshui": (82, 83, 84, 82), "suixian": (76, 77.4, 80, 79),
        "gaoxin": (91, 92, 90, 78),
    }),
    "private_industrial_investment": ("industrial_investment", {
        "zengdu": (81, 82, 84, 82), "guangshui": (84, 83, 85, 84), "suixian": (79, 77, 81, 81),
        "gaoxin": (74, 76, 78, 68),
    }),
    "strategic_value_added": ("gdp", {
        "zengdu": (14.4, 15.3, 16.1, 16.4), "guangshui": (15.0, 15.9, 16.8, 17.3), "suixian": (11.9, 12.6, 13.4, 13.6),
        "gaoxin": (21.1, 22.6, 23.7, 22.9),
    }),
    "high_tech_value_added": ("gdp", {
        "zengdu": (10.6, 11.4, 12.3, 12.8), "guangshui": (11.0, 11.8, 12.6, 13.1), "suixian": (7.2, 7.8, 8.6, 9.1),
        "gaoxin": (22.4, 23.9, 24.6, 24.2),
    }),
    "private_industrial_revenue": ("industrial_revenue", {
        "zengdu": (82, 82.6, 83, 83), "guangshui": (86, 86.4, 87, 87), "suixian": (83, 83.6, 84, 84),
        "gaoxin": (70, 71, 72, 72),
    }),
    "industrial_profit": ("industrial_revenue", {
        "zengdu": (6.1, 5.9, 6.2, 5.2), "guangshui": (5.8, 6.4, 6.4, 5.4), "suixian": (5.4, 5.6, 5.8, 4.8),
        "gaoxin": (6.9, 7.0, 6.6, 5.1),
    }),
}  # fmt: skip

# rates as reported; no noise
RATES: dict[str, dict[str, tuple[float, float, float, float]]] = {
    "industrial_value_added_growth": {
        "zengdu": (8.1, 8.2, 9.1, -6.8), "guangshui": (8.6, 9.3, 8.8, -5.9), "suixian": (7.5, 7.4, 8.4, -7.4),
        "gaoxin": (9.4, 7.6, 7.3, -9.0),
    },
    "high_tech_value_added_growth": {
        "zengdu": (12.6, 12.4, 14.2, 2.1), "guangshui": (12.1, 14.1, 13.8, 3.4), "suixian": (10.4, 13.2, 13.1, -0.8),
        "gaoxin": (14.7, 15.2, 12.4, -7.6),
    },
    "capacity_utilisation": {
        "zengdu": (77.5, 78.6, 79.4, 72.1), "guangshui": (75.8, 76.9, 78.3, 71.0), "suixian": (73.6, 74.8, 76.0, 69.5),
        "gaoxin": (79.8, 80.7, 81.2, 70.3),
    },
}  # fmt: skip

# Value added of 2016, the base of 2017's growth.
VALUE_ADDED_2016 = {"zengdu": 85.1, "guangshui": 90.2, "suixian": 81.9, "gaoxin": 31.1}
HIGH_TECH_2016 = {"zengdu": 28.1, "guangshui": 28.9, "suixian": 14.9, "gaoxin": 20.4}

# counts: four years of zengdu, guangshui, suixian, gaoxin, and dahongshan where it has any
COUNTS: dict[str, tuple[tuple[int, int, int, int], ...]] = {
    "large_firms": ((187, 196, 208, 221), (168, 179, 191, 202), (166, 174, 185, 197), (69, 73, 77, 82)),
    "firms_over_500m": ((13, 14, 15, 14), (12, 13, 14, 13), (8, 9, 9, 9), (7, 7, 8, 7)),
    "firms_over_500m_with_rd": ((11, 13, 15, 14), (10, 11, 13, 13), (4, 6, 7, 8), (6, 7, 8, 7)),
    "firms_over_1bn": ((4, 5, 6, 5), (4, 4, 5, 5), (2, 2, 3, 2), (5, 5, 5, 4)),
    "firms_over_5bn": ((0, 0, 1, 1), (1, 1, 1, 1), (0, 0, 0, 0), (0, 0, 0, 0)),
    "firms_over_10bn": ((0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0)),
    "growth_points": ((6, 6, 7, 4), (5, 7, 6, 4), (4, 4, 5, 3), (3, 3, 3, 1)),
    "renovating_firms": ((62, 68, 74, 70), (58, 64, 69, 66), (44, 47, 58, 55), (24, 22, 25, 21)),
    "firms_first_renovated": ((0, 51, 62, 64), (0, 49, 54, 60), (0, 38, 52, 57), (0, 22, 21, 22)),
    # All alike in 2018: nobody is best, the rule's when_equal decides.
    "integration_pilots": ((1, 2, 3, 4), (1, 2, 3, 3), (1, 2, 2, 3), (1, 2, 3, 4)),
    "tech_centres": ((4, 5, 6, 6), (4, 4, 5, 6), (2, 3, 3, 4), (3, 4, 5, 5)),
    "national_tech_centres": ((0, 0, 1, 1), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0)),
    # Guangshui and the high-tech zone level in 2018: a tie for the second place.
    "hidden_champions": ((3, 4, 6, 7), (2, 3, 5, 6), (1, 2, 3, 4), (2, 3, 4, 4)),
    "internet_platforms": ((0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 1, 1)),
    "solution_providers": ((0, 0, 1, 1), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0)),
    "capacity_released_firms": ((4, 6, 6, 5), (3, 5, 6, 4), (3, 4, 5, 4), (2, 3, 2, 2)),
    "renovation_projects_100m": ((5, 7, 7, 4), (4, 6, 7, 4), (3, 4, 5, 3), (3, 1, 4, 1)),
    "firms_relieved": ((4, 6, 6, 7), (4, 5, 6, 6), (3, 4, 5, 6), (1, 2, 2, 3)),
    "smart_pilot_firms": ((3, 5, 7, 6), (2, 4, 6, 5), (2, 3, 4, 4), (2, 4, 5, 4)),
    "entrepreneurs_trained": ((80, 110, 118, 76), (72, 96, 105, 70), (60, 88, 92, 61), (30, 42, 46, 28), (5, 8, 9, 6)),
    "firms_visited": ((92, 104, 130, 160), (58, 61, 84, 122), (54, 55, 76, 110), (33, 41, 45, 60)),
    "problems_raised": ((71, 86, 93, 152), (63, 74, 81, 137), (58, 69, 72, 126), (30, 38, 41, 66), (6, 9, 8, 14)),
    "problems_closed": ((62, 76, 88, 140), (55, 68, 75, 124), (47, 58, 64, 112), (27, 36, 38, 59), (5, 7, 7, 12)),
    "task_documents": ((0, 3, 3, 3), (0, 3, 3, 3), (0, 2, 3, 3), (0, 3, 3, 3), (0, 2, 3, 3)),
    "ground_steel_cases": ((0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0)),
    "hazardous_firms_to_move": ((4, 4, 4, 4), (5, 5, 5, 5), (3, 3, 3, 3), (2, 2, 2, 2)),
    "hazardous_firms_moved": ((0, 1, 3, 4), (0, 2, 3, 5), (0, 1, 2, 2), (1, 1, 2, 2)),
    "projects_over_500m": ((2, 3, 3, 1), (2, 2, 3, 2), (1, 1, 2, 1), (1, 2, 2, 0)),
    "projects_over_100m": ((20, 22, 25, 15), (19, 21, 24, 16), (15, 17, 20, 13), (13, 14, 16, 8)),
    "new_projects_landed": ((5, 7, 8, 5), (4, 6, 7, 5), (4, 5, 5, 4), (3, 3, 4, 2)),
    "overcapacity_projects": ((0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0)),
    "unlawful_charges": ((1, 0, 0, 0), (1, 0, 0, 0), (2, 1, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0)),
    "renovation_local_revenue": ((640, 860, 1130, 980), (560, 740, 950, 870), (390, 520, 690, 610),
                                 (330, 450, 380, 240)),
    "above_limit_firms": ((104, 112, 121, 124), (90, 98, 106, 109), (79, 86, 92, 95), (21, 24, 27, 28), (4, 5, 6, 6)),
    "firms_on_cloud": ((96, 240, 410, 640), (80, 205, 366, 590), (61, 168, 301, 502), (44, 102, 170, 265),
                       (2, 6, 11, 19)),
    "high_tech_firms": ((22, 25, 27, 31), (21, 22, 25, 29), (13, 14, 16, 18), (18, 20, 22, 25)),
    "products_inspected": ((205, 210, 220, 180), (184, 190, 201, 172), (166, 170, 180, 150), (92, 95, 98, 80)),
    "products_passed": ((190, 195, 208, 171), (170, 178, 189, 163), (150, 156, 167, 140), (87, 91, 94, 77)),
    "service_customers_asked": ((380, 400, 420, 300), (360, 380, 400, 290), (340, 350, 370, 270), (240, 260, 270, 200),
                                (160, 180, 190, 120)),
    "service_customers_satisfied": ((342, 366, 388, 279), (319, 344, 366, 266), (293, 306, 331, 243),
                                    (221, 243, 252, 186), (145, 164, 177, 112)),
    "china_quality_awards": ((0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0)),
    "changjiang_quality_awards": ((0, 0, 1, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0)),
    "bianzhong_quality_awards": ((1, 1, 1, 0), (1, 1, 0, 1), (0, 0, 1, 0), (0, 1, 0, 1), (0, 0, 0, 0)),
    "hubei_brand_products": ((2, 3, 2, 0), (2, 2, 3, 0), (1, 2, 1, 0), (1, 1, 1, 0), (0, 0, 0, 0)),
    "national_standards_led": ((0, 1, 1, 0), (0, 0, 1, 1), (0, 0, 0, 0), (1, 1, 0, 1), (0, 0, 0, 0)),
    "industry_standards_led": ((1, 1, 1, 1), (0, 1, 1, 0), (0, 0, 1, 0), (1, 1, 1, 1), (0, 0, 0, 0)),
    "geographical_indications": ((0, 0, 0, 1), (0, 0, 1, 0), (1, 1, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0)),
    "wellknown_trademarks": ((0, 0, 1, 0), (0, 1, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0)),
    "tourism_products": ((40, 62, 71, 48), (44, 74, 82, 60), (58, 96, 104, 81), (8, 24, 26, 14), (35, 58, 66, 50)),
    "approval_days_legal": ((5010, 5200, 5350, 4800), (4640, 4860, 5000, 4520), (4080, 4310, 4400, 3990),
                            (2790, 2980, 3050, 2600), (610, 640, 660, 580)),
    "approval_days_used": ((3760, 3540, 3390, 2890), (3710, 3340, 3310, 2880), (3390, 3190, 2930, 2610),
                           (1870, 1720, 1690, 1410), (500, 450, 430, 360)),
    "inspection_criticisms": ((1, 0, 0, 0), (0, 0, 0, 0), (1, 1, 0, 0), (0, 0, 0, 1), (0, 0, 0, 0)),
    "department_work_score": ((91, 92.5, 93, 92), (88, 90, 91.5, 90), (85.5, 84, 88, 89), (92, 93.5, 94, 90.5),
                              (84, 86, 87, 85)),
}  # fmt: skip

# reported once for the city
CITY_ONLY: dict[str, tuple[float, float, float, float]] = {
    "profit_place": (12, 11, 11, 12),
    "profit_growth_place": (9, 7, 8, 10),
    "new_deposits": (96.0, 105.4, 118.2, 164.7),
    "new_deposits_lent_locally": (55.1, 62.4, 73.0, 104.1),
    "deposits": (1240.0, 1345.4, 1463.6, 1628.3),
    "loans": (640.2, 712.6, 801.9, 920.4),
    "consumer_goods_consistency": (90.2, 92.1, 93.8, 95.3),
    "soe_utilities_transferred": (72, 100, 100, 100),
    "soe_social_functions_shed": (20, 45, 75, 97),
    "intermediaries_reformed": (40, 70, 98, 100),
}

# Growth over the same firms, in per cent, where the bureau has confirmed one: firms came and went in Zengdu and the
# zone.
COMPARABLE = {"industrial_revenue_growth": {"zengdu": 10.4, "guangshui": 10.9, "gaoxin": 9.2}}
# What the bureau gave of 2018 a week before the confirmed figures, which supersede it (deliveries.csv).
FLASH = {
    "fixed_investment": {"zengdu": 352.9}, "industrial_investment": {"guangshui": 151.4, "suixian": 132.6},
    "industrial_revenue": {"suixian": 361.2},
}  # fmt: skip
CURRENT = 2018
"""The year of both."""

MISSING = [("problems_closed", "guangshui", 2018)]
"""Not delivered: the indicator's policy (worst) decides."""


def figures() -> Figures:
    """All figures, rounded as delivered: levels to 2 decimals, rates to 1."""
    chance = np.random.Generator(np.random.PCG64(SEED))

    def noise(size: float) -> float:
        return (2 * float(chance.random()) - 1) * size

    out: Figures = {}
    for code, units in GROWN.items():
        out[code] = {unit: _grown(code, path, noise) for unit, path in units.items()}
    for code, (whole, units) in SHARES.items():
        out[code] = {
            unit: [round(out[whole][unit][n] * (share + noise(0.15)) / 100, 2) for n, share in enumerate(path)]
            for unit, path in units.items()
        }
    for code, units in RATES.items():
        out[code] = {unit: list(path) for unit, path in units.items()}
    for code, first, rate in (
        ("industrial_value_added_base", VALUE_ADDED_2016, "industrial_value_added_growth"),
        ("high_tech_value_added_base", HIGH_TECH_2016, "high_tech_value_added_growth"),
    ):
        out[code] = {unit: _bases(start, out[rate][unit], noise) for unit, start in first.items()}
    for code, paths in COUNTS.items():
        out[code] = {unit: list(path) for unit, path in zip(UNITS, paths, strict=False)}
    for code, path in CITY_ONLY.items():
        out[code] = {CITY: list(path)}
    for code, unit, year in MISSING:
        out[code][unit][YEARS.index(year)] = float("nan")
    return out


def _grown(code: str, path: tuple[float, ...], noise: Noise) -> Path:
    """A level: its start, then yearly rates. Regional product is known, and a fall by half is meant to be exact."""
    levels = [path[0]]
    for rate in path[1:]:
        moved = rate if code == "gdp" or rate == HALVED else rate + noise(0.3)
        levels.append(round(levels[-1] * (1 + moved / 100), 2))
    return levels


def _bases(start: float, rates: Path, noise: Noise) -> Path:
    """The comparable base of each year: last year's value added, but for firms that came and went."""
    bases = [start]
    for rate in rates[:-1]:
        bases.append(round(bases[-1] * (1 + rate / 100) * (1 + noise(0.01)), 2))
    return bases
