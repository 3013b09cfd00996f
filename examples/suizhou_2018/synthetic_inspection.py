"""The ledger of inspection items: those of the third quarter's list, due within 2018, and those of the year's list.

The first are what departments are judged by for 2018 (items whose deadline falls in the year); the second are being
worked on. All persons are made up. make_data.py writes the file.
"""

from __future__ import annotations

import datetime

from synthetic_ledgers import Chance

PERSONS = {
    "a": "督查室甲", "b": "督查室乙", "zengdu": "曾都区政府办", "guangshui": "广水市政府办", "suixian": "随县政府办",
    "gaoxin": "高新区管委会",
}  # fmt: skip
HEADING = ["item", "action", "by", "on", "due", "note"]
REGISTERED = datetime.date(2018, 10, 22)

# By rule, unit and what it is about: how many days it had, and what became of it.
QUARTER = [
    ("problems_overdue:zengdu", 15, "closed"),
    ("problems_overdue:guangshui", 15, "closed"),
    ("problems_overdue:suixian", 15, "late"),
    ("short_of_target:suixian:firm_visit_coverage", 30, "closed"),
    ("places_lost:gaoxin", 30, "closed"),
    ("behind_schedule:guangshui:new_projects_over_100m", 20, "closed"),
    ("behind_schedule:suixian:new_projects_over_100m", 20, "extended"),
    ("behind_schedule:suixian:new_projects_over_500m", 20, "open"),
    ("behind_schedule:gaoxin:new_projects_over_500m", 20, "closed"),
    ("figures_apart:suixian:revenue_matched", 15, "closed"),
    ("figures_apart:gaoxin:value_added_matched", 15, "closed"),
]

Row = tuple[datetime.date, list[str]]


def _row(item: str, action: str, by: str, on: datetime.date, due: datetime.date | None = None, note: str = "") -> Row:
    mark = "（示例）"
    last = "" if due is None else due.isoformat()
    return on, [item, action, by + mark, on.isoformat(), last, note and note + mark]


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(f"2019-{text}")


def _of_item(chance: Chance, item: str, days: int, fate: str) -> list[Row]:
    """An item's changes: registered, handed on, perhaps given more time, reported, closed out."""
    office, government = PERSONS["a"], PERSONS[item.split(":")[1]]
    code = f"{item}:2018Q3"
    due = REGISTERED + datetime.timedelta(days=days)
    rows = [
        _row(code, "add", office, REGISTERED, due),
        _row(code, "assign", office, REGISTERED + datetime.timedelta(days=2)),
    ]
    if fate == "extended":
        asked, due = due - datetime.timedelta(days=3), due + datetime.timedelta(days=20)
        rows.append(_row(code, "extend", office, asked, due, "项目环评未批，同意延期"))
    if fate == "open":
        return rows
    reported = due - datetime.timedelta(days=chance.whole(4, 9))
    closed = due - datetime.timedelta(days=chance.whole(0, 3))
    if fate == "late":
        reported, closed = (day + datetime.timedelta(days=14) for day in (reported, closed))
    rows.append(_row(code, "report", government, reported, None, "已整改并报送材料"))
    rows.append(_row(code, "close", office, closed, None, "现场核实后销号"))
    return rows


def inspection_ledger() -> list[list[str]]:
    """The heading and all rows, by day."""
    chance = Chance(7)
    rows = [row for item, days, fate in QUARTER for row in _of_item(chance, item, days, fate)]
    rows += [
        _row(f"{item}:2018", action, PERSONS[by], _day(on), _day(due) if due else None, note)
        for item, action, by, on, due, note in YEAR
    ]
    return [HEADING, *(row for _, row in sorted(rows, key=lambda each: each[0]))]


YEAR = [
    ("behind_schedule:suixian:new_projects_over_500m", "add", "a", "02-16", "03-07", ""),
    ("problems_overdue:zengdu", "add", "a", "02-16", "03-02", ""),
    ("places_lost:gaoxin", "add", "a", "02-16", "03-17", ""),
    ("held_against:suixian:deduction_unlawful_charges", "add", "b", "02-16", "03-17", ""),
    ("held_against:suixian:deduction_inspection_criticism", "add", "b", "02-16", "03-17", ""),
    ("behind_schedule:suixian:new_projects_over_500m", "assign", "a", "02-18", "", "交随县人民政府"),
    ("problems_overdue:zengdu", "assign", "a", "02-18", "", "交曾都区人民政府"),
    ("places_lost:gaoxin", "assign", "a", "02-18", "", "交高新区管委会"),
    ("held_against:suixian:deduction_unlawful_charges", "assign", "b", "02-18", "", "交随县人民政府"),
    ("problems_overdue:zengdu", "report", "zengdu", "03-01", "", "7件中已办结5件"),
    ("behind_schedule:suixian:new_projects_over_500m", "extend", "a", "03-05", "04-15", "土地手续待批，申请延期"),
    ("held_against:suixian:deduction_unlawful_charges", "report", "suixian", "03-08", "", "收费已退还"),
    ("places_lost:gaoxin", "report", "gaoxin", "03-12", "", "已报整改方案"),
    ("held_against:suixian:deduction_unlawful_charges", "close", "b", "03-15", "", "现场核实退费凭证"),
    ("places_lost:gaoxin", "return", "a", "03-20", "", "方案没有逐项说明下滑原因，退回重报"),
]
"""The year's list, as it is being worked on."""
