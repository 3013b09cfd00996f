"""The front page's numbers, worked out by hand on the small result."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from sz_assess.i18n import translator
from sz_assess.reports.book import Book
from sz_assess.reports.views.index import index_view
from sz_assess.result import Result


def book(result: Result) -> Book:
    return Book(result, translator("en"))


def test_the_ranking_has_the_published_numbers(result: Result) -> None:
    view = index_view(book(result))
    assert [(row.place, row.unit.name, row.score) for row in view.ranking] == [
        ("1", "East County", "100.00"),
        ("2", "West County", "90.50"),
        ("3", "High-tech Zone", "78.00"),
        ("4", "North <i>County</i>", "14.00"),
    ]
    west, north = view.ranking[1], view.ranking[3]
    assert (west.base, west.bonus, west.deduction, west.group_place) == ("86.50", "+4.00", "0.00", "2/3")
    assert (north.base, north.deduction, north.grade, north.struck) == ("15.50", "−1.50", "Poor", ("Ground steel",))
    assert west.bar is not None
    assert (west.bar.start, west.bar.length) == ("0%", "90.5%")


def test_changes_of_place(result: Result) -> None:
    moves = [row.move for row in index_view(book(result)).ranking]
    assert [(each.kind, each.arrow) for each in moves] == [("up", "▲1"), ("down", "▼1"), ("none", "—"), ("same", "＝")]
    assert [each.words for each in moves] == ["up 1", "down 1", "no earlier place", "unchanged"]


def test_a_second_row_of_a_unit_has_no_part_in_the_means(result: Result) -> None:
    """The zone is made West's second row: of 100, 96.67 and 0, and of 100, 71.25 and 38.75, the means are left."""
    units = tuple(replace(unit, figures_of="west") if unit.code == "park" else unit for unit in result.units)
    view = index_view(book(replace(result, units=units)))
    assert view.heat.means[:2] == ("65.56", "70.00")
    assert {each.mean for each in view.indicators} >= {"65.56", "70.00"}


def test_each_group_has_its_ranking(result: Result) -> None:
    county, zone = index_view(book(result)).groups
    assert (county.name, county.count, zone.name, zone.count) == ("Counties", 3, "Zones", 1)
    assert [(row.place, row.behind, row.overall) for row in county.rows] == [
        ("1", "0.00", "1/4"), ("2", "−9.50", "2/4"), ("3", "−86.00", "4/4"),
    ]  # fmt: skip


def test_the_heat_map_tells_the_distance_from_the_mean(result: Result) -> None:
    heat = index_view(book(result)).heat
    # The means of 100, 96.67, 66.67 and 0, and of 100, 71.25, 90 and 38.75.
    assert heat.means == ("65.83", "75.00")
    assert [[(cell.text, cell.aside, cell.shade) for cell in row.cells] for row in heat.rows] == [
        [("100.00", "+34.17", "p2"), ("100.00", "+25.00", "p1")],
        [("96.67", "+30.83", "p2"), ("71.25", "−3.75", "h0")],
        [("66.67", "+0.83", "h0"), ("90.00", "+15.00", "p1")],
        [("0.00", "−65.83", "n3"), ("38.75", "−36.25", "n2")],
    ]
    assert heat.reach == "65.83"


def test_without_disclosure_the_heat_map_has_places(make_result: Callable[..., Result]) -> None:
    heat = index_view(book(make_result(disclosure="ranks"))).heat
    assert [(cell.text, cell.aside) for cell in heat.rows[0].cells] == [("1", "/4"), ("1", "/4")]
    assert [row.cells[0].shade for row in heat.rows] == ["p3", "p1", "n1", "n3"]


def test_what_does_not_count_says_so(result: Result) -> None:
    score = result.score.copy()
    score[2, 4] = np.nan
    cell = index_view(book(replace(result, score=score))).heat.rows[2].cells[1]
    assert (cell.text, cell.words, cell.shade) == ("—", "does not count", "hx")


def test_who_gains_and_loses(result: Result) -> None:
    west = index_view(book(result)).gains[1]
    # Growth at (1.2 - 2.2 / 3) x 40, patents at (0.9 - 2.6 / 3) x 15; output at (0.5 - 0.75) x 20.
    assert [(chip.node.name, chip.text) for chip in west.strong] == [
        ("Growth of industrial investment", "+18.67"), ("Patents", "+0.50"),
    ]  # fmt: skip
    assert [(chip.node.name, chip.text) for chip in west.weak] == [("Industrial output", "−5.00")]


def test_indicators_with_their_mean_and_best(result: Result) -> None:
    rows = {row.node.name: row for row in index_view(book(result)).indicators}
    growth = rows["Growth of industrial investment"]
    assert (growth.level, growth.weight, growth.mean, growth.more) == (2, "40", "80.00", 0)
    assert [unit.name for unit in growth.best] == ["West County"]
    assert rows["Stable growth"].best == ()


def test_what_to_know_first(result: Result) -> None:
    assert index_view(book(result)).lede == (
        "4 units are assessed (Counties: 3, Zones: 1) on 4 indicators.",
        "First overall: East County, 100.00 points.",
        "Largest rise: East County, by 1.",
        "Largest fall: West County, by 1.",
    )


@pytest.mark.parametrize("disclosure", ["full", "ranks"])
def test_points_are_told_only_where_they_are_disclosed(make_result: Callable[..., Result], disclosure: str) -> None:
    view = index_view(book(make_result(disclosure=disclosure)))
    assert any("points" in line for line in view.lede) == (disclosure == "full")
    assert all(bool(chip.text) == (disclosure == "full") for row in view.gains for chip in row.strong)
