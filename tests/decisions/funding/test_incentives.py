"""Gap funds and what units gain by their own reports: direction and bound of the gain; standard means give none."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sz_assess.decisions.funding import Split, funding
from sz_assess.decisions.funding.incentives import incentives
from sz_assess.decisions.funding.written import steps
from sz_assess.errors import InputError
from tests.decisions.funding.test_work_out import amounts, fund, split
from tests.decisions.small import decided

GAP = {"method": "gap", "gap": "need - own", "beyond_gap": "allowed"}
STANDARD = {
    "method": "gap", "needs": "need", "beyond_gap": "allowed",
    "standard": [{"code": "tax", "name": "tax", "base": "sales", "receipts": "collected"}],
}  # fmt: skip
COLUMNS = {"need": [100.0, 80, 60], "sales": [200.0, 100, 300], "collected": [20.0, 30, 10]}

slow = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FIGURES = st.lists(st.tuples(st.integers(50, 200), st.integers(0, 200)), min_size=2, max_size=6)


def test_standard_means_by_hand(tmp_path: Path) -> None:
    found = split(tmp_path, [50.0] * 3, COLUMNS, fund(STANDARD), pool=110)
    # u0: 200 × (30 + 10) ÷ (100 + 300) = 20, a gap of 80. u1: 100 × (20 + 10) ÷ (200 + 300) = 6, a gap of 74.
    # u2: 300 × (20 + 30) ÷ (200 + 100) = 50, a gap of 10. In all 164.
    assert found.basis.blocks[0].terms[0].figures == (Decimal(80), Decimal(74), Decimal(10))
    assert [row.exact for row in found.rows] == [Fraction(80 * 110, 164), Fraction(74 * 110, 164), Fraction(1100, 164)]
    said = [f"{step.expression} = {step.outcome}" for step in steps(found, 2)]
    assert said[:3] == ["300 × 50 ÷ 300 = 50", "60 − 50 = 10", "10 ÷ 164 = 0.0609756"]


def test_standard_means_of_two_sources_and_a_coefficient(tmp_path: Path) -> None:
    rule = {**STANDARD, "coefficient": "k", "standard": [*STANDARD["standard"], {
        "code": "fees", "name": "fees", "base": "heads", "receipts": "fees"}]}  # fmt: skip
    columns = {"need": [100.0, 80], "sales": [200.0, 100], "collected": [20.0, 30], "heads": [10.0, 0],
               "fees": [5.0, 1], "k": [0.5, 1.0]}  # fmt: skip
    said = ""
    try:
        split(tmp_path, [50.0] * 2, columns, fund(rule), pool=100)
    except InputError as error:
        said = str(error)
    # Nobody but u0 has a base of fees: its average rate is nobody's.
    assert "no other unit has a base of fees" in said
    assert "funds.fund.fees, u0" in said
    found = split(tmp_path, [50.0] * 2, {**columns, "heads": [10.0, 5]}, fund(rule), pool=100)
    # u0: (100 − 200 × 0.3 − 10 × 0.2) × 0.5 = 19; u1: 80 − 100 × 0.1 − 5 × 0.5 = 67.5
    assert found.basis.blocks[0].terms[0].figures == (Decimal(19), Decimal("67.5"))
    assert "(100 − 60 − 2) × 0.5 = 19" in [f"{step.expression} = {step.outcome}" for step in steps(found, 0)]


@slow
@given(rows=FIGURES, pool=st.integers(1, 10**5), hidden=st.integers(1, 50), data=st.data())
def test_of_a_gap_that_rests_on_own_reports_less_means_bring_more_and_no_more_than_the_bound(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, int]], pool: int, hidden: int, data: st.DataObject
) -> None:
    """Hiding d of its means, a unit gains P·d·(G−g) ÷ (G·(G+d)), never less than nothing: the method's own flaw."""
    unit = data.draw(st.integers(0, len(rows) - 1))
    rows = [(need + own, own) for need, own in rows]  # gaps of 50 to 200
    rows[unit] = (rows[unit][0] + hidden, rows[unit][1] + hidden)

    def share(less: int) -> Split:
        own = [float(each[1] - less * (n == unit)) for n, each in enumerate(rows)]
        columns = {"need": [float(each[0]) for each in rows], "own": own}
        return split(tmp_path_factory.mktemp("a"), [50.0] * len(rows), columns, fund(GAP), pool=pool)

    honest, hiding = share(0).rows[unit], share(hidden).rows[unit]
    whole, own = sum(need - means for need, means in rows), rows[unit][0] - rows[unit][1]
    bound = pool * hidden * (whole - own) / (whole * (whole + hidden))
    assert bound > 0
    assert float(hiding.exact - honest.exact) == pytest.approx(bound)
    assert bound - 1 <= hiding.amount - honest.amount <= bound + 1


@slow
@given(rows=FIGURES, more=st.integers(0, 1000), hidden=st.integers(1, 50), data=st.data())
def test_of_a_gap_that_is_filled_a_unit_gains_just_what_it_hides(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, int]], more: int, hidden: int, data: st.DataObject
) -> None:
    unit = data.draw(st.integers(0, len(rows) - 1))
    pool = sum(need for need, _ in rows) + hidden + more

    def amount(less: int) -> Decimal:
        columns = {"need": [float(need + own + hidden) for need, own in rows],
                   "own": [float(own + hidden - less * (n == unit)) for n, (_, own) in enumerate(rows)]}  # fmt: skip
        rule = fund({**GAP, "beyond_gap": "returned"})
        found = split(tmp_path_factory.mktemp("a"), [50.0] * len(rows), columns, rule, pool=pool)
        return found.rows[unit].amount

    assert amount(hidden) - amount(0) == hidden


