"""The catalogue of clauses: each has a case that holds, or a stated reason why it can't be written."""

import csv
import re
from pathlib import Path

import pytest

from sz_assess.cases.files import FileOutcome, run_cases

HERE = Path(__file__).parent / "cases"
CLAUSES = HERE / "clauses"
ROOT = HERE.parent.parent
IDS = [row["id"] for row in csv.DictReader((HERE / "clauses.csv").read_text(encoding="utf-8").splitlines())]
PENDING = (
    {clause for clause in IDS if clause[0] in "FGHI"}
    | {"A19", "A20", "A21", "B14", "D2", "D6"}
    | {f"1.K.{n}" for n in (2, 3, 6, 7, 8)}
)
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
    wanted = set(IDS) - PENDING
    assert wanted <= proved | excused, f"no case: {sorted(wanted - proved - excused)}"
    assert not proved & excused, f"cases of what is said to be inexpressible: {sorted(proved & excused)}"
