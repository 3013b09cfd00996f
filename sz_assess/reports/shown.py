"""How numbers stand on a page. Nothing is computed here but the rounding that a reader sees."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal

import numpy as np

from sz_assess.i18n import Translator
from sz_assess.numeric import FloatArray, round_to
from sz_assess.text import Text, msg, number

NOTHING = "—"
"""Stands where there is no number."""

PUBLISHED_DECIMALS = 2
POINT_DECIMALS = 4
"""Of points in tables; the arithmetic shows six."""


def score(value: float, decimals: int = PUBLISHED_DECIMALS) -> str:
    """A score with all its decimals, 87.30, rounded half up; a dash where there is none."""
    return rounded(float(round_to(np.array(value), decimals)), decimals)


def rounded(value: float, decimals: int = PUBLISHED_DECIMALS) -> str:
    """A number that has been rounded already, with all its decimals; a dash where there is none."""
    if math.isnan(value):
        return NOTHING
    text = f"{abs(value):.{decimals}f}"
    return f"−{text}" if value < 0 else text


def signed(value: float, decimals: int = PUBLISHED_DECIMALS) -> str:
    """A difference with its sign and all its decimals: +1.20, −0.80, 0.00."""
    return rounded_signed(float(round_to(np.array(value), decimals)), decimals)


def rounded_signed(value: float, decimals: int = PUBLISHED_DECIMALS) -> str:
    """The same of a difference that has been rounded already."""
    text = rounded(value, decimals)
    return f"+{text}" if value > 0 else text


def short(value: float) -> str:
    """A figure at two decimals without trailing zeros; small ones keep four significant digits."""
    return NOTHING if math.isnan(value) else number(value, 2)


def signed_short(value: float) -> str:
    """A difference as :func:`short` writes it, with its sign."""
    text = short(value)
    return f"+{text}" if value > 0 else text


def full(value: float) -> str:
    """A number inside written arithmetic: six decimals."""
    return number(value, 6)


def exact(value: float) -> str:
    """The same, negative ones in brackets."""
    text = full(value)
    return f"({text})" if text.startswith("−") else text


def summed(parts: list[float], whole: float) -> str:
    """``a + b + c = whole``, with ≈ for = where the numbers as shown do not add up to the last digit; a single part
    that is the whole stands alone."""
    shown = [number(part, 6) for part in parts]
    total = number(whole, 6)
    if shown == [total]:
        return total
    added = sum(map(_decimal, shown), Decimal(0))
    sign = "=" if added == _decimal(total) else "≈"
    terms = [f"({text})" if text.startswith("−") else text for text in shown]
    return f"{' + '.join(terms) or '0'} {sign} {total}"


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace("−", "-"))


def percent(share: float) -> str:
    """A share of 1 as per cent at one decimal, for lengths and for words."""
    return f"{number(share * 100, 1)}%"


def said(words: Text | str, language: Translator) -> str:
    """Words in the page's language."""
    return words.to(language) if isinstance(words, Text) else words


class MeasureWord(str):
    """A unit of measure in the reader's language; ``one`` is the word after the number 1, where it is another."""

    __slots__ = ("one",)
    one: str

    def __new__(cls, many: str, one: str = "") -> MeasureWord:
        word = super().__new__(cls, many)
        word.one = one or many
        return word


def listed(parts: Iterable[str], language: Translator) -> str:
    """Steps or sentences in one cell, set apart as the language does it."""
    return ("；" if language.language == "zh" else "; ").join(parts)


def measured(text: str, measure: str) -> str:
    """A number and its unit of measure: 12.5% without a gap, 12.5 亿元 with one."""
    if text == NOTHING or not measure:
        return text
    return f"{text}{measure}" if measure in {"%", "‰"} else f"{text} {beside(measure, text)}"


def beside(measure: str, text: str = "") -> str:
    """A unit of measure as it stands after a number: one that begins with a number itself is multiplied by it."""
    if isinstance(measure, MeasureWord) and text in {"1", "−1"}:
        measure = measure.one
    return f"× {measure}" if measure[:1].isdigit() else measure


def move(change: float) -> Text:
    """A change of place in words."""
    if math.isnan(change):
        return msg("no earlier place")
    if change == 0:
        return msg("unchanged")
    size = number(abs(change))
    return msg("up {places}", places=size) if change > 0 else msg("down {places}", places=size)


def place_of(place: float, count: int) -> str:
    """``2/5``, or a dash for a unit that is not ranked."""
    return NOTHING if math.isnan(place) else f"{number(place)}/{count}"


def weight_range(weights: FloatArray) -> str:
    """A node's weight, or from the smallest to the largest where groups differ."""
    low, high = number(float(np.min(weights))), number(float(np.max(weights)))
    return low if low == high else f"{low}–{high}"
