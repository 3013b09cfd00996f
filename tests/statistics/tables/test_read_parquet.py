"""Typed columns: what is a figure, what is not, and files that can't be read."""

import datetime
import io
from decimal import Decimal
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest

from sz_assess.statistics.tables import read_parquet as module
from sz_assess.statistics.tables.read_parquet import read_parquet
from sz_assess.statistics.tables.table import Kind


def parquet(**columns: Any) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("cells", "kinds", "numbers"),
    [
        (pa.array([1, None, -3]), [Kind.NUMBER, Kind.BLANK, Kind.NUMBER], [1, None, -3]),
        (
            pa.array([0.5, float("nan"), float("inf")]),
            [Kind.NUMBER, Kind.NOT_FINITE, Kind.NOT_FINITE],
            [0.5, None, None],
        ),
        (pa.array([Decimal("1.10"), None]), [Kind.NUMBER, Kind.BLANK], [1.1, None]),
        (pa.array(["12", "", " ", None]), [Kind.TEXT, Kind.BLANK, Kind.BLANK, Kind.BLANK], [None] * 4),
        (pa.array(["a", "b", "a"]).dictionary_encode(), [Kind.TEXT] * 3, [None] * 3),
        (pa.array([True, None]), [Kind.TRUTH, Kind.BLANK], [None, None]),
        (pa.array([datetime.date(2018, 1, 1)]), [Kind.DATE], [None]),
        (pa.nulls(2), [Kind.BLANK, Kind.BLANK], [None, None]),
    ],
)
def test_kinds_of_cells(cells: Any, kinds: list[Kind], numbers: list[float | None]) -> None:
    (table,) = read_parquet("a.parquet", parquet(x=cells)).tables
    figures = table.columns[0].figures()
    assert figures.kind.tolist() == kinds
    assert [None if number != number else number for number in figures.number.tolist()] == numbers  # noqa: PLR0124


def test_names_are_stripped_and_whole_numbers_are_digits() -> None:
    (table,) = read_parquet("a.parquet", parquet(year=[2018.0, 2019.0], unit=[" east ", None])).tables
    assert table.heading == ("year", "unit")
    names = [column.names() for column in table.columns]
    assert [[each.texts[code] for code in each.codes] for each in names] == [["2018", "2019"], ["east", ""]]
    assert table.rows.tolist() == [1, 2]


def refusal(data: bytes) -> str:
    reading = read_parquet("a.parquet", data)
    assert reading.tables == []
    return str(reading.problems[0].found)


def test_what_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = parquet(x=list(range(1000)))
    assert "can't be read as parquet" in refusal(b"")
    assert "can't be read as parquet" in refusal(b"PAR1" + b"x" * 40 + b"PAR1")
    assert "can't be read as parquet" in refusal(whole[:-20])
    assert "the column x of type list" in refusal(parquet(x=[[1], [2]]))
    assert "the column x of type binary" in refusal(parquet(x=[b"1"]))
    monkeypatch.setattr(module, "MAX_CELLS", 999)
    assert "cells" in refusal(whole)
