"""Lights: ends that belong to them or not, and what lies between must be stated."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from sz_assess.errors import Refused
from sz_assess.method.decisions.inspection_figures import LightLines

YINCHUAN = {"green": "<= 0", "yellow": "[10, 30]", "red": "> 30", "undefined": "yellow"}
"""Meets the plan: green; 10 to 30 points behind, both included: yellow; more: red; (0, 10) is not defined there."""


@pytest.mark.parametrize(
    ("behind", "light", "stated"),
    [("-5", "green", True), ("0", "green", True), ("0.01", "yellow", False), ("9.99", "yellow", False),
     ("10", "yellow", True), ("30", "yellow", True), ("30.000001", "red", True), ("100", "red", True)],
)  # fmt: skip
def test_the_published_lines_at_their_ends(behind: str, light: str, stated: bool) -> None:
    assert LightLines.model_validate(YINCHUAN).light(Decimal(behind)) == (light, stated)


def test_open_ends_are_open() -> None:
    lines = LightLines.model_validate({"green": "< 0", "yellow": "[0, 30)", "red": ">= 30"})
    assert [lines.light(Decimal(n))[0] for n in (-1, 0, 29, 30)] == ["green", "yellow", "yellow", "red"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ({"green": "<= 0", "yellow": "[10, 30]", "red": "> 30"}, "(0, 10)"),
        ({"green": "< 0", "yellow": "(0, 30]", "red": "> 30"}, "nothing is said of 0"),
        ({"green": "<= 0", "yellow": "(0, 30)", "red": "> 35"}, "[30, 35]"),
        ({"green": "<= 0", "yellow": "[0, 30]", "red": "> 30"}, "in two of them"),
        ({"green": "<= 0", "yellow": "(0, 40]", "red": "> 30"}, "in two of them"),
        ({"green": "<= 0", "yellow": "(0, 30]", "red": "> 30", "undefined": "red"}, "no such key"),
        ({"green": "[-5, 0]", "yellow": "(0, 30]", "red": "> 30"}, "green open below"),
        ({"green": "<= 0", "yellow": "30-10", "red": "> 30"}, "an interval"),
        ({"green": "<= 0", "yellow": "[30, 10]", "red": "> 30"}, "an interval"),
    ],
)
def test_lines_that_leave_a_doubt_are_refused(lines: dict[str, Any], said: str) -> None:
    with pytest.raises((Refused, ValidationError)) as refused:
        LightLines.model_validate(lines)
    assert said in str(refused.value)
