"""The ASEM index as an assessment folder, built from the data beside the project; nothing of them is kept here.

Indicators that have a denominator are divided by it; the tree and the weights are those of the index, equal within each
parent. Codes that would stand for two things bear a prefix: the denominators' columns begin with ``by_``.
"""

import csv
import json
from collections.abc import Mapping
from fractions import Fraction
from math import lcm
from pathlib import Path
from typing import Any

import pytest

YEAR = 2018
GROUPS = ("Asia", "Europe")
Rows = list[dict[str, str]]


def asem(repository: Path) -> Path:
    """The folder of reference values; the test is skipped where it is not beside the project."""
    folder = repository.parent / "shared" / "reference" / "asem"
    if not folder.is_dir():
        pytest.skip("the ASEM reference values are not beside the project (../shared/reference/asem)")
    return folder


def rows(path: Path) -> Rows:
    """A table's rows by column name."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_folder(
    reference: Path,
    folder: Path,
    *,
    scoring: Mapping[str, Any],
    missing: Any,
    aggregate: Any = "arithmetic",
    treatment: Mapping[str, Any] | None = None,
) -> Path:
    """Write the assessment folder. ``scoring``, ``missing`` and ``aggregate`` are the same for all."""
    meta = rows(reference / "input" / "iMeta.csv")
    data = rows(reference / "input" / "iData.csv")
    method = folder / "indicator_specs" / "asem"
    method.mkdir(parents=True)
    _write(method / "method.yaml", _method())
    _write(method / "statistics.yaml", {"statistics": _statistics(meta)})
    for pillar in _children(meta, "Index"):
        _write(method / f"{pillar}.yaml", _dimension(meta, pillar, scoring, missing))
    if treatment is not None:
        _write(method / "treatment.yaml", treatment)
    (folder / "weights").mkdir()
    _write(folder / "weights" / "equal.yaml", _weights(meta, aggregate))
    _write(
        folder / "assessment.yaml",
        {"title": "ASEM", "period": YEAR, "method": "asem", "weights": "equal", "data": ["data"]},
    )
    _write_units(folder / "units.csv", data)
    (folder / "data").mkdir()
    _write_data(folder / "data" / "asem.csv", meta, data)
    return folder


def _write(path: Path, content: Mapping[str, Any]) -> None:
    """JSON is YAML, and keeps every digit."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def _children(meta: Rows, parent: str) -> list[str]:
    return [row["iCode"] for row in meta if row["Parent"] == parent]


def _of_type(meta: Rows, kind: str) -> Rows:
    return [row for row in meta if row["Type"] == kind]


def _method() -> dict[str, Any]:
    return {
        "code": "asem",
        "name": "ASEM",
        "document": {"title": "ASEM Sustainable Connectivity", "number": "JRC", "date": f"{YEAR}-10-01"},
        "years": [YEAR, YEAR],
        "over": "all",
        "measures": [{"code": "any", "name": "any"}],
        "departments": [{"code": "jrc", "name": "JRC"}],
        "groups": [{"code": group, "name": group} for group in GROUPS],
    }


def _statistics(meta: Rows) -> list[dict[str, Any]]:
    codes = [row["iCode"] for row in _of_type(meta, "Indicator")]
    codes += ["by_" + row["iCode"] for row in _of_type(meta, "Denominator")]
    return [{"code": code, "name": code, "unit": "any", "department": "jrc", "total": "none"} for code in codes]


def _dimension(meta: Rows, code: str, scoring: Mapping[str, Any], missing: Any) -> dict[str, Any]:
    of = {row["iCode"]: row for row in meta}
    below = _children(meta, code)
    out: dict[str, Any] = {"dimension": code, "name": of[code]["iName"] or code}
    indicators = [
        {
            "code": child,
            "name": of[child]["iName"],
            "unit": "any",
            "direction": "positive" if float(of[child]["Direction"]) > 0 else "negative",
            "source": {"clause": "iMeta"},
            "formula": f"{child} / by_{of[child]['Denominator']}" if of[child]["Denominator"] else child,
            "scoring": dict(scoring),
            "missing": missing,
        }
        for child in below
        if of[child]["Type"] == "Indicator"
    ]
    dimensions = [_dimension(meta, child, scoring, missing) for child in below if of[child]["Type"] == "Aggregate"]
    return out | ({"indicators": indicators} if indicators else {}) | ({"dimensions": dimensions} if dimensions else {})


def _weights(meta: Rows, aggregate: Any) -> dict[str, Any]:
    """Equal shares at each level, in whole points: the least total that all levels divide."""
    shares: dict[str, Fraction] = {"Index": Fraction(1)}
    for row in reversed([row for row in meta if row["Parent"]]):
        siblings = _children(meta, row["Parent"])
        shares[row["iCode"]] = shares[row["Parent"]] / len(siblings)
    total = lcm(*(share.denominator for share in shares.values()))

    def branch(code: str) -> Any:
        own = int(shares[code] * total)
        below = {child: branch(child) for child in _children(meta, code)}
        return {"weight": own, **below} if below else own

    return {
        "method": "asem",
        "name": "equal",
        "decided": {"by": "JRC", "basis": "equal"},
        "total": total,
        "weights": {code: branch(code) for code in _children(meta, "Index")},
        "not_applicable": "within_dimension",
        "ranking": {"on": "unrounded"},
        "aggregate": aggregate,
    }


def _write_units(path: Path, data: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["code", "name", "name_en", "group"])
        writer.writerows([row["uCode"], row["uName"], row["uName"], row["EurAsia_group"]] for row in data)


def _write_data(path: Path, meta: Rows, data: Rows) -> None:
    columns = {row["iCode"]: row["iCode"] for row in _of_type(meta, "Indicator")}
    columns |= {"by_" + row["iCode"]: row["iCode"] for row in _of_type(meta, "Denominator")}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["unit", "period", *columns])
        for row in data:
            figures = [row[column] for column in columns.values()]
            writer.writerow([row["uCode"], YEAR, *("" if figure == "NA" else figure for figure in figures)])
