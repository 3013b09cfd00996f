"""A small assessment around whatever data a test delivers: three counties, a scenic area, the city, a benchmark."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
import xlsxwriter

from sz_assess.errors import InputError, Problem
from sz_assess.method.assessment import AssessmentFile, Unit
from sz_assess.method.model import Assessment, Method, MethodFile
from sz_assess.method.statistic import Statistic
from sz_assess.method.weights import Weights
from sz_assess.statistics.load import load_panel
from sz_assess.statistics.panel import Panel

UNITS = (
    Unit("east", "东县", "East", "county"),
    Unit("west", "西县", "West", "county"),
    Unit("421321", "北县", "North", "county"),
    Unit("scenic", "风景区", "Scenic area", "scenic"),
    Unit("whole", "全市", "The city", "", "city"),
    Unit("nation", "全国", "The nation", "", "benchmark"),
)

STATISTICS: tuple[dict[str, Any], ...] = (
    {"code": "investment", "name": {"zh": "工业投资", "en": "Industrial investment"}, "unit": "100m CNY",
     "department": "stats", "range": [0, None], "not_applicable": {"group": "scenic"}},
    {"code": "firms", "name": {"zh": "规上企业数", "en": "Firms"}, "unit": "firms", "department": "stats",
     "range": [0, 5000], "integer": True},
    {"code": "power", "name": {"zh": "用电量", "en": "Power use"}, "unit": "100m CNY", "department": "energy",
     "frequency": "monthly"},
    {"code": "rank_in_province", "name": {"zh": "全省位次", "en": "Place in the province"}, "unit": "firms",
     "department": "energy", "level": "city", "total": "none"},
    {"code": "wages", "name": {"zh": "平均工资", "en": "Mean wage"}, "unit": "100m CNY", "department": "stats",
     "total": {"weighted_by": "firms"}},
)  # fmt: skip

ABOUT: dict[str, Any] = {
    "code": "sample",
    "name": "样本",
    "document": {"title": "样本", "number": "1", "date": "2018-07-01"},
    "years": [2018, 2020],
    "over": "all",
    "measures": [
        {"code": "100m CNY", "name": {"zh": "亿元", "en": "100 million CNY"}},
        {"code": "firms", "name": {"zh": "家", "en": "firms"}},
    ],
    "departments": [
        {"code": "energy", "name": {"zh": "能源局", "en": "Energy"}},
        {"code": "stats", "name": {"zh": "统计局", "en": "Statistics"}},
    ],
    "groups": [
        {"code": "county", "name": {"zh": "县", "en": "Counties"}},
        {"code": "scenic", "name": {"zh": "景区", "en": "Scenic"}},
    ],
}


def an_assessment(
    folder: Path,
    *,
    units: Sequence[Unit] = UNITS,
    statistics: Sequence[dict[str, Any]] = STATISTICS,
    **about: Any,
) -> Assessment:
    """An assessment of a folder; ``about`` adds to its assessment.yaml."""
    file = {"title": "样本", "period": 2018, "method": "sample", "weights": "sample"}
    method = Method(
        MethodFile.model_validate(ABOUT),
        tuple(Statistic.model_validate(each) for each in statistics),
        (), (), (), (), (), (),
    )  # fmt: skip
    return Assessment(
        folder,
        AssessmentFile.model_validate({**file, **about}),
        method,
        cast(Weights, None),  # statistics know nothing of weights
        tuple(units),
        (),
    )


def put(folder: Path, name: str, content: str | bytes) -> Path:
    """A file of a folder that is made where it is not there; a text as UTF-8."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def problems_of(assessment: Assessment) -> tuple[Problem, ...]:
    """All problems of what was delivered, which must have some."""
    with pytest.raises(InputError) as caught:
        load_panel(assessment)
    return caught.value.problems


@dataclass(frozen=True)
class Desk:
    """Where departments deliver: ``data/`` of an assessment folder."""

    folder: Path

    def deliver(self, name: str, content: str | bytes) -> Path:
        """Put a file into the data folder."""
        return put(self.folder / "data", name, content)

    def assessment(self, **changes: Any) -> Assessment:
        return an_assessment(self.folder, **changes)

    def load(self, **changes: Any) -> Panel:
        return load_panel(self.assessment(**changes))

    def refused(self, **changes: Any) -> tuple[Problem, ...]:
        return problems_of(self.assessment(**changes))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "data").mkdir()
    return Desk(tmp_path)


@pytest.fixture
def workbook() -> Callable[..., bytes]:
    """Makes a workbook of one sheet: rows of cells, texts as texts, numbers as numbers; None is no cell."""

    def make(rows: Sequence[Sequence[Any]], sheet: str = "Sheet1") -> bytes:
        return a_workbook(lambda book: fill(book.add_worksheet(sheet), rows))

    return make


def a_workbook(build: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """The bytes of a workbook that ``build`` puts together."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    build(book)
    book.close()
    return stream.getvalue()


def fill(sheet: xlsxwriter.worksheet.Worksheet, rows: Sequence[Sequence[Any]]) -> None:
    """Write rows from the first cell on."""
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, column, cell)
            elif cell is not None:
                sheet.write(row, column, cell)


def repacked(data: bytes, changes: dict[str, bytes | None]) -> bytes:
    """A zip archive with some parts replaced, added or (None) left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()
