"""What departments' inspection items come to: counted from the ledger by hand, and what is refused of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sz_assess.decisions.responsibility import Judged, responsibilities
from sz_assess.errors import InputError
from tests.decisions.small import decided

RULES = {
    "rules": [
        {"code": rule, "name": rule, "finds": {"what": "falls"}, "check": "look", "department": department}
        for rule, department in (("falls", "bureau"), ("gaps", "office"))
    ],
    "closed": "may_reopen",
    "reopen_days": 60,
}
HEADING = "item,action,by,on,due,note"
ADD = "{item},add,A,2018-03-01,{due},"
REPORT, CLOSE = "{item},report,A,{reported},,", "{item},close,A,{closed},,"


def item(code: str, due: str, reported: str = "", closed: str = "") -> list[str]:
    """An item's rows: registered and handed on in March, reported and closed where days are given."""
    rows = [ADD, "{item},assign,A,2018-03-02,,", *([REPORT] if reported else []), *([CLOSE] if closed else [])]
    return [row.format(item=code, due=due, reported=reported, closed=closed) for row in rows]


LEDGER = [
    *item("falls:u0:2017", "2018-04-01", "2018-03-20", "2018-04-01"),  # closed on the day itself: in time
    *item("falls:u1:2017", "2018-04-01", "2018-04-01", "2018-04-02"),  # reported in time, closed a day late
    *item("gaps:u0:x:2017", "2018-04-01"),  # never closed
    # Extended before it was due, closed within the longer time: in time.
    *item("gaps:u1:x:2017", "2018-04-01"),
    "gaps:u1:x:2017,extend,A,2018-03-30,2018-05-01,",
    "gaps:u1:x:2017,report,A,2018-04-20,,",
    "gaps:u1:x:2017,close,A,2018-04-30,,",
    # Closed, opened again and due in the next year: not of this one.
    *item("falls:u0:2016", "2018-04-01", "2018-03-20", "2018-03-21"),
    "falls:u0:2016,reopen,A,2018-04-02,2019-02-01,",
    # Sent back after a report in time, and closed in time after all.
    *item("falls:u1:2016", "2018-06-01", "2018-03-20"),
    "falls:u1:2016,return,A,2018-03-25,,",
    "falls:u1:2016,report,A,2018-05-20,,",
    "falls:u1:2016,close,A,2018-05-25,,",
    *item("gaps:u0:y:2017", "2018-12-31", "2018-12-30"),  # due on the last day, reported and not closed
    *item("gaps:u1:y:2017", "2019-01-01", "2018-12-30", "2018-12-31"),  # due in the next year
]


def part(code: str, value: str, nothing_due: str | None = "leave_out", missing: str = "refuse") -> dict[str, Any]:
    own = {} if nothing_due is None else {"nothing_due": nothing_due}
    return {"code": code, "name": code, "value": value, "missing": missing, **own}


