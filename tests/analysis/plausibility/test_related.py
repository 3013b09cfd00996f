"""Figures that ought to move together: which unit is odd, in which words, and when nothing is said."""

from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from scipy.stats import chi2, norm

from sz_assess.analysis.plausibility.pool import Pool
from sz_assess.analysis.plausibility.related import judge_pool
from sz_assess.i18n import translator
from sz_assess.method.assessment import AssessmentFile, Unit
from sz_assess.method.model import Assessment, Method, MethodFile
from sz_assess.method.plausibility import Related
from sz_assess.method.statistic import Statistic
from sz_assess.method.weights import Weights
from sz_assess.periods import Period

ABOUT: dict[str, Any] = {
    "code": "m", "name": "m", "document": {"title": "m", "number": "1", "date": "2018-01-01"}, "years": [2018, 2020],
    "over": "all", "measures": [{"code": "x", "name": "x"}], "departments": [{"code": "d", "name": "d"}],
    "groups": [{"code": "g", "name": "g"}],
}  # fmt: skip
NAN = float("nan")


def group(**changes: Any) -> Related:
    stated: dict[str, Any] = {
        "code": "r", "name": "r", "figure": {"name": {"zh": "增加值", "en": "Value added"}, "formula": "growth(v)"},
        "moves_with": [
            {"name": {"zh": "用电量", "en": "electricity"}, "formula": "growth(e)"},
            {"name": {"zh": "货运量", "en": "freight"}, "formula": "growth(f)"},
        ],
        "scatter": "differences", "compare": "over_years", "years": 2, "least": 5, "warn_beyond": 3.5,
        "source": {"clause": "1"}, **changes,
    }  # fmt: skip
    return Related.model_validate(stated)


def assessment(units: tuple[Unit, ...]) -> Assessment:
    specs = [{"code": code, "name": code, "unit": "x", "department": "d"} for code in "vef"]
    method = Method(
        MethodFile.model_validate(ABOUT),
        tuple(Statistic.model_validate(each) for each in specs), (), (), (), (), (), (),
    )  # fmt: skip
    about = AssessmentFile.model_validate({"title": "t", "period": 2018, "method": "m", "weights": "m"})
    return Assessment(Path(), about, method, cast(Weights, None), units, ())


UNITS = tuple(Unit(code, code, code, "g") for code in "abcdef")
# Six units in 2017 and 2018: value added, electricity, freight. f is odd in 2018.
ROWS = [
    [7.0, 6.5, 5.9], [8.0, 7.6, 6.8], [6.0, 5.7, 5.2], [9.0, 8.4, 8.1], [7.5, 7.1, 6.6], [8.4, 7.7, 7.2],
    [6.4, 6.0, 5.6], [7.7, 7.2, 6.9], [8.1, 7.9, 7.1], [5.9, 5.4, 5.1], [6.8, 6.5, 5.8], [9.2, -3.1, -2.0],
]  # fmt: skip


def pooled(rows: list[list[float]], units: tuple[Unit, ...] = UNITS) -> Pool:
    count = len(rows) // len(units)
    years = tuple(Period(year) for year in range(2019 - count, 2019))
    return Pool(units * count, tuple(year for year in years for _ in units), np.array(rows))


def test_one_unit_is_odd_and_the_sentence_says_why() -> None:
    found = judge_pool(group(), pooled(ROWS), assessment(UNITS))
    assert (found.count, found.why_not) == (12, None)
    assert [finding.unit.code for finding in found.findings] == list("abcdef")
    assert [finding.unit.code for finding in found.findings if finding.odd] == ["f"]
    odd = found.findings[-1]
    assert odd.distance > 3.5
    assert odd.statistics == ("v", "e", "f")
    assert str(odd.sentence) == (
        "Value added grew 9.2%, while electricity fell 3.1%, freight fell 2%. Value added less electricity: 12.3 "
        "percentage points; in the 11 other units and years from 0.2 to 0.7, with a median of 0.4."
    )
    said = odd.sentence.to(translator("zh"))
    assert "增加值增长9.2%" in said
    assert "用电量下降3.1%" in said
    assert "12.3" in said


