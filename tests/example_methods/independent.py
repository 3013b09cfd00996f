"""The totals of every example method, worked out from its data with numpy and nothing of the engine.

Each function takes the figures, by column and unit in file order, and gives the totals by unit. What stands in here was
written from the README of the example and the clause catalogue, not from the method's files.
"""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np

Figures = dict[str, dict[str, dict[str, float]]]
"""By statistic, period and unit."""
Totals = dict[str, float]


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def figures_of(folder: Path) -> Figures:
    out: Figures = {}
    for file in sorted((folder / "data").glob("*.csv")):
        for row in rows_of(file):
            for name, cell in row.items():
                if name not in {"unit", "period"} and cell != "":
                    out.setdefault(name, {}).setdefault(row["period"], {})[row["unit"]] = float(cell)
    return out


def between(x: float, low: float, high: float) -> float:
    return float(np.clip((x - low) / (high - low), 0, 1))


def base_and_target(folder: Path) -> Totals:
    figures = figures_of(folder)
    dimensions: list[tuple[float, dict[str, tuple[float, float, float]]]] = [
        (0.195, {"value_added_growth": (30, 15, 25), "output_growth": (40, 10, 20), "investment_growth": (30, 10, 25)}),
        (0.305, {"profit_margin": (50, 4, 8), "labour_productivity": (50, 15, 30)}),
        (0.25, {"rd_share": (60, 1, 3), "new_product_share": (40, 10, 30)}),
        (0.25, {"energy_intensity": (100, 0.8, 0.5)}),
    ]
    units = list(figures["rd_share"]["2015"])
    return {
        unit: sum(
            own * weight * between(figures[name]["2015"][unit], base, target)
            for own, parts in dimensions
            for name, (weight, base, target) in parts.items()
        )
        for unit in units
    }


def three_classes(folder: Path) -> Totals:
    figures = {name: by["2018"] for name, by in figures_of(folder).items()}
    group = {row["code"]: row["group"] for row in rows_of(folder / "units.csv")}
    weights = {
        "gdp_growth": 20, "industry_growth": 25, "investment_growth": 15, "revenue_growth": 15, "income_growth": 10,
        "clean_days": 5, "relief_rate": 10,
    }  # fmt: skip
    quarters = [
        {row["unit"]: float(row["score"]) for row in rows_of(folder / "previous" / f"2018Q{n}.csv")}
        for n in (1, 2, 3, 4)
    ]
    out = {}
    for unit, own_group in group.items():
        own = dict(weights)
        if own_group == "ecology":
            own |= {"industry_growth": 10, "clean_days": 20}
        year = 0.0
        for name, weight in own.items():
            peers = [figures[name][each] for each in group if group[each] == own_group]
            year += weight * (60 + 40 * between(figures[name][unit], min(peers), max(peers))) / 100
        out[unit] = 0.6 * year + 0.1 * sum(quarter[unit] for quarter in quarters)
    return out


def rank_votes(folder: Path) -> Totals:
    figures = figures_of(folder)
    votes = np.array([list(figures[f"place_{place}"]["2015Q1"].values()) for place in range(1, 14)])
    units = list(figures["place_1"]["2015Q1"])
    assert (votes.sum(axis=1) == votes.sum() / 13).all(), "every ballot gives every place once"
    marks = np.arange(100, 63, -3)
    return dict(zip(units, ((marks[:, None] * votes).sum(axis=0) / votes.sum(axis=0)).tolist(), strict=True))


def seventy_thirty(folder: Path) -> Totals:
    f = {name: by["2019"] for name, by in figures_of(folder).items()}
    out = {}
    for unit in f["revenue"]:
        growth = min(20.0, max(0.0, 20 - 2 * (f["value_added_target"][unit] - f["value_added_growth"][unit])))
        revenue = 20 * min(1.0, f["revenue"][unit] / f["revenue_target"][unit])
        done = f["investment"][unit] / f["investment_target"][unit]
        investment = 20 if done >= 1 else 10 if done >= 0.9 else 0
        progress = {0: 0, 1: 12, 2: 18}[int(f["report_stage"][unit])] + 12 * f["expert_marks"][unit] / 4
        bonus = 2 * f["national_honours"][unit] + min(2.0, 0.5 * f["provincial_honours"][unit])
        bonus = min(5.0, bonus + min(3.0, f["special_points"][unit]))
        out[unit] = growth + revenue + investment + min(10.0, f["new_firms"][unit]) + progress + bonus
    return out


