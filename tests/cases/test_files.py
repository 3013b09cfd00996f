"""Case files: those of the project's own method come out and leave nothing out; what is wrong with one is told."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sz_assess.cases.files import FileOutcome, run_cases
from sz_assess.cases.spec import MethodCase
from sz_assess.errors import InputError
from sz_assess.method.load import load_method
from sz_assess.method.model import Method

METHOD = Path(__file__).resolve().parents[2] / "indicator_specs" / "suizhou_2018_2020"


@pytest.fixture(scope="module")
def outcomes() -> tuple[FileOutcome, ...]:
    return run_cases(METHOD)


def test_the_methods_own_cases_come_out(outcomes: tuple[FileOutcome, ...]) -> None:
    failed = [
        (case.spec.case, case.refused, [each for each in case.compared if not each.agrees])
        for file in outcomes
        for case in file.cases
        if not case.passed
    ]
    assert failed == []


def test_every_case_says_who_worked_it_out(outcomes: tuple[FileOutcome, ...]) -> None:
    assert [case.spec.case for file in outcomes for case in file.cases if not case.spec.worked_by] == []


def proved(cases: list[MethodCase]) -> Iterator[tuple[str, str]]:
    """What cases prove by a number other than nothing: kind and code."""
    for case in cases:
        expect = case.expect
        for kind, numbers in (("score", expect.score), ("points", expect.points), ("awards", expect.awards)):
            yield from ((kind, code) for code, by_unit in numbers.items() if any(by_unit.values()))
        yield from (("struck", code) for code, units in expect.struck.items() if units)
        yield from (("city", code) for code in expect.city if code in expect.met)


def without_a_case(method: Method, cases: list[MethodCase]) -> set[tuple[str, str]]:
    wanted = {("score", each.code) for each in method.indicators()}
    wanted |= {("points", each.code) for each in method.adjustments}
    wanted |= {("struck", each.code) for each in method.vetoes}
    wanted |= {("awards", each.code) for each in method.awards}
    wanted |= {("city", each.code) for each in method.city_targets}
    return wanted - set(proved(cases))


def test_nothing_in_the_method_is_without_a_case(outcomes: tuple[FileOutcome, ...]) -> None:
    cases = [case.spec for file in outcomes for case in file.cases if isinstance(case.spec, MethodCase)]
    method = load_method(METHOD)
    assert without_a_case(method, cases) == set()
    fewer = [case for case in cases if "award_new_large" not in str(case.expect)]
    assert ("awards", "award_new_large_firm") in without_a_case(method, fewer)


def told(folder: Path, text: str) -> str:
    """What is said of a case file; each problem as line: what was found; what was expected; what to do."""
    file = folder / "case.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        run_cases(file)
    return "\n".join(f":{each.line}: {each.found}; {each.expected}; {each.mend}" for each in caught.value.problems)


CASE = """\
method: suizhou_2018_2020
weights: suizhou_2018
cases:
  - case: 一个单位
    worked_by: 手算
    period: 2018
    units: {a: county}
    statistics: {capacity_utilisation: {a: 80}}
    expect: {score: {capacity_in_use: {a: 100}}}
"""


def test_the_case_that_is_bent_below_holds(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    assert all(case.passed for file in run_cases(tmp_path / "case.yaml") for case in file.cases)


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("expect:", "expct:", ":9: .*did you mean expect"),
        ("worked_by:", "workedby:", ":5: .*did you mean worked_by"),
        ("{score:", "{scores:", ":9: .*did you mean score"),
        ("capacity_in_use", "capacity_in_usage", ":9: capacity_in_usage is not known; .*did you mean capacity_in_use"),
        ("capacity_utilisation", "capacity_utilization", ":8: .*did you mean capacity_utilisation"),
        ("county}", "countyy}", ":7: countyy is not known; one of county, zone; did you mean county"),
        ("{capacity_in_use: {a: 100}}", "{capacity_in_use: {b: 100}}", ":9: b is not known; one of a"),
        ("{a: 80}", "{aa: 80}", ":8: aa is not known"),
        ("{score: {capacity_in_use: {a: 100}}}", "{}", ":9: nothing expected"),
        ("{score: {capacity_in_use: {a: 100}}}", "{score: {}}", ":9: nothing expected"),
        ("{a: 100}", "{}", ":9: "),
        ("{a: 100}", "{a: .nan}", ":9: "),
        ("{score: {capacity_in_use: {a: 100}}}", "{struck: {veto_ground_steel: [x]}}", ":9: x is not known"),
        (
            "{score: {capacity_in_use: {a: 100}}}",
            "{awards: {award_new_large: {a: 1}}}",
            "did you mean award_new_large_firm",
        ),
        ("worked_by: 手算", "tolerance: .inf", ":5: "),
        ("weights: suizhou_2018", "weights: suizhou_2081", "did you mean suizhou_2018"),
        ("method: suizhou_2018_2020", "method: suizhou_2018", "did you mean suizhou_2018_2020"),
    ],
)
def test_what_is_wrong_with_a_case_is_told_at_its_line(right: str, wrong: str, says: str, tmp_path: Path) -> None:
    assert right in CASE
    text = told(tmp_path, CASE.replace(right, wrong, 1))
    assert re.search(says, text), text


RULE = """\
cases:
  - case: 一条规则
    rule: {rule: completion, cap: 120}
    given: {target: 20}
    values: {a: 18.5}
    scores: {a: 92.5}
"""


def test_units_of_a_rule_case_are_those_with_values(tmp_path: Path) -> None:
    assert ":6: b is not known; one of a; " in told(tmp_path, RULE.replace("{a: 92.5}", "{a: 92.5, b: 3}"))
    assert told(tmp_path, RULE.replace("{a: 92.5}", "{}")).startswith(":6: ")


def test_a_folder_without_cases_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        run_cases(tmp_path)
    assert "no case file" in str(caught.value.problems[0].found)
