"""The whole plan is in the method: every figure and rule has its place, with its clause and the plan's own words.

``plan_coverage/targets.csv`` says where each stands: one row for each figure and each place that it has. Column
``table`` counts rows in the project's table of the plan's targets. ``years``: yearly is 2018 to 2020, end is 2020.
``scored_by``: the indicator that measures units by a city's figure. ``not_targets.csv`` lists numbers that set nothing.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sz_assess.formulas import FormulaScope
from sz_assess.method.city import CityTarget
from sz_assess.method.common import Source
from sz_assess.method.decisions.firm_award import FirmAward, ReturnAward
from sz_assess.method.indicator import Indicator, Series
from sz_assess.method.load import load_method
from sz_assess.method.model import Method
from sz_assess.periods import Period

HERE = Path(__file__).resolve().parent
METHOD = HERE.parent / "indicator_specs" / "suizhou_2018_2020"
PLAN = HERE.parent.parent / "shared" / "plan"
YEARS = {"yearly": [2018, 2019, 2020], "end": [2020], "2019 2020": [2019, 2020]}
# What stands for a number in the plan's words.
FIGURE = re.compile(r"\d+(?:\.\d+)?|千(?=[亿个家名])|(?<=分之)一|三分之一|全覆盖|全面完成|全部奖补|每季度|每月(?!度)")

Row = dict[str, str]


def rows_of(name: str) -> list[Row]:
    with (HERE / "plan_coverage" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = rows_of("targets.csv")
FIGURES = [row for row in ROWS if row["figure"]]


def plain(text: str) -> str:
    """Without blanks, and with one set of punctuation marks: copies of the plan differ in these."""
    return re.sub(r"\s+", "", text.translate(str.maketrans("，（）；：", ",();:")))


def shared(name: str) -> str:
    """A document that lies beside the project where the project is made, not with its users."""
    if not (PLAN / name).is_file():
        pytest.skip(f"{name} does not lie beside the project")
    return (PLAN / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def method() -> Method:
    return load_method(METHOD)


@pytest.fixture(scope="module")
def houses(method: Method) -> dict[str, dict[str, Any]]:
    """By kind and code, everything that can hold a figure of the plan."""
    kinds: dict[str, Any] = {
        "indicator": method.indicators(),
        "city_target": method.city_targets,
        "adjustment": method.adjustments,
        "veto": method.vetoes,
        "award": method.awards,
        "firm_award": method.firm_awards,
        "return": method.returns,
        "use": method.uses,
    }
    return {kind: {each.code: each for each in held} for kind, held in kinds.items()}


def number(series: Series, year: int) -> float:
    """A target's number. Of a city's figure handed down to units, the city's: what the units' figures add up to."""
    value = series[Period(year)].value
    if value is None or isinstance(value, float):
        return np.nan if value is None else value
    firms = np.array([187.0, 168.0, 166.0, 69.0])
    found = value.evaluate(FormulaScope(lambda _name, _period: firms, Period(year)))
    return float(np.sum(found)) if value.names else float(np.ravel(found)[0])


def described(row: Row) -> str:
    return f"{row['house']}:{row['code']}"


@pytest.mark.parametrize("row", ROWS, ids=described)
def test_it_stands_where_the_table_says_with_its_clause(row: Row, houses: dict[str, dict[str, Any]]) -> None:
    assert row["code"] in houses[row["house"]]
    assert houses[row["house"]][row["code"]].source.clause == row["clause"]


@pytest.mark.parametrize("row", [row for row in FIGURES if row["house"] == "city_target"], ids=described)
def test_a_city_target_has_its_figure(row: Row, houses: dict[str, dict[str, Any]]) -> None:
    target: CityTarget = houses["city_target"][row["code"]]
    years = YEARS[row["years"]]
    assert [period.year for period in target.targets] == years
    for year in years:
        assert number(target.targets, year) == pytest.approx(float(row["figure"]), abs=1e-3)
    assert target.compare == row["compare"]
    assert target.by_end == (row["years"] == "end")
    striven = [number(target.stretch, year) for year in years] if target.stretch else []
    assert striven == ([float(row["stretch"])] * len(years) if row["stretch"] else [])


@pytest.mark.parametrize("row", [row for row in FIGURES if row["house"] == "indicator"], ids=described)
def test_a_unit_figure_scores(row: Row, houses: dict[str, dict[str, Any]]) -> None:
    indicator: Indicator = houses["indicator"][row["code"]]
    years = YEARS[row["years"]]
    assert [period.year for period in indicator.targets] == years
    assert [number(indicator.targets, year) for year in years] == pytest.approx([float(row["figure"])] * 3, abs=1e-3)


# Indicators that compare units with each other, as the city's figure is too small or of another kind to hand down.
COMPARED = {
    "integration_pilot_count", "tech_centre_count", "hidden_champion_count", "new_tourism_products", "profit_growth",
}  # fmt: skip


@pytest.mark.parametrize("row", [row for row in ROWS if row["scored_by"]], ids=described)
def test_units_are_measured_by_the_citys_own_figure(row: Row, houses: dict[str, dict[str, Any]]) -> None:
    indicator: Indicator = houses["indicator"][row["scored_by"]]
    assert indicator.source.clause == row["clause"]
    if row["scored_by"] in COMPARED:
        assert not indicator.targets
    else:
        assert number(indicator.targets, 2020) == pytest.approx(float(row["figure"]), abs=1e-3)
        assert len(indicator.targets) == 3
    if row["scope"] == "city" and row["code"] != "city_approval_time":
        assert indicator.note is not None
        assert "本办法建议" in indicator.note.zh, "that units are measured by it is said to be a proposal"


@pytest.mark.parametrize("row", [row for row in FIGURES if row["house"] == "award"], ids=described)
def test_an_award_pays_what_the_plan_says(row: Row, houses: dict[str, dict[str, Any]]) -> None:
    paid = [payment.amount for payment in houses["award"][row["code"]].payments]
    assert paid == [Decimal(amount) for amount in row["figure"].split()]


@pytest.mark.parametrize("row", [row for row in FIGURES if row["house"] == "firm_award"], ids=described)
def test_an_honour_pays_what_the_plan_says(row: Row, houses: dict[str, dict[str, Any]]) -> None:
    """One-off where the plan says so: of standards it does not."""
    award: FirmAward = houses["firm_award"][row["code"]]
    words = row["figure"].split()
    assert award.amounts == {code: Decimal(amount) for code, amount in zip(words[::2], words[1::2], strict=True)}
    assert award.once == ("一次性" in row["wording"])
    assert not award.highest_only


@pytest.mark.parametrize("row", [row for row in FIGURES if row["house"] == "return"], ids=described)
def test_all_of_the_gain_goes_back_for_three_years(row: Row, houses: dict[str, dict[str, Any]]) -> None:
    award: ReturnAward = houses["return"][row["code"]]
    assert [award.share, award.years] == [Decimal(figure) for figure in row["figure"].split()]


@pytest.mark.parametrize("row", [row for row in ROWS if row["house"] == "use"], ids=described)
def test_a_use_has_its_figure(row: Row, houses: dict[str, dict[str, Any]]) -> None:
    assert (houses["use"][row["code"]].figure or "") == row["figure"]


def test_what_is_set_for_the_city_only_is_followed_and_what_is_set_for_units_scores() -> None:
    for row in ROWS:
        if row["house"] == "city_target":
            assert row["scope"] == "city"
        if row["house"] == "indicator":
            assert row["scope"] == "unit"
    by_city = {(row["clause"], row["wording"]) for row in ROWS if row["scope"] == "city"}
    followed = {(row["clause"], row["wording"]) for row in ROWS if row["house"] == "city_target"}
    assert by_city == followed


def test_the_method_holds_nothing_that_the_table_does_not_place(houses: dict[str, dict[str, Any]]) -> None:
    placed = {(row["house"], row["code"]) for row in ROWS}
    placed |= {("indicator", row["scored_by"]) for row in ROWS if row["scored_by"]}
    assert {(kind, code) for kind, held in houses.items() for code in held} == placed
    repeated = Counter((row["house"], row["code"]) for row in ROWS)
    assert max(repeated.values()) == 1


# Against the plan itself.


def sources(houses: dict[str, dict[str, Any]]) -> Iterator[tuple[str, Source]]:
    for held in houses.values():
        for code, each in held.items():
            yield code, each.source


def table_rows(text: str) -> list[str]:
    """Rows of the tables of targets, as 一(一)#1: the section's number and the row's."""
    out: list[str] = []
    section, count, inside = "", 0, False
    for line in text.splitlines():
        if line.startswith("## "):
            section, count = line.split()[1], 0
        elif re.fullmatch(r"\|[-|\s]+\|", line):
            inside = True
        elif not line.startswith("|"):
            inside = False
        elif inside:
            count += 1
            out.append(f"{section}#{count}")
    return out


