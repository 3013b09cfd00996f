"""Weights of a group, worked by hand on the demo: growth 60 = 29.9 + 20.1 + renewal 10, quality 40 = 25 + 15."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from sz_assess.method.load import load_assessment
from sz_assess.method.model import Assessment
from sz_assess.method.weight_tree import local_weights, nominal_points
from sz_assess.method.weights import Weights

ORDER = [
    "growth", "output_growth", "investment_share", "renewal", "firm_growth", "quality", "research_intensity",
    "quality_rate",
]  # fmt: skip


def decimals(*numbers: str) -> dict[str, Decimal]:
    return dict(zip(ORDER, map(Decimal, numbers), strict=True))


@pytest.fixture
def assessment(demo: Path) -> Assessment:
    return load_assessment(demo)


def weights(assessment: Assessment, **changes: object) -> Weights:
    data = assessment.weights.model_dump() | {"groups": {}} | changes
    return Weights.model_validate({**data, "aggregate": "arithmetic", "grades": None})


def test_a_group_without_changes_has_the_common_weights(assessment: Assessment) -> None:
    expected = decimals("60", "29.9", "20.1", "10", "10", "40", "25", "15")
    assert local_weights(assessment.weights, assessment.method, "county") == expected
    assert nominal_points(assessment.weights, assessment.method, "county") == expected


def test_a_group_changes_only_what_it_names(assessment: Assessment) -> None:
    found = nominal_points(assessment.weights, assessment.method, "scenic")
    assert found == decimals("60", "29.9", "20.1", "10", "10", "40", "5", "35")
    assert list(found) == ORDER


def test_a_number_for_a_dimension_keeps_what_is_below_it(assessment: Assessment) -> None:
    changed = weights(assessment, groups={"zone": {"growth": 50, "quality": {"weight": 50, "quality_rate": 25}}})
    found = local_weights(changed, assessment.method, "zone")
    assert found == decimals("50", "29.9", "20.1", "10", "10", "50", "25", "25")


def test_shares_multiply_down_the_tree(assessment: Assessment) -> None:
    tree = {
        "growth": {
            "weight": 0.6,
            "output_growth": 0.5,
            "investment_share": 0.3,
            "renewal": {"weight": 0.2, "firm_growth": 1},
        },
        "quality": {"weight": 0.4, "research_intensity": 0.25, "quality_rate": 0.75},
    }
    shares = weights(assessment, sums="shares", total=50, weights=tree)
    expected = decimals("30", "15", "9", "6", "6", "20", "5", "15")
    assert nominal_points(shares, assessment.method, "county") == expected
    assert local_weights(shares, assessment.method, "county")["renewal"] == Decimal("0.2")


def test_relative_weights_are_parts_of_their_siblings_sum(assessment: Assessment) -> None:
    tree = {
        "growth": {"weight": 3, "output_growth": 1, "investment_share": 1, "renewal": {"weight": 2, "firm_growth": 7}},
        "quality": {"weight": 1, "research_intensity": 0, "quality_rate": 5},
    }
    relative = weights(assessment, sums="relative", total=100, weights=tree)
    expected = decimals("75", "18.75", "18.75", "37.5", "37.5", "25", "0", "25")
    assert nominal_points(relative, assessment.method, "county") == expected


def test_a_node_without_weight_is_no_zero(assessment: Assessment) -> None:
    with pytest.raises(KeyError, match="growth"):
        local_weights(weights(assessment, weights={"quality": 100}), assessment.method, "county")
