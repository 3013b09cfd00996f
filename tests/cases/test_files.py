"""Case files: those of the project's own method come out and leave nothing out; what is wrong with one is told."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from sz_assess.cases.files import FileOutcome, run_cases
from sz_assess.cases.spec import Expected, MethodCase
from sz_assess.errors import InputError
from sz_assess.method.load import load_method
from sz_assess.method.model import Method
from sz_assess.method.reading.yaml_reader import read_yaml

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


Kind = tuple[str, str]
"""A kind of thing in a method, and the code of one."""


def proved(cases: Iterable[MethodCase], method: Method) -> Iterator[Kind]:
    """What cases prove by an outcome other than nothing."""
    samples = {} if method.inspection is None else {rule.code: rule.sample for rule in method.inspection.rules}
    for case in cases:
        expect = case.expect
        for kind, numbers in (
            ("score", expect.score), ("points", expect.points), ("awards", expect.awards), ("by_firm", expect.by_firm),
            ("schedule", expect.schedule), ("fund", expect.fund), ("year_score", expect.year_score),
            ("year_grade", expect.year_grade), ("task", expect.task),
        ):  # fmt: skip
            yield from ((kind, code) for code, of in numbers.items() if any(of.values()))
        for kind, units in (("struck", expect.struck), ("inspection", expect.inspection), ("lists", expect.lists)):
            yield from ((kind, code) for code, of in units.items() if of)
        yield from (("city", code) for code in expect.city if code in expect.met)
        yield from (("sample", samples[rule] or "") for rule, of in expect.sample.items() if any(of.values()))


def indicators(method: Method) -> Iterator[Kind]:
    yield from (("score", each.code) for each in method.indicators())


def inspected(method: Method) -> Iterator[Kind]:
    if method.inspection is not None:
        yield from (("inspection", each.code) for each in method.inspection.rules)
        yield from (("sample", each.code) for each in method.inspection.samples)


def years(method: Method) -> Iterator[Kind]:
    for each in method.responsibility:
        yield from (("year_score", each.code), ("year_grade", each.code))


def tasked(method: Method) -> Iterator[Kind]:
    yield from (("task", each.code) for each in (() if method.task_book is None else method.task_book.tasks))


WANTED: dict[str, Callable[[Method], Iterable[Kind]]] = {
    "dimensions": indicators,
    "adjustments": lambda method: (("points", each.code) for each in method.adjustments),
    "vetoes": lambda method: (("struck", each.code) for each in method.vetoes),
    "awards": lambda method: (("awards", each.code) for each in method.awards),
    "ladders": lambda method: (("awards", each.code) for each in method.ladders),
    "firm_awards": lambda method: (("by_firm", each.code) for each in method.firm_awards),
    "returns": lambda method: ((kind, each.code) for each in method.returns for kind in ("by_firm", "schedule")),
    "lists": lambda method: (("lists", each.code) for each in method.lists),
    "funds": lambda method: (("fund", each.code) for each in method.funds),
    "city_targets": lambda method: (("city", each.code) for each in method.city_targets),
    "inspection": inspected,
    "responsibility": years,
    "task_book": tasked,
}
"""By part of a method, what wants a case."""

NO_OUTCOME = {
    "about": "names",
    "statistics": "figures, which the cases of indicators and decisions bring",
    "ledgers": "rows, which the cases of decisions bring",
    "treatment": "what is done to data before they are scored",
    "plausibility": "what inspection lists, by a rule that has a case",
    "uses": "what people do with the result",
}
"""Parts of a method that have no outcome of their own, and what they are."""


def without_a_case(method: Method, cases: Iterable[MethodCase]) -> set[Kind]:
    return {kind for want in WANTED.values() for kind in want(method)} - set(proved(cases, method))


def method_cases(outcomes: tuple[FileOutcome, ...]) -> list[MethodCase]:
    return [case.spec for file in outcomes for case in file.cases if isinstance(case.spec, MethodCase)]


def test_nothing_in_the_method_is_without_a_case(outcomes: tuple[FileOutcome, ...]) -> None:
    assert without_a_case(load_method(METHOD), method_cases(outcomes)) == set()


def test_no_part_of_a_method_is_passed_over_by_the_list() -> None:
    assert {each.name for each in fields(Method)} == WANTED.keys() | NO_OUTCOME.keys()


def codes_of(part: Any) -> Iterator[str]:
    """The codes that a file's list of entries has, by the plain text of the file."""
    yield from (each["code"] for each in part)


def test_the_list_has_every_code_of_the_files() -> None:
    """Read without the program's own model of a method, so that a kind which the model forgot would be missed."""
    decisions = read_yaml(METHOD / "decisions.yaml", "decisions.yaml").data
    passed_over = {"uses"}
    own = {
        "inspection": [*decisions["inspection"]["rules"], *decisions["inspection"]["samples"]],
        "task_book": decisions["task_book"]["tasks"],
    }
    adjusted = read_yaml(METHOD / "adjustments.yaml", "adjustments.yaml").data
    codes = {
        code
        for file in (decisions, adjusted, read_yaml(METHOD / "city_targets.yaml", "city_targets.yaml").data)
        for key, part in file.items()
        if key not in passed_over
        for code in codes_of(own.get(key, part) if file is decisions else part)
    }
    for path in METHOD.glob("[0-9]_*.yaml"):
        read = read_yaml(path, path.name).data
        for dimension in (read, *read.get("dimensions", ())):
            codes |= set(codes_of(dimension.get("indicators", ())))
    method = load_method(METHOD)
    assert codes == {code for want in WANTED.values() for _, code in want(method)}
    assert len(codes) > 100


@pytest.mark.parametrize("part", WANTED)
def test_a_case_taken_away_is_missed(part: str, outcomes: tuple[FileOutcome, ...]) -> None:
    """Of every part, each code is listed as soon as the cases that prove it are gone, and no other is for that."""
    method, cases = load_method(METHOD), method_cases(outcomes)
    for kind in WANTED[part](method):
        left = [case for case in cases if kind not in set(proved([case], method))]
        gone = [case for case in cases if case not in left]
        assert gone, kind
        assert kind in without_a_case(method, left)
        assert without_a_case(method, left) <= set(proved(gone, method))


def test_a_case_that_expects_nothing_but_zero_proves_nothing(outcomes: tuple[FileOutcome, ...]) -> None:
    method = load_method(METHOD)
    idle = Expected(
        fund={"industry_policy_fund": {"a": 0.0}}, inspection={"last_in_all": ()}, by_firm={"award_brands": {"x": 0.0}}
    )
    case = method_cases(outcomes)[0].model_copy(update={"expect": idle})
    assert set(proved([case], method)) == set()


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


DOCS = Path(__file__).resolve().parents[2] / "docs"
BLOCK = re.compile(r"<!-- example: cases\.yaml -->\n```yaml\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("page", ["policy-staff.md", "policy-staff.zh.md"])
def test_the_cases_in_the_guides_come_out(page: str, tmp_path: Path) -> None:
    blocks = BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))
    assert len(blocks) > 3
    for n, text in enumerate(blocks):
        file = tmp_path / f"{n}.yaml"
        file.write_text(text, encoding="utf-8")
        for case in (case for each in run_cases(file) for case in each.cases):
            assert case.passed, (page, case.spec.case, case.refused, case.compared)
