"""When a target is met: on its good side, or within the band around it that is scored."""

from typing import Any

import numpy as np
import pytest

from sz_assess.assess.targets import at_target
from sz_assess.method.indicator import Indicator

NAN = np.nan
BAND = {"rule": "band", "low": "target - 2", "high": "target + 2", "reach": 18}
FIXED = {"rule": "band", "low": 60, "high": 90, "reach": 18}
COMPLETION = {"rule": "completion", "cap": 120}


def indicator(rule: dict[str, Any], direction: str) -> Indicator:
    return Indicator.model_validate({
        "code": "x", "name": "x", "unit": "any", "direction": direction, "source": {"clause": "1"}, "formula": "x",
        "targets": {"2018": 80}, "scoring": rule, "missing": "refuse",
    })  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "direction", "met"),
    [
        # Values 77.9, 78, 79, 80, 82, 82.1, 95 and none, against a target of 80.
        (COMPLETION, "positive", [False, False, False, True, True, True, True, False]),
        ({**COMPLETION, "inverse": "mirror"}, "negative", [True, True, True, True, False, False, False, False]),
        (BAND, "positive", [False, True, True, True, True, False, False, False]),
        (BAND, "negative", [False, True, True, True, True, False, False, False]),
        # A band that the target has no part in is another matter.
        (FIXED, "positive", [False, False, False, True, True, True, True, False]),
    ],
)
def test_a_target_is_met(rule: dict[str, Any], direction: str, met: list[bool]) -> None:
    value = np.array([77.9, 78, 79, 80, 82, 82.1, 95, NAN])
    assert at_target(indicator(rule, direction), value, {"target": np.full(8, 80.0)}).tolist() == met


def test_a_target_that_is_not_known_is_not_met() -> None:
    unknown = {"target": np.array([NAN])}
    for rule in (BAND, COMPLETION):
        assert at_target(indicator(rule, "positive"), np.array([80.0]), unknown).tolist() == [False]
