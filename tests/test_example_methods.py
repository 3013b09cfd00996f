"""The methods that come as examples run, their cases come out, and their totals agree with numpy."""

from pathlib import Path

import pytest

from sz_assess.cases.files import run_cases
from sz_assess.i18n import Language
from sz_assess.method.load import load_assessment
from sz_assess.numeric import FloatArray
from sz_assess.result import Result
from sz_assess.run import assess_folder, run
from tests.example_methods.independent import INDEPENDENT, rows_of

HERE = Path(__file__).resolve().parent
METHODS = HERE.parent / "examples" / "methods"
NAMES = sorted(path.parent.name for path in METHODS.glob("*/assessment.yaml"))
PAGES = (HERE.parent / "docs" / "methods.md", HERE.parent / "docs" / "methods.zh.md")


def result_of(name: str) -> Result:
    return assess_folder(METHODS / name)


def by_unit(result: Result, column: FloatArray) -> dict[str, float]:
    return {unit.code: float(each) for unit, each in zip(result.units, column, strict=True)}


def test_every_folder_is_a_method_that_is_worked_out_independently() -> None:
    assert sorted(path.name for path in METHODS.iterdir() if path.is_dir()) == NAMES
    assert sorted(INDEPENDENT) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_totals_and_places_are_those_worked_out_independently(name: str) -> None:
    result = result_of(name)
    expected = INDEPENDENT[name](METHODS / name)
    found = by_unit(result, result.total)
    assert found.keys() == expected.keys()
    assert found == pytest.approx(expected, abs=1e-9)
    printed = {unit: round(total, 2) for unit, total in expected.items()}
    places = {unit: 1 + sum(other > own + 1e-9 for other in printed.values()) for unit, own in printed.items()}
    assert by_unit(result, result.rank) == places


@pytest.mark.parametrize("name", NAMES)
def test_its_cases_come_out(name: str) -> None:
    outcomes = [case for file in run_cases(METHODS / name) for case in file.cases]
    assert [(case.spec.case, case.refused, case.compared) for case in outcomes if not case.passed] == []
    assert [case.spec.case for case in outcomes if not (case.spec.worked_by or case.spec.source)] == []
    assert any(each.what == "total" for case in outcomes for each in case.compared)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_its_report_is_written_and_says_that_figures_are_synthetic(
    name: str, language: Language, tmp_path: Path
) -> None:
    done = run(METHODS / name, tmp_path / "out", language=language)
    said = done.result.assessment.about.synthetic
    assert said is not None
    words = said.zh if language == "zh" else said.en
    for page in ("index", "method", "data"):
        assert words.split(";")[0][:20] in (done.folder / "report" / f"{page}.html").read_text(encoding="utf-8"), page


@pytest.mark.parametrize("name", NAMES)
def test_what_is_the_sources_and_what_is_filled_in_is_said(name: str) -> None:
    readme = (METHODS / name / "README.md").read_text(encoding="utf-8")
    for word in ("来源", "Source", "条款", "Clause", "| 原文 · the source's | 补充 · filled in |", "合成", "synthetic"):
        assert word in readme, word
    method = load_assessment(METHODS / name).method
    for indicator in method.indicators():
        note = indicator.note
        assert note is not None, indicator.code
        assert "原文" in note.zh or "补充" in note.zh, indicator.code
    data = sorted((METHODS / name / "data").iterdir())
    assert all("合成数据" in file.read_text(encoding="utf-8").splitlines()[0] for file in data)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_page_of_methods_lists_them_all(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert [name for name in NAMES if f"examples/methods/{name}`" not in text] == []


# What each design is about.


def test_the_published_places_of_jining_come_out() -> None:
    result = result_of("rank_votes")
    published = [95.71, 91.64, 88.14, 87.79, 86.43, 81.5, 80.79, 80.14, 77.93, 77.93, 75.5, 73.43, 69.07]
    assert result.published.tolist() == published
    assert result.rank.tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 11, 12, 13]


def on_list(result: Result, code: str) -> list[str]:
    (found,) = [each for each in result.lists if each.spec.code == code]
    return [result.units[row].code for row in found.on]


def test_lists_of_the_three_classes() -> None:
    """u03 is barred by its veto. The biggest rises of the rest: u10 by 5; u07 and u12 by 3, level on the last seat."""
    result = result_of("three_classes")
    assert on_list(result, "outstanding") == ["u05", "u09", "u01", "u02", "u06"]
    assert on_list(result, "risen") == ["u10", "u07", "u12"]
    before = {row["unit"]: float(row["rank"]) for row in rows_of(METHODS / "three_classes" / "previous" / "2017.csv")}
    places = by_unit(result, result.rank)
    assert {unit: before[unit] - places[unit] for unit in ("u10", "u07", "u12")} == {"u10": 5, "u07": 3, "u12": 3}


def test_grades_of_output_per_mu() -> None:
    """Of 12 graded firms 3, 5, 3 and 1; f03 would be B and is struck down to D; the 13th is not graded."""
    result = result_of("output_per_mu")
    order = sorted(range(len(result.units)), key=lambda row: result.rank[row])
    assert [result.units[row].code for row in order[:4]] == ["f06", "f01", "f09", "f03"]
    graded = [(result.units[row].code, result.grade[row]) for row in order]
    assert [grade for _, grade in graded] == ["A", "A", "A", "D", "B", "B", "B", "B", "C", None, "C", "C", "D"]


def test_who_is_admonished_for_two_years_below_the_line() -> None:
    assert on_list(result_of("marginal_bands"), "admonished") == ["ding"]


def test_a_city_made_of_its_counties() -> None:
    result = result_of("two_parts")
    results = by_unit(result, result.score[:, result.index("results")])
    assert results["c3"] == pytest.approx(0.6 * results["k1"] + 0.4 * results["k2"])
