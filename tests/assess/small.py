"""A small assessment made of a table: an indicator a column, one dimension and equal weights unless said otherwise."""

import csv
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sz_assess.result import Result
from sz_assess.run import assess_folder

YEAR = 2020
Columns = Mapping[str, Sequence[float]]
MIN_MAX = {"rule": "min_max", "when_equal": 50}
AS_IT_IS = {"rule": "expression", "formula": "value"}
Dimensions = Mapping[str, Mapping[str, Any]]
"""By code: ``of``, the columns of the dimension, and whatever else its file says."""


def assessed(
    folder: Path,
    columns: Columns,
    *,
    treatment: Mapping[str, Any] | None = None,
    missing: Any = "default",
    groups: Sequence[str] = (),
    earlier: Mapping[int, Columns] | None = None,
    indicators: Mapping[str, Mapping[str, Any]] | None = None,
    weights: Mapping[str, Any] | None = None,
    dimensions: Dimensions | None = None,
    adjustments: Mapping[str, Any] | None = None,
    second: Mapping[str, tuple[str, str]] | None = None,
) -> Result:
    """Assess figures by statistic; ``indicators`` holds what differs from an indicator of the same code, min-max.

    ``adjustments`` is the method's file of that name. ``second`` are further rows by code: the unit whose figures they
    are scored on, and their group.
    """
    units = [f"u{n}" for n in range(len(next(iter(columns.values()))))]
    labels = list(groups) or ["a"] * len(units)
    method = folder / "indicator_specs" / "small"
    for path in (method, folder / "weights", folder / "data"):
        path.mkdir(parents=True)
    more_rows = second or {}
    _write(method / "method.yaml", _about(sorted({*labels, *(group for _, group in more_rows.values())})))
    statistics = [
        {"code": code, "name": code, "unit": "any", "department": "bureau", "total": "none"} for code in columns
    ]
    _write(method / "statistics.yaml", {"statistics": statistics})
    parts = dimensions or {"all": {"of": list(columns)}}
    for n, (dimension, about) in enumerate(parts.items(), 1):
        more = {key: value for key, value in about.items() if key != "of"}
        _write(method / f"{n}_{dimension}.yaml", {"dimension": dimension, "name": dimension, **more, "indicators": [
            {"code": f"i_{code}", "name": code, "unit": "any", "direction": "positive", "source": {"clause": "1"},
             "formula": code, "scoring": MIN_MAX, "missing": missing, **(indicators or {}).get(f"i_{code}", {})}
            for code in about["of"]
        ]})  # fmt: skip
    if adjustments is not None:
        _write(method / "adjustments.yaml", adjustments)
    if treatment is not None:
        _write(method / "treatment.yaml", treatment)
    _write(folder / "weights" / "equal.yaml", _weights(parts) | dict(weights or {}))
    _write(folder / "assessment.yaml", {"title": "small", "period": YEAR, "method": "small", "weights": "equal"})
    with (folder / "units.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [[unit, unit, unit, label, ""] for unit, label in zip(units, labels, strict=True)]
        rows += [[code, code, code, group, unit] for code, (unit, group) in more_rows.items()]
        csv.writer(file).writerows([["code", "name", "name_en", "group", "figures_of"], *rows])
    with (folder / "data" / "data.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["unit", "period", *columns])
        for year, table in {YEAR: columns, **(earlier or {})}.items():
            for unit, figures in zip(units, zip(*table.values(), strict=True), strict=True):
                writer.writerow([unit, year, *("" if math.isnan(figure) else figure for figure in figures)])
    return assess_folder(folder)


def _write(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")


def _about(groups: Sequence[str]) -> dict[str, Any]:
    return {
        "code": "small", "name": "small", "document": {"title": "small", "number": "1", "date": "2020-01-01"},
        "years": [YEAR - 5, YEAR + 5], "over": "all", "measures": [{"code": "any", "name": "any"}],
        "departments": [{"code": "bureau", "name": "bureau"}],
        "groups": [{"code": group, "name": group} for group in groups],
    }  # fmt: skip


def _weights(parts: Dimensions) -> dict[str, Any]:
    def below(about: Mapping[str, Any]) -> dict[str, int]:
        return {"weight": 10 * len(about["of"]), **{f"i_{code}": 10 for code in about["of"]}}

    return {
        "method": "small", "name": "equal", "decided": {"by": "bureau", "basis": "equal"},
        "total": sum(10 * len(about["of"]) for about in parts.values()),
        "weights": {code: below(about) for code, about in parts.items()},
        "not_applicable": "within_dimension", "ranking": {"on": "unrounded"}, "aggregate": "arithmetic",
    }  # fmt: skip
