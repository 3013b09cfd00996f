"""Funds by each method, with what the files may say about them, worked out by hand."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sz_assess.decisions.funding import Split, funding
from sz_assess.errors import InputError
from tests.decisions.small import decided

STEEL = {"code": "steel_veto", "when": "steel > 0", "effect": "no_award"}


def fund(allocation: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "code": "fund", "name": "fund", "source": {"clause": "1"}, "money": "10k_yuan", "vetoed": {"share": "reshared"},
        "allocation": allocation, **more,
    }  # fmt: skip


def by(*factors: str, performance: str | None = None) -> dict[str, Any]:
    entries = [
        {"code": f"f_{code}", "name": code, **({"score": code} if code == "total" else {"value": code})}
        for code in factors
    ]
    return {"method": "factors", "factors": entries, **({"performance": performance} if performance else {})}


def split(
    folder: Path, totals: list[float], columns: dict[str, list[float]], rule: dict[str, Any], **given: Any
) -> Split:
    """The fund, split; what is left over goes to the weights file."""
    vetoes = given.pop("vetoes", ())
    groups = given.pop("groups", ())
    result = decided(
        folder, totals, columns, decisions={"funds": [rule]}, figures={"funds": {"fund": given}}, vetoes=vetoes,
        groups=groups,
    )  # fmt: skip
    (found,) = funding(result).splits
    return found


def amounts(found: Split) -> list[float]:
    return [float(row.amount) for row in found.rows]


CASE = {"x": [120.0, 90, 60, 30], "y": [30.0, 45, 15, 10], "z": [8.0, 6, 2, 4]}
WEIGHTS = {"f_x": 0.5, "f_y": 0.3, "f_z": 0.2}
COEFFICIENTS = {"grades": {"good": 1.1, "fair": 1, "poor": 0.9}}
GRADED = [90.0, 70, 50, 65]


def test_factors_times_performance(tmp_path: Path) -> None:
    found = split(tmp_path, GRADED, CASE, fund(by("x", "y", "z", performance="grade")), pool=1000, weights=WEIGHTS,
                  performance=COEFFICIENTS)  # fmt: skip
    assert amounts(found) == [399, 338, 145, 118]
    assert [found.pool, found.reserve, found.amount, found.returned] == [1000, 0, 1000, 0]


def test_floor_and_cap(tmp_path: Path) -> None:
    found = split(tmp_path, GRADED, CASE, fund(by("x", "y", "z", performance="grade")), pool=1000, weights=WEIGHTS,
                  performance=COEFFICIENTS, floor=120, cap="35%")  # fmt: skip
    assert amounts(found) == [350, 350, 166, 134]
    assert [row.held for row in found.rows] == ["cap", "cap", "free", "free"]


def test_bounds_by_group_and_unit(tmp_path: Path) -> None:
    # 1000 in equal parts is 250 each; u3 may have 100, the zone needs 400 at least: 500 left for two.
    found = split(tmp_path, [50.0] * 4, {"x": [1.0] * 4}, fund(by("x")), pool=1000, weights={"f_x": 1},
                  groups=["a", "a", "zone", "a"], floor={"groups": {"zone": 400}},
                  cap={"units": {"u3": 100}})  # fmt: skip
    assert amounts(found) == [250, 250, 400, 100]


def test_a_coefficient_along_a_line_of_scores(tmp_path: Path) -> None:
    # 60 gives 0.8, 100 gives 1.2: 70 gives 0.9, 90 gives 1.1; 50 lies before the line, at 0.8.
    found = split(tmp_path, [70.0, 90, 50], {"x": [1.0] * 3}, fund(by("x", performance="score")), pool=280,
                  weights={"f_x": 1}, performance={"scores": [[60, 0.8], [100, 1.2]]})  # fmt: skip
    assert amounts(found) == [90, 110, 80]


def test_gaps(tmp_path: Path) -> None:
    rule = fund({"method": "gap", "gap": "need - own", "coefficient": "k", "beyond_gap": "allowed"})
    columns = {"need": [100.0, 80, 50, 70], "own": [40.0, 60, 90, 70], "k": [1.0, 0.5, 1, 1]}
    found = split(tmp_path, [50.0] * 4, columns, rule, pool=140)
    # Gaps of 60 and 20 × 0.5 = 10; the third has more than it needs, the fourth just what it needs.
    assert amounts(found) == [120, 20, 0, 0]
    assert [row.state for row in found.rows] == ["shares", "shares", "no_gap", "no_gap"]


def test_what_exceeds_all_gaps_goes_back(tmp_path: Path) -> None:
    rule = fund({"method": "gap", "gap": "need", "beyond_gap": "returned"})
    found = split(tmp_path, [50.0] * 2, {"need": [60.0, 20]}, rule, pool=100)
    assert amounts(found) == [60, 20]
    assert [found.amount, found.returned] == [80, 20]


def test_a_base_for_all_and_the_rest_by_performance(tmp_path: Path) -> None:
    rule = fund({**by("x", performance="grade"), "method": "base_and_performance", "base": "equal"})
    found = split(tmp_path, [90.0, 70, 50], {"x": [10.0, 10, 10]}, rule, pool=900, base=0.6, weights={"f_x": 1},
                  performance={"grades": {"good": 2, "fair": 1, "poor": 0}})  # fmt: skip
    # 540 in equal parts; 360 in the proportion 2 : 1 : 0.
    assert amounts(found) == [180 + 240, 180 + 120, 180]


def test_by_grades(tmp_path: Path) -> None:
    found = split(tmp_path, [90.0, 70, 85, 10], {}, fund({"method": "grades"}), pool=500,
                  ratios={"good": 2, "fair": 1, "poor": 0})  # fmt: skip
    assert amounts(found) == [200, 100, 200, 0]


@pytest.mark.parametrize(("share", "paid", "back"), [("reshared", [60, 40, 0], 0), ("returned", [30, 20, 0], 50)])
def test_a_vetoed_unit_gets_nothing(tmp_path: Path, share: str, paid: list[float], back: int) -> None:
    found = split(tmp_path, [50.0] * 3, {"x": [30.0, 20, 50], "steel": [0.0, 0, 1]},
                  fund(by("x"), vetoed={"share": share}), pool=100, weights={"f_x": 1}, vetoes=[STEEL])  # fmt: skip
    assert amounts(found) == paid
    assert found.returned == back
    assert found.rows[2].state == "vetoed"


def test_where_nobody_takes_part_all_goes_back(tmp_path: Path) -> None:
    found = split(tmp_path, [50.0] * 2, {"x": [30.0, 20], "steel": [1.0, 1]}, fund(by("x")), pool=100, floor=10,
                  weights={"f_x": 1}, vetoes=[STEEL])  # fmt: skip
    assert amounts(found) == [0, 0]
    assert found.returned == 100


def test_only_the_vetoes_that_are_named(tmp_path: Path) -> None:
    other = {"code": "other", "when": "x > 40", "effect": "no_award"}
    rule = fund(by("x"), vetoed={"share": "reshared", "vetoes": ["other"]})
    found = split(tmp_path, [50.0] * 3, {"x": [30.0, 20, 50], "steel": [1.0, 0, 0]}, rule, pool=100, weights={"f_x": 1},
                  vetoes=[STEEL, other])  # fmt: skip
    assert amounts(found) == [60, 40, 0]


def test_reserve_parts_and_advances(tmp_path: Path) -> None:
    parts = [{"name": "advance", "share": 0.7}, {"name": "settlement", "share": 0.3}]
    found = split(tmp_path, [50.0] * 3, {"x": [1.0, 1, 1]}, fund(by("x")), pool=1005, reserve="10%", weights={"f_x": 1},
                  parts=parts, paid={"u0": 400, "u1": 100}, overpaid="reclaimed")  # fmt: skip
    # 100.5 is kept back, 101 in whole units; 904 in three parts.
    assert [found.reserve, found.shared] == [101, 904]
    assert amounts(found) == [302, 301, 301]
    assert [float(row.settlement or 0) for row in found.rows] == [-98, 201, 301]
    assert [sum(row.parts) for row in found.rows] == [302, 301, 301]
    assert sum(found.part_sums) == 904
    assert abs(found.part_sums[0] - Decimal("632.8")) < 1


def test_what_was_overpaid_may_be_kept(tmp_path: Path) -> None:
    found = split(tmp_path, [50.0] * 3, {"x": [1.0, 1, 1]}, fund(by("x")), pool=900, weights={"f_x": 1},
                  paid={"u0": 400}, overpaid="kept")  # fmt: skip
    assert amounts(found) == [400, 250, 250]
    assert found.rows[0].settlement == 0


@pytest.mark.parametrize(("pool", "beyond", "paid", "expected", "back"), [
    # Gaps of 60, 20 and none. What is kept comes off the pool before the others share it: 100 − 10, in 3 : 1.
    (100, "allowed", {"u2": 10}, [67.5, 22.5, 10], 0),
    # An advance above the gap is kept, though nobody gets more than its gap otherwise.
    (100, "returned", {"u1": 30}, [60, 30, 0], 10),
    (100, "returned", {"u1": 30, "u2": 5}, [60, 30, 5], 5),
    # With 50 the gaps are not filled: 30 are kept, 20 are left.
    (50, "returned", {"u1": 30}, [20, 30, 0], 0),
])  # fmt: skip
def test_advances_above_the_gap_are_kept_where_the_file_says_so(
    tmp_path: Path, pool: int, beyond: str, paid: dict[str, int], expected: list[float], back: int
) -> None:
    rule = fund({"method": "gap", "gap": "need", "beyond_gap": beyond}, decimals=1)
    columns = {"need": [60.0, 20, -5]}
    found = split(tmp_path, [50.0] * 3, columns, rule, pool=pool, paid=paid, overpaid="kept")
    assert amounts(found) == expected
    assert found.returned == back
    assert all(found.rows[int(unit[1:])].settlement == 0 for unit in paid)
    reclaimed = split(tmp_path, [50.0] * 3, columns, rule, pool=pool, paid=paid, overpaid="reclaimed")
    assert reclaimed.amount + reclaimed.returned == pool
    assert all((reclaimed.rows[int(unit[1:])].settlement or 0) < 0 for unit in paid)


def test_where_nobody_lacks_anything_advances_that_are_kept_are_all_that_is_paid(tmp_path: Path) -> None:
    rule = fund({"method": "gap", "gap": "need", "beyond_gap": "allowed"})
    found = split(tmp_path, [50.0] * 2, {"need": [0.0, -5]}, rule, pool=100, paid={"u1": 30}, overpaid="kept")
    assert amounts(found) == [0, 30]
    assert found.returned == 70


def test_whom_a_veto_strikes_pays_its_advance_back_even_where_others_keep_theirs(tmp_path: Path) -> None:
    for share in ("reshared", "returned"):
        found = split(tmp_path / share, [50.0] * 2, {"x": [1.0, 1], "steel": [1.0, 0]},
                      fund(by("x"), vetoed={"share": share}), pool=100, weights={"f_x": 1}, vetoes=[STEEL],
                      paid={"u0": 30}, overpaid="kept")  # fmt: skip
        assert [found.rows[0].amount, found.rows[0].settlement] == [0, -30]


def refusals(
    folder: Path, totals: list[float], columns: dict[str, list[float]], rule: dict[str, Any], **given: Any
) -> str:
    with pytest.raises(InputError) as caught:
        split(folder, totals, columns, rule, **given)
    return str(caught.value)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"floor": 40}, ["come to 20 more", "100"]),
        ({"cap": 30}, ["leave 10 of the 100", "keep 10 as a reserve"]),
        ({"floor": 30, "cap": {"units": {"u1": 20}}}, ["u1", "a floor of 30 above the cap of 20"]),
        ({"pool": "100.5"}, ["a pool of 100.5"]),
        ({"reserve": 200}, ["a reserve of 200"]),
        ({"weights": {"f_x": 0.9}}, ["add up to 0.9"]),
        ({"weights": {"f_y": 1}}, ["the weight of f_y", "f_x"]),
        ({"weights": {}}, ["no weight of f_x"]),
        ({"ratios": {"good": 1}}, ["ratios of the fund fund"]),
        ({"parts": [{"name": "a", "share": 0.5}]}, ["parts that add up to 0.5"]),
        ({"paid": {"u1": 5}}, ["paid without overpaid"]),
        ({"paid": {"u9": 5}, "overpaid": "kept"}, ["u9"]),
        ({"paid": {"u1": 5.5}, "overpaid": "reclaimed"}, ["paid.u1", "an advance of 5.5", "whole units of 1"]),
        ({"paid": {"u1": 50}, "overpaid": "kept", "cap": 40}, ["an advance of 50 that is kept", "the cap of 40"]),
        ({"pool": 1e16}, ["pool", "1000000000000000 or less"]),
        ({"performance": COEFFICIENTS}, ["performance of the fund fund"]),
    ],
)
def test_what_cannot_be_is_said(tmp_path: Path, given: dict[str, Any], words: list[str]) -> None:
    figures: dict[str, Any] = {"pool": 100, "weights": {"f_x": 1}, **given}
    if figures["pool"] == "100.5":
        figures["pool"] = 100.5
    said = refusals(tmp_path, [50.0] * 3, {"x": [1.0, 1, 1]}, fund(by("x")), **figures)
    assert [word for word in words if word not in said] == [], said


def test_a_missing_figure_is_named(tmp_path: Path) -> None:
    said = refusals(tmp_path, [50.0] * 2, {"x": [1.0, float("nan")]}, fund(by("x")), pool=10, weights={"f_x": 1})
    assert "f_x, u1" in said


def test_a_negative_figure_is_named(tmp_path: Path) -> None:
    said = refusals(tmp_path, [50.0] * 2, {"x": [1.0, -2]}, fund(by("x")), pool=10, weights={"f_x": 1})
    assert "below 0" in said
    assert "f_x, u1" in said


def test_a_factor_that_nobody_has_is_named(tmp_path: Path) -> None:
    said = refusals(tmp_path, [50.0] * 2, {"x": [0.0, 0]}, fund(by("x")), pool=10, weights={"f_x": 1})
    assert "no unit has anything of x" in said


small = st.integers(0, 50)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(st.integers(0, 100), st.integers(1, 90), small, st.booleans()), min_size=2, max_size=6),
    pool=st.integers(0, 10**6),
    decimals=st.integers(0, 2),
    reserve=st.integers(0, 30),
    share=st.sampled_from(["reshared", "returned"]),
)
def test_nothing_is_lost_and_the_veto_wins(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, int, int, bool]], pool: int, decimals: int,
    reserve: int, share: str,
) -> None:  # fmt: skip
    rows = [*rows, (50, 1, 1, False)]
    columns = {"x": [float(row[1]) for row in rows], "steel": [float(row[3]) for row in rows]}
    rule = fund(by("x", "total", performance="grade"), vetoed={"share": share}, decimals=decimals)
    found = split(tmp_path_factory.mktemp("a"), [float(row[0]) for row in rows], columns, rule, pool=pool,
                  reserve=f"{reserve}%", weights={"f_x": 0.5, "f_total": 0.5}, performance=COEFFICIENTS, vetoes=[STEEL],
                  parts=[{"name": "a", "share": 0.35}, {"name": "b", "share": 0.65}])  # fmt: skip
    assert found.reserve + found.amount + found.returned == pool
    assert sum(found.part_sums) == found.amount
    for row, (_, _, _, struck) in zip(found.rows, rows, strict=True):
        assert sum(row.parts) == row.amount
        if struck:
            assert row.amount == 0


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    totals=st.lists(st.integers(1, 99), min_size=2, max_size=6),
    more=st.integers(1, 30),
    data=st.data(),
)
def test_a_better_score_or_figure_never_brings_less(
    tmp_path_factory: pytest.TempPathFactory, totals: list[int], more: int, data: st.DataObject
) -> None:
    """And so no unit gains by reporting a worse one."""
    unit = data.draw(st.integers(0, len(totals) - 1))
    better = [total + more * (n == unit) for n, total in enumerate(totals)]

    def money(marks: list[int], figures: list[int]) -> Decimal:
        found = split(tmp_path_factory.mktemp("a"), [float(mark) for mark in marks], {"x": [float(x) for x in figures]},
                      fund(by("x", "total", performance="grade")), pool=1000, weights={"f_x": 0.4, "f_total": 0.6},
                      performance=COEFFICIENTS, cap="60%")  # fmt: skip
        return found.rows[unit].amount

    now = money(totals, totals)
    assert money(better, totals) >= now
    assert money(totals, better) >= now
