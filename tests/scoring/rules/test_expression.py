"""Scores by formula, for published clauses that no curve says."""

import pytest

from sz_assess.scoring.domain import DomainError
from tests.scoring.applying import Scored, scores

NAN = float("nan")


def rule(formula: str) -> dict[str, str]:
    return {"rule": "expression", "formula": formula}


def test_a_formula_over_the_value_and_its_reference_points() -> None:
    # Distance from an ideal value (适度): 1 - |x - a| / max |x - a|, with a = 80.
    formula = "100 * (1 - abs(value - 80) / max(abs(max - 80), abs(min - 80)))"
    assert scores(rule(formula), [70, 75, 80, 100, NAN]) == pytest.approx([50, 75, 100, 0, NAN], nan_ok=True)
    # Share of the best unit (与最优值比).
    assert scores(rule("full * value / max"), [5, 10, 20]) == [25, 50, 100]


def test_a_constant_scores_only_who_has_a_value() -> None:
    assert scores(rule("80"), [1, NAN]) == pytest.approx([80, NAN], nan_ok=True)


@pytest.mark.parametrize(
    ("formula", "refused"),
    [
        ("full / value", [False, True, False, False]),
        ("log(value)", [False, True, True, False]),
        ("sqrt(value)", [False, False, True, False]),
        ("exp(1000 * value)", [True, False, False, False]),
        ("100 if target > 0 else 50", [True, True, False, False]),
    ],
)
def test_where_there_is_no_number_the_units_are_named(formula: str, refused: list[bool]) -> None:
    with pytest.raises(DomainError, match="no number") as error:
        scores(rule(formula), [4, 0, -1, NAN], given={"target": [NAN, NAN, 3, NAN]})
    assert error.value.where[:, 0].tolist() == refused


def test_its_arithmetic() -> None:
    scored = Scored(rule("full * (2 - value / mean) / 2"), [2, 6])
    (line,) = scored.lines(1)
    assert (line.expression, line.result) == ("100 × (2 − 6 ÷ 4) ÷ 2", 25)
