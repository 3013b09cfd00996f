"""Each rule of the list against a small assessment that is worked out by hand (see small.py)."""

from pathlib import Path
from typing import Any

import pytest

from sz_assess.decisions.inspection import inspection
from sz_assess.errors import InputError
from sz_assess.run import assess_folder
from tests.decisions.inspection.small import EARLIER, WORKS, listed, made, rule

LINES = {"green": "<= 0", "yellow": "[10, 30]", "red": "> 30", "undefined": "yellow"}


def codes(folder: Path, finds: dict[str, Any], **figures: Any) -> list[str]:
    return [item.code for item in listed(folder, [rule("r", finds)], {"r": figures}).items]


@pytest.mark.parametrize(("last", "expected"), [(1, ["park"]), (2, ["south", "park"]), (3, ["north", "south", "park"])])
def test_last_places_among_all(tmp_path: Path, last: int, expected: list[str]) -> None:
    found = codes(tmp_path / "a", {"what": "last_places", "over": "all", "least_units": 2}, last=last)
    assert found == [f"r:{unit}:2018" for unit in expected]


def test_last_places_of_groups_that_are_large_enough(tmp_path: Path) -> None:
    """The counties are two, the zone is alone: it is last of nobody."""
    finds = {"what": "last_places", "over": "group", "least_units": 2}
    assert codes(tmp_path / "a", finds, last=1) == ["r:south:2018"]
    assert codes(tmp_path / "b", finds | {"least_units": 3}, last=1) == []


@pytest.mark.parametrize(("places", "expected"), [(1, ["r:south:2018"]), (2, [])])
def test_places_lost(tmp_path: Path, places: int, expected: list[str]) -> None:
    """South was first and is second; North went up, the park stayed."""
    assert codes(tmp_path / "a", {"what": "falls"}, places=places) == expected


def test_places_lost_are_shown_with_both_places(tmp_path: Path) -> None:
    item = listed(tmp_path / "a", [rule("r", {"what": "falls"})], {"r": {"places": 1}}).items[0]
    assert str(item.says) == "1 place lost"
    assert [(str(each.says), str(each.source)) for each in item.evidence] == [
        ("place 1 in 2017", "previous.csv"), ("place 2 now", "this result"),
    ]  # fmt: skip
    assert "south,,county,,1" in EARLIER


@pytest.mark.parametrize(
    ("lines", "on", "expected"),
    [
        (LINES, ["red"], ["north", "park"]),  # 50 and 75 points behind
        ({**LINES, "yellow": "[10, 50]", "red": "> 50"}, ["red"], ["park"]),  # 50 belongs to yellow
        ({**LINES, "yellow": "[10, 50)", "red": ">= 50"}, ["red"], ["north", "park"]),  # and here to red
        ({**LINES, "yellow": "[60, 70]", "red": "> 70"}, ["yellow"], ["north"]),  # between the lines: undefined
        ({**LINES, "yellow": "[60, 70]", "red": "> 70", "undefined": "green"}, ["yellow"], []),
    ],
)
def test_lights(tmp_path: Path, lines: dict[str, Any], on: list[str], expected: list[str]) -> None:
    finds = {"what": "lights", "tasks": [{"indicator": "firm_count"}], "on": on}
    assert codes(tmp_path / "a", finds, lights=lines) == [f"r:{unit}:firm_count:2018" for unit in expected]


def test_lights_show_their_arithmetic_and_cells(tmp_path: Path) -> None:
    finds = {"what": "lights", "tasks": [{"indicator": "firm_count"}], "on": ["red"]}
    north = listed(tmp_path / "a", [rule("r", finds)], {"r": {"lights": LINES}}).items[0]
    assert str(north.says) == "red light: Number of firms 50 percentage points behind schedule"
    assert [(str(each.says), str(each.source)) for each in north.evidence] == [
        ("done 10 of 20: 50%", "data/figures.csv:3:D"),
        ("scheduled by the end of 2018: 100%", "the method, decisions.yaml"),
    ]


