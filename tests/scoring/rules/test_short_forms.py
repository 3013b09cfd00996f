"""The familiar names: what each comes to on hand-worked figures, in both directions, and what it refuses."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from sz_assess.i18n import translator
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.rank import rank
from tests.arithmetic import read_back
from tests.scoring.applying import Entries, Scored, read_rule, scores

NAN = float("nan")
FEW = settings(max_examples=25)


@pytest.mark.parametrize(
    ("entries", "values", "expected", "reversed_"),
    [
        ({"rule": "min_max", "when_equal": 0}, [10, 15, 20, NAN], [0, 50, 100, NAN], [100, 50, 0, NAN]),
        ({"rule": "min_max", "low": 20, "high": 100, "when_equal": 0}, [10, 15, 20], [20, 60, 100], [100, 60, 20]),
        ({"rule": "efficacy", "when_equal": 0}, [0, 5, 10], [60, 80, 100], [100, 80, 60]),
        ({"rule": "efficacy", "base": 50, "span": 50, "when_equal": 0}, [0, 5, 10], [50, 75, 100], [100, 75, 50]),
        # Beyond the fixed values the line goes on, as the published method has it.
        ({"rule": "efficacy", "unacceptable": 2, "satisfactory": 4, "when_equal": 0},
         [1, 2, 3, 5], [40, 60, 80, 120], None),
        ({"rule": "efficacy", "unacceptable": 4, "satisfactory": 2, "when_equal": 0},
         [1, 2, 3, 5], None, [120, 100, 80, 40]),
        (
            {"rule": "efficacy", "unacceptable": 2, "satisfactory": 4, "beyond": "hold", "when_equal": 0},
            [1, 2, 3, 5], [60, 60, 80, 100], None,
        ),
        ({"rule": "goalposts", "low": 20, "high": 40},
         [10, 20, 25, 40, 99], [0, 0, 25, 100, 100], [100, 100, 75, 0, 0]),
        ({"rule": "band", "low": 78, "high": 82, "reach": 8}, [69, 70, 74, 78, 80, 82, 86, 90, 91],
         [0, 0, 50, 100, 100, 100, 50, 0, 0], [0, 0, 50, 100, 100, 100, 50, 0, 0]),
        ({"rule": "band", "low": 80, "high": 80, "reach": [10, 20]}, [69, 75, 80, 90, 100], [0, 50, 100, 50, 0], None),
    ],
)  # fmt: skip
def test_worked_by_hand(
    entries: Entries, values: list[float], expected: list[float] | None, reversed_: list[float] | None
) -> None:
    if expected is not None:
        assert scores(entries, values) == pytest.approx(expected, nan_ok=True)
    if reversed_ is not None:
        assert scores(entries, values, "negative") == pytest.approx(reversed_, nan_ok=True)


def test_completion_of_a_target() -> None:
    entries = {"rule": "completion", "cap": 120}
    assert scores(entries, [-5, 0, 5, 10, 11, 40], given={"target": 10}) == pytest.approx([0, 0, 50, 100, 110, 120])
    own = {**entries, "target": "target + 10", "within": [None, 100]}
    assert scores(own, [-5, 10, 40], given={"target": 10}) == [-25, 50, 100]
    points = {**entries, "cap": "full * 1.5", "scale": "points"}
    assert scores(points, [5, 12, 40], given={"target": 10}, full=8.0) == pytest.approx([4, 9.6, 12])


def test_completion_where_less_is_better() -> None:
    ratio = {"rule": "completion", "cap": 120, "inverse": "ratio"}
    assert scores(ratio, [5, 8, 10, 20], "negative", given={"target": 10}) == pytest.approx([120, 120, 100, 50])
    assert scores(ratio, [9], "negative", given={"target": 10}) == pytest.approx([100 / 0.9])
    mirror = {"rule": "completion", "cap": 120, "inverse": "mirror"}
    assert scores(mirror, [-3, 0, 8, 9, 10, 15, 20, 30], "negative", given={"target": 10}) == pytest.approx(
        [120, 120, 120, 110, 100, 50, 0, 0]
    )


@pytest.mark.parametrize(
    ("inverse", "direction", "value", "target"),
    [
        (None, "positive", 5, 0),
        # A loss of 20 where one of 10 was allowed is no completion of 200 %.
        (None, "positive", -20, -10),
        ("ratio", "negative", 0, 10),
        ("ratio", "negative", -5, 10),
        ("ratio", "negative", 5, 0),
        ("ratio", "negative", 5, -10),
        ("mirror", "negative", 5, 0),
        ("mirror", "negative", -5, -10),
    ],
)
def test_a_share_of_nothing_is_refused(inverse: str | None, direction: Any, value: float, target: float) -> None:
    entries = {"rule": "completion", "cap": 120, "inverse": inverse}
    with pytest.raises(DomainError) as refused:
        scores(entries, [value, NAN], direction, given={"target": target})
    assert refused.value.where[:, 0].tolist() == [True, False]


def test_margin_against_a_reference() -> None:
    entries = {"rule": "margin", "reference": "mean", "base": 80, "each": 0.5, "within": [70, 85]}
    # The mean of 0, 4, 10 and 26 is 10.
    assert scores(entries, [0, 4, 10, 26]) == [75, 77, 80, 85]
    assert scores(entries, [0, 4, 10, 26], "negative") == [85, 83, 80, 72]
    whole = {**entries, "each": 2, "unit": 4, "whole_steps": True, "within": [None, None]}
    # Differences -10, -6, 0, 16 hold 2, 1, 0 and 4 whole fours; what is left over does not count on either side.
    assert scores(whole, [0, 4, 10, 26]) == [76, 78, 80, 88]
    assert scores(whole, [0, 4, 10, 26], "negative") == [84, 82, 80, 72]
    # 0.3 - 0.1 holds two steps of 0.1.
    steps = {**whole, "reference": "target", "unit": 0.1}
    assert scores(steps, [0.3], given={"target": 0.1}) == pytest.approx([84])
    # The reference of the group, or of a named group for everybody.
    assert scores({**entries, "over": "group"}, [0, 4, 10, 26], groups=[0, 0, 1, 1]) == [79, 81, 76, 84]
    assert scores({**entries, "over": {"group": "g0"}}, [0, 4, 10, 26], groups=[0, 0, 1, 1]) == [79, 81, 84, 85]


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ({"rule": "efficacy"}, "when_equal"),
        ({"rule": "efficacy", "when_equal": 60, "span": -40}, "span above 0"),
        ({"rule": "min_max"}, "when_equal"),
        ({"rule": "min_max", "when_equal": 0, "low": 100, "high": 0}, "low below high"),
        ({"rule": "goalposts", "low": 90, "high": 60}, "low below high"),
        ({"rule": "goalposts", "low": 60, "high": 60}, "low below high"),
        ({"rule": "completion"}, "cap"),
        ({"rule": "completion", "cap": 0}, "cap above 0"),
        ({"rule": "completion", "cap": 100, "target": -5}, "target above 0"),
        ({"rule": "band", "low": 82, "high": 78, "reach": 8}, "low below high"),
        ({"rule": "band", "low": 78, "high": 82, "reach": [8, 0]}, "reach above 0"),
        ({"rule": "margin", "reference": "mean", "base": 80, "each": 1}, "no bounds"),
        ({"rule": "margin", "reference": "mean", "base": 80, "each": -1, "within": [0, 100]}, "each above 0"),
        ({"rule": "margin", "reference": "mean", "base": 80, "each": 1, "unit": 0, "within": [0, 100]}, "unit above 0"),
    ],
)
def test_what_would_turn_ranks_round_is_refused_when_read(entries: Entries, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        read_rule(entries)


@pytest.mark.parametrize(
    ("entries", "direction", "target"),
    [
        ({"rule": "efficacy", "unacceptable": "target", "when_equal": 60}, "positive", 60),
        ({"rule": "efficacy", "unacceptable": "target", "when_equal": 60}, "negative", 0),
        ({"rule": "goalposts", "low": "target", "high": 50}, "positive", 60),
        (
            {"rule": "margin", "reference": 0, "base": 80, "each": 1, "unit": "target", "within": [0, 100]},
            "positive",
            -1,
        ),
        ({"rule": "band", "low": "target", "high": 50, "reach": 5}, "positive", 60),
    ],
)
def test_what_turns_out_round_with_the_figures_is_refused(entries: Entries, direction: Any, target: float) -> None:
    with pytest.raises(DomainError):
        scores(entries, [10, 20, 30], direction, given={"target": target})


RISING: list[Entries] = [
    {"rule": "min_max", "when_equal": 50},
    {"rule": "efficacy", "when_equal": 60},
    {"rule": "goalposts", "low": -10, "high": 35.5},
    {"rule": "completion", "cap": 130, "target": 40, "inverse": "mirror"},
    {"rule": "margin", "reference": "mean", "base": 80, "each": 0.5, "within": [0, "full"]},
    {"rule": "margin", "reference": "median", "base": 80, "each": 3, "unit": 7, "whole_steps": True,
     "within": [0, 120]},
    {"rule": "z_score", "centre": 50, "spread": 10, "deviation": "sample", "when_equal": 50},
    {"rule": "position", "top": 100, "step": 3, "ties": "average"},
    {"rule": "ladder", "steps": [["< p25", 0], ["< mean", 50], ["otherwise", 100]]},
]  # fmt: skip
COLUMN = st.lists(st.integers(-900, 900).map(lambda n: n / 10), min_size=3, max_size=12)


@pytest.mark.parametrize("entries", RISING, ids=lambda entries: str(entries["rule"]))
@FEW
@given(values=COLUMN, direction=st.sampled_from(["positive", "negative"]))
def test_a_better_unit_never_scores_less(entries: Entries, values: list[float], direction: Any) -> None:
    if entries["rule"] == "ladder":
        direction = "positive"  # a ladder's own conditions say which way it goes
    found = scores(entries, values, direction)
    best_first = sorted(zip(values, found, strict=True), reverse=direction == "positive")
    for (better, above), (worse, below) in pairwise(best_first):
        assert above >= below - 1e-9
        if better == worse:
            assert above == pytest.approx(below, abs=1e-9)


UNITLESS = [entries for entries in RISING if entries["rule"] in {"min_max", "efficacy", "z_score", "position"}]


@pytest.mark.parametrize("entries", UNITLESS, ids=lambda entries: str(entries["rule"]))
@FEW
@given(values=COLUMN, factor=st.sampled_from([0.001, 0.1, 7.0, 10_000.0]), shift=st.sampled_from([0.0, -300.0, 1e5]))
def test_the_unit_of_measure_does_not_matter(
    entries: Entries, values: list[float], factor: float, shift: float
) -> None:
    column = np.array(values)
    assume(np.unique(column).size > 1)
    before, after = scores(entries, column), scores(entries, column * factor + shift)
    assert after == pytest.approx(before, rel=1e-6, abs=1e-6)
    assert (rank(np.round(before, 6)) == rank(np.round(after, 6))).all()


ALL: list[tuple[Entries, Any]] = [
    *((entries, "positive") for entries in RISING),
    *((entries, "negative") for entries in RISING),
    ({"rule": "efficacy", "unacceptable": "p25", "satisfactory": "p75", "when_equal": 60}, "positive"),
    ({"rule": "completion", "cap": 130, "target": 40, "inverse": "ratio"}, "positive"),
    ({"rule": "band", "low": -10, "high": "target", "reach": [5, "3 * sd + 1"]}, "positive"),
    ({"rule": "band", "low": "target", "high": "target", "reach": 20}, "negative"),
    ({"rule": "expression", "formula": "60 * exp(0.51 * (value - min) / (max - min + 1))", "within": [0, 100]},
     "positive"),
    ({"rule": "expression", "formula": "full - 90% of abs(value - target) if value > -20 else -5"}, "positive"),
    ({"rule": "curve", "points": [["min - 1", 0], ["max + 1", "full"]], "beyond": "hold", "when_equal": 0,
      "scale": "points"}, "positive"),
    ({"rule": "curve", "points": [["target", 80], ["target + 10", 85]], "beyond": {"low": "extend", "high": 120},
      "steps": {"from": "target", "each": 3, "partial": "counted"}, "within": [-20, 110]}, "positive"),
    ({"rule": "ladder", "steps": [["< 0", "full * 0.1"], [">= 0 and < 90% of target", "value"], ["otherwise", 100]]},
     "positive"),
    ({"rule": "position", "table": [100, 90, 85], "ties": "shared", "over": "group"}, "negative"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("entries", "direction"), ALL, ids=lambda part: part if isinstance(part, str) else part["rule"]
)
@FEW
@given(values=COLUMN, target=st.integers(1, 60))
def test_the_written_arithmetic_ends_at_the_score_and_is_true(
    entries: Entries, direction: Any, values: list[float], target: int
) -> None:
    groups = [n % 2 for n in range(len(values))]
    scored = Scored(entries, values, direction, groups=groups, full=40.0, given={"target": float(target)})
    for unit, score in enumerate(scored.scores):
        lines = scored.lines(unit)
        assert lines, "every score has its arithmetic"
        assert lines[-1].result == pytest.approx(score, rel=1e-12, abs=1e-9)
        for line in lines:
            if line.result is not None and " if " not in line.expression:
                assert read_back(line.expression) == pytest.approx(line.result, rel=1e-5, abs=1e-4), line


def test_exponential_efficacy_bends_the_line_between_the_same_points() -> None:
    rule = {"rule": "efficacy", "shape": "exponential", "when_equal": 80}
    # The published function 60 x exp(-ln 0.6 x share); the middle is the geometric mean of 60 and 100.
    assert scores(rule, [0, 5, 10]) == pytest.approx([60, 6000**0.5, 100])
    assert scores(rule, [0, 5, 10], "negative") == pytest.approx([100, 6000**0.5, 60])
    assert scores(rule, [7, 7]) == [80, 80]
    other = {**rule, "base": 50, "span": 50, "unacceptable": 2, "satisfactory": 4}
    assert scores(other, [2, 3, 4, 5, 1]) == pytest.approx([50, 5000**0.5, 100, 100 * 2**0.5, 50 / 2**0.5])
    with pytest.raises(ValidationError, match="base above 0"):
        read_rule({**rule, "base": 0})
    with pytest.raises(ValidationError, match="within"):
        read_rule({**rule, "beyond": "hold"})


def test_completion_without_a_cap() -> None:
    assert scores({"rule": "completion", "cap": None}, [-5, 5, 400], given={"target": 10}) == [0, 50, 4000]
    with pytest.raises(ValidationError, match="cap"):
        read_rule({"rule": "completion"})


def test_a_band_as_wide_as_the_farthest_unit() -> None:
    rule = {"rule": "band", "low": 70, "high": 80, "reach": "widest"}
    assert scores(rule, [60, 65, 70, 80, 84]) == pytest.approx([0, 50, 100, 100, 60])
    assert scores(rule, [75, 70, 80]) == [100, 100, 100]
    assert scores(rule, [75, 70.0000000001, 80]) == [100, 100, 100]
    assert scores({**rule, "scale": "points"}, [60, 65, 75], full=8.0) == pytest.approx([0, 4, 8])


@FEW
@given(values=st.lists(st.integers(0, 200), min_size=1, max_size=8), data=st.data())
def test_forms_over_the_population_know_no_order_and_no_unit_of_measure(values: list[int], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(values))))
    for rule, scaled in (
        ({"rule": "efficacy", "shape": "exponential", "when_equal": 80}, None),
        ({"rule": "band", "low": 70, "high": 80, "reach": "widest"},
         {"rule": "band", "low": 70e3, "high": 80e3, "reach": "widest"}),
    ):  # fmt: skip
        plain = scores(rule, values)
        assert scores(rule, [values[n] for n in order]) == [plain[n] for n in order]
        assert scores(scaled or rule, [value * 1e3 for value in values]) == pytest.approx(plain)


@pytest.mark.parametrize(
    ("rule", "en", "zh"),
    [
        ({"rule": "efficacy", "when_equal": "full"},
         ("straight lines through: min scores 60, max scores 100, beyond them the last line goes on, "
         "if the points fall together all score full"),
         "依次连成折线：最小值计60分、最大值计100分，超出两端按末段直线延伸，各点重合时都计满分"),
        ({"rule": "efficacy", "base": 59.9, "span": 0.2, "when_equal": 60, "beyond": "hold"},
         ("straight lines through: min scores 59.9, max scores 60.1, level beyond them, "
         "if the points fall together all score 60"),
         "依次连成折线：最小值计59.9分、最大值计60.1分，超出两端得分不再变化，各点重合时都计60分"),
        ({"rule": "band", "low": "target - 2", "high": "target + 2", "reach": [18, 2]},
         ("straight lines through: target − 20 scores 0, target − 2 scores full, target + 2 scores full, "
         "target + 4 scores 0, level beyond them"),
         "依次连成折线：目标值 − 20计0分、目标值 − 2计满分、目标值 + 2计满分、目标值 + 4计0分，超出两端得分不再变化"),
        ({"rule": "band", "low": "target - 2", "high": "target * 2", "reach": "target / 2"},
         ("straight lines through: target − 2 − target ÷ 2 scores 0, target − 2 scores full, target × 2 scores full, "
         "target × 2 + target ÷ 2 scores 0, level beyond them"),
         "依次连成折线：目标值 − 2 − 目标值 ÷ 2计0分、目标值 − 2计满分"),
        ({"rule": "band", "low": "target - 2", "high": "target + 2", "reach": 2},
         ("straight lines through: target − 4 scores 0, target − 2 scores full, target + 2 scores full, "
         "target + 4 scores 0, level beyond them"), "依次连成折线：目标值 − 4计0分"),
    ],
)  # fmt: skip
def test_the_long_form_is_told_with_its_numbers_put_together(rule: dict[str, Any], en: str, zh: str) -> None:
    words = read_rule(rule).long_form("positive").words()
    assert (str(words), words.to(translator("zh"))[: len(zh)]) == (en, zh)


@pytest.mark.parametrize("entries", [
    {"rule": "completion", "cap": 120}, {"rule": "goalposts", "low": "target", "high": "2 * target"},
])  # fmt: skip
def test_a_target_of_0_is_what_is_to_be_checked(entries: Entries) -> None:
    """Neither rule has a key for what points that fall together score."""
    with pytest.raises(DomainError) as refused:
        scores(entries, [5, NAN], given={"target": [0, 0]})
    assert refused.value.where[:, 0].tolist() == [True, False]
    assert str(refused.value.mend) == "check the target and the reference points"
