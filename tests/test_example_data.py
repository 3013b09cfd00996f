"""The 2018 example: its figures are made anew to the same content, complete, marked, and show what they are meant to.

``example_data/values.csv`` holds values of indicators worked out by hand from the delivered cells.
"""

import csv
import dataclasses
import datetime
import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest

from sz_assess.analysis.city import city_progress
from sz_assess.analysis.growths import growths
from sz_assess.assess import assess
from sz_assess.decisions.awards import awards
from sz_assess.method.load import load_assessment
from sz_assess.method.model import Assessment
from sz_assess.periods import Period
from sz_assess.result import Result, Status
from sz_assess.statistics.city import city_series
from sz_assess.statistics.load import load_panel
from sz_assess.statistics.panel import Panel
from sz_assess.statistics.previous import load_earlier

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parent / "examples" / "suizhou_2018"
YEARS = [Period(year) for year in range(2017, 2021)]
UNREPORTED = ("problems_closed", "guangshui", Period(2018))
SCENIC = "dahongshan"


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return load_assessment(EXAMPLE)


@pytest.fixture(scope="module")
def panel(assessment: Assessment) -> Panel:
    return load_panel(assessment)


@pytest.fixture(scope="module")
def result(assessment: Assessment, panel: Panel) -> Result:
    return assess(assessment, panel, earlier=load_earlier(assessment))


def of(result: Result, code: str, what: str = "score") -> dict[str, float]:
    column = getattr(result, what)[:, result.index(code)]
    return {unit.code: float(number) for unit, number in zip(result.units, column, strict=True)}


def places(result: Result) -> dict[str, float]:
    return {unit.code: float(place) for unit, place in zip(result.units, result.rank, strict=True)}


# The files.


def files_below(folder: Path) -> list[str]:
    parts = ("data", "ledgers", "previous")
    found = [f.relative_to(folder).as_posix() for part in parts for f in (folder / part).iterdir()]
    return sorted([*found, "departments.csv", "inspection/ledger.csv"])


