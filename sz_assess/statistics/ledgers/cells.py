"""Cells of a csv file or workbook as what a ledger's column holds; what they can't be is told cell by cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

from sz_assess.errors import Words
from sz_assess.expression import suggest
from sz_assess.method.ledger import LedgerColumn
from sz_assess.numeric import BoolArray
from sz_assess.statistics.lexicon import read_period
from sz_assess.statistics.tables.table import Column, Kind, Names, quoted
from sz_assess.statistics.tables.unusable import FIGURE, why_not
from sz_assess.text import msg

Said = tuple[Words, Words, Words]
"""Found, expected, what to do."""

TRUE = {"是", "有", "true", "yes", "y", "1", "√"}
FALSE = {"否", "无", "false", "no", "n", "0", "×"}

DATE = msg("a date such as 2018-03-05")
TRUTH = msg("是 or 否 (true or false)")
PERIOD = msg("a period: 2018, 2018H1, 2018Q3 or 2018M06 (also 2018年, 2018年6月)")

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})"
                   r"|年(\d{1,2})月(\d{1,2})日)(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")  # fmt: skip
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"\d{4,5}(?:\.\d+)?")
_SHORTENED = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")
_DAY_ZERO = date(1899, 12, 30)
"""Workbooks count days from here."""
_MOST_DIGITS = 2.0**53
_UNREAD = (Kind.ERROR, Kind.NO_RESULT)


@dataclass(frozen=True)
class Refusal:
    """A cell that can't be taken; ``row`` counts the column's cells from 0."""

    row: int
    said: Said


def converted(column: Column, spec: LedgerColumn, typed: bool) -> tuple[pa.Array, list[Refusal]]:
    """The cells as an Arrow array, blank ones as nulls, and the cells that can't be taken (nulls as well).

    ``typed``: the file tells numbers from texts.
    """
    if spec.type in {"integer", "number"}:
        return _numbers(column, typed)
    kind = column.figures().kind
    unread = np.isin(kind, _UNREAD)
    refused = [
        Refusal(row, (found, _EXPECTED[spec.type], mend))
        for row in np.flatnonzero(unread).tolist()
        for found, mend in [why_not(int(kind[row]), column.shown(row), typed=typed)]
    ]
    names = column.names()
    if spec.type == "text":
        refused += list(_cut_off(column, names, typed))
        return pa.array(_taken(names, lambda text: (text or None, None), unread)[0], pa.string()), refused
    make, arrow = _MAKERS[spec.type](spec)
    values, wrong = _taken(names, make, unread)
    refused += [Refusal(row, said) for row, said in wrong]
    return pa.array(values, arrow), sorted(refused, key=lambda each: each.row)


def _numbers(column: Column, typed: bool) -> tuple[pa.Array, list[Refusal]]:
    figures = column.figures()
    wrong = np.flatnonzero((figures.kind != Kind.NUMBER) & (figures.kind != Kind.BLANK))
    refused = []
    for row in wrong.tolist():
        found, mend = why_not(int(figures.kind[row]), column.shown(row), typed=typed)
        refused.append(Refusal(row, (found, FIGURE, mend)))
    return pa.array(figures.number, pa.float64(), mask=figures.kind != Kind.NUMBER), refused


Made = tuple[Any, Said | None]


def _taken(
    names: Names, make: Callable[[str], Made], unread: BoolArray
) -> tuple[list[Any], Iterator[tuple[int, Said]]]:
    """Each text made once, then spread over its rows; and the rows of those that can't be made."""
    made = [make(text) if text else (None, None) for text in names.texts] or [(None, None)]
    values = [made[code][0] for code in names.codes.tolist()]
    bad = np.array([said is not None for _, said in made])[names.codes] & ~unread
    said = [each for _, each in made]
    wrong = ((row, found) for row in np.flatnonzero(bad).tolist() if (found := said[names.codes[row]]) is not None)
    return values, wrong


def _cut_off(column: Column, names: Names, typed: bool) -> Iterator[Refusal]:
    """Codes that a spreadsheet took for numbers, and shortened."""
    mend = msg("give the column the format of text and enter the codes again")
    if typed:
        figures = column.figures()
        bad = (figures.kind == Kind.NUMBER) & (np.abs(np.nan_to_num(figures.number)) > _MOST_DIGITS)
    else:
        bad = np.array([_SHORTENED.fullmatch(text) is not None for text in names.texts] or [False])[names.codes]
    for row in np.flatnonzero(bad).tolist():
        found = msg("the number {text}, which a spreadsheet has cut off", text=column.shown(row))
        yield Refusal(row, (found, msg("all digits of the code, as a text"), mend))


def as_date(text: str) -> Made:
    """A date as files write it. A bare number of days is refused: which day it means depends on the program."""
    parts = _DATE.fullmatch(text)
    digits = None if parts else _DIGITS.fullmatch(text)
    found: Words = quoted(text)
    try:
        if parts:
            return date(*(int(part) for part in parts.groups() if part is not None)), None
        if digits:
            return date(*map(int, digits.groups())), None
    except ValueError:
        return None, (msg("{text}, a day that the calendar does not have", text=found), DATE, "")
    if _SERIAL.fullmatch(text):
        day = _DAY_ZERO + timedelta(days=int(float(text)))
        found = msg("the number {text}", text=text)
        mend = msg("write {day} if a workbook's count of days is meant, and give the cells the format of dates",
                   day=day.isoformat())  # fmt: skip
        return None, (found, DATE, mend)
    return None, (msg("{text}", text=found), DATE, msg("write year, month and day"))


def as_truth(text: str) -> Made:
    """A truth value as files write it."""
    word = text.lower()
    if word in TRUE or word in FALSE:
        return word in TRUE, None
    return None, (msg("{text}", text=quoted(text)), TRUTH, "")


def as_period(text: str) -> Made:
    """A period, written in one way."""
    period = read_period(text)
    if period is None:
        return None, (msg("{text}", text=quoted(text)), PERIOD, "")
    return str(period), None


def words_of(spec: LedgerColumn) -> dict[str, str]:
    """Every word that a column of choices may hold, and the code that it stands for."""
    return {word: each.code for each in spec.choices for word in (each.code, each.name.zh, each.name.en)}


def not_a_choice(text: str, spec: LedgerColumn) -> Said:
    """What is said of a word that is none of the column's."""
    names = [each.name for each in spec.choices]
    return msg("{text}", text=quoted(text)), msg("one of {names}", names=names), suggest(text, list(words_of(spec)))


def _choices(spec: LedgerColumn) -> Callable[[str], Made]:
    words = words_of(spec)
    return lambda text: (words[text], None) if text in words else (None, not_a_choice(text, spec))


_MAKERS: dict[str, Callable[[LedgerColumn], tuple[Callable[[str], Made], pa.DataType]]] = {
    "date": lambda _: (as_date, pa.date32()),
    "boolean": lambda _: (as_truth, pa.bool_()),
    "period": lambda _: (as_period, pa.string()),
    "choice": lambda spec: (_choices(spec), pa.string()),
}

_EXPECTED: dict[str, Words] = {
    "text": msg("a text"),
    "date": DATE,
    "boolean": TRUTH,
    "period": PERIOD,
    "choice": msg("one of the words of the column"),
}
