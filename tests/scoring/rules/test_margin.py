"""Margins with two unlike sides and with rates by band, on hand-worked figures and by what must hold."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from sz_assess.i18n import translator
from sz_assess.scoring.rules.base import Direction
from sz_assess.scoring.rules.margin import Margin
from tests.arithmetic import read_back
from tests.scoring.applying import Scored, read_rule, scores

SIDES: dict[str, Any] = {
    "rule": "margin",
    "reference": "target",
    "base": 80,
    "plus": {"each": [0.5, 0.25], "band": 10, "most": 10},
    "minus": {"each": 2, "unit": 5, "whole_steps": True, "most": None},
}


def test_two_sides_by_hand() -> None:
    # Above: 10 at a half, the rest at a quarter, at most 10. Below: 2 for each full 5.
    values = [84, 90, 96, 100, 104, 110, 114, 130, 180]
    assert scores(SIDES, values, given={"target": 100}) == pytest.approx([74, 76, 80, 80, 82, 85, 86, 90, 90])


def test_a_negative_indicator_earns_below_the_reference() -> None:
    values = [116, 105, 104, 100, 96, 86, 20]
    found = scores(SIDES, values, "negative", given={"target": 100})
    assert found == pytest.approx([74, 78, 80, 80, 82, 86, 90])


@pytest.mark.parametrize(("direction", "found"), [("positive", [48, 50, 50, 52]), ("negative", [56, 54, 50, 49])])
def test_steps_of_two_sizes(direction: Any, found: list[float]) -> None:
    rule = {
        "rule": "margin", "reference": 20, "base": 50,
        "plus": {"each": 2, "unit": 4, "whole_steps": True, "most": None},
        "minus": {"each": 1, "unit": 5, "whole_steps": True, "most": None},
    }  # fmt: skip
    assert scores(rule, [8, 10, 20, 25], direction)[2:] == found[2:]
    assert scores(rule, [8, 12, 20, 25], direction) == pytest.approx(
        [48, 49, 50, 52] if direction == "positive" else [56, 54, 50, 49]
    )


def test_the_bounds_of_a_side_and_of_the_whole_both_hold() -> None:
    rule = {**SIDES, "within": [70, 88]}
    assert scores(rule, [0, 180], given={"target": 100}) == [70, 88]
    tighter = {**SIDES, "within": [0, 200]}
    assert scores(tighter, [-500, 180], given={"target": 100}) == [0, 90]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"minus": None}, "not both plus and minus"),
        ({"each": 1}, "beside plus and minus"),
        ({"plus": {"each": 1}}, "no bounds"),
        ({"plus": {"each": [1, 2], "most": 5}}, "width of a band"),
        ({"plus": {"each": 1, "band": 10, "most": 5}}, "width of a band"),
        ({"plus": {"each": 0, "most": 5}}, "above 0"),
        ({"plus": {"each": [1, -1], "band": 3, "most": 5}}, "above 0"),
        ({"plus": {"each": 1, "most": -5}}, "above 0"),
        ({"plus": {"each": 1, "most": 5, "cap": 3}}, "Extra inputs"),
    ],
)
def test_what_says_too_little_or_too_much_is_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        read_rule({key: part for key, part in {**SIDES, **change}.items() if part is not None})


RATES = st.lists(st.integers(1, 40).map(lambda n: n / 8), min_size=1, max_size=4)


@st.composite
def sides(draw: st.DrawFn) -> dict[str, Any]:
    rates = draw(RATES)
    side: dict[str, Any] = {"unit": draw(st.sampled_from([1, 2, 5])), "most": draw(st.sampled_from([None, 7, 30]))}
    if draw(st.booleans()):
        return {**side, "each": rates[0], "whole_steps": draw(st.booleans())}
    return {**side, "each": rates, "band": draw(st.sampled_from([3, 10]))}


@settings(max_examples=60)
@given(plus=sides(), minus=sides(), values=st.lists(st.integers(-80, 80), min_size=2, max_size=8), data=st.data())
def test_better_values_never_score_less_and_the_order_of_units_does_not_matter(
    plus: dict[str, Any], minus: dict[str, Any], values: list[int], data: st.DataObject
) -> None:
    rule = {"rule": "margin", "reference": "target", "base": 60, "plus": plus, "minus": minus}
    found = scores(rule, sorted(values), given={"target": 4})
    assert all(later >= earlier - 1e-9 for earlier, later in pairwise(found))
    turned = scores(rule, [-value for value in sorted(values)], "negative", given={"target": -4})
    assert turned == pytest.approx(found)
    order = data.draw(st.permutations(range(len(values))))
    shuffled = scores(rule, [values[n] for n in order], given={"target": 4})
    plain = scores(rule, values, given={"target": 4})
    assert shuffled == [plain[n] for n in order]


@settings(max_examples=60)
@given(rates=RATES, excess=st.integers(0, 60))
def test_bands_count_each_part_of_the_difference_at_its_own_rate(rates: list[float], excess: int) -> None:
    rule = {"rule": "margin", "reference": 5, "base": 50, "each": rates, "band": 10, "within": [None, None]}
    # Point by point, as one would count on paper.
    earned = sum(rates[min(n // 10, len(rates) - 1)] for n in range(excess))
    assert scores(rule, [5 + excess, 5 - excess]) == pytest.approx([50 + earned, 50 - earned])


@settings(max_examples=40)
@given(plus=sides(), minus=sides(), values=st.lists(st.integers(-80, 80), min_size=1, max_size=4))
def test_the_written_arithmetic_comes_to_the_score(
    plus: dict[str, Any], minus: dict[str, Any], values: list[int]
) -> None:
    rule = {"rule": "margin", "reference": "target", "base": 60, "plus": plus, "minus": minus}
    found = Scored(rule, values, given={"target": 4})
    for unit in range(len(values)):
        lines = found.lines(unit)
        assert lines[-1].result == pytest.approx(found.scores[unit])
        for line in lines:
            assert line.result is not None
            assert read_back(line.expression) == pytest.approx(line.result, abs=1e-4)


def test_a_step_of_percent_of_the_target_scales_with_the_unit_of_measure() -> None:
    rule = {**SIDES, "plus": {"each": 1, "unit": "1% of target", "most": 20},
            "minus": {"each": 1, "unit": "2% of target", "most": None}}  # fmt: skip
    values = np.array([150.0, 190.0, 200.0, 203.0, 400.0])
    small = scores(rule, values, given={"target": 200})
    assert small == pytest.approx([67.5, 77.5, 80, 81.5, 100])
    assert scores(rule, values * 1e4, given={"target": 2e6}) == pytest.approx(small)


@pytest.mark.parametrize(
    ("said", "direction", "en", "zh"),
    [
        (
            {"reference": "target", "base": 90, "each": 2, "within": [0, 110]},
            "positive",
            "target scores 90; for each 1 above plus, below minus 2",
            "目标值计90分；每高（低）1加（减）2分",
        ),
        (
            {"reference": "target", "base": 90, "each": 2, "within": [0, 110]},
            "negative",
            "target scores 90; for each 1 below plus, above minus 2",
            "目标值计90分；每低（高）1加（减）2分",
        ),
        (
            {"reference": "mean", "base": "full", "each": ["full / 20", "full / 40", "full / 60"], "band": 10,
             "within": [None, None]},
            "positive",
            ("mean scores full; for each 1 above plus, below minus full ÷ 20 within the first 10, "
            "full ÷ 40 within the next 10, full ÷ 60 beyond"),
            "平均值计满分；每高（低）1加（减）满分 ÷ 20（10 以内）、满分 ÷ 40（再 10 以内）、满分 ÷ 60（其余）",
        ),
        (
            {"reference": "last_year if chosen == 1 else city", "base": 80, "within": [0, 100],
             "plus": {"each": 1, "unit": 5, "whole_steps": True}, "minus": {"each": 2}},
            "positive",
            ("last_year if chosen = 1 else city scores 80; for each 5 above plus 1; for each 1 below minus 2; above "
            "last_year if chosen = 1 else city in whole steps of 5, a step begun does not count"),
            "若 chosen = 1 则 本单位上年值，否则 全市值计80分；每高5加1分；每低1减2分；",
        ),
    ],
)  # fmt: skip
def test_it_is_told_as_a_document_would(said: dict[str, Any], direction: Direction, en: str, zh: str) -> None:
    rule = Margin.model_validate({"rule": "margin", **said})
    told = rule.clause(direction)
    assert (str(told), told.to(translator("zh"))[: len(zh)]) == (en, zh)
