"""Rows are added at the end of a csv file in one stroke; what stands in it already is never touched."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from sz_assess.errors import InputError, Problem
from sz_assess.text import msg

_RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a cell for a formula."""


def append(path: Path, name: str, heading: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Add rows to a file, which is made with its heading where it is not there.

    Raises :class:`InputError` for a file that is not in UTF-8, as the new rows would not be read in its encoding, and
    for one that can't be written. Either all rows are added or none.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        old = path.read_bytes() if path.exists() else b""
        _check(old, name)
        text = _lines(rows) if old else "\ufeff" + _lines([heading, *rows])
        if old and not old.endswith((b"\n", b"\r")):
            text = "\r\n" + text
        data = text.encode()
        # Binary, so that no system writes other line ends; in one stroke, so that a half row can be taken back.
        with path.open("ab", buffering=0) as stream:
            if stream.write(data) != len(data):
                stream.truncate(len(old))
                raise InputError([Problem(name, msg("the disk is full, or a quota is used up"), _WRITABLE)])
            os.fsync(stream.fileno())
    except OSError as error:
        found = msg("the system says: {reason}", reason=error.strerror or str(error))
        raise InputError([Problem(name, found, _WRITABLE)]) from error


_WRITABLE = msg("a file that can be written to")


def _check(old: bytes, name: str) -> None:
    try:
        old.decode("utf-8")
    except UnicodeDecodeError:
        mend = msg("save it as CSV UTF-8, then call again")
        raise InputError([Problem(name, msg("a file in another encoding"), msg("UTF-8"), mend)]) from None


def _lines(rows: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows([as_cell(cell) for cell in row] for row in rows)
    return stream.getvalue()


def as_cell(text: str) -> str:
    """A text as it is written: one line, and nothing that a spreadsheet would run. Once written it stays the same."""
    plain = " ".join(text.split())
    return f"'{plain}" if plain.startswith(_RISKY) and not _is_number(plain) else plain


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
