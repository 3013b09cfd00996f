"""Revenue returned to projects for three years after acceptance."""

from pathlib import Path
from typing import Any

import pytest

from sz_assess.decisions.awards import Awards, awards
from sz_assess.errors import InputError
from tests.decisions.small import decided

PROJECTS: dict[str, Any] = {
    "key": ["project", "year"], "unit": "county", "period": {"column": "year"},
    "columns": [
        {"code": "project", "name": "project", "type": "text"},
        {"code": "county", "name": "county", "type": "text"},
        {"code": "year", "name": "year", "type": "period"},
        {"code": "accepted", "name": "accepted", "type": "date", "optional": True},
        {"code": "gain", "name": "gain", "type": "number", "optional": True},
    ],
}  # fmt: skip
ROWS = """\
project,county,year,accepted,gain
line A,u0,2016,2016-05-01,10.5
line A,u0,2017,2016-05-01,20
line A,u0,2018,2016-05-01,30.25
line B,u1,2015,2015-05-01,5
line B,u1,2018,2015-05-01,7
line C,u1,2018,,9
line D,u1,2018,2018-11-30,-2
line E,u0,2017,2017-01-01,4
"""


def returned(folder: Path, rows: str = ROWS, **given: Any) -> Awards:
    rule = {
        "code": "back", "name": "back", "to": "firm", "ledger": "projects", "project": "project",
        "accepted": "accepted", "gain": "gain", "money": "10k_yuan", "years": 3, "first": "acceptance_year",
        "share": 100, "source": {"clause": "1"}, **given,
    }  # fmt: skip
    return awards(decided(folder, [50.0, 50.0], decisions={"returns": [rule]}, ledgers={"projects": (PROJECTS, rows)}))


def test_three_years_from_acceptance(tmp_path: Path) -> None:
    """A is in its third year: 30.25 of 10 000 yuan. B's three years are over, C is not accepted, D lost, and of E, in
    its second year, nobody has said what it gained."""
    found = returned(tmp_path)
    assert [(row.item, row.state, float(row.amount)) for row in found.rows] == [
        ("line A", "paid", 302_500), ("line E", "unknown", 0), ("line D", "nothing", 0),
    ]  # fmt: skip
    assert "2018" in str(found.rows[1].note)


def test_the_schedule_of_each_project(tmp_path: Path) -> None:
    found = returned(tmp_path).schedule
    line_a = [(each.year, None if each.amount is None else float(each.amount), each.state) for each in found[:3]]
    assert line_a == [(2016, 105_000, "past"), (2017, 200_000, "past"), (2018, 302_500, "now")]
    line_d = [(each.year, each.amount, each.state) for each in found if each.project == "line D"]
    assert line_d == [(2018, 0, "now"), (2019, None, "to_come"), (2020, None, "to_come")]


def test_a_gain_that_is_not_settled_yet_is_not_none(tmp_path: Path) -> None:
    rows = ROWS.replace("2017,2016-05-01,20\n", "2017,2016-05-01,\n").replace(
        "2018,2016-05-01,30.25", "2018,2016-05-01,"
    )
    found = returned(tmp_path, rows)
    assert [(each.year, each.amount) for each in found.schedule[:3]] == [(2016, 105_000), (2017, None), (2018, None)]
    line_a = found.rows[0]
    assert (line_a.item, line_a.state, line_a.place) == ("line A", "unknown", "ledgers/projects.csv:4")


def test_a_loss_returns_nothing_and_is_shown(tmp_path: Path) -> None:
    (line_d,) = [row for row in returned(tmp_path).rows if row.item == "line D"]
    assert [line.expression for line in line_d.lines] == ["max(−2, 0) × 10\u202f000 × 100 %"]


def test_from_the_year_after_and_a_part_only(tmp_path: Path) -> None:
    """From 2017 to 2019 for A; half of the gain. B's years are 2016 to 2018."""
    found = returned(tmp_path, first="next_year", share=50)
    assert [(row.item, float(row.amount)) for row in found.rows][:1] == [("line A", 151_250)]
    assert ("line B", 35_000) in [(row.item, float(row.amount)) for row in found.rows]


def test_a_project_has_one_day_of_acceptance(tmp_path: Path) -> None:
    rows = ROWS.replace("2017,2016-05-01,20", "2017,2016-06-01,20")
    with pytest.raises(InputError, match="2016-05-01, 2016-06-01"):
        returned(tmp_path, rows)


def test_what_lies_after_the_period_is_not_known_yet(tmp_path: Path) -> None:
    """A row of 2019, and a project that is accepted in 2019."""
    rows = ROWS + "line D,u1,2019,2018-11-30,6\nline F,u1,2018,2019-02-01,8\n"
    found = returned(tmp_path, rows)
    assert [(each.year, each.amount) for each in found.schedule if each.project == "line D"] == [
        (2018, 0), (2019, None), (2020, None),
    ]  # fmt: skip
    assert "line F" not in {each.project for each in found.schedule} | {row.item for row in found.rows}
