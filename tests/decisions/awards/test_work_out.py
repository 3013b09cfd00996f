"""Awards by count and by ladders, worked out by hand; published ladders as golden cases."""

import math
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sz_assess.decisions.awards import Award, Awards, awards
from sz_assess.errors import InputError
from tests.decisions.small import decided

STEEL = {"code": "steel_veto", "when": "steel > 0", "effect": "no_award"}
SOURCE = {"clause": "1"}


def counted(code: str, count: str, *amounts: float) -> dict[str, Any]:
    payments = [{"to": f"payee {n}", "amount": amount} for n, amount in enumerate(amounts)]
    return {"code": code, "name": code, "count": count, "payments": payments, "source": SOURCE}


def ladder(code: str, **rule: Any) -> dict[str, Any]:
    return {"code": code, "name": code, "to": "government", "ladder": rule, "source": SOURCE}


def by_ladder(folder: Path, totals: list[float], rule: dict[str, Any], **given: Any) -> Awards:
    columns = given.pop("columns", None)
    return awards(decided(folder, totals, columns, decisions={"ladders": [rule], **given.pop("more", {})}, **given))


def paid(found: Awards) -> list[float]:
    return [float(row.amount) for row in found.rows]


def states(found: Awards) -> list[str]:
    return [row.state for row in found.rows]


# --- by count -------------------------------------------------------------------------------------------------------


def test_each_net_new_firm_pays_the_government_and_the_department(tmp_path: Path) -> None:
    """30 000 and 5 000 yuan for each: 3 net new firms are 90 000 and 15 000; a fall costs nothing."""
    rule = counted("new_firms", "max(change(firms), 0)", 30000, 5000)
    result = decided(tmp_path, [50.0] * 2, {"firms": [13.0, 8]}, earlier={"firms": [10.0, 9]},
                     decisions={"awards": [rule]})  # fmt: skip
    found = awards(result)
    assert paid(found) == [90000, 15000, 0, 0]
    assert states(found) == ["paid", "paid", "nothing", "nothing"]
    assert found.total == 105000
    assert {to.en: amount for to, amount in found.by_payee().items()} == {"payee 0": 90000, "payee 1": 15000}
    assert list(found.by_unit(2)) == [105000, 0]


def test_money_that_is_counted_is_exact(tmp_path: Path) -> None:
    """0.1 + 0.2 of ten thousand is 3 000 to the fen, in binary as well."""
    rule = counted("back", "a + b", 10000)
    found = awards(decided(tmp_path, [50.0], {"a": [0.1], "b": [0.2]}, decisions={"awards": [rule]}))
    assert found.total == Decimal(3000)


def test_a_figure_that_is_missing_pays_nothing_and_says_so(tmp_path: Path) -> None:
    result = decided(tmp_path, [50.0] * 2, {"n": [1.0, float("nan")]}, decisions={"awards": [counted("a", "n", 10)]})
    found = awards(result)
    assert states(found) == ["paid", "unknown"]
    assert "not delivered" in str(found.rows[1].note)


def test_a_count_below_nothing_is_refused(tmp_path: Path) -> None:
    result = decided(tmp_path, [50.0], {"n": [-1.0]}, decisions={"awards": [counted("a", "n", 10)]})
    with pytest.raises(InputError, match="below 0"):
        awards(result)


def test_a_veto_takes_all_awards_or_those_it_names(tmp_path: Path) -> None:
    cancel = {"code": "accident", "when": "n > 3", "effect": "cancel", "awards": ["b"]}
    rules = [counted("a", "n", 10), counted("b", "n", 10)]
    result = decided(tmp_path, [50.0] * 3, {"n": [1.0, 2, 4], "steel": [1.0, 0, 0]}, decisions={"awards": rules},
                     vetoes=[STEEL, cancel])  # fmt: skip
    found = awards(result)
    assert paid(found) == [0, 20, 40, 0, 20, 0]
    assert states(found) == ["vetoed", "paid", "paid", "vetoed", "paid", "vetoed"]
    assert [float(row.earned) for row in found.rows] == [10, 20, 40, 10, 20, 40]


def test_what_is_withdrawn_after_publication(tmp_path: Path) -> None:
    gone = [{"unit": "u0", "awards": ["a"], "back_fill": False, "reason": "false figures"}]
    result = decided(tmp_path, [50.0] * 2, {"n": [1.0, 2]}, decisions={"awards": [counted("a", "n", 10)]},
                     about={"withdrawn": gone})  # fmt: skip
    found = awards(result)
    assert paid(found) == [0, 20]
    assert "false figures" in str(found.rows[0].note)


# --- by place ---------------------------------------------------------------------------------------------------------