def content(path: Path) -> object:
    """What a file holds. How workbooks and parquet files are packed is their libraries' affair."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as packed:
            return {name: packed.read(name) for name in packed.namelist()}
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        return table.to_pydict(), table.schema.metadata
    return path.read_bytes()


def test_the_script_makes_the_same_figures_again(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-W", "error", str(EXAMPLE / "make_data.py"), str(tmp_path)], check=True)
    assert files_below(tmp_path) == files_below(EXAMPLE)
    assert [name for name in files_below(EXAMPLE) if content(tmp_path / name) != content(EXAMPLE / name)] == []


def test_all_forms_of_delivery_are_there_one_file_a_department(assessment: Assessment) -> None:
    """But the bureau of statistics, which gave early figures first and comparable growth apart."""
    further = {"bureau_of_statistics_flash", "bureau_of_statistics_comparable"}
    files = {path.stem: path for path in (EXAMPLE / "data").iterdir()}
    assert further < files.keys()
    delivered = {stem: path for stem, path in files.items() if stem not in further}
    reported = [statistic for statistic in assessment.method.statistics if statistic.counted is None]
    assert delivered.keys() == {statistic.department for statistic in reported} | {"neighbours"}
    assert {path.suffix for path in delivered.values()} == {".csv", ".xlsx", ".parquet"}
    assert delivered["transport_bureau"].read_bytes().startswith(b"\xef\xbb\xbf")
    with pytest.raises(UnicodeDecodeError):
        delivered["state_assets"].read_text(encoding="utf-8")
    assert "合成数据" in delivered["state_assets"].read_text(encoding="gb18030")


@pytest.mark.parametrize("name", files_below(EXAMPLE))
def test_every_file_says_that_it_is_synthetic(name: str) -> None:
    path = EXAMPLE / name
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as packed:
            assert "合成数据" in packed.read("xl/sharedStrings.xml").decode("utf-8")
            assert "合成数据" in packed.read("docProps/core.xml").decode("utf-8")
    elif path.suffix == ".parquet":
        assert set(pq.read_table(path)["备注"].to_pylist()) == {"合成数据"}
    else:
        encodings = ("utf-8-sig", "gb18030")
        texts = [path.read_bytes().decode(encoding, errors="replace") for encoding in encodings]
        assert any(text.startswith("# 合成数据") and "Synthetic" in text for text in texts)


def test_the_assessment_says_it_too(assessment: Assessment) -> None:
    said = assessment.about.synthetic
    assert said is not None
    assert "合成数据" in said.zh
    assert "synthetic" in said.en


# The ledgers.

# Whole numbers that no rows stand behind, because they count nothing: two places among prefectures, and money.
WHOLE_AND_NO_COUNT = {
    "profit_place": "ordinal", "profit_growth_place": "ordinal", "renovation_local_revenue": "wan_yuan",
}  # fmt: skip
# Units of measure of what can be counted one by one.
THINGS = {"firms", "projects", "matters", "products", "persons", "batches", "answers", "documents"}
NO_REGISTER: dict[str, str] = {}
"""Counts that are delivered because no register of them can exist, each with the reason; there is none."""


def test_whatever_is_a_count_is_counted_from_rows(assessment: Assessment) -> None:
    delivered = [statistic for statistic in assessment.method.statistics if statistic.counted is None]
    assert {statistic.code for statistic in delivered if statistic.unit in THINGS} == NO_REGISTER.keys()
    assert {statistic.code: statistic.unit for statistic in delivered if statistic.integer} == WHOLE_AND_NO_COUNT


def test_the_ledgers_count_what_the_figures_say(panel: Panel) -> None:
    """synthetic_figures.COUNTS is what the rows were made for; what comes out of them has gone through all of the
    reading, checking and counting."""
    spec = importlib.util.spec_from_file_location("synthetic_figures", EXAMPLE / "synthetic_figures.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    counted = [code for code in made.COUNTS if code in panel.ledgers.statistics]
    assert len(counted) == len(panel.ledgers.statistics) == 51
    for code in counted:
        for unit, path in zip(made.UNITS, made.COUNTS[code], strict=False):
            for year, expected in zip(made.YEARS, path, strict=True):
                found = panel.series(code, Period(year))[panel.units.index(unit)]
                if (code, unit, Period(year)) == UNREPORTED:
                    assert np.isnan(found)
                else:
                    assert found == expected, (code, unit, year)


def test_what_a_unit_did_not_report_is_not_known(panel: Panel) -> None:
    """Guangshui left blank whether its 74 problems of 2018 were closed."""
    assert panel.ledgers.counts.unknown == {UNREPORTED: 74}


def test_the_rows_behind_a_count_can_be_followed(panel: Panel) -> None:
    rows = list(panel.ledgers.rows_behind("firms_over_1bn", "gaoxin", [Period(2018)]))
    assert len(rows) == 5
    assert all(float(row.cells[4]) >= 100_000 for row in rows)
    assert rows[0].place.startswith("ledgers/firms.xlsx:2018年!")


def written(name: str, encoding: str = "utf-8") -> list[dict[str, str]]:
    """The rows of a ledger's csv, read without the program; the first line says that they are synthetic."""
    lines = (EXAMPLE / "ledgers" / name).read_text(encoding=encoding).splitlines()
    return list(csv.DictReader(lines[1:]))


def test_a_national_technology_centre_was_a_provincial_one_the_day_before() -> None:
    rows = written("firm_lists.csv")
    risen = [row for row in rows if row["名单"] == "国家级企业技术中心"]
    assert [(row["所在地"], row["列入日期"][:4]) for row in risen] == [("曾都区", "2019")]
    before = [row for row in rows if row["名单"] == "省级企业技术中心" and row["最后在册日期"]]
    assert [row["企业名称"] for row in before] == [row["企业名称"] for row in risen]
    last, first = (datetime.date.fromisoformat(each) for each in (before[0]["最后在册日期"], risen[0]["列入日期"]))
    assert first - last == datetime.timedelta(days=1)


def test_hazardous_firms_that_have_moved_had_to() -> None:
    rows = written("firm_lists.csv")
    due = {row["企业名称"]: row["列入日期"] for row in rows if row["名单"] == "应搬迁危化品企业"}
    moved = {row["企业名称"]: row["列入日期"] for row in rows if row["名单"] == "已完成搬迁危化品企业"}
    assert len(moved) == 4 + 5 + 2 + 2
    assert all(due[firm] < day for firm, day in moved.items())


def test_no_firm_is_on_a_list_twice_at_a_time() -> None:
    for name, encoding in (
        ("firm_lists.csv", "utf-8"), ("firm_lists_science.csv", "gb18030"), ("firm_lists_commerce.csv", "gb18030"),
    ):  # fmt: skip
        rows = written(name, encoding)
        assert len({(row["名单"], row["企业名称"]) for row in rows}) == len(rows)


def test_who_comes_to_a_second_course_counts_once() -> None:
    rows = pq.read_table(EXAMPLE / "ledgers" / "trainees.parquet").to_pylist()
    first = [row["学员编号"] for row in rows if row["3年内首次参训"]]
    again = [row["学员编号"] for row in rows if not row["3年内首次参训"]]
    assert len(set(first)) == len(first)
    assert again
    assert set(again) <= set(first)


