"""Parquet files: typed columns, no heading row; a record's number counts from 1."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from sz_assess.statistics.tables.limits import MAX_CELLS, MAX_COLUMNS, MAX_UNPACKED
from sz_assess.statistics.tables.table import Figures, Kind, Names, Reading, Table, as_heading, as_text
from sz_assess.text import msg, plural

_PARQUET = msg("a parquet file")
_AGAIN = msg("write the file again")


def read_parquet(file: str, data: bytes) -> Reading:
    """Read a parquet file whose content is ``data``."""
    reading = Reading(file)
    try:
        source = pq.ParquetFile(pa.BufferReader(data))
        rows, columns = source.metadata.num_rows, source.metadata.num_columns
        if columns > MAX_COLUMNS:
            return reading.refuse(msg("{n} columns", n=columns), msg("at most {n} columns", n=MAX_COLUMNS))
        if rows * columns > MAX_CELLS:
            return reading.refuse(
                plural("{n} cell", "{n} cells", n=rows * columns), msg("at most {n} cells", n=MAX_CELLS)
            )
        unpacked = sum(source.metadata.row_group(n).total_byte_size for n in range(source.metadata.num_row_groups))
        if unpacked > MAX_UNPACKED:
            found = msg("{size} MB once unpacked", size=round(unpacked / 1e6))
            return reading.refuse(found, msg("at most {size} MB", size=MAX_UNPACKED // 1_000_000))
        table = source.read()
        table.validate(full=True)
    except (pa.ArrowException, OSError):
        return reading.refuse(msg("a file that can't be read as parquet"), _PARQUET, _AGAIN)
    for name, column in zip(table.column_names, table.columns, strict=True):
        if pa.types.is_nested(column.type) or _is_binary(column.type):
            found = msg("the column {name} of type {type}", name=name, type=str(column.type))
            reading.refuse(found, msg("columns of numbers and texts"), _AGAIN)
    if not reading.problems:
        heading = tuple(map(as_heading, table.column_names))
        lines = np.arange(table.num_rows, dtype=np.intp) + 1
        taken = tuple(ParquetColumn(_plain(column)) for column in table.columns)
        reading.tables.append(Table(file, None, heading, 0, lines, taken))
    return reading


def _is_binary(kind: pa.DataType) -> bool:
    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind))


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Categories as the texts that they stand for, and a column without any value as blank texts."""
    if pa.types.is_null(column.type):
        return pc.cast(column, pa.string())
    return pc.cast(column, column.type.value_type) if pa.types.is_dictionary(column.type) else column


@dataclass(frozen=True)
class ParquetColumn:
    """A typed column; a null is a blank cell."""

    raw: pa.ChunkedArray

    @cached_property
    def _figures(self) -> Figures:
        kind, size = self.raw.type, len(self.raw)
        blank = np.asarray(self.raw.is_null())
        number = np.full(size, np.nan)
        other = Kind.TEXT
        if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
            # An integer beyond 2^53 becomes the nearest float64, as a number of a csv file does.
            number = np.array(pc.cast(self.raw, pa.float64(), safe=False).to_numpy(), dtype=float)
            other = Kind.NOT_FINITE
        elif pa.types.is_boolean(kind):
            other = Kind.TRUTH
        elif pa.types.is_temporal(kind):
            other = Kind.DATE
        elif pa.types.is_string(kind) or pa.types.is_large_string(kind):
            blank |= np.asarray(pc.fill_null(pc.equal(pc.utf8_trim_whitespace(self.raw), ""), True))
        kinds = np.where(blank, Kind.BLANK, np.where(np.isfinite(number), Kind.NUMBER, other)).astype(np.uint8)
        return Figures(kinds, np.where(kinds == Kind.NUMBER, number, np.nan))

    def figures(self) -> Figures:
        return self._figures

    def names(self) -> Names:
        encoded = self.raw.dictionary_encode(null_encoding="encode").combine_chunks()
        encoded = encoded if isinstance(encoded, pa.DictionaryArray) else encoded.chunk(0)
        return Names(encoded.indices.to_numpy().astype(np.intp), tuple(map(as_text, encoded.dictionary.to_pylist())))

    def shown(self, row: int) -> str:
        return as_text(self.raw[row].as_py())