PLACES = {"method": "place", "over": "all", "amounts": [300, 200, 100], "ties": "each", "vetoed": "left"}


def test_a_sum_for_each_place(tmp_path: Path) -> None:
    assert paid(by_ladder(tmp_path, [50.0, 90, 70, 80], ladder("p", **PLACES))) == [0, 300, 100, 200]


@pytest.mark.parametrize(("ties", "sums"), [("each", [300, 200, 200, 0]), ("shared", [300, 150, 150, 0])])
def test_level_units(tmp_path: Path, ties: str, sums: list[float]) -> None:
    """Two on the second place each get its sum, or share those of the second and the third."""
    assert paid(by_ladder(tmp_path, [90.0, 80, 80, 70], ladder("p", **{**PLACES, "ties": ties}))) == sums


def test_a_sum_that_does_not_divide_is_cut_to_the_fen(tmp_path: Path) -> None:
    rule = ladder("p", **{**PLACES, "amounts": [100], "ties": "shared"})
    assert paid(by_ladder(tmp_path, [80.0, 80, 80], rule)) == [33.33] * 3


@pytest.mark.parametrize(("vetoed", "sums"), [("left", [300, 0, 100, 0]), ("passed_down", [300, 0, 200, 100])])
def test_the_place_of_a_vetoed_unit(tmp_path: Path, vetoed: str, sums: list[float]) -> None:
    found = by_ladder(tmp_path, [90.0, 80, 70, 60], ladder("p", **{**PLACES, "vetoed": vetoed}),
                      columns={"steel": [0.0, 1, 0, 0]}, vetoes=[STEEL])  # fmt: skip
    assert paid(found) == sums


@pytest.mark.parametrize(("back_fill", "sums"), [(False, [0, 200, 100, 0]), (True, [0, 300, 200, 100])])
def test_an_objection_with_and_without_back_fill(tmp_path: Path, back_fill: bool, sums: list[float]) -> None:
    gone = [{"unit": "u0", "awards": ["p"], "back_fill": back_fill, "reason": "objection upheld"}]
    found = by_ladder(tmp_path, [90.0, 80, 70, 60], ladder("p", **PLACES), about={"withdrawn": gone})
    assert paid(found) == sums


def test_classes_with_sums_of_their_own(tmp_path: Path) -> None:
    """Sichuan: a fixed sum for the winners of each class, 60, 50 and 30 million."""
    rule = ladder("p", method="place", over="group", ties="each", vetoed="left",
                  groups={"a": [60_000_000], "b": [50_000_000], "c": [30_000_000]})  # fmt: skip
    found = by_ladder(tmp_path, [90.0, 80, 70, 60], rule, groups=["a", "b", "a", "c"])
    assert paid(found) == [60_000_000, 50_000_000, 0, 30_000_000]


# --- by places gained -------------------------------------------------------------------------------------------------

RISE = {"method": "rise", "first": 10, "first_entry": 1_000_000, "first_place": 1_000_000, "same": 500_000,
        "each": 100_000, "within": [0, 1_000_000]}  # fmt: skip


def test_shaanxi_2016(tmp_path: Path) -> None:
    """500 000 yuan and 100 000 more or less for each place, within 0 and 1 000 000; the full sum for the first place
    and for the first entry among the ten. (place, place before): (1,2) 100, (3,9) 100, (4,7) 80, (8,5) 20, (9,10) 60,
    (10,4) 0, in 10 000 yuan."""
    before = [2, 8, 9, 7, 1, 3, 6, 5, 10, 4]
    found = by_ladder(tmp_path, [100.0 - n for n in range(10)], ladder("r", **RISE), previous=before)
    assert [sum_ / 10000 for sum_ in paid(found)] == [100, 100, 100, 80, 10, 20, 40, 20, 60, 0]


def test_first_entry(tmp_path: Path) -> None:
    """The tenth was the eleventh; a first entry, unless it is known to have been among the ten before that."""
    totals = [100.0 - n for n in range(11)]
    before = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 10]
    found = by_ladder(tmp_path / "a", totals, ladder("r", **RISE), previous=before)
    assert paid(found)[9:] == [1_000_000, 0]
    known = by_ladder(tmp_path / "b", totals, ladder("r", **RISE, entered=["u9"]), previous=before)
    assert paid(known)[9:] == [600_000, 0]


def test_a_change_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    rule = {key: value for key, value in RISE.items() if key not in {"first_entry", "first_place"}}
    with pytest.raises(InputError, match="no earlier place of u0"):
        by_ladder(tmp_path, [50.0], ladder("r", **rule))


