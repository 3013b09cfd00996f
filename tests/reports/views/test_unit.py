"""A unit's page on the small result: standing, scorecard, and the arithmetic written out."""

from collections.abc import Callable

from sz_assess.i18n import translator
from sz_assess.reports.book import Book
from sz_assess.reports.views.unit import UnitView, unit_view
from sz_assess.result import Result

EAST, WEST, PARK, NORTH = range(4)


def view(result: Result, unit: int) -> UnitView:
    return unit_view(Book(result, translator("en")), unit, unit)


def test_where_it_stands(result: Result) -> None:
    west = view(result, WEST)
    assert (west.score, west.full, west.place, west.group_place, west.grade) == ("90.50", "100", "2/4", "2/3", "Good")
    assert west.move.words == "down 1"
    assert west.before is not None
    assert west.after is not None
    assert (west.before.name, west.after.name) == ("East County", "High-tech Zone")
    assert (view(result, EAST).before, view(result, NORTH).after) == (None, None)
    assert view(result, NORTH).struck == ("Ground steel",)


def test_how_the_total_adds_up(result: Result) -> None:
    assert view(result, WEST).sums == (
        ("base", "58 + 28.5 = 86.5"),
        ("bonus", "4"),
        ("total", "86.5 + 4 = 90.5"),
        ("published", "90.5 → 90.50"),
    )


def test_dimensions(result: Result) -> None:
    growth, quality = view(result, WEST).parts
    assert (growth.name, growth.score, growth.weight, growth.contribution) == (
        "Stable growth",
        "96.67",
        "60",
        "58.0000",
    )
    # Counties bring 1, 0.9667 and 0 of each point of growth; 1, 0.7125 and 0.3875 of quality.
    assert (growth.lead, growth.lead_kind) == ("+18.67", "up")
    assert (quality.lead, quality.lead_kind) == ("+0.50", "up")
    assert (growth.place, growth.group_place) == ("2/4", "2/3")


def test_the_scorecard(result: Result) -> None:
    growth, quality = view(result, WEST).sections
    row, output = growth.rows
    assert (row.value, row.measure, row.target, row.gap, row.met) == ("25", "%", "10", "+15", "met")
    assert (row.score, row.weight, row.contribution) == ("120.00", "40", "48.0000")
    assert row.best is not None
    assert (row.best.name, row.best_score) == ("East County", "100.00")
    assert (output.target, output.gap, output.met, output.measure) == ("—", "—", "", "× 100 million CNY")
    loss = quality.rows[0]
    assert (loss.value, loss.gap, loss.met) == ("4", "−1", "met"), "fewer losses are better"


def test_what_does_not_apply_and_what_is_missing(result: Result) -> None:
    loss = view(result, PARK).sections[1].rows[0]
    assert (loss.counts, loss.tag, loss.value, loss.score, loss.weight, loss.best) == (
        False, "not applicable", "—", "—", "—", None,
    )  # fmt: skip
    output = view(result, NORTH).sections[0].rows[1]
    assert (output.tag, output.value) == ("missing, left out", "—")


def test_the_arithmetic_with_the_numbers_put_in(result: Result) -> None:
    items = {item.anchor: item for item in view(result, WEST).items}
    growth = items["i-investment_growth"]
    assert growth.numbers == "(100 − 80) ÷ |80| × 100"
    assert growth.value == "25%"
    assert growth.outcome == "120 × 40 ÷ 100 = 48"
    assert [(row.name, row.period, row.value, row.place) for row in growth.figures] == [
        ("Industrial investment", "2017", "80 × 100 million CNY", "data/figures.csv:4:C"),
        ("Industrial investment", "2018", "100 × 100 million CNY", "data/figures.csv:5:C"),
    ]
    assert growth.clause.says == "at least 10 % a year"
    assert items["i-patent_count"].numbers == "", "a single figure is not written twice"
    assert items["d-quality"].outcome == "71.25 × 40 ÷ 100 = 28.5"


def test_bonuses_and_vetoes(result: Result) -> None:
    honour, accident = view(result, WEST).adjustments
    assert (honour.kind, honour.counted, honour.points) == ("bonus", "3 cases", "+4")
    assert (accident.kind, accident.counted, accident.points) == ("deduction", "0 cases", "0")
    (veto,) = view(result, NORTH).vetoes
    assert (veto.struck, veto.numbers, veto.effect) == (True, "2 > 0", "no grade above Fair")


def test_without_disclosure_no_score_is_written(make_result: Callable[..., Result]) -> None:
    found = view(make_result(disclosure="ranks"), WEST)
    assert found.sums == ()
    assert all(item.steps == () and item.outcome == "" and item.rule == "" for item in found.items)
    assert all(not item.inner for item in found.items)
    assert [item.points for item in found.adjustments] == ["", ""]