@slow
@given(
    rows=st.lists(st.tuples(st.integers(1, 200), st.integers(1, 300), st.integers(0, 50)), min_size=2, max_size=6),
    pool=st.integers(1, 10**5),
    beyond=st.sampled_from(["allowed", "returned"]),
    data=st.data(),
)
def test_with_standard_means_lower_receipts_of_its_own_never_bring_a_unit_more(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, int, int]], pool: int, beyond: str,
    data: st.DataObject,
) -> None:  # fmt: skip
    unit = data.draw(st.integers(0, len(rows) - 1))
    hidden = data.draw(st.integers(0, rows[unit][2]))

    def share(less: int) -> Split | None:
        columns = {
            "need": [float(each[0]) for each in rows], "sales": [float(each[1]) for each in rows],
            "collected": [float(each[2] - less * (n == unit)) for n, each in enumerate(rows)],
        }  # fmt: skip
        rule = fund({**STANDARD, "beyond_gap": beyond})
        try:
            return split(tmp_path_factory.mktemp("a"), [50.0] * len(rows), columns, rule, pool=pool)
        except InputError:
            return None  # nobody lacks anything

    honest, hiding = share(0), share(hidden)
    if honest is not None and hiding is not None:
        # Means are kept to twelve decimals, hence the last term.
        assert hiding.rows[unit].exact <= honest.rows[unit].exact + Fraction(pool, 10**9)
        assert hiding.rows[unit].amount <= honest.rows[unit].amount + 1


# --- what is told ---------------------------------------------------------------------------------------------------


def told(folder: Path, rule: dict[str, Any], columns: dict[str, list[float]], pool: float) -> dict[str, Any]:
    result = decided(folder, [50.0] * len(columns["need"]), columns, decisions={"funds": [fund(rule)]},
                     figures={"funds": {"fund": {"pool": pool}}})  # fmt: skip
    (found,) = funding(result).splits
    return {each.statistic: (each.direction, dict(each.gains)) for each in incentives(result, found)}


def test_what_a_gap_fund_rewards_is_worked_out_unit_by_unit(tmp_path: Path) -> None:
    columns = {"need": [1000.0, 800], "own": [400.0, 400]}
    # Gaps of 600 and 400, pool 10000. 1% less of 400 is 4: 10000 × 604/1004 − 6000 = 15.94 and
    # 10000 × 404/1004 − 4000 = 23.90.
    # 1% more of 1000 is 10: 10000 × 610/1010 − 6000 = 39.60; 8 more of 800: 10000 × 408/1008 − 4000 = 47.62.
    found = told(tmp_path, GAP, columns, 10000)
    assert {code: (way, {unit: str(gain) for unit, gain in gains.items()}) for code, (way, gains) in found.items()} == {
        "own": ("less", {0: "15.94", 1: "23.9"}), "need": ("more", {0: "39.6", 1: "47.62"}),
    }  # fmt: skip


def test_a_gain_that_rounding_hides_is_told(tmp_path: Path) -> None:
    """With a pool of 10 the same gains are a thousandth: nothing is paid of them, and they are there."""
    found = told(tmp_path, GAP, {"need": [1000.0, 800], "own": [400.0, 400]}, 10)
    assert found["own"] == ("less", {0: Decimal("0.02"), 1: Decimal("0.02")})


def test_what_is_vouched_for_is_not_told(tmp_path: Path) -> None:
    columns = {"need": [1000.0, 800], "own": [400.0, 400]}
    rule = {**GAP, "vouched": {"own": "audit office", "need": "statute"}}
    assert told(tmp_path, rule, columns, 10000) == {}
    assert told(tmp_path / "a", {**GAP, "vouched": {"need": "statute"}}, columns, 10000).keys() == {"own"}


def test_of_standard_means_receipts_reward_nothing_and_bases_do(tmp_path: Path) -> None:
    found = told(tmp_path, {**STANDARD, "vouched": {"need": "statute"}}, COLUMNS, 10000)
    assert found.keys() == {"sales"}
    assert found["sales"][0] == "less"
    assert min(found["sales"][1].values()) > 0


@pytest.mark.parametrize(("rule", "words"), [
    ({**GAP, "needs": "need"}, "both gap and needs"),
    ({"method": "gap", "beyond_gap": "allowed"}, "neither gap nor needs"),
    ({"method": "gap", "beyond_gap": "allowed", "needs": "need"}, "needs without standard"),
    ({**STANDARD, "needs": None, "gap": "need"}, "standard without needs"),
    ({**GAP, "vouched": {"owm": "audit office"}}, "did you mean own"),
    ({**STANDARD, "standard": STANDARD["standard"] * 2}, "the source tax a second time"),  # type: ignore[operator]
    ({**GAP, "gap": "need - owm"}, "owm"),
    ({**STANDARD, "needs": "nede"}, "nede"),
])  # fmt: skip
def test_rules_that_can_not_be(tmp_path: Path, rule: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError) as caught:
        split(tmp_path, [50.0] * 3, {**COLUMNS, "own": [1.0, 2, 3]}, fund(rule), pool=10)
    assert words in str(caught.value)


def test_a_vouched_gap_is_split_as_before(tmp_path: Path) -> None:
    rule = fund({**GAP, "vouched": {"need": "statute", "own": "audit office"}})
    assert amounts(split(tmp_path, [50.0] * 2, {"need": [100.0, 80], "own": [40.0, 60]}, rule, pool=80)) == [60, 20]
