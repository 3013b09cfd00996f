"""Sums of rules and rules behind a gate: bounds of parts and of the whole, populations, what is refused."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from sz_assess.scoring.domain import DomainError
from tests.scoring.applying import Scored, read_rule, scores

BONUS: dict[str, Any] = {
    "rule": "sum",
    "parts": [
        {"rule": "completion", "cap": "full"},
        {"rule": "margin", "reference": "target", "base": 0, "each": 0.5, "unit": "1% of target", "within": [0, 10]},
        {"rule": "ladder", "steps": [["> mean", 1], ["otherwise", 0]]},
    ],
    "scale": "points",
}
GATE: dict[str, Any] = {
    "rule": "ladder",
    "steps": [["< 60% of target", 0], ["otherwise", {"rule": "completion", "cap": 120}]],
}


def test_each_part_has_its_own_bounds_and_the_whole_has_its() -> None:
    # The mean is 100: only what lies above it earns the one point more.
    values, known = [50, 92, 106, 152], {"target": 100}
    assert scores(BONUS, values, full=20.0, given=known) == pytest.approx([10, 18.4, 24, 31])
    assert scores({**BONUS, "within": [12, 30]}, values, full=20.0, given=known) == pytest.approx([12, 18.4, 24, 30])


def test_the_arithmetic_shows_every_part_and_their_sum() -> None:
    lines = Scored({**BONUS, "within": [0, 30]}, [50, 92, 106, 152], full=20.0, given={"target": 100}).lines(3)
    # Full marks for the target are held at 20, the excess at 10, and the whole at 30.
    assert [line.result for line in lines] == pytest.approx([30.4, 20, 26, 10, 1, 31, 30])
    assert lines[-2].expression == "20 + 10 + 1"


def test_behind_a_gate_the_population_is_everybody() -> None:
    rule = {"rule": "ladder", "steps": [["< 10", 0], ["otherwise", {"rule": "min_max", "when_equal": 50}]]}
    assert scores(rule, [0, 10, 15, 20]) == pytest.approx([0, 50, 75, 100])


def test_a_rule_behind_a_gate_is_not_asked_of_those_who_do_not_pass() -> None:
    rule = {"rule": "ladder", "steps": [
        ["target <= 0", {"rule": "margin", "reference": "target", "base": 100, "each": 2, "within": [0, 100]}],
        ["otherwise", {"rule": "completion", "cap": 100}],
    ]}  # fmt: skip
    assert scores(rule, [-3, 8, -20], given={"target": [0, 10, -5]}) == pytest.approx([94, 80, 70])
    bare = {"rule": "completion", "cap": 100}
    with pytest.raises(DomainError):
        scores(bare, [-3, 8], given={"target": [0, 10]})


@pytest.mark.parametrize(
    ("inner", "said"),
    [({"scale": "points"}, "scale in a rule within a rule"), ({"over": "group"}, "over in a rule within a rule"),
     ({"cieling": 1}, "Extra inputs")],
)  # fmt: skip
def test_an_inner_rule_has_no_scale_or_population_of_its_own(inner: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        read_rule({**GATE, "steps": [["otherwise", {"rule": "completion", "cap": 120, **inner}]]})
    with pytest.raises(ValidationError, match=said):
        read_rule({"rule": "sum", "parts": [{"rule": "completion", "cap": 120, **inner}] * 2})


def test_an_inner_rule_may_repeat_what_the_outer_one_says() -> None:
    rule = {**GATE, "scale": "points", "steps": [["otherwise", {"rule": "completion", "cap": 20, "scale": "points"}]]}
    assert scores(rule, [15], full=20.0, given={"target": 20}) == [15]


@settings(max_examples=50)
@given(values=st.lists(st.integers(-20, 60), min_size=1, max_size=8), target=st.integers(1, 40), data=st.data())
@pytest.mark.parametrize("rule", [GATE, BONUS], ids=["gate", "sum"])
def test_more_is_never_worse_nor_order_nor_measure_of_weight(
    rule: dict[str, Any], values: list[int], target: int, data: st.DataObject
) -> None:
    known = {"target": target}
    found = scores(rule, sorted(values), given=known)
    assert found == sorted(found)
    order = data.draw(st.permutations(range(len(values))))
    plain = scores(rule, values, given=known)
    assert scores(rule, [values[n] for n in order], given=known) == [plain[n] for n in order]
    scaled = scores(rule, [value * 1e3 for value in values], given={"target": target * 1e3})
    assert scaled == pytest.approx(plain)
