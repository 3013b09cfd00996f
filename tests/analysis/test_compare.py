"""Where a unit stands among its peers, worked out by hand on the small result of the report's tests."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sz_assess.analysis.compare import compare, strengths, weaknesses
from tests.reports.conftest import small_result

EAST, WEST, PARK, NORTH = range(4)
GROWTH, OUTPUT, LOSS, PATENTS = 2, 3, 5, 6
NAN = np.nan


def test_peers_are_the_units_of_the_group(tmp_path: Path) -> None:
    found = compare(small_result(tmp_path))
    # Growth scores 100, 120 and 0 in the counties.
    assert found.mean[[EAST, WEST, NORTH], GROWTH].tolist() == pytest.approx([220 / 3] * 3)
    assert found.best[[EAST, WEST, NORTH], GROWTH].tolist() == [WEST, EAST, WEST]
    assert found.behind[[EAST, WEST, NORTH], GROWTH].tolist() == [-20, 20, -120]
    # They bring 1, 1.2 and 0 of each point of weight; North's weight is 60.
    assert found.lead[[EAST, WEST, NORTH], GROWTH].tolist() == pytest.approx(
        [(1 - 2.2 / 3) * 40, (1.2 - 2.2 / 3) * 40, -2.2 / 3 * 60]
    )


def test_a_unit_alone_in_its_group_is_compared_with_all(tmp_path: Path) -> None:
    found = compare(small_result(tmp_path))
    assert found.mean[PARK, GROWTH] == pytest.approx((100 + 120 + 100 + 0) / 4)
    assert found.best[PARK, GROWTH] == WEST
    assert found.lead[PARK, GROWTH] == pytest.approx((1 - 3.2 / 4) * 40)


def test_so_is_the_only_one_of_its_group_that_has_a_score(tmp_path: Path) -> None:
    result = small_result(tmp_path)
    score, contribution = result.score.copy(), result.contribution.copy()
    score[[EAST, NORTH], LOSS] = NAN
    score[PARK, LOSS], contribution[PARK, LOSS] = 90, 0
    found = compare(replace(result, score=score, contribution=contribution))
    assert found.mean[WEST, LOSS] == pytest.approx((60 + 90) / 2)
    assert found.best[WEST, LOSS] == PARK
    assert found.behind[WEST, LOSS] == -30
    # Elsewhere it goes on being compared with its group.
    assert found.mean[WEST, GROWTH] == pytest.approx(220 / 3)
    assert found.best[WEST, GROWTH] == EAST


def test_a_unit_with_a_second_row_is_no_peer_of_itself_and_counts_once(tmp_path: Path) -> None:
    """Park is made West's second row. Growth scores 100, 120, 100 and 0."""
    result = small_result(tmp_path)
    units = tuple(replace(unit, figures_of="west") if n == PARK else unit for n, unit in enumerate(result.units))
    score = result.score.copy()
    score[[EAST, NORTH], LOSS] = NAN
    score[PARK, LOSS] = 90
    found = compare(replace(result, units=units, score=score))
    # Alone in its group, Park stands among all in the place of West.
    assert found.mean[PARK, GROWTH] == pytest.approx((100 + 100 + 0) / 3)
    assert found.best[PARK, GROWTH] == EAST
    # West, the only county with a score, has nobody to be compared with but itself.
    assert found.mean[WEST, LOSS] == pytest.approx(60)
    assert found.best[WEST, LOSS] == -1
    assert found.best[PARK, LOSS] == -1
    # Group by group nothing changes.
    assert found.mean[EAST, GROWTH] == pytest.approx(220 / 3)


def test_a_score_of_nobody_is_compared_with_nothing(tmp_path: Path) -> None:
    result = small_result(tmp_path)
    score = result.score.copy()
    score[:, LOSS] = NAN
    found = compare(replace(result, score=score))
    assert np.isnan(found.mean[:, LOSS]).all()
    assert found.best[:, LOSS].tolist() == [-1] * 4
    assert np.isnan(found.behind[:, LOSS]).all()


def test_gap_and_target_follow_the_direction(tmp_path: Path) -> None:
    found = compare(small_result(tmp_path))
    # Losses are better when fewer: 2, 4 and 6 against a target of 5; the zone has none to report.
    np.testing.assert_array_equal(found.gap[:, LOSS], [-3, -1, NAN, 1])
    assert found.met[:, LOSS].tolist() == [True, True, False, False]
    assert found.met[:, GROWTH].tolist() == [True, True, True, False]
    assert np.isnan(found.target[:, OUTPUT]).all()


def test_strengths_and_weaknesses_in_order_of_points(tmp_path: Path) -> None:
    result = small_result(tmp_path)
    found = compare(result)
    # West: growth +18.67, output 10 - 15, losses 15 - 15, patents (0.9 - 2.6 / 3) x 15.
    strong, weak = strengths(result, found, WEST), weaknesses(result, found, WEST)
    assert [each.node for each in strong] == [GROWTH, PATENTS]
    assert [each.points for each in strong] == pytest.approx([(1.2 - 2.2 / 3) * 40, (0.9 - 2.6 / 3) * 15])
    assert [each.node for each in weak] == [OUTPUT]
    assert [each.points for each in weak] == pytest.approx([-5.0])
