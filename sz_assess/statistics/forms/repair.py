"""What spreadsheets and people make of a number, taken back where it can mean only one number. Every repair is told."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from sz_assess.text import Text, msg

_PLAIN = re.compile(r"[+-]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|\.[0-9]+)")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
PLAIN_SIGNS = str.maketrans("０１２３４５６７８９．，％＋－−﹣", "0123456789.,%+---")
"""Only these: a general rule would make 102 of 10²."""


@dataclass(frozen=True)
class Repair:
    """A cell that was read as a number although it is none as it stands. ``key`` is statistic, unit and period."""

    place: str
    key: str
    found: Text
    figure: float


def number_of(text: str, *, per_cent: bool) -> float | None:
    """The number that a text can only mean, None where it may mean another or none.

    Read are digits in full width, thousands separators that stand where they must, blanks and invisible signs around
    the number, a sign of per cent where the unit of measure is per cent.
    """
    plain = "".join(sign for sign in text if unicodedata.category(sign) != "Cf").translate(PLAIN_SIGNS).strip()
    if per_cent and plain.endswith("%"):
        plain = plain[:-1].rstrip()
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    return float(plain) if _PLAIN.fullmatch(plain) else None


def of_percentage(stored: float) -> float:
    """The figure in per cent of a cell that shows per cent and stores the share; exact as a decimal."""
    return float(Decimal(repr(stored)) * 100)


def text_read(text: str) -> Text:
    """How a repaired text is told."""
    return msg('the text "{text}"', text=text)


def percentage_read(stored: float) -> Text:
    """How a repaired cell with the format of per cent is told."""
    return msg("a cell that shows per cent and stores {share}", share=f"{stored:.15g}")


FORMULA_READ = msg("the stored result of a formula")
