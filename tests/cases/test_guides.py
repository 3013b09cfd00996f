"""The cases in the guides are cases that come out."""

import re
from pathlib import Path

import pytest

from sz_assess.cases.files import run_cases

DOCS = Path(__file__).resolve().parents[2] / "docs"
BLOCK = re.compile(r"<!-- example: cases\.yaml -->\n```yaml\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("page", ["policy-staff.md", "policy-staff.zh.md"])
def test_they_come_out(page: str, tmp_path: Path) -> None:
    blocks = BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))
    assert len(blocks) > 3
    for n, text in enumerate(blocks):
        file = tmp_path / f"{n}.yaml"
        file.write_text(text, encoding="utf-8")
        for case in (case for each in run_cases(file) for case in each.cases):
            assert case.passed, (page, case.spec.case, case.refused, case.compared)
