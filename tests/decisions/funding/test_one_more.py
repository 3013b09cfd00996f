"""One more point: the whole decision again."""

from pathlib import Path

from sz_assess.decisions.funding import funding
from sz_assess.decisions.funding.one_more import one_more_point
from tests.decisions.funding.test_work_out import by, fund
from tests.decisions.small import decided


def test_a_new_grade_counts(tmp_path: Path) -> None:
    """79.5 and 80.5 lie on two sides of the line at 80. With one more point u0 is good as well: 50 and 50 of 100 in
    place of 1 : 3, so that it gains 25; u1 cannot gain, nor u2, which stays poor."""
    rule = fund({"method": "grades"})
    figures = {"funds": {"fund": {"pool": 100, "ratios": {"good": 3, "fair": 1, "poor": 0}}}}
    result = decided(tmp_path, [79.5, 80.5, 10], decisions={"funds": [rule]}, figures=figures)
    (split,) = funding(result).splits
    assert [float(row.amount) for row in split.rows] == [25, 75, 0]
    assert one_more_point(result, split) == {0: 25, 1: 0, 2: 0}
    assert one_more_point(result, split, [1]) == {1: 0}


def test_a_point_of_a_score_that_is_a_factor(tmp_path: Path) -> None:
    """Scores 40 and 60 share 1000 as 400 and 600; 41 : 60 gives 405.94, 40 : 61 gives 603.96."""
    figures = {"funds": {"fund": {"pool": 1000, "weights": {"f_total": 1}}}}
    rule = fund(by("total"), decimals=2)
    result = decided(tmp_path, [40.0, 60], decisions={"funds": [rule]}, figures=figures)
    (split,) = funding(result).splits
    assert {unit: float(change or 0) for unit, change in one_more_point(result, split).items()} == {0: 5.94, 1: 3.96}


def test_a_fund_that_does_not_look_at_scores(tmp_path: Path) -> None:
    figures = {"funds": {"fund": {"pool": 1000, "weights": {"f_x": 1}}}}
    result = decided(tmp_path, [40.0, 60], {"x": [1.0, 3]}, decisions={"funds": [fund(by("x"))]}, figures=figures)
    (split,) = funding(result).splits
    assert one_more_point(result, split) == {0: 0, 1: 0}
