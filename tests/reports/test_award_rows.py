"""Every award that is read from a ledger opens to the rows that can count for it, earlier years as well."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from sz_assess.reports.award_rows import write_award_rows
from sz_assess.reports.book import Book, open_book
from sz_assess.reports.ledger_rows import rows_files
from sz_assess.reports.views.awards import awards_view
from sz_assess.run import assess_folder


@pytest.fixture(scope="module")
def book(repository: Path) -> Book:
    return open_book(assess_folder(repository / "examples" / "suizhou_2018"), "en")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_rows_of_each_award_add_up_to_it(book: Book, tmp_path: Path) -> None:
    paths = list(write_award_rows(book, tmp_path))
    shown = {chapter.table: chapter.amount.replace("\u202f", "") for chapter in awards_view(book).chapters}
    shown.pop("")
    assert {path.relative_to(tmp_path).as_posix() for path in paths} == set(shown)
    for path in paths:
        paid = sum((Decimal(row["Amount in yuan"] or 0) for row in rows_of(path)), Decimal(0))
        assert paid == Decimal(shown[path.relative_to(tmp_path).as_posix()])


def test_the_years_that_an_honour_is_looked_up_in_are_there(book: Book, tmp_path: Path) -> None:
    """Two Bianzhong awards of 2017, three of 2018, of which one is of a firm that has one already; none of 2019."""
    list(write_award_rows(book, tmp_path))
    rows = rows_of(tmp_path / "awards" / "award_quality_prizes.csv")
    assert [(row["Granted on"][:4], row["State"]) for row in rows] == [
        ("2017", ""), ("2017", ""), ("2018", "won before"), ("2018", "paid"), ("2018", "paid"),
    ]  # fmt: skip
    assert {row["Kind of honour"] for row in rows} == {"Bianzhong Quality Award"}
    assert rows[2]["Holder"] in {row["Holder"] for row in rows[:2]}
    assert all(row["Row in the file"].startswith("ledgers/quality_honours") for row in rows)


def test_what_was_counted_is_linked_once_a_unit(book: Book) -> None:
    chapter = awards_view(book).chapters[0]
    linked = [(row.unit.name, link.href) for row in chapter.rows for link in row.rows]
    assert len(linked) == len({name for name, _ in linked}) == 4
    assert {href for _, href in linked} <= {file.href for file in rows_files(book).values()}
