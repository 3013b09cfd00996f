"""Lists, grades and vetoes of whole assessments: what must hold whatever the scores are."""

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sz_assess.assess import assess
from sz_assess.cases.of_methods import assessment_of, panel_of
from sz_assess.cases.of_outcomes import build
from sz_assess.cases.spec import Figures, MethodCase, OutcomeCase
from sz_assess.method.reading.yaml_reader import YamlFile
from sz_assess.result import Result

SCORES = st.lists(st.integers(0, 20), min_size=3, max_size=9)
GRADES = [
    {"code": "best", "name": "best", "count": 2, "requires": [{"no_veto": "all"}]},
    {"code": "rest", "name": "rest"},
]


def frozen(value: Any) -> Any:
    """Lists as the reader of files gives them."""
    if isinstance(value, dict):
        return {key: frozen(part) for key, part in value.items()}
    return tuple(frozen(part) for part in value) if isinstance(value, list) else value


def result(scores: list[int], struck: set[int], effect: str, **files: Any) -> Result:
    """Units u0 ... with one score each, of whom some are struck by a veto."""
    units = {f"u{n}": "c" for n in range(len(scores))}
    content: dict[str, Any] = {
        "case": "x", "period": 2020, "units": units, "scores": {"work": dict(zip(units, scores, strict=True))},
        "statistics": {"bad": {unit: int(n in struck) for n, unit in enumerate(units)}},
        "expect": {"total": {"u0": 0}},
        "files": {
            "weights": {
                "weights": {"tasks": {"weight": 100, "work": 100}},
                "grades": {"by": "quota", "vacant": "passed_down", "grades": GRADES},
            },
            "adjustments": {"vetoes": [{"code": "v", "when": "bad > 0", "effect": effect}]},
            "decisions": {"lists": [{"code": "l", "kind": "honour", "by": "place", "take": 3, **files}]},
        },
    }  # fmt: skip
    case = OutcomeCase.model_validate(frozen(content), strict=True)
    tested = build(case, YamlFile("case", {"cases": (frozen(content),)}), ("cases", 0))
    given_scores: dict[str, Figures] = {
        "work": {unit: {case.period: float(score)} for unit, score in content["scores"]["work"].items()}
    }
    whole = MethodCase.model_construct(
        case="x", period=case.period, units=case.units, statistics={**given_scores, **case.statistics},
        expect=case.expect,
    )  # fmt: skip
    assessment = assessment_of(whole, tested)
    return assess(assessment, panel_of(whole, assessment.method))


@settings(max_examples=40, deadline=None)
@given(SCORES, st.sets(st.integers(0, 8), max_size=3), st.sampled_from(["include", "exclude"]),
       st.sampled_from(["left", "passed_down"]))  # fmt: skip
def test_a_veto_always_wins(scores: list[int], struck: set[int], ties: str, vacant: str) -> None:
    found = result(scores, struck, "no_award", ties=ties, vacant=vacant)
    on = set(found.lists[0].on)
    assert not on & struck
    # Score and place stay as they are without the veto.
    free = result(scores, set(), "no_award", ties=ties, vacant=vacant)
    np.testing.assert_array_equal(found.total, free.total)
    np.testing.assert_array_equal(found.rank, free.rank)
    if vacant == "left":
        assert on == set(free.lists[0].on) - struck
    assert [found.grade[n] for n in struck if n < len(scores)] == ["rest"] * len(struck & set(range(len(scores))))


@settings(max_examples=40, deadline=None)
@given(SCORES, st.sampled_from(["include", "exclude"]), st.sampled_from(["left", "passed_down"]))
def test_units_that_are_level_are_all_on_a_list_or_none_is(scores: list[int], ties: str, vacant: str) -> None:
    found = result(scores, set(), "no_award", ties=ties, vacant=vacant)
    on = set(found.lists[0].on)
    assert all((one in on) == (other in on) for one in range(len(scores)) for other in range(len(scores))
               if scores[one] == scores[other])  # fmt: skip
    assert len(on) >= 3 if ties == "include" else len(on) <= 3


@settings(max_examples=40, deadline=None)
@given(SCORES, st.integers(0, 8), st.integers(1, 20))
def test_a_better_score_takes_nobody_off_a_list(scores: list[int], who: int, more: int) -> None:
    who %= len(scores)
    before = result(scores, set(), "no_award", ties="include", vacant="left")
    better = [score + more * (n == who) for n, score in enumerate(scores)]
    after = result(better, set(), "no_award", ties="include", vacant="left")
    assert (who in before.lists[0].on) <= (who in after.lists[0].on)
    assert after.rank[who] <= before.rank[who]


def test_a_total_of_zero_is_a_total_of_zero() -> None:
    found = result([20, 10, 5], {0}, "zero_score", ties="include", vacant="left")
    assert found.total.tolist() == [0, 10, 5]
    assert found.rank.tolist() == [3, 1, 2]
