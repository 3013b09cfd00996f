"""What stands in a YAML file as a value: the plain scalars of YAML 1.2, and how entries and places are named."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, TypeAlias

from sz_assess.text import msg

MAX_DEPTH = 30
MAX_DIGITS = 15
LARGEST_POWER = 300

Place: TypeAlias = tuple[int, int]
"""Line and column, from 1."""
Step: TypeAlias = str | int
KeyPath: TypeAlias = tuple[Step, ...]
"""Keys and positions from the top of the file to an entry."""


def keys(written: str) -> KeyPath:
    """``weights.growth`` as a path."""
    return tuple(written.split("."))


_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_ODD = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


def plain_value(text: str) -> Any:
    """The value of an unquoted scalar; a :class:`Text` saying what is expected where it may not stand for one."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "-+.0123456789":
        return text
    if _INTEGER.fullmatch(text):
        digits = text.lstrip("+-")
        if len(digits) > 1 and digits[0] == "0":
            return msg("a number without leading zeros")
        return int(text) if len(digits) <= MAX_DIGITS else msg("a number of at most {n} digits", n=MAX_DIGITS)
    if _FLOAT.fullmatch(text):
        exact = Decimal(text)
        if len(exact.normalize().as_tuple().digits) > MAX_DIGITS:
            return msg("a number of at most {n} digits", n=MAX_DIGITS)
        if abs(exact.adjusted()) > LARGEST_POWER:
            return msg("0, or a number whose size is between 1e-{n} and 1e{n}", n=LARGEST_POWER)
        return float(text)
    if _ODD.fullmatch(text):
        return msg("a finite decimal number")
    return text