def output_per_mu(folder: Path) -> Totals:
    figures = {name: by["2022"] for name, by in figures_of(folder).items()}
    group = {row["code"]: row["group"] for row in rows_of(folder / "units.csv")}
    benchmarks = {
        "tax_per_mu": (30, 24.097), "revenue_per_mu": (20, 150), "value_added_per_energy": (15, 40),
        "value_added_per_emission": (10, 5), "research_share": (10, 2.5), "value_added_per_head": (15, 1),
    }  # fmt: skip
    out = dict.fromkeys(group, 0.0)
    for name, (weight, benchmark) in benchmarks.items():
        for unit, own_group in group.items():
            peers = [value for each, value in figures[name].items() if group[each] == own_group]
            out[unit] += weight * float(np.clip(figures[name].get(unit, np.mean(peers)) / benchmark, 0, 1.5))
    return out


def high_tech_zones(folder: Path) -> Totals:
    figures = {name: by["2024"] for name, by in figures_of(folder).items()}
    weights = {
        "rd_intensity": 15 * 0.8 / 4, "research_staff": 15 * 1.2 / 4, "patents": 15 / 4, "innovation_bodies": 15 / 4,
        "high_tech_firms": 20, "output_growth": 25, "exports": 15, "green_share": 10, "services": 15,
    }  # fmt: skip
    off = {"accidents": 1.5, "pollution_cases": 1, "false_reports": 3, "land_cases": 0.5}
    out = {}
    for unit in figures["exports"]:
        parts = [
            weight * between(figures[name][unit], min(figures[name].values()), max(figures[name].values()))
            for name, weight in weights.items()
        ]
        less = sum(each * figures[name][unit] for name, each in off.items()) + min(0.5, 0.2 * figures["notices"][unit])
        out[unit] = sum(parts) - less
    return out


def two_parts(folder: Path) -> Totals:
    figures = figures_of(folder)
    rows = rows_of(folder / "units.csv")
    group = {row["code"]: row["group"] for row in rows}
    results = {}
    for unit, own_group in group.items():
        found = 0.0
        for name, weight in (("industry_output", 50), ("investment_abroad", 30)):
            now, before = figures[name]["2010"], figures[name]["2009"]
            peers = [each for each in now if group[each] == own_group]
            if unit not in now:
                break
            growth = {each: now[each] / before[each] - 1 for each in peers if each in before}
            level = [now[each] for each in peers]
            score = 60 + 40 * between(now[unit], min(level), max(level))
            if unit in growth:
                moved = 60 + 40 * between(growth[unit], min(growth.values()), max(growth.values()))
                score = 0.4 * score + 0.6 * moved
            found += weight * score / 80
        else:
            results[unit] = found
    people = figures["population"]["2010"]
    for row in rows:
        if row["code"] not in results:
            below = [each["code"] for each in rows if each["part_of"] == row["code"]]
            results[row["code"]] = float(np.average([results[k] for k in below], weights=[people[k] for k in below]))
    goals = figures["goal_completion"]["2010"]
    return {
        unit: 0.2 * min(100.0, goals[unit]) + 0.8 * found if group[unit] == "city" else found
        for unit, found in results.items()
    }


def banded(points: float, excess: float, divisors: tuple[int, int, int]) -> float:
    """B and its worth of the excess, ten points at a time; beyond thirty the third rate goes on."""
    size = abs(excess)
    parts = (min(size, 10), min(max(size - 10, 0), 10), max(size - 20, 0))
    moved = sum(part * points / divisor for part, divisor in zip(parts, divisors, strict=True))
    return float(points + np.sign(excess) * moved)


def marginal_bands(folder: Path) -> Totals:
    figures = figures_of(folder)
    growth, projects = figures["investment_growth"], figures["project_growth"]["2018"]
    out = {}
    for unit, own in figures["last_year_reference"]["2018"].items():
        reference = growth["2017"][unit] if own == 1 else growth["2018"]["province"]
        out[unit] = banded(60, growth["2018"][unit] - reference, (20, 40, 60))
        out[unit] += banded(40, projects[unit] - projects["province"], (60, 80, 100))
    return out


INDEPENDENT: dict[str, Callable[[Path], Totals]] = {
    each.__name__: each
    for each in (
        base_and_target, three_classes, rank_votes, seventy_thirty, output_per_mu, high_tech_zones, two_parts,
        marginal_bands,
    )
}  # fmt: skip
