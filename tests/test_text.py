"""Words and numbers as people read them."""

import math
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sz_assess.i18n import translator
from sz_assess.method.common import Name
from sz_assess.text import Text, msg, number, plural


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (12.0, "12"),
        (12.5, "12.5"),
        (-50.0, "−50"),
        (1234567.0, "1234567"),
        (2 / 3, "0.6667"),
        (0.00012, "0.00012"),
        (0.000123456, "0.0001235"),
        (0.3 - 0.2 - 0.1, "0"),
        (1e-30, "0"),
        (1e21, "1" + 21 * "0"),
        (99.99996, "100"),
        (math.nan, "—"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
    ],
)
def test_a_number_in_plain_writing(value: float, shown: str) -> None:
    assert number(value) == shown


def test_halves_go_up_as_in_the_published_score() -> None:
    assert [number(value, 2) for value in (2.675, 1.005, 0.125, -2.675)] == ["2.68", "1.01", "0.13", "−2.68"]
    assert number(0.5, 0) == "1"
    assert number(0.04, 0) == "0"


@given(st.integers(-(10**11), 10**11), st.integers(0, 8), st.integers(1, 6))
def test_a_written_number_is_the_rounded_figure(digits: int, scale: int, decimals: int) -> None:
    exact = Decimal(digits).scaleb(-scale)
    places = decimals
    if exact and abs(exact) < 1:
        places = max(decimals, decimals - 1 - exact.adjusted())
    expected = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    shown = number(float(exact), decimals)
    assert Decimal(shown.replace("−", "-")) == expected
    if "." in shown:
        assert shown[-1] not in "0."


def test_values_are_put_in_and_texts_translated_where_they_are_shown() -> None:
    inner = msg("a number up to 1e15")
    text = msg("{what}: {numbers} ({unit})", what=inner, numbers=[1.5, -2.0], unit=Name(zh="亿元", en="100 million"))
    assert str(text) == "a number up to 1e15: 1.5, −2 (100 million)"
    chinese = text.to(translator("zh"))
    assert "1.5、−2" in chinese
    assert "亿元" in chinese


def test_words_go_with_their_count() -> None:
    cells = [plural("{n} cell", "{n} cells", n=n) for n in (0, 1, 2, 1.0, 1.5)]
    assert [str(each) for each in cells] == ["0 cells", "1 cell", "2 cells", "1 cell", "1.5 cells"]
    assert [each.to(translator("zh")) for each in cells[:3]] == ["0 个单元格", "1 个单元格", "2 个单元格"]


def test_braces_in_values_are_no_templates() -> None:
    assert str(msg("{name}", name="{name} {0} {{}}")) == "{name} {0} {{}}"


def test_equal_words_are_one() -> None:
    assert {msg("{a}", a=1.0), msg("{a}", a=1.0), Text("{a}", {"a": 2.0})} == {msg("{a}", a=1.0), msg("{a}", a=2.0)}
