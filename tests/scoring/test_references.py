"""Reference points: statistics of the stated population against numpy and Python's own, and places."""

import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.references import Population, References, is_statistic, places, statistic

NAN = float("nan")
COLUMN = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=20)
TABLE = np.array([[1.0, NAN], [3.0, 5.0], [8.0, NAN], [NAN, NAN]])


@given(COLUMN)
def test_statistics_of_all_units(values: list[float]) -> None:
    column = np.array(values)[:, np.newaxis]

    def found(name: str) -> float:
        return float(statistic(name, column, Population())[0, 0])

    assert found("min") == min(values)
    assert found("max") == max(values)
    assert found("count") == len(values)
    assert found("sum") == pytest.approx(sum(values), rel=1e-12, abs=1e-6)
    assert found("mean") == pytest.approx(statistics.fmean(values), rel=1e-15)
    assert found("norm") == pytest.approx(float(np.linalg.norm(values)), rel=1e-12, abs=1e-150)
    assert found("median") == pytest.approx(statistics.median(values))
    assert found("sd") == pytest.approx(statistics.stdev(values), rel=1e-9, abs=1e-6)
    assert found("sd_population") == pytest.approx(statistics.pstdev(values), rel=1e-9, abs=1e-6)
    assert found("p25") == pytest.approx(statistics.quantiles(values, n=4, method="inclusive")[0], rel=1e-9, abs=1e-9)
    assert found("p2_5") == pytest.approx(statistics.quantiles(values, n=40, method="inclusive")[0], rel=1e-9, abs=1e-9)


def test_what_is_not_there_is_not_counted() -> None:
    assert statistic("mean", TABLE, Population()).tolist() == [[4, 5]]
    assert statistic("count", TABLE, Population()).tolist() == [[3, 1]]
    np.testing.assert_array_equal(statistic("sd", TABLE, Population())[0, 1], NAN)
    np.testing.assert_array_equal(statistic("sd_population", TABLE, Population())[0, 1], 0)
    np.testing.assert_array_equal(statistic("max", TABLE[3:], Population()), [[NAN, NAN]])
    np.testing.assert_array_equal(statistic("mean", TABLE[3:], Population()), [[NAN, NAN]])


@pytest.mark.parametrize("name", ["min", "max", "mean", "median", "sum", "p10"])
def test_populations_by_group_and_by_name(name: str) -> None:
    labels = np.array([0, 1, 0, 1])
    by_group = statistic(name, TABLE, Population(labels=labels))
    for label in (0, 1):
        alone = statistic(name, TABLE[labels == label], Population())
        np.testing.assert_array_equal(by_group[labels == label], np.repeat(alone, 2, axis=0))
        named = statistic(name, TABLE, Population(members=labels == label))
        np.testing.assert_array_equal(named, alone)


def test_a_population_of_nobody_has_no_statistics() -> None:
    for name in ("min", "mean"):
        assert np.isnan(statistic(name, TABLE, Population(members=np.zeros(4, dtype=bool)))).all()


def test_names_of_statistics() -> None:
    assert all(
        map(is_statistic, ["min", "max", "mean", "median", "sd", "sd_population", "sum", "count", "p5", "p97_5"])
    )
    assert not any(map(is_statistic, ["target", "p", "p100", "P5", "maximum", "p5_", "place"]))


def test_places_within_the_population() -> None:
    value = np.array([[3.0], [5.0], [NAN], [5.0], [1.0]])
    np.testing.assert_array_equal(places(value, Population(), True)[:, 0], [3, 1, NAN, 1, 4])
    np.testing.assert_array_equal(places(value, Population(), False)[:, 0], [2, 3, NAN, 3, 1])
    labels = np.array([0, 0, 0, 1, 1])
    np.testing.assert_array_equal(places(value, Population(labels=labels), True)[:, 0], [2, 1, NAN, 1, 2])
    np.testing.assert_array_equal(places(value, Population(members=labels == 0), True)[:, 0], [2, 1, NAN, NAN, NAN])


def test_reference_points_by_name() -> None:
    value = np.array([[3.0], [5.0]])
    given_points = {"target": np.array([[4.0], [6.0]]), "last_year": np.array([[5.0], [2.0]])}
    references = References(value, 8.0, Population(), given_points)
    assert references.name("value") is value
    assert references.name("full") == 8.0
    assert references.name("target").tolist() == [[4], [6]]
    assert references.name("place").tolist() == [[2], [1]]
    assert references.name("place_from_last").tolist() == [[1], [2]]
    assert references.name("last_place").tolist() == [[1], [2]]
    assert set(references.used) == {"target", "place", "place_from_last", "last_place", "last_year"}
    falling = References(value, 8.0, Population(), {}, higher_is_better=False)
    assert falling.name("place").tolist() == [[1], [2]]
    with pytest.raises(DomainError, match="no stretch"):
        references.name("stretch")
    with pytest.raises(DomainError, match="no last_year"):
        falling.name("last_place")
