"""The catalogue of clauses: each has a case that holds, or a stated reason why it can't be written."""

import csv
import re
from pathlib import Path

import pytest

from sz_assess.cases.files import FileOutcome, run_cases
from sz_assess.cases.spec import RuleCase
from sz_assess.i18n import translator

HERE = Path(__file__).parent / "cases"
CLAUSES = HERE / "clauses"
ROOT = HERE.parent.parent
IDS = [row["id"] for row in csv.DictReader((HERE / "clauses.csv").read_text(encoding="utf-8").splitlines())]
PAGE = (ROOT / "docs" / "method-clauses.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def outcomes() -> list[FileOutcome]:
    return [outcome for file in sorted(CLAUSES.glob("*.yaml")) for outcome in run_cases(file)]


def test_cases_come_out(outcomes: list[FileOutcome]) -> None:
    failed = [
        f"{file.path.name}: {case.spec.case}: {case.refused} {[each for each in case.compared if not each.agrees]}"
        for file in outcomes
        for case in file.cases
        if not case.passed
    ]
    assert not failed, "\n".join(failed)


def test_every_case_compares_something_and_says_where_it_comes_from(outcomes: list[FileOutcome]) -> None:
    for file in outcomes:
        for case in file.cases:
            assert case.compared, case.spec.case
            assert case.spec.source or case.spec.worked_by, case.spec.case


def test_every_clause_has_a_case_or_a_reason(outcomes: list[FileOutcome]) -> None:
    proved = {clause for file in outcomes for case in file.cases for clause in case.spec.clauses}
    assert proved <= set(IDS), f"no such clauses: {sorted(proved - set(IDS))}"
    section = PAGE.split("## Not expressible", 1)[1].split("\n## ", 1)[0]
    excused = set(re.findall(r"^\| ([A-I]\d+|1\.K\.\d) \|", section, re.MULTILINE))
    wanted = set(IDS)
    assert wanted <= proved | excused, f"no case: {sorted(wanted - proved - excused)}"
    assert not proved & excused, f"cases of what is said to be inexpressible: {sorted(proved & excused)}"


def test_the_index_names_every_clause_that_is_proved(outcomes: list[FileOutcome]) -> None:
    index = set(re.findall(r"^\| ([A-I]\d+|1\.K\.\d) \|", PAGE.split("## Index of clauses", 1)[1], re.MULTILINE))
    assert index <= set(IDS), f"no such clauses: {sorted(index - set(IDS))}"
    assert set(IDS) <= index, f"not in the index: {sorted(set(IDS) - index)}"


def test_every_rule_that_scores_can_be_told_and_written_out(outcomes: list[FileOutcome]) -> None:
    """Words in both languages without a blank left, and arithmetic whose last line is the score."""
    say = translator("zh")
    for file in outcomes:
        for case in file.cases:
            if not isinstance(case.spec, RuleCase):
                continue
            words = case.spec.rule.long_form(case.spec.direction).words()
            for told in (str(words), words.to(say)):
                assert told
                assert "{" not in told, told
            for unit, score in case.spec.scores.items():
                last = str([step.text for step in case.working if step.unit == unit][-1])
                found = float(last.rsplit(" = ", 1)[-1].replace("−", "-"))
                assert score is not None
                assert found == pytest.approx(score, abs=max(case.spec.tolerance, 1e-5)), last
