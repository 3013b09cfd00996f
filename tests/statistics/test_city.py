"""The city's figures: reported, added up, or a weighted mean, worked out by hand."""

import numpy as np
import pytest

from sz_assess.errors import InputError
from sz_assess.method.assessment import Unit
from sz_assess.periods import Period
from sz_assess.statistics.city import CitySeries, city_series
from tests.statistics.conftest import UNITS, Desk

Y18 = Period(2018)


def city(desk: Desk, text: str) -> CitySeries:
    desk.deliver("a.csv", text)
    return city_series(desk.load(), desk.assessment())


def test_a_sum_of_the_units_that_have_such_a_figure(desk: Desk) -> None:
    """The scenic area has no investment, and the nation's is not the city's."""
    series = city(desk, "unit,period,investment\neast,2018,0.1\nwest,2018,0.2\n421321,2018,0.3\nnation,2018,999\n")
    assert series("investment", Y18).tolist() == [0.6]  # the nearest number to six tenths, in whatever order


def test_a_figure_that_is_missing_leaves_no_sum(desk: Desk) -> None:
    series = city(desk, "unit,period,investment\neast,2018,1\nwest,2018,2\n")
    assert np.isnan(series("investment", Y18)).all()


def test_what_is_reported_for_the_city_goes_before_the_sum(desk: Desk) -> None:
    series = city(desk, "unit,period,investment\neast,2018,1\nwest,2018,2\n421321,2018,3\nwhole,2018,7\n")
    assert series("investment", Y18).tolist() == [7]
    assert series.composed("investment", Y18) == 6


def test_a_mean_weighted_by_another_statistic(desk: Desk) -> None:
    """(10 x 1 + 20 x 2 + 30 x 3 + 40 x 4) / 10."""
    rows = "".join(f"{unit},2018,{10 * n},{n}\n" for n, unit in enumerate(("east", "west", "421321", "scenic"), 1))
    series = city(desk, "unit,period,wages,firms\n" + rows)
    assert series("wages", Y18).tolist() == [30]


def test_weights_of_nothing_give_no_mean(desk: Desk) -> None:
    rows = "".join(f"{unit},2018,10,0\n" for unit in ("east", "west", "421321", "scenic"))
    series = city(desk, "unit,period,wages,firms\n" + rows)
    assert np.isnan(series("wages", Y18)).all()


def test_what_has_no_total_has_none(desk: Desk) -> None:
    series = city(desk, "unit,period,rank_in_province\nwhole,2018,5\n")
    assert series("rank_in_province", Y18).tolist() == [5]
    assert np.isnan(series("rank_in_province", Period(2017))).all()


def test_two_cities_are_refused(desk: Desk) -> None:
    desk.deliver("a.csv", "unit,period,firms\neast,2018,1\n")
    units = (*UNITS, Unit("other", "另一市", "Another", "", "city"))
    with pytest.raises(InputError, match="whole"):
        city_series(desk.load(units=units), desk.assessment(units=units))
