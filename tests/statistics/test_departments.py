"""departments.csv: figures about departments, by the words of either language, and what is refused in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sz_assess.errors import InputError
from sz_assess.periods import Period
from sz_assess.result import Result
from tests.decisions.small import decided

SPEC = {
    "code": "year", "name": "year", "of": "departments", "source": {"clause": "1"},
    "figures": [{"code": "work", "name": {"zh": "评分", "en": "Work score"}, "range": [0, 100]}],
    "parts": [{"code": "p", "name": "p", "value": "work", "missing": "exclude"}],
}  # fmt: skip


def given(folder: Path, table: str, *, declared: bool = True) -> Result:
    folder.mkdir(exist_ok=True)
    (folder / "departments.csv").write_text(table, encoding="utf-8")
    return decided(folder, [50.0], decisions={"responsibility": [SPEC]} if declared else {},
                   departments=("bureau", "office"))  # fmt: skip


def test_figures_by_either_language(tmp_path: Path) -> None:
    found = given(
        tmp_path, "# made up\n部门,考核期,评分\nbureau,2018,90.5\noffice,2018,\nbureau,2017,70\n"
    ).panel.departments
    assert found.values == {("bureau", "work", Period(2018)): 90.5, ("bureau", "work", Period(2017)): 70}
    assert found.places["bureau", "work", Period(2018)] == "departments.csv:3:C"


@pytest.mark.parametrize(("table", "words"), [
    ("department,period,wrok\nbureau,2018,1\n", ["departments.csv:1:C", "wrok", "did you mean work"]),
    ("department,work\nbureau,1\n", ["no column period"]),
    ("department,period,work\nbureua,2018,1\n", ["departments.csv:2:A", "bureua", "bureau"]),
    ("department,period,work\nbureau,18,1\n", ["departments.csv:2:B", "a period"]),
    ("department,period,work\nbureau,2018,good\n", ["departments.csv:2:C", "good", "a number"]),
    ("department,period,work\nbureau,2018,101\n", ["departments.csv:2:C", "101", "from 0 to 100"]),
    ("department,period,work\nbureau,2018,1\nbureau,2018,2\n", ["departments.csv:3:A", "a second time"]),
    ("department,period,work\n,,1\n", ["departments.csv:2:A", "departments.csv:2:B", "a blank cell"]),
])  # fmt: skip
def test_what_is_refused(tmp_path: Path, table: str, words: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        given(tmp_path, table)
    said = str(caught.value)
    assert not [word for word in words if word not in said], said


def test_a_file_that_nothing_asks_for_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="declares no figures of departments"):
        given(tmp_path, "department,period,work\nbureau,2018,1\n", declared=False)
