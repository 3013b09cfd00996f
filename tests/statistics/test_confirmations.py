"""confirmations.csv: read in both languages; everything wrong in it is told with its cell."""

import math
from pathlib import Path

import pytest

from sz_assess.errors import InputError, Problem
from sz_assess.statistics.confirmations import Confirmation, load_confirmations
from tests.statistics.conftest import an_assessment

HEADING = "warning,figure,against,by,on,why\n"
RIGHT = "jump:power:east:2018,17,34,Li,2019-01-25,a new line\n"


def read(folder: Path, text: str | bytes) -> tuple[Confirmation, ...]:
    (folder / "confirmations.csv").write_bytes(text.encode() if isinstance(text, str) else text)
    return load_confirmations(an_assessment(folder))


def refused(folder: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read(folder, text)
    return caught.value.problems


def test_there_need_be_none(tmp_path: Path) -> None:
    assert load_confirmations(an_assessment(tmp_path)) == ()


def test_a_row(tmp_path: Path) -> None:
    expected = Confirmation("jump:power:east:2018", 17.0, 34.0, "Li", "2019-01-25", "a new line", "confirmations.csv:2")
    assert read(tmp_path, HEADING + RIGHT) == (expected,)


def test_in_chinese_as_spreadsheets_save_it(tmp_path: Path) -> None:
    text = "# 说明\n预警,数值,对照,确认人,确认日期,理由\npeers:power:east:2018,1.5,,李𠮷,2019-01-25,新项目\n"
    (found,) = read(tmp_path, text.encode("gb18030"))
    assert (found.by, found.why, found.place) == ("李𠮷", "新项目", "confirmations.csv:3")
    assert math.isnan(found.against)


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        ("jump:power:east:2018,17,34,,2019-01-25,why", "D", "blank cell"),
        ("jump:power:east:2018,17,34,Li,2019-01-25,", "F", "blank cell"),
        ("jump:power:east:2018,17,34,Li,,why", "E", "blank cell"),
        ("jump:power:east:2018,17,34,Li,2019-02-30,why", "E", "2019-02-30"),
        ("jump:power:east:2018,17,34,Li,25.1.2019,why", "E", "25.1.2019"),
        ("jump:power:east:2018,,34,Li,2019-01-25,why", "B", "blank cell"),
        ("jump:power:east:2018,x,34,Li,2019-01-25,why", "B", '"x"'),
        ("jump:power:east:2018,17,,Li,2019-01-25,why", "C", "blank cell"),
        ("jumps:power:east:2018,17,34,Li,2019-01-25,why", "A", "did you mean jump?"),
        ("jump:powr:east:2018,17,34,Li,2019-01-25,why", "A", "did you mean power?"),
        ("jump:power:eaast:2018,17,34,Li,2019-01-25,why", "A", "did you mean east?"),
        ("jump:power:east:18,17,34,Li,2019-01-25,why", "A", "jump:power:east:18"),
        ("power,17,34,Li,2019-01-25,why", "A", '"power"'),
    ],
)
def test_what_is_wrong_has_its_cell(tmp_path: Path, row: str, cell: str, words: str) -> None:
    (problem,) = refused(tmp_path, HEADING + row + "\n")
    assert (problem.place, words in f"{problem.found} {problem.mend}") == (f"confirmations.csv:2:{cell}", True)


def test_all_that_is_wrong_at_once(tmp_path: Path) -> None:
    assert len(refused(tmp_path, HEADING + "jump:power:east:2018,17,34,,x,\n" + RIGHT + "x,,,,,\n")) == 9


def test_the_same_confirmation_twice(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, HEADING + RIGHT + RIGHT)
    assert problem.place == "confirmations.csv:3:A"


def test_headings(tmp_path: Path) -> None:
    problems = refused(tmp_path, "warning,figure,by,on,when,why\n")
    assert {str(each.found) for each in problems} == {'the heading "when"', "no column against"}
