"""Growth as reported beside growth from the levels: when two rates differ, and how that is said."""

from types import SimpleNamespace
from typing import cast

import pytest

from sz_assess.analysis.growths import Growths, signed
from sz_assess.i18n import translator
from sz_assess.method.statistic import Statistic
from sz_assess.periods import Period


def growth(reported: float, computed: float) -> Growths:
    spec = cast(Statistic, SimpleNamespace())
    return Growths(spec, spec, "east", Period(2018), reported, computed, "", ())


@pytest.mark.parametrize(
    ("reported", "computed", "differ"),
    [
        (12.5, 12.54, False),  # 12.54 rounds to 12.5
        (12.5, 12.55, False),  # a half may be rounded either way
        (12.5, 12.56, True),
        (12.0, 12.04, False),  # a rate without decimals has one at least
        (12.0, 12.06, True),
        (12.53, 12.5349, False),
        (12.53, 12.54, True),  # two decimals are held to two
        (-3.1, -3.14, False),
        (-3.1, 3.1, True),
    ],
)
def test_rates_differ_by_more_than_rounding(reported: float, computed: float, differ: bool) -> None:
    assert growth(reported, computed).differ is differ


def test_both_rates_and_their_difference_are_told() -> None:
    words = growth(12.5, 10.25).words().to(translator("en"))
    assert words == (
        "growth reported on a comparable basis: 12.5%, which counts; from the levels: 10.25% (+2.25 points)"
    )


def test_a_difference_has_its_sign() -> None:
    assert [signed(2.0), signed(-2.0), signed(0.0)] == ["+2", "−2", "0"]