@pytest.mark.parametrize(("due", "lit"), [(80, ["park"]), (100, ["north", "park"])])
def test_a_curve_says_what_is_due_by_a_month(tmp_path: Path, due: int, lit: list[str]) -> None:
    """By June 40 % or 50 % of the year's plan of 20: North has 25 %, the park 15 %."""
    task = {"indicator": "firm_count", "curve": {"6": due / 2, "12": 100}}
    folder = made(tmp_path / "a", [rule("r", {"what": "lights", "tasks": [task], "on": ["red"]})],
                  {"r": {"lights": {**LINES, "yellow": "[10, 20]", "red": "> 20"}}})  # fmt: skip
    half = "\n".join(f"{unit},{year}Q2,{output},{firms}" for unit, year, output, firms in (
        ("north", 2017, 100, ""), ("north", 2018, 110, 5), ("south", 2017, 100, ""), ("south", 2018, 105, 20),
        ("park", 2017, 120, ""), ("park", 2018, 132, 3)))  # fmt: skip
    (folder / "data" / "figures.csv").write_text(f"unit,period,output,firms\n{half}\n", encoding="utf-8")
    specs = folder / "indicator_specs" / "small" / "statistics.yaml"
    quarterly = specs.read_text(encoding="utf-8").replace("unit: million,", "unit: million, frequency: quarterly,")
    specs.write_text(quarterly.replace("unit: firms,", "unit: firms, frequency: quarterly,"), encoding="utf-8")
    about = folder / "assessment.yaml"
    about.write_text(about.read_text(encoding="utf-8").replace("period: 2018\n", "period: 2018Q2\n"), encoding="utf-8")
    found = inspection(assess_folder(folder)).items
    assert [item.code for item in found] == [f"r:{unit}:firm_count:2018Q2" for unit in lit]


def test_targets_missed_by_so_many_per_cent_of_them(tmp_path: Path) -> None:
    """Growth: South 5 of 10 is 50 % short. Firms: North 50 %, the park 75 %. The bound itself counts."""
    finds = {"what": "gaps", "zero_target": "any_gap"}
    all_of_them = ["r:north:firm_count:2018", "r:south:output_growth:2018", "r:park:firm_count:2018"]
    assert codes(tmp_path / "a", finds, percent=50) == all_of_them
    assert codes(tmp_path / "b", finds, percent=50.01) == ["r:park:firm_count:2018"]
    only = finds | {"indicators": ["output_growth"]}
    assert codes(tmp_path / "c", only, percent=1) == ["r:south:output_growth:2018"]


def overdue(folder: Path, **finds: Any) -> dict[str, list[str]]:
    figures = {} if "due" in finds else {"within_days": 60}
    own = {"what": "overdue", "ledger": "complaints", "filed": "entered", **finds}
    found = listed(folder, [rule("r", own)], {"r": figures})
    return {item.code: [str(each.says).split(":")[0] for each in item.evidence] for item in found.items}


def test_problems_by_the_day_that_was_promised(tmp_path: Path) -> None:
    """As of 2019-03-31: c1 is late, c2 by a day, c3 due that day in time, c4 closed; c5 never; c7 was closed later."""
    found = overdue(tmp_path / "a", entered="in_period", due="promised", closed="shut")
    assert found == {"r:north:2018": ["c1", "c2", "c5"], "r:park:2018": ["c7"]}


def test_problems_of_earlier_years_where_the_rule_says_so(tmp_path: Path) -> None:
    found = overdue(tmp_path / "a", entered="ever", due="promised", closed="shut")
    assert found["r:south:2018"] == ["c6"]


def test_problems_closed_by_yes_and_no_are_looked_at_as_of_the_end_of_the_period(tmp_path: Path) -> None:
    """60 days after their entry by 2018-12-31: c1 c2 c3 are, c5 is not, c7 is due on that very day but one."""
    found = overdue(tmp_path / "a", entered="in_period", closed="done")
    assert found == {"r:north:2018": ["c1", "c2", "c3"]}


def test_a_problem_of_which_nothing_is_reported_is_no_delay(tmp_path: Path) -> None:
    finds = {"what": "overdue", "ledger": "complaints", "entered": "in_period", "filed": "entered", "closed": "done"}
    folder = made(tmp_path / "a", [rule("r", finds)], {"r": {"within_days": 10}})
    found = inspection(assess_folder(folder)).items
    assert [str(each.says) for each in found[0].evidence][
        -1
    ] == "1 problem due by 2018-12-31 of which nothing is reported"