def test_no_row_of_the_table_of_targets_is_left_out() -> None:
    expected = table_rows(shared("targets.md"))
    assert len(expected) == 54
    assert {row["table"] for row in ROWS if row["table"]} == set(expected)


def test_every_wording_is_the_plans(houses: dict[str, dict[str, Any]]) -> None:
    plan = plain(shared("suizhou_industrial_plan_2018_2020.txt"))
    quoted = [(row["code"], row["wording"]) for row in ROWS]
    quoted += [(code, source.says.zh) for code, source in sources(houses) if source.says is not None]
    assert [each for each in quoted if plain(each[1]) not in plan] == []


def test_no_number_of_the_plan_is_left_out() -> None:
    plan = plain(shared("suizhou_industrial_plan_2018_2020.txt"))
    start = plan.index("各县、市、区人民政府,随州高新区")
    body = plan[start : plan.index("扫一扫在手机上")]
    told = [False] * len(body)
    for words in [row["wording"] for row in ROWS] + [row["wording"] for row in rows_of("not_targets.csv")]:
        for found in re.finditer(re.escape(plain(words)), body):
            told[found.start() : found.end()] = [True] * (found.end() - found.start())
    left = [each for each in FIGURE.finditer(body) if not told[each.start()]]
    assert [body[max(each.start() - 12, 0) : each.end() + 12] for each in left] == []


def test_a_number_that_is_left_out_is_found() -> None:
    assert [found.group() for found in FIGURE.finditer("每月一次,达10家,打造千亿元产业,三分之一,每年降低2.5%")] == [
        "每月", "10", "千", "三分之一", "2.5",
    ]  # fmt: skip