# --- by steps and excess ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pays", "sums"), [("each", [50, 20, 0, 10]), ("highest", [30, 20, 0, 10]), ("difference", [20, 20, 0, 10])]
)
def test_steps_newly_reached(tmp_path: Path, pays: str, sums: list[float]) -> None:
    """Steps at 5, 10 and 15. From 6 to 16 two are new; from 4 to 12 two as well; from 11 to 14 none; from 4.9 to 5
    the first. Each pays 10, 20 and 30 for itself, the highest only its own, the difference what it is worth more."""
    rule = ladder("s", method="steps", value="tax", steps=[[5, 10], [10, 20], [15, 30]], pays=pays,
                  compared_with="last_year")  # fmt: skip
    found = by_ladder(tmp_path, [50.0] * 4, rule, columns={"tax": [16.0, 12, 14, 5]},
                      earlier={"tax": [6.0, 4, 11, 4.9]})  # fmt: skip
    assert paid(found) == [sums[0], 30 if pays == "each" else sums[1], *sums[2:]]


def test_steps_with_a_condition(tmp_path: Path) -> None:
    rule = ladder("s", method="steps", value="tax", steps=[[5, 10]], pays="each", compared_with="nothing",
                  when="mark >= 60")  # fmt: skip
    assert paid(by_ladder(tmp_path, [70.0, 50], rule, columns={"tax": [6.0, 6]})) == [10, 0]


def test_a_unit_that_has_no_such_figure_by_the_method_has_no_row(tmp_path: Path) -> None:
    """One that has one and did not deliver it has: nothing is paid until the figure is there."""
    rule = ladder("s", method="steps", value="tax", steps=[[5, 10]], pays="each", compared_with="nothing")
    common = {"unit": "any", "department": "bureau", "total": "none"}
    statistics = [{"code": "mark", "name": "mark", **common},
                  {"code": "tax", "name": "tax", "not_applicable": {"units": ["u1"]}, **common}]  # fmt: skip
    found = by_ladder(tmp_path, [50.0] * 3, rule, columns={"tax": [6.0, math.nan, math.nan]},
                      extra={"statistics.yaml": {"statistics": statistics}})  # fmt: skip
    assert [(row.unit, row.state) for row in found.rows] == [(0, "paid"), (2, "unknown")]


def test_shandong_2013(tmp_path: Path) -> None:
    """31 counties past a step, 10 million each: 310 million."""
    rule = ladder("s", method="steps", value="x", steps=[[5, 10_000_000]], pays="each", compared_with="nothing")
    found = by_ladder(tmp_path, [50.0] * 33, rule, columns={"x": [6.0] * 31 + [4.0] * 2})
    assert found.total == 310_000_000


EXCESS = {"method": "excess", "value": "growth", "above": 12, "groups": {"key": 8}, "each": 5_000_000,
          "at_most": 100_000_000, "below": 0, "each_below": 2_000_000, "steps": "proportional"}  # fmt: skip


def test_guangdong_2013(tmp_path: Path) -> None:
    """5 million for each point above 8 (key counties) or 12, at most 100 million; 2 million back for each below 0.
    11.4 in a key county is 17 million, elsewhere nothing; 40 the most; -3 costs 6 million."""
    found = by_ladder(tmp_path, [50.0] * 4, ladder("e", **EXCESS), groups=["key", "other", "other", "other"],
                      columns={"growth": [11.4, 11.4, 40, -3]})  # fmt: skip
    assert paid(found) == [17_000_000, 0, 100_000_000, -6_000_000]
    assert "11.4 − 8 = 3.4" in found.rows[0].lines[0].expression


def test_whole_points_only(tmp_path: Path) -> None:
    found = by_ladder(tmp_path, [50.0], ladder("e", **{**EXCESS, "steps": "whole"}), groups=["key"],
                      columns={"growth": [11.4]})  # fmt: skip
    assert paid(found) == [15_000_000]


def test_a_veto_takes_awards_and_no_debts(tmp_path: Path) -> None:
    found = by_ladder(tmp_path, [50.0] * 2, ladder("e", **EXCESS), groups=["key", "key"], vetoes=[STEEL],
                      columns={"growth": [20.0, -3], "steel": [1.0, 1]})  # fmt: skip
    assert paid(found) == [0, -6_000_000]
    assert states(found) == ["vetoed", "paid"]


# --- by grade and list ------------------------------------------------------------------------------------------------


def test_by_grade(tmp_path: Path) -> None:
    rule = ladder("g", method="grade", amounts={"good": 500, "fair": 100})
    assert paid(by_ladder(tmp_path, [90.0, 70, 10], rule)) == [500, 100, 0]