def test_what_counts_once_is_marked_once(panel: Panel) -> None:
    for code in ("capacity_released_firms", "firms_relieved", "smart_pilot_firms"):
        for unit in ("zengdu", "guangshui", "suixian", "gaoxin"):
            firms = [row.cells[1] for row in panel.ledgers.rows_behind(code, unit, YEARS)]
            assert len(firms) == len(set(firms)) > 0


def test_the_firms_revenue_adds_up_to_what_the_bureau_reports(panel: Panel) -> None:
    for unit in ("zengdu", "guangshui", "suixian", "gaoxin"):
        rows = panel.ledgers.rows_behind("large_firms", unit, YEARS)
        total = sum(float(row.cells[4]) for row in rows) / 10_000
        reported = panel.values[panel.statistics.index("industrial_revenue"), panel.units.index(unit)].sum()
        assert total == pytest.approx(reported, abs=1e-6)


@pytest.mark.parametrize("year", [2017, 2018, 2019, 2020])
def test_what_goes_back_to_projects_adds_up_to_what_the_bureau_reports(year: int, panel: Panel) -> None:
    """The statistic is of all projects within their three years, in 10 000 yuan; the ledger has them one by one."""
    with (EXAMPLE / "ledgers" / "renovation_projects.csv").open(encoding="utf-8", newline="") as file:
        next(file)
        rows = [row for row in csv.DictReader(file) if row["年度"] == str(year) and row["验收合格日期"]]
    reported = panel.series("renovation_local_revenue", Period(year))
    names = {"曾都区": "zengdu", "广水市": "guangshui", "随县": "suixian", "随州高新区": "gaoxin"}
    for name, code in names.items():
        own = [row for row in rows if row["所在地"] == name]
        within = [row for row in own if 0 <= year - int(row["验收合格日期"][:4]) < 3]
        assert len(within) == 3
        assert len(own) == len(within) + year - 2017, "those whose years are over still gain"
        total = sum(int(row["当年地方新增财力（万元）"]) for row in within)
        assert total == reported[panel.units.index(code)]


# Awards, by hand from the ledgers: see the rows of 2018 in quality_honours.csv and renovation_projects.csv.


def test_the_awards_of_2018(result: Result) -> None:
    """Zengdu: 9 net new firms, 8 above the limit. Of three Hubei brands one is of a firm that had it in 2017. Two
    standards, 200 000 and 100 000; they are not one-off."""
    found = awards(result)
    zengdu = [row for row in found.rows if result.units[row.unit].code == "zengdu"]
    paid = {row.rule.code: 0 for row in zengdu}
    for row in zengdu:
        paid[row.rule.code] += int(row.amount)
    assert paid == {
        "award_new_large_firm": 9 * 35_000, "award_new_above_limit_firm": 8 * 35_000, "award_quality_prizes": 100_000,
        "award_brands": 2 * 50_000, "award_standards": 300_000,
        "award_renovation_revenue": (284 + 201 + 375) * 10_000,
    }  # fmt: skip
    again = [(row.rule.code, row.item) for row in found.rows if row.state == "repeated"]
    assert again == [
        ("award_quality_prizes", "示例单位42-2017-002"), ("award_brands", "示例单位43-2017-003"),
    ]  # fmt: skip


def test_a_project_of_2016_is_paid_for_the_last_time(result: Result) -> None:
    schedule = [each for each in awards(result).schedule if each.project == "示例技改项目JG12016"]
    told = [(each.year, None if each.amount is None else int(each.amount), each.state) for each in schedule]
    assert told == [(2016, None, "past"), (2017, 2_500_000, "past"), (2018, 2_840_000, "now")]
    assert {each.accepted.year for each in awards(result).schedule} == {2015, 2016, 2017, 2018}


# The figures.


def test_every_statistic_is_delivered_for_every_year_but_one_cell(assessment: Assessment, panel: Panel) -> None:
    """Growth on a comparable basis need not be."""
    absent = []
    for statistic in assessment.method.statistics:
        if statistic.code == "industrial_revenue_growth":
            continue
        outside = statistic.not_applicable.units if statistic.not_applicable is not None else ()
        asked = {"suizhou"} if statistic.level == "city" else {unit.code for unit in assessment.assessed} - {*outside}
        for period in YEARS:
            given = panel.delivered(statistic.code, period)
            absent += [(statistic.code, unit, period) for unit in sorted(asked) if not given[panel.units.index(unit)]]
    assert panel.periods == tuple(YEARS)
    assert absent == [UNREPORTED]


