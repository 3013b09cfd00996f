"""A ledger office: a small method with three ledgers, one for each way in which rows belong to periods."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from sz_assess.errors import Problem
from sz_assess.method.assessment import AssessmentFile, Unit
from sz_assess.method.ledger import Ledger
from sz_assess.method.model import Assessment, Method, MethodFile
from sz_assess.method.statistic import Statistic
from sz_assess.method.weights import Weights
from sz_assess.periods import Period
from sz_assess.statistics.load import load_panel
from sz_assess.statistics.panel import Panel
from tests.statistics.conftest import problems_of, put

UNITS = (
    Unit("east", "东县", "East", "county"),
    Unit("west", "西县", "West", "county"),
    Unit("whole", "全市", "The city", "", "city"),
)

ABOUT: dict[str, Any] = {
    "code": "sample",
    "name": "样本",
    "document": {"title": "样本", "number": "1", "date": "2018-07-01"},
    "years": [2018, 2020],
    "over": "all",
    "measures": [{"code": "million", "name": "million"}, {"code": "firms", "name": "firms"}],
    "departments": [{"code": "stats", "name": "统计局"}],
    "groups": [{"code": "county", "name": "县"}],
}

FIRMS: dict[str, Any] = {
    "code": "firms",
    "name": {"zh": "企业台账", "en": "Firms"},
    "department": "stats",
    "key": ("year", "firm"),
    "unit": "county",
    "period": {"column": "year"},
    "columns": (
        {"code": "year", "name": "年度", "type": "period"},
        {"code": "firm", "name": "企业代码", "type": "text"},
        {"code": "title", "name": "企业名称", "type": "text"},
        {"code": "county", "name": "所在地", "type": "text"},
        {"code": "revenue", "name": "主营业务收入", "type": "number", "unit": "million", "range": (0, None)},
        {"code": "staff", "name": "从业人数", "type": "integer", "optional": True},
        {"code": "rd", "name": "有研发机构", "type": "boolean"},
        {"code": "sort", "name": "类型", "type": "choice",
         "choices": ({"code": "private", "name": {"zh": "民营", "en": "private"}},
                     {"code": "public", "name": {"zh": "国有", "en": "public"}})},
    ),
}  # fmt: skip

PROJECTS: dict[str, Any] = {
    "code": "projects",
    "name": {"zh": "项目台账", "en": "Projects"},
    "department": "stats",
    "key": ("project",),
    "unit": "county",
    "period": {"date": "begun"},
    "columns": (
        {"code": "project", "name": "项目代码", "type": "text"},
        {"code": "county", "name": "所在地", "type": "text"},
        {"code": "begun", "name": "开工日期", "type": "date"},
        {"code": "total", "name": "总投资", "type": "number"},
    ),
}

LICENCES: dict[str, Any] = {
    "code": "licences",
    "name": {"zh": "证书台账", "en": "Licences"},
    "department": "stats",
    "key": ("number",),
    "unit": "county",
    "period": {"from": "granted", "until": "ended"},
    "columns": (
        {"code": "number", "name": "证书编号", "type": "text"},
        {"code": "county", "name": "所在地", "type": "text"},
        {"code": "granted", "name": "发证日期", "type": "date"},
        {"code": "ended", "name": "终止日期", "type": "date", "optional": True},
    ),
}


@dataclass(frozen=True)
class Office:
    """An assessment folder whose ledgers a test delivers. ``ledgers`` are those of the method."""

    folder: Path

    def deliver(self, name: str, content: str | bytes) -> Path:
        """Put a file into the folder of ledgers."""
        return put(self.folder / "ledgers", name, content)

    def assessment(
        self,
        statistics: dict[str, dict[str, Any]],
        ledgers: Sequence[dict[str, Any]] = (FIRMS,),
        covers: dict[str, tuple[int, int]] | None = None,
        period: str = "2018",
        no_rows: bool = False,
    ) -> Assessment:
        """``statistics`` gives what stands under ``from`` by code; other keys of a statistic go beside ``ledger``.
        ``covers`` are first and last years by ledger, ``no_rows`` whether these have any."""
        own = {code: {"covers": years, "no_rows": no_rows} for code, years in (covers or {}).items()}
        about = {"ledgers": own}
        file = {"title": "样本", "period": period, "method": "sample", "weights": "sample"}
        counted = []
        for code, spec in statistics.items():
            own = {key: value for key, value in spec.items() if key in Statistic.model_fields}
            how = {key: value for key, value in spec.items() if key not in own}
            counted.append({"code": code, "name": code, "unit": "firms", "department": "stats", "from": how, **own})
        reported = {"code": "reported", "name": "上报", "unit": "firms", "department": "stats"}
        method = Method(
            MethodFile.model_validate(ABOUT),
            tuple(Statistic.model_validate(each) for each in (*counted, reported)),
            (), (), (), (), (), (),
            ledgers=tuple(Ledger.model_validate(each) for each in ledgers),
        )  # fmt: skip
        about_file = AssessmentFile.model_validate({**file, **about})
        return Assessment(self.folder, about_file, method, cast(Weights, None), UNITS, ())

    def load(self, statistics: dict[str, dict[str, Any]], **changes: Any) -> Panel:
        return load_panel(self.assessment(statistics, **changes))

    def refused(self, statistics: dict[str, dict[str, Any]] | None = None, **changes: Any) -> tuple[Problem, ...]:
        return problems_of(self.assessment(statistics or {"all": {"ledger": "firms", "count": "rows"}}, **changes))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "reported.csv").write_text("单位,年份,reported\n东县,2018,1\n", encoding="utf-8")
    return Office(tmp_path)


def figures(panel: Panel, statistic: str, period: str = "2018") -> dict[str, float]:
    """By unit; what is missing is left out."""
    series = panel.series(statistic, Period.parse(period))
    return {unit: float(value) for unit, value in zip(panel.units, series, strict=True) if not math.isnan(value)}