def test_nobody_is_spared_by_silence(tmp_path: Path) -> None:
    """The park leaves blank whether its only problem is closed: that alone makes an item."""
    finds = {"what": "overdue", "ledger": "complaints", "entered": "in_period", "filed": "entered", "closed": "done"}
    folder = made(tmp_path / "a", [rule("r", finds)], {"r": {"within_days": 10}})
    path = folder / "ledgers" / "complaints.csv"
    blank = path.read_text(encoding="utf-8").replace("2019-04-01,no", "2019-04-01,")
    path.write_text(blank, encoding="utf-8")
    park = inspection(assess_folder(folder)).items[-1]
    assert (park.code, str(park.says)) == ("r:park:2018", "1 problem due by 2018-12-31 of which nothing is reported")


def test_the_sample_of_an_item(tmp_path: Path) -> None:
    """North has ten works: revenue 50 to 90 five times, 100 to 140 five times. Four are two of each."""
    finds = {"what": "last_places", "over": "all", "least_units": 2}
    found = listed(tmp_path / "a", [rule("r", finds, sample="by_size")], {"r": {"last": 3, "sample": 4}})
    north, south, park = (item.sample for item in found.items)
    assert north is not None
    assert south is not None
    assert park is not None
    assert (north.sizes, north.counts) == ((5, 5), (2, 2))
    assert (south.sizes, south.counts) == ((3, 0), (3, 0))
    assert (park.sizes, park.rows) == ((0, 0), ())
    assert all(row.name == f"Works {row.key[1:]} of north" for row in north.rows)
    large = {f"w{n}" for n, (place, _, revenue) in enumerate(WORKS) if place == "north" and revenue >= 100}
    assert {row.key for row in north.rows if row.stratum.code == "large"} <= large


def test_the_order_of_rows_in_the_ledger_has_no_say(tmp_path: Path) -> None:
    finds = {"what": "last_places", "over": "all", "least_units": 2}
    rules, figures = [rule("r", finds, sample="by_size")], {"r": {"last": 3, "sample": 4}}
    before = listed(tmp_path / "a", rules, figures)
    folder = made(tmp_path / "b", rules, figures)
    path = folder / "ledgers" / "works.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, *reversed(rows)]) + "\n", encoding="utf-8")
    after = inspection(assess_folder(folder))
    keys = [[row.key for row in item.sample.rows] for item in before.items if item.sample]
    assert [[row.key for row in item.sample.rows] for item in after.items if item.sample] == keys
    assert keys[0]


def test_deadlines_are_counted_from_the_notice(tmp_path: Path) -> None:
    item = listed(tmp_path / "a", [rule("r", {"what": "falls"})], {"r": {"places": 1}}).items[0]
    assert str(item.due) == "2019-03-07"


def test_a_rule_without_figures_is_told_and_not_applied(tmp_path: Path) -> None:
    found = listed(tmp_path / "a", [rule("r", {"what": "falls"}), rule("s", {"what": "falls"})], {"r": {"places": 1}})
    assert [each.code for each in found.unset] == ["s"]


@pytest.mark.parametrize(
    ("finds", "more", "figures", "said"),
    [
        ({"what": "falls"}, {}, {}, "the rule r without places"),
        ({"what": "falls"}, {}, {"places": 1, "percent": 5}, "percent of the rule r, which has no use for it"),
        ({"what": "falls"}, {"department": "indutsry"}, {"places": 1}, "did you mean industry"),
        ({"what": "falls"}, {"sample": "by_sise"}, {"places": 1, "sample": 3}, "did you mean by_size"),
        ({"what": "gaps", "zero_target": "any_gap", "indicators": ["firm_cuont"]}, {}, {"percent": 5}, "firm_count"),
        ({"what": "overdue", "ledger": "complaints", "entered": "ever", "filed": "number", "closed": "shut"}, {},
         {"within_days": 3}, "the column number of the type text"),
        ({"what": "overdue", "ledger": "complaint", "entered": "ever", "filed": "entered", "closed": "shut"}, {},
         {"within_days": 3}, "did you mean complaints"),
        ({"what": "lights", "on": ["red"], "tasks": [{"indicator": "firm_count", "curve": {6: 60, 12: 90}}]}, {},
         {"lights": LINES}, "12: 100"),
    ],
)  # fmt: skip
def test_rules_that_do_not_fit(
    tmp_path: Path, finds: dict[str, Any], more: dict[str, Any], figures: dict[str, Any], said: str
) -> None:
    own = rule("r", finds) | more
    with pytest.raises(InputError) as refused:
        assess_folder(made(tmp_path / "a", [own], {"r": figures}))
    assert said in str(refused.value)
