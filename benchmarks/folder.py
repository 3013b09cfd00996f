"""A synthetic assessment folder of any size: what a run over thousands of units has to read and write."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

YEAR = 2020
DIMENSIONS, EACH = 6, 10
GROUPS = ("county", "zone")
SYNTHETIC = {
    "zh": "本文件全部数据为测速脚本生成的合成数据。",
    "en": "All figures are synthetic, made to measure speed.",
}

FORMULAS = ("growth({0})", "share({0}, {1})", "{0}", "change({0})", "{0} / {1}")
RULES: tuple[Mapping[str, Any], ...] = (
    {"rule": "min_max", "when_equal": 100},
    {"rule": "efficacy", "when_equal": 100},
    {"rule": "completion", "cap": 120},
    {"rule": "margin", "reference": "mean", "base": 80, "each": 0.5, "within": [60, 100]},
    {"rule": "z_score", "centre": 70, "spread": 10, "deviation": "sample", "when_equal": 70},
)


def write_folder(folder: Path, units: int, *, formulas: tuple[str, ...] = FORMULAS, rules: Any = RULES) -> Path:
    """Write a folder of ``units`` units and 60 indicators in three levels; formulas and rules take turns."""
    method = folder / "indicator_specs" / "synthetic"
    for path in (method, folder / "weights", folder / "data"):
        path.mkdir(parents=True)
    codes = [f"s{n}" for n in range(DIMENSIONS * EACH)]
    _write(method / "method.yaml", _about())
    _write(method / "statistics.yaml", {"statistics": [_statistic(code) for code in codes]})
    for dimension in range(DIMENSIONS):
        _write(method / f"{dimension}.yaml", {"dimension": f"d{dimension}", "name": f"维度{dimension}", "indicators": [
            _indicator(n, codes, formulas, rules) for n in range(dimension * EACH, (dimension + 1) * EACH)
        ]})  # fmt: skip
    _write(folder / "weights" / "equal.yaml", _weights())
    _write(
        folder / "assessment.yaml",
        {"title": {"zh": "测速", "en": "Speed"}, "period": YEAR, "method": "synthetic", "weights": "equal",
         "data": ["data"], "synthetic": SYNTHETIC},
    )  # fmt: skip
    with (folder / "units.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["code", "name", "name_en", "group"])
        writer.writerows([f"u{n}", f"单位{n}", f"Unit {n}", GROUPS[n % len(GROUPS)]] for n in range(units))
    _write_data(folder / "data" / "synthetic.csv", units, codes)
    return folder


def _write(path: Path, content: Mapping[str, Any]) -> None:
    """JSON is YAML."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def _about() -> dict[str, Any]:
    return {
        "code": "synthetic", "name": "synthetic",
        "document": {"title": "synthetic", "number": "1", "date": f"{YEAR}-01-01"},
        "years": [YEAR, YEAR], "over": "all",
        "measures": [{"code": "any", "name": {"zh": "件", "en": "pieces"}}],
        "departments": [{"code": "bureau", "name": {"zh": "统计局", "en": "bureau"}}],
        "groups": [{"code": group, "name": group} for group in GROUPS],
    }  # fmt: skip


def _statistic(code: str) -> dict[str, Any]:
    return {"code": code, "name": {"zh": f"统计{code}", "en": code}, "unit": "any", "department": "bureau",
            "range": [0, None], "total": "sum"}  # fmt: skip


def _indicator(n: int, codes: list[str], formulas: tuple[str, ...], rules: Any) -> dict[str, Any]:
    return {
        "code": f"i{n}", "name": {"zh": f"指标{n}", "en": f"Indicator {n}"}, "unit": "any",
        "direction": "positive", "source": {"clause": f"一({n})", "says": "synthetic"},
        "formula": formulas[n % len(formulas)].format(codes[n], codes[(n + 7) % len(codes)]),
        "targets": {YEAR: 100}, "scoring": dict(rules[n // len(formulas) % len(rules)]), "missing": "refuse",
    }  # fmt: skip


def _weights() -> dict[str, Any]:
    each = 10
    weights = {
        f"d{d}": {"weight": each * EACH, **{f"i{n}": each for n in range(d * EACH, (d + 1) * EACH)}}
        for d in range(DIMENSIONS)
    }
    return {
        "method": "synthetic", "name": "equal", "decided": {"by": "bureau", "basis": "equal"},
        "total": each * DIMENSIONS * EACH, "weights": weights, "not_applicable": "within_dimension",
        "ranking": {"on": "unrounded", "ties": ["i0"]}, "aggregate": "arithmetic",
    }  # fmt: skip


def _write_data(path: Path, units: int, codes: list[str]) -> None:
    """Two years of every statistic, from a fixed seed."""
    chance = random.Random(20180726)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["unit", "period", *codes])
        for year in (YEAR - 1, YEAR):
            for n in range(units):
                writer.writerow([f"u{n}", year, *(f"{chance.lognormvariate(4, 0.5):.2f}" for _ in codes)])
