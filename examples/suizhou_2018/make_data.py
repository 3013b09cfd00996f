"""Write the example's synthetic data as departments would deliver it: one file each, in all the forms that are read.

Run ``python make_data.py [FOLDER]``; without a folder it writes data/, ledgers/, previous/, departments.csv and
inspection/ledger.csv beside itself. The same figures come out every time (see the synthetic_….py beside it).
"""

from __future__ import annotations

import csv
import datetime
import io
import math
import sys
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from ruamel.yaml import YAML
from synthetic_figures import CITY, COMPARABLE, CURRENT, FLASH, SEED, YEARS, Figures, figures
from synthetic_inspection import inspection_ledger
from synthetic_ledgers import QUALITY, TRADEMARKS, firms, honours, problems, projects, renovations
from synthetic_lists import (
    COMMERCE,
    ECONOMY,
    SCIENCE,
    TELECOM,
    approvals,
    cases,
    centres,
    documents,
    inspections,
    lists,
    survey,
    tourism,
    trainees,
)
from synthetic_neighbours import NEIGHBOURS, neighbours

HERE = Path(__file__).resolve().parent
METHOD = HERE.parent.parent / "indicator_specs" / "suizhou_2018_2020"
MARK = f"# 合成数据：由脚本生成（种子{SEED}），仅供演示，不反映任何真实单位情况。Synthetic, made by a script, not real."
NAMES = {
    "zengdu": "曾都区", "guangshui": "广水市", "suixian": "随县", "gaoxin": "随州高新区",
    "dahongshan": "大洪山风景名胜区", CITY: "随州市",
}  # fmt: skip
CREATED = datetime.datetime(2019, 1, 31, tzinfo=datetime.UTC).replace(tzinfo=None)
# The place of each unit a year before, as an earlier run would have written it.
PREVIOUS = [
    ("zengdu", "county", "86.20", 1, 1),
    ("gaoxin", "zone", "84.75", 2, 1),
    ("guangshui", "county", "83.90", 3, 2),
    ("suixian", "county", "74.35", 4, 3),
    ("dahongshan", "zone", "71.60", 5, 2),
]

# Of departments, for the yearly assessment: work scores by the leaders and by the units, in 2018; each later year half
# a point more.
DEPARTMENTS = {
    "bureau_of_statistics": (92, 90), "development_and_reform": (90, 89),
    "transport_bureau": (86, 88),
    "finance_bureau": (91, 87), "tax_bureau": (89, 91), "commerce_bureau": (85, 86),
    "finance_office": (83, 84), "economy_commission": (93, 92), "science_bureau": (88, 90),
    "quality_bureau": (84, 87), "tourism_authority": (85, 88), "inspection_office": (90, 89),
}  # fmt: skip

Cell = str | float | datetime.date | None
Rows = list[list[Cell]]


class Statistics:
    """The method's statistics: who reports which, its Chinese name and unit of measure."""

    def __init__(self, method: Path) -> None:
        yaml = YAML(typ="safe", pure=True)
        about = yaml.load(method / "method.yaml")
        measures = {measure["code"]: measure["name"]["zh"] for measure in about["measures"]}
        specs = yaml.load(method / "statistics.yaml")["statistics"]
        self.name = {spec["code"]: spec["name"]["zh"] for spec in specs}
        self.measure = {spec["code"]: measures[spec["unit"]] for spec in specs}
        self.whole = {spec["code"] for spec in specs if spec.get("integer")}
        self.adds_up = {spec["code"] for spec in specs if spec.get("total", "sum") == "sum" and "level" not in spec}
        self.of: dict[str, list[str]] = {}
        for spec in specs:
            # What is counted from a ledger, nobody delivers; growth on a comparable basis comes in a file of its own.
            if "from" not in spec and spec["code"] not in COMPARABLE:
                self.of.setdefault(spec["department"], []).append(spec["code"])

    def cell(self, code: str, value: float) -> Cell:
        """A figure as delivered: blank where it is missing, whole where it counts."""
        if math.isnan(value):
            return None
        return int(value) if code in self.whole else value