def test_by_list(tmp_path: Path) -> None:
    lists = [{"code": "best", "name": "best", "kind": "honour", "source": SOURCE, "take": 2, "by": "place",
              "ties": "include", "vacant": "passed_down"}]  # fmt: skip
    found = by_ladder(tmp_path, [90.0, 70, 80], ladder("l", method="list", list="best", amount=700),
                      more={"lists": lists})  # fmt: skip
    assert paid(found) == [700, 0, 700]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({**PLACES, "groups": {"nowhere": [1]}}, "nowhere"),
        ({"method": "grade", "amounts": {"superb": 1}}, "superb"),
        ({"method": "list", "list": "nolist", "amount": 1}, "nolist"),
        ({**RISE, "entered": ["u77"]}, "u77"),
        ({key: value for key, value in PLACES.items() if key != "ties"}, "no ties"),
        ({key: value for key, value in EXCESS.items() if key != "each_below"}, "below without each_below"),
        ({**EXCESS, "value": "grwth"}, "grwth"),
    ],
)
def test_what_a_ladder_may_not_say(tmp_path: Path, rule: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError) as caught:
        by_ladder(tmp_path, [50.0], ladder("x", **rule), columns={"growth": [1.0]}, groups=["key"])
    assert words in str(caught.value)


# --- what must hold ---------------------------------------------------------------------------------------------------

RULES = [
    ladder("p", **PLACES),
    ladder("e", **{**EXCESS, "value": "mark", "above": 40, "groups": {}, "below": 20}),
    ladder("g", method="grade", amounts={"good": 500, "fair": 100}),
    ladder("s", method="steps", value="mark", steps=[[30, 10], [60, 20]], pays="highest", compared_with="nothing"),
]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(totals=st.lists(st.integers(0, 99), min_size=2, max_size=5), more=st.integers(1, 40), data=st.data())
def test_no_unit_gains_by_a_worse_figure(
    tmp_path_factory: pytest.TempPathFactory, totals: list[int], more: int, data: st.DataObject
) -> None:
    unit = data.draw(st.integers(0, len(totals) - 1))
    better = [float(mark + more * (n == unit)) for n, mark in enumerate(totals)]

    def earned(marks: list[float]) -> list[Award]:
        result = decided(tmp_path_factory.mktemp("a"), marks, decisions={"ladders": RULES})
        return [row for row in awards(result).rows if row.unit == unit]

    for before, after in zip(earned([float(mark) for mark in totals]), earned(better), strict=True):
        assert after.amount >= before.amount, before.rule.code


# --- sums in the weights file ---------------------------------------------------------------------------------------

SUMS_BY_PLACE = ladder("places", method="place", over="all", amounts=[300, 200, 100], ties="each", vetoed="left")
SUMS_BY_EXCESS = ladder("growth", method="excess", value="mark", above=10, each=5, steps="whole")


def tuned(folder: Path, rule: dict[str, Any], **figures: Any) -> list[float]:
    stated = {"ladders": {rule["code"]: figures}}
    return paid(awards(decided(folder, [30.0, 20, 12], decisions={"ladders": [rule]}, figures=stated)))


def test_the_weights_file_tunes_the_sums_of_a_ladder(tmp_path: Path) -> None:
    assert tuned(tmp_path / "as_is", SUMS_BY_PLACE) == [300, 200, 100]
    assert tuned(tmp_path / "tuned", SUMS_BY_PLACE, amounts=[1000, 500]) == [1000, 500, 0]
    # 30, 20 and 12 above 11, 2 for each; the first is held at 20.
    assert tuned(tmp_path / "excess", SUMS_BY_EXCESS, above=11, each=2, at_most=20) == [20, 18, 2]


@pytest.mark.parametrize(
    ("rule", "figures", "words"),
    [
        (SUMS_BY_PLACE, {"amount": 5}, "amount of the ladder places, whose rule has no use for it"),
        (SUMS_BY_EXCESS, {"steps": [[1, 2]]}, "steps of the ladder growth"),
        (SUMS_BY_EXCESS, {"below": 5}, "below without each_below"),
        (SUMS_BY_EXCESS, {"below": 15, "each_below": 1}, "below: 15 over above: 10"),
        (SUMS_BY_EXCESS, {"groups": {"zones": 5}}, "zones"),
        (SUMS_BY_EXCESS, {"each": 0}, "each"),
        ({**SUMS_BY_PLACE, "code": "other"}, {}, "figures of the ladder place"),
    ],
)
def test_figures_that_do_not_fit_the_ladder(
    tmp_path: Path, rule: dict[str, Any], figures: dict[str, Any], words: str
) -> None:
    code = "place" if rule["code"] == "other" else rule["code"]
    with pytest.raises(InputError) as caught:
        decided(tmp_path, [30.0], decisions={"ladders": [rule]}, figures={"ladders": {code: figures}})
    assert words in str(caught.value)
    assert "weights/w.yaml" in str(caught.value)
    assert f"decisions.ladders.{code}" in str(caught.value)
