"""Digits of a ledger's amounts: the first ones against Benford's law, and whether the last ones were rounded.

Amounts that grow by rates and spread over several orders of magnitude begin with 1 in 30 % of cases and with 9 in less
than 5 % (Benford 1938); made-up ones mostly do not. The last of three or more digits is any of the ten alike; written
by hand, 0 and 5 heap. Neither proves anything: a lower bound, a price list or a rounding rule does the same.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sz_assess.analysis.plausibility.chances import binomial_at_least, chi_square_beyond, holm
from sz_assess.analysis.plausibility.model import DigitOutcome
from sz_assess.method.assessment import Unit
from sz_assess.method.model import Assessment
from sz_assess.method.plausibility import DigitCheck, DigitTest
from sz_assess.statistics.ledgers.digits import Digits, count_digits
from sz_assess.statistics.panel import Panel
from sz_assess.text import Text, msg, number

FIRST = tuple(math.log10(1.0 + 1.0 / digit) for digit in range(1, 10))
SECOND = tuple(math.fsum(math.log10(1.0 + 1.0 / (10 * first + digit)) for first in range(1, 10)) for digit in range(10))
LAST = (0.1,) * 10
"""The share of each digit."""

ORDERS = 2.0
"""Over fewer orders of magnitude Benford's law is not to be expected."""
LEAST_EXPECTED = 5
"""A digit that is to be expected less often makes no chi-square figure."""
HEAPED = (0, 5)

SHARES: dict[DigitTest, tuple[tuple[float, ...], int]] = {"first": (FIRST, 1), "second": (SECOND, 0), "last": (LAST, 0)}
"""By test, the shares, and the digit that they begin with."""


def look(checks: Sequence[DigitCheck], assessment: Assessment, panel: Panel) -> tuple[DigitOutcome, ...]:
    """All tests of all columns: of all rows together, and of each assessed unit whose rows are enough. A ledger that
    was not delivered has no rows."""
    out = [outcome for check in checks for outcome in _look(check, assessment, panel)]
    answered = [n for n, outcome in enumerate(out) if outcome.why_not is None]
    for n, corrected in zip(answered, holm([out[n].chance for n in answered]), strict=True):
        odd = corrected < out[n].spec.significance
        out[n] = replace(out[n], corrected=corrected, odd=odd)
        out[n] = replace(out[n], sentence=_sentence(out[n], len(answered)))
    return tuple(out)


def _look(check: DigitCheck, assessment: Assessment, panel: Panel) -> Iterator[DigitOutcome]:
    book = panel.ledgers.books.get(check.ledger)
    by_unit = {} if book is None else count_digits(book, check.column, check.decimals, assessment.about.period)
    units = [unit for unit in assessment.assessed if unit.counts_once]
    everyone = Digits()
    for unit in units:
        everyone.add(by_unit.get(unit.code, Digits()))
    for test in check.tests:
        yield examine(check, test, None, everyone)
        for unit in units:
            found = examine(check, test, unit, by_unit.get(unit.code, Digits()))
            if found.why_not is None:
                yield found


def examine(check: DigitCheck, test: DigitTest, unit: Unit | None, digits: Digits) -> DigitOutcome:
    """One test by itself, its probability not yet corrected."""
    shares, begin = SHARES[test]
    found: Counter[int] = getattr(digits, test)
    counts = tuple(found[begin + n] for n in range(len(shares)))
    count = sum(counts)
    out = DigitOutcome(
        check, test, unit, count, counts, tuple(share * count for share in shares), begin, math.nan, math.nan, False,
        msg("{word}", word=""), _why_not(check, test, digits, count),
    )  # fmt: skip
    if out.why_not is not None:
        return replace(out, sentence=out.why_not)
    if test == "last":
        return replace(out, chance=binomial_at_least(sum(found[digit] for digit in HEAPED), count, 0.2))
    square = math.fsum((n - each) ** 2 / each for n, each in zip(counts, out.expected, strict=True))
    return replace(out, chance=chi_square_beyond(square, len(shares) - 1))


def least(check: DigitCheck, test: DigitTest) -> int:
    """How many amounts a test needs."""
    if test == "last":
        return check.least
    return max(check.least, math.ceil(LEAST_EXPECTED / min(SHARES[test][0])))


def _why_not(check: DigitCheck, test: DigitTest, digits: Digits, count: int) -> Text | None:
    needed = least(check, test)
    if count < needed:
        return msg("{count} amounts, where at least {needed} are needed: not tested", count=count, needed=needed)
    orders = math.log10(digits.largest / digits.smallest)
    if test != "last" and orders < ORDERS:
        return msg(
            "amounts over {orders} orders of magnitude, where at least {needed} are needed: not tested",
            orders=number(orders, 2), needed=number(ORDERS),
        )  # fmt: skip
    return None


def _sentence(found: DigitOutcome, tests: int) -> Text:
    """What was found, and how likely it is by chance."""
    chance = _chance(found.corrected)
    if found.test == "last":
        heaped = sum(found.counts[digit] for digit in HEAPED)
        return msg(
            "{heaped} of {count} amounts ({share}%) end in 0 or 5, where 20% are to be expected; by chance alone with "
            "a probability of {chance} (after {tests} tests)",
            heaped=heaped, count=found.count, share=_percent(heaped / found.count), chance=chance, tests=tests,
        )  # fmt: skip
    excess = [n - each for n, each in zip(found.counts, found.expected, strict=True)]
    n = max(range(len(excess)), key=lambda at: abs(excess[at]))
    values = {
        "digit": found.first_digit + n, "share": _percent(found.counts[n] / found.count), "count": found.count,
        "expected": _percent(found.expected[n] / found.count), "chance": chance, "tests": tests,
    }  # fmt: skip
    if found.test == "first":
        return msg(
            "{share}% of {count} amounts begin with {digit}, where Benford's law has {expected}%; all digits together "
            "by chance alone with a probability of {chance} (after {tests} tests)", **values,
        )  # fmt: skip
    return msg(
        "{share}% of {count} amounts have {digit} as the second digit, where Benford's law has {expected}%; all digits "
        "together by chance alone with a probability of {chance} (after {tests} tests)", **values,
    )  # fmt: skip


def _percent(share: float) -> str:
    return number(share * 100.0, 1)


def _chance(value: float) -> str:
    return "< 0.0001" if value < 0.0001 else number(value, 4 if value < 0.1 else 2)
