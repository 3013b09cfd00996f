"""Growth as reported goes before growth from the levels; both are told. Worked by hand.

Output of North goes from 100 to 110, 10 %, and 8.5 % are reported; South from 100 to 105, 5 %, and 5 % are reported; of
the park nothing is reported: 120 to 132 is 10 %.
"""

import json
from pathlib import Path

import pytest

from sz_assess.errors import InputError
from sz_assess.method.load import load_assessment
from sz_assess.periods import Period
from sz_assess.run import assess_folder, run
from sz_assess.statistics.forms.content import forms_of
from tests.cli.conftest import Call, call, make_assessment  # noqa: F401

RATE = """\
  - code: rate
    name: {zh: 可比增速, en: Comparable growth}
    unit: percent
    department: statistics
    total: none
"""


@pytest.fixture
def reported(tmp_path: Path) -> Path:
    folder = make_assessment(tmp_path / "reported")
    statistics = folder / "indicator_specs" / "small" / "statistics.yaml"
    text = statistics.read_text(encoding="utf-8").replace("range: [0, null]", "comparable_growth: rate")
    statistics.write_text(text + RATE, encoding="utf-8")
    rates = "unit,period,rate\nnorth,2018,8.5\nsouth,2018,5\n"
    (folder / "data" / "rates.csv").write_text(rates, encoding="utf-8")
    return folder


def test_the_reported_rate_counts_where_there_is_one(reported: Path) -> None:
    found = assess_folder(reported)
    assert found.value[:, found.index("output_growth")].tolist() == pytest.approx([8.5, 5, 10])


def test_a_base_of_zero_does_not_matter_where_growth_is_reported(reported: Path) -> None:
    data = reported / "data" / "figures.csv"
    data.write_text(data.read_text(encoding="utf-8").replace("north,2017,100", "north,2017,0"), encoding="utf-8")
    found = assess_folder(reported)
    assert found.value[0, found.index("output_growth")] == 8.5
    data.write_text(data.read_text(encoding="utf-8").replace("park,2017,120", "park,2017,0"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        assess_folder(reported)
    refused = [problem.key for problem in caught.value.problems if "division by zero" in str(problem.found)]
    assert refused == ["output_growth, park"]


def test_both_are_told_where_they_differ(reported: Path, call: Call) -> None:  # noqa: F811
    lines = {}
    for unit in ("north", "south", "park"):
        done = call("explain", reported, "--unit", unit, "--indicator", "output_growth", "--lang", "en")
        assert done.exit_code == 0, done.stderr
        lines[unit] = done.stdout
    assert "Value: Comparable growth where it is reported, else (Output − Output[2017])" in lines["north"]
    told = "growth reported on a comparable basis: 8.5%, which counts; from the levels: 10% (−1.5 points)"
    assert told in lines["north"]
    assert "Comparable growth 2018: 8.5  [data/rates.csv:2:C]" in lines["north"]
    assert "which counts" not in lines["south"] + lines["park"]
    assert "(132 − 120) ÷ |120| × 100 = 10" in lines["park"]
    out = reported / "output"
    run(reported, out, language="en")
    for page in ("units/north.html", "indicators/output_growth.html", "data.html"):
        text = (out / "report" / page).read_text(encoding="utf-8")
        assert "8.5" in text, page
        assert "−1.5" in text, page
    entries = json.loads((out / "results" / "result.json").read_text(encoding="utf-8"))["growths"]
    assert [(each["unit"], each["reported"], each["differ"]) for each in entries] == [
        ("north", 8.5, True), ("south", 5, False),
    ]  # fmt: skip
    assert entries[0]["computed"] == pytest.approx(10)
    assert entries[0]["levels"] == ["data/figures.csv:3:C", "data/figures.csv:2:C"]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("comparable_growth: rate", "comparable_growth: rtae", "the growth of output reported by rtae"),
        ("comparable_growth: rate", "comparable_growth: output", "the growth of output reported by output"),
        ("    total: none\n", "", "the growth of output reported by rate"),
    ],
)
def test_what_can_not_report_a_growth(old: str, new: str, found: str, reported: Path) -> None:
    statistics = reported / "indicator_specs" / "small" / "statistics.yaml"
    statistics.write_text(statistics.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        assess_folder(reported)
    assert [str(problem.found) for problem in caught.value.problems] == [found]


def test_a_rate_that_nobody_reports_is_not_missing(reported: Path, call: Call) -> None:  # noqa: F811
    """Of the small method's six figures of 2018 and these two rates all are there; the park owes no rate."""
    done = call("check", reported, "--lang", "en")
    assert done.exit_code == 0, done.stderr
    assert ["Statistics", "Bureau", "5", "5", "0"] in [line.split() for line in done.stdout.splitlines()]
    assert "Missing" not in done.stdout
    (reported / "data" / "rates.csv").unlink()
    assert ["Statistics", "Bureau", "3", "3", "0"] in [
        line.split() for line in call("check", reported, "--lang", "en").stdout.splitlines()
    ]


def test_a_rate_that_an_indicator_reads_itself_is_missing(reported: Path, call: Call) -> None:  # noqa: F811
    dimension = reported / "indicator_specs" / "small" / "1_growth.yaml"
    text = dimension.read_text(encoding="utf-8").replace("formula: growth(output)", "formula: first_known(rate, 0)")
    dimension.write_text(text, encoding="utf-8")
    done = call("check", reported, "--lang", "en")
    assert done.exit_code == 0, done.stderr
    assert ["Statistics", "Bureau", "6", "5", "1"] in [line.split() for line in done.stdout.splitlines()]


def test_on_the_form_a_rate_may_stay_blank(reported: Path) -> None:
    forms = forms_of(load_assessment(reported), None, Period(2018))
    due = {(line.statistic.code, line.due) for form in forms for line in form.lines if line.unit.role == "assessed"}
    assert due == {("output", True), ("firms", True), ("rate", False)}
