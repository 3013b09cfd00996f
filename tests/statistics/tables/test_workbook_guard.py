"""What is no workbook, or one that would do harm, is refused before it is parsed."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from sz_assess.statistics.tables import workbook_guard as module
from sz_assess.statistics.tables.read_xlsx import read_xlsx
from tests.statistics.conftest import a_workbook, fill, repacked

ROWS: list[list[Any]] = [["unit", "period", "firms"], ["east", 2018, 1]]


@pytest.fixture
def book() -> bytes:
    return a_workbook(lambda made: fill(made.add_worksheet("a"), ROWS))


def refusal(data: bytes) -> str:
    reading = read_xlsx("a.xlsx", data)
    assert reading.tables == []
    (problem,) = reading.problems
    return f"{problem.found} | {problem.mend}"


def test_a_workbook_in_order(book: bytes) -> None:
    reading = read_xlsx("a.xlsx", book)
    assert reading.problems == []
    assert reading.tables[0].heading == ("unit", "period", "firms")


MACRO = "xl/vbaProject.bin"
CASES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "nothing": (lambda _: b"", "no workbook"),
    "a text": (lambda _: b"unit,period\n", "no workbook"),
    "an old or locked workbook": (lambda _: bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "password"),
    "cut short": (lambda book: book[: len(book) // 2], "damaged"),
    "another archive": (lambda book: repacked(book, {"xl/workbook.xml": None}), "no workbook"),
    "macros": (lambda book: repacked(book, {MACRO: b"x"}), "macros"),
    "links to other files": (
        lambda book: repacked(book, {"xl/externalLinks/externalLink1.xml": b"<x/>"}),
        "other files",
    ),
    "a part that is not XML": (lambda book: repacked(book, {"xl/workbook.xml": b"<a><b></a>"}), "damaged"),
    "entities": (
        lambda book: repacked(book, {"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>'}),
        "damaged",
    ),
    "a sheet that is not there": (lambda book: repacked(book, {"xl/worksheets/sheet1.xml": None}), "damaged"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_refused(case: str, book: bytes) -> None:
    make, words = CASES[case]
    assert words in refusal(make(book))


def test_a_bit_that_fell_over(book: bytes) -> None:
    """The checksum of the part tells."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    at = part.header_offset + 30 + len(part.filename) + part.compress_size // 2
    assert "damaged" in refusal(book[:at] + bytes([book[at] ^ 0xFF]) + book[at + 1 :])


def test_a_bomb(book: bytes) -> None:
    """60 MB of blanks in a few kilobytes."""
    assert "times its size" in refusal(repacked(book, {"xl/media/a.xml": b" " * 60_000_000}))


def test_too_much_once_unpacked(book: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_UNPACKED", 1_000)
    assert "once unpacked" in refusal(book)


def test_cells_far_away() -> None:
    """One stray cell makes a sheet of more cells than a table may have."""

    def build(made: Any) -> None:
        sheet = made.add_worksheet("a")
        fill(sheet, ROWS)
        sheet.write_number(1_000_000, 100, 1)

    assert "1000001 rows of 101 columns" in refusal(a_workbook(build)).replace("\u202f", "").replace(",", "")


def test_a_hidden_sheet_with_content() -> None:
    def build(made: Any) -> None:
        for name in ("a", "b"):
            fill(made.add_worksheet(name), ROWS)
        made.get_worksheet_by_name("b").hide()

    reading = read_xlsx("a.xlsx", a_workbook(build))
    (problem,) = reading.problems
    assert (problem.sheet, str(problem.found)) == ("b", "a hidden sheet with content")
