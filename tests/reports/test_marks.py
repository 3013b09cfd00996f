"""The geometry of bars, heat classes and strips, worked out by hand."""

import math

import numpy as np
import pytest

from sz_assess.reports.marks import BINS, Bar, Scale, heat, score_scale, strip, text_width

NAN = math.nan


def test_a_bar_runs_from_zero_to_its_value() -> None:
    scale = Scale(0, 120)
    assert scale.bar(60) == Bar("0%", "50%")
    assert scale.bar(90, 30) == Bar("0%", "75%", "25%")
    assert scale.bar(150) == Bar("0%", "100%"), "held within the scale"
    assert scale.bar(NAN) is None


def test_a_negative_value_runs_to_the_left_of_zero() -> None:
    # From -50 to 150 zero is at a quarter; -30 lies 15 % of the width before it.
    assert Scale(-50, 150).bar(-30) == Bar("10%", "15%")


def test_a_scale_without_width_puts_all_in_the_middle() -> None:
    assert Scale(3, 3).at(3) == 50


def test_scores_beyond_the_usual_widen_their_scale() -> None:
    assert score_scale(np.array([30.0, NAN, 90.0])) == Scale(0, 100)
    assert score_scale(np.array([-5.0, 110.0])) == Scale(-5, 110)
    assert score_scale(np.array([NAN])) == Scale(0, 100)


@pytest.mark.parametrize(
    ("value", "shade"),
    [(50, "h0"), (51, "h0"), (54, "p1"), (57, "p2"), (60, "p3"), (90, "p3"), (46, "n1"), (40, "n3"), (NAN, "hx")],
)
def test_shades_grow_with_the_distance_from_the_middle(value: float, shade: str) -> None:
    # A reach of 10 has three shades and a half: up to 1.43 none, then one for every 2.86.
    assert heat(value, 50, 10) == shade


def test_where_all_are_level_there_is_one_shade() -> None:
    assert heat(7, 7, 0) == "h0"


def test_no_strip_without_values() -> None:
    assert strip(np.array([NAN, NAN]), ["a", "b"], [0, 0], []) is None


def test_a_few_units_are_dots_with_their_names() -> None:
    drawn = strip(np.array([0.0, NAN, 10.0]), ["low", "none", "high"], [0, 0, 1], [(5.0, "target 5", "target")])
    assert drawn is not None
    assert [(dot.name, dot.shape) for dot in drawn.dots] == [("low", 0), ("high", 1)]
    (mark,) = drawn.marks
    # Halfway between the two.
    low, high = (float(dot.x) for dot in drawn.dots)
    assert float(mark.x) == pytest.approx((low + high) / 2, abs=0.1)
    assert [tick.label for tick in drawn.ticks] == ["0", "2", "4", "6", "8", "10"]
    assert drawn.bins == ()


def test_names_that_would_lie_on_each_other_are_stacked() -> None:
    names = ["a very long name", "another long name", "far"]
    drawn = strip(np.array([1.0, 1.1, 90.0]), names, [0] * 3, [])
    assert drawn is not None
    first, second, far = drawn.dots
    assert float(first.label_y) < float(second.label_y) == float(far.label_y)


def test_a_mark_without_a_value_is_not_drawn_and_labels_keep_clear_of_the_next_line() -> None:
    values = np.array([0.0, 100.0])
    drawn = strip(values, ["a", "b"], [0, 0], [(50.0, "target 50", "target"), (52.0, "mean 52", "mean")])
    assert drawn is not None
    assert [mark.anchor for mark in drawn.marks] == ["end", "start"]
    alone = strip(values, ["a", "b"], [0, 0], [(NAN, "target", "target"), (52.0, "mean 52", "mean")])
    assert alone is not None
    assert [mark.kind for mark in alone.marks] == ["mean"]


def test_many_units_are_dots_without_names_and_very_many_a_histogram() -> None:
    some = strip(np.arange(40.0), [str(n) for n in range(40)], [0] * 40, [])
    assert some is not None
    assert [dot.label_y for dot in some.dots] == [""] * 40
    many = strip(np.repeat([1.0, 2.0], [300, 100]), ["u"] * 400, [0] * 400, [])
    assert many is not None
    assert many.dots == ()
    assert 2 == len(many.bins) <= BINS
    tall, small = (float(each.height) for each in many.bins)
    assert tall == pytest.approx(3 * small, rel=0.01)


def test_chinese_is_twice_as_wide_as_latin() -> None:
    assert text_width("随县") == 26
    assert text_width("ab") == pytest.approx(2 * 13 * 0.56)
