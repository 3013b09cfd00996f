"""Every amount can be worked out again by hand from what the page says: each line holds, and the last is the amount.

The calculator here knows nothing of funds. It reads the lines as they are printed, and knows + − × ÷ and brackets.
"""

import ast
import operator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from sz_assess.decisions.funding import Split
from sz_assess.decisions.funding.written import Step, steps
from sz_assess.errors import InputError
from tests.decisions.funding.test_work_out import CASE, COEFFICIENTS, GRADED, STEEL, WEIGHTS, by, fund, split

WORK = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def calculated(expression: str) -> Fraction:
    """The value of a printed line."""
    text = expression.replace("\u202f", "").replace("−", "-").replace("×", "*").replace("÷", "/")

    def of(node: ast.expr) -> Fraction:
        if isinstance(node, ast.BinOp):
            return Fraction(WORK[type(node.op)](of(node.left), of(node.right)))
        return Fraction(str(ast.get_source_segment(text, node)))

    return of(ast.parse(text, mode="eval").body)


def said(step: Step) -> Fraction:
    return Fraction(step.outcome.replace("\u202f", "").replace("−", "-"))


def checked(found: Split, unit: int) -> list[str]:
    """All lines hold, each uses what came out before, and the last is the amount. Gives the lines."""
    lines = steps(found, unit)
    for step in lines:
        if step.expression:
            # Two units of the last place that is printed: the numbers on the left are rounded themselves.
            room = Fraction(2, 10 ** len(step.outcome.partition(".")[2])) if "." in step.outcome else Fraction(1, 200)
            assert abs(calculated(step.expression) - said(step)) <= room, step
    amount = Fraction(found.rows[unit].amount)
    assert said(lines[-1]) == amount
    money = next(said(step) for step in reversed(lines) if step.expression)
    assert found.rows[unit].held != "free" or abs(money - amount) < 1, "what was rounded is near what is paid"
    before = [step.outcome for step in lines if step.expression]
    final = next(step for step in reversed(lines) if step.expression)
    if len(before) > 1:
        assert any(outcome in final.expression for outcome in before[:-1]), "the last line uses an earlier one"
    return [f"{step.expression} = {step.outcome}" if step.expression else step.outcome for step in lines]


def test_factors_by_hand(tmp_path: Path) -> None:
    """0.5 × 120/300 + 0.3 × 30/100 + 0.2 × 8/20 = 0.2 + 0.09 + 0.08 = 0.37; × 1.1 = 0.407. All four: 0.407 + 0.345 +
    0.9 × 0.165 + 0.12 = 1.0205; 0.407 ÷ 1.0205 = 0.398824; of 1000, 398.82."""
    found = split(tmp_path, GRADED, CASE, fund(by("x", "y", "z", performance="grade")), pool=1000, weights=WEIGHTS,
                  performance=COEFFICIENTS)  # fmt: skip
    assert checked(found, 0) == [
        "0.5 × 120 ÷ 300 + 0.3 × 30 ÷ 100 + 0.2 × 8 ÷ 20 = 0.37", "0.37 × 1.1 = 0.407",
        "0.407 ÷ 1.0205 = 0.3988241", "0.3988241 × 1\u202f000 = 398.82", "399",
    ]  # fmt: skip
    for unit in range(1, 4):
        checked(found, unit)


def test_floor_and_cap_by_hand(tmp_path: Path) -> None:
    """Two at the cap of 350 leave 300 to 0.1485 and 0.12 of 1.0205: 300 ÷ 0.2631063 = 1140.223 for a share of 1."""
    found = split(tmp_path, GRADED, CASE, fund(by("x", "y", "z", performance="grade")), pool=1000, weights=WEIGHTS,
                  performance=COEFFICIENTS, floor=120, cap="35%")  # fmt: skip
    assert checked(found, 3)[-3:] == [
        "(1\u202f000 − 350 − 350) ÷ 0.2631063 = 1\u202f140.223", "0.1175894 × 1\u202f140.223 = 134.08", "134",
    ]  # fmt: skip
    assert checked(found, 0)[-1] == "350"
    assert "0.3988241 × 1\u202f140.223 = 454.75" in checked(found, 0), "what the cap cuts off is said"


def test_gap_by_hand(tmp_path: Path) -> None:
    rule = fund({"method": "gap", "gap": "need", "beyond_gap": "allowed"})
    found = split(tmp_path, [50.0] * 2, {"need": [60.0, 20]}, rule, pool=140)
    assert checked(found, 0) == ["60 ÷ 80 = 0.75", "0.75 × 140 = 105"]
    assert checked(found, 1) == ["20 ÷ 80 = 0.25", "0.25 × 140 = 35"]


def test_gap_that_is_filled_by_hand(tmp_path: Path) -> None:
    rule = fund({"method": "gap", "gap": "need", "beyond_gap": "returned"})
    found = split(tmp_path, [50.0] * 2, {"need": [60.0, 20]}, rule, pool=100)
    assert checked(found, 0) == ["60 ÷ 80 = 0.75", "100 − 20 = 80", "0.75 × 80 = 60"]