def test_the_scenic_area_has_no_industrial_figure(assessment: Assessment, panel: Panel) -> None:
    row = panel.units.index(SCENIC)
    outside = [s.code for s in assessment.method.statistics if s.not_applicable and SCENIC in s.not_applicable.units]
    assert {"large_firms", "industrial_investment", "industrial_value_added_growth"} <= set(outside)
    for code in outside:
        assert np.isnan(panel.values[panel.statistics.index(code), row]).all()


def test_the_citys_reported_figures_are_the_units_sums(assessment: Assessment, panel: Panel) -> None:
    city = city_series(panel, assessment)
    compared = 0
    for statistic in assessment.method.statistics:
        for period in YEARS:
            reported, composed = city.reported(statistic.code, period), city.composed(statistic.code, period)
            if not np.isnan(reported) and not np.isnan(composed):
                assert reported == pytest.approx(composed, abs=1e-9), statistic.code
                compared += 1
    assert compared > 60


def test_parts_are_no_more_than_their_whole(panel: Panel) -> None:
    pairs = [
        ("industrial_investment", "fixed_investment"), ("manufacturing_investment", "industrial_investment"),
        ("private_industrial_investment", "industrial_investment"), ("renovation_investment", "industrial_investment"),
        ("strategic_value_added", "gdp"), ("high_tech_value_added", "gdp"),
        ("private_industrial_revenue", "industrial_revenue"), ("industrial_profit", "industrial_revenue"),
        ("firms_over_500m", "large_firms"), ("firms_over_1bn", "firms_over_500m"), ("firms_over_5bn", "firms_over_1bn"),
        ("firms_over_10bn", "firms_over_5bn"), ("firms_over_500m_with_rd", "firms_over_500m"),
        ("firms_visited", "large_firms"), ("renovating_firms", "large_firms"), ("problems_closed", "problems_raised"),
        ("products_passed", "products_inspected"), ("service_customers_satisfied", "service_customers_asked"),
        ("projects_over_500m", "projects_over_100m"), ("national_tech_centres", "tech_centres"),
        ("hazardous_firms_moved", "hazardous_firms_to_move"), ("new_deposits_lent_locally", "new_deposits"),
    ]  # fmt: skip
    for part, whole in pairs:
        for period in YEARS:
            above = panel.series(part, period) > panel.series(whole, period)
            assert not above.any(), f"{part} above {whole} in {period}"


def test_confirmed_figures_supersede_the_early_ones(panel: Panel) -> None:
    """Four early figures, a week before; those that count stand in the workbook."""
    assert sorted((each.statistic, each.unit, each.before, each.after) for each in panel.revisions) == [
        ("fixed_investment", "zengdu", 352.9, 354.63), ("industrial_investment", "guangshui", 151.4, 152.58),
        ("industrial_investment", "suixian", 132.6, 132.14), ("industrial_revenue", "suixian", 361.2, 359.35),
    ]  # fmt: skip
    assert {each.delivered.on for each in panel.revisions} == {"2019-01-18"}
    assert panel.place("fixed_investment", "zengdu", Period(2018)) == "data/bureau_of_statistics.xlsx:2018年!E3"


def test_comparable_growth_differs_where_firms_came_and_went(result: Result) -> None:
    """462.12 on 420 is 10.0286 %, 438.25 on 395 is 10.9494 %, 155.64 on 142 is 9.6056 %."""
    found = {each.unit: (each.reported, round(each.computed, 4), each.differ) for each in growths(result)}
    assert found == {
        "zengdu": (10.4, 10.0286, True), "guangshui": (10.9, 10.9494, False), "gaoxin": (9.2, 9.6056, True),
    }  # fmt: skip


def test_new_deposits_are_the_rise_of_deposits(panel: Panel) -> None:
    row = panel.units.index("suizhou")
    for period in YEARS[1:]:
        rise = panel.series("deposits", period)[row] - panel.series("deposits", period.years_back())[row]
        assert panel.series("new_deposits", period)[row] == pytest.approx(rise)


# Near the few figures that were published for the city: see the reference in the figures' script.
PUBLISHED = [
    ("gdp", 2018, 1011.19, 0.5), ("gdp", 2019, 1162.23, 3.0), ("gdp", 2020, 1096.72, 2.0),
    ("large_firms", 2018, 622, 0), ("industrial_value_added_growth", 2019, 8.7, 0.3),
]  # fmt: skip


