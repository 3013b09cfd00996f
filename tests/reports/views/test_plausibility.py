"""The plausibility page of the example: who looks odd, in which words, and that no score goes by it."""

import csv
from pathlib import Path

import pytest

from sz_assess.analysis.plausibility import plausibility
from sz_assess.i18n import translator
from sz_assess.reports.book import Book
from sz_assess.reports.odd_figures import write_odd_figures
from sz_assess.reports.views.plausibility import plausibility_view
from sz_assess.run import assess_folder

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "suizhou_2018"


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(assess_folder(EXAMPLE), translator("en"))


def test_suixian_is_odd_in_both_groups_and_nobody_else(book: Book) -> None:
    found = plausibility(book.result)
    assert [(finding.group.code, finding.unit.code) for finding in found.odd] == [
        ("value_added_matched", "suixian"),
        ("revenue_matched", "suixian"),
    ]
    assert found.odd[0].statistics == (
        "industrial_value_added_growth", "industrial_electricity", "road_freight", "industrial_tax",
    )  # fmt: skip
    assert all(finding.unit.code != "dahongshan" for finding in found.findings)  # it has no industry


def test_the_page_lists_the_farthest_first(book: Book) -> None:
    view = plausibility_view(book)
    assert view.summary == "Units with figures that look odd beside others: 1; tests of digits that look odd: 0."
    first = view.groups[0]
    assert first.rows[0].unit.name == "Suixian County"
    assert [row.odd for row in first.rows] == [True, False, False, False]
    assert len(first.pictures) == 3
    assert {dot.name for dot in first.pictures[0].strip.dots} >= {"Hubei Province", "Suixian County"}
    assert view.digits[0].rows[0].tested is False  # revenue spans fewer than two orders of magnitude
    assert sum(float(bar.height) for bar in view.digits[0].rows[2].bars) > 0


def test_the_tables_say_the_same(book: Book, tmp_path: Path) -> None:
    written = write_odd_figures(book.result, tmp_path, "en")
    assert [path.name for path in written] == ["plausibility.csv", "digits.csv"]
    with written[0].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["group"], row["unit"]) for row in rows if row["odd"] == "yes"] == [
        ("value_added_matched", "suixian"),
        ("revenue_matched", "suixian"),
    ]
    assert "electricity used by industry fell" in next(row["sentence"] for row in rows if row["odd"] == "yes")