def units_of(made: Figures, codes: Iterable[str]) -> list[str]:
    """Units with any of these statistics, in the order of units.csv."""
    return [unit for unit in NAMES if any(unit in made[code] for code in codes)]


def by_statistic(made: Figures, about: Statistics, codes: list[str], name: Callable[[str], str]) -> Rows:
    """Wide: a row for each unit and year, a column for each statistic."""
    rows: Rows = [["单位", "年份", *(name(code) for code in codes)]]
    for n, year in enumerate(YEARS):
        for unit in units_of(made, codes):
            rows.append([NAMES[unit], year, *(_figure(made, about, code, unit, n) for code in codes)])
    return rows


def by_period(made: Figures, about: Statistics, codes: list[str]) -> Rows:
    """Wide: a row for each unit and statistic, a column for each year."""
    rows: Rows = [["单位", "指标名称", "计量单位", *(f"{year}年" for year in YEARS)]]
    for code in codes:
        for unit in units_of(made, [code]):
            cells = [_figure(made, about, code, unit, n) for n in range(len(YEARS))]
            rows.append([NAMES[unit], about.name[code], about.measure[code], *cells])
    return rows


def long(made: Figures, about: Statistics, codes: Iterable[str], units: Iterable[str] = NAMES) -> Rows:
    """Long: a row for each figure, with codes."""
    rows: Rows = [["unit", "statistic", "period", "value"]]
    for code in codes:
        for unit in [each for each in units if each in made[code]]:
            rows += [[unit, code, year, _figure(made, about, code, unit, n)] for n, year in enumerate(YEARS)]
    return rows


def of_one_year(figures: dict[str, dict[str, float]], year: int) -> Rows:
    """Long: a row for each figure of a year."""
    rows: Rows = [["unit", "statistic", "period", "value"]]
    rows += [[unit, code, year, value] for code, units in figures.items() for unit, value in units.items()]
    return rows


def _figure(made: Figures, about: Statistics, code: str, unit: str, n: int) -> Cell:
    return about.cell(code, made[code][unit][n]) if unit in made[code] else None


def write_csv(path: Path, rows: Rows, encoding: str = "utf-8") -> None:
    """A csv file below a comment line that says what it is."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
    path.write_bytes((MARK + "\n" + text.getvalue()).encode(encoding))


def write_xlsx(path: Path, sheets: dict[str, Rows]) -> None:
    """A workbook; each sheet says above its heading what it is. The date within is fixed."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": CREATED, "title": "合成数据 (synthetic figures)"})
        heading = book.add_format({"bold": True, "text_wrap": True})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.write_string(0, 0, MARK)
            sheet.set_column(0, len(rows[0]) - 1, 16)
            for n, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(n, column, cell, heading if n == 1 else None)


def write_parquet(path: Path, rows: Rows) -> None:
    """A parquet file, with a column of remarks that says what it is."""
    heading, *records = rows
    columns = {str(name): [record[n] for record in records] for n, name in enumerate(heading)}
    columns["备注"] = ["合成数据"] * len(records)
    pq.write_table(pa.table(columns).replace_schema_metadata({"about": MARK}), path)


def yearly_sheets(made: Figures, about: Statistics, codes: list[str]) -> dict[str, Rows]:
    """A sheet a year, as a statistical yearbook has them, with the city's total in the last row."""
    sheets: dict[str, Rows] = {}
    for n, year in enumerate(YEARS):
        rows: Rows = [["地区", *(f"{about.name[code]}（{about.measure[code]}）" for code in codes)]]
        for unit, name in NAMES.items():
            own = [_figure(made, about, code, unit, n) for code in codes]
            if unit == CITY:
                own = [
                    _total(made, about, code, n) if code in about.adds_up else cell
                    for code, cell in zip(codes, own, strict=True)
                ]
            rows.append([name, *own])
        sheets[f"{year}年"] = rows
    return sheets


def _total(made: Figures, about: Statistics, code: str, n: int) -> Cell:
    """The sum as decimals, so that it is the sum to the last digit."""
    total = sum((Decimal(str(path[n])) for path in made[code].values()), Decimal(0))
    return about.cell(code, float(total))