def spec(*parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    figures = [
        {"code": "due", "name": "due", "from": {"inspection": "items_due"}},
        {"code": "closed", "name": "closed", "from": {"inspection": "items_closed_in_time"}},
        {"code": "reported", "name": "reported", "from": {"inspection": "items_reported_in_time"}},
    ]
    return {"code": "year", "name": "year", "of": "departments", "source": {"clause": "1"}, "parts": list(parts),
            "figures": figures, **more}  # fmt: skip


SHARE = part("closed_share", "share(closed, due)")


def judged(
    folder: Path, found: dict[str, Any], rows: list[str] | None, *, reference: str = "2019-03-31", rules: Any = RULES
) -> Judged:
    folder.mkdir(exist_ok=True)
    if rows is not None:
        (folder / "inspection").mkdir()
        (folder / "inspection" / "ledger.csv").write_text("\n".join([HEADING, *rows, ""]), encoding="utf-8")
    parts = found["parts"]
    weights = {each["code"]: 100 / len(parts) for each in parts}
    result = decided(
        folder, [80.0, 60], decisions={"responsibility": [found], **({} if rules is None else {"inspection": rules})},
        figures={"responsibility": {"year": {"weights": weights}}}, departments=("bureau", "office", "board"),
        about={"inspection": {"notice": "2018-02-15", "reference": reference}},
    )  # fmt: skip
    return responsibilities(result).judged[0]


def refused(folder: Path, found: dict[str, Any], rows: list[str] | None, **more: Any) -> str:
    with pytest.raises(InputError) as caught:
        judged(folder, found, rows, **more)
    return str(caught.value)


def test_items_are_counted_from_the_ledger(tmp_path: Path) -> None:
    found = judged(tmp_path, spec(SHARE, part("reported_share", "share(reported, due)")), LEDGER)
    bureau, office, board = found.years
    # The bureau: 3 due, 2 closed in time, all 3 reported in time. The office: 3 due, 1 closed and 2 reported in time.
    assert [each.value for each in bureau.parts] == [pytest.approx(200 / 3), 100]
    assert [each.value for each in office.parts] == [pytest.approx(100 / 3), pytest.approx(200 / 3)]
    assert [each.state for each in board.parts] == ["left_out", "left_out"]
    # The rows behind the counts add up to them.
    assert [(each.department, each.closed_in_time, each.reported_in_time) for each in found.items] == [
        ("bureau", True, True), ("bureau", False, True), ("office", False, False), ("office", True, True),
        ("bureau", True, True), ("office", False, True),
    ]  # fmt: skip
    assert [each.standing.extensions for each in found.items] == [0, 0, 0, 1, 0, 0]


def test_a_deadline_that_has_not_come_is_not_counted(tmp_path: Path) -> None:
    found = judged(tmp_path, spec(SHARE), LEDGER, reference="2018-04-30")
    # Only what was due on 1 April: one of the bureau's two in time, the office's one not.
    assert [year.parts[0].value for year in found.years[:2]] == [50, 0]


@pytest.mark.parametrize(("nothing_due", "missing", "state", "year"), [
    ("leave_out", "zero", "left_out", 60), ("full_marks", "zero", "full_marks", 80),
    ("missing", "zero", "zero", 30), ("missing", "exclude", "excluded", 60),
])  # fmt: skip
def test_what_holds_where_nothing_was_due(
    tmp_path: Path, nothing_due: str, missing: str, state: str, year: float
) -> None:
    """The board has a work score of 60 and no items; both parts weigh half."""
    table = "department,period,work\nbureau,2018,60\noffice,2018,60\nboard,2018,60\n"
    (tmp_path / "departments.csv").write_text(table, encoding="utf-8")
    found = spec(part("share", "share(closed, due)", nothing_due, missing), part("work", "work", None))
    found["figures"].append({"code": "work", "name": "work"})
    board = judged(tmp_path, found, LEDGER).years[2]
    assert board.parts[0].state == state
    assert board.published == year


def test_without_a_ledger_there_is_no_figure_to_be_scored(tmp_path: Path) -> None:
    said = refused(tmp_path, spec(part("share", "share(closed, due)", "full_marks")), None)
    assert "no figure for closed, due" in said


def test_a_department_without_items_has_no_say_in_a_rule_over_all(tmp_path: Path) -> None:
    """Where the fewest late ones get 100 and the most get 0, who had none due is neither."""
    scoring = {"rule": "curve", "points": [["min", 100], ["max", 0]], "beyond": "hold", "over": "all", "when_equal": 50}
    late = part("late", "due - closed") | {"scoring": scoring}
    found = judged(tmp_path, spec(late), LEDGER)
    assert [year.parts[0].score for year in found.years[:2]] == [100, 0]  # 1 late, 2 late
    assert found.years[2].parts[0].state == "left_out"


def test_an_item_of_a_rule_that_is_gone_is_nobodys(tmp_path: Path) -> None:
    said = refused(tmp_path, spec(SHARE), [*LEDGER, *item("old_rule:u0:2017", "2018-05-01")])
    assert "old_rule:u0:2017" in said
    assert f"inspection/ledger.csv:{len(LEDGER) + 2}" in said


@pytest.mark.parametrize(("found", "words"), [
    (spec(part("share", "share(closed, due)", None)), "the part share without nothing_due"),
    (spec(SHARE, part("work", "figures_dated")), "the part work with nothing_due"),
    (spec(SHARE, figures=[{"code": "due", "name": "due", "range": [0, 9], "from": {"inspection": "items_due"}}]),
     "a range of due"),
    (spec(SHARE, figures=[{"code": "due", "name": "due", "from": {"inspection": "items_do"}}]), "items_due"),
])  # fmt: skip
def test_files_that_do_not_fit(tmp_path: Path, found: dict[str, Any], words: str) -> None:
    assert words in refused(tmp_path, found, LEDGER)


def test_items_need_rules_that_make_them(tmp_path: Path) -> None:
    assert "no rules of inspection" in refused(tmp_path, spec(SHARE), None, rules=None)


def test_a_counted_figure_is_not_delivered_as_well(tmp_path: Path) -> None:
    tmp_path.joinpath("departments.csv").write_text("department,period,due,work\nbureau,2018,3,60\n", encoding="utf-8")
    found = spec(SHARE, part("work", "work", None, "exclude"))
    found["figures"].append({"code": "work", "name": "work"})
    said = refused(tmp_path, found, LEDGER)
    assert "departments.csv:1:C" in said
    assert "counts it from the ledger of inspection items" in said
