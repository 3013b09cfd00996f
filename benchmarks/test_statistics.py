"""Statistics read and checked, against reading them: a wide workbook, long rows of csv."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter
from python_calamine import CalamineWorkbook

from benchmarks.conftest import Claim
from benchmarks.timing import ratio
from sz_assess.method.assessment import Unit
from sz_assess.method.model import Assessment
from sz_assess.statistics.load import load_panel
from tests.statistics.conftest import an_assessment

UNITS, STATISTICS = 3_000, 200


def assessment(folder: Path) -> Assessment:
    """Synthetic: counties, each with figures of every statistic."""
    (folder / "data").mkdir()
    units = [Unit(f"u{n}", f"单位{n}", f"Unit {n}", "county") for n in range(UNITS)]
    statistics = [
        {"code": f"s{n}", "name": f"数据{n}", "unit": "firms", "department": "stats", "range": [0, None]}
        for n in range(STATISTICS)
    ]
    return an_assessment(folder, units=units, statistics=statistics)


def figures() -> Any:
    return np.random.default_rng(20180726).lognormal(4.0, 0.5, (UNITS, STATISTICS)).round(2)


def test_a_wide_workbook(benchmark: Any, claim: Claim, tmp_path: Path) -> None:
    about = assessment(tmp_path)
    path = tmp_path / "data" / "wide.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("2018")
        sheet.write_row(0, 0, ["unit", *(f"s{n}" for n in range(STATISTICS))])
        for n, row in enumerate(figures().tolist(), start=1):
            sheet.write_row(n, 0, [f"u{n - 1}", *row])
    data = path.read_bytes()

    def floor() -> object:
        return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()

    found = ratio(benchmark, lambda: load_panel(about), floor, rounds=5)
    claim("a workbook of 3 000 x 200 read and checked, against calamine reading it", found, 2.0)


def test_long_rows(benchmark: Any, claim: Claim, tmp_path: Path) -> None:
    about = assessment(tmp_path)
    path = tmp_path / "data" / "long.csv"
    rows = ["unit,statistic,period,value"]
    for u, row in enumerate(figures().tolist()):
        rows += [f"u{u},s{s},2018,{value}" for s, value in enumerate(row)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")

    def floor() -> object:
        """Columns of numbers and of categories, as the panel needs them."""
        return pd.read_csv(path, dtype={"unit": "category", "statistic": "category", "period": "category"})

    found = ratio(benchmark, lambda: load_panel(about), floor, rounds=5)
    claim("600 000 long rows read and checked, against pandas reading them", found, 2.0)
