"""Soft checks: each kind on hand-worked figures, at its line and beyond it."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sz_assess.method.assessment import Unit
from sz_assess.statistics.doubts import Doubt, find_doubts, robust
from tests.statistics.conftest import STATISTICS, UNITS, Desk

HEADING = "unit,statistic,period,value\n"


def watched(code: str, **keys: Any) -> list[dict[str, Any]]:
    """The statistics of the small assessment, one of them with further keys."""
    return [{**each, **keys} if each["code"] == code else each for each in STATISTICS]


def doubts(desk: Desk, rows: str, **changes: Any) -> list[Doubt]:
    desk.deliver("a.csv", HEADING + rows)
    assessment = desk.assessment(**changes)
    return list(find_doubts(desk.load(**changes), assessment))


def test_nothing_is_warned_of_that_no_statistic_asks_for(desk: Desk) -> None:
    assert doubts(desk, "east,investment,2017,1\neast,investment,2018,1000\n") == []


@pytest.mark.parametrize(
    ("then", "now", "warned"),
    [
        ("100", "150", False),  # at the line
        ("100", "150.01", True),
        ("100", "50", False),
        ("100", "49.9", True),
        ("0.1", "0.15", False),  # 0.05 on 0.1, which binary numbers make a little more
        ("0", "0", False),
        ("0", "0.5", True),  # from nothing, any change is larger than half of it
        ("", "900", False),  # no figure of the year before
    ],
)
def test_a_jump_relative_to_last_year(desk: Desk, then: str, now: str, warned: bool) -> None:
    statistics = watched("investment", change={"warn_above": "50%"})
    found = doubts(desk, f"east,investment,2017,{then}\neast,investment,2018,{now}\n", statistics=statistics)
    assert [each.id for each in found] == ["jump:investment:east:2018"] * warned


def test_a_jump_by_an_amount(desk: Desk) -> None:
    statistics = watched("power", change={"warn_above": 5})
    rows = "east,power,2017,8.1\neast,power,2018,-6.8\nwest,power,2017,-3\nwest,power,2018,2\n"
    (found,) = doubts(desk, rows, statistics=statistics)
    assert (found.figure, found.against, found.place) == (-6.8, 8.1, "data/a.csv:3:D")
    assert str(found.found) == "−6.8, down 14.9 on 2017, when it was 8.1"


def test_only_the_assessed_year_as_far_as_it_goes(desk: Desk) -> None:
    statistics = watched("power", change={"warn_above": "10%"})
    periods = ("2016", "2017", "2018", "2019", "2017M03", "2018M03", "2017M09", "2018M09")
    rows = "".join(f"east,power,{period},{2**n}\n" for n, period in enumerate(periods))
    found = doubts(desk, rows, statistics=statistics, period="2018Q2")
    assert [str(each.period) for each in found] == ["2018M03"]


SIX = tuple(Unit(f"u{n}", f"单位{n}", f"Unit {n}", "county") for n in range(6))


def test_far_from_its_peers(desk: Desk) -> None:
    # Median 10.5; distances 0.5, 0.5, 1.5, 1.5, 2.5 and 89.5: their median 1.5, times 1.4826 is 2.2239.
    statistics = watched("power", peers={"compare": "figure", "warn_beyond": 5})
    values = (10, 11, 12, 9, 8, 100)
    rows = "".join(f"u{n},power,2018,{value}\n" for n, value in enumerate(values))
    (found,) = doubts(desk, rows, statistics=statistics, units=SIX)
    assert found.id == "peers:power:u5:2018"
    assert math.isnan(found.against)
    assert "from −0.62 to 21.62" in str(found.expected)  # 10.5 less and plus 5 x 2.2239


def test_its_change_far_from_its_peers(desk: Desk) -> None:
    """Figures of very different size change alike; the smallest falls by half."""
    statistics = watched("power", peers={"compare": "change", "warn_beyond": 5, "over": "all"})
    rows = (
        "".join(f"u{n},power,2017,{10**n}\nu{n},power,2018,{10**n * (1.1 + n / 100)}\n" for n in range(1, 6))
        + "u0,power,2017,1\nu0,power,2018,0.5\n"
    )
    found = doubts(desk, rows, statistics=statistics, units=SIX)
    assert [each.id for each in found] == ["peers:power:u0:2018"]


def test_too_few_peers_are_not_compared(desk: Desk) -> None:
    statistics = watched("power", peers={"compare": "figure", "warn_beyond": 2})
    rows = "".join(f"u{n},power,2018,{value}\n" for n, value in enumerate((10, 10, 11, 1000)))
    assert doubts(desk, rows, statistics=statistics, units=SIX) == []


def test_groups_are_compared_apart(desk: Desk) -> None:
    units = (*SIX, *(Unit(f"z{n}", f"区{n}", f"Zone {n}", "scenic") for n in range(5)))
    rows = "".join(f"u{n},power,2018,{100 + n}\n" for n in range(6))
    rows += "".join(f"z{n},power,2018,{1 + n / 10}\n" for n in range(5))
    for over, warned in (("group", 0), ("all", 5)):
        statistics = watched("power", peers={"compare": "figure", "warn_beyond": 2, "over": over})
        # Among all, the median is 100 and most are within some units of it; the five zones stand 99 away.
        assert len(doubts(desk, rows, statistics=statistics, units=units)) == warned


def test_equal_peers_and_one_that_differs() -> None:
    # The median absolute deviation is 0; the mean one is 10 / 5 = 2, times 1.2533.
    middle, spread = robust(np.array([3.0, 3.0, 3.0, 3.0, 13.0]))
    assert (middle, round(spread, 4)) == (3.0, 2.5066)


@given(st.lists(st.integers(-1000, 1000), min_size=3, max_size=30), st.floats(0.01, 100), st.floats(-100, 100))
def test_robust_measures_follow_scale_and_place(values: list[int], scale: float, shift: float) -> None:
    middle, spread = robust(np.array(values))
    other = robust(np.array(values) * scale + shift)
    assert other[0] == pytest.approx(middle * scale + shift, rel=1e-6, abs=1e-3)
    assert other[1] == pytest.approx(spread * scale, rel=1e-6, abs=1e-3)


def test_a_running_figure_that_falls(desk: Desk) -> None:
    statistics = watched("power", range=[0, None])
    rows = (
        "east,power,2018M01,5\neast,power,2018M02,9\neast,power,2018M03,8.5\neast,power,2018M05,8.9\n"
        "west,power,2018M01,5\nwest,power,2018M02,5\nwest,power,2018,4\n"
    )
    found = doubts(desk, rows, statistics=statistics)
    # April is missing, and May is still compared with March; the year with the last month there is.
    assert [(each.id, each.against) for each in found] == [
        ("falls:power:east:2018M03", 9.0),
        ("falls:power:west:2018", 5.0),
    ]


@pytest.mark.parametrize("keys", [{"cumulative": False, "range": [0, None]}, {"range": [-5, None]}, {}])
def test_what_may_fall(desk: Desk, keys: dict[str, Any]) -> None:
    rows = "east,power,2018M01,5\neast,power,2018M02,4\n"
    assert doubts(desk, rows, statistics=watched("power", **keys)) == []


def test_a_part_above_its_whole(desk: Desk) -> None:
    statistics = watched("power", part_of="investment")
    rows = "east,investment,2018,0.3\neast,power,2018,0.3\nwest,investment,2018,7\nwest,power,2018,7.5\n"
    rows += "421321,power,2018,9\n"
    (found,) = doubts(desk, rows, statistics=statistics)
    assert (found.id, found.against) == ("part:power:west:2018", 7.0)


@pytest.mark.parametrize(("city", "warned"), [("100", False), ("101", False), ("101.1", True), ("98.9", True)])
def test_the_units_against_the_city(desk: Desk, city: str, warned: bool) -> None:
    statistics = watched("investment", city_figure={"tolerance": 1})
    rows = (
        f"east,investment,2018,50\nwest,investment,2018,30\n421321,investment,2018,20\nwhole,investment,2018,{city}\n"
    )
    found = doubts(desk, rows, statistics=statistics)
    assert [(each.id, each.against) for each in found] == [("city:investment:whole:2018", 100.0)] * warned


def test_a_missing_unit_makes_no_sum(desk: Desk) -> None:
    statistics = watched("investment", city_figure={"tolerance": "1%"})
    rows = "east,investment,2018,50\nwhole,investment,2018,100\n"
    assert doubts(desk, rows, statistics=statistics) == []


def test_the_benchmark_and_the_city_are_no_peers(desk: Desk) -> None:
    statistics = watched("power", peers={"compare": "figure", "warn_beyond": 5, "least": 3, "over": "all"})
    rows = "".join(f"{unit.code},power,2018,{10 + n}\n" for n, unit in enumerate(UNITS[:4]))
    assert doubts(desk, rows + "whole,power,2018,4600\nnation,power,2018,1e9\n", statistics=statistics) == []