def test_nothing_is_said_to_be_odd_of_a_unit_in_line() -> None:
    found = judge_pool(group(), pooled(ROWS), assessment(UNITS))
    assert "is within 3.5." in str(found.findings[0].sentence)


def test_small_differences_are_not_odd_however_alike_the_others_are() -> None:
    rows = [[each[0], each[0] - 0.5 - n % 3 / 100, each[0] - 1 - n % 4 / 100] for n, each in enumerate(ROWS)]
    rows[-1] = [9.2, 8.1, 7.9]
    odd = judge_pool(group(), pooled(rows), assessment(UNITS)).findings[-1]
    assert odd.odd
    calm = judge_pool(group(at_least_points=3), pooled(rows), assessment(UNITS)).findings[-1]
    assert not calm.odd
    assert calm.distance == odd.distance
    assert "no difference is 3 percentage points away" in str(calm.sentence)


def test_what_moves_everybody_is_taken_out_within_a_year() -> None:
    """In 2018 all fall by ten points, freight by twenty: over the years all of 2018 is odd, within the year nobody."""
    rows = [*ROWS[:11], ROWS[0], *([a - 10, b - 10, c - 20] for a, b, c in ROWS[:6])]
    over = judge_pool(group(), pooled(rows), assessment(UNITS))
    assert sum(finding.odd for finding in over.findings) > 0
    within = judge_pool(group(compare="within_year"), pooled(rows), assessment(UNITS))
    assert [finding.odd for finding in within.findings] == [False] * 6
    # Ten points apart in a year that lifts everybody stay odd.
    rows[-1] = [9.2 - 10, -3.1 - 10, -2.0 - 20]
    again = judge_pool(group(compare="within_year"), pooled(rows), assessment(UNITS))
    assert [finding.unit.code for finding in again.findings if finding.odd] == ["f"]
    assert "for the 5 others in the same period" in str(again.findings[-1].sentence)


def test_by_all_members_at_once() -> None:
    units = tuple(Unit(f"u{n}", f"u{n}", f"u{n}", "g") for n in range(20))
    chance = np.random.default_rng(4)
    base = chance.normal(7, 1, size=(40, 1))
    values = base + chance.normal(0, 0.3, size=(40, 3)).clip(-0.5, 0.5)
    values[-1] = [9.2, 3.1, 9.0]
    found = judge_pool(group(scatter="mcd", least=30), pooled(values.tolist(), units), assessment(units))
    # As rare for three figures together as 3.5 standard deviations are for one.
    assert found.limit == pytest.approx(chi2.isf(2 * norm.sf(3.5), 3) ** 0.5)
    assert [finding.unit.code for finding in found.findings if finding.odd] == ["u19"]
    assert "electricity grew 3.1%" in str(found.findings[-1].sentence)


def test_too_few_are_not_judged() -> None:
    found = judge_pool(group(least=13), pooled(ROWS), assessment(UNITS))
    assert found.findings == ()
    assert str(found.why_not) == "12 observations, where at least 13 are needed"


def test_a_companion_with_too_few_figures_is_left_out() -> None:
    rows = [[*each[:2], NAN] for each in ROWS[:9]] + ROWS[9:]
    found = judge_pool(group(), pooled(rows), assessment(UNITS))
    assert [finding.unit.code for finding in found.findings if finding.odd] == ["f"]
    assert np.isnan(found.findings[-1].figures[2].distance)


def test_benchmarks_count_but_are_not_judged() -> None:
    units = (*UNITS[:5], Unit("f", "f", "f", "", "benchmark"))
    found = judge_pool(group(), pooled(ROWS, units), assessment(units))
    assert [finding.unit.code for finding in found.findings] == list("abcde")
    assert found.count == 12


def test_mcd_wants_enough_observations_for_each_member() -> None:
    with pytest.raises(Exception, match="at least 30, 10 for each member"):
        group(scatter="mcd", least=29)