@pytest.mark.parametrize(("statistic", "year", "published", "tolerance"), PUBLISHED)
def test_the_city_is_near_what_was_published(
    statistic: str, year: int, published: float, tolerance: float, panel: Panel, assessment: Assessment
) -> None:
    figure = float(city_series(panel, assessment)(statistic, Period(year))[0])
    assert figure == pytest.approx(published, abs=tolerance)


# The result.


def worked_values() -> list[dict[str, str]]:
    with (HERE / "example_data" / "values.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", worked_values(), ids=lambda row: f"{row['indicator']}-{row['unit']}")
def test_a_value_worked_out_by_hand(row: dict[str, str], result: Result) -> None:
    assert of(result, row["indicator"], "value")[row["unit"]] == pytest.approx(float(row["value"]), abs=6e-5)


def test_a_fall_by_half_scores_nothing(result: Result) -> None:
    assert of(result, "renovation_investment_growth", "value")["gaoxin"] == -50.0
    assert of(result, "renovation_investment_growth")["gaoxin"] == 0.0


def test_a_tie_shares_the_place_and_its_points(result: Result) -> None:
    score = of(result, "hidden_champion_count")
    assert score["guangshui"] == score["gaoxin"] == 90.0
    place = of(result, "hidden_champion_count", "node_rank")
    assert place["zengdu"] == 1
    assert place["guangshui"] == place["gaoxin"] == 2
    assert place["suixian"] == 4


def test_where_all_are_equal_nobody_is_best(result: Result) -> None:
    score = of(result, "integration_pilot_count")
    assert [score[unit] for unit in ("zengdu", "guangshui", "suixian", "gaoxin")] == [80.0] * 4


def test_a_figure_that_was_not_reported_costs_the_first_place(
    assessment: Assessment, panel: Panel, result: Result
) -> None:
    assert of(result, "problem_closure_rate", "status")["guangshui"] == Status.MISSING_WORST
    score = of(result, "problem_closure_rate")
    assert score["guangshui"] == min(score.values())
    assert places(result)["guangshui"] == 2

    code, unit, period = UNREPORTED
    values = panel.values.copy()
    values[panel.statistics.index(code), panel.units.index(unit), panel.periods.index(period)] = 68
    reported = assess(assessment, dataclasses.replace(panel, values=values))
    assert of(reported, "problem_closure_rate", "status")["guangshui"] == Status.SCORED
    assert places(reported)["guangshui"] == 1


def test_the_scenic_area_is_scored_on_what_applies_to_it(result: Result) -> None:
    leaves = [node.code for node in result.nodes if node.kind == "indicator"]
    counted = {code for code in leaves if not np.isnan(of(result, code)[SCENIC])}
    assert counted == {
        "service_satisfaction", "new_tourism_products", "problem_closure_rate", "approval_time", "task_documents_ready",
    }  # fmt: skip
    assert sum(of(result, code, "nominal")[SCENIC] for code in counted) == pytest.approx(10)
    effective = sum(of(result, code, "weight")[SCENIC] for code in counted)
    assert effective == pytest.approx(100)


def test_the_places_of_both_groups_and_of_all(result: Result) -> None:
    assert places(result) == {"zengdu": 1, "guangshui": 2, "gaoxin": 3, "suixian": 4, SCENIC: 5}
    assert result.group_rank.tolist() == [1, 2, 3, 1, 2]
    moved = {unit.code: float(change) for unit, change in zip(result.units, result.rank_change, strict=True)}
    assert moved == {"zengdu": 0, "guangshui": 1, "gaoxin": -1, "suixian": 0, SCENIC: 0}
    assert len(set(result.published.tolist())) == 5
    assert result.published.min() > 60
    assert result.published.max() < 97


def test_six_yearly_targets_of_the_city_are_missed(result: Result) -> None:
    states = {progress.spec.code: progress.state for progress in city_progress(result)}
    assert {code for code, state in states.items() if state == "missed"} == {
        "city_renovation_investment_growth", "city_energy_intensity_fall", "city_capacity_utilisation",
        "city_renovation_investment", "city_approval_time", "city_deposits_lent_locally",
    }  # fmt: skip
    assert "unknown" not in states.values()


@pytest.mark.parametrize("year", [2019, 2020])
def test_the_later_years_run_too(year: int, panel: Panel) -> None:
    later = load_assessment(EXAMPLE, period=Period(year))
    result = assess(later, panel)
    assert not np.isnan(result.total).any()
    assert all(progress.state != "unknown" for progress in city_progress(result))
    if year == 2020:
        assert of(result, "value_added_growth")["gaoxin"] == 0.0
        assert places(result)[SCENIC] == 1
