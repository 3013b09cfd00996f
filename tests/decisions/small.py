"""A small assessment for decisions: units whose total is what the table says, and rules to be decided by."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sz_assess.result import Result
from sz_assess.run import assess_folder

YEAR = 2018


def decided(
    folder: Path,
    totals: Sequence[float],
    columns: Mapping[str, Sequence[float]] | None = None,
    *,
    decisions: Mapping[str, Any] | None = None,
    figures: Mapping[str, Any] | None = None,
    vetoes: Sequence[Mapping[str, Any]] = (),
    groups: Sequence[str] = (),
    previous: Sequence[int | None] | None = None,
    earlier: Mapping[str, Sequence[float]] | None = None,
    about: Mapping[str, Any] | None = None,
    ledgers: Mapping[str, tuple[Mapping[str, Any], str]] | None = None,
    departments: Sequence[str] = ("bureau",),
    extra: Mapping[str, Mapping[str, Any]] | None = None,
) -> Result:
    """Assess units u0, u1 ... whose totals are given. ``columns`` are further statistics, ``earlier`` theirs of the
    year before, ``figures`` the ``decisions:`` part of the weights file, ``extra`` further files of the
    method. Grades: good from 80, fair from 60, poor."""
    folder.mkdir(parents=True, exist_ok=True)
    labels = list(groups) or ["a"] * len(totals)
    units = [f"u{n}" for n in range(len(totals))]
    table = {"mark": totals, **dict(columns or {})}
    _method(folder / "indicator_specs" / "small", table, labels, decisions, vetoes, departments)
    for name, further in (extra or {}).items():
        _write(folder / "indicator_specs" / "small" / name, further)
    _write(folder / "weights" / "w.yaml", _weights() | {"decisions": dict(figures or {})})
    stated: dict[str, Any] = {"title": "small", "period": YEAR, "method": "small", "weights": "w", **(about or {})}
    if previous is not None:
        stated["previous"] = {"period": YEAR - 1, "ranking": "previous.csv"}
        places = [[unit, place, place] for unit, place in zip(units, previous, strict=True) if place is not None]
        _csv(folder / "previous.csv", ["unit", "rank", "group_rank"], places)
    _write(folder / "assessment.yaml", stated)
    names = [[unit, unit.upper(), unit.upper(), label] for unit, label in zip(units, labels, strict=True)]
    _csv(folder / "units.csv", ["code", "name", "name_en", "group"], names)
    rows: list[list[object]] = [
        [unit, YEAR, *("" if math.isnan(each) else each for each in of)]
        for unit, of in zip(units, zip(*table.values(), strict=True), strict=True)
    ]
    for n, unit in enumerate(units if earlier else ()):
        rows.append([unit, YEAR - 1, *((earlier or {}).get(code, [""] * len(units))[n] for code in table)])
    _csv(folder / "data" / "data.csv", ["unit", "period", *table], rows)
    if ledgers:
        specs = [{"code": code, "name": code, "department": "bureau", **spec} for code, (spec, _) in ledgers.items()]
        _write(folder / "indicator_specs" / "small" / "ledgers.yaml", {"ledgers": specs})
        for code, (_, content) in ledgers.items():
            path = folder / "ledgers" / f"{code}.csv"
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, encoding="utf-8")
    return assess_folder(folder)


def _method(
    folder: Path,
    table: Mapping[str, Sequence[float]],
    labels: Sequence[str],
    decisions: Mapping[str, Any] | None,
    vetoes: Sequence[Mapping[str, Any]],
    departments: Sequence[str],
) -> None:
    _write(folder / "method.yaml", {
        "code": "small", "name": "small", "document": {"title": "small", "number": "1", "date": "2018-01-01"},
        "years": [YEAR, YEAR + 2], "over": "all", "measures": [{"code": "any", "name": "any"}],
        "departments": [{"code": code, "name": code} for code in departments],
        "groups": [{"code": group, "name": group} for group in sorted(set(labels))],
    })  # fmt: skip
    _write(folder / "statistics.yaml", {"statistics": [
        {"code": code, "name": code, "unit": "any", "department": "bureau", "total": "none"} for code in table
    ]})  # fmt: skip
    _write(folder / "1_all.yaml", {"dimension": "all", "name": "all", "indicators": [{
        "code": "i_mark", "name": "mark", "unit": "any", "direction": "positive", "source": {"clause": "1"},
        "formula": "mark", "missing": "exclude",
        "scoring": {"rule": "curve", "points": [[0, 0], [100, 100]], "beyond": "extend"},
    }]})  # fmt: skip
    if vetoes:
        _write(
            folder / "adjustments.yaml",
            {"vetoes": [{"name": "veto", "source": {"clause": "1"}, **veto} for veto in vetoes]},
        )
    if decisions is not None:
        _write(folder / "decisions.yaml", decisions)


def _weights() -> dict[str, Any]:
    return {
        "method": "small", "name": "w", "decided": {"by": "bureau", "basis": "test"}, "total": 100,
        "weights": {"all": {"weight": 100, "i_mark": 100}}, "not_applicable": "within_dimension",
        "ranking": {"on": "unrounded", "decimals": 4}, "aggregate": "arithmetic",
        "grades": {"by": "score", "grades": [
            {"code": "good", "name": "good", "from_score": 80}, {"code": "fair", "name": "fair", "from_score": 60},
            {"code": "poor", "name": "poor"},
        ]},
    }  # fmt: skip


def _write(path: Path, content: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")


def _csv(path: Path, heading: Sequence[object], rows: Sequence[Sequence[object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *rows])
