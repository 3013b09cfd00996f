"""A month and a quarter assessed on monthly figures, worked by hand.

Output runs from January. North: 50 by June 2017, 56 by June 2018, 12 % more; South 40 and 42, 5 %; the park 60 and 54,
10 % less. Sales are of single months: North 10, 11 and 12 in April to June, 33 in the quarter.
"""

import json
from pathlib import Path

import pytest

from sz_assess.errors import InputError
from sz_assess.periods import Period
from sz_assess.run import assess_folder, run
from tests.cli.conftest import Call, call, make_assessment  # noqa: F401

JUNE = Period(2018, "M", 6)
FIGURES = """\
unit,period,output,sales
north,2017M06,50,
south,2017M06,40,
park,2017M06,60,
north,2017M09,80,
south,2017M09,60,
park,2017M09,90,
north,2018M05,45,
north,2018M06,56,12
south,2018M06,42,5
park,2018M06,54,6
north,2018M04,,10
south,2018M04,,5
park,2018M04,,6
north,2018M05,,11
south,2018M05,,5
park,2018M05,,6
north,2018M09,88,
south,2018M09,66,
park,2018M09,99,
"""


@pytest.fixture
def monthly(tmp_path: Path) -> Path:
    folder = make_assessment(tmp_path / "monthly")
    specs = folder / "indicator_specs" / "small"
    statistics = specs / "statistics.yaml"
    text = statistics.read_text(encoding="utf-8")
    for old, new in (
        ("range: [0, null]", "frequency: monthly, range: [0, null]"),
        ("code: firms", "code: sales"),
        ("unit: firms", "unit: million"),
        ("integer: true", "frequency: monthly, cumulative: false"),
    ):
        text = text.replace(old, new)
    statistics.write_text(text, encoding="utf-8")
    dimension = specs / "1_growth.yaml"
    text = dimension.read_text(encoding="utf-8")
    dimension.write_text(text.replace("formula: firms", "formula: sales"), encoding="utf-8")
    (folder / "data" / "figures.csv").write_text(FIGURES, encoding="utf-8")
    return folder


def test_june_is_compared_with_june(monthly: Path) -> None:
    found = assess_folder(monthly, period=JUNE)
    assert found.value[:, found.index("output_growth")].tolist() == pytest.approx([12, 5, -10])
    assert found.value[:, found.index("firm_count")].tolist() == [12, 5, 6]


def test_a_quarter_of_monthly_figures(monthly: Path) -> None:
    """The second quarter's output is that by June; its sales are the sum of three months."""
    found = assess_folder(monthly, period=Period(2018, "Q", 2))
    assert found.value[:, found.index("output_growth")].tolist() == pytest.approx([12, 5, -10])
    assert found.value[:, found.index("firm_count")].tolist() == [33, 15, 18]
    third = assess_folder(monthly, period=Period(2018, "Q", 3))
    assert third.value[:, third.index("output_growth")].tolist() == pytest.approx([10, 10, 10])


def test_the_conversion_is_told_with_its_cells(monthly: Path, call: Call) -> None:  # noqa: F811
    done = call("explain", monthly, "--unit", "north", "--period", "2018Q2", "--lang", "en")
    assert done.exit_code == 0, done.stderr
    assert (
        "Output 2018Q2: 56  [data/figures.csv:9:C; from January to the end of 2018Q2: the figure of 2018M06]"
    ) in done.stdout
    assert (
        "Firms 2018Q2: 33  [data/figures.csv:12:D, data/figures.csv:15:D, data/figures.csv:9:D; "
        "the sum of 2018M04 + 2018M05 + 2018M06: 10 + 11 + 12]"
    ) in done.stdout
    out = monthly / "output"
    run(monthly, out, period=Period(2018, "Q", 2), language="en")
    assert "10 + 11 + 12" in (out / "report" / "units" / "north.html").read_text(encoding="utf-8")
    assert "10 + 11 + 12" in (out / "report" / "data.html").read_text(encoding="utf-8")
    converted = json.loads((out / "results" / "result.json").read_text(encoding="utf-8"))["converted"]
    assert converted[0] == {
        "statistic": "output", "unit": "north", "period": "2017Q2", "figure": 50.0, "from": ["2017M06"],
        "places": ["data/figures.csv:2:C"],
    }  # fmt: skip


def test_check_lists_what_it_converted(monthly: Path, call: Call) -> None:  # noqa: F811
    """Six figures of output, of two years; three sums of sales. A month that was delivered follows from nothing."""
    done = call("check", monthly, "--period", "2018Q2", "--lang", "en")
    assert done.exit_code == 0, done.stderr
    block = done.stdout.partition("Figures that follow from other periods (nothing is filled in between):\n")[2]
    lines = block.partition("\n\n")[0].splitlines()
    assert len(lines) == 6 + 3
    assert lines[0] == (
        "  Output, North County, 2017Q2: 50: from January to the end of 2017Q2: the figure of 2017M06 "
        "[data/figures.csv:2:C]"
    )
    assert lines[6] == (
        "  Firms, North County, 2018Q2: 33: the sum of 2018M04 + 2018M05 + 2018M06: 10 + 11 + 12 "
        "[data/figures.csv:12:D, data/figures.csv:15:D, data/figures.csv:9:D]"
    )
    assert "follow from other periods" not in call("check", monthly, "--period", "2018M06", "--lang", "en").stdout


def test_a_missing_month_is_refused_with_its_reason(monthly: Path) -> None:
    data = monthly / "data" / "figures.csv"
    data.write_text(FIGURES.replace("north,2018M05,,11\n", "").replace("2017M06", "2017M07"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        assess_folder(monthly, period=Period(2018, "Q", 2))
    assert [(problem.key, str(problem.found)) for problem in caught.value.problems] == [
        ("output_growth, north", "no value of growth(output) for 2018Q2"),
        ("output_growth, park", "no value of growth(output) for 2018Q2"),
        ("output_growth, south", "no value of growth(output) for 2018Q2"),
    ]
    dimension = monthly / "indicator_specs" / "small" / "1_growth.yaml"
    text = dimension.read_text(encoding="utf-8")
    dimension.write_text(text.replace("growth(output)", "sales"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        assess_folder(monthly, period=Period(2018, "Q", 2))
    assert str(caught.value.problems[0].found) == (
        "no figure of sales for 2018Q2; sales: not delivered; a sum needs 2018M05 too, and nothing is filled in"
    )


def test_single_and_to_date_are_asked_of_what_has_them(monthly: Path) -> None:
    dimension = monthly / "indicator_specs" / "small" / "1_growth.yaml"
    text = dimension.read_text(encoding="utf-8")
    dimension.write_text(
        text.replace("formula: growth(output)", "formula: growth(single(output + sales))").replace(
            "formula: sales", "formula: to_date(output)"
        ),
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        assess_folder(monthly, period=JUNE)
    assert [str(problem.found) for problem in caught.value.problems] == [
        "single() of sales, which is of single periods already (cumulative: false) in growth(single(output + sales))",
        "to_date() of output, which runs from January already (cumulative: true) in to_date(output)",
    ]
    dimension.write_text(text.replace("formula: growth(output)", "formula: single(output)"), encoding="utf-8")
    found = assess_folder(monthly, period=Period(2018, "Q", 3))
    assert found.value[:, found.index("output_growth")].tolist() == [88 - 56, 66 - 42, 99 - 54]
