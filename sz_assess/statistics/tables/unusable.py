"""Why a cell is no figure, and what to write instead. Nothing is repaired: a repaired figure is a guessed one."""

from __future__ import annotations

import re
from decimal import Decimal

from sz_assess.errors import Words
from sz_assess.statistics.forms.repair import PLAIN_SIGNS
from sz_assess.statistics.tables.table import Kind, quoted
from sz_assess.text import msg

_NONE = {
    "-", "--", "—", "——", "–", "−", "/", "\\", "…", "……", "...", "·", "*", "×", "x", "无", "缺", "暂无",
    "n/a", "na", "nan", "null", "none", "nil",
}  # fmt: skip
"""What people write where there is no figure."""

_MISTYPED = str.maketrans("–。", "-.")
"""Signs that are typed for others; what they mean is told, not read."""
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[, ' ]\d{3})+(?:\.\d+)?")
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")

FIGURE = msg("a number, or a blank cell where there is no figure")


def why_not(kind: int, text: str, *, typed: bool) -> tuple[Words, Words]:
    """What was found and what to do, for a cell of a column of figures.

    ``typed``: the file tells numbers from texts, so that a number kept as a text must be turned into one.
    """
    match kind:
        case Kind.TRUTH:
            return msg("the truth value {text}", text=text), msg("write the number")
        case Kind.DATE:
            return msg("the date {text}", text=text), msg("give the cell a number format, and check the number")
        case Kind.ERROR:
            return msg("the error {text}", text=text), msg("correct the formula, or write its result as a number")
        case Kind.NO_RESULT:
            return (
                msg("a formula without a stored result"),
                msg("open the file in Excel or WPS, let it calculate, save; or write the number"),
            )
        case Kind.PERCENT:
            found = msg("{stored} in a cell that shows per cent: {shown}%", stored=text, shown=_hundredfold(text))
            return found, msg("give the cell a plain number format, and write the figure as people are to read it")
        case Kind.NOT_FINITE:
            return msg("{text}, which is not finite", text=text), msg("leave the cell blank where there is no figure")
        case _:
            return msg("the text {text}", text=quoted(text)), _mend(text, typed)


def _mend(text: str, typed: bool) -> Words:
    bare = text.strip()
    if bare.lower() in _NONE:
        return msg("leave the cell blank where there is no figure; write 0 where the figure is zero")
    plain = bare.translate(PLAIN_SIGNS).translate(_MISTYPED)
    if plain.endswith("%") and (number := _number(plain[:-1].strip())):
        return msg(
            "write {number} without the sign; whether a statistic is in per cent, its unit of measure says",
            number=number,
        )
    if number := _number(plain):
        if typed and number == bare:
            return msg("the cell holds a text that looks like a number: turn it into a number")
        return msg("write {number}", number=number)
    return msg("write the number alone, without words or unit of measure; remarks go into a column 备注 (note)")


def _hundredfold(text: str) -> str:
    return f"{float(Decimal(text) * 100):.15g}"


def _number(plain: str) -> str:
    """The number as it should be written, or nothing where it is none."""
    if _GROUPED.fullmatch(plain):
        plain = re.sub(r"[, ']", "", plain)
    return plain if _PLAIN.fullmatch(plain) else ""