def write(folder: Path, method: Path) -> None:
    """All files of data/, ledgers/, previous/ and inspection/ledger.csv, departments.csv below ``folder``."""
    made, about = figures(), Statistics(method)
    data = folder / "data"
    ledgers = folder / "ledgers"
    for place in (data, folder / "previous", ledgers, folder / "inspection"):
        place.mkdir(parents=True, exist_ok=True)
    named: Callable[[str], str] = about.name.__getitem__
    of = about.of

    write_xlsx(data / "bureau_of_statistics.xlsx", yearly_sheets(made, about, of["bureau_of_statistics"]))
    write_csv(data / "bureau_of_statistics_flash.csv", of_one_year(FLASH, CURRENT))
    write_csv(data / "bureau_of_statistics_comparable.csv", of_one_year(COMPARABLE, CURRENT))
    write_xlsx(data / "tax_bureau.xlsx", {"工业税收": by_period(made, about, of["tax_bureau"])})
    write_parquet(data / "quality_bureau.parquet", long(made, about, of["quality_bureau"]))
    # Spreadsheets in China save csv as GB18030, or as UTF-8 with a mark.
    write_csv(data / "transport_bureau.csv", by_statistic(made, about, of["transport_bureau"], named), "utf-8-sig")
    write_csv(data / "state_assets.csv", by_period(made, about, of["state_assets"]), "gb18030")
    for department in ("finance_bureau", "power_company", "inspection_office"):
        write_csv(data / f"{department}.csv", by_statistic(made, about, of[department], str))
    for department in ("finance_office", "staffing_office"):
        write_csv(data / f"{department}.csv", long(made, about, of[department]))
    around = neighbours()
    write_csv(data / "neighbours.csv", long(around, about, around, NEIGHBOURS))
    write_xlsx(ledgers / "firms.xlsx", firms(made, NAMES))
    write_csv(ledgers / "projects.csv", projects(NAMES), "gb18030")
    write_csv(ledgers / "quality_honours.csv", honours(NAMES, QUALITY))
    write_csv(ledgers / "quality_honours_trademarks.csv", honours(NAMES, TRADEMARKS))
    write_csv(ledgers / "renovation_projects.csv", renovations(made, NAMES))
    write_parquet(ledgers / "problems.parquet", problems(NAMES))
    write_csv(ledgers / "firm_lists.csv", lists(NAMES, ECONOMY) + centres(NAMES))
    write_csv(ledgers / "firm_lists_science.csv", lists(NAMES, SCIENCE), "gb18030")
    write_csv(ledgers / "firm_lists_commerce.csv", lists(NAMES, COMMERCE), "gb18030")
    write_parquet(ledgers / "firm_lists_telecom.parquet", lists(NAMES, TELECOM))
    write_parquet(ledgers / "trainees.parquet", trainees(NAMES))
    write_csv(ledgers / "task_documents.csv", documents(NAMES))
    write_csv(ledgers / "proven_cases.csv", cases(NAMES))
    write_parquet(ledgers / "product_inspections.parquet", inspections(NAMES))
    write_csv(ledgers / "service_survey.csv", survey(NAMES))
    write_parquet(ledgers / "tourism_products.parquet", tourism(NAMES))
    write_parquet(ledgers / "approvals.parquet", approvals(NAMES))
    judged: Rows = [["部门", "考核期", "市领导工作评分", "各地工作评分"]]
    for n, year in enumerate(YEARS[1:]):
        judged += [
            [department, year, leaders + n / 2, units + n / 2] for department, (leaders, units) in DEPARTMENTS.items()
        ]
    write_csv(folder / "departments.csv", judged)
    write_csv(folder / "inspection" / "ledger.csv", [list(row) for row in inspection_ledger()])
    previous: Rows = [["unit", "name", "group", "score", "rank", "group_rank"]]
    previous += [[unit, NAMES[unit], group, score, rank, own] for unit, group, score, rank, own in PREVIOUS]
    write_csv(folder / "previous" / "ranking.csv", previous)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE, METHOD)