def test_base_and_performance_by_hand(tmp_path: Path) -> None:
    """0.6 × 1/3 + 0.4 × 2/3 = 0.466667; of 900, 420."""
    rule = fund({**by("x", performance="grade"), "method": "base_and_performance", "base": "equal"})
    found = split(tmp_path, [90.0, 70, 50], {"x": [10.0, 10, 10]}, rule, pool=900, base=0.6, weights={"f_x": 1},
                  performance={"grades": {"good": 2, "fair": 1, "poor": 0}})  # fmt: skip
    assert checked(found, 0)[-2:] == [
        "0.6 × 0.333333 + 0.4 × 0.666667 = 0.466667", "0.466667 × 900 = 420"
    ]  # fmt: skip
    checked(found, 2)


def test_ratios_of_grades_by_hand(tmp_path: Path) -> None:
    found = split(tmp_path, [90.0, 70, 85, 10], {}, fund({"method": "grades"}), pool=500,
                  ratios={"good": 2, "fair": 1, "poor": 0})  # fmt: skip
    assert checked(found, 0) == ["2 ÷ 5 = 0.4", "0.4 × 500 = 200"]


SHARES: dict[str, Any] = {"good": 0.5, "fair": 0.3, "poor": 0.2}


@pytest.mark.parametrize("empty", ["reshared", "returned"])
def test_fixed_shares_of_grades_by_hand(tmp_path: Path, empty: str) -> None:
    """Half for the one that is good, 30 % for two that are fair; nobody is poor."""
    rule = fund({"method": "grades", "by": "shares", "empty": empty})
    found = split(tmp_path, [90.0, 70, 65], {}, rule, pool=1000, shares=SHARES)
    if empty == "reshared":
        # 0.5 and 0.3 of 0.8: 625 and 375, which two share: 187.5 each, of which one is rounded up.
        assert [row.amount for row in found.rows] == [625, 188, 187]
        assert checked(found, 1) == ["0.3 ÷ 2 = 0.15", "0.15 ÷ 0.8 = 0.1875", "0.1875 × 1\u202f000 = 187.5", "188"]
    else:
        assert [row.amount for row in found.rows] == [500, 150, 150]
        assert [found.returned, found.distributed] == [200, 800]
        assert checked(found, 1) == [
            "0.3 ÷ 2 = 0.15", "0.15 ÷ 0.8 = 0.1875", "1\u202f000 − 200 = 800", "0.1875 × 800 = 150",
        ]  # fmt: skip
    checked(found, 0)


def test_fixed_shares_with_all_grades(tmp_path: Path) -> None:
    rule = fund({"method": "grades", "by": "shares", "empty": "returned"})
    found = split(tmp_path, [90.0, 70, 65, 10], {}, rule, pool=1000, shares=SHARES)
    assert [row.amount for row in found.rows] == [500, 150, 150, 200]
    assert found.returned == 0
    assert checked(found, 3) == ["0.2 ÷ 1 = 0.2", "0.2 × 1\u202f000 = 200"]


def test_a_veto_empties_a_grade(tmp_path: Path) -> None:
    rule = fund({"method": "grades", "by": "shares", "empty": "reshared"})
    found = split(tmp_path, [90.0, 70, 65], {"steel": [1.0, 0, 0]}, rule, pool=1000, shares=SHARES, vetoes=[STEEL])
    assert [row.amount for row in found.rows] == [0, 500, 500]


def test_shares_have_enough_decimals_for_a_large_pool(tmp_path: Path) -> None:
    """5 billion yuan to the fen: with six decimals of a share the amount would be off by thousands."""
    rule = fund(by("x"), money="yuan", decimals=2)
    found = split(tmp_path, [50.0] * 3, {"x": [1.0, 3, 3]}, rule, pool=5_000_000_000, weights={"f_x": 1})
    share = steps(found, 0)[0].outcome
    assert abs(Fraction(share) * 5_000_000_000 - Fraction(5_000_000_000, 7)) < Fraction(1, 100)


@pytest.mark.parametrize(
    ("rule", "given", "words"),
    [
        ({"by": "shares"}, {"shares": SHARES}, "empty: reshared or returned"),
        ({"empty": "returned"}, {"ratios": SHARES}, "empty without by: shares"),
        ({"by": "shares", "empty": "returned"}, {"ratios": SHARES}, "without shares"),
        ({"by": "shares", "empty": "returned"}, {"shares": {**SHARES, "poor": 0.3}}, "shares that add up to 1.1"),
        ({"by": "shares", "empty": "returned"}, {"shares": {"good": 0.5, "fair": 0.5}}, "nothing for the grades poor"),
    ],
)
def test_fixed_shares_that_can_not_be(tmp_path: Path, rule: dict[str, Any], given: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError) as caught:
        split(tmp_path, [90.0], {}, fund({"method": "grades", **rule}), pool=10, **given)
    assert words in str(caught.value)
