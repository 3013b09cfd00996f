"""Digits: a sequence that keeps to Benford's law, numbers that do not, and heaping, with counts by hand."""

import math
from collections import Counter
from typing import Any

import numpy as np
import pytest

from sz_assess.analysis.plausibility.digits import FIRST, SECOND, examine, least
from sz_assess.method.plausibility import DigitCheck
from sz_assess.statistics.ledgers.digits import Digits


def check(**changes: Any) -> DigitCheck:
    stated = {
        "code": "d", "name": "d", "ledger": "l", "column": "c", "tests": ["first"], "least": 50, "significance": 0.01,
        "source": {"clause": "1"}, **changes,
    }  # fmt: skip
    return DigitCheck.model_validate(stated)


def digits_of(numbers: list[int]) -> Digits:
    texts = [str(number) for number in numbers]
    return Digits(
        Counter(int(text[0]) for text in texts),
        Counter(int(text[1]) for text in texts if len(text) > 1),
        Counter(int(text[-1]) for text in texts if len(text) > 2),
        float(min(numbers)),
        float(max(numbers)),
    )


def test_the_law_by_hand() -> None:
    assert FIRST[0] == pytest.approx(0.30103, abs=5e-6)
    assert FIRST[8] == pytest.approx(0.04576, abs=5e-6)
    assert SECOND[0] == pytest.approx(0.11968, abs=5e-6)
    assert SECOND[9] == pytest.approx(0.08500, abs=5e-6)
    assert math.fsum(FIRST) == pytest.approx(1)
    assert math.fsum(SECOND) == pytest.approx(1)


def test_powers_of_two_keep_to_the_law() -> None:
    powers = digits_of([2**n for n in range(1000)])
    first, second = (examine(check(), test, None, powers) for test in ("first", "second"))
    assert first.counts[0] == 301  # of 2 to the powers 0 to 999
    assert first.chance > 0.9
    assert second.chance > 0.9


def test_numbers_drawn_alike_do_not() -> None:
    drawn = np.random.default_rng(2).integers(10, 100_000, size=1000).tolist()
    assert examine(check(), "first", None, digits_of(drawn)).chance < 1e-10


def test_chi_square_by_hand() -> None:
    """200 amounts, 100 of them begin with 1 and 100 with 2: the rest is worth its expectation."""
    found = examine(check(), "first", None, Digits(Counter({1: 100, 2: 100}), smallest=1, largest=1000))
    square = (100 - 60.206) ** 2 / 60.206 + (100 - 35.218) ** 2 / 35.218 + 200 - 60.206 - 35.218
    assert square > 150
    assert found.counts == (100, 100, 0, 0, 0, 0, 0, 0, 0)
    assert found.expected[:2] == pytest.approx((60.206, 35.218), abs=5e-4)
    assert found.chance < 1e-20


def test_heaping_by_hand() -> None:
    """80 of 200 end in 0 or 5, where 40 are to be expected with a standard deviation of 5.66."""
    heaped = Digits(last=Counter({0: 50, 5: 30, 1: 60, 7: 60}), smallest=100, largest=999)
    found = examine(check(), "last", None, heaped)
    assert found.count == 200
    assert found.chance < 1e-9
    even = Digits(last=Counter(dict.fromkeys(range(10), 20)), smallest=100, largest=999)
    assert 0.5 < examine(check(), "last", None, even).chance < 0.6  # 40 or more of 200


def test_too_few_or_too_narrow_are_not_tested() -> None:
    few = examine(check(), "first", None, digits_of([2**n for n in range(109)]))
    assert "109 amounts, where at least 110 are needed" in str(few.why_not)
    assert math.isnan(few.chance)
    narrow = examine(check(), "first", None, digits_of(list(range(1000, 9999, 10))))
    assert "amounts over 1 orders of magnitude" in str(narrow.why_not)


def test_how_many_amounts_a_test_needs() -> None:
    """Five of the rarest digit are to be expected: 5 / 0.04576 = 109.3 and 5 / 0.085 = 58.8."""
    assert [least(check(), test) for test in ("first", "second", "last")] == [110, 59, 50]
    assert least(check(least=400), "first") == 400
